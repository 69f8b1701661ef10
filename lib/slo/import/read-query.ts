/** Queries of other people: PromQL, maybe with the window of Sloth in it, as trees without needless parentheses. */
import { parsePromql, printPromql, unwrapped, type DurationText, type Node, type VectorSelector } from "../../query";
import type { Report } from "./report";

export interface ReadQuery {
  readonly node: Node;
  /** Whether a range is the one that the indicator speaks of. */
  readonly isWindow: (range: DurationText) => boolean;
  readonly at: string;
}

/** Stands for `{{.window}}` while the grammar reads the query; nobody asks for so many milliseconds. */
const WINDOW = "7919197919ms";
const TEMPLATE = /\{\{-?\s*\.window\s*-?\}\}/g;

export const isTemplate = ({ text }: DurationText): boolean => text === WINDOW;

/**
 * @param ranges "template": a range of the window is written `{{.window}}`, as Sloth has it; "any": each range is, where there is no such
 * template
 */
export const readQuery = (
  text: string,
  at: string,
  ranges: "template" | "any",
  report: Report,
): ReadQuery | undefined => {
  const templated = text.search(TEMPLATE) >= 0;
  const query = text.replace(TEMPLATE, WINDOW);
  const [template] = /\{\{.*?\}\}/.exec(query) ?? [];
  if (template !== undefined)
    return report.refuse(
      "import/query",
      at,
      `has the template ${template}, which nobody fills in here`,
      "write its value, and [{{.window}}] for the range",
    );
  const { node, problems } = parsePromql(query);
  if (node === undefined) {
    const [problem] = problems;
    return report.refuse(
      "import/query",
      at,
      `is no PromQL: ${asWritten(problem?.message ?? "it cannot be read")}`,
      asWritten(problem?.mend ?? "write a query that Prometheus accepts"),
    );
  }
  if (ranges === "template" && !templated)
    return report.refuse(
      "import/query",
      at,
      "has no {{.window}}: over which time it counts is not to be seen",
      "write the range of its rates as [{{.window}}]",
    );
  return { node: canonical(node), at, isWindow: templated ? isTemplate : () => true };
};

const asWritten = (text: string): string => text.replaceAll(WINDOW, "{{.window}}");

/** The same tree with other children. */
export const withChildren = (node: Node, change: (child: Node) => Node): Node => {
  switch (node.kind) {
    case "number":
    case "string":
    case "selector":
      return node;
    case "subquery":
    case "unary":
    case "parentheses":
      return { ...node, expr: change(node.expr) };
    case "call":
      return { ...node, args: node.args.map(change) };
    case "aggregation":
      return {
        ...node,
        expr: change(node.expr),
        ...(node.parameter === undefined ? {} : { parameter: change(node.parameter) }),
      };
    case "binary":
      return { ...node, left: change(node.left), right: change(node.right) };
  }
};

/** Without parentheses: printing sets those that are needed. */
const canonical = (node: Node): Node => withChildren(unwrapped(node), canonical);

/** Alike for queries that ask the same: the order of matchers does not count, nor whether `rate` or `increase` does. */
const meaning = (node: Node): Node => {
  if (node.kind === "selector")
    return { ...node, matchers: [...node.matchers].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) };
  const inner = withChildren(node, meaning);
  return inner.kind === "call" && inner.function === "increase" ? { ...inner, function: "rate" } : inner;
};

export const asksTheSame = (one: Node, other: Node): boolean =>
  printPromql(meaning(one)) === printPromql(meaning(other));

/** The selector itself, without its range; undefined where it looks at another time. */
export const instantSelector = (node: Node | undefined): VectorSelector | undefined => {
  if (node?.kind !== "selector" || node.offset !== undefined || node.at !== undefined || node.modifier !== undefined)
    return undefined;
  return { ...node, range: undefined };
};
