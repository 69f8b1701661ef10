/** Packs that several teams own: an alert has one owner. */

/** What is fine by itself and wrong together. */
export interface Contradiction {
  readonly path: readonly PropertyKey[];
  readonly problem: string;
  readonly mend: string;
}

/** Packs that two teams own. */
export function* sharedPacks(
  teams: Readonly<Record<string, { readonly packs: readonly string[] }>>,
): Iterable<Contradiction> {
  const owners = new Map<string, string>();
  for (const [name, { packs }] of Object.entries(teams))
    for (const [index, pack] of packs.entries()) {
      const owner = owners.get(pack);
      if (owner === undefined) owners.set(pack, name);
      else
        yield {
          path: ["teams", name, "packs", index],
          problem: owner === name ? `names "${pack}" twice` : `is owned by the team "${owner}" already`,
          mend: "leave it with one team; an alert of another team says so itself: alerts: { Name: { team } }",
        };
    }
}
