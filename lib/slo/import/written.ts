/** YAML as somebody wrote it: each value with its line, and each number as its text, because 99.9 is exact and a float is not. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
  type Pair,
} from "yaml";
import type { Report } from "./report";

export interface Written {
  /** `slos.yaml:12` */
  readonly at: string;
  readonly node: Node;
  readonly source: Source;
}

interface Source {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly file: string;
}

interface WrittenScalar {
  readonly value: unknown;
  /** As it stands in the file, without its quotes. */
  readonly text: string;
}

/** The documents of a file that hold anything; what is no YAML is reported. */
export const documentsOf = (text: string, file: string, report: Report): readonly Written[] => {
  const lines = new LineCounter();
  const broken = (at: string, reason: string): readonly Written[] => {
    report.refuse("input/yaml", at, `is no YAML: ${reason}`, "mend the syntax");
    return [];
  };
  try {
    const documents = Array.from(parseAllDocuments(text, { lineCounter: lines, merge: true }));
    return documents.flatMap((document) => {
      const [error] = document.errors;
      if (error !== undefined)
        return broken(
          `${file}:${lines.linePos(error.pos[0]).line}`,
          error.message.split(/ at line |\n/)[0] ?? "it cannot be read",
        );
      return written(document.contents, { document, lines, file });
    });
  } catch (error) {
    // The parser gives up on brackets that are nested by the thousand.
    return broken(file, error instanceof RangeError ? "it is nested too deeply" : String(error));
  }
};

/** None for nothing: an empty value is one that was left out. */
const written = (node: unknown, source: Source): readonly Written[] => {
  const target = isAlias(node) ? node.resolve(source.document) : (node as Node | null | undefined);
  if (target === undefined || target === null || (isScalar(target) && target.value === null)) return [];
  const place = (node as Node).range ?? target.range;
  const line = place ? source.lines.linePos(place[0]).line : undefined;
  return [{ at: line === undefined ? source.file : `${source.file}:${line}`, node: target, source }];
};

export const scalarOf = ({ node }: Written): WrittenScalar | undefined => {
  if (!isScalar(node)) return undefined;
  const { value, source } = node;
  return { value, text: (typeof value === "string" ? value : (source ?? String(value))).trim() };
};

export const itemsOf = ({ node, source }: Written): readonly Written[] | undefined =>
  isSeq(node) ? node.items.flatMap((item) => written(item, source)) : undefined;

/** What is merged in by `<<` counts, unless the map says otherwise itself. */
export const entriesOf = ({ node, source }: Written): ReadonlyMap<string, Written> | undefined =>
  isMap(node) ? new Map(pairsOf(node.items, source, new Set([node]))) : undefined;

type Entry = readonly [string, Written];

const pairsOf = (pairs: readonly Pair[], source: Source, above: ReadonlySet<unknown>): readonly Entry[] => {
  const merged: Entry[] = [];
  const own: Entry[] = [];
  for (const { key, value } of pairs) {
    const name = isScalar(key) ? key.value : key;
    if (typeof name === "symbol" || name === "<<") merged.push(...mergedIn(value, source, above));
    else for (const each of written(value, source)) own.push([String(name), each]);
  }
  return [...merged, ...own];
};

/** A map, or several of which the first counts most. A map that merges itself adds nothing. */
const mergedIn = (value: unknown, source: Source, above: ReadonlySet<unknown>): readonly Entry[] => {
  const node = isAlias(value) ? value.resolve(source.document) : value;
  if (above.has(node)) return [];
  const within = new Set([...above, node]);
  if (isSeq(node)) return [...node.items].reverse().flatMap((item) => mergedIn(item, source, within));
  return isMap(node) ? pairsOf(node.items, source, within) : [];
};
