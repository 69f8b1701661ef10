/** Names of engines as clouds write them: `aurora-postgresql`, `POSTGRES_15`, `sqlserver-ex`. */
import type { Thing } from "./observation";

/** The server behind a managed database's, cache's or broker's engine; undefined for what is not told. */
export const engineOf = (text: string): Thing | undefined => {
  const name = text.slice(0, 200).toLowerCase();
  return ENGINES.find(([word]) => name.includes(word))?.[1];
};

const ENGINES: readonly (readonly [string, Thing])[] = [
  ["postgres", { kind: "databases", name: "postgres" }],
  ["mariadb", { kind: "databases", name: "mariadb" }],
  ["mysql", { kind: "databases", name: "mysql" }],
  // Aurora without a word more is compatible with MySQL.
  ["aurora", { kind: "databases", name: "mysql" }],
  ["sqlserver", { kind: "databases", name: "sqlserver" }],
  ["oracle", { kind: "databases", name: "oracle" }],
  ["neptune", { kind: "databases", name: "neptune" }],
  ["docdb", { kind: "databases", name: "mongodb" }],
  ["mongodb", { kind: "databases", name: "mongodb" }],
  ["opensearch", { kind: "databases", name: "opensearch" }],
  ["elasticsearch", { kind: "databases", name: "elasticsearch" }],
  ["memcached", { kind: "caches", name: "memcached" }],
  ["valkey", { kind: "caches", name: "valkey" }],
  ["redis", { kind: "caches", name: "redis" }],
  ["rabbitmq", { kind: "queues", name: "rabbitmq" }],
  ["activemq", { kind: "queues", name: "activemq" }],
  ["kafka", { kind: "queues", name: "kafka" }],
];
