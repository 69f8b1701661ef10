/** How strongly operators bind in PromQL: a higher number binds more. */

const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ["or", 1],
  ...["and", "unless"].map((operator) => [operator, 2] as const),
  ...["==", "!=", ">", "<", ">=", "<=", "</", ">/"].map((operator) => [operator, 3] as const),
  ...["+", "-"].map((operator) => [operator, 4] as const),
  ...["*", "/", "%", "atan2"].map((operator) => [operator, 5] as const),
  ["^", 6],
]);

/** Of a sign before an expression: `-a ^ b` is `-(a ^ b)`, `-a * b` is `(-a) * b`. */
export const SIGN = 5;
/** The one operator that is read from right to left. */
export const POWER = 6;

export const precedenceOf = (operator: string): number => PRECEDENCE.get(operator) ?? 0;
