/** Matchers on labels that no alert carries: misspelt ones, and those of rules that are not there. */
import { distance } from "fastest-levenshtein";
import { join, type InhibitRule, type LabelMatcher, type Route } from "../../model";
import { not, type Matchers } from "../../query";
import { matcherHolds, matcherText, routesIn } from "../../routing";
import { at, check, type Problem } from "../check";
import { ofSeverity, treeOf } from "../example-routing";
import { routedModel } from "./model-example";
import { routedOf, type Routed } from "./outcomes";
import { isHandWritten, matchersAt } from "./words";

/** Shorter ones are near to each other by chance: `zone` and `node`, `app` and `api`. */
const SHORTEST = 5;

const isSwapped = (a: string, b: string): boolean => {
  const first = [...a].findIndex((letter, index) => letter !== b[index]);
  return (
    a.length === b.length &&
    first >= 0 &&
    a[first] === b[first + 1] &&
    a[first + 1] === b[first] &&
    a.slice(first + 2) === b.slice(first + 2)
  );
};

/** One letter apart, two in a long word: not merely similar. */
const isMisspelt = (written: string, meant: string): boolean => {
  const [a, b] = [written.toLowerCase(), meant.toLowerCase()];
  const length = Math.max(a.length, b.length);
  if (a === b) return true;
  return length >= SHORTEST && (distance(a, b) <= Math.max(1, Math.floor(length / 6)) || isSwapped(a, b));
};

/** The label that alerts carry and that was meant. */
const meantBy = (label: string, { labels }: Routed): string | undefined =>
  [...labels].filter((each) => isMisspelt(label, each)).sort((a, b) => distance(label, a) - distance(label, b))[0];

/** Whether it asks for something that no alert has; what holds without the label is only wrong where another label is meant. */
const isMistaken = (matcher: LabelMatcher, routed: Routed): boolean => {
  if (routed.open || routed.labels.has(matcher.label)) return false;
  return !matcherHolds(matcher, "") || meantBy(matcher.label, routed) !== undefined;
};

/** Whether a route asks for a label that no alert carries: then nothing else need be said about it. */
export const asksForNothing = ({ matchers }: Pick<Route, "matchers">, routed: Routed): boolean =>
  matchers.some((each) => isMistaken(each, routed));

interface Asked {
  readonly label: string;
  readonly path: string;
  readonly problem: string;
}

const inMatchers = (matchers: readonly LabelMatcher[], path: string, routed: Routed): readonly Asked[] =>
  matchers
    .filter((each) => isMistaken(each, routed))
    .map((each) => ({
      label: each.label,
      path: join(path, [each.label]),
      problem: `${matcherText(each)} asks for a label that no alert carries`,
    }));

const inRule = ({ path, source, target, equal }: InhibitRule, routed: Routed): readonly Asked[] => [
  ...inMatchers(source, `${path}.source`, routed),
  ...inMatchers(target, `${path}.target`, routed),
  ...equal.flatMap((label, index) =>
    routed.open || routed.labels.has(label)
      ? []
      : [
          {
            label,
            path: join(path, ["equal", index]),
            problem: `names ${label}, which no alert carries, so that all of them agree in it`,
          },
        ],
  ),
];

/** All labels that are asked for and that no alert carries. */
const asked = (routed: Routed): readonly Asked[] => {
  const { routing, alerts } = routed;
  const { route, inhibitRules } = routing.configuration;
  if (alerts.length === 0) return [];
  return [
    ...routesIn(route).flatMap(({ matchers, path }) => inMatchers(matchers, matchersAt(path), routed)),
    ...inhibitRules.filter((rule) => isHandWritten(rule, routing)).flatMap((rule) => inRule(rule, routed)),
  ];
};

const NOTHING =
  "A label that no alert carries counts as empty: a route that asks for a value of it gets nothing, and alerts that both lack it count as alike in it.";

export const unknownLabel = check({
  id: "routing/unknown-label",
  severity: "error",
  reason: `${NOTHING} One that is a letter away from a label that alerts do carry is misspelt.`,
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const routed of routedOf(model))
      for (const { label, path, problem } of asked(routed)) {
        const meant = meantBy(label, routed);
        if (meant !== undefined)
          yield at(path).problem(`${problem} (did you mean "${meant}"?)`).mend(`write ${meant}, or leave it out`);
      }
  },
  examples: () => ({
    passing: [
      matching({ service: "cart" }),
      matching({ tier: not("test") }),
      matching({ tier: "test" }),
      matching({ jobs: "test" }),
      routedModel({ inhibitRules: [{ ...CRITICAL_FIRST, equal: ["alertname", "service"] }] }),
    ],
    failing: [
      matching({ sevrity: "critical" }),
      matching({ severtiy: "critical" }),
      matching({ services: not("test") }),
      matching({ Job: "cart" }),
      routedModel({ inhibitRules: [{ ...CRITICAL_FIRST, equal: ["alertname", "servce"] }] }),
    ],
  }),
});

export const absentLabel = check({
  id: "routing/absent-label",
  severity: "warning",
  reason: `${NOTHING} It may be a label of rules that this environment does not have.`,
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const routed of routedOf(model))
      for (const { label, path, problem } of asked(routed))
        if (meantBy(label, routed) === undefined)
          yield at(path)
            .problem(problem)
            .mend(
              `write ${routed.routing.labels.filter((each) => routed.labels.has(each)).join(", ")} or another label that alerts carry, or leave it out`,
            );
  },
  examples: () => ({
    passing: [matching({ service: "cart" }), matching({ tier: not("test") }), matching({ sevrity: "critical" })],
    failing: [
      matching({ tier: "test" }),
      routedModel({ inhibitRules: [{ ...CRITICAL_FIRST, equal: ["alertname", "zone"] }] }),
    ],
  }),
});

const CRITICAL_FIRST = { source: { severity: "critical" }, target: { severity: "warning" } };

const matching = (matchers: Matchers) =>
  routedModel({
    route: treeOf(
      { matchers, receiver: "shop", continue: true },
      ofSeverity("critical", "shop-oncall"),
      ofSeverity("warning", "shop"),
    ),
  });
