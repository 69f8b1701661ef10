/**
 * Queries that differ in the values of their matchers alone have one shape, and the grammar reads one of them: the rules of two hundred services
 * are the rules of one service two hundred times.
 */
import { selectorsIn, type Matcher, type Node } from "./ast";

/** The value of a matcher, where it stands in the text. */
interface Literal {
  readonly value: string;
  /** Behind its closing quote. */
  readonly to: number;
}

interface Shape {
  /** The text without these values. */
  readonly key: string;
  readonly literals: readonly Literal[];
}

/** A query that has been read, and its shape. */
interface Example {
  readonly node: Node;
  readonly literals: readonly Literal[];
}

/** Values that change nothing about how the rest is read: no escapes, nothing that looks like a part of a query. */
const LITERAL = /(?<!=)="([\w.-]+)"/g;
const WORD = /^[\w.-]+$/;
/** Other quotes, escapes and comments, in which a matcher may only seem to stand. */
const UNSHAPED = /[\\`'#]/;

const examples = new Map<string, Example>();

/** Undefined where there is none of that shape yet. */
export const parsedByShape = (text: string): Node | undefined => {
  const shape = shapeOf(text);
  const example = shape && examples.get(shape.key);
  return example && fitted(example, shape.literals);
};

/** Keeps a tree for the queries of its shape. */
export const rememberShape = (text: string, node: Node): void => {
  const shape = shapeOf(text);
  if (shape !== undefined && agree(matcherValues(node), shape.literals))
    examples.set(shape.key, { node, literals: shape.literals });
};

const shapeOf = (text: string): Shape | undefined => {
  if (UNSHAPED.test(text)) return undefined;
  const literals: Literal[] = [];
  const key = text.replace(LITERAL, (found, value: string, at: number) => {
    literals.push({ value, to: at + found.length });
    return "=?";
  });
  return literals.length === 0 ? undefined : { key: `${literals.length} ${key}`, literals };
};

/** A matcher that is written otherwise than this file expects makes the whole query one of its own. */
const agree = (values: readonly string[], literals: readonly Literal[]): boolean =>
  values.length === literals.length && literals.every(({ value }, index) => values[index] === value);

const hasLiteral = ({ operator, value }: Matcher): boolean =>
  (operator === "=" || operator === "!=") && WORD.test(value);

/** In the order of the text, which is that in which `rebuilt` asks for them. */
const matcherValues = (node: Node): readonly string[] =>
  selectorsIn(node).flatMap(({ matchers }) => matchers.filter(hasLiteral).map(({ value }) => value));

/** The tree of the example, with these values in it and all behind them moved. */
const fitted = ({ node, literals: before }: Example, now: readonly Literal[]): Node => {
  const moves = before.map(({ to }, index) => ({ to, by: (now[index]?.to ?? to) - to }));
  const moved = (position: number): number => {
    let by = 0;
    for (const move of moves) {
      if (move.to > position) break;
      by = move.by;
    }
    return position + by;
  };
  let next = 0;
  return rebuilt(node, moved, (value) => now[next++]?.value ?? value);
};

/** A copy of a tree; the values are asked for in the order of the text. */
const rebuilt = (node: Node, moved: (position: number) => number, valueOf: (value: string) => string): Node => {
  const below = (child: Node): Node => rebuilt(child, moved, valueOf);
  const place = { from: moved(node.from), to: moved(node.to) };
  switch (node.kind) {
    case "number":
    case "string":
      return { ...node, ...place };
    case "selector": {
      const matchers = node.matchers.map((each) => (hasLiteral(each) ? { ...each, value: valueOf(each.value) } : each));
      return { ...node, ...place, matchers };
    }
    case "subquery":
    case "unary":
    case "parentheses":
      return { ...node, ...place, expr: below(node.expr) };
    case "call":
      return { ...node, ...place, args: node.args.map(below) };
    case "aggregation": {
      const parameter = node.parameter && below(node.parameter);
      return { ...node, ...place, ...(parameter === undefined ? {} : { parameter }), expr: below(node.expr) };
    }
    case "binary": {
      const left = below(node.left);
      return { ...node, ...place, left, right: below(node.right) };
    }
  }
};
