/** The language in which an environment says what must become of its alerts, and the judgement whether it does. */
import {
  callSite,
  didYouMean,
  type AlertRouting,
  type FiringAlert,
  type RoutingConfiguration,
  type RoutingExpectation,
  type RoutingTest,
} from "../model";
import { sentLabels, type DeployedAlerts } from "./deployed-alerts";
import type { ActiveAlert, Decision } from "./evaluate/decision";
import { decide } from "./evaluate/evaluate";
import { MOMENT_MEND, momentOf } from "./moment";

/** `firing("PostgresDown", { instance: "db-1:9187" })`: what the rule itself sets (`severity`, `team`) comes by itself. */
export const firing = (name: string, labels: Readonly<Record<string, string>> = {}): FiringAlert => ({ name, labels });

/** What remains to be said of a test. */
interface At {
  /** @param time ISO 8601 with an offset: `2027-01-04T03:00:00+01:00` */
  readonly at: (time: string) => {
    /** @param expected by the name of the alert; what is left out may be anything */
    readonly expect: (expected: Readonly<Record<string, RoutingExpectation>>) => RoutingTest;
  };
}

/**
 * ```ts
 * given("a primary that dies at night", firing("PostgresDown", { instance: "db-1" }), firing("PostgresReplicationLag", { instance: "db-1" }))
 *   .at("2027-01-04T03:00:00+01:00")
 *   .expect({
 *     PostgresDown: { receivers: ["team/dba/critical"], inhibited: false },
 *     PostgresReplicationLag: { inhibited: "PostgresDown" },
 *   })
 * ```
 * The title comes first and may be left out: then it is the names of the alerts and the time.
 */
export const given = (...situation: readonly [string, ...FiringAlert[]] | readonly FiringAlert[]): At => {
  const place = callSite();
  const alerts = situation.flatMap((each) => (typeof each === "string" ? [] : [each]));
  const [title] = situation;
  return {
    at: (at) => ({
      expect: (expected) => ({
        title: typeof title === "string" ? title : usualTitle(alerts, at),
        alerts,
        at,
        expected,
        place: place(),
      }),
    }),
  };
};

const usualTitle = (alerts: readonly FiringAlert[], at: string): string =>
  `${[...new Set(alerts.map(({ name }) => name))].join(", ")} at ${at}`;

/**
 * What a test finds otherwise than it expects, one sentence each; nothing where it passes.
 * @param alerts `deployedAlerts(model)`
 */
export const failuresOf = (
  test: RoutingTest,
  { configuration }: Pick<AlertRouting, "configuration">,
  alerts: DeployedAlerts,
): readonly string[] => {
  const at = momentOf(test.at);
  const sent = test.alerts.map(({ name, labels }) => sentLabels(name, labels, alerts));
  const problems = [
    ...(at === undefined ? [`"${test.at}" is no point in time: ${MOMENT_MEND}`] : []),
    ...(test.alerts.length === 0 ? ["no alert is given: write given(firing(…))"] : []),
    ...sent.flatMap((each) => ("problem" in each ? [each.problem] : [])),
    ...(Object.keys(test.expected).length === 0 ? ["nothing is expected: write .expect({ … })"] : []),
    ...Object.entries(test.expected).flatMap((entry) => strangers(entry, test, configuration, alerts)),
  ];
  // A test that cannot be understood says nothing about the routing.
  if (at === undefined || problems.length > 0) return [...new Set(problems)];
  const active = sent.flatMap((each) => ("labels" in each ? [each] : []));
  const decisions = decide(configuration, active, at);
  return test.alerts.flatMap((alert, index) => {
    const expected = Object.hasOwn(test.expected, alert.name) ? test.expected[alert.name] : undefined;
    const decision = decisions[index];
    if (expected === undefined || decision === undefined) return [];
    const named: Judged = { who: nameOf(alert, test), decision, configuration, at, active };
    return [
      ...receiversOtherwise(expected, named),
      ...inhibitedOtherwise(expected, named),
      ...mutedOtherwise(expected, named),
    ];
  });
};

