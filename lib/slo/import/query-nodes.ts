/** Parts of queries, made rather than read. */
import type { Aggregation, Binary, Call, DurationText, Node } from "../../query";

const EVERYWHERE = { from: 0, to: 0 } as const;
export const call = (name: string, ...args: readonly Node[]): Call => ({
  kind: "call",
  function: name,
  args,
  ...EVERYWHERE,
});
export const binary = (operator: string, left: Node, right: Node, bool = false): Binary => ({
  kind: "binary",
  operator,
  left,
  right,
  bool,
  ...EVERYWHERE,
});
export const number = (text: string): Node => ({ kind: "number", value: Number(text), text, ...EVERYWHERE });
export const text = (value: string): Node => ({ kind: "string", value, ...EVERYWHERE });

export const aggregation = (operator: string, groupBy: readonly string[], expr: Node): Aggregation => ({
  kind: "aggregation",
  operator,
  expr,
  ...(groupBy.length === 0 ? {} : { grouping: { kind: "by", labels: groupBy } }),
  ...EVERYWHERE,
});

export const subquery = (expr: Node, range: DurationText, step: string): Node => ({
  kind: "subquery",
  expr,
  range,
  step: { text: step },
  ...EVERYWHERE,
});

export type Ranged = Extract<Node, { readonly kind: "selector" | "subquery" }> & { readonly range: DurationText };
export const isRange = (node: Node): node is Ranged =>
  node.kind === "subquery" || (node.kind === "selector" && node.range !== undefined);
