/** What a Loki can be told. */
import * as z from "zod";
import {
  bytes,
  cores,
  count,
  days,
  disruptionBudget,
  dnsLabel,
  dnsName,
  duration,
  environmentFromSecrets,
  exposure,
  gibibytes,
  hours,
  kibibytes,
  labelName,
  mebibytes,
  minutes,
  nonEmpty,
  releaseName,
  replicaCount,
  resources,
  secretRef,
  values,
  volume,
  workloadProps,
} from "../../model";
import { limits } from "./limits";
import { retention, retentionRule } from "./retention";
import { logStorage } from "./storage";
import { contradictions } from "./contradictions";
import { distributedTiers, MONOLITHIC_RESOURCES } from "./tiers";

/** The longest suffix that the chart puts behind it is `-query-scheduler-headless`, and a Service's name has 63 characters. */
const lokiReleaseName = releaseName.refine((name) => name.length <= 38, {
  error: "is too long for the names of Loki's Services",
  params: { mend: "use at most 38 characters" },
});

/** What Loki takes as a tenant's id (grafana/dskit, tenant). */
const tenantName = z
  .string()
  .refine((name) => /^[A-Za-z0-9!_.*'()-]{1,150}$/.test(name) && name !== "." && name !== "..", {
    error: "is no name of a tenant",
    params: { mend: "use at most 150 letters, digits and any of !-_.*'()" },
  });

const tenants = z.strictObject({
  /** Names; each is a value of the header `X-Scope-OrgID`. */
  names: z
    .array(tenantName)
    .readonly()
    .refine((names) => names.length > 0, {
      error: "names no tenant",
      params: { mend: 'write at least one, e.g. ["platform"]' },
    })
    .refine((names) => new Set(names).size === names.length, {
      error: "names a tenant twice",
      params: { mend: "leave each in once" },
    }),
  /**
   * Logins at the gateway: an htpasswd file with a line for each tenant, entry `.htpasswd`. The login then decides the tenant.
   * @default none: the sender's header decides, and only network policies say who may send
   */
  users: secretRef(".htpasswd").optional(),
  /** The tenant that the platform itself writes and reads as. */
  platform: z.strictObject({
    name: tenantName,
    /** Its password at the gateway, entry `password`; needed with `users`. */
    credentials: secretRef("password").optional(),
  }),
});

const schemaPeriod = z.strictObject({
  /** First day of the schema, in the past. Never change it once there are logs. @default "2024-04-01", when Loki 3 and its schema v13 came */
  from: z
    .string()
    .refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isDate(text), {
      error: "is no date",
      params: { mend: 'write year, month and day, e.g. "2024-04-01"' },
    })
    .default("2024-04-01"),
  /** Beginning of the names of index tables. Never change it once there are logs. @default "loki_index_" */
  indexPrefix: z
    .string()
    .refine((text) => /^[a-z0-9_-]+$/i.test(text), {
      error: "is no beginning of a table's name",
      params: { mend: "use letters, digits, '_' and '-', e.g. \"loki_index_\"" },
    })
    .default("loki_index_"),
});

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const ingester = z.strictObject({
  /** A chunk without new lines is written out after this. @default minutes(30), Loki's own */
  chunkIdlePeriod: duration.default(minutes(30)),
  /** A chunk that was written out stays in memory for this long. @default not at all, Loki's own */
  chunkRetainPeriod: duration.optional(),
  /** A chunk is written out at this age at the latest. @default hours(2), Loki's own */
  maxChunkAge: duration.default(hours(2)),
  /** Compressed size that chunks aim at. @default 1.5 MiB, Loki's own */
  chunkTargetSize: bytes.default(kibibytes(1_536)),
  /** Keep a write-ahead log on the volume, without which a crash loses what was not written out. @default true */
  writeAheadLog: z.boolean().default(true),
});

const gateway = z.strictObject({
  /** @default 2 */
  replicas: replicaCount.default(2),
  /** @default 50m CPU and 64 MiB requested, 256 MiB limit */
  resources: resources.default({
    requests: { cpu: cores(0.05), memory: mebibytes(64) },
    limits: { memory: mebibytes(256) },
  }),
  /** Largest request. @default 20 MiB, as much as a tenant may send at once */
  maxRequestSize: bytes.default(mebibytes(20)),
  /** Listen on IPv6 as well; the gateway does not start on nodes whose kernel has none. @default true */
  ipv6: z.boolean().default(true),
  /** Count requests in a second container. @default false: Loki counts them itself, but for those that never reach it */
  metrics: z.boolean().default(false),
});

