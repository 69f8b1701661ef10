/** What each part of the platform does to people when it is away, and how it comes back: the words; figures come from the model. */
import type { WorkloadRole } from "../../model";

export interface FailureWords {
  /** All of its replicas are away. */
  readonly away: string;
  /** One of several is. */
  readonly oneAway: string;
  readonly recovers: string;
  /** Alerts that tell, the first to fire first. */
  readonly alerts: readonly string[];
}

const OTHERS = "nothing: the others do its work";

export const FAILURES: Readonly<Record<WorkloadRole, FailureWords>> = {
  "metrics store": {
    away: "No sample is taken and no rule is evaluated, so no alert fires. What happened meanwhile is never known: exporters and applications keep no history, and only counters show afterwards how much there was.",
    oneAway: "nothing but its own samples: the others scrape and evaluate the same; its graphs have a gap",
    recovers:
      "It replays its write-ahead log, which takes minutes with many series, and goes on. Objectives count the gap as unknown, not as bad.",
    alerts: ["PrometheusAbsent", "PrometheusReplicasMissing", "PrometheusDown"],
  },
  operator: {
    away: "Everything runs on as it is. New rules, monitors and targets are not taken up, and the API server refuses changed rules.",
    oneAway: OTHERS,
    recovers: "It reads all custom resources anew and makes what is missing.",
    alerts: ["PrometheusOperatorDown", "PrometheusOperatorSyncFailed"],
  },
  "cluster exporter": {
    away: "Nothing is known about pods, Deployments and jobs: their alerts keep silent, and dashboards of workloads are empty.",
    oneAway: OTHERS,
    recovers: "It lists all objects anew; what happened meanwhile is not told.",
    alerts: ["KubeStateMetricsDown"],
  },
  "node exporter": {
    away: "Disks, memory and network of the nodes are not watched.",
    oneAway: "the figures of its node",
    recovers: "It starts and answers; counters of the kernel have gone on.",
    alerts: ["NodeExporterAbsent", "NodeExporterDown"],
  },
  "alert sender": {
    away: "Nobody is told of anything. Alerts go on firing and are sent again every minute, so that all that still fires is told when it is back; what was over by then never is. Silences cannot be set.",
    oneAway: "nothing: alerts are sent to every replica, and those that are left tell",
    recovers:
      "A replica has silences and what has been told from its peers, or from its volume. Without both, what fires is told once more.",
    alerts: [
      "PrometheusNoAlertmanager",
      "PrometheusAlertsUndelivered",
      "AlertmanagerDown",
      "AlertmanagerReplicaMissing",
    ],
  },
  "user interface": {
    away: "Nobody sees dashboards, logs, traces or runbook pages. Alerts go on being told, with their text; their links lead nowhere.",
    oneAway: "nothing: sessions are in the shared database",
    recovers: "It reads its provisioned data sources and dashboards again; nothing of the signals is lost.",
    alerts: ["GrafanaDown"],
  },
  "log store": {
    away: "Lines are not taken in and cannot be searched; rules over logs are not evaluated.",
    oneAway: "nothing where lines stand on several replicas; a query may be slower",
    recovers: "It replays its write-ahead log, joins the ring and takes what the agents have kept, oldest first.",
    alerts: ["LokiDown", "LokiRingUnhealthy", "LokiNothingReceived", "FluentdDeliveryFailing"],
  },
  distributor: {
    away: "Lines are not taken in; what is there can be searched.",
    oneAway: OTHERS,
    recovers: "It joins the ring; agents send what they have kept.",
    alerts: ["LokiDown", "LokiPushErrors"],
  },
  ingester: {
    away: "Lines are not taken in, and the newest cannot be searched.",
    oneAway: "nothing where lines stand on several ingesters",
    recovers: "It replays its write-ahead log and joins the ring.",
    alerts: ["LokiDown", "LokiRingUnhealthy", "LokiWalReplayLong"],
  },
  "query frontend": {
    away: "Logs cannot be searched; they are taken in as ever.",
    oneAway: OTHERS,
    recovers: "It starts; nothing is lost.",
    alerts: ["LokiDown", "LokiQueryErrors"],
  },
  "query scheduler": {
    away: "Queries wait and run out of time; lines are taken in as ever.",
    oneAway: OTHERS,
    recovers: "It starts; queries that waited are asked again by people.",
    alerts: ["LokiDown", "LokiQueriesQueued"],
  },
  querier: {
    away: "Queries wait; lines are taken in as ever.",
    oneAway: "speed of queries",
    recovers: "It starts; nothing is lost.",
    alerts: ["LokiDown", "LokiQueriersMissing"],
  },
  "index gateway": {
    away: "Older logs cannot be searched.",
    oneAway: OTHERS,
    recovers: "It fetches the index from the store.",
    alerts: ["LokiDown", "LokiStoreErrors"],
  },
  compactor: {
    away: "Nothing is deleted, so the store grows past its retention; queries get slower over days.",
    oneAway: OTHERS,
    recovers: "It makes up for what it has missed.",
    alerts: ["LokiDown", "LokiCompactionStale", "LokiRetentionStale"],
  },
  ruler: {
    away: "Rules over logs are not evaluated; what happened meanwhile is never evaluated.",
    oneAway: "nothing: the others take over its groups",
    recovers: "It loads its rules and evaluates from now on.",
    alerts: ["LokiDown", "LokiRuleFailures", "LokiRulesNotLoaded"],
  },
  gateway: {
    away: "Loki can be neither written to nor searched, although it runs.",
    oneAway: OTHERS,
    recovers: "It starts; agents send what they have kept.",
    alerts: ["FluentdDeliveryFailing", "LokiNothingReceived"],
  },
  cache: {
    away: "Queries read from the store what they would have had at hand.",
    oneAway: "a part of the cache",
    recovers: "It fills again by itself.",
    alerts: ["LokiCacheErrors"],
  },
  canary: {
    away: "Lines that get lost in the store are noticed later, by people.",
    oneAway: OTHERS,
    recovers: "It starts and writes on.",
    alerts: ["PipelineCanarySilent"],
  },
  "trace store": {
    away: "Spans are refused. SDKs try again for a while with what their queues hold, 2048 spans by OpenTelemetry's default, then throw them away; requests of applications do not suffer. Traces cannot be looked at.",
    oneAway: "nothing where replicas share a store; otherwise there is no other",
    recovers: "It starts and takes spans in again. Those of the time between are lost.",
    alerts: ["JaegerDown", "JaegerReplicaDown", "JaegerSpansStopped"],
  },
  "log agent": {
    away: "Lines of the nodes are not shipped. They wait in the log files of the containers until the kubelet rotates these away (10 MiB five times for each container, unless the kubelet is told otherwise).",
    oneAway: "the lines of its node wait in their files",
    recovers: "It reads on where its positions say, and sends what its buffer holds first.",
    alerts: ["FluentdDown", "FluentdAgentDown", "FluentdInputStopped"],
  },
  prober: {
    away: "Addresses are not tried out; objectives about them have no data.",
    oneAway: OTHERS,
    recovers: "It answers the next probe.",
    alerts: ["BlackboxExporterDown", "ProbeNotRun"],
  },
  "database exporter": {
    away: "The server is not watched; it runs on.",
    oneAway: OTHERS,
    recovers: "It starts and answers; the server's counters have gone on.",
    alerts: ["PostgresExporterDown"],
  },
  "cache exporter": {
    away: "The server is not watched; it runs on.",
    oneAway: OTHERS,
    recovers: "It starts and answers; the server's counters have gone on.",
    alerts: ["RedisExporterDown"],
  },
};

/** What it means that a store outside of the cluster is away, by what the workload that needs it does. */
export const STORE_AWAY: Partial<Readonly<Record<WorkloadRole, Pick<FailureWords, "away" | "recovers" | "alerts">>>> = {
  "user interface": {
    away: "Nobody can log in, and pages that are open fail with their next request. Alerts are told as ever.",
    recovers: "Grafana connects again by itself.",
    alerts: ["GrafanaRequestErrors", "GrafanaDatabaseWaits", "GrafanaDown"],
  },
  "log store": {
    away: "New lines are taken in and kept on the replicas; older ones cannot be searched, and nothing is written out or deleted.",
    recovers: "What waits is written out by itself.",
    alerts: ["LokiFlushFailing", "LokiStoreErrors", "LokiFlushStalled", "LokiWalDiskFilling"],
  },
  "trace store": {
    away: "Traces cannot be searched, and new spans wait in memory.",
    recovers: "What waits is written by itself; what was refused is lost.",
    alerts: [
      "JaegerExportFailing",
      "JaegerStorageReadErrors",
      "JaegerQueueNearlyFull",
      "JaegerQueueOverflow",
      "JaegerBulkRequestsFailing",
    ],
  },
};