/** Names in an expectation that are of nothing. */
const strangers = (
  [alert, { receivers = [], muted = [], inhibited }]: readonly [string, RoutingExpectation],
  test: RoutingTest,
  configuration: RoutingConfiguration,
  { ownLabels }: DeployedAlerts,
): readonly string[] => {
  const fired = test.alerts.map(({ name }) => name);
  const known = configuration.receivers.map(({ name }) => name);
  const notGiven = (name: string): readonly string[] => {
    if (fired.includes(name)) return [];
    const instead = ownLabels.has(name) ? `: write firing("${name}")` : didYouMean(name, fired);
    return [`${name} is expected but not given${instead}`];
  };
  return [
    ...notGiven(alert),
    ...(typeof inhibited === "string" ? notGiven(inhibited) : []),
    ...[...receivers, ...muted]
      .filter((name) => !known.includes(name))
      .map((name) => `there is no receiver "${name}"${didYouMean(name, known)}`),
  ];
};

interface Judged {
  /** The alert as a sentence names it. */
  readonly who: string;
  readonly decision: Decision;
  readonly configuration: RoutingConfiguration;
  readonly at: Date;
  /** All that fires. */
  readonly active: readonly ActiveAlert[];
}

/** `PostgresDown`, and with what tells it apart from others of that name. */
const nameOf = ({ name, labels }: FiringAlert, { alerts }: RoutingTest): string =>
  alerts.filter((each) => each.name === name).length === 1
    ? name
    : `${name}{${Object.entries(labels)
        .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
        .join(", ")}}`;

const receiversOtherwise = ({ receivers }: RoutingExpectation, { who, decision }: Judged): readonly string[] => {
  const reached = unique(decision.deliveries.map(({ receiver }) => receiver));
  return receivers === undefined || sameNames(receivers, reached)
    ? []
    : [`${who} reaches ${listed(reached)} instead of ${listed(unique(receivers))}`];
};

const inhibitedOtherwise = ({ inhibited }: RoutingExpectation, judged: Judged): readonly string[] => {
  const { who, decision } = judged;
  if (inhibited === undefined) return [];
  const { inhibitedBy } = decision;
  if (inhibitedBy === undefined)
    return inhibited === false
      ? []
      : [`${who} is told, though ${inhibited === true ? "another alert" : inhibited} is expected to inhibit it`];
  const by = inhibitedBy.source.labels["alertname"] ?? "an alert without a name";
  if (inhibited === false) return [`${who} is inhibited by ${by} (${inhibitedBy.rule.path}), and expected to be told`];
  if (inhibited === true || inhibited === by || inhibits(inhibited, judged)) return [];
  return [`${who} is inhibited by ${by} (${inhibitedBy.rule.path}) instead of ${inhibited}`];
};

/** Whether alerts of that name inhibit it, too: a decision names the first that does. */
const inhibits = (name: string, { decision, configuration, at, active }: Judged): boolean => {
  const others = active.filter(({ labels }) => labels["alertname"] === name);
  return decide(configuration, [decision.alert, ...others], at)[0]?.inhibitedBy !== undefined;
};

const mutedOtherwise = ({ muted }: RoutingExpectation, { who, decision }: Judged): readonly string[] => {
  if (muted === undefined) return [];
  const told = decision.deliveries.filter(({ mutedBy, outside }) => mutedBy.length === 0 && outside.length === 0);
  const quiet = unique(decision.deliveries.map(({ receiver }) => receiver)).filter(
    (name) => !told.some(({ receiver }) => receiver === name),
  );
  return sameNames(muted, quiet) ? [] : [`${who} is muted for ${listed(quiet)} instead of ${listed(unique(muted))}`];
};

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  unique(a).length === unique(b).length && a.every((name) => b.includes(name));

const listed = (names: readonly string[]): string => (names.length === 0 ? "nobody" : names.join(", "));
