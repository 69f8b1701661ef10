/** SQL without the values in it: what is asked stays readable, what it is asked about does not reach whoever reads traces. */

/** How a database writes texts. What is not known is read so that rather too much is hidden than too little. */
export interface Dialect {
  /** What stands between double quotes. @default "literal" */
  readonly doubleQuotes?: "identifier" | "literal";
  /** Whether a backslash within a text protects the quote after it. @default it may: whatever follows such a pair is hidden */
  readonly backslash?: "escapes" | "plain";
  /** Whether `q'[text]'` ends at its bracket. @default it may: whatever follows its beginning is hidden */
  readonly bracketQuotes?: "end" | "none";
  /** `# comment` as far as the end of the line. @default false */
  readonly hashComments?: boolean;
  /** `[name]`. @default false */
  readonly brackets?: boolean;
}

const PLACEHOLDER = "?";

/** The statement with `?` for each text and number, without comments, with single spaces; lists of such values shrink to one `?`. */
export function sanitizedSql(statement: string, dialect: Dialect = {}): string {
  const parts = tokensOf(statement, dialect).map(({ kind, text }) => {
    if (kind === "gap") return " ";
    return kind === "literal" ? PLACEHOLDER : text;
  });
  return parts
    .join("")
    .replace(/ +/g, " ")
    .trim()
    .replace(/\?(?: ?, ?\?)+/g, PLACEHOLDER)
    .replace(/\( ?\? ?\)(?: ?, ?\( ?\? ?\))+/g, `(${PLACEHOLDER})`);
}

/** The texts and numbers in a statement, as they are written there. */
export function literalsOf(statement: string, dialect: Dialect = {}): readonly string[] {
  return tokensOf(statement, dialect).flatMap(({ kind, text }) => (kind === "literal" ? [text] : []));
}

function tokensOf(
  statement: string,
  dialect: Dialect,
): readonly { readonly kind: Token["kind"]; readonly text: string }[] {
  const tokens: { readonly kind: Token["kind"]; readonly text: string }[] = [];
  for (let at = 0; at < statement.length;) {
    const { kind, end } = tokenAt(statement, at, dialect);
    tokens.push({ kind, text: statement.slice(at, end) });
    at = end;
  }
  return tokens;
}

interface Token {
  readonly kind: "gap" | "literal" | "code";
  readonly end: number;
}

const GAP = /\s+/y;
const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const NUMBER = /(?:0[xX][0-9a-fA-F]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\w*/y;
/** `$1`, `:1`, `:name`, `@p1`, `?1`, `%(name)s`: these are what a statement should have in the place of values. */
const PARAMETER = /(?:[$:@?][\p{L}\p{N}_]+|%\([\p{L}\p{N}_]+\)s|::)/uy;
const DOLLAR_QUOTE = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;

function tokenAt(text: string, at: number, dialect: Dialect): Token {
  const gap = ends(GAP, text, at) ?? commentEnd(text, at, dialect);
  if (gap !== undefined) return { kind: "gap", end: gap };

  // No other database gives these a meaning, and some that nobody knows here are made after PostgreSQL.
  const dollar = ends(DOLLAR_QUOTE, text, at);
  if (dollar !== undefined) {
    const close = text.indexOf(text.slice(at, dollar), dollar);
    return { kind: "literal", end: close < 0 ? text.length : close + dollar - at };
  }
  const parameter = ends(PARAMETER, text, at);
  if (parameter !== undefined) return { kind: "code", end: parameter };

  const word = ends(WORD, text, at);
  if (word !== undefined) {
    const end = prefixedTextEnd(text, at, word, dialect);
    return end === undefined ? { kind: "code", end: word } : { kind: "literal", end };
  }
  const number = ends(NUMBER, text, at);
  if (number !== undefined) return { kind: "literal", end: number };

  const first = text[at];
  if (first === "'") return { kind: "literal", end: quoteEnd(text, at, dialect) };
  if (first === '"') {
    const isName = dialect.doubleQuotes === "identifier";
    const end = quoteEnd(text, at, isName ? { backslash: "plain" } : dialect);
    return { kind: isName ? "code" : "literal", end };
  }
  if (first === "`") return { kind: "code", end: quoteEnd(text, at, { backslash: "plain" }) };
  if (first === "[" && dialect.brackets) {
    const close = text.indexOf("]", at);
    return { kind: "code", end: close < 0 ? text.length : close + 1 };
  }
  return { kind: "code", end: at + 1 };
}

/** `E'…'`, `N'…'`, `x'…'`, `q'[…]'`, `_utf8'…'`, `U&'…'`: the word belongs to the text. Undefined where there is no such text. */
function prefixedTextEnd(text: string, at: number, wordEnd: number, dialect: Dialect): number | undefined {
  const word = text.slice(at, wordEnd).toLowerCase();
  if (word === "u" && text.startsWith("&'", wordEnd)) return quoteEnd(text, wordEnd + 1, dialect);
  if (text[wordEnd] === "'" && /^n?q$/.test(word) && dialect.bracketQuotes !== "none")
    return dialect.bracketQuotes === undefined ? text.length : bracketQuoteEnd(text, wordEnd + 1);
  if (text[wordEnd] !== "'" || !/^(?:[enxbr]|_.+)$/.test(word)) return undefined;
  return quoteEnd(text, wordEnd, word === "e" ? { ...dialect, backslash: "escapes" } : dialect);
}

/** Of Oracle: the text ends at the character that it began with, or its partner, before a quote. */
function bracketQuoteEnd(text: string, at: number): number {
  const open = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const end = `${PARTNERS[open] ?? open}'`;
  const close = text.indexOf(end, at + open.length);
  return close < 0 ? text.length : close + end.length;
}

const PARTNERS: Readonly<Record<string, string>> = { "[": "]", "(": ")", "{": "}", "<": ">" };

/** Where the match of a sticky pattern ends. */
function ends(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function commentEnd(text: string, at: number, { hashComments }: Dialect): number | undefined {
  if (text.startsWith("--", at) || (hashComments && text[at] === "#")) {
    const line = text.indexOf("\n", at);
    return line < 0 ? text.length : line;
  }
  if (!text.startsWith("/*", at)) return undefined;
  // PostgreSQL and SQL Server nest comments. Where a database does not, this hides more than there was.
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const pair = text.slice(i, i + 2);
    if (pair === "/*") depth++;
    else if (pair === "*/") depth--;
    else continue;
    i++;
    if (depth === 0) return i + 1;
  }
  return text.length;
}

/** Where the text ends that begins with the quote at this place. A doubled quote is one within it. An open end reaches as far as the statement. */
function quoteEnd(text: string, at: number, { backslash }: Dialect): number {
  const quote = text[at];
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i];
    if (char === "\\" && backslash !== "plain") {
      if (backslash === undefined && text[i + 1] === quote) return text.length;
      i++;
    } else if (char === quote) {
      if (text[i + 1] !== quote) return i + 1;
      i++;
    }
  }
  return text.length;
}
