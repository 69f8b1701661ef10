/** The packs that come with the library, each a function of what its subject is called in an installation. */
import { mebibytes, once, type AlertOverride } from "../model";
import { alertmanagerPack } from "./alertmanager";
import { applicationPack } from "./application";
import { businessPack } from "./business";
import { httpServerPack } from "./http-server";
import { blackboxPack, postgresPack, redisPack } from "./exporters";
import { grafanaPack } from "./grafana";
import { fluentdPack } from "./fluentd";
import { homePack } from "./home";
import { jaegerPack } from "./jaeger";
import { kubernetesPack } from "./kubernetes";
import { logsPack } from "./logs";
import { lokiPack } from "./loki";
import { nodeBasicsPack } from "./node-basics";
import { objectivesPack } from "./objectives";
import { prometheusPack } from "./prometheus";
import { servicePack } from "./service-dashboard";
import { tracesPack } from "./traces";
import { queuePack } from "./queue";
import { workerPack } from "./worker";
import { workloadPack } from "./workload";
import { pipelineCanaryPack, watchdogPack } from "./watchdog";

export { alertmanagerPack, type AlertmanagerTarget } from "./alertmanager";
export { applicationPack, type ApplicationPackProps } from "./application";
export { business, businessAlerts, businessPack, businessSignals, type BusinessPackProps } from "./business";
export {
  addressAlertsOf,
  blackbox,
  blackboxPack,
  postgres,
  postgresPack,
  postgresServerAlerts,
  redis,
  redisPack,
  redisServerAlerts,
  type BlackboxTarget,
  type Job,
} from "./exporters";
export { grafana, grafanaPack, type GrafanaTarget } from "./grafana";
export {
  http,
  httpAlerts,
  httpMetrics,
  httpObjectives,
  httpServerPack,
  httpServiceRules,
  otelHttp,
  standardHttp,
  type HttpLabels,
  type HttpMetrics,
  type HttpObjectivesProps,
  type HttpServerPackProps,
  type HttpServiceRulesProps,
} from "./http-server";
export { eachNarrowed, REGISTERED, registered, registeredInhibition, type Registered } from "./registered";
export { seasonWithin } from "./season";
export { fluentd, fluentdPack, type FluentdTarget } from "./fluentd";
export { homePack, type ComponentTargets, type HomePackProps, type PlatformTargets } from "./home";
export { jaeger, jaegerPack, type JaegerTarget } from "./jaeger";
export { kubernetes, kubernetesPack } from "./kubernetes";
export { logsPack } from "./logs";
export { loki, lokiPack, type LokiTarget } from "./loki";
export { objectivesPack } from "./objectives";
export { nodeBasicsPack, type NodeBasicsProps } from "./node-basics";
export { prometheusPack, type PrometheusPackProps } from "./prometheus";
export {
  httpDependency,
  httpSignals,
  postgresDependency,
  redisDependency,
  serviceDashboard,
  servicePack,
  type Dependency,
  type DependencyProps,
  type HttpSignalsProps,
  type PodsOfService,
  type RowsOf,
  type ServiceDashboardProps,
  type ServicePackProps,
  type ServiceScope,
  type ServiceSignals,
} from "./service-dashboard";
export { tracesPack } from "./traces";
export { cronJobFigures, cronJobRows, type CronJobScope } from "./cron-job";
export { queue, queueAlerts, queuePack, queueSignals } from "./queue";
export { JOB_BUCKETS, worker, workerAlerts, workerPack, workerSignals, type WorkerAlertsProps } from "./worker";
export { workloadPack, type WorkloadSettings } from "./workload";
export { canary, pipelineCanaryPack, watchdogPack, type WatchdogPackProps } from "./watchdog";

/**
 * Every pack with typical settings: what is proven, documented, and whose alerts can be set anew by name. Asked for several times in each synthesis, and
 * always the same.
 */
export const shippedPacks = once(
  () =>
    [
      httpServerPack(),
      businessPack(),
      applicationPack({ business: true }),
      homePack({
        platform: {
          prometheus: { namespace: "observability", jobs: ["prometheus-prometheus"] },
          alertmanager: { namespace: "observability", jobs: ["alertmanager"] },
          grafana: { namespace: "observability", jobs: ["grafana"] },
          loki: { namespace: "observability", jobs: ["observability/loki"] },
          fluentd: { namespace: "observability-agents", jobs: ["fluentd"] },
          jaeger: { namespace: "observability", jobs: ["jaeger"] },
        },
      }),
      servicePack(),
      objectivesPack(),
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
      workerPack(),
      queuePack(),
      workloadPack(),
      kubernetesPack(),
      lokiPack({ namespace: "observability", jobs: ["observability/loki"], store: "s3", maxStreams: 10_000 }),
      fluentdPack({ namespace: "observability-agents", job: "fluentd" }),
      jaegerPack({ namespace: "observability", job: "jaeger", refusesAbove: mebibytes(716) }),
      logsPack(),
      tracesPack(),
      alertmanagerPack({ namespace: "observability", job: "alertmanager", replicas: 3 }),
      grafanaPack({ namespace: "observability", job: "grafana", dataSources: 4 }),
      blackboxPack({ namespace: "observability", job: "blackbox-exporter", probeJob: "probe" }),
      postgresPack([{ namespace: "observability", job: "postgres-exporter-orders" }]),
      redisPack([{ namespace: "observability", job: "redis-exporter-cache" }]),
    ] as const,
);

type ShippedAlert = ReturnType<typeof shippedPacks>[number]["alerts"][number];

/** Shipped alerts set anew, by name, each with its own parameters. */
export type ShippedAlertOverrides = {
  readonly [Each in ShippedAlert as Each["name"]]?: AlertOverride<Each["parameters"]>;
};
