/** Connection strings and host names: which server stands at their other end. */
import type { KnownServer } from "./known";

/** The first server that a text connects to: `postgres://…`, `jdbc:mysql://…`, `Server=…database.windows.net`. */
export const schemeOf = (text: string): KnownServer | undefined => schemesOf(text)[0];

/** All servers that a text connects to, in its order, each once. */
export const schemesOf = (text: string): readonly KnownServer[] => {
  const found = new Map<string, KnownServer>();
  const short = text.slice(0, LONGEST);
  for (const match of short.matchAll(SCHEME)) {
    const known = match[0]
      .toLowerCase()
      .split(/[:+]/)
      .map((word) => SCHEMES.get(word))
      .find((each) => each !== undefined);
    if (known !== undefined) found.set(known.name, known);
  }
  if (ADO.test(short) && found.size === 0) found.set("sqlserver", { kind: "databases", name: "sqlserver" });
  return [...found.values()];
};

/**
 * What a host's name tells: a managed service by its domain (`x.postgres.database.azure.com`), or a server by the
 * name that Compose and Kubernetes give it (`postgres`, `redis-master.shop.svc`).
 */
export const hostHint = (host: string): KnownServer | undefined => {
  const name = host.trim().toLowerCase().slice(0, 253).split(":", 1)[0] ?? "";
  const domain = DOMAINS.find(([suffix]) => name === suffix || name.endsWith(`.${suffix}`));
  if (domain !== undefined) return domain[1];
  if (name.startsWith("sqs.") && name.endsWith(".amazonaws.com")) return { kind: "queues", name: "sqs" };
  if (name.startsWith("s3.") && name.endsWith(".amazonaws.com")) return { kind: "objectStores", name: "s3" };
  const labels = name.split(".");
  if (labels.length > 1 && labels.at(-1)?.match(/^(?:local|svc|internal)$/) === null && labels.length > 2)
    return undefined;
  return (labels[0] ?? "")
    .split("-")
    .map((word) => HOSTS.get(word))
    .find((known) => known !== undefined);
};

const LONGEST = 4096;

/** With `jdbc:`, with the dialect's driver (`postgresql+asyncpg`), with a wrapper's name: only the product's name is asked. */
const SCHEME = /(?<![a-z0-9])(?:jdbc:|r2dbc:)?[a-z][a-z0-9]{1,20}(?:[+:][a-z][a-z0-9_-]{0,30}){0,2}:(?:\/\/|thin:|@)/gi;

/** `Server=tcp:db;Database=orders;…` or `Data Source=…;Initial Catalog=…`: ADO.NET's words for SQL Server alone. */
const ADO = /initial catalog=|server=tcp:|\.database\.windows\.net|trustservercertificate=/i;

const server = (
  kind: KnownServer["kind"],
  name: string,
  spellings: string,
): readonly (readonly [string, KnownServer])[] =>
  spellings.split(" ").map((spelling) => [spelling, { kind, name }] as const);

const SCHEMES: ReadonlyMap<string, KnownServer> = new Map([
  ...server("databases", "postgres", "postgres postgresql postgis psql pgsql"),
  ...server("databases", "mysql", "mysql mysql2 mysqlx"),
  ...server("databases", "mariadb", "mariadb"),
  ...server("databases", "mongodb", "mongodb mongo"),
  ...server("databases", "sqlserver", "sqlserver mssql jtds"),
  ...server("databases", "oracle", "oracle"),
  ...server("databases", "cockroachdb", "cockroachdb cockroach"),
  ...server("databases", "cassandra", "cassandra scylla"),
  ...server("databases", "clickhouse", "clickhouse clickhouses ch"),
  ...server("databases", "snowflake", "snowflake"),
  ...server("databases", "bigquery", "bigquery"),
  ...server("databases", "redshift", "redshift"),
  ...server("databases", "neo4j", "neo4j bolt"),
  ...server("databases", "couchdb", "couchdb"),
  ...server("databases", "influxdb", "influxdb influx"),
  ...server("databases", "spanner", "spanner cloudspanner"),
  ...server("databases", "timescaledb", "timescaledb"),
  ...server("databases", "elasticsearch", "elasticsearch"),
  ...server("databases", "opensearch", "opensearch"),
  ...server("queues", "rabbitmq", "amqp amqps pyamqp rabbitmq"),
  ...server("queues", "kafka", "kafka"),
  ...server("queues", "nats", "nats"),
  ...server("queues", "mqtt", "mqtt mqtts"),
  ...server("queues", "pulsar", "pulsar"),
  ...server("queues", "sqs", "sqs"),
  ...server("queues", "servicebus", "sb"),
  ...server("caches", "redis", "redis rediss"),
  ...server("caches", "valkey", "valkey valkeys"),
  ...server("caches", "memcached", "memcached memcache pymemcache"),
]);

