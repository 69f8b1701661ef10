/** The packs that come with the library, each a function of what its subject is called in an installation. */
import { mebibytes, type AlertOverride } from "../model";
import { alertmanagerPack } from "./alertmanager";
import { businessPack } from "./business";
import { httpServerPack } from "./http-server";
import { blackboxPack, postgresPack, redisPack } from "./exporters";
import { grafanaPack } from "./grafana";
import { fluentdPack } from "./fluentd";
import { jaegerPack } from "./jaeger";
import { lokiPack } from "./loki";
import { nodeBasicsPack } from "./node-basics";
import { prometheusPack } from "./prometheus";
import { workloadPack } from "./workload";
import { pipelineCanaryPack, watchdogPack } from "./watchdog";

export { alertmanagerPack, type AlertmanagerTarget } from "./alertmanager";
export { business, businessPack, type BusinessPackProps } from "./business";
export { blackbox, blackboxPack, postgresPack, redisPack, type BlackboxTarget, type Job } from "./exporters";
export { grafana, grafanaPack, type GrafanaTarget } from "./grafana";
export {
  http,
  httpObjectives,
  httpServerPack,
  type HttpObjectivesProps,
  type HttpServerPackProps,
} from "./http-server";
export { seasonWithin } from "./season";
export { fluentd, fluentdPack, type FluentdTarget } from "./fluentd";
export { jaeger, jaegerPack, type JaegerTarget } from "./jaeger";
export { loki, lokiPack, type LokiTarget } from "./loki";
export { nodeBasicsPack, type NodeBasicsProps } from "./node-basics";
export { prometheusPack, type PrometheusPackProps } from "./prometheus";
export { workloadPack, type WorkloadSettings } from "./workload";
export { canary, pipelineCanaryPack, watchdogPack, type WatchdogPackProps } from "./watchdog";

/** Every pack with typical settings: what is proven, documented, and whose alerts can be set anew by name. */
export const shippedPacks = () =>
  [
    httpServerPack(),
    businessPack(),
    watchdogPack(),
    pipelineCanaryPack(),
    nodeBasicsPack(),
    prometheusPack({
      namespace: "observability",
      job: "prometheus-prometheus",
      operatorJob: "prometheus-operator",
      pods: 2,
      alertmanagers: 3,
      remoteWrite: true,
    }),
    workloadPack(),
    lokiPack({ namespace: "observability", jobs: ["observability/loki"], store: "s3", maxStreams: 10_000 }),
    fluentdPack({ namespace: "observability-agents", job: "fluentd" }),
    jaegerPack({ namespace: "observability", job: "jaeger", refusesAbove: mebibytes(716) }),
    alertmanagerPack({ namespace: "observability", job: "alertmanager", replicas: 3 }),
    grafanaPack({ namespace: "observability", job: "grafana", dataSources: 4 }),
    blackboxPack({ namespace: "observability", job: "blackbox-exporter", probeJob: "probe" }),
    postgresPack([{ namespace: "observability", job: "postgres-exporter-orders" }]),
    redisPack([{ namespace: "observability", job: "redis-exporter-cache" }]),
  ] as const;

type ShippedAlert = ReturnType<typeof shippedPacks>[number]["alerts"][number];

/** Shipped alerts set anew, by name, each with its own parameters. */
export type ShippedAlertOverrides = {
  readonly [Each in ShippedAlert as Each["name"]]?: AlertOverride<Each["parameters"]>;
};
