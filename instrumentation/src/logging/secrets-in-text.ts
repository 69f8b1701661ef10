/**
 * Finds secrets in the middle of texts: a connection string in an error's message, a header in a dump, a body. Names of fields find most
 * secrets; this finds what was made part of a sentence. Each expression runs in linear time: what it repeats is bounded, or ends at a character
 * that its beginning consists of.
 */
import { detached } from "./detached";
import { isSecretName } from "./secret-names";

export const REDACTED = "[redacted]";

/** What begins so is secret: the first group stays. `words`: one of them is there, in any case, wherever the expression finds anything. */
interface Secret {
  readonly words: readonly string[];
  readonly pattern: RegExp;
}

const SECRETS: readonly Secret[] = [
  // postgres://user:password@host, https://token@host
  { words: ["://"], pattern: /(:\/\/)[^\s/?#]*(?=@)/g },
  // Authorization: Bearer …, and the same without its header
  { words: ["bearer"], pattern: /\b(Bearer\s{1,4})[\w.~+/-]{16,}=*/gi },
  {
    words: ["basic"],
    pattern: /\b([Bb]asic\s{1,4})(?=[A-Za-z]+[0-9+/=]|[0-9]|[A-Za-z][a-z]*[A-Z])[A-Za-z0-9+/]{8,}={0,2}/g,
  },
  // A JSON Web Token, wherever it stands
  { words: ["eyj"], pattern: /\b()eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g },
  // A key in the form of PEM, as long as it is
  { words: ["private key-----"], pattern: /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)[^-]*/g },
  // Headers as they are sent
  {
    words: ["authorization:", "set-cookie:", "x-api-key:"],
    pattern: /\b((?:proxy-)?authorization:[ \t]{0,4}|set-cookie:[ \t]{0,4}|x-api-key:[ \t]{0,4})[^\r\n"'[]+/gi,
  },
  { words: ["cookie:"], pattern: /\b(cookie:[ \t]{0,4})[\w.-]{1,128}=[^\r\n"']*/gi },
];

/** A name with its value. */
interface Named {
  /** Without it nothing is looked for. */
  readonly needs: string;
  /** Where a look is taken. */
  readonly sign: string;
  /** From the sign to the value; it looks back for the name, its first group, where that stands before the sign. */
  readonly name: RegExp;
  readonly value: RegExp;
}

const NAMED: readonly Named[] = [
  // "password": "…" in JSON; objects and lists as deep as credentials go
  {
    needs: '"',
    sign: '"',
    name: /"((?:[^"\\]|\\.){1,64})"\s{0,4}:\s{0,4}/y,
    value: /"(?:[^"\\]|\\.)*"?|\{(?:[^{}]|\{[^{}]*\})*\}?|\[(?:[^[\]]|\[[^[\]]*\])*\]?|[^\s"{}[\],]+/y,
  },
  // "{\"password\":\"…\"}" in JSON within JSON
  { needs: '\\"', sign: '\\"', name: /\\"([^"\\]{1,64})\\"\s{0,4}:\s{0,4}/y, value: /\\"[^"\\]*|[^\s"\\{}[\],]+/y },
  // 'password': '…', password: '…' as Node and Python print objects
  { needs: "'", sign: ":", name: /(?<=([\w.-]{1,64})'?\s{0,4}):\s{0,4}(?=')/y, value: /'[^'\n]*'?/y },
  // password: hunter2 in a sentence: what has more than letters, so that "token: missing" can still be read
  {
    needs: ": ",
    sign: ": ",
    name: /(?<=([\w.-]{1,64})):[ \t]{1,4}/y,
    value: /(?=[A-Za-z._-]{0,64}[^\sA-Za-z._,;:()'"[-])[^\s,;'"]+/y,
  },
  // password=… in connection strings, forms and queries of URLs
  {
    needs: "=",
    sign: "=",
    name: /(?<=([\w.-]{1,64})\s{0,2})=\s{0,2}/y,
    value: /"[^"\n]*"?|'[^'\n]*'?|[^\s&;,"'\\]+/y,
  },
];

/** One of these is in all that is found above: a sign, a word, a colon with a name before it or a value after it. */
const HINTS: readonly RegExp[] = [
  /b(?:earer|asic)\s/i,
  /[ney]:(?<=(?:authorization|cookie|x-api-key):)/i,
  /:\s{0,4}'/,
  /: [ \t]{0,3}[A-Za-z._-]{0,64}[^\sA-Za-z._,;:()'"[-]/,
];

/** The stacks of most errors have none of it: a few quick passes, and that is all. */
const mayHaveSecrets = (text: string): boolean =>
  text.includes("=") ||
  text.includes('"') ||
  text.includes("://") ||
  text.includes("eyJ") ||
  text.includes("-----") ||
  HINTS.some((hint) => hint.test(text));

/** The text with what looks like a secret replaced; the names that led to it stay. */
export function withoutSecrets(text: string): string {
  if (!mayHaveSecrets(text)) return text;
  const named = NAMED.reduce(replaceNamed, text);
  const lower = named.toLowerCase();
  return SECRETS.reduce(
    (told, { words, pattern }) =>
      words.some((word) => lower.includes(word)) ? told.replace(pattern, `$1${REDACTED}`) : told,
    named,
  );
}

/** A value is passed over only where it is secret: `next=/home?token=…` has another name in it. */
function replaceNamed(text: string, { needs, sign, name, value }: Named): string {
  if (!text.includes(needs)) return text;
  let told = "";
  let done = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, Math.max(at + sign.length, done))) {
    name.lastIndex = at;
    const found = name.exec(text)?.[1];
    if (found === undefined || !isSecret(found)) continue;
    const begin = name.lastIndex;
    value.lastIndex = begin;
    if (!value.test(text)) continue;
    told += text.slice(done, begin) + REDACTED;
    done = value.lastIndex;
  }
  return told + text.slice(done);
}

const known = new Map<string, boolean>();
/** Whoever makes up names shall not fill the memory. */
const MOST_KNOWN = 1000;

function isSecret(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const secret = isSecretName(name);
  if (known.size < MOST_KNOWN) known.set(detached(name), secret);
  return secret;
}
