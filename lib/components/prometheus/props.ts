/** What a Prometheus and its exporters for cluster and nodes can be told. */
import * as z from "zod";
import {
  bytes,
  cores,
  count,
  days,
  disruptionBudget,
  dnsLabel,
  duration,
  environmentFromSecrets,
  exposure,
  gibibytes,
  labelKey,
  labelName,
  mebibytes,
  nonEmpty,
  releaseName,
  replicaCount,
  resources,
  scheduling,
  seconds,
  url,
  values,
  volume,
  workloadProps,
} from "../../model";
import { conflicts } from "./conflicts";
import { FEATURES, KUBERNETES_RESOURCES } from "./known-names";
import { otlpReceiver } from "./receivers";
import { remoteWrite } from "./remote-write";
import { scrapeConfigs, timeoutsFit } from "./scrape";

/** The chart cuts its names at 26 characters, so that the longest of its objects still has a legal name. */
const LONGEST_NAME = 26;

const stackName = releaseName.refine((name) => name.length <= LONGEST_NAME, {
  error: `is longer than ${LONGEST_NAME} characters, at which the chart cuts its names`,
  params: { mend: `use at most ${LONGEST_NAME} characters` },
});

const externalLabelName = labelName.refine((name) => !name.startsWith("__"), {
  error: "begins with __, which Prometheus keeps to itself",
  params: { mend: "choose a name without the underscores in front" },
});

const externalLabelValue = nonEmpty.refine((value) => !value.includes("$("), {
  error: "holds $(, which the configuration reloader takes for an environment variable",
  params: { mend: "write the value itself" },
});

const labelKeys = z.array(labelKey).readonly().optional();
const labelsByResource = z.strictObject(
  Object.fromEntries(KUBERNETES_RESOURCES.map((resource) => [resource, labelKeys])) as Record<
    (typeof KUBERNETES_RESOURCES)[number],
    typeof labelKeys
  >,
);

