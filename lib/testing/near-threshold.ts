/**
 * Thresholds moved by a tenth towards silence, so that the alert fires a little earlier. A test of silence that does not notice is
 * far from the threshold and says nothing about it.
 */
import { COMPARISONS, parseRule, SET_OPERATORS, type Binary, type Node } from "../query";
import { withoutDust } from "./decimal";
import type { Mutant } from "./mutants";
import { replaced } from "./respell";
import { thresholdOf } from "./threshold";

export const nearMutantsOf = (text: string): readonly Mutant[] => {
  const { node } = parseRule(text);
  return node === undefined ? [] : [...nearer(text, node, { more: true })];
};

/** What makes the alert fire more often: that a node gives more series, that its values are larger. Undefined where nobody can say. */
interface Wish {
  readonly more?: boolean;
  readonly larger?: boolean;
}

function* nearer(text: string, node: Node, wish: Wish): Iterable<Mutant> {
  const { more, larger } = wish;
  switch (node.kind) {
    case "parentheses":
    case "subquery":
      yield* nearer(text, node.expr, wish);
      return;
    case "unary":
      yield* nearer(text, node.expr, { more, larger: node.operator === "-" ? not(larger) : larger });
      return;
    case "aggregation":
      yield* nearer(text, node.expr, aggregated(node.operator, wish));
      return;
    case "call":
      for (const each of node.args) yield* nearer(text, each, called(node.function, wish));
      return;
    case "binary":
      if (COMPARISONS.has(node.operator)) yield* compared(text, node, wish);
      else for (const [each, its] of operands(node, wish)) yield* nearer(text, each, its);
      return;
    default:
      return;
  }
}

const not = (wish: boolean | undefined): boolean | undefined => (wish === undefined ? undefined : !wish);

/** More series make a count larger; what they do to a sum or an average depends on them. */
const aggregated = (operator: string, { more, larger }: Wish): Wish =>
  operator === "count" ? { more: larger ?? more } : larger === undefined ? { more } : { larger };

const called = (name: string, wish: Wish): Wish => {
  if (name.startsWith("absent")) return { more: not(wish.more) };
  return name.endsWith("_over_time") ? aggregated(name.replace("_over_time", ""), wish) : wish;
};

const operands = ({ operator, left, right }: Binary, { more, larger }: Wish): readonly (readonly [Node, Wish])[] => {
  if (operator === "and")
    return [
      [left, { more, larger }],
      [right, { more }],
    ];
  if (operator === "unless")
    return [
      [left, { more, larger }],
      [right, { more: not(more) }],
    ];
  const inverse = ["-", "/"].includes(operator);
  return [
    [left, { more, larger }],
    [right, { more, larger: inverse && !SET_OPERATORS.has(operator) ? not(larger) : larger }],
  ];
};

function* compared(text: string, node: Binary, { more, larger }: Wish): Iterable<Mutant> {
  const threshold = thresholdOf(node);
  const growing = node.operator.startsWith(">");
  const passing = node.bool ? larger : more;
  if (threshold !== undefined && passing !== undefined && !node.operator.includes("=="))
    yield* tenth(text, node, threshold, passing);
  if (node.operator === "==" || node.operator === "!=" || passing === undefined) return;
  const sides = [
    [node.left, growing],
    [node.right, !growing],
  ] as const;
  for (const [each, wantsLarger] of sides)
    if (each !== threshold?.node) yield* nearer(text, each, { more, larger: wantsLarger === passing });
}

function* tenth(
  text: string,
  node: Binary,
  threshold: NonNullable<ReturnType<typeof thresholdOf>>,
  passing: boolean,
): Iterable<Mutant> {
  const { value, side } = threshold;
  if (value === 0 || node.operator === "!=" || (node.operator.endsWith("=") && isCount(value))) return;
  // `x > t` and `t < x` let more pass when t is smaller.
  const smaller = (node.operator.startsWith(">") === (side === "right")) === passing;
  const spelled =
    value === undefined
      ? threshold.times(text, smaller ? 0.9 : 1.1)
      : withoutDust(value + (smaller ? -0.1 : 0.1) * Math.abs(value));
  yield {
    kind: "threshold",
    change: `the threshold ${text.slice(threshold.node.from, threshold.node.to)} became ${spelled}`,
    killer: `a silent test in which the value lies between ${text.slice(threshold.node.from, threshold.node.to)} and ${spelled}`,
    expr: replaced(text, threshold.node, spelled),
  };
}

/** Between 1.8 and 2 there is no number of things. */
const isCount = (value: number | undefined): boolean =>
  value !== undefined && Number.isInteger(value) && Math.abs(value) < 10;
