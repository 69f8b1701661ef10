/** Expressions that a record transformer computes of each record. Values put into them become Ruby's literals, which run nothing. */
import { createHash } from "node:crypto";
import type { RubyExpression } from "../model";
import { rubySource, type Pattern } from "./pattern";

/** Text, a number, a pattern, a list or map of these, or another expression. */
export type RubyValue =
  string | number | RubyExpression | Pattern | readonly RubyValue[] | { readonly [key: string]: RubyValue };

/**
 * ```ts
 * ruby`record["log"].gsub(${pattern("[0-9]{16}")}, ${"***"})`
 * ```
 * It must not hold `${`, which would begin a second expression: text that does is written otherwise.
 */
export const ruby = (code: TemplateStringsArray, ...values: readonly RubyValue[]): RubyExpression => ({
  kind: "ruby",
  code: code.map((text, index) => text + (index < values.length ? literal(values[index] ?? "") : "")).join(""),
});

const literal = (value: RubyValue): string => {
  if (typeof value === "string") return textLiteral(value);
  if (typeof value === "number") return String(value);
  if (isList(value)) return `[${value.map(literal).join(", ")}]`;
  if (isExpression(value)) return value.code;
  if (isPattern(value)) return patternLiteral(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${textLiteral(key)} => ${literal(inner)}`)
    .join(", ")} }`;
};

/** The expression is compiled anew for each record, and its patterns with it, unless they are kept: under a name that their text makes. */
const patternLiteral = (value: Pattern): string => {
  const source = rubySource(value);
  const name = createHash("sha256").update(source).digest("hex").slice(0, 16);
  return `($pattern_${name} ||= Regexp.new(${textLiteral(source)}, Regexp::MULTILINE))`;
};

const isList = (value: RubyValue): value is readonly RubyValue[] => Array.isArray(value);
const isExpression = (value: object): value is RubyExpression => "kind" in value && value.kind === "ruby";
const isPattern = (value: object): value is Pattern => "node" in value && "names" in value;

/** In double quotes, where `#{…}` would be run; what is not plain ASCII by its number. */
const textLiteral = (text: string): string =>
  `"${[...text].map((character) => (/[\w ,.:;<>='!%@~`/*+?()[\]|&^-]/.test(character) ? character : escaped(character))).join("")}"`;

const escaped = (character: string): string =>
  character === '"' || character === "\\"
    ? `\\${character}`
    : `\\u{${/\p{Cs}/u.test(character) ? "fffd" : (character.codePointAt(0) ?? 0).toString(16)}}`;
