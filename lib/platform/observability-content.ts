/** What lives inside the running Grafana: folders of the teams, who may edit them, dashboards, and a page for each alert. */
import { Construct } from "constructs";
import { teamsOf } from "../routing";
import {
  enterEnvironment,
  GrafanaFolder,
  GrafanaFolderPermission,
  GrafanaOrganizationPreferences,
  GrafanaPlaylist,
  GrafanaTeam,
  register,
} from "../terraform";
import { componentProps } from "./component-props";
import { GrafanaDashboards } from "./content/grafana-dashboards";
import { platformDashboards } from "./content/platform-dashboards";
import { FOLDERS, type DeployedContent } from "./content/provisioned";
import { WALL, WALL_INTERVAL } from "./content/wall";
import type { Environment } from "./environment";

const HOME = "home";
const VIEWERS = { role: "Viewer", permission: "View" } as const;

/**
 * Folders, teams, permissions, dashboards, runbook pages, home dashboard and playlist of an environment. Needs a Grafana that runs, so it is
 * deployed after the platform. The stack around must have a `GrafanaProvider`, and the platform all its packs and services by now.
 */
export class ObservabilityContent extends Construct {
  private readonly folders = new Map<string, GrafanaFolder>();

  /** @throws ConfigurationError that lists everything that is wrong with the environment */
  constructor(scope: Construct, id: string, environment: Environment, platform: DeployedContent) {
    super(scope, id);
    const { environment: settings } = componentProps(environment);
    const { name, alerting, runbooks } = settings;
    enterEnvironment(this, settings);

    this.addFolder(FOLDERS.platform, "Platform");
    if (runbooks === undefined) this.addFolder(FOLDERS.runbooks, "Runbooks");
    for (const team of teamsOf(alerting)) this.addTeam(team);

    const dashboards = new GrafanaDashboards(this, "dashboards", {
      environment: name,
      dashboards: platformDashboards(settings, platform),
      runbookBase: runbooks,
      // Its uids are the platform's: what somebody made by hand, or an earlier installation left, is taken over.
      overwrite: true,
      folder: (uid) => this.folders.get(uid)?.uid ?? uid,
    });
    const home = dashboards.uidOf(HOME);
    if (home !== undefined) new GrafanaOrganizationPreferences(this, "preferences", { homeDashboardUid: home });
    const wall = WALL.flatMap((uid) => dashboards.uidOf(uid) ?? []);
    if (wall.length > 0)
      new GrafanaPlaylist(this, "wall", {
        name: "Wall",
        interval: WALL_INTERVAL,
        item: wall.map((value, index) => ({ order: index + 1, type: "dashboard_by_uid", value })),
      });
    register(this, () => ({
      objects: [...this.folders.keys()].map((uid) => ({
        path: `${name}.alerting.teams`,
        kind: "Grafana folder",
        name: uid,
      })),
    }));
  }

  /** A folder that everybody reads. What is shipped is not edited: the next deployment would undo it. */
  private addFolder(uid: string, title: string, team?: GrafanaTeam): void {
    const folder = new GrafanaFolder(this, uid, { uid, title });
    new GrafanaFolderPermission(this, `${uid}-permissions`, {
      folderUid: folder.uid,
      permissions: team === undefined ? [VIEWERS] : [VIEWERS, { teamId: team.id, permission: "Edit" }],
    });
    this.folders.set(uid, folder);
  }

  /** A folder in which the team makes dashboards of its own, beside the shipped ones, which cannot be edited. */
  private addTeam(name: string): void {
    this.addFolder(FOLDERS.ofTeam(name), name, new GrafanaTeam(this, `members-${name}`, { name }));
  }
}
