/** Loki's own configuration, in the sections of the chart's `loki`. */
import { compact } from "../../charts";
import { fraction, goDuration, type Values } from "../../model";
import { restrictedContainer, restrictedPod } from "../workload";
import { limitsValue, lokiSize } from "./limits";
import type { LokiSettings } from "./props";
import { retentionLimits } from "./retention";
import { storageValue, storeType } from "./storage-values";
import { ingestersIn, rulersIn, tiersOf, type Tier } from "./tiers";

/** The user that the image runs as. */
export const LOKI = 10_001;

/** What is known only when everything stands. */
export interface Wiring {
  /** Addresses of Alertmanager's replicas; rules over logs fire there. @default none */
  readonly alertmanagers?: readonly string[];
}

export const lokiSection = (props: LokiSettings, { alertmanagers = [] }: Wiring): Values => {
  const tiers = tiersOf(props);
  return compact({
    auth_enabled: props.tenants !== undefined,
    // Only their presence counts: the gateway then takes the tenant from the login.
    tenants: props.tenants?.users === undefined ? undefined : props.tenants.names.map((name) => ({ name })),
    podSecurityContext: restrictedPod(LOKI, props),
    containerSecurityContext: restrictedContainer(props),
    podLabels: props.podLabels,
    commonConfig: { replication_factor: props.replicationFactor ?? defaultReplication(ingestersIn(tiers)) },
    storage: storageValue(props.storage),
    schemaConfig: {
      configs: [
        {
          from: props.schema.from,
          store: "tsdb",
          object_store: storeType(props.storage),
          schema: "v13",
          index: { prefix: props.schema.indexPrefix, period: "24h" },
        },
      ],
    },
    limits_config: { ...limitsValue(props.limits, props.retention), ...retentionLimits(props) },
    // Without these two a retention is only a number: nothing is ever deleted.
    compactor: { retention_enabled: true, delete_request_store: storeType(props.storage) },
    ingester: ingesterSection(props, ingestersIn(tiers)),
    rulerConfig: {
      enable_api: true,
      // Else each replica evaluates every rule.
      enable_sharding: (rulersIn(tiers)?.replicas ?? 1) > 1,
      enable_alertmanager_v2: true,
      // Without them, its alerts would be another cluster's for Alertmanager: grouped apart, and never inhibited by Prometheus's.
      external_labels: Object.keys(props.externalLabels).length === 0 ? undefined : props.externalLabels,
      alertmanager_url: alertmanagers.length === 0 ? undefined : alertmanagers.join(","),
    },
    analytics: { reporting_enabled: false },
  });
};

/** Two would need both for every write: worse than one. */
const defaultReplication = (ingesters: Tier | undefined): number => ((ingesters?.replicas ?? 1) >= 3 ? 3 : 1);

/** Of the memory limit, for the replay of the write-ahead log (grafana.com/docs/loki, "Write Ahead Log"). */
const REPLAY_SHARE = 0.75;
const MEBIBYTE = 2 ** 20;

const ingesterSection = ({ ingester }: LokiSettings, tier: Tier | undefined): Values => ({
  chunk_idle_period: goDuration(ingester.chunkIdlePeriod),
  chunk_retain_period: ingester.chunkRetainPeriod === undefined ? "0s" : goDuration(ingester.chunkRetainPeriod),
  max_chunk_age: goDuration(ingester.maxChunkAge),
  chunk_target_size: ingester.chunkTargetSize.bytes,
  wal: {
    enabled: ingester.writeAheadLog,
    flush_on_shutdown: true,
    ...(tier === undefined
      ? {}
      : {
          replay_memory_ceiling: lokiSize({
            kind: "bytes",
            bytes: wholeMebibytes(fraction(tier.resources.limits.memory, REPLAY_SHARE).bytes),
          }),
        }),
  },
});

const wholeMebibytes = (size: number): number => Math.max(1, Math.floor(size / MEBIBYTE)) * MEBIBYTE;
