/** Dashboards as ConfigMaps, for installations where nobody has a token of Grafana's API: a sidecar puts them where Grafana finds them. */
import { Construct } from "constructs";
import type { DashboardFact } from "../model";
import { ownerOf } from "../routing";
import { enterEnvironment, Manifests, register, type KubernetesObject } from "../terraform";
import { componentProps } from "./component-props";
import {
  FOLDERS,
  jsonOnce,
  provisioned,
  teamBeside,
  type DeployedContent,
  type Provisioned,
} from "./content/provisioned";
import type { Environment } from "./environment";

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
   * @param environment one that says `dashboards: "config maps"`, so that its Grafana has the sidecar
   * @param platform with all its packs and services
   * @throws ConfigurationError that lists everything that is wrong with the environment
   */
  constructor(scope: Construct, id: string, environment: Environment, platform: DeployedContent) {
    super(scope, id);
    const { environment: settings, grafana } = componentProps(environment);
    const { name, alerting, namespace, runbooks } = settings;
    enterEnvironment(this, settings);
    const { label, value } = { ...LABEL, ...grafana.dashboardConfigMaps };
    const dashboards = provisioned({
      packs: platform.deployedPacks,
      teamOf: teamBeside(ownerOf(alerting, "")),
      hasPage: () => runbooks === undefined,
    });
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
