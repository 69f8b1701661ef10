/** Names of container images: which server, which tool of monitoring, or which help for developers they are. */
import { bySpelling, type KnownServer } from "./known";

export interface KnownImage {
  /** `other server`: a program that is merely run, and that none of the other kinds names (Vault, Keycloak, GitLab, …). */
  readonly kind: KnownServer["kind"] | "tool" | "development only" | "other server";
  readonly name: string;
}

/** What an image is by its repository, without registry, tag and digest; undefined for what nobody but the project knows. */
export const imageOf = (image: string): KnownImage | undefined => {
  const segments = repositoryOf(image).split("/");
  const last = segments.at(-1) ?? "";
  const owner = segments.at(-2) ?? "";
  return BY_REPOSITORY.get(`${owner}/${last}`) ?? BY_REPOSITORY.get(last) ?? BY_REPOSITORY.get(`${owner}/*`);
};

/** `docker.io/library/postgres:16-alpine@sha256:…` → `docker.io/library/postgres`, in lower case. */
export const repositoryOf = (image: string): string => {
  const text = image.trim().slice(0, 512).toLowerCase();
  const withoutDigest = text.split("@", 1)[0] ?? "";
  const path = withoutDigest.slice(afterLastSlashOutsideBraces(withoutDigest));
  const tag = path.search(/[:${]/);
  const name = tag > 0 ? path.slice(0, tag) : path;
  return withoutDigest.slice(0, withoutDigest.length - path.length) + name;
};

/** A slash within `${REGISTRY:-docker.io/acme}` parts nothing. */
const afterLastSlashOutsideBraces = (text: string): number => {
  let depth = 0;
  let after = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    else if (text[at] === "}") depth -= 1;
    else if (text[at] === "/" && depth === 0) after = at + 1;
  }
  return after;
};

/** A repository's last part, or its owner and last part where the last part alone says too little. */
const SERVERS: Readonly<Record<KnownServer["kind"], Readonly<Record<string, string>>>> = {
  databases: {
    postgres:
      "postgres postgresql postgresql-repmgr pgvector postgis spilo-15 spilo-16 spilo-17 crunchy-postgres postgres-ha postgresql-container pgbouncer-postgres cloudnative-pg/postgresql supabase/postgres",
    timescaledb: "timescaledb timescaledb-ha",
    mysql: "mysql mysql-server mysql-cluster percona-server percona/percona-xtradb-cluster percona-xtradb-cluster",
    mariadb: "mariadb mariadb-galera mariadb-server",
    mongodb: "mongo mongodb mongodb-sharded mongodb-community-server percona-server-mongodb mongodb-enterprise-server",
    sqlserver: "mssql/server mssql-server azure-sql-edge mssql-server-linux azure-sql-edge/developer",
    oracle: "oracle-xe oracle-free database/enterprise database/free database/express oracle-xe-11g",
    cockroachdb: "cockroach cockroachdb",
    cassandra: "cassandra scylla scylladb dse-server k8ssandra/cass-management-api",
    dynamodb: "dynamodb-local",
    cosmosdb: "azure-cosmos-emulator cosmosdb/linux/azure-cosmos-emulator",
    clickhouse: "clickhouse clickhouse-server",
    elasticsearch: "elasticsearch elasticsearch-oss",
    opensearch: "opensearch",
    neo4j: "neo4j",
    influxdb: "influxdb influxdb2",
    couchdb: "couchdb",
    etcd: "etcd",
  },
  queues: {
    kafka:
      "kafka cp-kafka cp-server cp-enterprise-kafka confluent-local strimzi/kafka kafka-native redpanda redpandadata/redpanda cp-schema-registry schema-registry cp-kafka-connect kafka-kraft",
    rabbitmq: "rabbitmq rabbitmq-cluster-operator rabbitmq-server",
    nats: "nats nats-streaming nats-server",
    activemq: "activemq activemq-classic activemq-artemis artemis amq-broker-rhel8",
    pulsar: "pulsar pulsar-all pulsar-standalone",
    mqtt: "eclipse-mosquitto mosquitto emqx hivemq4 hivemq-ce vernemq",
    temporal: "temporalio/auto-setup temporalio/server",
    sqs: "elasticmq elasticmq-native",
  },
  caches: {
    redis:
      "redis redis-cluster redis-sentinel redis-stack redis-stack-server redis-alpine redis-ha keydb dragonfly dragonflydb/dragonfly redislabs/redis opstree/redis",
    valkey: "valkey valkey-cluster",
    memcached: "memcached",
    hazelcast: "hazelcast hazelcast-enterprise",
    varnish: "varnish",
  },
  balancers: {
    nginx:
      "nginx nginx-unprivileged openresty nginx-ingress ingress-nginx/controller nginx-ingress-controller nginx-proxy nginx-proxy-manager nginx-alpine",
    traefik: "traefik",
    haproxy: "haproxy haproxy-alpine haproxy-ingress kubernetes-ingress",
    envoy: "envoy envoy-alpine envoy-distroless contour",
    istio: "istio/proxyv2 istio/pilot istio-testing/pilot proxyv2",
    kong: "kong kong-gateway kubernetes-ingress-controller kong/kubernetes-ingress-controller",
    caddy: "caddy",
    apache: "httpd",
    alb: "aws-load-balancer-controller aws-alb-ingress-controller",
  },
  objectStores: { minio: "minio minio/minio", "azure-blob": "azurite azure-storage/azurite", gcs: "fake-gcs-server" },
};

