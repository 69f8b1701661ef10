/** Tells cdktf's tokens, values that only Terraform knows, from literal text, number or data: everything else here asks this file. */
import { Token, Tokenization, type IResolvable } from "cdktf";

/** A piece of text: literal, or the token that stands in its place. */
export type Piece = string | IResolvable;

/** cdktf's marks of a string token and of a number token that was put into text. */
const MARKS = /\$\{TfToken\[[a-zA-Z0-9:._-]+\]\}|-8\.\d+e\+298/g;

/** Whether a text may hold a token: told in a moment, and of most texts it is all that must be known. */
export const mayHoldToken = (text: string): boolean => text.includes("TfToken[") || text.includes("+298");

/** The pieces of a text in order. Text that only looks like a token (nobody made it) is literal. */
export const pieces = (text: string): readonly Piece[] => {
  if (!mayHoldToken(text)) return [text];
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    const token = match[0].startsWith("$") ? stringToken(match[0]) : numberToken(Number(match[0]));
    if (token === undefined) continue;
    if (match.index > end) found.push(text.slice(end, match.index));
    found.push(token);
    end = match.index + match[0].length;
  }
  if (end < text.length || found.length === 0) found.push(text.slice(end));
  return found;
};

export const isToken = (piece: unknown): piece is IResolvable => Tokenization.isResolvable(piece);

/** The token that a whole value is: an encoded number, list or map, or the token itself. */
export const tokenOf = (value: unknown): IResolvable | undefined => {
  if (isToken(value)) return value;
  if (typeof value === "number") return numberToken(value);
  if (Array.isArray(value)) return listToken(value);
  if (typeof value === "object" && value !== null && Token.isUnresolved(value))
    return known(() => Tokenization.reverseMap(value));
  return undefined;
};

/** A value that holds a token at any depth, in a key or in a text. */
export const containsToken = (value: unknown): boolean => {
  if (typeof value === "string") return pieces(value).some(isToken);
  if (tokenOf(value) !== undefined) return true;
  if (Array.isArray(value)) return value.some(containsToken);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, item]) => containsToken(key) || containsToken(item));
};

const listToken = (list: readonly unknown[]): IResolvable | undefined => {
  const [only] = list;
  if (list.length !== 1) return undefined;
  if (typeof only === "string" && only.startsWith("#{TfToken[")) return known(() => Tokenization.reverseList([only]));
  return typeof only === "number" ? known(() => Tokenization.reverseNumberList([only])) : undefined;
};

const stringToken = (mark: string): IResolvable | undefined => known(() => Tokenization.reverseString(mark).tokens[0]);
const numberToken = (value: number): IResolvable | undefined => known(() => Tokenization.reverseNumber(value));

/** cdktf throws when it is asked for a token that it has not made. */
const known = (look: () => IResolvable | undefined): IResolvable | undefined => {
  try {
    return look();
  } catch {
    return undefined;
  }
};
