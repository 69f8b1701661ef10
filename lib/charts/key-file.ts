/** What a pinned chart understands: the generated key files, read when they are needed. Written by tools/chart-keys/generate.mjs. */
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";

/**
 * What a chart accepts at one place:
 * - a text of kinds, `"string|list"`: `string`, `number`, `integer`, `boolean`, `list`, `map`, `any`; `text` (string or number), `numeric`
 *   (number, also written as text), `scalar` (text or boolean); `@name` is a piece of a Kubernetes object, `#name` a node that is shared;
 * - `[element]`: a list, with the node of its elements; a second item names other kinds that are accepted as well;
 * - a map of known keys; `*` is the node of all other keys (those with a slash: `*` + `/*`), `~` names other kinds that are accepted as
 *   well, and `!` marks a key that the chart declares but no template reads, with its default.
 */
export type KeyNode = string | readonly KeyNode[] | KeyMap;
export interface KeyMap {
  readonly [key: string]: KeyNode;
}

export interface KeyFile {
  readonly chart: string;
  readonly version: string;
  /** Key paths over which Helm's template engine runs before they are rendered. */
  readonly tpl: { readonly once: readonly string[]; readonly twice: readonly string[] };
  readonly shared: KeyMap;
  readonly keys: KeyMap;
}

const files = new Map<string, KeyFile | undefined>();

/** The key file of a chart, by the chart's name; undefined for a chart that is none of ours. */
export const keyFile = (chart: string): KeyFile | undefined => {
  if (!files.has(chart)) files.set(chart, read(path.join(__dirname, "keys", `${path.basename(chart)}.json`)));
  return files.get(chart);
};

const read = (file: string): KeyFile | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as KeyFile) : undefined;
