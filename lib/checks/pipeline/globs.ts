/** Patterns of files, as sources name what they read: which files two of them have in common. */
import { parameter, type PluginPlace } from "./places";

/** As a shell takes a pattern; `*` does not go over a slash. */
export const asPattern = (glob: string): RegExp => new RegExp(`^${tokens(glob).map(source).join("")}$`);

const source = (token: string): string => {
  if (token === "**") return ".*";
  if (isAny(token)) return "[^/]*";
  if (token === "?") return "[^/]";
  const characters = setOf(token);
  return characters === undefined
    ? token.replaceAll(/[.+^${}()|\\[\]]/g, "\\$&")
    : `[${CHARACTERS.filter(characters).join("").replaceAll("-", "\\-")}]`;
};

/** A file that a pattern stands for. */
export const someFile = (glob: string): string => glob.replaceAll("*", "x");

export const pathsOf = (source: PluginPlace): readonly string[] =>
  (parameter(source, "path") ?? "")
    .split(parameter(source, "path_delimiter") ?? ",")
    .map((path) => path.trim())
    .filter((path) => path !== "");

export const excludedBy = (source: PluginPlace): readonly string[] => {
  const text = parameter(source, "exclude_path") ?? "[]";
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return text.split(",").map((path) => path.trim());
  }
};

/** `*`, `?`, a set of characters, a part of the time, or a character. */
const tokens = (glob: string): readonly string[] => glob.match(/\[[^\]]*\]|%[A-Za-z]|\*+|[^]/g) ?? [];

const isAny = (token: string | undefined): boolean => token !== undefined && /^(?:\*+|%.)$/.test(token);

/** Whether some file is of both. */
export const meet = (one: string, other: string): boolean => {
  const [a, b] = [tokens(one), tokens(other)];
  const known = new Map<number, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = i * (b.length + 1) + j;
    const found = known.get(key) ?? step(i, j);
    known.set(key, found);
    return found;
  };
  const step = (i: number, j: number): boolean => {
    const [x, y] = [a[i], b[j]];
    if (x === undefined && y === undefined) return true;
    if (isAny(x)) return from(i + 1, j) || (y !== undefined && mayPass(x, y) && from(i, j + 1));
    if (isAny(y)) return from(i, j + 1) || (x !== undefined && mayPass(y, x) && from(i + 1, j));
    return x !== undefined && y !== undefined && mayBeSame(x, y) && from(i + 1, j + 1);
  };
  return from(0, 0);
};

/** Only two asterisks go over a slash. */
const mayPass = (any: string | undefined, token: string): boolean => token !== "/" || any === "**";

/** Every character that file names of containers are made of. */
const CHARACTERS = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"];

/** Which characters a set such as `[0-7]` takes; undefined where it is none. */
const setOf = (token: string): ((character: string) => boolean) | undefined => {
  const [, not, inner] = /^\[([!^]?)([^\]]+)\]$/.exec(token) ?? [];
  if (inner === undefined) return undefined;
  const parts = [...inner.matchAll(/(.)-(.)|(.)/gs)];
  return (character) =>
    parts.some(([, first, last, one]) =>
      first === undefined || last === undefined ? one === character : first <= character && character <= last,
    ) !==
    (not !== "");
};

const mayBeSame = (x: string, y: string): boolean => {
  const [first, second] = [takes(x), takes(y)];
  return x === y || CHARACTERS.some((each) => first(each) && second(each));
};

const takes = (token: string): ((character: string) => boolean) =>
  token === "?" ? (character) => character !== "/" : (setOf(token) ?? ((character) => character === token));
