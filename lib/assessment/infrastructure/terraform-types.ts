/** Resources of Terraform and OpenTofu providers, and modules of their registry: what each of them brings. */
import { words } from "../known-libraries";
import type { InfrastructureKind } from "../assessment";
import type { Thing } from "./observation";

/** Providers, and the beginnings of their resources' names. */
export const PROVIDERS: Readonly<Record<string, string>> = {
  aws: "aws",
  awscc: "aws",
  azurerm: "azure",
  azuread: "azure",
  azapi: "azure",
  google: "gcp",
  "google-beta": "gcp",
  googleworkspace: "gcp",
  digitalocean: "digitalocean",
  hcloud: "hetzner",
  cloudflare: "cloudflare",
  vercel: "vercel",
  netlify: "netlify",
  fly: "fly",
  heroku: "heroku",
  scaleway: "scaleway",
  ovh: "ovh",
  linode: "linode",
  oci: "oracle-cloud",
  alicloud: "alibaba-cloud",
  openstack: "openstack",
  vsphere: "vsphere",
  render: "render",
  railway: "railway",
};

/** Where the engine is told by an attribute of the resource. */
export const BY_ENGINE: Readonly<Record<string, readonly string[]>> = {
  aws_db_instance: ["engine"],
  aws_rds_cluster: ["engine"],
  aws_rds_cluster_instance: ["engine"],
  aws_rds_global_cluster: ["engine"],
  aws_elasticache_cluster: ["engine"],
  aws_elasticache_replication_group: ["engine"],
  aws_elasticache_serverless_cache: ["engine"],
  aws_mq_broker: ["engine_type"],
  aws_opensearch_domain: ["engine_version"],
  google_sql_database_instance: ["database_version"],
  digitalocean_database_cluster: ["engine"],
  linode_database_postgresql: [],
  scaleway_rdb_instance: ["engine"],
  ovh_cloud_project_database: ["engine"],
};

/** What stands behind a resource of the table above that tells no engine. */
export const WITHOUT_ENGINE: Readonly<Record<string, Thing>> = {
  aws_elasticache_replication_group: { kind: "caches", name: "redis" },
  aws_opensearch_domain: { kind: "databases", name: "opensearch" },
};

const thing = (
  kind: InfrastructureKind,
  table: Readonly<Record<string, string>>,
): readonly (readonly [string, Thing])[] =>
  Object.entries(table).flatMap(([name, types]) => words(types).map((type) => [type, { kind, name }] as const));

export const RESOURCES: ReadonlyMap<string, Thing> = new Map([
  ...thing("orchestration", {
    ecs: "aws_ecs_cluster aws_ecs_service aws_ecs_task_definition",
    kubernetes:
      "aws_eks_cluster google_container_cluster azurerm_kubernetes_cluster digitalocean_kubernetes_cluster linode_lke_cluster scaleway_k8s_cluster ovh_cloud_project_kube oci_containerengine_cluster alicloud_cs_managed_kubernetes kubernetes_deployment kubernetes_deployment_v1 kubernetes_stateful_set kubernetes_stateful_set_v1 kubernetes_manifest kubectl_manifest",
    helm: "helm_release",
    lambda: "aws_lambda_function",
    "cloud-run": "google_cloud_run_service google_cloud_run_v2_service google_cloud_run_v2_job",
    "cloud-functions": "google_cloudfunctions_function google_cloudfunctions2_function",
    "app-engine":
      "google_app_engine_application google_app_engine_standard_app_version google_app_engine_flexible_app_version",
    "azure-functions":
      "azurerm_linux_function_app azurerm_windows_function_app azurerm_function_app azurerm_function_app_flex_consumption",
    "container-apps": "azurerm_container_app azurerm_container_app_environment azurerm_container_app_job",
    "app-service": "azurerm_linux_web_app azurerm_windows_web_app azurerm_app_service",
    "elastic-beanstalk": "aws_elastic_beanstalk_environment aws_elastic_beanstalk_application",
    nomad: "nomad_job",
  }),
  ...thing("databases", {
    postgres:
      "azurerm_postgresql_server azurerm_postgresql_flexible_server google_alloydb_cluster google_alloydb_instance linode_database_postgresql linode_database_postgresql_v2 neon_project supabase_project",
    mysql:
      "azurerm_mysql_server azurerm_mysql_flexible_server linode_database_mysql linode_database_mysql_v2 oci_mysql_mysql_db_system",
    mariadb: "azurerm_mariadb_server",
    sqlserver:
      "azurerm_mssql_server azurerm_mssql_database azurerm_sql_server azurerm_sql_database azurerm_mssql_managed_instance",
    mongodb: "aws_docdb_cluster mongodbatlas_cluster mongodbatlas_advanced_cluster mongodbatlas_flex_cluster",
    dynamodb: "aws_dynamodb_table aws_dynamodb_global_table",
    redshift: "aws_redshift_cluster aws_redshiftserverless_workgroup",
    neptune: "aws_neptune_cluster",
    cassandra: "aws_keyspaces_table",
    timescaledb: "timescale_service",
    elasticsearch: "aws_elasticsearch_domain ec_deployment",
    opensearch: "aws_opensearchserverless_collection",
    cosmosdb: "azurerm_cosmosdb_account azurerm_cosmosdb_sql_database azurerm_cosmosdb_mongo_database",
    firestore: "google_firestore_database",
    bigquery: "google_bigquery_dataset google_bigquery_table",
    spanner: "google_spanner_instance google_spanner_database",
    bigtable: "google_bigtable_instance",
    snowflake: "snowflake_database snowflake_warehouse",
    cockroachdb: "cockroach_cluster",
    clickhouse: "clickhouse_service",
    oracle: "oci_database_autonomous_database oci_database_db_system",
    influxdb: "aws_timestreaminfluxdb_db_instance",
  }),
  ...thing("queues", {
    sqs: "aws_sqs_queue",
    sns: "aws_sns_topic",
    kinesis: "aws_kinesis_stream aws_kinesis_firehose_delivery_stream",
    kafka:
      "aws_msk_cluster aws_msk_serverless_cluster confluent_kafka_cluster confluent_kafka_topic aiven_kafka google_managed_kafka_cluster kafka_topic",
    eventbridge: "aws_cloudwatch_event_bus aws_pipes_pipe",
    pubsub: "google_pubsub_topic google_pubsub_subscription",
    "cloud-tasks": "google_cloud_tasks_queue",
    servicebus: "azurerm_servicebus_namespace azurerm_servicebus_queue azurerm_servicebus_topic",
    eventhubs: "azurerm_eventhub azurerm_eventhub_namespace",
    eventgrid:
      "azurerm_eventgrid_topic azurerm_eventgrid_system_topic azurerm_eventgrid_event_subscription azurerm_eventgrid_domain",
    "storage-queue": "azurerm_storage_queue",
    rabbitmq: "cloudamqp_instance rabbitmq_queue",
  }),
  ...thing("caches", {
    redis:
      "azurerm_redis_cache azurerm_redis_enterprise_cluster azurerm_managed_redis google_redis_instance google_redis_cluster upstash_redis_database rediscloud_subscription scaleway_redis_cluster aws_memorydb_cluster",
    memcached: "google_memcache_instance",
    valkey: "google_memorystore_instance",
  }),
  ...thing("balancers", {
    elb: "aws_elb",
    "api-gateway": "aws_api_gateway_rest_api aws_apigatewayv2_api google_api_gateway_api azurerm_api_management",
    cloudfront: "aws_cloudfront_distribution",
    "application-gateway": "azurerm_application_gateway",
    "front-door": "azurerm_frontdoor azurerm_cdn_frontdoor_profile azurerm_cdn_frontdoor_endpoint",
    "azure-load-balancer": "azurerm_lb",
    "gcp-load-balancer":
      "google_compute_global_forwarding_rule google_compute_forwarding_rule google_compute_url_map google_compute_backend_service google_compute_region_backend_service",
    "digitalocean-load-balancer": "digitalocean_loadbalancer",
    "hetzner-load-balancer": "hcloud_load_balancer",
    cloudflare: "cloudflare_load_balancer",
    ingress: "kubernetes_ingress kubernetes_ingress_v1",
  }),
  ...thing("objectStores", {
    s3: "aws_s3_bucket",
    gcs: "google_storage_bucket",
    "azure-blob": "azurerm_storage_container azurerm_storage_blob",
    r2: "cloudflare_r2_bucket",
    spaces: "digitalocean_spaces_bucket",
    minio: "minio_s3_bucket",
  }),
]);