const shape = z.strictObject({
  ...workloadProps,
  /** Name of the Helm release, with which the names of its objects begin. @default "prometheus" */
  releaseName: stackName.default("prometheus"),
  /**
   * Namespace of the node exporter, which needs the host's network and file systems, so no `restricted` namespace admits it.
   * Image pull secrets must exist there, too. @default "observability-agents"
   */
  agentNamespace: dnsLabel.default("observability-agents"),
  /** `"existing"` where the operator's resource definitions (prometheus-operator-crds 31) are kept by somebody else. @default "managed" */
  crds: z.enum(["managed", "existing"]).default("managed"),
  /**
   * Whose are the Kubernetes scheduler, controller manager, etcd and kube-proxy? A cloud provider's (`"managed"`) cannot be scraped.
   * API server, kubelet and CoreDNS are scraped in either case. @default "managed"
   */
  controlPlane: z.enum(["managed", "self-hosted"]).default("managed"),

  /** Replicas, each of which scrapes everything, so that one may fail. @default 2 */
  replicas: replicaCount.default(2),
  /** Parts that the targets are divided into. More than one needs a place where all data come together: `remoteWrite`. @default 1 */
  shards: replicaCount.default(1),
  /** Volume of each replica. `"ephemeral"` loses the data with the pod. @default 100 GiB */
  storage: z.union([volume, z.literal("ephemeral")]).default({ size: gibibytes(100) }),
  /** Samples older than this are deleted. @default days(30) */
  retention: duration.default(days(30)),
  /**
   * Above this amount the oldest samples are deleted. @default 85 % of the volume; Prometheus's documentation ("Storage", right-sizing
   * retention size) advises 80 to 85 %, because compaction needs room for a while. None without a volume
   */
  retentionSize: bytes.optional(),
  /** Samples may arrive this much too late. @default half an hour if something is pushed (Prometheus's OpenTelemetry guide), else not at all */
  outOfOrderWindow: duration.optional(),
  /** Compress the write-ahead log. @default true */
  walCompression: z.boolean().default(true),
  /** @default 1 CPU and 4 GiB requested, 8 GiB limit: by rule of thumb (8 KiB for each active series) good for a million series */
  resources: resources.default({
    requests: { cpu: cores(1), memory: gibibytes(4) },
    limits: { memory: gibibytes(8) },
  }),
  /** @default one pod may be away, when there are several */
  disruptionBudget: disruptionBudget.optional(),

  /** Between two scrapes of a target that says nothing else. @default seconds(15) */
  scrapeInterval: duration.default(seconds(15)),
  /** @default seconds(10), or `scrapeInterval` if that is shorter */
  scrapeTimeout: duration.optional(),
  /** Between two evaluations of a rule that says nothing else. @default `scrapeInterval` */
  evaluationInterval: duration.optional(),
  /**
   * Targets beyond those of ServiceMonitor, PodMonitor, Probe and ScrapeConfig resources, all of which count wherever they are in the
   * cluster. @default none
   */
  scrapeConfigs: scrapeConfigs.default([]),
  /** Scrape native histograms. Classic buckets are scraped beside them, so that queries on `_bucket` keep working. @default false */
  nativeHistograms: z.boolean().default(false),
  /** Exemplars (links from samples to traces) kept in memory, about 100 bytes each (Prometheus, feature flags). @default 100000 */
  exemplarStorage: z.union([count(1), z.literal("off")]).default(100_000),
  /** Experimental features of Prometheus 3.14. Exemplars and native histograms have props of their own. @default none */
  enableFeatures: z.array(z.enum(FEATURES)).readonly().default([]),

  /** Labels that tell this Prometheus from others, on alerts and on all that is sent away, e.g. `cluster`, `environment`. @default none */
  externalLabels: z.record(externalLabelName, externalLabelValue).readonly().default({}),
  /** External label by which receivers tell replicas apart; Mimir asks for `__replica__`. Alerts do not carry it. @default "prometheus_replica" */
  replicaLabel: labelName.default("prometheus_replica"),
  /** Other stores that get the samples, too. @default none */
  remoteWrite: z.array(remoteWrite).readonly().default([]),
  /** Take in samples over the OpenTelemetry protocol: `{}` for all defaults. Whoever reaches the port may write. @default off */
  otlpReceiver: otlpReceiver.optional(),
  /** Take in samples over remote write. Whoever reaches the port may write. @default false */
  remoteWriteReceiver: z.boolean().default(false),
  /** What a single query may take. @default Prometheus's own limits */
  query: z
    .strictObject({
      /** Queries at once; more wait. @default 20, Prometheus's own */
      maxConcurrency: count(1).optional(),
      /** Samples that one query may load into memory. @default 50000000, Prometheus's own */
      maxSamples: count(1, 2 ** 31 - 1).optional(),
      /** @default minutes(2), Prometheus's own */
      timeout: duration.optional(),
      /** How old a sample may be and still count as now. @default minutes(5), Prometheus's own */
      lookback: duration.optional(),
    })
    .prefault({}),

  /** How people reach the user interface, which has no login of its own. @default from inside the cluster only */
  exposure: exposure.optional(),
  /** Address that links in alerts begin with. @default that of `exposure` */
  externalUrl: url.optional(),
  /** Environment of Prometheus from Secrets, e.g. for a cloud's service discovery: `{ NAME: secretEnvironment(secret, "entry") }`. @default none */
  environment: environmentFromSecrets,
  /** Have Prometheus scrape itself through a ServiceMonitor. @default true */
  serviceMonitor: z.boolean().default(true),

  /** The operator, which makes Prometheus and its configuration out of custom resources. */
  operator: z
    .strictObject({
      /** @default 100m CPU and 128 MiB requested, 512 MiB limit */
      resources: resources.default({
        requests: { cpu: cores(0.1), memory: mebibytes(128) },
        limits: { memory: mebibytes(512) },
      }),
      /** Of the container beside Prometheus that reloads its configuration. @default 10m CPU and 50 MiB requested (the operator's own), 128 MiB limit */
      configReloaderResources: resources.default({
        requests: { cpu: cores(0.01), memory: mebibytes(50) },
        limits: { memory: mebibytes(128) },
      }),
    })
    .prefault({}),
  /** The exporter of node metrics, on every node. */
  nodeExporter: z
    .strictObject({
      ...scheduling.pick({ nodeSelector: true, priorityClass: true }).shape,
      /** Taints that it bears. @default all, because every node counts */
      tolerations: scheduling.shape.tolerations.default([{ operator: "Exists" }]),
      /** @default 50m CPU and 32 MiB requested, 128 MiB limit */
      resources: resources.default({
        requests: { cpu: cores(0.05), memory: mebibytes(32) },
        limits: { memory: mebibytes(128) },
      }),
      /** Have it scraped through a ServiceMonitor; off where a scrape configuration does it. @default true */
      serviceMonitor: z.boolean().default(true),
    })
    .prefault({}),
  /** The exporter of the state of Kubernetes objects. */
  kubeStateMetrics: z
    .strictObject({
      /**
       * Labels of Kubernetes objects that become labels of metrics (`kube_<resource>_labels`), by resource:
       * `{ namespaces: ["team"], pods: ["app.kubernetes.io/name"] }`. @default none
       */
      labels: labelsByResource.default({}),
      /** @default 100m CPU and 256 MiB requested (its README: enough for 100 nodes), 512 MiB limit */
      resources: resources.default({
        requests: { cpu: cores(0.1), memory: mebibytes(256) },
        limits: { memory: mebibytes(512) },
      }),
    })
    .prefault({}),
  /** Values of the chart, merged last. Checked like everything else. @default none */
  values: values.default({}),
});
export type PrometheusSettings = z.output<typeof shape>;

export const prometheusProps = shape.superRefine((settings, context) => {
  timeoutsFit(settings.scrapeConfigs, settings, ["scrapeConfigs"], context);
  for (const { path, input, problem, mend } of conflicts(settings))
    context.addIssue({ code: "custom", path: [...path], input, message: problem, params: { mend } });
});
export type PrometheusProps = z.input<typeof prometheusProps>;
