/** The rules of types that Prometheus holds an expression to, once its grammar has read it. */
import { didYouMean } from "../model";
import {
  childrenOf,
  COMPARISONS,
  SET_OPERATORS,
  type Aggregation,
  type Binary,
  type Call,
  type Node,
  type Unary,
  type VectorSelector,
} from "./ast";
import { AGGREGATION_PARAMETERS, EXPERIMENTAL_AGGREGATIONS, FUNCTIONS, type ValueType } from "./functions";
import { satisfies } from "./matcher-values";
import { onOneLine, type SyntaxProblem } from "./problem";

export const typeOf = (node: Node): ValueType => {
  switch (node.kind) {
    case "number":
      return "scalar";
    case "string":
      return "string";
    case "selector":
      return node.range === undefined ? "instant vector" : "range vector";
    case "subquery":
      return "range vector";
    case "call":
      return FUNCTIONS.get(node.function)?.returns ?? "instant vector";
    case "aggregation":
      return "instant vector";
    case "binary":
      return typeOf(node.left) === "scalar" && typeOf(node.right) === "scalar" ? "scalar" : "instant vector";
    case "unary":
    case "parentheses":
      return typeOf(node.expr);
  }
};

const NONE: readonly SyntaxProblem[] = [];

/** What Prometheus refuses in an expression that is well formed. */
export const typeProblems = (node: Node, text: string): readonly SyntaxProblem[] => {
  const found: SyntaxProblem[] = [];
  // Of thousands of nodes hardly one has a problem, so that nothing is put together for the others.
  const collect = (each: Node): void => {
    for (const child of childrenOf(each)) collect(child);
    for (const own of ownProblems(each, text)) found.push(own);
  };
  collect(node);
  return found;
};

const ownProblems = (node: Node, text: string): readonly SyntaxProblem[] => {
  switch (node.kind) {
    case "number":
    case "string":
    case "parentheses":
      return NONE;
    case "selector":
      return selectorProblems(node);
    case "unary":
      return unaryProblems(node, text);
    case "subquery":
      return mismatch(node.expr, "instant vector", "a subquery", text);
    case "call":
      return callProblems(node, text);
    case "aggregation":
      return aggregationProblems(node, text);
    case "binary":
      return binaryProblems(node, text);
  }
};

const problem = ({ from, to }: Node, message: string, mend: string): SyntaxProblem => ({ from, to, message, mend });

const ARTICLE: Readonly<Record<ValueType, string>> = {
  "instant vector": "an instant vector",
  "range vector": "a range vector",
  scalar: "a number",
  string: "a text",
};

/** An argument that is not of the type that is wanted. */
const mismatch = (node: Node, wanted: ValueType, by: string, text: string): readonly SyntaxProblem[] => {
  const type = typeOf(node);
  if (type === wanted) return NONE;
  const part = onOneLine(text.slice(node.from, node.to));
  const message = `${by} takes ${ARTICLE[wanted]}, but ${part} is ${ARTICLE[type]}`;
  return [problem(node, message, mendOf(node, wanted, type, part))];
};

const mendOf = (node: Node, wanted: ValueType, type: ValueType, part: string): string => {
  if (wanted === "range vector")
    return node.kind === "selector" ? `add a range: ${part}[5m]` : `write a subquery: (${part})[5m:]`;
  if (wanted === "string") return "write a text in quotes";
  if (wanted === "scalar") return type === "instant vector" ? `write a number, or scalar(${part})` : "write a number";
  if (type === "range vector") return `compute something from the range: rate(${part}), max_over_time(${part})`;
  return type === "scalar" ? `write vector(${part})` : "write a selector or an expression";
};

const FLAG = "is experimental: Prometheus needs a feature flag for it";
const FLAG_MEND = "write it with what needs no flag";

const callProblems = (call: Call, text: string): readonly SyntaxProblem[] => {
  const name = `${call.function}()`;
  const signature = FUNCTIONS.get(call.function);
  if (signature === undefined) return [noFunction(call, call.function)];
  const { args, variadic, experimental } = signature;
  if (experimental) return [problem(call, `${name} ${FLAG}`, FLAG_MEND)];
  const least = variadic === 0 ? args.length : args.length - 1;
  const most = variadic < 0 ? Infinity : least + variadic;
  const given = call.args.length;
  if (given < least || given > most) {
    const count = most === Infinity ? `at least ${least}` : least === most ? String(least) : `${least} to ${most}`;
    const form = `${call.function}(${args.map((type) => `<${ARTICLE[type].replace(/^an? /, "")}>`).join(", ")})`;
    const message = `${name} takes ${count} ${count === "1" ? "argument" : "arguments"}, not ${given}`;
    return [problem(call, message, `write ${form}`)];
  }
  return call.args.flatMap((arg, index) => {
    const wanted = args[Math.min(index, args.length - 1)];
    return wanted === undefined ? [] : mismatch(arg, wanted, name, text);
  });
};