/** Last words of modules' sources; `engine` where the module is told it. */
export const MODULES: Readonly<Record<string, readonly Thing[] | "engine">> = {
  rds: "engine",
  "rds-aurora": "engine",
  "rds-cluster": "engine",
  elasticache: "engine",
  "elasticache-redis": [{ kind: "caches", name: "redis" }],
  "elasticache-memcached": [{ kind: "caches", name: "memcached" }],
  memorystore: [{ kind: "caches", name: "redis" }],
  eks: [{ kind: "orchestration", name: "kubernetes" }],
  "eks-cluster": [{ kind: "orchestration", name: "kubernetes" }],
  "eks-blueprints-addons": [{ kind: "orchestration", name: "kubernetes" }],
  "kubernetes-engine": [{ kind: "orchestration", name: "kubernetes" }],
  aks: [{ kind: "orchestration", name: "kubernetes" }],
  ecs: [{ kind: "orchestration", name: "ecs" }],
  "ecs-alb-service-task": [{ kind: "orchestration", name: "ecs" }],
  lambda: [{ kind: "orchestration", name: "lambda" }],
  "cloud-run": [{ kind: "orchestration", name: "cloud-run" }],
  sqs: [{ kind: "queues", name: "sqs" }],
  sns: [{ kind: "queues", name: "sns" }],
  eventbridge: [{ kind: "queues", name: "eventbridge" }],
  "msk-kafka-cluster": [{ kind: "queues", name: "kafka" }],
  "msk-apache-kafka-cluster": [{ kind: "queues", name: "kafka" }],
  "mq-broker": "engine",
  pubsub: [{ kind: "queues", name: "pubsub" }],
  "dynamodb-table": [{ kind: "databases", name: "dynamodb" }],
  dynamodb: [{ kind: "databases", name: "dynamodb" }],
  "documentdb-cluster": [{ kind: "databases", name: "mongodb" }],
  opensearch: [{ kind: "databases", name: "opensearch" }],
  redshift: [{ kind: "databases", name: "redshift" }],
  bigquery: [{ kind: "databases", name: "bigquery" }],
  postgresql: [{ kind: "databases", name: "postgres" }],
  mysql: [{ kind: "databases", name: "mysql" }],
  mssql: [{ kind: "databases", name: "sqlserver" }],
  "s3-bucket": [{ kind: "objectStores", name: "s3" }],
  "cloud-storage": [{ kind: "objectStores", name: "gcs" }],
  alb: [{ kind: "balancers", name: "alb" }],
  nlb: [{ kind: "balancers", name: "nlb" }],
  elb: [{ kind: "balancers", name: "elb" }],
  cloudfront: [{ kind: "balancers", name: "cloudfront" }],
  "apigateway-v2": [{ kind: "balancers", name: "api-gateway" }],
  "lb-http": [{ kind: "balancers", name: "gcp-load-balancer" }],
};
