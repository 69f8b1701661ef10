/** Servers that Terraform makes, by the addresses that services speak of them with. */
import type { HclBlock } from "../../project";
import { hostHint } from "../../known-libraries";
import type { Host } from "../found";
import { plainName } from "./terraform-text";
import { text, textsIn } from "../values";

const SERVERS: Readonly<Record<string, string>> = {
  aws_sqs_queue: "sqs",
  aws_sns_topic: "sns",
  aws_kinesis_stream: "kinesis",
  aws_cloudwatch_event_bus: "eventbridge",
  aws_dynamodb_table: "dynamodb",
  aws_s3_bucket: "s3",
  aws_msk_cluster: "kafka",
  aws_msk_serverless_cluster: "kafka",
  aws_opensearch_domain: "opensearch",
  aws_elasticsearch_domain: "elasticsearch",
  aws_docdb_cluster: "mongodb",
  aws_redshift_cluster: "redshift",
  aws_keyspaces_table: "cassandra",
  google_pubsub_topic: "pubsub",
  google_pubsub_subscription: "pubsub",
  google_storage_bucket: "gcs",
  google_redis_instance: "redis",
  google_firestore_database: "firestore",
  google_spanner_instance: "spanner",
  google_spanner_database: "spanner",
  google_bigquery_dataset: "bigquery",
  google_bigquery_table: "bigquery",
  google_cloud_tasks_queue: "cloud-tasks",
  azurerm_servicebus_namespace: "servicebus",
  azurerm_servicebus_queue: "servicebus",
  azurerm_servicebus_topic: "servicebus",
  azurerm_eventhub: "eventhubs",
  azurerm_eventhub_namespace: "eventhubs",
  azurerm_storage_queue: "storage-queue",
  azurerm_storage_container: "azure-blob",
  azurerm_redis_cache: "redis",
  azurerm_cosmosdb_account: "cosmosdb",
  azurerm_cosmosdb_sql_database: "cosmosdb",
  azurerm_postgresql_flexible_server: "postgres",
  azurerm_postgresql_server: "postgres",
  azurerm_mysql_flexible_server: "mysql",
  azurerm_mssql_server: "sqlserver",
  azurerm_mssql_database: "sqlserver",
};

/** Products whose engine stands in a value. */
const BY_ENGINE =
  /^(?:aws_db_instance|aws_rds_cluster|aws_rds_cluster_instance|aws_elasticache_(?:cluster|replication_group|serverless_cache)|aws_mq_broker|google_sql_database_instance|google_sql_database|digitalocean_database_cluster|aws_ssm_parameter|aws_secretsmanager_secret)$/;
const ENGINES: readonly (readonly [RegExp, string])[] = [
  [/postgres|aurora-postgresql|^pg$/i, "postgres"],
  [/mariadb/i, "mariadb"],
  [/mysql|aurora/i, "mysql"],
  [/sqlserver/i, "sqlserver"],
  [/oracle/i, "oracle"],
  [/valkey/i, "valkey"],
  [/redis/i, "redis"],
  [/memcached/i, "memcached"],
  [/rabbitmq/i, "rabbitmq"],
  [/activemq/i, "activemq"],
  [/kafka/i, "kafka"],
  [/mongo/i, "mongodb"],
];

const MODULES: readonly (readonly [RegExp, string])[] = [
  [/\bsqs\b/, "sqs"],
  [/\bsns\b/, "sns"],
  [/dynamodb/, "dynamodb"],
  [/\bs3\b/, "s3"],
  [/msk|kafka/, "kafka"],
  [/redis|elasticache/, "redis"],
  [/pubsub/, "pubsub"],
  [/postgres/, "postgres"],
  [/mysql/, "mysql"],
];

export const serversOf = (blocks: readonly HclBlock[]): readonly Host[] => {
  const hosts = blocks.flatMap((block): readonly Host[] => {
    const [type = "", label = ""] = block.labels;
    if (block.type === "module") {
      const words = [text(block.body["source"]), text(block.body["engine"]), type]
        .join(" ")
        .replace(/[_/-]/g, " ")
        .toLowerCase();
      const name =
        ENGINES.find(([engine]) => engine.test(text(block.body["engine"]) ?? ""))?.[1] ??
        MODULES.find(([module]) => module.test(words))?.[1];
      return name === undefined ? [] : [{ alias: `module.${type}`, name }];
    }
    if (block.type !== "resource") return [];
    const name = Object.hasOwn(SERVERS, type) ? SERVERS[type] : BY_ENGINE.test(type) ? engineOf(block) : undefined;
    return name === undefined ? [] : [{ alias: `${type}.${label}`, name }];
  });
  return [...hosts, ...instancesOf(blocks, hosts)];
};

const engineOf = ({ body, labels }: HclBlock): string | undefined => {
  const told = text(body["engine"]) ?? text(body["database_version"]) ?? text(body["engine_type"]) ?? "";
  const found = ENGINES.find(([engine]) => engine.test(told))?.[1];
  return (
    found ??
    (labels[0]?.startsWith("aws_elasticache") === true ? "redis" : hostHint(plainName(body["name"]) ?? "")?.name)
  );
};

/** A database within an instance, an instance of a cluster, a secret that holds an address: what they speak of. */
const instancesOf = (blocks: readonly HclBlock[], hosts: readonly Host[]): readonly Host[] =>
  blocks.flatMap((block): readonly Host[] => {
    const [type = "", label = ""] = block.labels;
    if (
      block.type !== "resource" ||
      !/^(?:google_sql_(?:database|user)|aws_rds_cluster_instance|aws_ssm_parameter|aws_secretsmanager_secret_version|google_secret_manager_secret_version)$/.test(
        type,
      )
    )
      return [];
    const words = [...textsIn(block.body)].map(([, written]) => written).join(" ");
    const host = hosts.find(({ alias }) => words.includes(`${alias}.`) || words.includes(`${alias}[`));
    const secret = /\b((?:aws_secretsmanager_secret|google_secret_manager_secret)\.[\w-]{1,100})/.exec(words)?.[1];
    return host === undefined
      ? []
      : [
          { alias: `${type}.${label}`, name: host.name },
          ...(secret === undefined ? [] : [{ alias: secret, name: host.name }]),
        ];
  });
