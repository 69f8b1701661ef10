/** Terraform's template language, read and written: the text around `${ }` and `%{ }`, which JSON strings and quoted HCL strings share. */

/** Literal text, or a sequence that Terraform evaluates, with its braces: `${var.name}`, `%{ if var.on }`. */
export type Part = string | { readonly sequence: string };

/** What a template says: literal parts decoded, sequences as they are. */
export const parseTemplate = (template: string): readonly Part[] => {
  const parts: Part[] = [];
  let text = "";
  let at = 0;
  while (at < template.length) {
    if (escapeAt(template, at)) {
      text += template.slice(at + 1, at + 3);
      at += 3;
    } else if (openerAt(template, at)) {
      const end = endOfSequence(template, at + 2);
      if (text !== "") parts.push(text);
      parts.push({ sequence: template.slice(at, end) });
      text = "";
      at = end;
    } else text += template.charAt(at++);
  }
  return text === "" ? parts : [...parts, text];
};

/** Literal text without template sequences: `${` becomes `$${`. */
export const escapeTemplate = (text: string): string => text.replaceAll(/([$%])\{/g, "$1$1{");

/** A quoted HCL string of these parts. Of a single sequence, Terraform keeps the type: a list stays a list. */
export const quotedHcl = (parts: readonly Part[]): string =>
  `"${parts.map((part, index) => (typeof part === "string" ? escapeQuoted(part, index + 1 < parts.length) : part.sequence)).join("")}"`;

/**
 * Signs that Unicode joins to the next character (Grapheme_Cluster_Break=Prepend, Unicode 16). Terraform reads joined characters as one, and so
 * overlooks a quote or a backslash behind them, in HCL and in JSON.
 */
export const PREPENDED =
  "[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u0d4e\\u{110bd}\\u{110cd}\\u{111c2}\\u{111c3}\\u{113d1}\\u{1193f}\\u{11941}" +
  "\\u{11a3a}\\u{11a84}-\\u{11a89}\\u{11d46}\\u{11f02}]";
const PREPENDED_SIGN = new RegExp(PREPENDED, "gu");

/** HCL knows no `\b`, `\f` and `\/`, and `\u` for all else; a `$` that touches a sequence would escape it; cdktf looks for its own marks. */
const escapeQuoted = (text: string, touchesSequence: boolean): string =>
  text
    .replaceAll(/["\\]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replaceAll(/[$%](?=[$%]*\{)|[#&](?=\{TfToken\[)/g, unicodeEscape)
    .replaceAll(touchesSequence ? /[$%](?=[$%]*$)/g : /(?!)/g, unicodeEscape)
    .replaceAll(/\p{Cc}/gu, unicodeEscape)
    .replaceAll(PREPENDED_SIGN, unicodeEscape);

const unicodeEscape = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
};

const escapeAt = (text: string, at: number): boolean => /^(\$\$|%%)\{$/.test(text.slice(at, at + 3));
const openerAt = (text: string, at: number): boolean => /^[$%]\{$/.test(text.slice(at, at + 2));

/** The place behind the brace that closes a sequence; braces in its strings do not count. */
const endOfSequence = (text: string, from: number): number => {
  let depth = 1;
  let at = from;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') {
      at = endOfQuoted(text, at + 1);
      continue;
    }
    at += 1;
    if (character === "{") depth += 1;
    if (character === "}" && --depth === 0) return at;
  }
  return at;
};

/** The place behind the quote that closes a string. */
const endOfQuoted = (text: string, from: number): number => {
  let at = from;
  while (at < text.length) {
    if (text.charAt(at) === '"') return at + 1;
    if (text.charAt(at) === "\\") at += 2;
    else if (escapeAt(text, at)) at += 3;
    else if (openerAt(text, at)) at = endOfSequence(text, at + 2);
    else at += 1;
  }
  return at;
};
