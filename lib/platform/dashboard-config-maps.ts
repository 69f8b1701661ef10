/** Dashboards as ConfigMaps, for installations where nobody has a token of Grafana's API: a sidecar puts them where Grafana finds them. */
import { Construct } from "constructs";
import * as z from "zod";
import { parse, type DashboardFact } from "../model";
import { enterEnvironment, Manifests, register, type KubernetesObject } from "../terraform";
import { platformDashboards } from "./content/platform-dashboards";
import { FOLDERS, jsonOnce, type DeployedContent, type Provisioned } from "./content/provisioned";
import { environmentCore, type Environment } from "./environment";

/** What is asked of an environment; the platform judges the rest of it. */
const { name, profile, namespace, alerting, runbooks } = environmentCore.shape;
const shape = z.object({ name, profile, namespace, alerting, runbooks });

/** An environment will do, and so will what is needed of one. */
export type DashboardConfigMapsProps = Pick<Environment, "name" | "profile" | "namespace" | "alerting" | "runbooks"> & {
  /** For the label by which its sidecar finds dashboards. @default as Grafana's chart has it */
  readonly grafana?: Pick<NonNullable<Environment["grafana"]>, "dashboardConfigMaps">;
};

/** What the sidecar looks for, unless `grafana.dashboardConfigMaps` says otherwise. */
const LABEL = { label: "grafana_dashboard", value: "1" };

/** The sidecar makes a folder of this name in Grafana. */
const FOLDER_ANNOTATION = "grafana_folder";

/**
 * The same dashboards and runbook pages as `ObservabilityContent` has, without what only the API can do: permissions, the home dashboard, the
 * playlist. Each is a ConfigMap of its own, far below the 1 MiB that the API server takes, so that one that changes moves no other.
 */
export class DashboardConfigMaps extends Construct {
  /**
   * @param environment where they are put, and who owns what; its Grafana has the sidecar where it says `dashboards: "config maps"`
   * @param platform with all its packs and services
   * @throws ConfigurationError that lists everything that is wrong with what is asked of the environment
   */
  constructor(scope: Construct, id: string, environment: DashboardConfigMapsProps, platform: DeployedContent) {
    super(scope, id);
    const { name, profile, alerting, namespace, runbooks } = parse(shape, environment, environment.name);
    // Nothing is connected here, so that there are no policies to write.
    enterEnvironment(this, { name, profile, networkPolicies: false });
    const { label, value } = { ...LABEL, ...environment.grafana?.dashboardConfigMaps };
    const dashboards = platformDashboards({ alerting, runbooks }, platform);
    const jsonOf = jsonOnce(runbooks === undefined ? {} : { runbookBase: runbooks });
    const written = [...new Map(dashboards.map((each) => [each.dashboard.uid, each])).values()].map((each) => ({
      each,
      text: JSON.stringify(jsonOf(each)),
    }));
    new Manifests(this, "objects", {
      owner: "dashboards",
      namespace,
      objects: written.map(({ each, text }) => configMap(each, text, { key: label, value })),
    });
    register(this, () => ({
      dashboards: written.map(({ each: { dashboard, folder }, text }): DashboardFact => ({
        path: `${name}.dashboards.${dashboard.uid}`,
        folder,
        dashboard,
        bytes: Buffer.byteLength(text),
      })),
    }));
  }
}

const configMap = (
  { dashboard: { uid }, folder }: Provisioned,
  text: string,
  label: { readonly key: string; readonly value: string },
): KubernetesObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: {
    name: `dashboard-${uid}`,
    labels: { [label.key]: label.value },
    annotations: { [FOLDER_ANNOTATION]: titleOf(folder) },
  },
  data: { [`${uid}.json`]: text },
});

/** Folders that the sidecar makes have no uid of ours, only a title. */
const titleOf = (folder: string): string => {
  if (folder === FOLDERS.platform) return "Platform";
  return folder === FOLDERS.runbooks ? "Runbooks" : folder.slice(FOLDERS.ofTeam("").length);
};
