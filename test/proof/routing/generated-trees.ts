/** Trees of routes and alerts made at random, so alike that alerts get deep into the tree, of text that hurts. */
import fc from "fast-check";
import type { LabelMatcher, Route, RoutingConfiguration } from "../../../lib/model";
import { matcherRegexProblem, type Labels } from "../../../lib/routing";
import { text as hostileText } from "../terraform/hostile";

const DEPTH = 5;
/** For each tree. */
export const ALERTS = 8;

/** Signs that mean something to matchers, regular expressions, YAML or a command line. */
const VALUES = [
  "critical",
  "warning",
  "db-1",
  "db-12",
  "DB-1",
  'say "hi"',
  "it's",
  "C:\\temp",
  "\\",
  "a\nb",
  "b\n",
  "\n",
  "\r\n",
  "a,b",
  "{a}",
  "{",
  "}",
  "a=b",
  "!=",
  "=~",
  "~",
  ".*",
  "a.b",
  "a+b",
  "(a|b)",
  "[a-z]",
  "^a$",
  "$",
  "a b",
  " a ",
  "\t",
  "`a`",
  "-a",
  "@a",
  "#a",
  "größe",
  "GRÖSSE",
  "ſ",
  "K",
  "日本",
  "e\u0301",
  "é",
  "😀",
  "😀😀",
  "\u{10ffff}",
  "\u0000",
  "\u0085",
  "\u2028",
  "\ufeff",
  "null",
  "012",
];

const NAMES = [
  "alertname",
  "severity",
  "team",
  "service",
  "größe",
  "日本",
  "😀",
  "app.kubernetes.io/name",
  "two words",
  'quo"ted',
  "back\\slash",
  "li\nne",
  "a,b",
  "{a}",
  "a=b",
  "...",
  "-a",
  "@a",
  "0",
  "constructor",
  "__proto__",
];

/** What a matcher is before it has names and values: positions in small lists, which shrink well. */
interface MatcherSeed {
  readonly label: number;
  readonly operator: LabelMatcher["operator"];
  readonly value: number;
  readonly other: number;
  readonly form: number;
}

interface RouteSeed {
  readonly matchers: readonly MatcherSeed[];
  readonly named: boolean;
  readonly continue: boolean;
  readonly routes: readonly RouteSeed[];
}

interface AlertSeed {
  readonly labels: readonly { readonly label: number; readonly value: number }[];
  /** Which child to please at each node, in vain where another takes the alert before. */
  readonly way: readonly number[];
}

