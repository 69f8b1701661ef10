/** YAML and JSON that every reader understands alike: JavaScript, Terraform, and Helm's YAML 1.1 with Go's ideas of numbers and dates. */
import { stringify, type ScalarTag } from "yaml";
import { writtenYaml } from "./yaml-writer";

/** Data as YAML: no folded lines, no anchors, everything in quotes that some reader would take for something else than text. */
export const yamlText = (data: unknown): string => {
  if (typeof data === "string") return quoted(data);
  const written =
    typeof data === "object" && data !== null ? writtenYaml(data, { isWord, isBlock, quoted }) : undefined;
  return written ?? yamlOfLibrary(data);
};

/** What `yamlText` gives, by the library alone. */
export const yamlOfLibrary = (data: unknown): string =>
  stringify(data, {
    aliasDuplicateObjects: false,
    blockQuote: "literal",
    compat: "yaml-1.1",
    customTags: (tags) => [inQuotes, ...tags],
    lineWidth: 0,
  });

/** Data as JSON on one line. */
export const jsonText = (data: unknown): string => {
  const text = JSON.stringify(data);
  return survivesNormalization(text) ? text : text.replaceAll(/[^\0-~]/g, (unit) => hex("\\u", unit, 4));
};

/** Text in double quotes on one line, wherever a plain word or a block might be misread. */
const inQuotes: ScalarTag = {
  tag: "tag:yaml.org,2002:str",
  default: true,
  identify: (value) => typeof value === "string" && !(isWord(value) || isBlock(value)),
  resolve: (text) => text,
  stringify: ({ value }) => quoted(String(value)),
};

const quoted = (text: string): string =>
  isDelicate(text)
    ? JSON.stringify(text).replaceAll(/[^\0-~]/gu, (character) =>
        hex(character.length > 1 ? "\\U" : "\\u", character, character.length * 4),
      )
    : JSON.stringify(text);

/** Begins like a word or a path, so that it is no number, date, indicator or directive; `on`, `null` and the like are known to the schemas. */
const isWord = (text: string): boolean => /^[\p{L}/][^\n\t]*$/u.test(text) && !isDelicate(text);

/** Lines worth reading as such. go-yaml takes a tab at the beginning of a block for wrong indentation. */
const isBlock = (text: string): boolean => text.includes("\n") && /^[^\s]/.test(text) && !isDelicate(text);

/** Holds characters that go-yaml refuses or takes for line breaks (YAML 1.1, 5.1 and 5.4), or that Terraform would change. */
const isDelicate = (text: string): boolean =>
  /[^\n\t\P{Cc}]|[\u00a0\u2028\u2029\ufeff\ufffe\uffff]/u.test(text) || !survivesNormalization(text);

/** Terraform normalizes every string to NFC; a mark merges with what stands before it, also with the `n` of `\n`. */
const survivesNormalization = (text: string): boolean =>
  !MAY_CHANGE.test(text) ||
  ([text, JSON.stringify(text)].every((form) => form.normalize("NFC") === form) && !MISREAD.test(text));

/** The first mark, before which nothing is joined: most texts need no closer look. */
const MAY_CHANGE = /[^\0-\u02ff]/;

/**
 * A mark at the beginning, and a mark that Terraform may merge with the wrong sign: golang.org/x/text before 0.42 knows a pair by the low 16 bits
 * of both, and so makes one letter of U+100DC U+0301 as if it were U+00DC U+0301. No picture shares these bits with a letter.
 */
const MISREAD = /^\p{M}|[^\0-\uffff\p{Extended_Pictographic}]\p{M}|(?=\p{M})[^\0-\uffff]/u;

const hex = (prefix: string, character: string, digits: number): string =>
  `${prefix}${character.codePointAt(0)?.toString(16).padStart(digits, "0") ?? ""}`;
