/** Generated configurations with alerts that fire: small vocabularies, so that matchers meet labels and alerts meet each other. */
import fc from "fast-check";
import {
  hours,
  milliseconds,
  type InhibitRule,
  type LabelMatcher,
  type Route,
  type RoutingConfiguration,
  type TimeInterval,
} from "../../../lib/model";
import { matcherText, type Labels } from "../../../lib/routing";
import { periodsAround } from "./periods";

export interface Case {
  readonly configuration: RoutingConfiguration;
  /** No two alike. */
  readonly alerts: readonly Labels[];
}

/** Labels with values that they have, and regular expressions that may match them. */
const VOCABULARY: Readonly<
  Record<string, { readonly values: readonly string[]; readonly regexes: readonly string[] }>
> = {
  alertname: { values: ["Down", "Slow"], regexes: ["Down|Slow", "D.*", "(?i)down", "low"] },
  severity: { values: ["critical", "warning"], regexes: ["critical|warning", "crit", ".+", "", "[^c].*"] },
  service: { values: ["db-1", "db\n1", "DB-1"], regexes: ["db.1", "(?s)db.1", "(?i:db)-[0-9]", "^db-1$|x", ".*"] },
  team: { values: ["web", 'a"b\\c', "süd"], regexes: ["web|", "a.b.c", "s\\w+d", "s[ü]d", "\\S+"] },
  "zone.of host": { values: ["a", "b"], regexes: ["[ab]", "a?", "(a|b){1}"] },
};
const LABELS = Object.keys(VOCABULARY);
const valuesOf = (label: string) => VOCABULARY[label]?.values ?? [];
const regexesOf = (label: string) => VOCABULARY[label]?.regexes ?? [];

const RECEIVERS = ["root", "team/dba", "süd", "a b"];
const INTERVALS = ["nights", "büro", "holi days"];

const label = fc.constantFrom(...LABELS);

const matcher: fc.Arbitrary<LabelMatcher> = label.chain((name) =>
  fc.oneof(
    { weight: 3, arbitrary: plain(name, "=") },
    { weight: 1, arbitrary: plain(name, "!=") },
    { weight: 3, arbitrary: regex(name, "=~") },
    { weight: 1, arbitrary: regex(name, "!~") },
  ),
);
const plain = (name: string, operator: LabelMatcher["operator"]): fc.Arbitrary<LabelMatcher> =>
  fc.constantFrom(...valuesOf(name), "").map((value) => ({ label: name, operator, value }));
const regex = (name: string, operator: LabelMatcher["operator"]): fc.Arbitrary<LabelMatcher> =>
  fc.constantFrom(...regexesOf(name)).map((value) => ({ label: name, operator, value }));

/** Waits are short, what follows a first notification comes long after the test. */
const settings = fc.record(
  {
    receiver: fc.constantFrom(...RECEIVERS),
    groupBy: fc.oneof(
      { weight: 3, arbitrary: fc.subarray(LABELS, { maxLength: 2 }) },
      { weight: 1, arbitrary: fc.subarray(LABELS) },
      { weight: 1, arbitrary: fc.constant(["..."]) },
    ),
    groupWait: fc.constantFrom(...[800, 1_200, 1_700].map(milliseconds)),
    groupInterval: fc.constantFrom(hours(1), hours(2)),
    repeatInterval: fc.constantFrom(hours(12), hours(24)),
  },
  { requiredKeys: [] },
);

/** Mostly none. */
const intervalNames = fc.oneof(
  { weight: 5, arbitrary: fc.constant([]) },
  { weight: 3, arbitrary: fc.subarray(INTERVALS, { minLength: 1, maxLength: 2 }) },
);

const routeOfDepth = (depth: number): fc.Arbitrary<Route> =>
  fc
    .record({
      settings,
      matchers: fc.array(matcher, { maxLength: 2 }),
      continue: fc.boolean(),
      muteTimeIntervals: intervalNames,
      activeTimeIntervals: intervalNames,
      routes: routesOfDepth(depth - 1),
    })
    .map(({ settings, ...route }) => ({ ...settings, ...route, path: "" }));

