/** Kinds, annotations, classes and provisioners of Kubernetes that tell what stands behind them. */
import { words } from "../known-libraries";
import type { InfrastructureKind } from "../assessment";
import type { Thing } from "./observation";

const thing = (
  kind: InfrastructureKind,
  table: Readonly<Record<string, string>>,
): readonly (readonly [string, Thing])[] =>
  Object.entries(table).flatMap(([name, all]) => words(all).map((each) => [each, { kind, name }] as const));

/** `Kind.group` of operators and of clouds' controllers; `*.group` is every kind. */
export const KINDS: ReadonlyMap<string, Thing> = new Map([
  ...thing("databases", {
    postgres:
      "Cluster.postgresql.cnpg.io Database.postgresql.cnpg.io ScheduledBackup.postgresql.cnpg.io postgresql.acid.zalan.do PostgresCluster.postgres-operator.crunchydata.com PerconaPGCluster.pgv2.percona.com PerconaPGCluster.pg.percona.com Kubegres.kubegres.reactive-tech.io Postgres.kubedb.com SGCluster.stackgres.io FlexibleServer.dbforpostgresql.azure.com AlloyDBCluster.alloydb.cnrm.cloud.google.com FlexibleServer.dbforpostgresql.azure.upbound.io",
    mysql:
      "InnoDBCluster.mysql.oracle.com MySQLCluster.moco.cybozu.com MysqlCluster.mysql.presslabs.org PerconaXtraDBCluster.pxc.percona.com MySQL.kubedb.com VitessCluster.planetscale.com FlexibleServer.dbformysql.azure.com",
    mariadb: "MariaDB.k8s.mariadb.com MariaDB.mariadb.mmontes.io",
    mongodb:
      "MongoDBCommunity.mongodbcommunity.mongodb.com MongoDB.mongodb.com PerconaServerMongoDB.psmdb.percona.com MongoDB.kubedb.com AtlasCluster.atlas.mongodb.com AtlasDeployment.atlas.mongodb.com",
    elasticsearch: "Elasticsearch.elasticsearch.k8s.elastic.co Elasticsearch.kubedb.com",
    opensearch: "OpenSearchCluster.opensearch.opster.io Domain.opensearchservice.services.k8s.aws",
    clickhouse: "ClickHouseInstallation.clickhouse.altinity.com",
    cassandra:
      "CassandraDatacenter.cassandra.datastax.com K8ssandraCluster.k8ssandra.io ScyllaCluster.scylla.scylladb.com",
    cockroachdb: "CrdbCluster.crdb.cockroachlabs.com",
    dynamodb: "Table.dynamodb.services.k8s.aws Table.dynamodb.aws.upbound.io Table.dynamodb.aws.crossplane.io",
    spanner: "*.spanner.cnrm.cloud.google.com",
    firestore: "*.firestore.cnrm.cloud.google.com",
    bigquery: "*.bigquery.cnrm.cloud.google.com",
    sqlserver: "Server.sql.azure.com ServersDatabase.sql.azure.com",
    cosmosdb: "DatabaseAccount.documentdb.azure.com",
    etcd: "EtcdCluster.etcd.database.coreos.com",
  }),
  ...thing("queues", {
    kafka:
      "Kafka.kafka.strimzi.io KafkaTopic.kafka.strimzi.io KafkaNodePool.kafka.strimzi.io KafkaUser.kafka.strimzi.io KafkaConnect.kafka.strimzi.io Kafka.platform.confluent.io Redpanda.cluster.redpanda.com KafkaSource.sources.knative.dev *.kafka.aws.upbound.io",
    rabbitmq: "RabbitmqCluster.rabbitmq.com Queue.rabbitmq.com Exchange.rabbitmq.com Binding.rabbitmq.com",
    sqs: "Queue.sqs.services.k8s.aws Queue.sqs.aws.upbound.io Queue.sqs.aws.crossplane.io",
    sns: "Topic.sns.services.k8s.aws Topic.sns.aws.upbound.io",
    pubsub:
      "PubSubTopic.pubsub.cnrm.cloud.google.com PubSubSubscription.pubsub.cnrm.cloud.google.com Topic.pubsub.gcp.upbound.io",
    servicebus: "Namespace.servicebus.azure.com NamespacesQueue.servicebus.azure.com",
    eventhubs: "Namespace.eventhub.azure.com",
    nats: "NatsCluster.nats.io Stream.jetstream.nats.io Consumer.jetstream.nats.io",
    activemq: "ActiveMQArtemis.broker.amq.io",
    temporal: "TemporalCluster.temporal.io",
  }),
  ...thing("caches", {
    redis:
      "Redis.redis.redis.opstreelabs.in RedisCluster.redis.redis.opstreelabs.in RedisReplication.redis.redis.opstreelabs.in RedisSentinel.redis.redis.opstreelabs.in RedisFailover.databases.spotahome.com Dragonfly.dragonflydb.io Redis.kubedb.com RedisInstance.redis.cnrm.cloud.google.com Redis.cache.azure.com RedisEnterpriseCluster.app.redislabs.com",
    hazelcast: "Hazelcast.hazelcast.com",
    memcached: "Memcached.kubedb.com",
  }),
  ...thing("objectStores", {
    minio: "Tenant.minio.min.io",
    s3: "Bucket.s3.services.k8s.aws Bucket.s3.aws.upbound.io Bucket.s3.aws.crossplane.io",
    gcs: "StorageBucket.storage.cnrm.cloud.google.com Bucket.storage.gcp.upbound.io",
    "azure-blob": "StorageAccountsBlobServicesContainer.storage.azure.com",
  }),
  ...thing("balancers", {
    ingress: "Ingress.networking.k8s.io Ingress.extensions",
    "gateway-api":
      "Gateway.gateway.networking.k8s.io HTTPRoute.gateway.networking.k8s.io GRPCRoute.gateway.networking.k8s.io",
    istio:
      "Gateway.networking.istio.io VirtualService.networking.istio.io DestinationRule.networking.istio.io IstioOperator.install.istio.io Istio.sailoperator.io",
    traefik:
      "IngressRoute.traefik.io IngressRoute.traefik.containo.us IngressRouteTCP.traefik.io Middleware.traefik.io Middleware.traefik.containo.us",
    kong: "KongPlugin.configuration.konghq.com KongClusterPlugin.configuration.konghq.com KongIngress.configuration.konghq.com",
    envoy: "HTTPProxy.projectcontour.io EnvoyProxy.gateway.envoyproxy.io",
    nginx: "VirtualServer.k8s.nginx.org",
    alb: "TargetGroupBinding.elbv2.k8s.aws IngressClassParams.elbv2.k8s.aws",
    "gcp-load-balancer":
      "BackendConfig.cloud.google.com FrontendConfig.networking.gke.io ManagedCertificate.networking.gke.io",
  }),
  ...thing("orchestration", {
    openshift: "Route.route.openshift.io DeploymentConfig.apps.openshift.io",
    helm: "HelmRelease.helm.toolkit.fluxcd.io HelmRepository.source.toolkit.fluxcd.io HelmChart.helm.cattle.io",
    kustomize:
      "Kustomization.kustomize.config.k8s.io Component.kustomize.config.k8s.io Kustomization.kustomize.toolkit.fluxcd.io",
  }),
]);

