/** What an installation shows: the dashboards of its packs and a page for each alert, each with the folder that it goes into. */
import {
  alertsFor,
  dashboardsJson,
  runbookDashboards,
  type DashboardContext,
  type DashboardJson,
  type GivenAlerts,
  type Watching,
} from "../../dashboards";
import { runbookPage, type Dashboard, type DeployedPack } from "../../model";

/** A platform, or a reference to one, as far as its content goes. */
export interface DeployedContent {
  /** Packs as they are deployed: overrides applied, owners and links filled in. */
  readonly deployedPacks: readonly DeployedPack[];
  readonly grafana: { readonly url: string };
}

/** Uids of folders, which links and permissions name. */
export const FOLDERS = {
  platform: "platform",
  runbooks: "runbooks",
  ofTeam: (team: string) => `team-${team}`,
} as const;

export interface Provisioned {
  readonly dashboard: Dashboard;
  /** Uid of its folder. */
  readonly folder: string;
  /** Alerts as it knows them. */
  readonly alerts: GivenAlerts;
}

export interface ProvisioningProps {
  readonly packs: readonly DeployedPack[];
  /** The team that owns a pack; undefined for the platform's own. */
  readonly teamOf: (pack: DeployedPack) => string | undefined;
  /** Whether there is a page for the alerts of that name. */
  readonly hasPage: (alert: string) => boolean;
  /** What services here or elsewhere may bring, whose alerts have pages in any case. @default none */
  readonly shared?: readonly DeployedPack[];
  /** Packs that stand elsewhere, whose metrics and recordings these packs read. @default none */
  readonly others?: readonly Watching[];
}

/**
 * Dashboards stand in the folders of the teams that own them. So do the pages of alerts that a team has alone, as those of its objectives: links
 * lead to them by their uids, whatever the folder, the team needs to write in no other, and none grows with what all teams have.
 */
export const provisioned = ({
  packs,
  teamOf,
  hasPage,
  shared = [],
  others = [],
}: ProvisioningProps): readonly Provisioned[] => {
  const alerts = [...shared, ...packs].flatMap((pack) => [...pack.alerts]);
  const paged = (pack: DeployedPack): DeployedPack => ({
    ...pack,
    alerts: pack.alerts.filter(({ name }) => hasPage(name)),
  });
  // What all share comes first: a page says that at its top, and what single services have anew below.
  const everybodys = shared.map(paged);
  const withPages = [...everybodys, ...packs.map(paged)];
  const pageFolders = foldersOfPages(withPages, (pack) => (everybodys.includes(pack) ? undefined : teamOf(pack)));
  return [
    ...packs.flatMap((pack) => {
      const team = teamOf(pack);
      const folder = team === undefined ? FOLDERS.platform : FOLDERS.ofTeam(team);
      return pack.dashboards.map((dashboard) => ({ dashboard, folder, alerts: alertsFor(pack, packs) }));
    }),
    ...runbookDashboards(withPages, others).map((dashboard) => ({
      dashboard,
      folder: pageFolders.get(dashboard.uid) ?? FOLDERS.runbooks,
      alerts,
    })),
  ];
};

/** By the uids of pages: the folder of a team, where all packs with that alert are its own. */
const foldersOfPages = (
  packs: readonly DeployedPack[],
  teamOf: ProvisioningProps["teamOf"],
): ReadonlyMap<string, string> => {
  const owners = new Map<string, Set<string | undefined>>();
  for (const pack of packs)
    for (const { name } of pack.alerts) {
      const uid = `runbook-${runbookPage(name)}`;
      owners.set(uid, new Set(owners.get(uid)).add(teamOf(pack)));
    }
  return new Map(
    [...owners].flatMap(([uid, teams]) => {
      const [team, ...others] = teams;
      return team === undefined || others.length > 0 ? [] : [[uid, FOLDERS.ofTeam(team)] as const];
    }),
  );
};

export type JsonOf = (provisioned: Provisioned) => DashboardJson;

/** Computes the JSON of a dashboard once, for whoever asks. */
export const jsonOnce = (context: Omit<DashboardContext, "alerts">): JsonOf => {
  const jsonOf = dashboardsJson(context);
  const known = new Map<Dashboard, DashboardJson>();
  return ({ dashboard, alerts }) => {
    const json = known.get(dashboard) ?? jsonOf(dashboard, alerts);
    known.set(dashboard, json);
    return json;
  };
};

/** What the default team owns is the platform itself. */
export const teamBeside =
  (defaultTeam: string | undefined) =>
  ({ team, alerts }: DeployedPack): string | undefined => {
    const owner = team ?? alerts[0]?.team;
    return owner === defaultTeam ? undefined : owner;
  };
