/** Text and data that hurt: what templates, YAML, JSON, HCL, cdktf and Unicode give a meaning to. */
import fc from "fast-check";

const TEMPLATES = [
  "${",
  "%{",
  "$",
  "%",
  "$$",
  "%%{",
  "$${",
  "{",
  "}",
  "{{",
  "}}",
  "{{-",
  "-}}",
  "`",
  "~",
  "var.x",
  "if",
  "<<EOT",
  "/*",
  "//",
];
const QUOTES = ['"', "'", "\\", "\\u0041", "\n", "\r\n", "\r", "\t", " ", "\n\n", "  \n", "\n  ", "\n\t"];
const YAML = [
  "#",
  " #",
  ": ",
  ":",
  "- ",
  "-",
  "|",
  ">",
  "*",
  "&",
  "!",
  "?",
  "@",
  "=",
  "<<",
  "---",
  "\n---\n",
  "...",
  "[",
  ",",
];
const NO_TEXT = [
  "on",
  "Yes",
  "n",
  "null",
  "~",
  "012",
  "0o14",
  "1e3",
  "0x1F",
  "1_000",
  ".inf",
  ".NaN",
  "2026-01-01",
  "1:20",
  "1:20.5",
  "+1",
  "-.5",
];
const CONTROLS = ["\u0000", "\u0007", "\u001b", "\u007f", "\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "\ufffe"];
const UNICODE = [
  // Signs that Terraform joins with the quote or backslash behind them.
  "\u{111c2}",
  '\u0600"',
  "\u{11a3a}\\",
  "é",
  "e\u0301",
  "\u0301",
  "\u212b",
  "\ud83d\ude00",
  "\u1100\u1161",
  "日本",
];
const TOKENS = ["#{TfToken[X.1]}", "${TfToken[X.1]}", "&{TfToken[X.1]}", "-8.1e+298"];

export const SPECIAL: readonly string[] = [TEMPLATES, QUOTES, YAML, NO_TEXT, CONTROLS, UNICODE, TOKENS].flat();

/** Another one with each run, unless the environment variable SEED repeats one. */
export const SEED = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
export const samples = <T>(arbitrary: fc.Arbitrary<T>, count: number): readonly T[] =>
  fc.sample(arbitrary, { numRuns: count, seed: SEED });

export const text = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...SPECIAL) },
      fc.string({ unit: "binary", maxLength: 4 }),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 7 },
  )
  .map((parts) => parts.join(""));

/** Text that Unicode normalization leaves alone, wherever it stands. */
export const withoutMarks = text.map((each) => each.normalize("NFC").replaceAll(/\p{M}/gu, ""));

/**
 * Text that Terraform normalizes as Unicode says. In versions built with golang.org/x/text before 0.42 it knows a sign by its low 16 bits when
 * it merges it with a mark, and no escape helps: every string is normalized.
 */
export const wellRead = text.filter((each) => {
  const lowBits = String.fromCharCode(...[...each.normalize("NFC")].map((sign) => sign.codePointAt(0) ?? 0));
  return lowBits.normalize("NFC") === lowBits;
});

/** JavaScript's own key, and the one that Terraform's YAML reader takes for a merge even in quotes. */
const KEYS_OF_READERS = ["__proto__", "<<"];

/** JSON data with these texts as values and keys. */
export const data = (texts: fc.Arbitrary<string>): fc.Arbitrary<unknown> =>
  fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      texts,
      fc.oneof(
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0),
        fc.boolean(),
        fc.constant(null),
      ),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(
        texts.filter((key) => !KEYS_OF_READERS.includes(key)),
        tie("value"),
        { maxKeys: 4, noNullPrototype: true },
      ),
    ),
  })).value;
