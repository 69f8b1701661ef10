/** Values of the `jaeger` chart. */
import { createHash } from "node:crypto";
import { compact, mergeValues } from "../../charts";
import { days, fraction, inSeconds, type Endpoint, type Values } from "../../model";
import { exposureValues } from "../exposure";
import { resourcesValue, restrictedContainer, restrictedPod, schedulingValues } from "../workload";
import { collectorConfig } from "./collector-config";
import { indexCleaner } from "./index-cleaner";
import { replicasOf, type JaegerSettings } from "./props";
import { SAMPLING_PORTS, STRATEGIES_FILE, STRATEGIES_FOLDER, strategiesFile } from "./sampling";
import { isShared, retentionOf } from "./storage";
import { BADGER_FOLDER, secretMounts, secretVariables, USER, variableFrom } from "./storage-config";

/** The labels by which the chart's Service finds its pods. */
export const podLabels = (releaseName: string): Readonly<Record<string, string>> => ({
  "app.kubernetes.io/name": "jaeger",
  "app.kubernetes.io/instance": releaseName,
  "app.kubernetes.io/component": "all-in-one",
});

export const claimName = (releaseName: string): string => `${releaseName}-badger`;
export const strategiesName = (releaseName: string): string => `${releaseName}-sampling`;

/** @param metricsStore the Prometheus that keeps the metrics computed from spans, if there is one */
export const jaegerValues = (props: JaegerSettings, metricsStore?: Endpoint): Values => {
  const { releaseName } = props;
  const configuration = { userconfig: collectorConfig(props, metricsStore), uiconfig: uiConfig(props, metricsStore) };
  const pod = podValues(props);
  return compact({
    fullnameOverride: releaseName,
    global: props.imageRegistry === undefined ? undefined : { imageRegistry: props.imageRegistry },
    jaeger: {
      replicas: replicasOf(props),
      strategy: strategy(props),
      image: { pullSecrets: props.imagePullSecrets },
      extraEnv: variables(props),
      // Nothing in Jaeger talks to the API server.
      serviceAccount: { annotations: props.serviceAccount.annotations, automountServiceAccountToken: false },
      service: { extraPorts: servicePorts(props) },
      podLabels: { ...props.podLabels, "config-hash": hashOf(configuration, props.values) },
      resources: resourcesValue(props.resources),
      podSecurityContext: restrictedPod(USER, props),
      securityContext: restrictedContainer(props),
      ...schedulingValues(props.scheduling, podLabels(releaseName)),
      ...pod,
      ...exposureValues(props.exposure, {
        ingress: (host) => ({ hosts: [host], pathType: "Prefix" }),
        route: (httproute) => ({ httproute }),
      }),
    },
    ...configuration,
    ...indexCleaner(props),
    extraObjects: strategiesObject(props),
  });
};

/** ConfigMaps are mounted by file, so that a change reaches no running pod: a label that changes with them starts new ones. */
const hashOf = (configuration: Values, userValues: Values): string => {
  const { userconfig, uiconfig } = mergeValues(configuration, userValues);
  return createHash("sha256")
    .update(JSON.stringify([userconfig, uiconfig]))
    .digest("hex")
    .slice(0, 16);
};

/** One volume cannot be in two pods. A replica that must have its own node cannot start beside the one it replaces. */
const strategy = ({ storage, scheduling }: JaegerSettings): Values =>
  !isShared(storage)
    ? { type: "Recreate" }
    : {
        type: "RollingUpdate",
        rollingUpdate:
          scheduling.antiAffinity === "required"
            ? { maxSurge: 0, maxUnavailable: 1 }
            : { maxSurge: 1, maxUnavailable: 0 },
      };

/** Room for what is not on Go's heap. */
const HEAP_SHARE = 0.9;

const variables = ({ environment, resources, storage }: JaegerSettings): readonly Values[] => [
  // Go then collects garbage before the kernel ends the process.
  { name: "GOMEMLIMIT", value: `${Math.floor(fraction(resources.limits.memory, HEAP_SHARE).bytes / 2 ** 20)}MiB` },
  // Else Jaeger traces its own requests and stores them between those of the applications.
  { name: "OTEL_TRACES_SAMPLER", value: "always_off" },
  ...secretVariables(storage),
  ...Object.entries(environment).map(([name, { secret, entry }]) => variableFrom(name, secret, entry)),
];

const servicePorts = ({ sampling }: JaegerSettings): readonly Values[] | undefined =>
  sampling === "off"
    ? undefined
    : [{ name: "grpc-sampling", port: SAMPLING_PORTS.grpc, targetPort: SAMPLING_PORTS.grpc }];

const podValues = ({ releaseName, sampling, storage }: JaegerSettings): Values => {
  const mounts = secretMounts(storage);
  const strategies = sampling !== "off" && sampling.kind === "strategies";
  return compact({
    // The only backend of 2.19 that has to be asked for by name.
    args: storage.kind === "clickhouse" ? ["--feature-gates=storage.clickhouse"] : undefined,
    extraVolumes: [
      ...(storage.kind === "badger"
        ? [{ name: "badger", persistentVolumeClaim: { claimName: claimName(releaseName) } }]
        : []),
      ...(strategies ? [{ name: "sampling", configMap: { name: strategiesName(releaseName) } }] : []),
      ...mounts.map(({ name, secretName, keys }) => ({
        name,
        secret: { secretName, items: keys.map((key) => ({ key, path: key })) },
      })),
    ],
    extraVolumeMounts: [
      ...(storage.kind === "badger" ? [{ name: "badger", mountPath: BADGER_FOLDER }] : []),
      ...(strategies ? [{ name: "sampling", mountPath: STRATEGIES_FOLDER, readOnly: true }] : []),
      ...mounts.map(({ name, folder }) => ({ name, mountPath: folder, readOnly: true })),
    ],
  });
};

const strategiesObject = ({ releaseName, namespace, sampling }: JaegerSettings): readonly Values[] | undefined =>
  sampling === "off" || sampling.kind === "adaptive"
    ? undefined
    : [
        {
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: { name: strategiesName(releaseName), namespace },
          data: { [STRATEGIES_FILE]: JSON.stringify(strategiesFile(sampling)) },
        },
      ];

/** Menus of what would always be empty are left out: metrics without a Prometheus, dependencies that no job computes. */
const uiConfig = (props: JaegerSettings, metricsStore: Endpoint | undefined): Values => {
  const retention = retentionOf(props.storage);
  return compact({
    monitor: { menuEnabled: metricsStore !== undefined },
    dependencies: { menuEnabled: !isShared(props.storage) },
    search: retention === undefined ? undefined : { maxLookback: lookback(inSeconds(retention)) },
    linkPatterns: props.ui.linkPatterns.length === 0 ? undefined : props.ui.linkPatterns,
  });
};

/** The user interface understands one number with one unit. */
const lookback = (seconds: number): Values => {
  const day = inSeconds(days(1));
  const [count, unit] =
    seconds >= day ? [Math.floor(seconds / day), "day"] : [Math.max(1, Math.floor(seconds / 3_600)), "hour"];
  return { label: `${count} ${unit}${count === 1 ? "" : "s"}`, value: `${count}${unit.charAt(0)}` };
};
