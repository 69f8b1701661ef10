/** The usual question `sum(rate(selector[window]))` in all its spellings: what counts is the selector, the rest is ours. */
import type { Matcher, Node, VectorSelector } from "../../query";
import { regexLiteral } from "../../query";
import { instantSelector, type ReadQuery } from "./read-query";

export interface CountedSelector {
  readonly selector: VectorSelector;
  readonly groupBy: readonly string[];
  /** False for the rates of single series. */
  readonly summed: boolean;
}

/** Functions that tell how much a counter grew. */
export const RATES: ReadonlySet<string> = new Set(["rate", "increase", "irate"]);

/**
 * @param counters whether a selector without a rate is one of counters, which OpenSLO says beside the query
 * @returns undefined for all that asks something else
 */
export const countedSelector = (
  node: Node,
  isWindow: ReadQuery["isWindow"],
  counters = false,
): CountedSelector | undefined => {
  const read = (inner: Node): CountedSelector | undefined => countedSelector(inner, isWindow, counters);
  switch (node.kind) {
    case "selector": {
      const selector = counters && node.range === undefined ? instantSelector(node) : undefined;
      return selector?.metric === undefined ? undefined : { selector, groupBy: [], summed: false };
    }
    case "call": {
      const [arg] = node.args;
      const selector = RATES.has(node.function) ? instantSelector(arg) : undefined;
      return selector?.metric !== undefined &&
        arg?.kind === "selector" &&
        arg.range !== undefined &&
        isWindow(arg.range)
        ? { selector, groupBy: [], summed: false }
        : undefined;
    }
    case "aggregation": {
      if (node.operator !== "sum" || node.grouping?.kind === "without") return undefined;
      const inner = read(node.expr);
      return inner && { ...inner, groupBy: node.grouping?.labels ?? [], summed: true };
    }
    case "binary":
      if (node.operator === "or" && isZero(node.right)) return read(node.left);
      return node.operator === "+" && node.matching === undefined
        ? together(read(node.left), read(node.right))
        : undefined;
    default:
      return undefined;
  }
};

/** `vector(0)`, which people add for what is not there yet. */
export const isZero = (node: Node): boolean =>
  node.kind === "call" && node.function === "vector" && node.args[0]?.kind === "number" && node.args[0].value === 0;

/** Sums of one metric that differ in the value of one label are one sum: `code=~"500|503"`. */
const together = (
  one: CountedSelector | undefined,
  other: CountedSelector | undefined,
): CountedSelector | undefined => {
  if (one === undefined || other === undefined || one.selector.metric !== other.selector.metric) return undefined;
  if (!one.summed || !other.summed || !sameLabels(one.groupBy, other.groupBy)) return undefined;
  const [first, second] = [one.selector.matchers, other.selector.matchers];
  const differing = first.filter((matcher) => !second.some((each) => isEqual(each, matcher)));
  const [mine] = differing;
  const yours = second.filter((matcher) => !first.some((each) => isEqual(each, matcher)));
  const [left, right] = [valuesOf(mine), valuesOf(yours[0])];
  if (differing.length !== 1 || yours.length !== 1 || mine?.label !== yours[0]?.label) return undefined;
  // A value that both have counts twice in the sum.
  if (mine === undefined || left === undefined || right === undefined || left.some((each) => right.includes(each)))
    return undefined;
  const both: Matcher = { label: mine.label, operator: "=~", value: [...left, ...right].join("|") };
  return {
    ...one,
    selector: { ...one.selector, matchers: first.map((each) => (each === mine ? both : each)) },
  };
};

export const sameLabels = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((label) => other.includes(label));

const isEqual = (one: Matcher, other: Matcher): boolean =>
  one.label === other.label && one.operator === other.operator && one.value === other.value;

/** The values that a matcher lists, as regular expressions; undefined where it does not list them. */
const valuesOf = (matcher: Matcher | undefined): readonly string[] | undefined => {
  if (matcher?.operator === "=" && matcher.value !== "") return [regexLiteral(matcher.value)];
  return matcher?.operator === "=~" && /^[\w-]+(?:\|[\w-]+)*$/.test(matcher.value)
    ? matcher.value.split("|")
    : undefined;
};
