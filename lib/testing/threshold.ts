/** The number that a comparison compares with, and how it is moved. */
import { unwrapped, type Binary, type Node } from "../query";
import { withoutDust } from "./decimal";

export interface Threshold {
  /** The whole side of the comparison. */
  readonly node: Node;
  readonly side: "left" | "right";
  /** Undefined where it is a share of another series: `0.8 * limit`. */
  readonly value?: number;
  /** The same side, so many times as large. */
  readonly times: (text: string, factor: number) => string;
}

/** Undefined where nothing in the comparison is a number: `a > b`. */
export const thresholdOf = ({ left, right }: Binary): Threshold | undefined =>
  constant(right, "right") ?? constant(left, "left") ?? share(right, "right") ?? share(left, "left");

const constant = (node: Node, side: Threshold["side"]): Threshold | undefined => {
  const value = valueOf(node);
  return value === undefined || !Number.isFinite(value)
    ? undefined
    : { node, side, value, times: (_text, factor) => withoutDust(value * factor) };
};

const share = (node: Node, side: Threshold["side"]): Threshold | undefined => {
  const product = unwrapped(node);
  return product.kind === "binary" && ["*", "/"].includes(product.operator) && hasFactor(product)
    ? { node, side, times: (text, factor) => `${factor} * (${text.slice(node.from, node.to)})` }
    : undefined;
};

/** `0.8 * limit`, `limit * 0.8`, `limit / 2` */
const hasFactor = ({ left, right }: Binary): boolean =>
  [left, right].some((each) => valueOf(each) !== undefined) &&
  [left, right].some((each) => valueOf(each) === undefined);

/** The value of an expression of numbers alone. */
const valueOf = (node: Node): number | undefined => {
  switch (node.kind) {
    case "number":
      return node.value;
    case "parentheses":
      return valueOf(node.expr);
    case "unary": {
      const value = valueOf(node.expr);
      return value === undefined ? undefined : node.operator === "-" ? -value : value;
    }
    case "binary": {
      const [left, right] = [valueOf(node.left), valueOf(node.right)];
      return left === undefined || right === undefined ? undefined : ARITHMETIC[node.operator]?.(left, right);
    }
    default:
      return undefined;
  }
};

const ARITHMETIC: Readonly<Record<string, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "^": (left, right) => left ** right,
};
