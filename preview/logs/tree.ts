/** LogQL as a tree, read by Grafana's own grammar. */
import { parser } from "@grafana/lezer-logql";

export interface Node {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Node[];
}

interface Cursor {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly firstChild: Cursor | null;
  readonly nextSibling: Cursor | null;
}

/** What the sample store does not do: the panel says so. */
export class NotKnown extends Error {}

export const parse = (query: string): Node => {
  const root = node((parser.parse(query) as unknown as { readonly topNode: Cursor }).topNode, query);
  const broken = find(root, ({ name }) => name === "⚠");
  if (broken !== undefined) throw new NotKnown(`This is no LogQL that the sample store can read: ${query}`);
  return root;
};

const node = (cursor: Cursor, query: string): Node => {
  const children: Node[] = [];
  for (let child = cursor.firstChild; child !== null; child = child.nextSibling) children.push(node(child, query));
  return { name: cursor.name, text: query.slice(cursor.from, cursor.to), children };
};

export const find = (from: Node, matches: (node: Node) => boolean): Node | undefined => {
  if (matches(from)) return from;
  for (const child of from.children) {
    const found = find(child, matches);
    if (found !== undefined) return found;
  }
  return undefined;
};

export const child = (of: Node, ...names: readonly string[]): Node | undefined =>
  of.children.find(({ name }) => names.includes(name));

/** All of this name below, those inside of one another from the outermost text to the innermost, in the order of the text. */
export const all = (from: Node, name: string): readonly Node[] =>
  from.name === name ? [from] : from.children.flatMap((each) => all(each, name));

export const unquoted = (text: string): string => {
  if (text.startsWith("`")) return text.slice(1, -1);
  try {
    return JSON.parse(text) as string;
  } catch {
    return text.slice(1, -1).replace(/\\(.)/g, "$1");
  }
};

/** RE2 writes its flags inside. */
export const regex = (text: string, whole: boolean): RegExp => {
  const [, flags = "", rest = text] = /^\(\?([ims]+)\)([^]*)$/.exec(text) ?? [];
  return new RegExp(whole ? `^(?:${rest})$` : rest, flags);
};

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** `1m30s` in milliseconds; undefined for what is no duration. */
export const milliseconds = (text: string): number | undefined => {
  if (!/^([\d.]+(ns|us|µs|ms|s|m|h|d|w))+$/.test(text)) return undefined;
  return [...text.matchAll(/([\d.]+)([a-zµ]+)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ""] ?? 0),
    0,
  );
};
