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

/** HCL knows no `\b`, `\f` and `\/`, and `\u` for all else; a `$` that touches a sequence would escape it; cdktf looks for its own marks. */
const escapeQuoted = (text: string, touchesSequence: boolean): string =>
  text
    .replaceAll(/["\\]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replaceAll(/[$%](?=[$%]*\{)|[#&](?=\{TfToken\[)/g, unicodeEscape)
    .replaceAll(touchesSequence ? /[$%](?=[$%]*$)/g : /(?!)/g, unicodeEscape)
    .replaceAll(/\p{Cc}/gu, unicodeEscape);

const unicodeEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

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