/** A name before parentheses that is no function's. */
export const noFunction = (
  { from, to }: { readonly from: number; readonly to: number },
  name: string,
): SyntaxProblem => ({
  from,
  to,
  message: `there is no function ${name}${didYouMean(name, [...FUNCTIONS.keys(), ...AGGREGATIONS])}`,
  mend: "write one of Prometheus's functions or aggregations; a metric has no parentheses behind it",
});

const AGGREGATIONS = "sum avg count min max group stddev stdvar topk bottomk count_values quantile".split(" ");

const aggregationProblems = (each: Aggregation, text: string): readonly SyntaxProblem[] => {
  const name = `${each.operator}()`;
  if (EXPERIMENTAL_AGGREGATIONS.has(each.operator)) return [problem(each, `${name} ${FLAG}`, FLAG_MEND)];
  const parameter = AGGREGATION_PARAMETERS.get(each.operator);
  return [
    ...(each.parameter && parameter ? mismatch(each.parameter, parameter, `the first argument of ${name}`, text) : []),
    ...mismatch(each.expr, "instant vector", name, text),
  ];
};

const isOperand = (node: Node): boolean => {
  const type = typeOf(node);
  return type === "scalar" || type === "instant vector";
};

const unaryProblems = (node: Unary, text: string): readonly SyntaxProblem[] => {
  if (isOperand(node.expr)) return NONE;
  const part = onOneLine(text.slice(node.expr.from, node.expr.to));
  const message = `a sign can stand before numbers and instant vectors, but ${part} is ${ARTICLE[typeOf(node.expr)]}`;
  return [problem(node, message, "take the sign away")];
};

const binaryProblems = (node: Binary, text: string): readonly SyntaxProblem[] => {
  const { operator, left, right, bool, matching, fill } = node;
  const wrong = [left, right].filter((side) => !isOperand(side));
  if (wrong.length > 0)
    return wrong.map((side) => {
      const part = onOneLine(text.slice(side.from, side.to));
      const message = `${operator} takes numbers and instant vectors, but ${part} is ${ARTICLE[typeOf(side)]}`;
      return problem(side, message, mendOf(side, "instant vector", typeOf(side), part));
    });
  const scalars = Number(typeOf(left) === "scalar") + Number(typeOf(right) === "scalar");
  const found: SyntaxProblem[] = [];
  const find = (message: string, mend: string): void => {
    found.push(problem(node, message, mend));
  };
  if (bool && !COMPARISONS.has(operator)) find(`bool can only follow a comparison, not ${operator}`, "leave bool out");
  if (COMPARISONS.has(operator) && !bool && scalars === 2)
    find("a comparison of two numbers keeps or drops nothing", `write ${operator} bool`);
  const group = matching?.group;
  const twice = matching?.kind === "on" ? matching.labels.find((label) => group?.labels.includes(label)) : undefined;
  if (twice !== undefined)
    find(`the label ${twice} stands both in on() and in group_${group?.side}()`, "name it in on() only");
  if (scalars > 0) {
    if (SET_OPERATORS.has(operator))
      find(`${operator} combines instant vectors, not numbers`, "write vector(…) around the number");
    if (matching !== undefined && matching.labels.length > 0)
      find(`${matching.kind}(${matching.labels.join(", ")}) can only match two instant vectors`, "leave it out");
  } else if (SET_OPERATORS.has(operator) && group !== undefined)
    find(
      `${operator} cannot have group_${group.side}: it always matches many to many`,
      `leave group_${group.side} out`,
    );
  if (fill !== undefined) find(`${fill} ${FLAG}`, FLAG_MEND);
  return found;
};

const selectorProblems = (selector: VectorSelector): readonly SyntaxProblem[] => {
  const { metric, matchers } = selector;
  if (metric !== undefined || matchers.some((matcher) => !satisfies(matcher, ""))) return NONE;
  return [
    problem(
      selector,
      "a selector needs a metric, or at least one matcher that an empty label does not match",
      "name the metric",
    ),
  ];
};
