/** What makes an alert reach somebody, besides Alertmanager: actions of alarms, contact points, channels of the clouds. */
import { isMap } from "../../charts";
import type { Evidence } from "../assessment";
import type { Project } from "../project";
import { configurationsOf } from "./configurations";
import { allTexts, listOf, mapOf, textOf } from "./reading";
import { routesOf } from "./routes";
import { byPlace, evidenceFrom, evidenceOf, type Thing } from "./thing";
import { thingsOf } from "./things";

export const tellsPeople = (project: Project): readonly Evidence[] => {
  const resources = thingsOf(project).filter(({ kind }) => kind === "resource");
  const told = resources.filter((thing) =>
    TELLS.some(({ types, holds }) => types.test(thing.name) && holds(thing, resources)),
  );
  return evidenceFrom([...routesOf(project).tells, ...told.map(evidenceOf), ...contactPoints(project)].sort(byPlace));
};

interface Teller {
  readonly types: RegExp;
  readonly holds: (thing: Thing, all: readonly Thing[]) => boolean;
}

const isSome = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : typeof value === "string" ? value !== "" : isMap(value);

const has =
  (...keys: readonly string[]) =>
  ({ body }: Thing): boolean =>
    keys.some((key) => isSome(body?.[key]));

const SUBSCRIPTIONS = /^(?:aws_sns_topic_subscription|AWS::SNS::Subscription)$/;

/** A topic of the project tells somebody only where somebody subscribes to it; whom others tell, nobody knows here. */
const isHeard = (keys: readonly string[], { body }: Thing, all: readonly Thing[]): boolean => {
  const actions = keys.flatMap((key) => allTexts(body?.[key]));
  if (actions.length === 0) return false;
  const isOwn = actions.some((action) => /aws_sns_topic\.|^[A-Za-z0-9]{1,80}$/.test(action));
  return (
    !isOwn ||
    all.some(
      ({ name, body: other }) =>
        SUBSCRIPTIONS.test(name) || (name === "AWS::SNS::Topic" && isSome(other?.["Subscription"])),
    )
  );
};

const TELLS: readonly Teller[] = [
  {
    types: /^aws_cloudwatch_(?:metric|composite)_alarm$/,
    holds: (thing, all) => isHeard(["alarm_actions"], thing, all),
  },
  { types: /^AWS::CloudWatch::(?:Composite)?Alarm$/, holds: (thing, all) => isHeard(["AlarmActions"], thing, all) },
  {
    types: /^azurerm_monitor_action_group$/,
    holds: (thing, all) =>
      Object.keys(thing.body ?? {}).some((key) => key.endsWith("_receiver")) &&
      all.some(({ name }) => /^azurerm_monitor_.*alert/.test(name)),
  },
  {
    types: /^microsoft\.insights\/actiongroups$/,
    holds: (_, all) =>
      all.some(({ name }) => /^microsoft\.insights\/(?:metricalerts|scheduledqueryrules|activitylogalerts)/.test(name)),
  },
  { types: /^google_monitoring_alert_policy$/, holds: has("notification_channels") },
  { types: /^datadog_monitor$/, holds: ({ body }) => (textOf(body?.["message"]) ?? "").includes("@") },
  { types: /^grafana_(?:contact_point|oncall_integration)$/, holds: () => true },
  { types: /^pagerduty_service$/, holds: () => true },
  { types: /^newrelic_(?:workflow|notification_channel|alert_channel)$/, holds: () => true },
  { types: /^sentry_(?:issue_alert|metric_alert|rule)$/, holds: has("actions", "actions_v2", "trigger") },
];

const contactPoints = (project: Project): readonly Evidence[] =>
  configurationsOf(project).flatMap(({ shape, document }) =>
    shape !== "provisioning"
      ? []
      : listOf(mapOf(document.value)["contactPoints"]).flatMap((point, index): readonly Evidence[] =>
          listOf(mapOf(point)["receivers"]).length === 0
            ? []
            : [
                {
                  file: document.file.path,
                  line: document.lineOf(["contactPoints", index]),
                  sees: `contact point ${textOf(mapOf(point)["name"]) ?? ""}`.trim(),
                },
              ],
        ),
  );
