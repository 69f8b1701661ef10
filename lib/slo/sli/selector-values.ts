/** Values of labels that selectors tell apart, so that tests can show series on either side of each of them. */
import type { Expression, InputSeries } from "../../model";
import { parsePromql, satisfies, unwrapped, type Matcher } from "../../query";
import { kindsOfValues, type Labels } from "../../routing";

/** A metric with conditions on its labels. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

/** Undefined for what is more, or less, than one metric with conditions. */
export const selectorOf = ({ text }: Expression): Selector | undefined => {
  const { node } = parsePromql(text);
  const selector = node === undefined ? undefined : unwrapped(node);
  if (selector?.kind !== "selector" || selector.metric === undefined) return undefined;
  const { metric, matchers, range, offset, at } = selector;
  return range !== undefined || offset !== undefined || at !== undefined
    ? undefined
    : { metric, matchers: matchers.filter(({ label }) => label !== "__name__") };
};

/** Codes of answers read better in a test than the shortest text that a regular expression matches. */
const CODES: readonly string[] = ["200", "500", "404", "2xx", "5xx"];

/** Texts that stand for all others, the plain ones first, none at all last. What takes long to find is asked for when nothing else will do. */
function* candidates(matchers: readonly Matcher[]): Generator<string, void, undefined> {
  yield* matchers.filter(({ operator }) => operator === "=").map(({ value }) => value);
  if (matchers.some(({ value }) => /\d/.test(value))) yield* CODES;
  yield* kindsOfValues(matchers).values;
  yield "";
}

const firstOf = (texts: Iterable<string>, fits: (text: string) => boolean): string | undefined => {
  for (const text of texts) if (fits(text)) return text;
  return undefined;
};

const on = (label: string, matchers: readonly Matcher[]): readonly Matcher[] =>
  matchers.filter((each) => each.label === label);

/** Each label once. */
export const labelsAskedBy = (matchers: readonly Matcher[]): readonly string[] => [
  ...new Set(matchers.map(({ label }) => label)),
];

/** A value with which all of them hold. */
const satisfying = (matchers: readonly Matcher[]): string | undefined =>
  firstOf(candidates(matchers), (value) => matchers.every((each) => satisfies(each, value)));

const written = (entries: readonly (readonly [string, string])[]): Labels =>
  Object.fromEntries(entries.filter(([, value]) => value !== ""));

/** Labels of a series that all of these conditions let in; undefined where there is none. */
export const labelsWith = (matchers: readonly Matcher[], given: Labels): Labels | undefined => {
  const entries = labelsAskedBy(matchers)
    .filter((label) => !Object.hasOwn(given, label))
    .map((label) => [label, satisfying(on(label, matchers))] as const);
  const known = entries.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
  return known.length === entries.length ? { ...written(known), ...given } : undefined;
};

/** Labels of a series that the first conditions let in, and the others do not. */
export const labelsWithout = (
  wanted: readonly Matcher[],
  unwanted: readonly Matcher[],
  given: Labels,
): Labels | undefined => {
  for (const label of labelsAskedBy(unwanted).filter((each) => !Object.hasOwn(given, each))) {
    const [yes, no] = [on(label, wanted), on(label, unwanted)];
    const value = firstOf(
      candidates([...yes, ...no]),
      (each) => yes.every((matcher) => satisfies(matcher, each)) && !no.every((matcher) => satisfies(matcher, each)),
    );
    if (value === undefined) continue;
    const rest = [...wanted, ...unwanted].filter((matcher) => matcher.label !== label);
    const others = labelsWith(rest, given);
    if (others !== undefined) return { ...written([[label, value]]), ...others };
  }
  return undefined;
};

/** For each condition, labels of a series that only this one keeps out. */
export const strangersTo = (matchers: readonly Matcher[], given: Labels): readonly Labels[] =>
  labelsAskedBy(matchers).flatMap((label) => {
    const others = matchers.filter((each) => each.label !== label);
    const stranger = labelsWithout(others, on(label, matchers), given);
    return stranger === undefined ? [] : [stranger];
  });

/** Values of the labels of `groupBy` that all of the selectors let in; another number gives others where there are any. */
export const exampleLabels = (reads: readonly Expression[], groupBy: readonly string[], number = 0): Labels =>
  Object.fromEntries(
    groupBy.map((label) => {
      const matchers = reads.flatMap((each) => on(label, selectorOf(each)?.matchers ?? []));
      const plain = ["a", "b", "c"].map((each) => `${label}-${each}`);
      const fitting = [...plain, ...candidates(matchers)].filter(
        (value) => value !== "" && matchers.every((each) => satisfies(each, value)),
      );
      return [label, fitting[number] ?? fitting.at(-1) ?? label];
    }),
  );

/** The series that selectors let in, and `up`; all of them where there are no selectors to judge by. */
export const seenBy = (reads: readonly Expression[], all: readonly InputSeries[]): readonly InputSeries[] => {
  const selectors = reads.map(selectorOf);
  return selectors.length === 0
    ? all
    : all.filter(({ series }) => {
        const own = selectorOf({ kind: "promql", text: series });
        const valueOf = (label: string): string => own?.matchers.find((each) => each.label === label)?.value ?? "";
        return (
          own?.metric === "up" ||
          selectors.some(
            (each) =>
              each === undefined ||
              (each.metric === own?.metric &&
                each.matchers.every((matcher) => satisfies(matcher, valueOf(matcher.label)))),
          )
        );
      });
};
