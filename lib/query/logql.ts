/** Reads LogQL with Grafana's own grammar, and holds it to the rules that Loki holds it to. */
import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@grafana/lezer-logql";
import type { Matcher, MatchOperator } from "./ast";
import { firstError } from "./first-error";
import { forgiven, logSourceOf } from "./log-source";
import type { SyntaxProblem } from "./problem";
import { logRules } from "./logql-rules";
import { satisfies } from "./matcher-values";
import { unquote } from "./strings";

export interface ParsedLog {
  /** Lines, or numbers counted from them; undefined where there are problems. */
  readonly kind?: "log" | "metric";
  /** The matchers of each `{…}` that chooses streams. */
  readonly streams: readonly (readonly Matcher[])[];
  readonly problems: readonly SyntaxProblem[];
}

const cache = new Map<string, ParsedLog>();

/** A query as a panel or a person may have it; variables of Grafana are understood. */
export const parseLogql = (text: string): ParsedLog => {
  const known = cache.get(text) ?? parse(text);
  cache.set(text, known);
  return known;
};

const parse = (original: string): ParsedLog => {
  const { text, broken } = logSourceOf(original);
  if (broken !== undefined) return refused([broken]);
  let tree = parser.parse(text);
  let error = firstError(tree, text);
  if (error !== undefined) {
    tree = parser.parse(forgiven(text));
    if (firstError(tree, text) !== undefined) return refused([error]);
    error = undefined;
  }
  const streams = nodesNamed(tree, "Selector").map((selector) => matchersIn(selector, original));
  const problems = [
    ...nodesNamed(tree, "Selector").flatMap((selector, index) => streamProblem(selector, streams[index] ?? [])),
    ...nodesNamed(tree, "String").flatMap((literal) => {
      const { problem } = unquote(original.slice(literal.from, literal.to));
      return problem === undefined ? [] : [{ from: literal.from, to: literal.to, message: problem }];
    }),
    ...logRules(tree, text),
  ];
  if (problems.length > 0) return refused(problems);
  const kind = tree.topNode.getChild("Expr")?.getChild("MetricExpr") ? "metric" : "log";
  return { kind, streams, problems };
};

const refused = (problems: readonly SyntaxProblem[]): ParsedLog => ({ streams: [], problems });

/** All nodes of that name, in the order of the text. */
const nodesNamed = (tree: Tree, name: string): readonly SyntaxNode[] => {
  const found: SyntaxNode[] = [];
  tree.iterate({
    enter: (each) => {
      if (each.name === name) found.push(each.node);
    },
  });
  return found;
};

const matchersIn = (selector: SyntaxNode, text: string): readonly Matcher[] => {
  const found: Matcher[] = [];
  selector.cursor().iterate((each) => {
    if (each.name === "Matcher") found.push(matcherOf(each.node, text));
  });
  return found;
};

const matcherOf = (syntax: SyntaxNode, text: string): Matcher => {
  const label = syntax.getChild("Identifier");
  const value = syntax.getChild("String");
  const part = (node: SyntaxNode | null): string => (node === null ? "" : text.slice(node.from, node.to));
  return {
    label: part(label),
    operator: part(label?.nextSibling ?? null) as MatchOperator,
    value: unquote(part(value)).value,
  };
};

const streamProblem = ({ from, to }: SyntaxNode, matchers: readonly Matcher[]): readonly SyntaxProblem[] =>
  matchers.some((matcher) => !satisfies(matcher, ""))
    ? []
    : [
        {
          from,
          to,
          message: "a stream selector needs at least one matcher that an empty label does not match",
          mend: 'name what to look at: {namespace="…"}',
        },
      ];
