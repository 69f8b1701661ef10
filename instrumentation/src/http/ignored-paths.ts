/** Requests that are no traffic: scrapes and probes, which would thin out errors and flatter the latency. */

/** What is ignored unless told otherwise. */
export const IGNORED_PATHS: readonly string[] = ["/metrics", "/health", "/healthz", "/livez", "/readyz"];

/**
 * Texts are whole paths, without the query; expressions are held against the path. One that stands without its list is taken as a list of one,
 * and what is neither as nothing: it is asked for when a service starts, and must not keep it from that.
 */
export function pathFilter(
  given: string | RegExp | readonly (string | RegExp)[] | undefined,
): (url: string | undefined) => boolean {
  const ignored = [given ?? IGNORED_PATHS].flat();
  const paths = new Set(ignored.filter((path) => typeof path === "string"));
  // `test` of an expression with the flag g remembers where it was.
  const expressions = ignored
    .filter((path) => path instanceof RegExp)
    .map(({ source, flags }) => new RegExp(source, flags.replace(/[gy]/g, "")));
  return (url = "") => {
    const query = url.indexOf("?");
    const path = query < 0 ? url : url.slice(0, query);
    return paths.has(path) || expressions.some((expression) => expression.test(path));
  };
}
