/** Query text made ready for a grammar: what the grammar has no word for is replaced by something of the same length, so that all positions stay. */
import { numberValue } from "./numbers";
import { onOneLine, type SyntaxProblem } from "./problem";

export interface Source {
  /** For the grammar; as long as the original. */
  readonly text: string;
  /** The original with its comments blanked. */
  readonly written: string;
  /** Where a variable of Grafana stands outside of quotes. */
  readonly variables: readonly { readonly from: number; readonly to: number }[];
  /** A quote that is never closed, a number that is none. */
  readonly broken?: SyntaxProblem;
}

/** Quoted texts may lack their end; names are tokens so that digits in them are left alone. */
const TOKEN = new RegExp(
  [
    "(?<comment>#[^\\n]*)",
    "(?<quoted>\"(?:\\\\[^]|[^\"\\\\\\n])*\"?|'(?:\\\\[^]|[^'\\\\\\n])*'?|`[^`]*`?)",
    "(?<variable>\\$\\{[^{}\\n]*\\}|\\$\\w+|\\[\\[\\w+\\]\\])",
    // Within brackets a colon parts the range of a subquery from its step.
    "(?<name>[a-zA-Z_][\\w:]*|(?<!\\[[^\\]]*):[\\w:]*)",
    "(?<number>(?:\\d|\\.\\d)(?:[eE][-+]|[\\w.])*)",
  ].join("|"),
  "g",
);

export const NUMBER_MEND = "write a number like 0.05 or 1e9, or a length of time like 30s, 5m, 1h30m, 7d";

const CLOSED = /^(["'])(?:\\[^]|(?!\1|\\)[^])*\1$|^`[^`]*`$/;

export const sourceOf = (original: string): Source => {
  const text: string[] = [];
  const written: string[] = [];
  const variables: { from: number; to: number }[] = [];
  let broken: SyntaxProblem | undefined;
  let end = 0;
  for (const match of original.matchAll(TOKEN)) {
    const [token] = match;
    const from = match.index;
    const to = from + token.length;
    const { comment, quoted, variable, name, number } = match.groups ?? {};
    const between = original.slice(end, from);
    text.push(between);
    written.push(between, comment === undefined ? token : " ".repeat(token.length));
    end = to;
    if (comment !== undefined) text.push(" ".repeat(token.length));
    else if (variable !== undefined) {
      variables.push({ from, to });
      text.push(standIn(original, from, to));
    } else if (name !== undefined) text.push(plainName(name, original, from));
    else if (number !== undefined) text.push(READABLE.test(number) ? number : plainNumber(token.length));
    else text.push(token);
    if (quoted !== undefined && !CLOSED.test(quoted))
      broken ??= {
        from,
        to,
        message: `the quoted text that begins with ${onOneLine(token.slice(0, 20))} is never closed`,
        mend: `close it with ${token[0] ?? ""}`,
      };
    if (number !== undefined && variables.at(-1)?.to !== from && numberValue(number) === undefined)
      broken ??= { from, to, message: `${number} is no number and no length of time`, mend: NUMBER_MEND };
  }
  text.push(original.slice(end));
  written.push(original.slice(end));
  return { text: text.join(""), written: written.join(""), variables, broken };
};

/** Numbers that the grammar reads itself. */
const READABLE = /^(?:\d+(?:\.\d+)?|\.\d+)$|^(?:\d+[a-z]+)+$/;

const plainNumber = (length: number): string => "1".padStart(length, "0");

/**
 * In a list of labels a name may have colons, a metric may be called `offset`, `step()` may be spelled `STEP()`: what Prometheus takes and
 * the grammar does not.
 */
const plainName = (name: string, text: string, from: number): string => {
  const lower = name.toLowerCase();
  if (COMPUTED_DURATION.has(lower)) return lower;
  const isTaken =
    (name.includes(":") && IN_LABEL_LIST.test(text.slice(0, from))) ||
    (lower === "offset" && BEFORE_OPERAND.test(text.slice(0, from)));
  return isTaken ? "v".repeat(name.length) : name;
};

const COMPUTED_DURATION = new Set(["step", "range", "min_of", "max_of"]);
export const IN_LABEL_LIST = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*$/i;
const BEFORE_OPERAND = /(?:^|[-+*/%^=<>(,]|\b(?:and|or|unless|atan2|bool))\s*$/i;

/** An operator behind an expression, a name where only a name can stand, else a number, which is a length of time too. */
const standIn = (text: string, from: number, to: number): string => {
  const before = text.slice(0, from);
  if (/[)}\]]\s*$/.test(before)) return "or".padEnd(to - from);
  return isNamePlace(before, text.slice(to)) ? "v".repeat(to - from) : plainNumber(to - from);
};

const isNamePlace = (before: string, after: string): boolean => {
  if (/\[[^\]]*$/.test(before)) return false;
  return (
    /[\w:]$/.test(before) ||
    /^(?:[\w:]*[a-zA-Z_:]\w*)?\s*[{[(]/.test(after) ||
    LABEL_OF_MATCHER.test(after) ||
    IN_LABEL_LIST.test(before)
  );
};

/** What stands behind the label in a matcher. */
export const LABEL_OF_MATCHER = /^\s*(?:=~|!~|!=|=)\s*["'`]/;