const cache = z.strictObject({
  /** Memory for entries, per replica; the pod gets a fifth more. */
  memory: bytes.refine((size) => size.bytes >= mebibytes(64).bytes, {
    error: "is too little for a cache",
    params: { mend: "write mebibytes(64) or more" },
  }),
  /** @default 1 */
  replicas: replicaCount.default(1),
});

export const lokiProps = z
  .strictObject({
    ...workloadProps,
    /** Name of the Helm release, from which Services get theirs. @default "loki" */
    releaseName: lokiReleaseName.default("loki"),
    /** All of Loki in each replica, for some tens of GB of logs a day, or each kind of work on its own. @default "monolithic" */
    mode: z.enum(["monolithic", "distributed"]).default("monolithic"),
    /** Replicas in monolithic mode. @default 3, which survive the loss of one; 1 with filesystemStorage() */
    replicas: replicaCount.optional(),
    /** Of each replica in monolithic mode. @default 500m CPU and 2 GiB requested, 4 GiB limit */
    resources: resources.default(MONOLITHIC_RESOURCES),
    /** Write-ahead log and index of each replica in monolithic mode; its class holds for all of Loki's volumes. @default 50 GiB */
    volume: volume.default({ size: gibibytes(50) }),
    /** The workloads of distributed mode. @default those of a small cluster */
    distributed: distributedTiers.optional(),
    /** Where logs are kept: `s3Bucket("acme-loki-chunks")`. */
    storage: logStorage,
    /** On how many replicas a line stands before it is accepted. @default 3, or 1 where there are fewer than three replicas */
    replicationFactor: count(1).optional(),
    /** Older logs are deleted. @default days(30) */
    retention: retention.default(days(30)),
    /** Streams that are kept longer or shorter. @default none */
    retentionRules: z.array(retentionRule).readonly().default([]),
    /** The form in which logs are kept: TSDB index, schema v13. @default since 2024-04-01 */
    schema: schemaPeriod.prefault({}),
    /** Several tenants, each of which sees its own logs only. @default one tenant, nobody is asked */
    tenants: tenants.optional(),
    limits: limits.prefault({}),
    /** Labels on the alerts of its own rules, as Prometheus has them on its alerts: `cluster`, `environment`. @default none */
    externalLabels: z.record(labelName, nonEmpty).readonly().default({}),
    ingester: ingester.prefault({}),
    /** The nginx that all clients talk to. */
    gateway: gateway.prefault({}),
    /** How clients outside of the cluster reach the gateway. @default not at all */
    exposure: exposure.optional(),
    /** A memcached for chunks. @default none, but 100 MiB inside of each replica */
    chunksCache: cache.optional(),
    /** A memcached for results of queries. @default none, but 100 MiB inside of each replica */
    resultsCache: cache.optional(),
    /** A pod that writes and reads back its own lines all the time, and counts what is lost. @default false */
    canary: z.boolean().default(false),
    /** The cluster's DNS, which the gateway asks by itself. */
    clusterDns: z
      .strictObject({
        /** @default "kube-dns" */
        service: dnsLabel.default("kube-dns"),
        /** @default "kube-system" */
        namespace: dnsLabel.default("kube-system"),
        /** @default "cluster.local" */
        domain: dnsName.default("cluster.local"),
      })
      .prefault({}),
    /** @default one replica of each workload may be away, where there are several */
    disruptionBudget: disruptionBudget.optional(),
    /** Have Prometheus scrape it through a ServiceMonitor. @default true */
    serviceMonitor: z.boolean().default(true),
    /** Environment of Loki's pods, from secrets; `${NAME}` in `values.loki` stands for it. @default none */
    environment: environmentFromSecrets,
    /** Values of the chart, merged last. Checked like everything else. @default none */
    values: values.default({}),
  })
  .superRefine(contradictions);

export type LokiProps = z.input<typeof lokiProps>;
export type LokiSettings = z.output<typeof lokiProps>;
