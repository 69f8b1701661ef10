/**
 * Finds secrets in the middle of texts: a connection string in an error's message, a header in a dump, a body. Names of fields find most
 * secrets; this finds what was made part of a sentence. Each expression runs in linear time: what it repeats is bounded, or ends at a character
 * that its beginning consists of.
 */
import { isSecretName } from "./secret-names";

export const REDACTED = "[redacted]";

/** What begins so is secret: the first group stays. */
const SECRETS: readonly RegExp[] = [
  // postgres://user:password@host, https://token@host
  /(:\/\/)[^\s/?#]*(?=@)/g,
  // Authorization: Bearer …, and the same without its header
  /\b(Bearer\s{1,4})[\w.~+/-]{16,}=*/gi,
  /\b([Bb]asic\s{1,4})(?=[A-Za-z]+[0-9+/=]|[0-9]|[A-Za-z][a-z]*[A-Z])[A-Za-z0-9+/]{8,}={0,2}/g,
  // A JSON Web Token, wherever it stands
  /\b()eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  // Headers as they are sent
  /\b((?:proxy-)?authorization:[ \t]{0,4}|set-cookie:[ \t]{0,4}|x-api-key:[ \t]{0,4})[^\r\n"'[]+/gi,
  /\b(cookie:[ \t]{0,4})[\w.-]{1,128}=[^\r\n"']*/gi,
];

/** Names with their values: secret where the name is. Groups: all before the value, within it the name. */
const NAMED: readonly RegExp[] = [
  // "password": "…" in JSON
  /("((?:[^"\\]|\\.){1,64})"\s{0,4}:\s{0,4})(?:"(?:[^"\\]|\\.)*"?|[^\s"{}[\],]+)/g,
  // "{\"password\":\"…\"}" in JSON within JSON
  /(\\"([^"\\]{1,64})\\"\s{0,4}:\s{0,4})(?:\\"[^"\\]*|[^\s"\\{}[\],]+)/g,
  // 'password': '…', password: '…' as Node and Python print objects
  /(([\w.-]{1,64})'?\s{0,4}:\s{0,4})'[^'\n]*'?/g,
  // password=… in connection strings, forms and queries of URLs
  /(([\w.-]{1,64})\s{0,2}=\s{0,2})(?:"[^"\n]*"?|'[^'\n]*'?|[^\s&;,"'\\]+)/g,
];

/** The text with what looks like a secret replaced; the names that led to it stay. */
export function withoutSecrets(text: string): string {
  const named = NAMED.reduce(
    (told, pattern) =>
      told.replace(pattern, (all, before: string, name: string) => (isSecret(name) ? before + REDACTED : all)),
    text,
  );
  return SECRETS.reduce((told, pattern) => told.replace(pattern, `$1${REDACTED}`), named);
}

const known = new Map<string, boolean>();
/** Whoever makes up names shall not fill the memory. */
const MOST_KNOWN = 1000;

function isSecret(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const secret = isSecretName(name);
  if (known.size < MOST_KNOWN) known.set(name, secret);
  return secret;
}
