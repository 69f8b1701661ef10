/** What an alert looks at, taken out of its expression: the figures that it compares, and what it compares them with. */
import { promqlText, textOf, type DeployedAlert, type Expression } from "../model";
import { COMPARISONS, SET_OPERATORS, parseRule, printPromql, unwrapped, type Binary, type Node } from "../query";

export interface Figure {
  readonly expr: Expression;
  /** The tree that it was made of; undefined where Prometheus would not read it. */
  readonly node?: Node;
  /** A number that it is compared with. */
  readonly threshold?: { readonly value: number; readonly below: boolean };
}

/** The figures of an expression: of `a > 1 and b > 2` both `a` and `b`. That something is absent is a figure only where there is no other. */
export const figuresOf = (alert: DeployedAlert): readonly Figure[] => {
  const text = textOf(alert.expr);
  const { node } = parseRule(text);
  if (node === undefined) return [{ expr: promqlText(text) }];
  const all = conditionsIn(node);
  const present = all.filter((each) => !(each.kind === "call" && each.function.startsWith("absent")));
  return (present.length === 0 ? all : present).map(figureOf);
};

/** What `and` and `or` join, and what `unless` compares; a series that only excuses some objects is no figure. */
const conditionsIn = (node: Node): readonly Node[] => {
  const inner = unwrapped(node);
  if (inner.kind !== "binary" || !SET_OPERATORS.has(inner.operator)) return [inner];
  const excused = inner.operator === "unless";
  return [
    ...conditionsIn(inner.left),
    ...conditionsIn(inner.right).filter(
      (each) => !excused || (each.kind === "binary" && COMPARISONS.has(each.operator)),
    ),
  ];
};

const figureOf = (node: Node): Figure => {
  const whole = { expr: promqlText(printPromql(node)), node };
  if (node.kind !== "binary" || node.bool || !COMPARISONS.has(node.operator)) return whole;
  const [left, right] = [numberIn(node.left), numberIn(node.right)];
  if (left === undefined && right === undefined) return isFilter(node) ? { ...whole, ...side(node.left) } : whole;
  return right === undefined
    ? { ...side(node.right), threshold: { value: left ?? 0, below: /^>/.test(node.operator) } }
    : { ...side(node.left), threshold: { value: right, below: /^</.test(node.operator) } };
};

const side = (node: Node): Pick<Figure, "expr" | "node"> => {
  const inner = unwrapped(node);
  return { expr: promqlText(printPromql(inner)), node: inner };
};

/** Whether a comparison of two vectors leaves the labels of its left side as they are. */
const isFilter = ({ matching }: Binary): boolean => matching?.group?.side !== "right";

const numberIn = (node: Node): number | undefined => {
  const inner = unwrapped(node);
  if (inner.kind === "number") return inner.value;
  if (inner.kind !== "unary" || inner.operator !== "-") return undefined;
  const positive = numberIn(inner.expr);
  return positive === undefined ? undefined : -positive;
};