const TOOLS: Readonly<Record<string, string>> = {
  prometheus: "prometheus prometheus-operator prometheus-config-reloader pushgateway prom/prometheus",
  grafana: "grafana grafana-enterprise grafana-oss grafana-image-renderer grafana-operator",
  alertmanager: "alertmanager",
  loki: "loki loki-canary",
  promtail: "promtail",
  "grafana-agent": "grafana/agent grafana-agent",
  alloy: "alloy",
  tempo: "tempo tempo-query",
  mimir: "mimir",
  thanos: "thanos",
  victoriametrics: "victoria-metrics vmagent vmalert vmstorage vminsert vmselect",
  jaeger:
    "jaeger jaeger-collector jaeger-query jaeger-agent jaeger-operator jaegertracing/all-in-one jaegertracing/example-hotrod",
  zipkin: "zipkin zipkin-slim",
  opentelemetry:
    "opentelemetry-collector opentelemetry-collector-contrib opentelemetry-collector-k8s opentelemetry-operator otelcol aws-otel-collector autoinstrumentation-java",
  fluentd: "fluentd fluentd-kubernetes-daemonset fluentd-elasticsearch",
  "fluent-bit": "fluent-bit aws-for-fluent-bit fluentbit",
  vector: "timberio/vector",
  elk: "kibana logstash logstash-oss filebeat metricbeat apm-server elastic-agent opensearch-dashboards heartbeat",
  datadog: "datadog/agent datadog-agent cluster-agent datadog/cluster-agent",
  "new-relic": "newrelic-infrastructure newrelic-fluentbit-output newrelic/infrastructure nri-bundle",
  sentry: "sentry getsentry/sentry relay-sentry",
  cloudwatch: "cloudwatch-agent amazon-cloudwatch-agent",
  statsd: "statsd statsd-exporter graphite-statsd",
  "blackbox-exporter": "blackbox-exporter",
  "node-exporter": "node-exporter",
  "postgres-exporter": "postgres-exporter",
  "redis-exporter": "redis_exporter redis-exporter",
  "kube-state-metrics": "kube-state-metrics",
  "mysql-exporter": "mysqld-exporter",
  "mongodb-exporter": "mongodb_exporter mongodb-exporter",
  "kafka-exporter": "kafka-exporter",
  "rabbitmq-exporter": "rabbitmq-exporter",
  "elasticsearch-exporter": "elasticsearch-exporter elasticsearch_exporter",
  "nginx-exporter": "nginx-prometheus-exporter",
  cadvisor: "cadvisor",
};

