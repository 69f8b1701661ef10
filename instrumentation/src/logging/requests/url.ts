/** What of a request's URL belongs in a log line: its path, and where it is wanted its query without secrets. */
import { isSecretName } from "../secret-names";
import { REDACTED } from "../secrets-in-text";

/** Names in queries that are secret there: codes of OAuth, signatures of shared links. */
const SECRET_IN_QUERIES: ReadonlySet<string> = new Set(["code", "key", "sig", "signature", "ticket", "state", "nonce"]);

/** Characters that are looked at: servers of node take 16 KiB of headers. */
const LONGEST = 16_384;

/** Without the query; of a URL in its absolute form, as proxies send it, without the host. */
export const pathOf = (url: string): string => /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)/i.exec(url)?.[1] || "/";

/** The query without its question mark, with secret values replaced; undefined where there is none. */
export function queryOf(url: string): string | undefined {
  const begin = url.indexOf("?");
  if (begin < 0) return undefined;
  return url
    .slice(begin + 1, begin + LONGEST)
    .split("&")
    .map((pair) => {
      const end = pair.indexOf("=");
      return end > 0 && isSecretName(decoded(pair.slice(0, end)), SECRET_IN_QUERIES)
        ? `${pair.slice(0, end)}=${REDACTED}`
        : pair;
    })
    .join("&");
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
