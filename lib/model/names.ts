/** Names in findings: where a value stands, and which name somebody may have meant. */
import { distance } from "fastest-levenshtein";

/** `prod.loki` + `["tenants", 0, "name"]` = `prod.loki.tenants[0].name` */
export const join = (path: string, keys: readonly PropertyKey[]): string =>
  keys.reduce<string>(
    (whole, key) =>
      typeof key === "number"
        ? `${whole}[${key}]`
        : /^[A-Za-z_$][\w$-]*$/.test(String(key))
          ? whole === ""
            ? String(key)
            : `${whole}.${String(key)}`
          : `${whole}[${JSON.stringify(String(key))}]`,
    path,
  );

/** Half a name is meant for the whole one: `class` for `storageClass`. */
const isPartOf = (part: string, whole: string): boolean =>
  part.length >= 4 && whole.toLowerCase().includes(part.toLowerCase());

/** ` (did you mean "x"?)`, when one of the names known is near. */
export const didYouMean = (name: string, known: Iterable<string>): string => {
  const near = [...known]
    .map((each) => ({ each, steps: distance(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, steps }) => steps <= Math.max(2, Math.floor(each.length / 3)) || isPartOf(name, each))
    .sort((a, b) => a.steps - b.steps || (a.each < b.each ? -1 : 1))[0];
  return near === undefined ? "" : ` (did you mean "${near.each}"?)`;
};
