/** URLs as a span may show them: without what opens doors, for whoever reads traces is not whom the secrets are for. */

const REDACTED = "REDACTED";

/** Characters of a URL that are looked at, and that are kept. */
const LONGEST_READ = 8192;
const LONGEST_KEPT = 2048;

/** Names of query parameters, in lower case and without punctuation, whose values are secrets. */
const SECRET_PART =
  /token|secret|passw|passphrase|apikey|accesskey|privatekey|signature|credential|session|authorization|jwt|otp$/;
const SECRET_NAMES = new Set(["auth", "code", "key", "pwd", "pass", "pin", "sig", "sid", "ticket", "awsaccesskeyid"]);

/** The URL without credentials, without the values of secret parameters and without its fragment. Never throws, whatever it is given. */
export function redactedUrl(url: string): string {
  const [address = "", ...rest] = withoutFragment(normalized(url)).split("?");
  const bare = withoutCredentials(address);
  return shortened(rest.length === 0 ? bare : `${bare}?${redactedQuery(rest.join("?"))}`);
}

/** A query, with or without its question mark, whose secret values are replaced; everything else stays as it was written. */
export function redactedQuery(query: string): string {
  return shortened(
    withoutFragment(query.slice(0, LONGEST_READ))
      .split("&")
      .map((pair) => {
        const end = pair.indexOf("=");
        return end >= 0 && isSecret(pair.slice(0, end)) ? `${pair.slice(0, end)}=${REDACTED}` : pair;
      })
      .join("&"),
  );
}

/** Where a URL leads to; undefined where it does not say so. */
export function serverOf(url: string): { readonly address: string; readonly port?: number } | undefined {
  try {
    const { hostname, port, protocol } = new URL(url);
    const known = { "http:": 80, "https:": 443 }[protocol];
    return hostname === "" ? undefined : { address: hostname, port: port === "" ? known : Number(port) };
  } catch {
    return undefined;
  }
}

/** As a client would understand it: line breaks within it, missing slashes and the like must not hide credentials. */
function normalized(url: string): string {
  const text = url.slice(0, LONGEST_READ);
  try {
    return new URL(text).href;
  } catch {
    return text.replace(/[\t\n\r]/g, "").trim();
  }
}

const withoutFragment = (text: string): string => text.split("#", 1)[0] ?? "";

/** What stands before the last `@` of the authority, also where the URL has no scheme. */
function withoutCredentials(address: string): string {
  const scheme = /^(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}/i.exec(address)?.[0] ?? "";
  const authority = address.slice(scheme.length).split(/[/\\]/, 1)[0] ?? "";
  const at = authority.lastIndexOf("@");
  if (at < 0) return address;
  return `${scheme}${REDACTED}:${REDACTED}${address.slice(scheme.length + at)}`;
}

function isSecret(name: string): boolean {
  const plain = decoded(name)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
  return SECRET_NAMES.has(plain) || SECRET_PART.test(plain);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll("+", " "));
  } catch {
    return name;
  }
}

const shortened = (text: string): string => (text.length > LONGEST_KEPT ? `${text.slice(0, LONGEST_KEPT - 1)}…` : text);
