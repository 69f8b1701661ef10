/** Values of the `fluentd` chart. */
import { compact } from "../../charts";
import { kubernetesQuantity, secretKey, type SecretRef, type Values } from "../../model";
import { environmentValue, placementValues, resourcesValue, seccompValue } from "../workload";
import { gemsOf, IMAGE } from "./gems";
import {
  configurationFiles,
  configurationParts,
  NODE_VARIABLE,
  PASSWORD_VARIABLE,
  secretMounts,
  secretVariables,
  secretVolumes,
  STATE_FOLDER,
  type Destination,
} from "./pipeline";
import type { FluentdSettings } from "./props";

/** The labels that the chart gives its pods. */
export const podLabels = (releaseName: string): Readonly<Record<string, string>> => ({
  "app.kubernetes.io/name": "fluentd",
  "app.kubernetes.io/instance": releaseName,
});

/** @param password where the password of the destination's login is kept */
export const fluentdValues = (
  props: FluentdSettings,
  destination: Destination | undefined,
  password: SecretRef | undefined,
): Values => {
  const { scheduling, image } = props;
  const parts = configurationParts(props, destination);
  return compact({
    fullnameOverride: props.releaseName,
    kind: "DaemonSet",
    // Never from a mirror of images: who has one names an image that needs nothing else either.
    image: image ?? IMAGE,
    imagePullSecrets: props.imagePullSecrets.map((name) => ({ name })),
    plugins: image === undefined ? gemsOf(Object.values(parts).flat(), props).map((gem) => `${gem} --no-document`) : [],
    serviceAccount: { annotations: props.serviceAccount.annotations },
    podSecurityPolicy: { enabled: false },
    podSecurityContext: {
      runAsUser: 0,
      seccompProfile: seccompValue(props.podSecurity.seccompProfile),
      seLinuxOptions: props.podSecurity.seLinuxOptions,
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      // Gems are installed into the image's own folders.
      readOnlyRootFilesystem: props.containerSecurity.readOnlyRootFilesystem ?? image !== undefined,
      // Root without its powers but the one to read what other users have written.
      capabilities: { drop: ["ALL"], add: ["DAC_READ_SEARCH"] },
    },
    podLabels: props.podLabels,
    resources: resourcesValue(props.resources),
    ...placementValues({ ...scheduling, tolerations: scheduling.tolerations ?? [{ operator: "Exists" }] }),
    // One node after the other would take longer than Helm waits. An agent is away for a minute; what a file has that is rotated away
    // meanwhile is lost.
    updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "25%" } },
    terminationGracePeriodSeconds: 60,
    // Installing a gem takes longer than the chart's probes wait.
    livenessProbe: { initialDelaySeconds: 120, periodSeconds: 30, timeoutSeconds: 10, failureThreshold: 5 },
    readinessProbe: { initialDelaySeconds: 5, periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 6 },
    env: [
      { name: NODE_VARIABLE, valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
      ...(password === undefined
        ? []
        : [{ name: PASSWORD_VARIABLE, valueFrom: { secretKeyRef: secretKey(password, "password") } }]),
      ...secretVariables(props),
      ...environmentValue(props.environment),
    ],
    service: { ports: doors(props) },
    ...volumeValues(props),
    metrics: {
      serviceMonitor: {
        enabled: props.serviceMonitor,
        // The chart's own label names an operator that is not ours.
        additionalLabels: { release: null },
        relabelings: [{ sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "node" }],
      },
    },
    dashboards: { enabled: false },
    fileConfigs: configurationFiles(props, destination),
    // Its own main file stands among ours.
    mainConfigMapNameOverride: `fluentd-config-${props.releaseName.slice(0, 35).replace(/-$/, "")}`,
  });
};

/** Ports that others send to. */
const doors = ({ receive }: FluentdSettings): readonly Values[] =>
  (["forward", "http"] as const).flatMap((name) => {
    const door = receive[name];
    return door === undefined ? [] : [{ name, protocol: "TCP", containerPort: door.port }];
  });

/** Logs to read only; a place for the buffers; and one for temporary files, because the root file system may be read-only. */
const volumeValues = (props: FluentdSettings): Values => {
  const { buffer, journal, tail } = props;
  const logs = [
    { name: "logs", path: "/var/log" },
    // What stands below /var/log/containers leads there.
    ...(tail.format === "docker" ? [{ name: "docker", path: "/var/lib/docker/containers" }] : []),
    ...(journal?.path === "/run/log/journal" ? [{ name: "journal", path: journal.path }] : []),
  ];
  return {
    // The chart would mount the node's logs to be written to, and those of Docker, which newer nodes do not have.
    mountVarLogDirectory: false,
    mountDockerContainersDirectory: false,
    volumes: [
      ...logs.map(({ name, path }) => ({ name, hostPath: { path, type: "Directory" } })),
      { name: "state", ...stateVolume(buffer.location) },
      { name: "tmp", emptyDir: {} },
      ...secretVolumes(props),
    ],
    volumeMounts: [
      ...logs.map(({ name, path }) => ({ name, mountPath: path, readOnly: true })),
      { name: "state", mountPath: STATE_FOLDER },
      { name: "tmp", mountPath: "/tmp" },
      ...secretMounts(props),
    ],
  };
};

const stateVolume = (location: FluentdSettings["buffer"]["location"]): Values => {
  switch (location.kind) {
    case "hostFolder":
      return { hostPath: { path: location.path, type: "DirectoryOrCreate" } };
    case "podVolume":
      return {
        ephemeral: {
          volumeClaimTemplate: {
            spec: {
              accessModes: ["ReadWriteOnce"],
              ...(location.volume.storageClass === undefined ? {} : { storageClassName: location.volume.storageClass }),
              resources: { requests: { storage: kubernetesQuantity(location.volume.size) } },
            },
          },
        },
      };
  }
};
