/** Tags of lines, and the patterns by which filters and matches take them (lib/fluent/match.rb). */

/** A part of a tag between dots: `undefined` is any text, `"**"` any number of parts, `"a*"` some text. */
type Part = string | undefined;

/** One way to read a pattern; braces and spaces give several. */
type Glob = readonly Part[];

/** Any tag at all: of records whose sender decides. */
export const ANY_TAG = "**";

/** The tags of a tail source, which puts the file's path in place of its asterisk. */
export const tailTag = (tag: string): string => tag.replace("*", "**");

/** Patterns behind a `<match …>`, which take a tag when one of them does. Regular expressions are not looked into. */
const globs = (patterns: string): readonly Glob[] =>
  patterns
    .split(/\s+/)
    .filter((pattern) => pattern !== "" && !pattern.startsWith("/"))
    .flatMap(withoutBraces)
    .map((pattern) => pattern.split(".").map((part) => (part === "*" ? undefined : part)));

const hasRegex = (patterns: string): boolean => /(?:^|\s)\//.test(patterns);

const withoutBraces = (pattern: string): readonly string[] => {
  const [whole, before = "", inner = "", after = ""] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(pattern) ?? [];
  return whole === undefined ? [pattern] : inner.split(",").flatMap((each) => withoutBraces(before + each + after));
};

/** Whether some tag is taken by both. */
export const canMeet = (one: string, other: string): boolean =>
  hasRegex(one) || hasRegex(other) || globs(one).some((a) => globs(other).some((b) => meet(a, b)));

const meet = (a: Glob, b: Glob): boolean => {
  if (a.length === 0) return b.every((part) => part === "**");
  if (b.length === 0) return a.every((part) => part === "**");
  const [[firstA, ...restA], [firstB, ...restB]] = [a, b];
  if (firstA === "**") return meet(restA, b) || (firstB === "**" ? meet(a, restB) : meet(a, restB));
  if (firstB === "**") return meet(a, restB) || meet(restA, b);
  return mayBeSame(firstA, firstB) && meet(restA, restB);
};

const mayBeSame = (a: Part, b: Part): boolean =>
  a === undefined || b === undefined || a === b || a.includes("*") || b.includes("*");

/** Whether all that the second takes is taken by the first, as far as one can tell. */
export const covers = (wide: string, narrow: string): boolean =>
  !hasRegex(narrow) && globs(narrow).every((glob) => globs(wide).some((each) => includes(each, glob)));

const includes = (wide: Glob, narrow: Glob): boolean => {
  if (narrow.length === 0) return wide.every((part) => part === "**");
  if (wide.length === 0) return false;
  const [[first, ...rest], [part, ...further]] = [wide, narrow];
  if (first === "**") return includes(rest, narrow) || includes(wide, further);
  if (part === "**") return false;
  return (first === undefined || first === part) && includes(rest, further);
};
