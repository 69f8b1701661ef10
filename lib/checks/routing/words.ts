/** Alerts, routes and receivers as findings name them. */
import type { AlertRouting, LabelMatcher, Route } from "../../model";
import { HEARTBEAT_ALERT, matcherHolds } from "../../routing";
import type { Outcome } from "./outcomes";

/** `PostgresDown{severity="critical", service="postgres"}` */
export const alertText = ({ alert, labels }: Outcome): string => {
  const shown = Object.entries(labels).filter(([label]) => label !== "alertname");
  return `${alert.name}${shown.length === 0 ? "" : `{${shown.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(", ")}}`}`;
};

/** The first of the alerts with its labels, and how many there are besides. */
export const alertsText = (outcomes: readonly Outcome[]): string => {
  const [first] = outcomes;
  const names = new Set(outcomes.map(({ alert }) => alert.path));
  const others = names.size - 1;
  return first === undefined
    ? "no alert"
    : `${alertText(first)}${others < 1 ? "" : ` and ${others} more alert${others === 1 ? "" : "s"}`}`;
};

/** `a`, `a and b`, `a, b and c` */
export const listed = (words: Iterable<string>): string => {
  const all = [...new Set(words)];
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
};

/** Where a tree of one's own has it; what a team model makes of its teams is nobody's mistake. */
export const isHandWritten = ({ path }: Pick<Route, "path">, routing: Pick<AlertRouting, "path">): boolean =>
  path.startsWith(routing.path) && /^\.(route|inhibitRules)([.[]|$)/.test(path.slice(routing.path.length));

/** The outcomes by a key, in the order in which they come. */
export const grouped = <Key>(
  outcomes: readonly Outcome[],
  key: (outcome: Outcome) => Key,
): ReadonlyMap<Key, readonly Outcome[]> => {
  const result = new Map<Key, Outcome[]>();
  for (const each of outcomes) result.set(key(each), [...(result.get(key(each)) ?? []), each]);
  return result;
};

/** Alerts that somebody must do something about. */
export const isUrgent = ({ alert: { severity } }: Outcome): boolean =>
  severity === "critical" || severity === "warning";

/** The routes that tell of it, as one text. */
export const wayOf = ({ deliveries }: Pick<Outcome, "deliveries">): string =>
  deliveries.map(({ route }) => route.path).join(" ");

const namesAlerts = ({ label, operator, value }: LabelMatcher): boolean =>
  label === "alertname" && (operator === "=" || (operator === "=~" && /^\(?\w+(\|\w+)*\)?$/.test(value)));

/** Whether it names its alerts one by one: `alertname = "InfoInhibitor"`. */
export const asksByName = ({ matchers }: Pick<Route, "matchers">): boolean => matchers.some(namesAlerts);

/** Alerts of kube-prometheus that only serve the routing; trees know them whether their rules are there or not. */
const UPSTREAM: readonly string[] = [HEARTBEAT_ALERT, "InfoInhibitor"];

/** Whether it is written for one of those. */
export const asksForUpstream = ({ matchers }: Pick<Route, "matchers">): boolean =>
  matchers.some((each) => namesAlerts(each) && UPSTREAM.some((name) => matcherHolds(each, name)));

/** Where the conditions of a route stand: those of a team's own alerts are written without a word around them. */
export const matchersAt = (path: string): string => (/\.alerts\[\d+\]$/.test(path) ? path : `${path}.matchers`);
