/**
 * Writes plain data as YAML, letter for letter as the library `yaml` does for `yaml-text.ts`, in a tenth of the time: the library makes a tree
 * of nodes first, and an environment with hundreds of services has ten thousand rules. What is rare is left to the library.
 */

/** What must be known of a text to write it. */
export interface Scalars {
  /** A word or a sentence, which stands as it is unless a reader would take it for something else. */
  readonly isWord: (text: string) => boolean;
  /** Several lines, which stand as such. */
  readonly isBlock: (text: string) => boolean;
  /** In double quotes on one line. */
  readonly quoted: (text: string) => string;
}

/** Letters after which the library's rules for words do not hold: they come in pairs. */
const SURROGATE = /[\ud800-\udfff]/;
/** Blanks at the end of a block are quoted, in lines that depend on the indentation. */
const BLANK_END = /\n[\t ]+$/;
/** What ends a key or begins a comment, so that a word that holds it needs quotes. */
const UNCLEAR = /:[ \t]|[ \t]#|[ \t:]$/;
/** Words of YAML, 1.2 and 1.1: no value, truth, numbers without digits before the exponent. */
const MEANT_OTHERWISE = /^(?:null|true|false|yes|no|on|off|y|n)$|^e\d+$/i;
/** The library writes longer keys, as those of several lines, in a way of their own. */
const LONGEST_KEY = 1000;

/** Undefined where something is in the data that only the library writes. */
export const writtenYaml = (data: object, { isWord, isBlock, quoted }: Scalars): string | undefined => {
  let rare = false;
  const keys = new Map<string, string>();

  const wordText = (text: string): string => {
    if (!UNCLEAR.test(text) && !MEANT_OTHERWISE.test(text)) return text;
    return text.includes('"') && !text.includes("'") ? `'${text}'` : JSON.stringify(text);
  };
  const stringText = (text: string, indent: string): string => {
    if (SURROGATE.test(text)) rare = true;
    if (isWord(text)) return wordText(text);
    if (!isBlock(text)) return quoted(text);
    // Looking for the end from the beginning takes long: a block may be all objects of a release.
    const blank = text.slice(text.trimEnd().length);
    if (BLANK_END.test(blank)) rare = true;
    return `|${chomping(blank)}\n${indent}${text.replace(/\n$/, "").replace(/\n+(?=[^\n])/g, `$&${indent}`)}`;
  };
  const keyText = (key: string): string => {
    const known = keys.get(key);
    if (known !== undefined) return known;
    if (key.length > LONGEST_KEY || key.includes("\n") || SURROGATE.test(key)) rare = true;
    const written = isWord(key) ? wordText(key) : quoted(key);
    keys.set(key, written);
    return written;
  };
  const scalarText = (value: unknown, indent: string): string => {
    switch (typeof value) {
      case "string":
        return stringText(value, indent);
      case "number":
        return Object.is(value, -0) ? "-0" : JSON.stringify(value);
      case "boolean":
        return String(value);
      default:
        if (value !== null) rare = true;
        return "null";
    }
  };
  /** A value with all of its lines but the first indented. */
  const valueText = (value: unknown, indent: string): string => {
    if (Array.isArray(value)) {
      const items = value.map((item) => `- ${valueText(item, `${indent}  `)}`);
      return items.length === 0 ? "[]" : items.join(`\n${indent}`);
    }
    if (typeof value !== "object" || value === null) return scalarText(value, indent);
    const lines: string[] = [];
    for (const [key, item] of Object.entries(value)) if (item !== undefined) lines.push(pairText(key, item, indent));
    return lines.length === 0 ? "{}" : lines.join(`\n${indent}`);
  };
  const pairText = (key: string, value: unknown, indent: string): string => {
    const inner = `${indent}  `;
    const text = valueText(value, inner);
    return isCollection(value) && text !== "[]" && text !== "{}"
      ? `${keyText(key)}:\n${inner}${text}`
      : `${keyText(key)}: ${text}`;
  };

  const text = `${valueText(data, "")}\n`;
  return rare ? undefined : text;
};

const isCollection = (value: unknown): boolean => typeof value === "object" && value !== null;

/** What the head of a block says about the line breaks in the blank at its end. */
const chomping = (blank: string): string => {
  const end = /[\n\t ]*$/.exec(blank)?.[0] ?? "";
  const first = end.indexOf("\n");
  if (first === -1) return "-";
  return first === end.length - 1 ? "" : "+";
};
