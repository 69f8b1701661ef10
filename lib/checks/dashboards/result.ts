/** Which labels the result of a query carries, as legends, columns and links of a dashboard may name them. */
import { labelsOf, mayCarry, NAME, selectorsIn, type LabelSet, type Node } from "../../query";
import type { Content } from "../content/content";
import type { AskedInPlace } from "../content/dashboards-in";

/** Labels in double braces, as legends and titles of annotations have them. */
export const labelsInBraces = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)].map(([, label = ""]) => label)),
];

/** Labels that a link takes from the series, or from another column of the row. */
export const labelsInLink = (text: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(/\$\{__(?:field\.labels|data\.fields)(?:\.(\w+)|\[["']?([^"'\]]+)["']?\])/g)].map(
      ([, dotted, quoted]) => dotted ?? quoted ?? "",
    ),
  ),
];

/** The labels that an aggregation of log lines keeps, where it stands outermost. */
const GROUPED =
  /^\s*(?:(?:topk|bottomk)\s*\(\s*\d+\s*,\s*)?(?:sum|min|max|avg|count|stddev|stdvar)\s*(?:by\s*\(([^()]*)\)\s*)?\(/;

/** Undefined where nobody knows: labels of log lines come from the lines themselves. */
const labelsOfLines = (text: string): readonly string[] | undefined => {
  const found = GROUPED.exec(text);
  if (found === null) return undefined;
  const after = /\)\s*(by|without)\s*\(([^()]*)\)[\s)]*$/.exec(text);
  if (found[1] === undefined && after !== null)
    return after[1] === "by" && found[0].match(/\(/g)?.length === 1 ? listed(after[2]) : undefined;
  // Operators between several aggregations would have to be followed.
  return /\)\s*[-+*/%^]|\b(?:and|or|unless)\b/.test(text.replaceAll(/"(?:\\[^]|[^"\\])*"|`[^`]*`/g, '""'))
    ? undefined
    : listed(found[1] ?? "");
};

const listed = (text = ""): readonly string[] =>
  text.split(",").flatMap((each) => (each.trim() === "" ? [] : [each.trim()]));

/** Whether the result may carry the label; undefined where the query cannot be read. */
export const carriesLabel = (asked: AskedInPlace, label: string, { world }: Content): boolean | undefined => {
  if (asked.kind === "promql")
    return asked.node === undefined ? undefined : mayCarry(labelsOf(asked.node, world), label);
  if (asked.log?.kind !== "metric") return undefined;
  return labelsOfLines(asked.text)?.includes(label);
};

/** What it carries, for whoever looks for the right name. */
export const carriedBy = (asked: AskedInPlace, { world }: Content): readonly string[] => {
  if (asked.kind === "logql") return labelsOfLines(asked.text) ?? [];
  if (asked.node === undefined) return [];
  const { always, sometimes } = labelsOf(asked.node, world);
  return [...always, ...sometimes].filter((label) => label !== NAME).sort();
};

/** Labels that have one value each, because every selector asks for one. */
const pinnedIn = (node: Node): ReadonlySet<string> => {
  const [first, ...others] = selectorsIn(node).map(
    ({ matchers }) => new Set(matchers.filter(({ operator }) => operator === "=").map(({ label }) => label)),
  );
  return new Set([...(first ?? [])].filter((label) => others.every((each) => each.has(label))));
};

/** Labels in which two series of the result differ, for all that is known; undefined where too little is. */
export const differingIn = (
  node: Node,
  { world }: Content,
): { readonly key: readonly string[]; readonly certain: readonly string[] } => {
  const set: LabelSet = labelsOf(node, world);
  const pinned = pinnedIn(node);
  const differs = (label: string): boolean =>
    label !== NAME && !pinned.has(label) && set.values.get(label)?.length !== 1;
  return {
    key: [...(set.key ?? [])].filter(differs),
    certain: [...set.dimensions].filter(differs),
  };
};
