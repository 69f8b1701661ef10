/** Texts that satisfy the matchers of a query, so that a series can be made that the query finds. */
import { satisfies, type Matcher } from "../../query";

/** Of the alternatives of an expression, no more are tried out. */
const MOST = 8;

/** A text that satisfies all of the matchers of one label: one of these candidates, else one made from what the matchers say. */
export const witness = (matchers: readonly Matcher[], candidates: readonly string[]): string | undefined =>
  [...candidates, ...matchers.flatMap(examplesOf)].find((text) => matchers.every((each) => satisfies(each, text)));

/** Texts that a matcher by itself speaks of, the empty one left out. */
export const examplesOf = ({ operator, value }: Matcher): readonly string[] => {
  const texts = operator === "=" ? [value] : operator === "=~" ? examplesOfRegex(value) : [];
  return texts.filter((text) => text !== "");
};

const examplesOfRegex = (regex: string): readonly string[] => {
  const reader: Reader = { characters: [...regex], position: 0 };
  const texts = choice(reader);
  return [...new Set(texts)].filter((text) => satisfies({ label: "", operator: "=~", value: regex }, text));
};

interface Reader {
  readonly characters: readonly string[];
  position: number;
}

const next = ({ characters, position }: Reader): string => characters[position] ?? "";

const take = (reader: Reader, text: string): boolean => {
  const found = reader.characters.slice(reader.position, reader.position + text.length).join("") === text;
  if (found) reader.position += text.length;
  return found;
};

const choice = (reader: Reader): readonly string[] => {
  let options = sequence(reader);
  while (take(reader, "|")) options = [...options, ...sequence(reader)];
  return options.slice(0, MOST);
};

const sequence = (reader: Reader): readonly string[] => {
  let texts: readonly string[] = [""];
  while (reader.position < reader.characters.length && next(reader) !== "|" && next(reader) !== ")") {
    const parts = repeated(reader, atom(reader, texts[0]?.at(-1) ?? ""));
    texts = texts.flatMap((text) => parts.map((part) => text + part)).slice(0, MOST);
  }
  return texts;
};

const CLASSES: Readonly<Record<string, string>> = { d: "1", w: "a", s: " ", D: "a", W: "-", S: "a" };

/** @param before the character before it: any character after a digit is a digit, `5..` a status code */
const atom = (reader: Reader, before: string): readonly string[] => {
  if (take(reader, "(")) {
    if (take(reader, "?"))
      while (reader.position < reader.characters.length && ![":", ">"].includes(next(reader))) reader.position += 1;
    take(reader, ":");
    take(reader, ">");
    const inner = choice(reader);
    take(reader, ")");
    return inner;
  }
  const character = next(reader);
  reader.position += 1;
  switch (character) {
    case "^":
    case "$":
      return [""];
    case ".":
      return [/\d/.test(before) ? "0" : "x"];
    case "[":
      return [set(reader)];
    case "\\": {
      const escaped = next(reader);
      reader.position += 1;
      return [CLASSES[escaped] ?? escaped];
    }
    default:
      return [character];
  }
};

/** The first character of a set; of a negated one, some other letter. */
const set = (reader: Reader): string => {
  const negated = take(reader, "^");
  const start = reader.position;
  while (reader.position < reader.characters.length && (next(reader) !== "]" || reader.position === start))
    reader.position += next(reader) === "\\" ? 2 : 1;
  const inner = reader.characters.slice(start, reader.position).join("");
  reader.position += 1;
  if (negated) return [..."xa1_"].find((each) => !inner.includes(each)) ?? "x";
  return inner.startsWith("\\") ? (CLASSES[inner[1] ?? ""] ?? inner[1] ?? "") : (inner[0] ?? "");
};

/** Once, or as often as it must be at the least. */
const repeated = (reader: Reader, texts: readonly string[]): readonly string[] => {
  const count = /^\{(\d+)(?:,\d*)?\}/.exec(reader.characters.slice(reader.position, reader.position + 9).join(""));
  let least = 1;
  if (count !== null) {
    reader.position += count[0].length;
    least = Math.max(1, Number(count[1]));
  } else if (["*", "+", "?"].includes(next(reader))) {
    const optional = next(reader) !== "+";
    reader.position += 1;
    take(reader, "?");
    return optional ? ["", ...texts] : texts;
  }
  return texts.map((text) => text.repeat(least));
};
