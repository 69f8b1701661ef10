/** The dashboards and runbook pages of services that are registered with a platform elsewhere. */
import { Construct } from "constructs";
import { DATA_SOURCES, runbookDashboards } from "../dashboards";
import {
  deployed,
  elsewhere,
  grafanaLinks,
  once,
  type Dashboard,
  type DashboardFact,
  type DataSourceFact,
} from "../model";
import { shippedPacks } from "../packs";
import { sharedObjectives } from "../services";
import { enterEnvironment, register } from "../terraform";
import { GrafanaDashboards } from "./content/grafana-dashboards";
import { FOLDERS, provisioned } from "./content/provisioned";
import type { PlatformReference } from "./platform-reference";

/**
 * ```ts
 * const prod = new PlatformReference(stack, "prod", { … });
 * prod.monitorHttpService({ name: "checkout", namespace: "shop", team: "shop" });
 * new GrafanaProvider(stack, "grafana", { url: prod.grafana.url });
 * new ServiceContent(stack, "content", prod);
 * ```
 * Folders, teams and the pages of alerts that are shipped, or that all services share, are the platform's: they are there already. All that this makes stands in the folders of the teams
 * that own the services, `team-<team>`: the token of the provider needs to write in these alone.
 *
 * A name must be unique among all repositories of an environment, which nobody can see here. So Grafana is asked not to overwrite: it refuses to
 * make a dashboard whose uid (`service-<name>`) another repository has taken, and the first stays as it is. One's own are still changed by each
 * apply, because the provider overwrites in updates whatever this says. Whoever has lost the Terraform state has to import or delete them first.
 */
export class ServiceContent extends Construct {
  constructor(scope: Construct, id: string, platform: PlatformReference) {
    super(scope, id);
    const { name, profile, runbooks } = platform.settings;
    enterEnvironment(this, { name, profile, networkPolicies: false });
    const shipped = shippedPacks();
    const all = [...shipped, ...sharedObjectives()].map((pack) =>
      deployed(pack, { team: "", ...grafanaLinks(platform.grafana.url) }),
    );
    const theirs = new Set(all.flatMap((pack) => pack.alerts.map((alert): string => alert.name)));
    const there = once(() => [...all.flatMap(({ dashboards }) => dashboards), ...runbookDashboards(all)]);
    register(this, () => ({ dashboards: dashboardsThere(there(), name), dataSources: dataSourcesThere(name) }));
    new GrafanaDashboards(this, "dashboards", {
      environment: name,
      dashboards: provisioned({
        packs: platform.deployedPacks,
        teamOf: ({ team, alerts }) => team ?? alerts[0]?.team,
        hasPage: (alert) => runbooks === undefined && !theirs.has(alert),
        others: shipped,
      }),
      runbookBase: runbooks,
      overwrite: false,
    });
  }
}

/** What links lead to that the platform has provisioned. How large it is, is judged there. */
const dashboardsThere = (dashboards: readonly Dashboard[], environment: string): readonly DashboardFact[] =>
  dashboards.map((each) => ({
    path: `${elsewhere(environment)}.dashboards.${each.uid}`,
    folder: FOLDERS.platform,
    dashboard: each,
    bytes: 0,
  }));

const dataSourcesThere = (environment: string): readonly DataSourceFact[] =>
  Object.entries(DATA_SOURCES).map(([type, uid]) => ({
    path: `${elsewhere(environment)}.grafana.dataSources.${uid}`,
    uid,
    type,
  }));