/** Where an attribute of the specification tells the engine. */
export const ENGINE_KINDS: ReadonlySet<string> = new Set(
  words(
    "DBInstance.rds.services.k8s.aws DBCluster.rds.services.k8s.aws Instance.rds.aws.upbound.io Cluster.rds.aws.upbound.io RDSInstance.database.aws.crossplane.io DBInstance.rds.aws.crossplane.io DBCluster.rds.aws.crossplane.io ReplicationGroup.elasticache.services.k8s.aws ReplicationGroup.elasticache.aws.upbound.io CacheCluster.elasticache.services.k8s.aws SQLInstance.sql.cnrm.cloud.google.com DatabaseInstance.sql.gcp.upbound.io CloudSQLInstance.database.gcp.crossplane.io Broker.mq.services.k8s.aws",
  ),
);

/** Ends of API groups that are a cloud's. */
export const CLOUD_GROUPS: readonly (readonly [string, string])[] = [
  ["services.k8s.aws", "aws"],
  ["k8s.aws", "aws"],
  ["aws.upbound.io", "aws"],
  ["aws.crossplane.io", "aws"],
  ["eksctl.io", "aws"],
  ["cnrm.cloud.google.com", "gcp"],
  ["cloud.google.com", "gcp"],
  ["networking.gke.io", "gcp"],
  ["gcp.upbound.io", "gcp"],
  ["gcp.crossplane.io", "gcp"],
  ["azure.upbound.io", "azure"],
  ["azure.crossplane.io", "azure"],
  ["azure.com", "azure"],
  ["secrets-store.azure.com", "azure"],
];

