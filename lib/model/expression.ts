/** A query as text, together with the language it is written in. */

/** A PromQL expression. Made by the tagged template `promql` of `lib/query`; a plain string is accepted wherever one is, and checked the same. */
export interface Expression {
  readonly kind: "promql";
  readonly text: string;
}

/** A LogQL expression. Made by the tagged template `logql`. */
export interface LogExpression {
  readonly kind: "logql";
  readonly text: string;
}

export const promqlText = (text: string): Expression => ({ kind: "promql", text });

/** What Prometheus gets to read. */
export const textOf = (expression: Expression | LogExpression | string): string =>
  typeof expression === "string" ? expression : expression.text;
