/** How much a document of YAML holds once each alias is what it stands for: ten lines can stand for billions. */
import { isAlias, isMap, isPair, isSeq, type Document } from "yaml";

/** Values that no configuration has more of, whoever wrote it: aliases by the hundred are common. */
const MOST = 200_000;

/** Counting calls itself for each level, which the depth of a text has bounded before. */
export const expandsTooFar = (document: Document): boolean => {
  /** By anchor, of what has been counted; what stands in itself is never counted to its end. */
  const sizes = new Map<string, number>();
  const sizeOf = (node: unknown): number => {
    if (isAlias(node)) return sizes.get(node.source) ?? Infinity;
    if (isPair(node)) return sizeOf(node.key) + sizeOf(node.value);
    const inner: readonly unknown[] = isMap(node) || isSeq(node) ? node.items : [];
    let size = 1;
    for (const each of inner) size += sizeOf(each);
    const anchor = (node as { readonly anchor?: string } | null)?.anchor;
    if (anchor !== undefined) sizes.set(anchor, size);
    return size;
  };
  return sizeOf(document.contents) > MOST;
};
