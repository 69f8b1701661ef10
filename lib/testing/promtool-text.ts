/** How data is written for promtool: YAML on one line, series and label sets as Prometheus reads them. */

type Labels = Readonly<Record<string, string>>;

const PLAIN_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const PLAIN_LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Characters that JSON leaves as they are and YAML wants escaped. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

export const quotedText = (text: string): string =>
  JSON.stringify(text).replace(UNPRINTABLE, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** JSON, which is YAML too, with the numbers that JSON does not have. */
export const yamlText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(yamlText).join(",")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => `${quotedText(key)}:${yamlText(each)}`)
      .join(",")}}`;
  if (typeof value === "number" && !Number.isFinite(value))
    return Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
  return typeof value === "string" ? quotedText(value) : String(value);
};

/** The name of a label; one that is not of letters, digits and `_` needs quotes. */
export const labelText = (label: string): string => (PLAIN_LABEL.test(label) ? label : quotedText(label));

/** `up{job="a"}`; a name that is not of letters, digits and `_` goes inside of the braces. */
export const seriesText = (name: string, labels: Labels = {}): string => {
  const matchers = Object.entries(labels).map(([label, value]) => `${labelText(label)}=${quotedText(value)}`);
  if (!PLAIN_NAME.test(name)) return `{${[quotedText(name), ...matchers].join(",")}}`;
  return matchers.length === 0 ? name : `${name}{${matchers.join(",")}}`;
};

/** A sample as promtool prints it. */
export interface PrintedSample {
  /** All of its labels in braces, the name among them. */
  readonly labels: string;
  /** A number or a native histogram. */
  readonly value: string;
}

/** Reads `{__name__="a", b="c"} 1E+00, {…} 2E+00`; undefined for what is no such list. */
export const printedSamples = (text: string): readonly PrintedSample[] | undefined => {
  if (text.trim() === "nil") return [];
  const samples: PrintedSample[] = [];
  const sample = /\s*(\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})\s+(\{\{.*?\}\}|[^\s,]+)(?:,\s|\s*$)/gy;
  while (sample.lastIndex < text.length) {
    const found = sample.exec(text);
    if (found === null) return undefined;
    samples.push({ labels: found[1] ?? "", value: found[2] ?? "" });
  }
  return samples;
};

/** Reads a label set as Go prints it: `{a="b", "c.d"="e"}`. */
export const labelsIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/("(?:[^"\\]|\\.)*"|[\w:]+)=("(?:[^"\\]|\\.)*")/g)].map(([, label = "", value = ""]) => [
      label.startsWith('"') ? unquoted(label) : label,
      unquoted(value),
    ]),
  );

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", a: "\u0007", b: "\b", f: "\f", v: "\v" };

/** Go's quotes, with escapes that JSON does not have. */
const unquoted = (text: string): string =>
  text
    .slice(1, -1)
    .replace(
      /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/g,
      (_, x?: string, u?: string, wide?: string, each?: string) => {
        const hex = x ?? u ?? wide;
        return hex === undefined ? (ESCAPES[each ?? ""] ?? each ?? "") : String.fromCodePoint(Number.parseInt(hex, 16));
      },
    );
