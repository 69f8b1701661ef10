/** What only a look from outside, or a page of instructions, can give. */
import { isMap } from "../../charts";
import type { Evidence } from "../assessment";
import { gatheredBy } from "../monitoring";
import { evidenceOf, hasTool, recommendation, type Asking, type Rule } from "./asking";
import { PROBE_TOOLS } from "./tools";

/** Resources that ask an address again and again. */
const UPTIME_CHECKS = [
  "google_monitoring_uptime_check_config",
  "aws_route53_health_check",
  "aws_synthetics_canary",
  "azurerm_application_insights_web_test",
  "azurerm_application_insights_standard_web_test",
  "datadog_synthetics_test",
  "newrelic_synthetics_monitor",
  "grafana_synthetic_monitoring_check",
  "betteruptime_monitor",
  "pingdom_check",
  "statuscake_uptime_check",
  "uptimerobot_monitor",
];

const probed = (asking: Asking): boolean =>
  hasTool(asking, PROBE_TOOLS) ||
  (asking.project !== undefined && gatheredBy(asking.project).some(({ receiver }) => /^http_?check$/.test(receiver))) ||
  (asking.project?.hcl ?? []).some(
    ({ type, labels }) => type === "resource" && UPTIME_CHECKS.includes(labels[0] ?? ""),
  );

export const probeEndpoints: Rule = (asking) => {
  const doors = [
    ...asking.services.filter(({ kind }) => kind.value === "frontend"),
    ...asking.infrastructure.balancers,
  ];
  return doors.length === 0 || probed(asking)
    ? []
    : [
        recommendation("probe-endpoints", {
          title: "Try the addresses that users open, from outside",
          risk: 3,
          effort: "hours",
          why: "Users come in from outside, and nothing tries that way: a wrong DNS record or an expired certificate is seen by no metric of the services.",
          evidence: evidenceOf(doors),
          what: '`exporters: { blackbox: {} }` of the environment, and `platform.monitorEndpoint({ name, team, url: "https://…" })` for each address',
          done: "`probe_success` of each address is 1, and its certificate's end is on the dashboard probes.",
        }),
      ];
};

interface Instructed {
  readonly evidence: Evidence;
  readonly runbook: boolean;
}

interface FoundAlert {
  readonly name: string;
  readonly keys: readonly (string | number)[];
  readonly runbook: boolean;
}

const listAt = (value: unknown, key: string): readonly unknown[] =>
  isMap(value) && Array.isArray(value[key]) ? (value[key] as readonly unknown[]) : [];

/** Of a file of rules, or of an object PrometheusRule. */
const alertsIn = (value: unknown): readonly FoundAlert[] => {
  const inObject = isMap(value) && isMap(value["spec"]) && value["groups"] === undefined;
  return listAt(inObject ? value["spec"] : value, "groups").flatMap((group, groupIndex) =>
    listAt(group, "rules").flatMap((rule, index) =>
      isMap(rule) && typeof rule["alert"] === "string"
        ? [
            {
              name: rule["alert"],
              keys: [...(inObject ? ["spec"] : []), "groups", groupIndex, "rules", index, "alert"],
              runbook: isMap(rule["annotations"]) && "runbook_url" in rule["annotations"],
            },
          ]
        : [],
    ),
  );
};

const LARGEST = 2 * 1024 * 1024;

const instructions = ({ project }: Asking): readonly Instructed[] =>
  (project?.files ?? [])
    .filter(({ name, size }) => /\.(ya?ml|rules|libsonnet)$/i.test(name) && size <= LARGEST)
    .filter((file) => project?.text(file)?.includes("alert:") === true)
    .flatMap((file) => project?.structured(file) ?? [])
    .flatMap(({ file, value, lineOf }) =>
      alertsIn(value).map(({ name, keys, runbook }) => ({
        runbook,
        evidence: { file: file.path, line: lineOf(keys), sees: `alert: ${name.slice(0, 80)}` },
      })),
    );

export const runbooks: Rule = (asking) => {
  const without = instructions(asking).filter(({ runbook }) => !runbook);
  return without.length === 0
    ? []
    : [
        recommendation("runbooks", {
          title: "Tell whoever is woken what to do",
          risk: 2,
          effort: "days",
          why: `${without.length} ${without.length === 1 ? "alert has" : "alerts have"} no runbook_url: who is woken by one begins with a search.`,
          evidence: without.map(({ evidence }) => evidence),
          what: "runbook: { meaning, impact, diagnosis, mitigation } of alert(…): a page of Grafana for each, and its address on the alert",
          done: "Every alert's page opens from its message; the assessment finds none without.",
        }),
      ];
};
