/** Whether any alert at all can get to a route: matchers that contradict each other, and siblings that take everything away before. */
import type { LabelMatcher, Route, RoutingConfiguration } from "../../model";
import { matcherRegexProblem } from "../matchers";
import { distinct, holds, kindsOfValues } from "./kinds-of-values";
import { byLabel, routesIn } from "./witnesses";

export type Unreachable =
  /** No label set satisfies what it and the routes above it ask of this label. */
  | { readonly route: Route; readonly because: "contradiction"; readonly matchers: readonly LabelMatcher[] }
  /** Everything that it could take is taken by these siblings, none of which continues. */
  | { readonly route: Route; readonly because: "shadowed"; readonly by: readonly Route[] };

/** The values that are left for each label. */
type Left = ReadonlyMap<string, readonly string[]>;

/** Steps of one search; beyond, a route counts as reachable. */
const MOST_STEPS = 20_000;

const known = new WeakMap<Route, readonly Unreachable[]>();

/** The topmost routes that no alert can get to, whatever its labels. Asked twice, it is computed once. */
export const unreachableRoutes = ({ route }: Pick<RoutingConfiguration, "route">): readonly Unreachable[] => {
  const before = known.get(route) ?? searched(route);
  known.set(route, before);
  return before;
};

const searched = (route: Route): readonly Unreachable[] => {
  const conditions = byLabel(routesIn(route).flatMap(({ matchers }) => matchers));
  const all = new Map<string, readonly string[]>();
  const unknown = new Set<string>();
  for (const [label, matchers] of conditions) {
    const { values, complete } = kindsOfValues(matchers);
    all.set(label, distinct(matchers, [...values, ""]));
    // What is no expression at all is broken otherwise.
    if (!complete || matchers.some(isBroken)) unknown.add(label);
  }
  return below(route, { above: [], taken: [], all, unknown });
};

interface Place {
  /** Conditions of the routes above. */
  readonly above: readonly LabelMatcher[];
  /** Routes that take alerts away, each of which must let it pass. */
  readonly taken: readonly Route[];
  readonly all: Left;
  readonly unknown: ReadonlySet<string>;
}

const isBroken = ({ operator, value }: LabelMatcher): boolean =>
  operator.endsWith("~") && matcherRegexProblem(value) !== undefined;

const below = (parent: Route, place: Place): readonly Unreachable[] =>
  parent.routes.flatMap((route, index) => {
    const siblings = parent.routes.slice(0, index).filter((each) => !each.continue);
    const asked = [...place.above, ...route.matchers];
    const found = whyUnreachable(route, asked, siblings, place);
    if (found !== undefined) return [found];
    return below(route, { ...place, above: asked, taken: [...place.taken, ...siblings] });
  });

const whyUnreachable = (
  route: Route,
  asked: readonly LabelMatcher[],
  siblings: readonly Route[],
  { taken, all, unknown }: Place,
): Unreachable | undefined => {
  const relevant = [...asked, ...[...siblings, ...taken].flatMap(({ matchers }) => matchers)];
  if (relevant.some(({ label }) => unknown.has(label))) return undefined;
  const left = narrowed(all, asked);
  const empty = [...left].find(([, values]) => values.length === 0)?.[0];
  if (empty !== undefined)
    return { route, because: "contradiction", matchers: asked.filter(({ label }) => label === empty) };
  const passes = (routes: readonly Route[]): boolean => canPass(left, routes, { steps: 0 });
  if (passes([...taken, ...siblings])) return undefined;
  const one = [...siblings, ...taken].find((each) => !passes([each]));
  const several = passes(siblings) ? [...siblings, ...taken] : siblings;
  return { route, because: "shadowed", by: one === undefined ? several : [one] };
};

const narrowed = (left: Left, matchers: readonly LabelMatcher[]): Left => {
  const result = new Map(left);
  for (const each of matchers)
    result.set(
      each.label,
      (result.get(each.label) ?? []).filter((value) => holds(each, value)),
    );
  return result;
};

/** Whether some labels of those left satisfy none of the routes. */
const canPass = (left: Left, routes: readonly Route[], budget: { steps: number }): boolean => {
  const [first, ...others] = routes;
  if (first === undefined) return true;
  if ((budget.steps += 1) > MOST_STEPS) return true;
  // It lets pass everything that one of its matchers refuses.
  const ways = first.matchers.map((each) => ({
    ...each,
    values: (left.get(each.label) ?? []).filter((value) => !holds(each, value)),
  }));
  const free = ways.find(({ label, values }) => values.length === left.get(label)?.length);
  if (free !== undefined) return canPass(left, others, budget);
  return ways.some(
    ({ label, values }) => values.length > 0 && canPass(new Map([...left, [label, values]]), others, budget),
  );
};
