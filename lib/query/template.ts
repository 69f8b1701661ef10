/** Tagged templates for queries: what is interpolated is typed and escaped for the place where it stands. */
import {
  isDuration,
  prometheusDuration,
  type Duration,
  type Expression,
  type LogExpression,
  type Metric,
  type RecordingRule,
} from "../model";

/** Matchers as an object: a text must be equal; `matches`, `not` and `notMatches` say otherwise. */
export type Matchers = Readonly<Record<string, string | MatcherValue>>;

export interface MatcherValue {
  readonly kind: "matcher";
  readonly operator: "=~" | "!=" | "!~";
  readonly value: string;
}

/** The label matches an RE2 regular expression, anchored at both ends: `matches("5..")`. */
export const matches = (regex: string): MatcherValue => ({ kind: "matcher", operator: "=~", value: regex });
/** The label differs. */
export const not = (value: string): MatcherValue => ({ kind: "matcher", operator: "!=", value });
/** The label does not match. */
export const notMatches = (regex: string): MatcherValue => ({ kind: "matcher", operator: "!~", value: regex });

export interface MatcherList {
  readonly kind: "matchers";
  readonly matchers: Matchers;
}

/** `promql\`${metric}{${matchers({ job: "loki", code: matches("5..") })}}\`` */
export const matchers = (all: Matchers): MatcherList => ({ kind: "matchers", matchers: all });

/** Text that means itself in a regular expression of Prometheus. */
export const regexLiteral = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");

/** What may stand in `${}`. A plain string is a value inside of quotes, and the name of a metric or a label outside of them. */
type Interpolated =
  Expression | LogExpression | Metric | RecordingRule | Duration | MatcherList | number | string | readonly string[];

/** What is open: double quotes, single quotes, the raw ones of Go, or a comment. */
type Quote = '"' | "'" | "`" | "#" | undefined;

/** What is open after a text. */
const quoteAfter = (text: string, before: Quote): Quote => {
  let quote = before;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if ((quote === '"' || quote === "'") && character === "\\") index += 1;
    else if (quote === undefined && (character === '"' || character === "'" || character === "`" || character === "#"))
      quote = character;
    else if (quote !== undefined && character === (quote === "#" ? "\n" : quote)) quote = undefined;
  }
  return quote;
};

/** A backquote and `${` can only be written with a backslash in a template; PromQL has neither escape. */
const written = (raw: string): string =>
  raw.replace(/\\([^])/g, (escape, character: string) => (character === "`" || character === "$" ? character : escape));

/** Text as it stands between quotes of that kind. */
const escaped = (text: string, quote: Quote): string => {
  if (quote === "#") return text.replace(/\s+/g, " ");
  if (quote === "`") {
    if (text.includes("`"))
      throw new TypeError(`The text ${JSON.stringify(text)} cannot stand in backquotes: use double quotes.`);
    return text;
  }
  const inner = JSON.stringify(text).slice(1, -1);
  return quote === "'" ? inner.replaceAll('\\"', '"').replaceAll("'", "\\'") : inner;
};

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const name = (text: string): string => {
  if (!NAME.test(text))
    throw new TypeError(
      `${JSON.stringify(text)} is no name of a metric or label: put quotes around \${…} for a value, or interpolate promql\`…\` for a part of a query.`,
    );
  return text;
};

const matcherText = (all: Matchers): string =>
  Object.entries(all)
    .map(([label, value]) =>
      typeof value === "string"
        ? `${name(label)}="${escaped(value, '"')}"`
        : `${name(label)}${value.operator}"${escaped(value.value, '"')}"`,
    )
    .join(",");

const printed = (value: Interpolated, quote: Quote): string => {
  if (quote !== undefined) {
    if (typeof value === "string") return escaped(value, quote);
    if (typeof value === "number") return String(value);
    if (quote !== "#") throw new TypeError("Only a text or a number can be interpolated between quotes.");
  }
  if (typeof value === "string") return name(value);
  if (typeof value === "number") return numberText(value);
  if (isDuration(value)) return prometheusDuration(value);
  if (isNames(value)) return value.map(name).join(", ");
  switch (value.kind) {
    case "metric":
    case "record":
      return value.name;
    case "matchers":
      return matcherText(value.matchers);
    default:
      return value.text;
  }
};

const isNames = (value: Interpolated): value is readonly string[] => Array.isArray(value);

/** JavaScript's `1e21` and `Infinity` are spelled otherwise. */
const numberText = (value: number): string => {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Inf" : "-Inf";
  return String(value);
};

/** A piece of a template's own text, and what is open after it. */
interface Piece {
  readonly text: string;
  readonly quote: Quote;
}

const templates = new WeakMap<TemplateStringsArray, readonly Piece[]>();

/** What is interpolated never opens or closes quotes, so a template's own text is read once, however often it is filled in. */
const piecesOf = (strings: TemplateStringsArray): readonly Piece[] => {
  const known = templates.get(strings);
  if (known !== undefined) return known;
  const pieces: Piece[] = [];
  for (const text of strings.raw.map(written)) pieces.push({ text, quote: quoteAfter(text, pieces.at(-1)?.quote) });
  const plain = unindented(pieces);
  templates.set(strings, plain);
  return plain;
};

const render = (strings: TemplateStringsArray, values: readonly Interpolated[]): string => {
  let whole = "";
  piecesOf(strings).forEach(({ text, quote }, index) => {
    const value = values[index];
    whole += value === undefined ? text : text + printed(value, quote);
  });
  return whole.trim();
};

/** A line break and the indentation after it, outside of raw quotes, where both would be part of a value. */
const INDENT = /\n[ \t]*/g;

/**
 * A query over several lines keeps its lines, but not the indentation of the program around it. What is interpolated is not touched: a value
 * may begin its lines with blanks of its own.
 */
const unindented = (pieces: readonly Piece[]): readonly Piece[] => {
  const indents: number[] = [];
  pieces.forEach(({ text }, index) => {
    for (const { 0: line, index: at } of text.matchAll(INDENT)) {
      const end = at + line.length;
      const blank = text[end] === "\n" || (end === text.length && index === pieces.length - 1);
      if (!blank && !isRaw(pieces, index, at)) indents.push(line.length - 1);
    }
  });
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  return pieces.map(({ text, quote }, index) => ({
    quote,
    text: text.replace(INDENT, (line, at: number) => (isRaw(pieces, index, at) ? line : `\n${line.slice(1 + indent)}`)),
  }));
};

/** Whether a place in the own text of a piece is between backquotes. */
const isRaw = (pieces: readonly Piece[], index: number, at: number): boolean =>
  quoteAfter((pieces[index]?.text ?? "").slice(0, at), pieces[index - 1]?.quote) === "`";

/**
 * A PromQL expression.
 * ```ts
 * promql`sum by (service) (rate(${http.requestsTotal}{job="${job}"}[${minutes(5)}])) > ${0.05}`
 * ```
 * Interpolated: metrics and recording rules (their names), durations, numbers, lists of label names, `matchers({…})`, other expressions
 * (write parentheses around them where the operators need it), texts within quotes (escaped). Backslashes are PromQL's own.
 * @throws TypeError for a text outside of quotes that is no name, and within quotes for what is neither text nor number
 */
export const promql = (strings: TemplateStringsArray, ...values: readonly Interpolated[]): Expression => ({
  kind: "promql",
  text: render(strings, values),
});

/** A LogQL expression; the same rules as for `promql`. */
export const logql = (strings: TemplateStringsArray, ...values: readonly Interpolated[]): LogExpression => ({
  kind: "logql",
  text: render(strings, values),
});
