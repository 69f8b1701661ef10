/** Where Jaeger keeps its traces: in the pod, on a volume, or in a database that others share. */
import * as z from "zod";
import {
  count,
  days,
  dnsName,
  duration,
  gibibytes,
  hostName,
  matches,
  prometheusDuration,
  secretRef,
  text,
  urlWithoutCredentials,
  volume,
  type Duration,
} from "../../model";

const named = (form: RegExp, problem: string, mend: string) => text({ holds: matches(form), problem, mend });

const atLeastOne = <T extends z.ZodType>(element: T, mend: string) =>
  z
    .array(element)
    .readonly()
    .refine((list) => list.length > 0, { error: "is empty", params: { mend } });

const wholeMultiple = (unit: Duration, unitName: string, mend: string) =>
  duration.refine(({ milliseconds }) => milliseconds % unit.milliseconds === 0, {
    error: ({ input }) => `is ${prometheusDuration(input as Duration)}, which is no whole number of ${unitName}`,
    params: { mend },
  });

/** Elasticsearch's indices are deleted day by day. */
const wholeDays = wholeMultiple(days(1), "days", "write whole days, e.g. days(7): indices are deleted day by day");
const wholeSeconds = wholeMultiple({ kind: "duration", milliseconds: 1_000 }, "seconds", "write e.g. hours(48)");

/** A connection with TLS. */
export const tls = z.strictObject({
  /** Secret with `ca.crt`, who vouches for the server. @default the authorities that the image trusts */
  authority: secretRef("ca.crt").optional(),
  /** Secret with `tls.crt` and `tls.key`, by which Jaeger shows who it is. @default none */
  certificate: secretRef("tls.crt", "tls.key").optional(),
  /** Name that the server's certificate must bear. @default the host it is reached by */
  serverName: hostName.optional(),
  /** Believe any certificate. @default false */
  skipVerification: z.boolean().default(false),
});
export type Tls = z.output<typeof tls>;

const memory = z.strictObject({
  kind: z.literal("memory"),
  /** Older traces make room for newer ones. At ten spans of 1 kB, 20 000 traces are 200 MB. @default 20000 */
  maxTraces: count(1).default(20_000),
});

const badgerVolume = z.strictObject({
  kind: z.literal("badger"),
  /** @default 20 GiB */
  volume: volume.default({ size: gibibytes(20) }),
  /** @default days(3), badger's own */
  retention: duration.default(days(3)),
});

/** What Elasticsearch and OpenSearch have in common. */
const searchEngine = {
  /** One address that leads to all nodes. */
  url: urlWithoutCredentials.optional(),
  /** Or one address for each node. */
  urls: atLeastOne(urlWithoutCredentials, "name at least one node").optional(),
  /** Entries `username` and `password`. The password is read from a file that Jaeger watches, so it may change. @default none */
  credentials: secretRef("username", "password").optional(),
  /** For https addresses. @default the authorities that the image trusts */
  tls: tls.optional(),
  /** Begins the names of all indices, so that several Jaegers can share a cluster. @default none: `jaeger-span-…` */
  indexPrefix: named(
    /^[a-z0-9][a-z0-9_.-]{0,61}[a-z0-9_]$/,
    "is no prefix of index names",
    'write lower-case letters, digits, "-", "_" and "."; the dash that follows is added',
  ).optional(),
  /** Primary shards of each span index; the small indices have one. @default 5, Jaeger's own */
  shards: count(1).default(5),
  /** Copies of each shard on other nodes. @default 1, Jaeger's own */
  replicas: count(0).default(1),
  /** How often a new index begins. Hours suit more than a few hundred GB a day. @default "day" */
  rotation: z.enum(["day", "hour"]).default("day"),
  /** Searched this far back; older indices are deleted each night. @default days(7) */
  retention: wholeDays.default(days(7)),
} as const;

interface Addressed {
  readonly url?: string | undefined;
  readonly urls?: readonly string[] | undefined;
  readonly tls?: Tls | undefined;
}

const addressed = ({ url, urls, tls }: Addressed, context: z.RefinementCtx): void => {
  const issue = (path: string, message: string, mend: string): void =>
    context.addIssue({ code: "custom", path: [path], input: { url, urls }, message, params: { mend } });
  if (url === undefined && urls === undefined)
    issue("url", "is missing", "write the address of the cluster, e.g. https://search.acme.example:9200");
  if (url !== undefined && urls !== undefined) issue("urls", "stands beside url", "write one of the two");
  const plain = [...(urls ?? []), ...(url === undefined ? [] : [url])].find((address) => address.startsWith("http://"));
  if (tls !== undefined && plain !== undefined)
    issue("tls", `has no effect on ${plain}`, "write https:// addresses, or leave tls out");
};

const elasticsearchCluster = z
  .strictObject({ kind: z.literal("elasticsearch"), ...searchEngine })
  .superRefine(addressed);
const opensearchCluster = z.strictObject({ kind: z.literal("opensearch"), ...searchEngine }).superRefine(addressed);

const hostAndPort = (mend: string) =>
  named(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?:\d{1,5}$/, "is no host and port", mend);

