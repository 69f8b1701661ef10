/** The workloads that Loki is made of, in either mode: their names in the chart, their sizes, their volumes. */
import * as z from "zod";
import {
  gibibytes,
  mebibytes,
  millicores,
  replicaCount,
  resources,
  volume,
  type Bytes,
  type Resources,
  type Volume,
} from "../../model";

const sized = (millicpu: number, memory: Bytes, limit: Bytes): Resources => ({
  requests: { cpu: millicores(millicpu), memory },
  limits: { memory: limit },
});

/** Room for the write-ahead log's replay and some queries at once. */
export const MONOLITHIC_RESOURCES = sized(500, gibibytes(2), gibibytes(4));

const stateless = (replicas: number, defaults: Resources) => ({
  replicas: replicaCount.default(replicas),
  resources: resources.default(defaults),
});
const stateful = (replicas: number, defaults: Resources, size: Bytes) => ({
  ...stateless(replicas, defaults),
  volume: volume.default({ size }),
});

/**
 * Each kind of work on its own. Memory per replica after "Size the cluster" (grafana.com/docs/loki, below 3 TB a day), the compactor's
 * smaller, because it grows with the volume of logs; CPU half of what stands there; limits twice the requests.
 */
export const distributedTiers = z.strictObject({
  /** Takes in logs and holds them against the limits. @default 3 replicas of 1 CPU and 512 MiB, 1 GiB limit */
  distributor: z.strictObject(stateless(3, sized(1_000, mebibytes(512), gibibytes(1)))).prefault({}),
  /** Holds the newest logs, in memory and in the write-ahead log. @default 3 replicas of 1 CPU and 4 GiB, 8 GiB limit, 50 GiB volume */
  ingester: z.strictObject(stateful(3, sized(1_000, gibibytes(4), gibibytes(8)), gibibytes(50))).prefault({}),
  /** Splits queries and puts their results together. @default 2 replicas of 500m CPU and 2 GiB, 4 GiB limit */
  queryFrontend: z.strictObject(stateless(2, sized(500, gibibytes(2), gibibytes(4)))).prefault({}),
  /** Queues the pieces of queries. @default 2 replicas of 500m CPU and 512 MiB, 1 GiB limit */
  queryScheduler: z.strictObject(stateless(2, sized(500, mebibytes(512), gibibytes(1)))).prefault({}),
  /** Runs the pieces of queries. @default 3 replicas of 500m CPU and 1 GiB, 2 GiB limit */
  querier: z.strictObject(stateless(3, sized(500, gibibytes(1), gibibytes(2)))).prefault({}),
  /** Keeps the index at hand. @default 2 replicas of 250m CPU and 2 GiB, 4 GiB limit, 20 GiB volume */
  indexGateway: z.strictObject(stateful(2, sized(250, gibibytes(2), gibibytes(4)), gibibytes(20))).prefault({}),
  /** Compacts the index and deletes what is too old; one replica works. @default 500m CPU and 2 GiB, 4 GiB limit, 20 GiB volume */
  compactor: z.strictObject(stateful(1, sized(500, gibibytes(2), gibibytes(4)), gibibytes(20))).prefault({}),
  /** Evaluates rules over logs. @default 2 replicas of 250m CPU and 512 MiB, 1 GiB limit, 5 GiB volume */
  ruler: z.strictObject(stateful(2, sized(250, mebibytes(512), gibibytes(1)), gibibytes(5))).prefault({}),
});
type DistributedTiers = z.output<typeof distributedTiers>;
export type DistributedTier = keyof DistributedTiers;

/** One workload, as the chart and the checks see it. */
export interface Tier {
  /** Its section in the chart's values. */
  readonly key: DistributedTier | "singleBinary";
  /** What the chart calls it in names and in the label `app.kubernetes.io/component`. */
  readonly component: string;
  /** Where it stands below the props: `distributed.ingester`; empty for the monolith. */
  readonly path: readonly string[];
  readonly replicas: number;
  readonly resources: Resources;
  readonly volume?: Volume;
}

const COMPONENTS: Readonly<Record<DistributedTier, string>> = {
  distributor: "distributor",
  ingester: "ingester",
  queryFrontend: "query-frontend",
  queryScheduler: "query-scheduler",
  querier: "querier",
  indexGateway: "index-gateway",
  compactor: "compactor",
  ruler: "ruler",
};
const DISTRIBUTED = Object.keys(COMPONENTS) as readonly DistributedTier[];

/** The sections of the chart's values that must not deploy anything: those of the other mode, and of the one that Loki 4 drops. */
export const unusedTiers = (mode: "monolithic" | "distributed"): readonly string[] => [
  ...(mode === "monolithic" ? DISTRIBUTED : ["singleBinary"]),
  "read",
  "write",
  "backend",
];

interface Shape {
  readonly mode: "monolithic" | "distributed";
  readonly replicas?: number;
  readonly resources: Resources;
  readonly volume: Volume;
  readonly distributed?: DistributedTiers;
  readonly storage: { readonly kind: string };
}

/** Three replicas survive the loss of one; the file system of a pod cannot be shared. */
const defaultReplicas = ({ storage }: Shape): number => (storage.kind === "filesystem" ? 1 : 3);

export const tiersOf = (settings: Shape): readonly Tier[] => {
  if (settings.mode === "monolithic")
    return [
      {
        key: "singleBinary",
        component: "single-binary",
        path: [],
        replicas: settings.replicas ?? defaultReplicas(settings),
        resources: settings.resources,
        volume: settings.volume,
      },
    ];
  const tiers = settings.distributed ?? distributedTiers.parse({});
  return DISTRIBUTED.map((key) => ({
    key,
    component: COMPONENTS[key],
    path: ["distributed", key],
    ...withStorageClass(tiers[key], settings.volume.storageClass),
  }));
};

/** The tier that keeps the newest logs: how many there are decides how often a line is kept. */
export const ingestersIn = (tiers: readonly Tier[]): Tier | undefined =>
  tiers.find(({ key }) => key === "singleBinary" || key === "ingester");

/** The tier that evaluates rules. */
export const rulersIn = (tiers: readonly Tier[]): Tier | undefined =>
  tiers.find(({ key }) => key === "singleBinary" || key === "ruler");

const withStorageClass = (
  tier: { readonly replicas: number; readonly resources: Resources; readonly volume?: Volume },
  storageClass: string | undefined,
): Pick<Tier, "replicas" | "resources" | "volume"> =>
  tier.volume === undefined || storageClass === undefined
    ? tier
    : { ...tier, volume: { storageClass, ...tier.volume } };
