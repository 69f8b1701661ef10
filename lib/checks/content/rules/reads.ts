/** Which series a rule reads by name: what evaluation order, missing recordings and unread ones are judged by. */
import type { Expression, LogExpression, Runbook } from "../../../model";
import { NAME, nodesOf, parsePromql, selectorsIn, unwrapped, type Matcher, type Node } from "../../../query";

/** What a selector reads, by name and by labels. */
export interface NamedRead {
  readonly name: string;
  readonly matchers: readonly Matcher[];
}

/** The selectors of an expression that name what they read. */
export const readsIn = (node: Node | undefined): readonly NamedRead[] =>
  node === undefined
    ? []
    : selectorsIn(node).flatMap(({ metric, matchers }) => {
        const name = metric ?? matchers.find(({ label, operator }) => label === NAME && operator === "=")?.value;
        return name === undefined ? [] : [{ name, matchers: matchers.filter(({ label }) => label !== NAME) }];
      });

/** Names in the selectors of an expression, each once. A name that only a regular expression matches is not among them. */
export const namesRead = (node: Node | undefined): readonly string[] => [
  ...new Set(readsIn(node).map(({ name }) => name)),
];

/** What stands plainly at the right of `unless`: an exception, of which there may be none yet. */
export const exceptionsIn = (node: Node): ReadonlySet<Node> =>
  new Set(
    nodesOf(node).flatMap((each) =>
      each.kind === "binary" && each.operator === "unless" ? [unwrapped(each.right)] : [],
    ),
  );

/** Names that an expression needs: all but those of exceptions. */
export const namesNeeded = (node: Node | undefined): readonly string[] => {
  if (node === undefined) return [];
  const exceptions = exceptionsIn(node);
  return [...new Set(selectorsIn(node).flatMap((each) => (exceptions.has(each) ? [] : namesRead(each))))];
};

/** Regular expressions by which an expression selects names. */
export const namePatterns = (node: Node | undefined): readonly string[] =>
  node === undefined
    ? []
    : selectorsIn(node).flatMap(({ matchers }) =>
        matchers.flatMap(({ label, operator, value }) => (label === NAME && operator === "=~" ? [value] : [])),
      );

/** Names that the queries of a runbook read: the on-call looks at them, though no rule does. */
export const namesInRunbook = ({ diagnosis, mitigation }: Runbook): readonly string[] =>
  [...diagnosis, ...mitigation].flatMap((step) =>
    typeof step === "object" && "query" in step ? namesInQuery(step.query) : [],
  );

const namesInQuery = (query: Expression | LogExpression | string): readonly string[] => {
  if (typeof query === "string") return namesRead(parsePromql(query).node);
  return query.kind === "promql" ? namesRead(parsePromql(query.text).node) : [];
};

/** `level:metric:operations`: only a rule gives such a name. */
export const isRecordedName = (name: string): boolean => name.includes(":");
