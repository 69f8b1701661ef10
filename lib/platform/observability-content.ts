/** What lives inside the running Grafana: folders of the teams, who may edit them, and dashboards. */
import { Construct } from "constructs";
import { platformHealth } from "../dashboards";
import {
  enterEnvironment,
  GrafanaDashboard,
  GrafanaFolder,
  GrafanaFolderPermission,
  GrafanaTeam,
  register,
} from "../terraform";
import { componentProps } from "./component-props";
import type { Environment } from "./environment";

/** Uid of the data source that `Grafana.addDataSource(prometheus)` provisions. */
const PROMETHEUS = "prometheus";
const PLATFORM_FOLDER = "platform";

/**
 * Folders, teams, permissions and dashboards of an environment. Needs a Grafana that runs, so it is deployed after the platform.
 * The stack around must have a `GrafanaProvider`.
 */
export class ObservabilityContent extends Construct {
  /** @throws ConfigurationError that lists everything that is wrong with the environment */
  constructor(scope: Construct, id: string, props: Environment) {
    super(scope, id);
    const { environment: settings } = componentProps(props);
    enterEnvironment(this, settings);

    const platform = new GrafanaFolder(this, "platform", { uid: PLATFORM_FOLDER, title: "Platform" });
    const teams = Object.keys(settings.alerting.teams).map((name) => this.addTeam(name));
    new GrafanaFolderPermission(this, "platform-permissions", {
      folderUid: platform.uid,
      permissions: [{ role: "Viewer", permission: "View" }],
    });
    new GrafanaDashboard(this, "platform-health", {
      folder: platform.uid,
      configJson: platformHealth(PROMETHEUS),
      overwrite: true,
    });
    register(this, () => ({
      objects: [PLATFORM_FOLDER, ...teams].map((name) => ({
        path: `${settings.name}.alerting.teams`,
        kind: "Grafana folder",
        name,
      })),
    }));
  }

  /** A folder that everybody reads and the team edits. */
  private addTeam(name: string): string {
    const uid = `team-${name}`;
    const team = new GrafanaTeam(this, `team-${name}`, { name });
    const folder = new GrafanaFolder(this, `folder-${name}`, { uid, title: name });
    new GrafanaFolderPermission(this, `permissions-${name}`, {
      folderUid: folder.uid,
      permissions: [
        { role: "Viewer", permission: "View" },
        { teamId: team.id, permission: "Edit" },
      ],
    });
    return uid;
  }
}
