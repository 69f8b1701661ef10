/** The files that a program reaches from the one it starts with. */
import type { SourceFile } from "../project";
import { folderOf, resolved } from "./paths";

const ENDING = /(?:\/index|\/__init__)?\.(?:[cm]?[jt]sx?|py|rb|go|java|cs)$/;
const SPOKEN =
  /(?:\bfrom\s{1,3}|\bimport\s{1,3}|\brequire\(\s{0,3}|\bimport\(\s{0,3})["'](\.{1,2}\/[^"'\n]{1,200})["']/g;
const PYTHON =
  /^\s{0,10}(?:from\s{1,3}(\.{0,3}[\w.]{0,100})\s{1,3}import\s{1,3}([\w, ]{1,200})|import\s{1,3}([\w.]{1,100}))/gm;

/** Nothing is left out where no file stands at the entry. */
export const reachedFrom = (entry: string, sources: readonly SourceFile[]): readonly SourceFile[] => {
  const named = new Map(sources.map((source) => [source.file.path.replace(ENDING, ""), source]));
  const reached = new Set<SourceFile>();
  const ahead = [named.get(entry)];
  while (ahead.length > 0) {
    const source = ahead.pop();
    if (source === undefined || reached.has(source)) continue;
    reached.add(source);
    const folder = folderOf(source.file.path);
    const words = source.text.slice(0, 50_000);
    for (const match of words.matchAll(SPOKEN))
      ahead.push(named.get((resolved(folder, match[1] ?? "") ?? "").replace(ENDING, "")));
    if (source.language === "python") for (const path of pythonPaths(words, folder, entry)) ahead.push(named.get(path));
  }
  return reached.size === 0 ? sources : [...reached];
};

const pythonPaths = (words: string, folder: string, entry: string): readonly string[] =>
  [...words.matchAll(PYTHON)].flatMap((match) => {
    const module = (match[1] ?? match[3] ?? "").replace(/^\.+/, "").replace(/\./g, "/");
    const names = (match[2] ?? "").split(",").map((name) => name.trim());
    const below = (root: string) =>
      [...names.map((name) => `${module}/${name}`), module].map((path) =>
        `${root}/${path}`.replace(/\/{2,}/g, "/").replace(/^\/|\/$/g, ""),
      );
    return [...below(folder), ...below(folderOf(entry)), ...below("")];
  });
