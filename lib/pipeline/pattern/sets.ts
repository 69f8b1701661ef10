/** Sets of characters: what stands for them in a pattern, and how they are written so that all languages read them alike. */
import { LAST_CODE_POINT, merged, others, type Node, type Ranges } from "./syntax";

type Set = Extract<Node, { kind: "set" }>;

const code = (character: string): number => character.codePointAt(0) ?? 0;
const range = (from: string, to = from): readonly [number, number] => [code(from), code(to)];

const DIGITS: Ranges = [range("0", "9")];
const WORD: Ranges = [range("0", "9"), range("A", "Z"), range("_"), range("a", "z")];
/** Ruby's; JavaScript counts more. */
const SPACE: Ranges = [range("\t", "\r"), range(" ")];

/** `\d` and the like, spelled out because languages differ in what they mean. */
export const SHORTHANDS: Readonly<Record<string, Ranges>> = {
  d: DIGITS,
  w: WORD,
  s: SPACE,
  D: others(DIGITS),
  W: others(WORD),
  S: others(SPACE),
};

export const CONTROLS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", f: "\f", v: "\v" };

/** Any character, line breaks included: what is parsed may be a stack trace. */
export const anyCharacter: Set = { kind: "set", ranges: [[0, LAST_CODE_POINT]], text: "." };

export const oneCharacter = (character: string): Set => {
  const at = code(character);
  return { kind: "set", ranges: [[at, at]], text: written(at) };
};

export const oneOf = (ranges: Ranges, negated: boolean): Set => ({
  kind: "set",
  ranges: negated ? others(ranges) : merged(ranges),
  text: `[${negated ? "^" : ""}${merged(ranges).map(rangeText).join("")}]`,
});

/** Ranges with the other case of what is a letter from A to Z. */
export const inBothCases = (ranges: Ranges): Ranges =>
  ranges.flatMap(([from, to]) => [
    [from, to] as const,
    ...shifted(from, to, "a", "z", -CASE),
    ...shifted(from, to, "A", "Z", CASE),
  ]);

const CASE = 0x20;
const shifted = (from: number, to: number, first: string, last: string, by: number): Ranges => {
  const [least, most] = [Math.max(from, code(first)), Math.min(to, code(last))];
  return least <= most ? [[least + by, most + by]] : [];
};

const rangeText = ([from, to]: readonly [number, number]): string =>
  from === to ? written(from) : `${written(from)}${to === from + 1 ? "" : "-"}${written(to)}`;

/** Letters and digits as they are, all else so that it means itself in Ruby and in JavaScript, in a set and outside of one. */
const written = (at: number): string => {
  const character = String.fromCodePoint(at);
  if (/[\w ,:;<>='"!%@~`]/.test(character)) return character;
  if (/[\^$\\.*+?()[\]{}|/]/.test(character)) return `\\${character}`;
  if (at <= 0x7f) return `\\x${at.toString(16).padStart(2, "0")}`;
  return at <= 0xffff ? `\\u${at.toString(16).padStart(4, "0")}` : `\\u{${at.toString(16)}}`;
};
