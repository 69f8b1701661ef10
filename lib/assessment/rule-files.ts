/** Rules that somebody has already: Prometheus's rule files and PrometheusRule objects, read as packs whose metrics nobody has described. */
import { isMap } from "../charts";
import { LineCounter, parseAllDocuments, type Document, type Node } from "yaml";
import type { Finding, PackFact, Values } from "../model";
import { foreignPack } from "./foreign-pack";

export interface RuleFile {
  /** One for each group, in the order of the file. */
  readonly packs: readonly PackFact[];
  /** What is not as Prometheus reads it. */
  readonly findings: readonly Finding[];
}

/** What only Helm's engine replaces. Prometheus's own templates in annotations look alike and are none of this. */
const HELM =
  /\{\{-?\s*(?:include|tpl|toYaml|required|fail)\b|\{\{[^}]*\.(?:Values|Release|Chart|Capabilities|Files)\b|\{\{-?\s*`/;

const refused = (check: string, path: string, problem: string, mend: string): RuleFile => ({
  packs: [],
  findings: [{ check, severity: "error", path, problem, mend }],
});

/** `fileName` begins the places of all that is found. */
export const packsOf = (text: string, fileName: string): RuleFile => {
  if (HELM.test(text))
    return refused(
      "input/helm-template",
      fileName,
      "is a template of Helm: its rules are not known before Helm has rendered it",
      "render it first: helm template <chart> --show-only <template> > rules.yaml",
    );
  const { documents, lines } = yamlOf(text);
  const read = documents.map((document) => fromDocument(document, fileName, lines));
  return {
    packs: numbered(read.flatMap(({ packs }) => packs)),
    findings: read.flatMap(({ findings }) => findings),
  };
};

interface Yaml {
  readonly documents: readonly Document[];
  readonly lines: LineCounter;
}

/** How many lines may be indented too little. */
const PATIENCE = 100;

/**
 * Prometheus's reader takes quoted texts whose further lines are indented no more than their key, which YAML forbids: such a line is moved to
 * the right, where it means the same.
 */
const yamlOf = (text: string, patience = PATIENCE): Yaml => {
  const lines = new LineCounter();
  const documents = Array.from(parseAllDocuments(text, { lineCounter: lines, merge: true, logLevel: "silent" }));
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error?.code !== "MISSING_CHAR" || !error.message.startsWith("Missing closing") || patience === 0)
    return { documents, lines };
  const next = /\n[^\S\n]*(?=\S)/g;
  next.lastIndex = error.pos[0];
  const end = next.exec(text) === null ? undefined : next.lastIndex;
  const moved = end === undefined ? undefined : yamlOf(`${text.slice(0, end)}  ${text.slice(end)}`, patience - 1);
  return moved?.documents.every(({ errors }) => errors.length === 0) === true ? moved : { documents, lines };
};

/** Two groups of one name in one file get different places. */
const numbered = (packs: readonly PackFact[]): readonly PackFact[] => {
  const count = new Map<string, number>();
  return packs.map((fact) => {
    const number = (count.get(fact.path) ?? 0) + 1;
    count.set(fact.path, number);
    return number === 1 ? fact : { ...fact, path: `${fact.path}#${number}` };
  });
};

type Keys = readonly (string | number)[];

const fromDocument = (document: Document, fileName: string, lines: LineCounter): RuleFile => {
  const [error] = document.errors;
  if (error !== undefined)
    return refused(
      "input/yaml",
      `${fileName}:${lines.linePos(error.pos[0]).line}`,
      `is no YAML: ${error.message.split(/ at line |\n/)[0] ?? ""}`,
      "mend the syntax",
    );
  const { whole, refusal } = valueOf(document);
  if (refusal !== undefined) return refused("input/yaml", fileName, `is no YAML: ${refusal}`, "mend the syntax");
  const at = (keys: Keys): string => {
    const node = document.getIn(keys, true) as Node | undefined;
    return node?.range ? `${fileName}:${lines.linePos(node.range[0]).line}` : fileName;
  };
  const read = groupsIn(whole, []).map(({ group, keys }) =>
    foreignPack(group, { fileName, at: (inner) => at([...keys, ...inner]) }),
  );
  return { packs: read.map(({ fact }) => fact), findings: read.flatMap(({ findings }) => findings) };
};

/** An alias without its anchor and a merge of what is no map are found only here. */
const valueOf = (document: Document): { readonly whole?: unknown; readonly refusal?: string } => {
  try {
    return { whole: document.toJS({ maxAliasCount: -1 }) };
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) };
  }
};

interface Group {
  readonly group: Values;
  readonly keys: Keys;
}

/** Kinds of objects whose groups are Prometheus's. Others (Loki's, VictoriaMetrics's) look alike and speak another language. */
const KINDS: readonly unknown[] = ["PrometheusRule", "PrometheusRuleList", "List"];

/** `groups` of a rule file, `spec.groups` of an object, and both in a list of objects. */
const groupsIn = (value: unknown, keys: Keys): readonly Group[] => {
  if (!isMap(value) || ("kind" in value && !KINDS.includes(value["kind"]))) return [];
  const { groups, spec, items } = value;
  if (Array.isArray(items)) return items.flatMap((item: unknown, index) => groupsIn(item, [...keys, "items", index]));
  if (isMap(spec)) return groupsIn(spec, [...keys, "spec"]);
  return Array.isArray(groups)
    ? groups.flatMap((group: unknown, index) => (isMap(group) ? [{ group, keys: [...keys, "groups", index] }] : []))
    : [];
};