const DEVELOPMENT: Readonly<Record<string, string>> = {
  adminer: "adminer",
  pgadmin: "pgadmin4 pgadmin",
  phpmyadmin: "phpmyadmin",
  "mongo-express": "mongo-express",
  "redis-commander": "redis-commander redisinsight",
  mailhog: "mailhog mailpit maildev smtp4dev mailcatcher inbucket fake-smtp-server",
  localstack: "localstack localstack-pro moto",
  "kafka-ui": "kafka-ui akhq kafdrop cp-control-center cmak redpandadata/console",
  "swagger-ui": "swagger-ui swagger-editor",
  wiremock: "wiremock mockserver mockoon-cli stoplight/prism stripe-mock mock-oauth2-server",
  portainer: "portainer portainer-ce dozzle watchtower",
  selenium: "standalone-chrome standalone-firefox standalone-chromium selenium/hub playwright",
  "load generator": "k6 locust hey wrk vegeta",
  "docker in docker": "dind docker kaniko-project/executor buildkit",
  "pulsar-manager": "pulsar-manager",
  "dynamodb-admin": "dynamodb-admin",
  "wait-for": "wait-for-it dockerize k8s-wait-for wait-for",
  "minio-client": "minio/mc",
};

const OTHER_SERVERS: Readonly<Record<string, string>> = {
  vault: "vault vault-k8s openbao",
  zookeeper: "zookeeper cp-zookeeper",
  consul: "consul consul-k8s-control-plane",
  keycloak: "keycloak keycloak-x",
  hydra: "oryd/hydra oryd/kratos oryd/oathkeeper",
  dex: "dex dexidp/dex",
  "oauth2-proxy": "oauth2-proxy",
  gitlab: "gitlab-ce gitlab-ee gitlab-runner",
  jenkins: "jenkins jenkins/jenkins inbound-agent",
  sonarqube: "sonarqube",
  nexus: "nexus3",
  registry: "registry registry-photon",
  argocd: "argocd argo-cd argocd-applicationset",
  "cert-manager": "cert-manager-controller cert-manager-webhook cert-manager-cainjector",
  "external-dns": "external-dns",
  "external-secrets": "external-secrets",
  "cluster-autoscaler": "cluster-autoscaler karpenter/controller",
  "metrics-server": "metrics-server",
  coredns: "coredns",
  velero: "velero",
  keda: "keda keda-metrics-apiserver",
  linkerd: "linkerd/*",
  pgbouncer: "pgbouncer pgpool pgcat",
  proxysql: "proxysql maxscale",
  certbot: "certbot acme-companion letsencrypt-nginx-proxy-companion",
  wordpress: "wordpress",
  ghost: "ghost",
  nextcloud: "nextcloud",
  metabase: "metabase",
  superset: "superset",
  unleash: "unleash-server unleash-proxy flagd",
  hasura: "graphql-engine",
  "temporal-ui": "temporalio/ui temporalio/admin-tools",
  "pause container": "pause",
  "base image":
    "busybox alpine ubuntu debian curl curlimages/curl bash bitnami/kubectl kubectl amazon/aws-cli aws-cli cloud-sdk",
  cloudflared: "cloudflared",
  wireguard: "wireguard",
  imgproxy: "imgproxy",
  gotenberg: "gotenberg",
  vpa: "vpa-recommender",
  "cloud-sql-proxy": "cloud-sql-proxy gce-proxy",
};

const BY_REPOSITORY: ReadonlyMap<string, KnownImage> = new Map<string, KnownImage>([
  ...bySpelling<KnownImage>(OTHER_SERVERS, (name) => ({ kind: "other server", name })),
  ...bySpelling<KnownImage>(DEVELOPMENT, (name) => ({ kind: "development only", name })),
  ...bySpelling<KnownImage>(TOOLS, (name) => ({ kind: "tool", name })),
  ...(Object.keys(SERVERS) as KnownServer["kind"][]).flatMap((kind) =>
    bySpelling<KnownImage>(SERVERS[kind], (name) => ({ kind, name })),
  ),
]);
