/** A PromQL expression as a tree: Prometheus's own grammar reads it (`parse.ts`), everything that reasons about queries walks it. */

export type MatchOperator = "=" | "!=" | "=~" | "!~";

export interface Matcher {
  readonly label: string;
  readonly operator: MatchOperator;
  /** Unquoted. */
  readonly value: string;
}

/** Where it stands in the text. */
interface Position {
  readonly from: number;
  readonly to: number;
}

/** A length of time; undefined where it is computed (`step()`, `$__rate_interval`). */
export interface DurationText {
  /** As written: `5m`, `300`, `$__rate_interval`. */
  readonly text: string;
  readonly milliseconds?: number;
}

export interface NumberLiteral extends Position {
  readonly kind: "number";
  readonly value: number;
  /** As written: `0.05`, `1e3`, `5m`. */
  readonly text: string;
}

export interface StringLiteral extends Position {
  readonly kind: "string";
  readonly value: string;
}

/** The modifiers that a selector or a subquery can carry. */
interface Timing {
  readonly offset?: DurationText;
  /** `start()`, `end()` or a time stamp. */
  readonly at?: string;
}

export interface VectorSelector extends Position, Timing {
  readonly kind: "selector";
  /** Undefined where the name is matched by `__name__` or not at all. */
  readonly metric?: string;
  readonly matchers: readonly Matcher[];
  /** `[5m]`; undefined for an instant vector. */
  readonly range?: DurationText;
  /** `anchored` or `smoothed`. */
  readonly modifier?: "anchored" | "smoothed";
}

export interface Subquery extends Position, Timing {
  readonly kind: "subquery";
  readonly expr: Node;
  readonly range: DurationText;
  /** Undefined for the evaluation interval. */
  readonly step?: DurationText;
}

export interface Call extends Position {
  readonly kind: "call";
  /** `rate`, `histogram_quantile` … */
  readonly function: string;
  readonly args: readonly Node[];
}

export interface Aggregation extends Position {
  readonly kind: "aggregation";
  /** `sum`, `topk` … */
  readonly operator: string;
  /** Undefined: everything becomes one. */
  readonly grouping?: { readonly kind: "by" | "without"; readonly labels: readonly string[] };
  /** The first argument of `topk`, `bottomk`, `quantile`, `count_values`, `limitk`, `limit_ratio`. */
  readonly parameter?: Node;
  readonly expr: Node;
}

export interface Matching {
  readonly kind: "on" | "ignoring";
  readonly labels: readonly string[];
  /** `group_left`, `group_right`, with the labels that are taken over from the one side. */
  readonly group?: { readonly side: "left" | "right"; readonly labels: readonly string[] };
}

export interface Binary extends Position {
  readonly kind: "binary";
  /** `+ - * / % ^ atan2`, `== != > < >= <=`, `and or unless`, `</ >/` */
  readonly operator: string;
  readonly left: Node;
  readonly right: Node;
  readonly bool: boolean;
  readonly matching?: Matching;
  /** `fill(0)`, `fill_left(0)`, `fill_right(0)`, as written. */
  readonly fill?: string;
}

export interface Unary extends Position {
  readonly kind: "unary";
  readonly operator: "-" | "+";
  readonly expr: Node;
}

export interface Parentheses extends Position {
  readonly kind: "parentheses";
  readonly expr: Node;
}

export type Node =
  NumberLiteral | StringLiteral | VectorSelector | Subquery | Call | Aggregation | Binary | Unary | Parentheses;

export const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", ">", "<", ">=", "<="]);
export const SET_OPERATORS: ReadonlySet<string> = new Set(["and", "or", "unless"]);

/** The nodes right below one. */
export const childrenOf = (node: Node): readonly Node[] => {
  switch (node.kind) {
    case "number":
    case "string":
    case "selector":
      return [];
    case "subquery":
    case "unary":
    case "parentheses":
      return [node.expr];
    case "call":
      return node.args;
    case "aggregation":
      return node.parameter === undefined ? [node.expr] : [node.parameter, node.expr];
    case "binary":
      return [node.left, node.right];
  }
};

const known = new WeakMap<Node, readonly Node[]>();

/** A node and all below it, the outermost first. Every check asks, so that it is computed once. */
export const nodesOf = (node: Node): readonly Node[] => {
  const already = known.get(node);
  if (already !== undefined) return already;
  const nodes: Node[] = [];
  collect(node, nodes);
  known.set(node, nodes);
  return nodes;
};

const collect = (node: Node, nodes: Node[]): void => {
  nodes.push(node);
  for (const child of childrenOf(node)) collect(child, nodes);
};

/** The same node without the parentheses around it. */
export const unwrapped = (node: Node): Node => (node.kind === "parentheses" ? unwrapped(node.expr) : node);

/** All selectors in an expression. */
export const selectorsIn = (node: Node): readonly VectorSelector[] =>
  nodesOf(node).filter((each): each is VectorSelector => each.kind === "selector");
