/** Quoted texts of Prometheus and Loki, which are those of Go. */
import { isUtf8 } from "node:buffer";

const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

const PIECE =
  /\\(?:(?<simple>[abfnrtv\\"'])|(?<octal>[0-7]{3})|x(?<byte>[\da-fA-F]{2})|u(?<short>[\da-fA-F]{4})|U(?<long>[\da-fA-F]{8})|)|[^\\]+/gu;

interface Unquoted {
  readonly value: string;
  /** False where escapes spell bytes that are no UTF-8; their value is a guess. */
  readonly isText: boolean;
  /** Why Prometheus cannot read it, and what to write. */
  readonly problem?: string;
  readonly mend?: string;
}

/** The text between quotes. */
export const unquote = (literal: string): Unquoted => {
  const quote = literal[0] ?? "";
  const inner = literal.slice(1, -1);
  if (quote === "`" || !inner.includes("\\")) return { value: inner, isText: true };
  const bytes: Buffer[] = [];
  for (const match of inner.matchAll(PIECE)) {
    const piece = pieceBytes(match, quote);
    if (typeof piece === "string") return { value: "", isText: true, ...noEscape(piece) };
    bytes.push(piece);
  }
  const all = Buffer.concat(bytes);
  return { value: all.toString("utf8"), isText: isUtf8(all) };
};

/** The bytes that a part of a quoted text stands for, or the escape that stands for none. */
const pieceBytes = (match: RegExpMatchArray, quote: string): Buffer | string => {
  const [whole] = match;
  const { simple, octal, byte, short, long } = match.groups ?? {};
  if (!whole.startsWith("\\")) return Buffer.from(whole);
  if (simple !== undefined)
    return (simple === "'" || simple === '"') && simple !== quote ? whole : Buffer.from(SIMPLE[simple] ?? simple);
  if (octal !== undefined) {
    const code = parseInt(octal, 8);
    return code > 255 ? whole : Buffer.of(code);
  }
  if (byte !== undefined) return Buffer.of(parseInt(byte, 16));
  const code = parseInt(short ?? long ?? "", 16);
  if (Number.isNaN(code)) return whole + (match.input?.[(match.index ?? 0) + 1] ?? "");
  return code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? whole : Buffer.from(String.fromCodePoint(code));
};

const noEscape = (escape: string): { readonly problem: string; readonly mend: string } => ({
  problem: `${escape} means nothing in a quoted text`,
  mend: `write \\${escape} for a backslash, or put the text in backquotes`,
});

/** A text in double quotes. */
export const quoted = (text: string): string => JSON.stringify(text);
