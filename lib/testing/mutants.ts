/** Small mistakes made on purpose: expressions that differ from a rule's in one place, each of which its tests should notice. */
import { milliseconds, prometheusDuration, type Duration } from "../model";
import {
  COMPARISONS,
  nodesOf,
  selectorsIn,
  parseRule,
  type Aggregation,
  type Binary,
  type MatchOperator,
  type Node,
  type Subquery,
  type VectorSelector,
} from "../query";
import {
  replaced,
  spelledAggregation,
  spelledBinary,
  spelledMatcher,
  spelledSelector,
  spelledSubquery,
} from "./respell";
import { thresholdOf } from "./threshold";

/** What was done to the rule. */
export type MutationKind = "comparison" | "threshold" | "grouping" | "matcher" | "window" | "for";

export interface Mutant {
  readonly kind: MutationKind;
  /** `> 0.05 became < 0.05` */
  readonly change: string;
  /** The kind of test that notices it. */
  readonly killer: string;
  readonly expr: string;
}

/**
 * All mutants of an expression that Prometheus would read.
 * @param interval the time between two samples of its tests
 * @param labels those that the rule itself sets
 */
export const mutantsOf = (
  text: string,
  interval: Duration,
  labels: Readonly<Record<string, string>> = {},
): readonly Mutant[] => {
  const { node } = parseRule(text);
  if (node === undefined) return [];
  const seen = new Set([text]);
  return nodesOf(node)
    .flatMap((each) => [...mutations(text, each, { interval, labels })])
    .filter(({ expr }) => {
      const fresh = !seen.has(expr) && parseRule(expr).node !== undefined;
      seen.add(expr);
      return fresh;
    });
};

interface Circumstances {
  readonly interval: Duration;
  readonly labels: Readonly<Record<string, string>>;
}

function* mutations(text: string, node: Node, { interval, labels }: Circumstances): Iterable<Mutant> {
  switch (node.kind) {
    case "binary":
      if (COMPARISONS.has(node.operator)) {
        yield flipped(text, node);
        yield* moved(text, node);
      }
      return;
    case "aggregation":
      yield* coarser(text, node, labels);
      return;
    case "selector":
      yield* negated(text, node);
      yield* halved(text, node, interval);
      return;
    case "subquery":
      yield* halved(text, node, interval);
      return;
    default:
      return;
  }
}

const OPPOSITE: Readonly<Record<string, string>> = {
  ">": "<",
  "<": ">",
  ">=": "<=",
  "<=": ">=",
  "==": "!=",
  "!=": "==",
};

const flipped = (text: string, node: Binary): Mutant => {
  const operator = OPPOSITE[node.operator] ?? node.operator;
  return {
    kind: "comparison",
    change: `${node.operator} became ${operator} in ${excerpt(text, node)}`,
    killer: "tests on both sides of what is compared with",
    expr: replaced(text, node, spelledBinary(text, { ...node, operator })),
  };
};

function* moved(text: string, node: Binary): Iterable<Mutant> {
  const threshold = thresholdOf(node);
  if (threshold === undefined) return;
  const before = excerpt(text, threshold.node);
  for (const factor of threshold.value === 0 ? [undefined] : [2, 0.5]) {
    const after = factor === undefined ? "1" : threshold.times(text, factor);
    yield {
      kind: "threshold",
      change: `the threshold ${before} became ${after} in ${excerpt(text, node)}`,
      killer: `a test in which the value lies between ${before} and ${after}`,
      expr: replaced(text, threshold.node, after),
    };
  }
}

function* coarser(text: string, node: Aggregation, ruleLabels: Readonly<Record<string, string>>): Iterable<Mutant> {
  const { operator, grouping } = node;
  for (const label of grouping?.labels ?? []) {
    if (grouping === undefined) return;
    if (isFixed(label, ruleLabels[label], node)) continue;
    const labels = grouping.labels.filter((each) => each !== label);
    const before = `${operator} ${grouping.kind} (${grouping.labels.join(", ")})`;
    yield {
      kind: "grouping",
      change: `${before} became ${operator} ${grouping.kind} (${labels.join(", ")})`,
      killer: `series that differ in ${label} only, so that they add up to something else without it`,
      expr: replaced(text, node, spelledAggregation(text, { ...node, grouping: { ...grouping, labels } })),
    };
  }
}

/** Whether all that is aggregated has one value of the label, which the rule sets again: without it nothing would change. */
const isFixed = (label: string, value: string | undefined, node: Aggregation): boolean =>
  value !== undefined &&
  selectorsIn(node).every(({ matchers }) =>
    matchers.some((matcher) => matcher.label === label && matcher.operator === "=" && matcher.value === value),
  );

const NEGATED: Readonly<Record<MatchOperator, MatchOperator>> = { "=": "!=", "!=": "=", "=~": "!~", "!~": "=~" };

function* negated(text: string, node: VectorSelector): Iterable<Mutant> {
  for (const matcher of node.matchers) {
    // All metrics but one are no mistake that anybody makes.
    if (matcher.label === "__name__") continue;
    const other = { ...matcher, operator: NEGATED[matcher.operator] };
    const matchers = node.matchers.map((each) => (each === matcher ? other : each));
    yield {
      kind: "matcher",
      change: `${spelledMatcher(matcher)} became ${spelledMatcher(other)} in ${excerpt(text, node)}`,
      killer: `a further series that only ${spelledMatcher(matcher)} keeps out`,
      expr: replaced(text, node, spelledSelector({ ...node, matchers })),
    };
  }
}

function* halved(text: string, node: VectorSelector | Subquery, interval: Duration): Iterable<Mutant> {
  const window = node.range?.milliseconds;
  // With fewer than two samples in it, a window is empty rather than shorter.
  if (window === undefined || window / 2 < 2 * interval.milliseconds) return;
  const range = { text: prometheusDuration(milliseconds(window / 2)) };
  yield {
    kind: "window",
    change: `[${node.range?.text ?? ""}] became [${range.text}] in ${excerpt(text, node)}`,
    killer:
      "values that change between the two halves of the window, such as a burst that only the longer one remembers",
    expr: replaced(
      text,
      node,
      node.kind === "selector" ? spelledSelector({ ...node, range }) : spelledSubquery(text, { ...node, range }),
    ),
  };
}

/** A node as it is written, on one line; of a long one the beginning and the end. */
const excerpt = (text: string, { from, to }: Node): string => {
  const line = text.slice(from, to).replace(/\s+/g, " ");
  return line.length <= 90 ? line : `${line.slice(0, 40)} … ${line.slice(-47)}`;
};
