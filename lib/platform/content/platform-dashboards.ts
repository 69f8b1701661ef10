/** All that a platform shows: what its packs bring, and the pages of what services share, whether they are registered with it or elsewhere. */
import { deployed, grafanaLinks, type DeployedPack } from "../../model";
import { ownerOf, type Routing } from "../../routing";
import { sharedObjectives } from "../../services";
import { provisioned, teamBeside, type DeployedContent, type Provisioned } from "./provisioned";

interface Settings {
  readonly alerting: Routing;
  /** What links to runbooks begin with, where they are not pages of Grafana. */
  readonly runbooks?: string | undefined;
}

export const platformDashboards = (
  { alerting, runbooks }: Settings,
  platform: DeployedContent,
): readonly Provisioned[] => {
  const packs = platform.deployedPacks;
  return provisioned({
    packs,
    shared: sharedWith(packs, platform.grafana.url),
    teamOf: teamBeside(ownerOf(alerting, "")),
    hasPage: () => runbooks === undefined,
  });
};

/** A page opens a dashboard that is there: that of probes comes with a blackbox exporter. */
const sharedWith = (packs: readonly DeployedPack[], grafanaUrl: string): readonly DeployedPack[] => {
  const uids = new Set(packs.flatMap(({ dashboards }) => dashboards.map(({ uid }) => uid)));
  return sharedObjectives().map((pack) =>
    deployed(
      { ...pack, dashboard: uids.has(pack.dashboard) ? pack.dashboard : "home" },
      { team: "", ...grafanaLinks(grafanaUrl) },
    ),
  );
};
