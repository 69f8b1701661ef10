/** Reads PromQL with Prometheus's own grammar, and holds it to the rules that Prometheus holds it to. */
import { parser } from "@prometheus-io/lezer-promql";
import type { Node } from "./ast";
import { firstError } from "./first-error";
import type { SyntaxProblem } from "./problem";
import { FUNCTIONS } from "./functions";
import { plainQuery } from "./plain-query";
import { readExpression } from "./read-tree";
import type { Reading } from "./reading";
import { sourceOf } from "./source";
import { noFunction, typeOf, typeProblems } from "./types";

export interface Parsed {
  /** Undefined where there are problems. */
  readonly node?: Node;
  readonly problems: readonly SyntaxProblem[];
}

const cache = new Map<string, Parsed>();

/** An expression as a panel may have it: any type of result, and variables of Grafana. */
export const parsePromql = (text: string): Parsed => {
  const known = cache.get(text) ?? parseOnce(text);
  cache.set(text, known);
  return known;
};

const NO_PROBLEMS: readonly SyntaxProblem[] = [];

const parseOnce = (text: string): Parsed => {
  const node = plainQuery(text);
  return node === undefined ? parse(text) : { node, problems: NO_PROBLEMS };
};

const parse = (original: string): Parsed => {
  const { text, written, broken: misspelt } = sourceOf(original);
  if (misspelt !== undefined) return { problems: [misspelt] };
  const tree = parser.parse(text);
  const broken = firstError(tree, written);
  if (broken !== undefined) return { problems: [unknownFunction(broken, written) ?? broken] };
  const expression = tree.topNode.getChild("Expr");
  if (expression === null) return { problems: [{ from: 0, to: original.length, message: "there is no expression" }] };
  const reading: Reading = { text, written, problems: [] };
  const node = readExpression(expression, reading);
  const problems = reading.problems.length > 0 ? reading.problems : typeProblems(node, original);
  return problems.length > 0 ? { problems } : { node, problems };
};

/** The grammar knows functions by name: one that it does not know is a metric to it, and the parentheses are one too many. */
const unknownFunction = ({ from, to }: SyntaxProblem, text: string): SyntaxProblem | undefined => {
  const name = text.slice(from).trimStart().startsWith("(")
    ? /([a-zA-Z_]\w*)\s*$/.exec(text.slice(0, from))?.[1]
    : undefined;
  return name === undefined || FUNCTIONS.has(name) ? undefined : noFunction({ from: from - name.length, to }, name);
};

/** What every variable of Grafana begins with. */
const MAY_HAVE_VARIABLES = /\$|\[\[/;

/** An expression as a rule may have it: it gives a number or an instant vector, and has no variables, which only Grafana replaces. */
export const parseRule = (text: string): Parsed => {
  const parsed = parsePromql(text);
  if (parsed.node === undefined) return parsed;
  const variables = !MAY_HAVE_VARIABLES.test(text)
    ? []
    : sourceOf(text).variables.map(({ from, to }) => ({
        from,
        to,
        message: `${text.slice(from, to)} is a variable of Grafana, which Prometheus does not know`,
        mend: "write its value",
      }));
  if (variables.length > 0) return { problems: variables };
  const type = typeOf(parsed.node);
  return type === "scalar" || type === "instant vector"
    ? parsed
    : {
        problems: [
          {
            from: 0,
            to: text.length,
            message: `a rule gives a number or an instant vector, but this is a ${type}`,
            mend:
              type === "string" ? "write an expression" : "compute something from the range: rate(…), max_over_time(…)",
          },
        ],
      };
};
