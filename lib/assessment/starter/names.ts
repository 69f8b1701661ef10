/** Names that Kubernetes, Grafana and the constructs take, made of whatever things are called in a project. */

/** As long as a service may be called: `service-<name>` is a uid of Grafana. */
export const LONGEST_SERVICE = 32;
/** As long as a team may be called: `team-<name>` is one, too. */
export const LONGEST_TEAM = 35;

/** @param otherwise what it is called of which nothing is left */
export const label = (text: string, longest: number, otherwise: string): string => {
  const plain = text
    .slice(0, 500)
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, longest)
    .replace(/-$/, "");
  return plain === "" ? otherwise : plain;
};

/**
 * Gives each name once: the second `shop` is `shop-2`.
 * @param taken names that are somebody else's. @default none
 * @param alongside endings under which each name has things of its own. @default none
 */
export const namesOnce = (
  longest: number,
  taken: Iterable<string> = [],
  alongside: readonly string[] = [],
): ((wanted: string) => string) => {
  const all = new Set(taken);
  return (wanted) => {
    for (let count = 1; ; count++) {
      const ending = count === 1 ? "" : `-${count}`;
      const name = wanted.slice(0, longest - ending.length).replace(/-$/, "") + ending;
      const names = [name, ...alongside.map((each) => name + each)];
      if (names.some((each) => all.has(each))) continue;
      names.forEach((each) => all.add(each));
      return name;
    }
  };
};
