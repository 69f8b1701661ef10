/** LogQL made ready for Grafana's grammar: comments and variables are replaced by something of the same length, so that all positions stay. */
import { onOneLine, type SyntaxProblem } from "./problem";
import { IN_LABEL_LIST, LABEL_OF_MATCHER } from "./source";

interface LogSource {
  /** For the grammar; as long as the original. */
  readonly text: string;
  /** A quote that is never closed, or of a kind that Loki does not know. */
  readonly broken?: SyntaxProblem;
}

const TOKEN =
  /(?<comment>#[^\n]*)|(?<quoted>"(?:\\[^]|[^"\\\n])*"?|`[^`]*`?|'[^'\n]*'?)|(?<variable>\$\{[^{}\n]*\}|\$\w+|\[\[\w+\]\])/g;

const CLOSED = /^"(?:\\[^]|[^"\\])*"$|^`[^`]*`$/;

export const logSourceOf = (original: string): LogSource => {
  let broken: SyntaxProblem | undefined;
  const text = original.replace(TOKEN, (token: string, ...rest: readonly unknown[]) => {
    const from = rest.find((each) => typeof each === "number") ?? 0;
    const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    if (groups["comment"] !== undefined) return " ".repeat(token.length);
    if (groups["variable"] !== undefined)
      return standIn(original.slice(0, from), original.slice(from + token.length), token.length);
    if (CLOSED.test(token)) return token;
    const message = token.startsWith("'")
      ? `${token} stands in single quotes: Loki knows double quotes and backquotes`
      : `the quoted text that begins with ${onOneLine(token.slice(0, 20))} is never closed`;
    broken ??= { from, to: from + token.length, message };
    return token;
  });
  return { text, broken };
};

/** A length of time in brackets, a name where a label stands, else a number. */
const standIn = (before: string, after: string, length: number): string => {
  if (/\[\s*$/.test(before)) return "1s".padStart(length, "0");
  return IN_LABEL_LIST.test(before) || LABEL_OF_MATCHER.test(after) ? "v".repeat(length) : "1".padStart(length, "0");
};

/**
 * What Loki takes and the grammar does not: an offset after an unwrapped range, parentheses around what a range stands behind, label
 * filters without a comma between them.
 */
export const forgiven = (text: string): string =>
  withoutParentheses(text)
    .replace(
      /(\]\s*)(offset\s+-?(?:\d+[a-zµ]+)+)/g,
      (_, range: string, offset: string) => range + " ".repeat(offset.length),
    )
    .replace(/(["`])(\s)(?=\s*[a-zA-Z_]\w*\s*(?:[=!]=|[=!]~|=|[<>]))/g, "$1,");

/** `({…} | json)[5m]` → ` {…} | json [5m]` */
const withoutParentheses = (text: string): string => {
  const characters = text.split("");
  const open: number[] = [];
  for (const match of text.matchAll(/"(?:\\[^]|[^"\\])*"|`[^`]*`|[()]/g)) {
    if (match[0] === "(") open.push(match.index);
    if (match[0] !== ")") continue;
    const start = open.pop() ?? 0;
    if (!/^\s*\[/.test(text.slice(match.index + 1)) || !/^[\s(]*\{/.test(text.slice(start + 1))) continue;
    characters[start] = " ";
    characters[match.index] = " ";
  }
  return characters.join("");
};