const cassandraCluster = z
  .strictObject({
    kind: z.literal("cassandra"),
    /** Some nodes, from which the driver learns of the others. */
    servers: atLeastOne(dnsName, "name at least one node, without port"),
    /** @default 9042 */
    port: count(1, 65_535).default(9042),
    /** @default "jaeger_v1_dc1" */
    keyspace: named(
      /^[A-Za-z][A-Za-z0-9_]{0,47}$/,
      "is no name of a keyspace",
      "write at most 48 letters, digits and _, beginning with a letter",
    ).default("jaeger_v1_dc1"),
    /** The data center whose nodes are asked, and in which the keyspace is replicated. @default "dc1", Jaeger's own */
    datacenter: named(/^[\w-]+$/, "is no name of a data center", "write letters, digits, - and _").default("dc1"),
    /** Entries `username` and `password`. Neither may hold `$$` or `${`, which Jaeger's configuration would change. @default none */
    credentials: secretRef("username", "password").optional(),
    /** @default without TLS */
    tls: tls.optional(),
    /** Make keyspace and tables where they are missing. @default true */
    createSchema: z.boolean().default(true),
    /** Copies of each row in the data center, when Jaeger makes the keyspace. @default 3 */
    replicationFactor: count(1).default(3),
    /** Time to live of traces and dependencies, when Jaeger makes the tables. @default days(2), Jaeger's own */
    retention: wholeSeconds.default(days(2)),
  })
  .refine(({ retention }) => retention.milliseconds >= 3_600_000, {
    path: ["retention"],
    error: "is shorter than an hour",
    params: { mend: "write hours(1) or more: a 24th of it is one compaction window, which is at least a minute" },
  });

const clickhouseCluster = z.strictObject({
  kind: z.literal("clickhouse"),
  /** Host and port of each server, e.g. `clickhouse.data.svc:9000`. */
  addresses: atLeastOne(
    hostAndPort("write e.g. clickhouse.data.svc:9000, the port of the native protocol"),
    "name at least one server",
  ),
  /** @default "native", on port 9000 (9440 with TLS); `"http"` on 8123 */
  protocol: z.enum(["native", "http"]).default("native"),
  /** It must exist. @default "jaeger" */
  database: named(/^[A-Za-z_][\w-]{0,62}$/, "is no name of a database", "write letters, digits, - and _").default(
    "jaeger",
  ),
  /** Entries `username` and `password`. Neither may hold `$$` or `${`, which Jaeger's configuration would change. @default none */
  credentials: secretRef("username", "password").optional(),
  /** @default without TLS */
  tls: tls.optional(),
  /** Make the tables where they are missing. @default true */
  createSchema: z.boolean().default(true),
  /** Time to live of spans, when Jaeger makes the tables. @default days(7) */
  retention: wholeSeconds.default(days(7)),
});

export const storage = z.discriminatedUnion("kind", [
  memory,
  badgerVolume,
  elasticsearchCluster,
  opensearchCluster,
  cassandraCluster,
  clickhouseCluster,
]);
export type Storage = z.output<typeof storage>;
export type StorageInput = z.input<typeof storage>;
type Input<Kind> = Omit<Extract<StorageInput, { kind: Kind }>, "kind">;

/** Traces in the pod's memory, gone with it: `inMemory({ maxTraces: 20_000 })`. */
export const inMemory = (props: Input<"memory"> = {}): StorageInput => ({ kind: "memory", ...props });
/** Traces on one volume, so one replica: `badger({ volume: { size: gibibytes(50) }, retention: days(3) })`. */
export const badger = (props: Input<"badger"> = {}): StorageInput => ({ kind: "badger", ...props });
/** `elasticsearch({ url: "https://es.internal:9200", credentials: existingSecret("jaeger-es"), retention: days(14) })`, version 7 or later. */
export const elasticsearch = (props: Input<"elasticsearch">): StorageInput => ({ kind: "elasticsearch", ...props });
/** `opensearch({ url: "https://search.internal:9200", credentials: existingSecret("jaeger-search") })` */
export const opensearch = (props: Input<"opensearch">): StorageInput => ({ kind: "opensearch", ...props });
/** `cassandra({ servers: ["cassandra-0.internal", "cassandra-1.internal"], datacenter: "eu1", credentials: existingSecret("jaeger-cassandra") })` */
export const cassandra = (props: Input<"cassandra">): StorageInput => ({ kind: "cassandra", ...props });
/** `clickhouse({ addresses: ["clickhouse.data.svc:9000"], credentials: existingSecret("jaeger-clickhouse") })`. Jaeger 2.19 calls it experimental. */
export const clickhouse = (props: Input<"clickhouse">): StorageInput => ({ kind: "clickhouse", ...props });

/** Others keep the data, so that any number of replicas can share them. */
export type SharedStorage = Exclude<Storage, { kind: "memory" | "badger" }>;
export const isShared = (storage: Storage): storage is SharedStorage =>
  storage.kind !== "memory" && storage.kind !== "badger";

export const retentionOf = (storage: Storage): Duration | undefined =>
  storage.kind === "memory" ? undefined : storage.retention;
