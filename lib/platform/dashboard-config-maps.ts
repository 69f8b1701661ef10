/** Dashboards as ConfigMaps, for installations where nobody has a token of Grafana's API: a sidecar puts them where Grafana finds them. */
import { Construct } from "constructs";
import type { DashboardFact } from "../model";
import { Manifests, register, type KubernetesObject } from "../terraform";
import { FOLDERS, jsonOnce, provisioned, type DeployedContent, type Provisioned } from "./content/provisioned";

interface DashboardConfigMapsProps {
  /** Name of the environment. */
  readonly environment: string;
  readonly platform: DeployedContent;
  /** Grafana's namespace. */
  readonly namespace: string;
  /** What the sidecar looks for. @default "grafana_dashboard", with the value "1" */
  readonly label?: { readonly key: string; readonly value: string };
  /** The team that owns what nobody else owns. */
  readonly defaultTeam?: string;
  /** What links to runbooks begin with, where these are not Grafana's pages. @default pages of this Grafana */
  readonly runbooks?: string;
}

/** The sidecar makes a folder of this name in Grafana. */
const FOLDER_ANNOTATION = "grafana_folder";

/**
 * The same dashboards and runbook pages as `ObservabilityContent` has, without what only the API can do: permissions, the home dashboard, the
 * playlist. Each is a ConfigMap of its own, far below the 1 MiB that the API server takes, so that one that changes moves no other.
 */
export class DashboardConfigMaps extends Construct {
  constructor(scope: Construct, id: string, props: DashboardConfigMapsProps) {
    super(scope, id);
    const { environment, platform, namespace, defaultTeam, runbooks } = props;
    const { label = { key: "grafana_dashboard", value: "1" } } = props;
    const dashboards = provisioned({
      packs: platform.deployedPacks,
      teamOf: ({ team, alerts }) => otherThan(defaultTeam, team ?? alerts[0]?.team),
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
      objects: written.map(({ each, text }) => configMap(each, text, label)),
    });
    register(this, () => ({
      dashboards: written.map(({ each: { dashboard, folder }, text }): DashboardFact => ({
        path: `${environment}.dashboards.${dashboard.uid}`,
        folder,
        dashboard,
        bytes: Buffer.byteLength(text),
      })),
    }));
  }
}

const otherThan = (defaultTeam: string | undefined, team: string | undefined): string | undefined =>
  team === defaultTeam ? undefined : team;

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
