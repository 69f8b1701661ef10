/** The label sets that an alert can carry, as far as the matchers of a routing can tell them apart. */
import type { LabelMatcher, Route, RoutingConfiguration } from "../../model";
import type { LabelState } from "../../query";
import type { Labels } from "../matchers";
import { distinct, kindsOfValues, signature, type Kinds } from "./kinds-of-values";

/** All conditions of a routing by the label that they are about. */
export type Conditions = ReadonlyMap<string, readonly LabelMatcher[]>;

export const routesIn = (route: Route): readonly Route[] => [route, ...route.routes.flatMap(routesIn)];

export const conditionsOf = ({
  route,
  inhibitRules,
}: Pick<RoutingConfiguration, "route" | "inhibitRules">): Conditions =>
  byLabel([
    ...routesIn(route).flatMap(({ matchers }) => matchers),
    ...inhibitRules.flatMap(({ source, target }) => [...source, ...target]),
  ]);

/** Each condition once, however many routes and inhibitions have it. */
export const byLabel = (matchers: readonly LabelMatcher[]): Conditions => {
  const result = new Map<string, Map<string, LabelMatcher>>();
  for (const each of matchers) {
    const same = result.get(each.label) ?? new Map<string, LabelMatcher>();
    result.set(each.label, same);
    const said = `${each.operator}${each.value}`;
    if (!same.has(said)) same.set(said, each);
  }
  return new Map([...result].map(([label, same]) => [label, [...same.values()]]));
};

/** Which of the conditions hold: label sets of one signature go the same way. */
export const signatureOf = (conditions: Conditions, labels: Labels): string =>
  [...conditions].map(([label, matchers]) => signature(matchers, labels[label] ?? "")).join(" ");

export interface Witnesses {
  readonly labels: readonly Labels[];
  /** False where the alert may carry a label set that behaves otherwise than all of these. */
  readonly complete: boolean;
}

/** Label sets of one alert. Beyond, each value occurs at least once, but not each with each. */
const MOST_SETS = 256;

/** Values of a label that the conditions on it tell apart, `""` where it can be missing. */
const valuesOf = ({ presence, values }: LabelState, matchers: readonly LabelMatcher[]): Kinds => {
  if (presence === "never") return { values: [""], complete: true };
  const known = values === undefined ? kindsOfValues(matchers) : { values, complete: true };
  return {
    values: distinct(matchers, presence === "always" ? known.values : [...known.values, ""]),
    complete: known.complete,
  };
};

/**
 * @param state what is known of each label of the alert
 */
export const witnesses = (conditions: Conditions, state: (label: string) => LabelState): Witnesses => {
  const choices = [...conditions].map(([label, matchers]) => ({ label, ...valuesOf(state(label), matchers) }));
  const count = choices.reduce((product, { values }) => product * values.length, 1);
  const complete = choices.every((each) => each.complete);
  if (count > MOST_SETS) {
    const longest = Math.max(...choices.map(({ values }) => values.length));
    const sets = Array.from({ length: longest }, (_, index) =>
      labelsOf(choices.map(({ label, values }) => [label, values[index % values.length] ?? ""])),
    );
    return { labels: sets, complete: false };
  }
  let sets: readonly (readonly (readonly [string, string])[])[] = [[]];
  for (const { label, values } of choices)
    sets = sets.flatMap((set) => values.map((value) => [...set, [label, value] as const]));
  return { labels: sets.map(labelsOf), complete };
};

const labelsOf = (entries: readonly (readonly [string, string])[]): Labels =>
  Object.fromEntries(entries.filter(([, value]) => value !== ""));
