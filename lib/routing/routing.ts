/** Who is told of which alert, in either of its forms: teams, or a tree of one's own. */
import * as z from "zod";
import type { RoutingConfiguration, RoutingTest } from "../model";
import type { SecretAt } from "./secrets";
import { secretsIn } from "./secrets-in";
import { configurationOfTeams } from "./team-tree";
import { defaultTeamOf, teamRouting } from "./teams";
import { configurationOfTree, treeRouting, type RoutingTreeInput } from "./tree";

const forms = z.discriminatedUnion("kind", [teamRouting, treeRouting]);
export type Routing = z.output<typeof forms>;
export type RoutingInput = z.input<typeof forms>;
/** Teams, or what `routeTree({ … })` makes. */
export const routing: z.ZodType<Routing, RoutingInput> = forms;

/**
 * A tree of one's own in place of the one that teams give:
 * `routeTree({ teams: { dba: {} }, route: { receiver: "dba" }, receivers: { dba: [slack({ … })] } })`.
 */
export const routeTree = (tree: RoutingTreeInput): RoutingInput => ({ kind: "tree", ...tree });

/** The configuration that it means, each part with its place below `path`. */
export const configurationOf = (settings: Routing, path: string): RoutingConfiguration =>
  settings.kind === "tree" ? configurationOfTree(settings, path) : configurationOfTeams(settings, path);

/** The secrets that the configuration reads from files, with the place of each. */
export const routingSecrets = (settings: Routing, path: string): readonly SecretAt[] => secretsIn(settings, path);

/** The values of the label `team`. */
export const teamsOf = ({ teams }: Routing): readonly string[] => Object.keys(teams);

/** The team that owns the alerts of a pack which name none; undefined where the default team does not exist. */
export const ownerOf = (settings: Routing, pack: string): string | undefined =>
  Object.entries(settings.teams).find(([, { packs }]) => packs.includes(pack))?.[0] ?? defaultTeamOf(settings);

/** Packs that are named as some team's own, with the place of each. */
export const ownedPacks = (
  settings: Routing,
  path: string,
): readonly { readonly path: string; readonly pack: string }[] =>
  Object.entries(settings.teams).flatMap(([name, { packs }]) =>
    packs.map((pack, index) => ({ path: `${path}.teams.${name}.packs[${index}]`, pack })),
  );

export const routingTestsOf = ({ tests }: Routing): readonly RoutingTest[] => tests;
