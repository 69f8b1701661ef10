/** Whether the evaluator agrees with what Alertmanager has done with a case. */
import { stringify } from "yaml";
import type { RoutingConfiguration } from "../../../lib/model";
import { decide, renderConfiguration, type Decision } from "../../../lib/routing";
import { keptLabels, keyOf, type Case } from "./cases";
import { expected, type Observed } from "./outcome";

/** All disagreements; none where they agree. */
export const disagreements = ({ configuration, alerts }: Case, observed: Observed): readonly string[] => {
  const { at } = observed;
  const decisions = decide(
    configuration,
    alerts.map((labels) => ({ labels, since: at })),
    at,
  );
  const wanted = expected(decisions);
  return [
    ...differences("alert", observed.alerts, wanted.alerts),
    ...differences("group", observed.groups, wanted.groups),
    ...differences("notification", observed.notifications, wanted.notifications),
    ...wrongInhibitors(configuration, decisions, observed),
    ...wrongTimes(decisions, observed),
  ];
};

const differences = (what: string, observed: readonly unknown[], wanted: readonly unknown[]): readonly string[] => {
  const [real, ours] = [observed, wanted].map((values) => values.map((value) => JSON.stringify(value)));
  return [
    ...without(real, ours).map((text) => `${what} of Alertmanager alone: ${text}`),
    ...without(ours, real).map((text) => `${what} of the evaluator alone: ${text}`),
  ];
};

/** Each as often as it is in `all` more than in `others`. */
const without = (all: readonly string[] = [], others: readonly string[] = []): readonly string[] => {
  const left = [...others];
  return all.filter((each) => {
    const index = left.indexOf(each);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
};

/** Of several alerts that inhibit, Alertmanager names any: the one that it names must do so by itself, and by the same rule. */
const wrongInhibitors = (
  configuration: RoutingConfiguration,
  decisions: readonly Decision[],
  { at, inhibitors }: Observed,
): readonly string[] =>
  decisions.flatMap(({ alert, inhibitedBy }) => {
    const key = keyOf(keptLabels(alert.labels));
    const source = inhibitors.get(key);
    if (source === undefined) return [];
    const [alone] = decide(configuration, [alert, { labels: source, since: at }], at);
    const [rule, first] = [alone?.inhibitedBy, inhibitedBy].map((each) => each?.rule.path ?? "no rule");
    if (rule === first) return [];
    return [`${key} is inhibited by ${keyOf(source)}: with that one alone by ${rule}, with all by ${first}`];
  });

/** In milliseconds: what clocks and rounding may make of one moment. */
const TOLERANCE = 20;
/** In milliseconds: more than any wait of a first notification, less than to the end of any interval that holds. */
const LATER = 60_000;

/** Nothing is told before the evaluator says so; what is withheld now is told much later or never. */
const wrongTimes = (decisions: readonly Decision[], { at, toldAt }: Observed): readonly string[] => {
  const deliveries = decisions.flatMap(({ alert, deliveries }) =>
    deliveries.map((delivery) => ({ ...delivery, alert: keyOf(keptLabels(alert.labels)) })),
  );
  const early = toldAt.flatMap(({ group, at: told }) => {
    const times = deliveries
      .filter(({ receiver, groupLabels, alert }) => {
        return receiver === group.receiver && keyOf(groupLabels) === group.labels && group.alerts.includes(alert);
      })
      .map(({ toldAt }) => toldAt?.getTime() ?? Infinity);
    // Two routes may tell one receiver of one group: the sooner counts.
    const soonest = Math.min(...times);
    return told.getTime() >= soonest - TOLERANCE
      ? []
      : [`${group.receiver} ${group.labels} was told after ${told.getTime() - at.getTime()} ms: too early`];
  });
  const wrong = deliveries.flatMap(({ alert, receiver, mutedBy, outside, groupWait, toldAt }) => {
    const withheld = mutedBy.length > 0 || outside.length > 0;
    const delay = (toldAt?.getTime() ?? Infinity) - at.getTime();
    return (withheld ? delay > LATER : delay === groupWait.milliseconds)
      ? []
      : [
          `${alert} to ${receiver}, ${withheld ? "withheld" : "not withheld"}: the evaluator tells it after ${delay} ms`,
        ];
  });
  return [...early, ...wrong];
};

/** A case as people can try it by themselves. */
export const caseText = ({ configuration, alerts }: Case): string =>
  [
    stringify(renderConfiguration(configuration)),
    ...alerts.map((labels) => `alert ${JSON.stringify(labels)}`),
    `tried at ${new Date().toISOString()}`,
  ].join("\n");
