/** The line of what stands at a path of keys, in a document that the YAML library has read. */
import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair } from "yaml";

export type Keys = readonly (string | number)[];

/** Where each line of a text begins. */
export const lineStarts = (text: string): readonly number[] => {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
};

/** The line of an offset, from 1. */
export const lineAt = (starts: readonly number[], offset: number): number => {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
};

/** The offset of what stands at the path, or of the nearest thing above it. */
export const offsetOf = (document: Document, keys: Keys): number => {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? document.range?.[0] ?? 0;
  for (const key of keys) {
    const inner = resolved(document, node);
    const step = isSeq(inner)
      ? item(inner.items[Number(key)])
      : isMap(inner)
        ? entry(document, inner.items, key)
        : undefined;
    if (step === undefined) break;
    offset = step.offset ?? offset;
    node = step.value;
  }
  return offset;
};

interface Step {
  readonly offset: number | undefined;
  readonly value: unknown;
}

const item = (value: unknown): Step | undefined =>
  value === undefined ? undefined : { offset: startOf(value), value };

const entry = (document: Document, pairs: readonly Pair[], key: string | number): Step | undefined => {
  const found = pairs.find((pair) => keyOf(pair) === String(key));
  if (found !== undefined) return { offset: startOf(found.key) ?? startOf(found.value), value: found.value };
  for (const pair of pairs.filter((each) => keyOf(each) === "<<")) {
    const merged = resolved(document, pair.value);
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const map = resolved(document, source);
      const own = isMap(map) ? map.items.find((each) => keyOf(each) === String(key)) : undefined;
      if (own !== undefined) return { offset: startOf(own.key), value: own.value };
    }
  }
  return undefined;
};

const keyOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : String(key));

const resolved = (document: Document, node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);

const startOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];