const quoteMeta = (text: string): string => text.replaceAll(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`);

/** Regular expressions for one value (or two), as people and machines write them. */
const FORMS: readonly ((value: string, other: string) => string)[] = [
  (value) => quoteMeta(value),
  (value, other) => `${quoteMeta(value)}|${quoteMeta(other)}`,
  (value) => `${quoteMeta([...value][0] ?? "")}.*`,
  (value) => `.*${quoteMeta([...value].at(-1) ?? "")}`,
  () => ".*",
  () => ".+",
  () => "",
  (value) => `(${quoteMeta(value)})?`,
  (value) => `(?i)${quoteMeta(value)}`,
  (value) => `(?s)${quoteMeta([...value][0] ?? "")}.*`,
  (value) => `(?m)^${quoteMeta(value)}$`,
  (value) => `[^${quoteMeta([...value][0] ?? "x")}]*`,
  (value) => `.{${[...value].length}}`,
  () => String.raw`\w+`,
  () => String.raw`\PL*\p{L}+`,
  () => "[[:alpha:]]+-[0-9]{1,2}",
  () => String.raw`\S*`,
  (value) => `^${quoteMeta(value)}$`,
  // Closes the group that Alertmanager puts around it.
  (value, other) => `${quoteMeta(value)})|(?:${quoteMeta(other)}`,
  (value) => value,
];

const seed = fc.nat({ max: 40 });

const matcherSeed: fc.Arbitrary<MatcherSeed> = fc.record({
  label: seed,
  operator: fc.constantFrom("=", "=", "=~", "=~", "!=", "!~"),
  value: seed,
  other: seed,
  form: seed,
});

const routeSeed: fc.Memo<RouteSeed> = fc.memo((depth) =>
  fc.record({
    matchers: fc.array(matcherSeed, { maxLength: 2, size: "max" }),
    named: fc.boolean(),
    continue: fc.boolean(),
    routes: depth > 1 ? fc.array(routeSeed(depth - 1), { maxLength: 3, size: "max" }) : fc.constant([]),
  }),
);

const alertSeed: fc.Arbitrary<AlertSeed> = fc.record({
  labels: fc.array(fc.record({ label: seed, value: seed }), { maxLength: 3 }),
  way: fc.array(fc.nat({ max: 2 }), { maxLength: DEPTH, size: "max" }),
});

const at = <T>(values: readonly T[], index: number): T => {
  const value = values[index % values.length];
  if (value === undefined) throw new Error("the list is empty");
  return value;
};

/** Alerts and the tree that they go through. */
export interface Case {
  readonly configuration: RoutingConfiguration;
  readonly alerts: readonly Labels[];
}

interface Seeds {
  readonly names: readonly string[];
  readonly values: readonly string[];
  readonly root: readonly RouteSeed[];
  readonly alerts: readonly AlertSeed[];
}

const caseOf = ({ names, values, root, alerts }: Seeds): Case => {
  const receivers: string[] = ["root"];
  const matcherOf = ({ label, operator, value, other, form }: MatcherSeed): LabelMatcher => {
    const text = at(values, value);
    if (operator === "=" || operator === "!=") return { label: at(names, label), operator, value: text };
    const regex = at(FORMS, form)(text, at(values, other));
    return {
      label: at(names, label),
      operator,
      value: matcherRegexProblem(regex) === undefined ? regex : quoteMeta(text),
    };
  };
  const routeOf = (each: RouteSeed): Route => {
    const receiver = each.named ? `receiver-${receivers.length}` : undefined;
    if (receiver !== undefined) receivers.push(receiver);
    return {
      path: "",
      matchers: each.matchers.map(matcherOf),
      receiver,
      continue: each.continue,
      muteTimeIntervals: [],
      activeTimeIntervals: [],
      routes: each.routes.map(routeOf),
    };
  };
  const pleasing = (routes: readonly RouteSeed[], way: readonly number[]): readonly (readonly [string, string])[] => {
    const [first, ...rest] = way;
    if (first === undefined || routes.length === 0) return [];
    const next = at(routes, first);
    const wanted = next.matchers
      .filter(({ operator }) => operator === "=" || operator === "=~")
      .map(({ label, value }) => [at(names, label), at(values, value)] as const);
    return [...wanted, ...pleasing(next.routes, rest)];
  };
  return {
    configuration: {
      global: {},
      route: {
        path: "",
        matchers: [],
        receiver: "root",
        continue: false,
        muteTimeIntervals: [],
        activeTimeIntervals: [],
        routes: root.map(routeOf),
      },
      receivers: receivers.map((name) => ({ name, path: "", channels: [] })),
      inhibitRules: [],
      timeIntervals: [],
      templates: [],
    },
    alerts: alerts.map(({ labels, way }) =>
      Object.fromEntries([
        ...labels.map(({ label, value }) => [at(names, label), at([...values, ""], value)] as const),
        // The node that is nearest to the root has the last word.
        ...[...pleasing(root, way)].reverse(),
      ]),
    ),
  };
};

const withoutNoise = hostileText.map((each) => each.slice(0, 12)).filter((each) => !/\p{Surrogate}/u.test(each));

export const routingCase: fc.Arbitrary<Case> = fc
  .record({
    names: fc.uniqueArray(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...NAMES) }, withoutNoise.filter(Boolean)), {
      minLength: 1,
      maxLength: 3,
    }),
    values: fc.uniqueArray(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...VALUES) }, withoutNoise), {
      minLength: 1,
      maxLength: 5,
    }),
    root: fc.array(routeSeed(DEPTH), { minLength: 1, maxLength: 3, size: "max" }),
    alerts: fc.array(alertSeed, { minLength: ALERTS, maxLength: ALERTS }),
  })
  .map(caseOf);
