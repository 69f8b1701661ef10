/** Values of the `grafana` chart. */
import { compact } from "../../charts";
import { kubernetesQuantity, secretKey, type Values } from "../../model";
import { exposureValues } from "../exposure";
import { resourcesValue, restrictedContainer, restrictedPod, schedulingValues } from "../workload";
import { grafanaIni } from "./configuration";
import type { DataSource } from "../data-source";
import { replicasOf, type GrafanaSettings } from "./props";
import { dataSourceFile } from "./provisioning";
import { secretMounts, secretVariables } from "./secrets";

/** The user that the image runs as. */
const USER = 472;

/** The labels that the chart gives its pods. */
export const podLabels = (releaseName: string): Readonly<Record<string, string>> => ({
  "app.kubernetes.io/name": "grafana",
  "app.kubernetes.io/instance": releaseName,
});

export const grafanaValues = (props: GrafanaSettings, sources: readonly DataSource[]): Values => {
  const replicas = replicasOf(props);
  const sidecar = props.dashboardConfigMaps !== undefined;
  return compact({
    fullnameOverride: props.releaseName,
    replicas,
    global: props.imageRegistry === undefined ? undefined : { imageRegistry: props.imageRegistry },
    image: props.imagePullSecrets.length === 0 ? undefined : { pullSecrets: props.imagePullSecrets },
    serviceAccount: { annotations: props.serviceAccount.annotations },
    // Only the sidecar talks to the API server.
    automountServiceAccountToken: sidecar,
    rbac: { create: sidecar, namespaced: true, namespaces: props.dashboardConfigMaps?.namespaces },
    admin: {
      existingSecret: props.admin.name,
      userKey: secretKey(props.admin, "username").key,
      passwordKey: secretKey(props.admin, "password").key,
    },
    ...databaseValues(props),
    extraSecretMounts: secretMounts(props),
    envValueFrom: secretVariables(props, sources),
    securityContext: restrictedPod(USER, props),
    containerSecurityContext: restrictedContainer(props),
    // The root file system is read-only: plug-ins put their sockets into the first, a Grafana that cannot log to the console the second.
    extraEmptyDirMounts: [
      { name: "tmp", mountPath: "/tmp" },
      { name: "logs", mountPath: "/var/log/grafana" },
    ],
    // A new version changes the database before it listens.
    startupProbe: { httpGet: { path: "/api/health", port: "grafana" }, periodSeconds: 5, failureThreshold: 60 },
    podLabels: props.podLabels,
    resources: resourcesValue(props.resources),
    ...schedulingValues(props.scheduling, podLabels(props.releaseName)),
    podDisruptionBudget: props.disruptionBudget ?? (replicas > 1 ? { maxUnavailable: 1 } : undefined),
    serviceMonitor: { enabled: props.serviceMonitor },
    plugins: props.plugins,
    "grafana.ini": grafanaIni(props),
    datasources: { "datasources.yaml": dataSourceFile(sources) },
    sidecar: sidecarValue(props),
    // A pod for `helm test`, which nobody runs here and no restricted namespace would admit.
    testFramework: { enabled: false },
    ...exposureValues(props.exposure, { ingress: (host) => ({ hosts: [host] }) }),
  });
};

const databaseValues = ({ database }: GrafanaSettings): Values =>
  database.kind === "sqlite"
    ? {
        persistence: {
          enabled: true,
          type: "pvc",
          size: kubernetesQuantity(database.volume.size),
          storageClassName: database.volume.storageClass,
        },
        // Would run as root; the volume belongs to Grafana's group already.
        initChownData: { enabled: false },
        // The volume lets go of the old pod before the new one can have it.
        deploymentStrategy: { type: "Recreate" },
      }
    : { persistence: { enabled: false } };

const sidecarValue = (props: GrafanaSettings): Values | undefined => {
  const { dashboardConfigMaps: sidecar, namespace } = props;
  return sidecar === undefined
    ? undefined
    : {
        resources: resourcesValue(sidecar.resources),
        securityContext: restrictedContainer(props),
        dashboards: {
          enabled: true,
          label: sidecar.label,
          labelValue: sidecar.value,
          resource: "configmap",
          searchNamespace: [namespace, ...sidecar.namespaces],
          // What the annotation names is a folder in Grafana, too.
          folderAnnotation: "grafana_folder",
          provider: { foldersFromFilesStructure: true },
        },
      };
};
