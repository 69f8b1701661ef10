/** The words of Go's template language, in which Prometheus writes annotations. */
import type { SyntaxProblem } from "./problem";
import { unquote } from "./strings";

export type TokenKind =
  | "text"
  | "open"
  | "close"
  | "space"
  | "field"
  | "variable"
  | "identifier"
  | "keyword"
  | "dot"
  | "literal"
  | "string"
  | "nil"
  | "assign"
  | "pipe"
  | "("
  | ")"
  | "other"
  | "end of text";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export interface Tokens {
  readonly tokens: readonly Token[];
  /** What is no word at all; the tokens end there. */
  readonly problem?: SyntaxProblem;
}

const KEYWORDS = new Set("block break continue define else end if range template with".split(" "));

/** A name must not run into something else. */
const END = "(?=[\\s.,|:()]|-?\\}\\}|$)";

const INSIDE = new RegExp(
  [
    "(?<close>(?:\\s-)?\\}\\})",
    "(?<space>\\s+?(?=\\s-\\}\\}|\\S|$))",
    "(?<raw>`[^`]*`)",
    '(?<string>"(?:\\\\.|[^"\\\\\\n])*")',
    "(?<character>'(?:\\\\(?:[xuU]?[\\da-fA-F]+|.)|[^'\\\\\\n])')",
    `(?<number>[-+]?(?:0[xX][\\da-fA-F_]+|(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:[eE][-+]?\\d+)?|0[bB][01_]+|0[oO][0-7_]+)i?(?![\\w.]))`,
    `(?<field>\\.[\\p{L}_][\\p{L}\\p{Nd}_]*${END})`,
    `(?<variable>\\$[\\p{L}\\p{Nd}_]*${END})`,
    `(?<word>[\\p{L}_][\\p{L}\\p{Nd}_]*${END})`,
    "(?<dot>\\.(?![\\p{L}\\p{Nd}_]))",
    "(?<assign>:?=)",
    "(?<pipe>\\|)",
    "(?<open>\\()",
    "(?<shut>\\))",
    "(?<other>[!-~])",
  ].join("|"),
  "uy",
);

const COMMENT = /\{\{(?:-\s)?\/\*[^]*?\*\/(?:\s-)?\}\}/y;

export const tokensOf = (source: string): Tokens => {
  const tokens: Token[] = [];
  const push = (kind: TokenKind, from: number, to: number): void => {
    if (to > from || kind === "end of text") tokens.push({ kind, text: source.slice(from, to), from, to });
  };
  let at = 0;
  for (;;) {
    const open = source.indexOf("{{", at);
    push("text", at, open < 0 ? source.length : open);
    if (open < 0) break;
    COMMENT.lastIndex = open;
    if (COMMENT.test(source)) {
      at = COMMENT.lastIndex;
      continue;
    }
    if (/^\{\{(?:-\s)?\/\*/.test(source.slice(open, open + 5)))
      return { tokens, problem: { from: open, to: source.length, message: "the comment is never closed with */}}" } };
    const inner = /^-\s/.test(source.slice(open + 2, open + 4)) ? open + 3 : open + 2;
    push("open", open, inner);
    const result = action(source, inner, push);
    if ("message" in result) return { tokens, problem: { ...result, from: Math.max(result.from, open) } };
    at = result.end;
  }
  push("end of text", source.length, source.length);
  return { tokens };
};

/** Reads the words up to the closing braces. */
const action = (
  source: string,
  start: number,
  push: (kind: TokenKind, from: number, to: number) => void,
): { readonly end: number } | SyntaxProblem => {
  let at = start;
  let depth = 0;
  while (at < source.length) {
    INSIDE.lastIndex = at;
    const match = INSIDE.exec(source);
    const groups = match?.groups ?? {};
    const to = at + (match?.[0].length ?? 0);
    const kind = kindOf(groups, source.slice(at, to));
    if (match === null || kind === undefined)
      return { from: at, to: at + 1, message: `unexpected ${source.slice(at, at + 12).split(/\s/)[0] ?? ""}` };
    depth += kind === "(" ? 1 : kind === ")" ? -1 : 0;
    if (depth < 0) return { from: at, to, message: "there is no parenthesis to close" };
    if ((kind === "string" || groups["character"] !== undefined) && unquote(source.slice(at, to)).problem !== undefined)
      return { from: at, to, message: `${source.slice(at, to)}: ${unquote(source.slice(at, to)).problem}` };
    push(kind, at, to);
    at = to;
    if (kind === "close") {
      if (depth > 0) return { from: at - 2, to: at, message: "a parenthesis is not closed" };
      return { end: at };
    }
  }
  return { from: start - 2, to: source.length, message: "{{ is never closed with }}" };
};

const kindOf = (groups: Readonly<Record<string, string | undefined>>, text: string): TokenKind | undefined => {
  const found = Object.keys(groups).find((name) => groups[name] !== undefined);
  switch (found) {
    case "raw":
      return "string";
    case "character":
    case "number":
      return "literal";
    case "word":
      if (KEYWORDS.has(text)) return "keyword";
      if (text === "nil") return "nil";
      return text === "true" || text === "false" ? "literal" : "identifier";
    case "open":
      return "(";
    case "shut":
      return ")";
    case "close":
    case "space":
    case "string":
    case "field":
    case "variable":
    case "dot":
    case "assign":
    case "pipe":
    case "other":
      return found;
    default:
      return undefined;
  }
};
