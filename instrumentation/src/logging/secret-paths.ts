/** Which fields are secret by where they stand: `user.email`, `items.*.serial`, `headers["x-account"]`, in a tree that is walked while copying. */

/** A name in a path; `*` stands for each name and each position of a list. */
export interface SecretPath {
  readonly ends: boolean;
  readonly next: ReadonlyMap<string, SecretPath>;
}

/** The places that one stands at: several, where a name and `*` both fit. */
export type Places = readonly SecretPath[];

export const NOWHERE: Places = [];

const ANY = "*";

interface Branch {
  ends: boolean;
  readonly next: Map<string, Branch>;
}

/** The tree of all paths; a path that names nothing is left out. */
export function secretPaths(paths: readonly string[] = []): Places {
  const root: Branch = { ends: false, next: new Map() };
  for (const path of paths) {
    const names = namesOf(path);
    if (names.length === 0) continue;
    let branch = root;
    for (const name of names) {
      const next = branch.next.get(name) ?? { ends: false, next: new Map() };
      branch.next.set(name, next);
      branch = next;
    }
    branch.ends = true;
  }
  return root.next.size === 0 ? NOWHERE : [root];
}

/** Where one comes to from these places by that name. */
export function follow(places: Places, name: string): Places {
  if (places.length === 0) return NOWHERE;
  return places.flatMap(({ next }) => [next.get(name), next.get(ANY)].filter((place) => place !== undefined));
}

export const isSecretPlace = (places: Places): boolean => places.some(({ ends }) => ends);

/** `a.b`, `a["b.c"]`, `a[0]`, `a[*]`, `a.*`. */
const namesOf = (path: string): readonly string[] =>
  Array.from(
    path.matchAll(/\[\s*(?:"([^"]*)"|'([^']*)'|([^\]"']*))\s*\]|([^.[\]]+)/g),
    ([, double, single, bare, plain]) => double ?? single ?? bare ?? plain ?? "",
  );
