/** Whom Prometheus scrapes that is no component of ours, where it sends samples on, and what waits in it. */
import { hours, type Buffer, type Flow, type FlowEnd } from "../../model";
import { discovery, outside, reached } from "../address";
import { kubeStateMetricsName, kubeStateMetricsPods, operatorPods, nodeExporterName } from "./names";
import type { PrometheusSettings } from "./props";

type Target = Pick<Flow, "to" | "ports"> & Partial<Pick<Flow, "protocol" | "encryption" | "address">>;

/** The chart's own port; it is on the host's network. */
const NODE_EXPORTER_PORT = 9100;

const inCluster = (name: string, port: number, protocol: "HTTP" | "HTTPS" = "HTTPS"): Target => ({
  to: { kind: "kubernetes", name },
  ports: [{ port }],
  protocol,
  encryption: protocol === "HTTPS" ? "TLS" : "none",
});

/** What kube-prometheus-stack scrapes of every cluster, and of one whose control plane is at hand. */
const CLUSTER: readonly Target[] = [
  inCluster("API server", 443),
  inCluster("kubelet of each node", 10_250),
  inCluster("CoreDNS", 9153, "HTTP"),
];
const CONTROL_PLANE: readonly Target[] = [
  inCluster("scheduler", 10_259),
  inCluster("controller manager", 10_257),
  inCluster("etcd", 2381, "HTTP"),
  inCluster("kube-proxy", 10_249, "HTTP"),
];

export const prometheusFlows = (settings: PrometheusSettings, path: string): readonly Flow[] => {
  const { agentNamespace, controlPlane, namespace, releaseName, remoteWrite, scrapeConfigs } = settings;
  const from: FlowEnd = { kind: "component", name: releaseName, namespace };
  const scraped = (target: Target): Flow => ({
    path,
    from,
    what: "scrape",
    protocol: "HTTP",
    encryption: "none",
    direction: "back",
    ...target,
  });
  return [
    scraped({
      to: { kind: "component", name: nodeExporterName(settings), namespace: agentNamespace },
      ports: [{ port: NODE_EXPORTER_PORT }],
    }),
    ...[...CLUSTER, ...(controlPlane === "self-hosted" ? CONTROL_PLANE : [])].map(scraped),
    ...scrapeConfigs.flatMap((job) =>
      job.discovery
        .flatMap((source): readonly Target[] =>
          source.kind === "static"
            ? source.targets.map((target) => reachedTarget(target))
            : [
                {
                  to: { kind: "applications", name: `targets of the job ${job.jobName}, found by ${source.kind}` },
                  ports: [],
                },
              ],
        )
        .map((target) =>
          scraped({ ...target, ...(job.scheme === "https" ? { protocol: "HTTPS", encryption: "TLS" as const } : {}) }),
        ),
    ),
    ...remoteWrite.map(({ url }): Flow => ({
      path,
      from,
      ...reached(url),
      what: "samples",
      protocol: "HTTP (remote write)",
      direction: "forth",
    })),
    discovery(path, { name: releaseName, namespace }),
    discovery(`${path}.operator`, operatorPods(settings)),
    discovery(`${path}.kubeStateMetrics`, { ...kubeStateMetricsPods(settings), name: kubeStateMetricsName(settings) }),
  ];
};

/** `postgres-exporter.databases.svc:9187`; the blackbox exporter's targets are addresses. */
const reachedTarget = (target: string): Target => {
  const colon = target.lastIndexOf(":");
  if (target.includes("/") || colon < 0) return { to: outside(target), ports: [] };
  return { to: outside(target.slice(0, colon)), ports: [{ port: Number(target.slice(colon + 1)) || 0 }] };
};

/** Prometheus's own (`--alertmanager.notification-queue-capacity`). */
const ALERT_QUEUE = 10_000;
/** What the write-ahead log keeps for a remote write that cannot be reached (prometheus.io, "Remote write tuning"). */
const WRITE_AHEAD = hours(2);

export const prometheusBuffers = (
  { releaseName, remoteWrite, storage }: PrometheusSettings,
  path: string,
  alertmanagers: readonly string[],
): readonly Buffer[] => [
  ...alertmanagers.map((name) => ({
    path: `${path}.alertQueue`,
    workload: releaseName,
    holds: "alerts that are not delivered",
    for: name,
    items: ALERT_QUEUE,
    whenFull: "the oldest are thrown away; what still fires is sent again with the next evaluations",
    onDisk: false,
  })),
  ...remoteWrite.map(({ url }, index) => ({
    path: `${path}.remoteWrite[${index}]`,
    workload: releaseName,
    holds: "samples to be sent on",
    for: reached(url).to.name,
    lasts: WRITE_AHEAD,
    whenFull: "older samples never arrive there; they stay in Prometheus itself",
    onDisk: storage !== "ephemeral",
  })),
];