/** Parts of annotations', labels' and selectors' names that only one cloud knows. */
export const CLOUD_KEYS: readonly (readonly [string, string])[] = [
  ["eks.amazonaws.com/", "aws"],
  ["alb.ingress.kubernetes.io/", "aws"],
  ["service.beta.kubernetes.io/aws-", "aws"],
  ["iam.amazonaws.com/", "aws"],
  ["karpenter.k8s.aws/", "aws"],
  ["iam.gke.io/", "gcp"],
  ["cloud.google.com/", "gcp"],
  ["networking.gke.io/", "gcp"],
  ["ingress.gcp.kubernetes.io/", "gcp"],
  ["run.googleapis.com/", "gcp"],
  ["azure.workload.identity/", "azure"],
  ["service.beta.kubernetes.io/azure-", "azure"],
  ["kubernetes.azure.com/", "azure"],
  ["appgw.ingress.kubernetes.io/", "azure"],
  ["service.beta.kubernetes.io/do-loadbalancer-", "digitalocean"],
  ["load-balancer.hetzner.cloud/", "hetzner"],
  ["service.beta.kubernetes.io/oci-", "oracle-cloud"],
  ["service.beta.kubernetes.io/linode-", "linode"],
  ["service.beta.kubernetes.io/scw-", "scaleway"],
];

/** Classes of ingress and gateways, by a word in them or in an annotation's name. */
export const INGRESS_WORDS: readonly (readonly [string, Thing])[] = [
  ["appgw", { kind: "balancers", name: "application-gateway" }],
  ["azure/application-gateway", { kind: "balancers", name: "application-gateway" }],
  ["azure-application-gateway", { kind: "balancers", name: "application-gateway" }],
  ["nginx", { kind: "balancers", name: "nginx" }],
  ["traefik", { kind: "balancers", name: "traefik" }],
  ["haproxy", { kind: "balancers", name: "haproxy" }],
  ["istio", { kind: "balancers", name: "istio" }],
  ["kong", { kind: "balancers", name: "kong" }],
  ["contour", { kind: "balancers", name: "envoy" }],
  ["envoy", { kind: "balancers", name: "envoy" }],
  ["alb", { kind: "balancers", name: "alb" }],
  ["gce", { kind: "balancers", name: "gcp-load-balancer" }],
  ["gke", { kind: "balancers", name: "gcp-load-balancer" }],
];

/** Provisioners, and classes that a cloud's clusters have from the beginning. */
export const STORAGE: readonly (readonly [string, string])[] = [
  ["ebs.csi.aws.com", "aws"],
  ["efs.csi.aws.com", "aws"],
  ["kubernetes.io/aws-ebs", "aws"],
  ["gp2", "aws"],
  ["gp3", "aws"],
  ["pd.csi.storage.gke.io", "gcp"],
  ["kubernetes.io/gce-pd", "gcp"],
  ["premium-rwo", "gcp"],
  ["standard-rwo", "gcp"],
  ["disk.csi.azure.com", "azure"],
  ["file.csi.azure.com", "azure"],
  ["kubernetes.io/azure-disk", "azure"],
  ["managed-premium", "azure"],
  ["managed-csi", "azure"],
  ["managed-csi-premium", "azure"],
  ["azurefile", "azure"],
  ["dobs.csi.digitalocean.com", "digitalocean"],
  ["do-block-storage", "digitalocean"],
  ["csi.hetzner.cloud", "hetzner"],
  ["hcloud-volumes", "hetzner"],
];

/** Types of KEDA's triggers and of Dapr's components, by a word in them. */
export const COMPONENT_WORDS: readonly (readonly [string, Thing])[] = [
  ["kafka", { kind: "queues", name: "kafka" }],
  ["rabbitmq", { kind: "queues", name: "rabbitmq" }],
  ["sqs", { kind: "queues", name: "sqs" }],
  ["servicebus", { kind: "queues", name: "servicebus" }],
  ["eventhub", { kind: "queues", name: "eventhubs" }],
  ["gcp-pubsub", { kind: "queues", name: "pubsub" }],
  ["gcp.pubsub", { kind: "queues", name: "pubsub" }],
  ["kinesis", { kind: "queues", name: "kinesis" }],
  ["nats", { kind: "queues", name: "nats" }],
  ["pulsar", { kind: "queues", name: "pulsar" }],
  ["mqtt", { kind: "queues", name: "mqtt" }],
  ["redis", { kind: "caches", name: "redis" }],
  ["postgres", { kind: "databases", name: "postgres" }],
  ["mysql", { kind: "databases", name: "mysql" }],
  ["mongodb", { kind: "databases", name: "mongodb" }],
  ["cosmosdb", { kind: "databases", name: "cosmosdb" }],
  ["dynamodb", { kind: "databases", name: "dynamodb" }],
];
