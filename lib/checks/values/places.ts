/** Where a chart has keys of a given name: for values that stand at the wrong level. */
import { keyFile, type KeyFile, type KeyNode } from "../../charts";
import { isOwnMark, referred, type Keys } from "./walk";

type Path = readonly string[];

const indexes = new Map<KeyFile, ReadonlyMap<string, readonly Path[]>>();

/** More places than this are no hint. */
const HINTS = 3;

/** The few places where the chart has the last key of this path: those that begin like it, or all, where they are few. */
export const placesOf = (chart: string, keys: Keys): readonly Path[] => {
  const file = keyFile(chart);
  if (file === undefined) return [];
  const index = indexes.get(file) ?? indexOf(file);
  indexes.set(file, index);
  const alike = (path: Path): number => {
    const differing = path.findIndex((key, depth) => key !== keys[depth]);
    return differing < 0 ? path.length : differing;
  };
  const all = index.get(String(keys.at(-1))) ?? [];
  const near = all.filter((path) => alike(path) > 0);
  const places = all.length > HINTS ? near : all;
  return [...places]
    .sort((a, b) => alike(b) - alike(a) || a.length - b.length || (a.join() < b.join() ? -1 : 1))
    .slice(0, HINTS);
};

const indexOf = (file: KeyFile): ReadonlyMap<string, readonly Path[]> => {
  const index = new Map<string, Path[]>();
  const visit = (node: KeyNode, path: Path): void => {
    if (typeof node === "string") {
      // What is in a piece of a Kubernetes object says nothing about the chart.
      const shared = node.startsWith("#") ? referred(file, node) : undefined;
      if (shared !== undefined) visit(shared, path);
    } else if (!Array.isArray(node))
      for (const [key, child] of Object.entries(node)) {
        if (isOwnMark(key) || isUnread(child)) continue;
        const place = [...path, key];
        index.set(key, [...(index.get(key) ?? []), place]);
        visit(child, place);
      }
  };
  visit(file.keys, []);
  return index;
};

const isUnread = (node: KeyNode): boolean => typeof node === "object" && "!" in node;
