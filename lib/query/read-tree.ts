/** Turns what the grammar read into the tree of `ast.ts`, with the precedence of operators that Prometheus has. */
import type { SyntaxNode } from "@lezer/common";
import type { Binary, Matching, Node } from "./ast";
import { POWER, precedenceOf } from "./precedence";
import { labelsIn, numberNode, selectorNode } from "./read-selector";
import { suffixed, SUFFIXES } from "./read-suffix";
import { complain, stringAt, textAt, writtenAt, type Reading } from "./reading";
import { AGGREGATION_PARAMETERS } from "./functions";

/** What stands in a chain of operators: the grammar binds `offset`, `@` and `[…]` to a whole sum, Prometheus to what is right before them. */
type Item =
  | { readonly kind: "operand"; readonly node: Node }
  | { readonly kind: "sign"; readonly operator: "-" | "+"; readonly from: number }
  | { readonly kind: "operator"; readonly operator: string; readonly syntax: SyntaxNode }
  | { readonly kind: "suffix"; readonly syntax: SyntaxNode };

/** The node that an expression of the grammar stands for. */
export const readExpression = (syntax: SyntaxNode, reading: Reading): Node => {
  const items = itemsOf(syntax, reading);
  let next = 0;
  const operand = (): Node => {
    const item = items[next];
    next += 1;
    if (item?.kind === "sign") return signed(item, climb(POWER));
    if (item?.kind !== "operand") throw new Error("An operand was expected in the chain.");
    let { node } = item;
    for (let suffix = items[next]; suffix?.kind === "suffix"; suffix = items[next]) {
      next += 1;
      node = suffixed(node, suffix.syntax, reading);
    }
    return node;
  };
  const climb = (least: number): Node => {
    let left = operand();
    for (let item = items[next]; item?.kind === "operator"; item = items[next]) {
      const precedence = precedenceOf(item.operator);
      if (precedence < least) break;
      next += 1;
      const right = climb(precedence === POWER ? POWER : precedence + 1);
      left = { ...binaryModifiers(item, reading), left, right, from: left.from, to: right.to };
    }
    return left;
  };
  return climb(0);
};

const itemsOf = (syntax: SyntaxNode, reading: Reading): readonly Item[] => {
  if (syntax.name === "BinaryExpr") {
    const [left, right] = syntax.getChildren("Expr");
    const operator = left?.nextSibling;
    if (left && right && operator)
      return [
        ...itemsOf(left, reading),
        { kind: "operator", operator: textAt(operator, reading).toLowerCase(), syntax },
        ...itemsOf(right, reading),
      ];
  }
  const isSigned = syntax.name === "UnaryExpr";
  const inner = isSigned || SUFFIXES.has(syntax.name) ? syntax.getChild("Expr") : null;
  if (inner)
    return isSigned
      ? [signItem(syntax.from, reading), ...itemsOf(inner, reading)]
      : [...itemsOf(inner, reading), { kind: "suffix", syntax }];
  const signedNumber = syntax.name === "NumberDurationLiteral" ? /^[-+]\s*/.exec(textAt(syntax, reading)) : null;
  if (signedNumber !== null) {
    const number = { from: syntax.from + signedNumber[0].length, to: syntax.to };
    return [signItem(syntax.from, reading), { kind: "operand", node: numberNode(number, reading) }];
  }
  return [{ kind: "operand", node: operandNode(syntax, reading) }];
};

const signItem = (from: number, reading: Reading): Item => ({
  kind: "sign",
  operator: reading.text[from] === "+" ? "+" : "-",
  from,
});

/** A sign before a number is a part of it. */
export const signed = ({ operator, from }: { operator: "-" | "+"; from: number }, expr: Node): Node =>
  expr.kind === "number"
    ? { ...expr, from, value: operator === "-" ? -expr.value : expr.value, text: `${operator}${expr.text}` }
    : { kind: "unary", operator, expr, from, to: expr.to };

const operandNode = (syntax: SyntaxNode, reading: Reading): Node => {
  const { from, to } = syntax;
  const args = (): readonly Node[] =>
    (syntax.getChild("FunctionCallBody")?.getChildren("Expr") ?? []).map((each) => readExpression(each, reading));
  switch (syntax.name) {
    case "NumberDurationLiteral":
      return numberNode(syntax, reading);
    case "StringLiteral":
      return { kind: "string", value: stringAt(syntax, reading), from, to };
    case "ParenExpr": {
      const inner = syntax.getChild("Expr");
      if (inner) return { kind: "parentheses", expr: readExpression(inner, reading), from, to };
      break;
    }
    case "VectorSelector":
      return selectorNode(syntax, reading);
    case "FunctionCall": {
      const name = syntax.getChild("FunctionIdentifier");
      if (name) return { kind: "call", function: textAt(name, reading), args: args(), from, to };
      break;
    }
    case "AggregateExpr":
      return aggregationNode(syntax, args(), reading);
  }
  throw new Error(`The grammar gave a ${syntax.name} where an expression was expected.`);
};

const aggregationNode = (syntax: SyntaxNode, args: readonly Node[], reading: Reading): Node => {
  const { from, to } = syntax;
  const operator = textAt(syntax.getChild("AggregateOp") ?? syntax, reading).toLowerCase();
  const modifier = syntax.getChild("AggregateModifier");
  const kind = modifier?.getChild("By") ? "by" : "without";
  const grouping = modifier === null ? {} : { grouping: { kind, labels: labelsIn(modifier, reading) } as const };
  const wanted = AGGREGATION_PARAMETERS.has(operator) ? 2 : 1;
  if (args.length !== wanted)
    complain(
      reading,
      syntax,
      `${operator}() takes ${wanted === 1 ? "one argument" : "two arguments"}, not ${args.length}`,
      wanted === 2
        ? `write ${operator}(…, ${args.length === 0 ? "…" : textAt(args[0] ?? syntax, reading)})`
        : `write one expression in ${operator}(…)`,
    );
  const nothing: Node = { kind: "number", value: NaN, text: "NaN", from, to };
  const [first = nothing, second = nothing] = args;
  return wanted === 2
    ? { kind: "aggregation", operator, ...grouping, parameter: first, expr: second, from, to }
    : { kind: "aggregation", operator, ...grouping, expr: first, from, to };
};

const binaryModifiers = (
  { operator, syntax }: { operator: string; syntax: SyntaxNode },
  reading: Reading,
): Pick<Binary, "kind" | "operator" | "bool" | "matching" | "fill"> => {
  const clause = syntax.getChild("MatchingModifierClause");
  const fill = syntax.getChild("FillModifier");
  return {
    kind: "binary",
    operator,
    bool: syntax.getChild("BoolModifier") !== null,
    ...(clause === null ? {} : { matching: matchingOf(clause, reading) }),
    ...(fill === null ? {} : { fill: writtenAt(fill, reading) }),
  };
};

const matchingOf = (clause: SyntaxNode, reading: Reading): Matching => {
  const left = clause.getChild("GroupLeft");
  const grouped = left ?? clause.getChild("GroupRight");
  return {
    kind: clause.getChild("On") ? "on" : "ignoring",
    labels: labelsIn(clause, reading),
    ...(grouped === null ? {} : { group: { side: left ? "left" : "right", labels: labelsIn(clause, reading, 1) } }),
  };
};
