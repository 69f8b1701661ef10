/**
 * The only place where text is escaped for Terraform, in which `${` and `%{` open expressions in every string and key. Text goes through
 * here exactly once, where it enters a resource: escaping twice shows. Terraform normalizes Unicode to NFC, and merges a few rare
 * marks wrongly on the way, however they are escaped (see yaml-text.ts); text inside static YAML or JSON keeps its own form.
 */
import { Lazy, Token, type IResolveContext } from "cdktf";
import { hclExpression, isPlainData, isStatic, plain, settle } from "./settle";
import { escapeTemplate, PREPENDED, quotedHcl } from "./template";
import { containsToken, isToken, mayHoldToken, pieces, tokenOf } from "./tokens";
import { jsonText, yamlText } from "./yaml-text";

/** Text as Terraform's JSON must have it. Tokens in it stay references, even when `$`, `%` or `{` touch them. */
export const literal = (text: string): string => {
  if (!needsCare(text)) return escapeTemplate(text);
  const found = pieces(text);
  if (!found.some(isToken) && isEasy(text)) return escapeTemplate(text);
  return found
    .map((piece, index) => (isToken(piece) ? Token.asString(piece) : asExpressions(piece, index + 1 < found.length)))
    .join("");
};

/** The same for every text and key below. Tokens that are lists, maps or numbers stay as they are. */
export const literalDeep = <T>(value: T): T => deep(value) as T;

/**
 * Data as one YAML text, for the `values` of a Helm release: static where all of it is known, else an expression that lets Terraform
 * encode, so that quotes and line breaks in a token's value harm nothing.
 * @throws ConfigurationError for what no JSON can hold: NaN, infinity, functions
 */
export const yamlLiteral = (value: unknown): string => encoded(value, yamlText, "yamlencode");

/** Data as one JSON text, for `config_json` and its like; see `yamlLiteral`. */
export const jsonLiteral = (value: unknown): string => encoded(value, jsonText, "jsonencode");

/** YAML to put into other data, which escape it when their time comes: `yamlLiteral({ file: yamlDocument(content) })`. */
export const yamlDocument = (value: unknown): string => {
  const text = plainText(value, yamlText);
  if (text !== undefined) return text;
  return containsToken(value) ? yamlLiteral(value) : yamlText(plain(settle(value) ?? null));
};

const encoded = (value: unknown, encode: (data: unknown) => string, terraformFunction: string): string => {
  const text = plainText(value, encode);
  if (text !== undefined) return literal(text);
  const produce = (context?: IResolveContext): string => {
    const insideExpression = context?.suppressBraces === true;
    const settled = settle(value, context) ?? null;
    if (isStatic(settled)) {
      const text = encode(plain(settled));
      return insideExpression ? quotedHcl([text]) : literal(text);
    }
    const call = `${terraformFunction}(${hclExpression(settled)})`;
    return insideExpression ? call : `\${${call}}`;
  };
  return containsToken(value) ? Lazy.stringValue({ produce }) : produce();
};

/**
 * The text of what is nothing but data; undefined where tokens may be in it. Nearly everything is, and need not be taken apart: dashboards are
 * large, and there are hundreds. Whether there are tokens is seen in the whole text at once: no encoding breaks their marks.
 */
const plainText = (value: unknown, encode: (data: unknown) => string): string | undefined => {
  if (typeof value !== "object" || !isPlainData(value)) return undefined;
  const text = encode(value);
  return mayHoldToken(text) ? undefined : text;
};

const deep = (value: unknown): unknown => {
  if (typeof value === "string") return literal(value);
  if (typeof value !== "object" || value === null || tokenOf(value) !== undefined) return value;
  if (Array.isArray(value)) return value.map(deep);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [literal(key), deep(item)]),
  );
};

/**
 * What must be written as an expression, `${"$"}`, although it is text. Runs of `$` and `%` are, when tokens are near: cdktf counts `$${` as
 * an opened expression and leaves the braces of the tokens behind it away, and a `$` before a token would escape that. So is what cdktf
 * takes for its own marks; a byte order mark at the beginning, which HCL drops; a carriage return alone, behind which HCL sees no template; a
 * sign that joins the next character.
 */
const UNEASY = new RegExp(
  String.raw`[$%]*(?:[$%](?=\{)|[#&](?=\{TfToken\[)|\r(?!\n)|${PREPENDED})|^\ufeff|^(?:String|Any)(?= Map Token Value$)`,
  "gu",
);
const UNEASY_BEFORE_TOKEN = new RegExp(`${UNEASY.source}|[$%]+$`, "gu");

const asExpressions = (text: string, touchesToken: boolean): string =>
  text.replaceAll(touchesToken ? UNEASY_BEFORE_TOKEN : UNEASY, (found) => `\${${quotedHcl([found])}}`);

/**
 * Whether anything may be uneasy but `${` and `%{`, which doubling escapes: of most texts nothing is, and they need not be looked at closely. One
 * search after the other for a sign or a word is faster than a single one for any of them.
 */
const needsCare = (text: string): boolean =>
  BEYOND_EUROPEAN.test(text) || text.includes("\r") || text.endsWith(" Map Token Value") || mayHoldToken(text);

/** Among these are all signs that join others. */
const BEYOND_EUROPEAN = /[^\0-\u02ff]/;

/** Doubling is enough, and pleasant to read. */
const isEasy = (text: string): boolean =>
  [...text.matchAll(UNEASY)].every(([found]) => /^[$%]+$/.test(found)) && !text.includes("{TfToken[");