const DOMAINS: readonly (readonly [string, KnownServer])[] = [
  ...server("databases", "postgres", "postgres.database.azure.com neon.tech supabase.co"),
  ...server("databases", "mysql", "mysql.database.azure.com psdb.cloud"),
  ...server("databases", "mariadb", "mariadb.database.azure.com"),
  ...server("databases", "sqlserver", "database.windows.net"),
  ...server("databases", "cosmosdb", "documents.azure.com mongo.cosmos.azure.com cassandra.cosmos.azure.com"),
  ...server("databases", "mongodb", "mongodb.net"),
  ...server("databases", "snowflake", "snowflakecomputing.com"),
  ...server("databases", "cockroachdb", "cockroachlabs.cloud"),
  ...server("databases", "elasticsearch", "elastic-cloud.com es.io"),
  ...server("databases", "firestore", "firestore.googleapis.com"),
  ...server("databases", "bigquery", "bigquery.googleapis.com"),
  ...server("queues", "servicebus", "servicebus.windows.net"),
  ...server("queues", "pubsub", "pubsub.googleapis.com"),
  ...server("queues", "kafka", "confluent.cloud"),
  ...server("queues", "storage-queue", "queue.core.windows.net"),
  ...server("queues", "rabbitmq", "cloudamqp.com"),
  ...server("caches", "redis", "redis.cache.windows.net upstash.io redislabs.com redis.azure.net"),
  ...server("objectStores", "azure-blob", "blob.core.windows.net"),
  ...server("objectStores", "gcs", "storage.googleapis.com"),
  ...server("objectStores", "s3", "s3.amazonaws.com"),
  ...server("objectStores", "r2", "r2.cloudflarestorage.com"),
  ...server("objectStores", "spaces", "digitaloceanspaces.com"),
];

/** First words of names that people give to servers. */
const HOSTS: ReadonlyMap<string, KnownServer> = new Map([
  ...server("databases", "postgres", "postgres postgresql pg"),
  ...server("databases", "mysql", "mysql"),
  ...server("databases", "mariadb", "mariadb"),
  ...server("databases", "mongodb", "mongo mongodb"),
  ...server("databases", "sqlserver", "mssql sqlserver"),
  ...server("databases", "cassandra", "cassandra"),
  ...server("databases", "clickhouse", "clickhouse"),
  ...server("databases", "elasticsearch", "elasticsearch"),
  ...server("databases", "opensearch", "opensearch"),
  ...server("databases", "neo4j", "neo4j"),
  ...server("databases", "etcd", "etcd"),
  ...server("queues", "kafka", "kafka redpanda"),
  ...server("queues", "rabbitmq", "rabbitmq"),
  ...server("queues", "nats", "nats"),
  ...server("queues", "mqtt", "mosquitto mqtt"),
  ...server("caches", "redis", "redis"),
  ...server("caches", "valkey", "valkey"),
  ...server("caches", "memcached", "memcached memcache"),
  ...server("objectStores", "minio", "minio"),
]);