const routesOfDepth = (depth: number): fc.Arbitrary<readonly Route[]> =>
  depth === 0 ? fc.constant([]) : fc.array(routeOfDepth(depth), { maxLength: 3 });

const root: fc.Arbitrary<Route> = fc
  .record({ settings, receiver: fc.constantFrom(...RECEIVERS), routes: fc.array(routeOfDepth(3), { maxLength: 4 }) })
  .map(({ settings, receiver, routes }) => ({
    groupWait: milliseconds(1_000),
    ...settings,
    receiver,
    path: "route",
    matchers: [],
    continue: false,
    muteTimeIntervals: [],
    activeTimeIntervals: [],
    routes: placed(routes, "route"),
  }));

/** Every route knows where it stands. */
const placed = (routes: readonly Route[], above: string): readonly Route[] =>
  routes.map((route, index) => {
    const path = `${above}.routes[${index}]`;
    return { ...route, path, routes: placed(route.routes, path) };
  });

const inhibitRule: fc.Arbitrary<Omit<InhibitRule, "path">> = fc.record({
  source: fc.array(matcher, { maxLength: 2 }),
  target: fc.array(matcher, { maxLength: 2 }),
  equal: fc.subarray(LABELS, { maxLength: 2 }),
});

const alert: fc.Arbitrary<Labels> = fc
  .tuple(
    fc.constantFrom(...valuesOf("alertname")),
    fc.tuple(
      ...LABELS.slice(1).map((name) =>
        fc
          // A label may be missing, or empty, which is the same.
          .oneof(
            { weight: 6, arbitrary: fc.constantFrom(...valuesOf(name)) },
            { weight: 2, arbitrary: fc.constant(undefined) },
            { weight: 1, arbitrary: fc.constant("") },
          )
          .map((value) => (value === undefined ? {} : { [name]: value })),
      ),
    ),
  )
  .map(([alertname, others]) => Object.assign({ alertname }, ...others) as Labels);

/**
 * Two routes whose matchers are alike from the root down, with one receiver, share a key in Alertmanager's log of notifications: which
 * of them tells is then a matter of which is first.
 */
export const sharesItsKey = (route: Route, keys = new Set<string>(), above = "", inherited = ""): boolean => {
  const receiver = route.receiver ?? inherited;
  const chain = `${above}/${route.matchers.map(matcherText).sort().join(",")}`;
  const key = `${receiver} ${chain}`;
  if (keys.has(key)) return true;
  keys.add(key);
  return route.routes.some((each) => sharesItsKey(each, keys, chain, receiver));
};

/** What Alertmanager keeps of an alert's labels. */
export const keptLabels = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ""));

/** Names an alert, a group: its labels in one order. */
export const keyOf = (labels: Labels): string =>
  JSON.stringify(
    Object.fromEntries(Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : Number(left > right)))),
  );

export const casesAround = (at: Date): fc.Arbitrary<Case> => {
  const interval = fc.array(periodsAround(at), { minLength: 1, maxLength: 2 });
  const timeIntervals = fc
    .tuple(...INTERVALS.map(() => interval))
    .map((all) => all.map((periods, index): TimeInterval => ({ name: INTERVALS[index] ?? "", path: "", periods })));
  const configuration = fc
    .record({
      route: root.filter((route) => !sharesItsKey(route)),
      inhibitRules: fc.array(inhibitRule, { maxLength: 4 }),
      timeIntervals,
    })
    .map(({ route, inhibitRules, timeIntervals }) => ({
      global: {},
      route,
      receivers: RECEIVERS.map((name) => ({ name, path: `receivers.${name}`, channels: [] })),
      inhibitRules: inhibitRules.map((rule, index) => ({ ...rule, path: `inhibitRules[${index}]` })),
      timeIntervals,
      templates: [],
    }));
  const alerts = fc.uniqueArray(alert, { minLength: 2, maxLength: 8, selector: (each) => keyOf(keptLabels(each)) });
  return fc.record({ configuration, alerts });
};
