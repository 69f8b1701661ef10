/**
 * Finds secrets in the middle of texts: a connection string in an error's message, a header in a dump. Names of fields find most secrets; these
 * patterns find what was made part of a sentence. Each pattern runs in linear time: what it repeats either is bounded or ends at a character
 * that its beginning consists of.
 */

export const REDACTED = "[redacted]";

const NAME = String.raw`(?:pass(?:word|wd|phrase)|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|authorization|credential|cookie|session[_-]?id)[\w-]{0,32}`;

interface Pattern {
  readonly find: RegExp;
  /** What is kept of the match: its first group. */
  readonly keep: string;
}

const PATTERNS: readonly Pattern[] = [
  // postgres://user:password@host, https://token@host
  { find: /(:\/\/)[^\s/?#]*(?=@)/g, keep: "$1" },
  // Authorization: Bearer …, and the same without its header
  { find: /\b(Bearer\s{1,4})[\w.~+/-]{16,}=*/gi, keep: "$1" },
  {
    find: /\b([Bb]asic\s{1,4})(?=[A-Za-z]+[0-9+/=]|[0-9]|[A-Za-z][a-z]*[A-Z])[A-Za-z0-9+/]{8,}={0,2}/g,
    keep: "$1",
  },
  // A JSON Web Token is recognised wherever it stands.
  { find: /\b()eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, keep: "" },
  // "password": "…" in JSON, "\"password\":\"…\"" in JSON within JSON
  {
    find: new RegExp(String.raw`("[\w.-]{0,64}${NAME}"\s{0,4}:\s{0,4})(?:"(?:[^"\\]|\\.)*"?|[^\s"{}\[\],]+)`, "gi"),
    keep: `$1`,
  },
  {
    find: new RegExp(String.raw`(\\"[\w.-]{0,64}${NAME}\\"\s{0,4}:\s{0,4})(?:\\"[^"\\]*|[^\s"\\{}\[\],]+)`, "gi"),
    keep: `$1`,
  },
  // 'password': '…', password: '…' as Node and Python print objects
  { find: new RegExp(String.raw`(${NAME}'?\s{0,4}:\s{0,4})'[^'\n]*'?`, "gi"), keep: "$1" },
  // password=… in connection strings, forms and queries of URLs
  { find: new RegExp(String.raw`(${NAME}\s{0,2}=\s{0,2})(?:"[^"\n]*"?|'[^'\n]*'?|[^\s&;,"'\\]+)`, "gi"), keep: "$1" },
  // Headers as they are sent
  {
    find: /\b((?:proxy-)?authorization:[ \t]{0,4}|set-cookie:[ \t]{0,4}|x-api-key:[ \t]{0,4})[^\r\n"'[]+/gi,
    keep: "$1",
  },
  { find: /\b(cookie:[ \t]{0,4})[\w.-]{1,128}=[^\r\n"']*/gi, keep: "$1" },
];

/** The text with what looks like a secret replaced; the names that led to it stay. */
export const withoutSecrets = (text: string): string =>
  PATTERNS.reduce((told, { find, keep }) => told.replace(find, `${keep}${REDACTED}`), text);
