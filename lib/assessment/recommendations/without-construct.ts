/** What no construct of this package watches by itself yet: who speaks its metrics, so that a job and a pack of one's own do it. */

/** How its metrics get to Prometheus, in a few words. */
const SPOKEN: Readonly<Record<string, string>> = {
  mysql: "mysqld_exporter",
  mariadb: "mysqld_exporter",
  mongodb: "mongodb_exporter",
  sqlserver: "an exporter of SQL Server",
  oracle: "oracledb_exporter",
  cockroachdb: "its own page /_status/vars",
  cassandra: "cassandra_exporter",
  clickhouse: "its own endpoint of metrics",
  elasticsearch: "elasticsearch_exporter",
  opensearch: "an exporter of OpenSearch",
  neo4j: "its own endpoint of metrics",
  influxdb: "its own page /metrics",
  couchdb: "its own page /_node/_local/_prometheus",
  etcd: "its own page /metrics",
  kafka: "kafka_exporter",
  rabbitmq: "its plugin rabbitmq_prometheus, port 15692",
  nats: "prometheus-nats-exporter",
  activemq: "the JMX exporter",
  pulsar: "its own page /metrics",
  mqtt: "an exporter of its broker",
  temporal: "its own endpoint of metrics",
  memcached: "memcached_exporter",
  hazelcast: "the JMX exporter",
  varnish: "prometheus_varnish_exporter",
  nginx: "nginx-prometheus-exporter, or the metrics of ingress-nginx",
  traefik: "its own endpoint of metrics",
  haproxy: "its own endpoint of metrics",
  envoy: "its own page /stats/prometheus",
  istio: "its own endpoints of metrics",
  kong: "its plugin prometheus",
  caddy: "its own endpoint of metrics",
  apache: "apache_exporter",
};

/** Sold as a service: its cloud knows its metrics. */
const MANAGED: Readonly<Record<string, string>> = {
  dynamodb: "aws",
  redshift: "aws",
  sqs: "aws",
  sns: "aws",
  kinesis: "aws",
  eventbridge: "aws",
  firestore: "gcp",
  bigquery: "gcp",
  spanner: "gcp",
  pubsub: "gcp",
  "cloud-tasks": "gcp",
  cosmosdb: "azure",
  servicebus: "azure",
  eventhubs: "azure",
  eventgrid: "azure",
  "storage-queue": "azure",
};

const EXPORTER_OF_CLOUD: Readonly<Record<string, string>> = {
  aws: "an exporter of CloudWatch",
  gcp: "stackdriver_exporter",
  azure: "an exporter of Azure Monitor",
};

/** Where metrics of a database, a queue or a cache come from; undefined for what is not known. */
export const spokenBy = (name: string): string | undefined => {
  if (Object.hasOwn(SPOKEN, name)) return SPOKEN[name];
  return Object.hasOwn(MANAGED, name) ? EXPORTER_OF_CLOUD[MANAGED[name] ?? ""] : undefined;
};

/** What PostgreSQL's exporter speaks of. */
export const POSTGRES_LIKE: readonly string[] = ["postgres", "timescaledb"];
/** What Redis's exporter speaks of. */
export const REDIS_LIKE: readonly string[] = ["redis", "valkey"];
