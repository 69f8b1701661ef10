/** Who owns what: teams of the platform, made of the owners that the project names. */
import type { Assessment } from "../assessment";
import { label, LONGEST_TEAM, namesOnce } from "./names";

/** The team of what nobody owns. */
export const DEFAULT_TEAM = "platform";

export interface StarterTeam {
  readonly name: string;
  /** As the project calls it; absent for the default team. */
  readonly owner?: string;
}

export interface StarterTeams {
  /** The default team first. */
  readonly all: readonly StarterTeam[];
  readonly of: (owner: string | undefined) => string;
}

/** `@acme/shop` is `shop`, `ada@acme.example` is `ada`. */
const shortName = (owner: string): string => {
  const mailbox = owner.indexOf("@") > 0 ? owner.slice(0, owner.indexOf("@")) : owner;
  return mailbox.slice(mailbox.lastIndexOf("/") + 1);
};

export const teamsOf = ({ services }: Pick<Assessment, "services">): StarterTeams => {
  const owners = [...new Set(services.flatMap(({ owner }) => (owner === undefined ? [] : [owner.value])))].sort();
  const once = namesOnce(LONGEST_TEAM);
  once(DEFAULT_TEAM);
  const named = new Map(
    owners.map((owner) => {
      const short = label(shortName(owner), LONGEST_TEAM, "team");
      // Whoever is called like the default team is the default team.
      return [owner, short === DEFAULT_TEAM ? DEFAULT_TEAM : once(short)] as const;
    }),
  );
  return {
    all: [
      { name: DEFAULT_TEAM },
      ...[...named].filter(([, name]) => name !== DEFAULT_TEAM).map(([owner, name]) => ({ name, owner })),
    ],
    of: (owner) => (owner === undefined ? DEFAULT_TEAM : (named.get(owner) ?? DEFAULT_TEAM)),
  };
};
