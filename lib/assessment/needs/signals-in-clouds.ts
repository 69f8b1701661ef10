/** What alarms, dashboards and settings of the clouds watch: a table of their metrics, looked up in what the resources say. */
import { isMap } from "../../charts";
import { evidenceOf, infrastructureNames, thingsOf, type Thing } from "../monitoring";
import { GOLDEN, isNamed, signals, speaksOf, type Assessed, type Signal } from "./signal";

const RELATIONAL = ["postgres", "mysql", "mariadb", "sqlserver", "oracle"];
const REDIS = ["redis", "valkey", "memcached"];

interface Row {
  /** What stands for the kind of thing, in the same resource. */
  readonly about: RegExp;
  readonly metric: RegExp;
  readonly need: string;
  /** Names of parts of the infrastructure; of services where there are none. */
  readonly of?: readonly string[];
}

const row = (
  about: RegExp,
  of: readonly string[] | undefined,
  metrics: Readonly<Record<string, RegExp>>,
): readonly Row[] =>
  Object.entries(metrics).map(([need, metric]) => ({ about, metric, need, ...(of === undefined ? {} : { of }) }));

const ROWS: readonly Row[] = [
  ...row(/AWS\/RDS/, RELATIONAL, {
    connections: /\bDatabaseConnections\b/,
    storage: /\bFreeStorageSpace\b|\bFreeLocalStorage\b|\bVolumeBytesUsed\b/,
    "replication-lag": /\b(?:Aurora)?ReplicaLag\b/,
    "query-duration": /\b(?:Read|Write|Select|DML|Commit)Latency\b/,
  }),
  ...row(/AWS\/DynamoDB/, ["dynamodb"], {
    "query-duration": /\bSuccessfulRequestLatency\b/,
    "throttled-requests": /Throttle/,
    storage: /\bTableSizeBytes\b/,
  }),
  ...row(/AWS\/ElastiCache/, REDIS, {
    "hit-ratio": /\bCacheHit(?:Rate|s)\b|\bCacheMisses\b/,
    memory: /\bDatabaseMemoryUsagePercentage\b|\bFreeableMemory\b|\bBytesUsedForCache\b/,
    evictions: /\bEvictions\b/,
  }),
  ...row(/AWS\/Kinesis/, ["kinesis"], { "oldest-message": /IteratorAge/, "queue-length": /\bIncomingRecords\b/ }),
  ...row(/AWS\/SNS/, ["sns"], { "dead-letters": /NotificationsFailed|RedrivenToDlq/ }),
  ...row(/AWS\/Kafka/, ["kafka"], {
    "queue-length": /OffsetLag|SumOffsetLag/,
    "oldest-message": /EstimatedMaxTimeLag/,
  }),
  ...row(/AWS\/Events/, ["eventbridge"], { "dead-letters": /FailedInvocations|InvocationsSentToDlq/ }),
  ...row(/AWS\/ApplicationELB/, ["alb"], {
    requests: /\bRequestCount\b/,
    "error-responses": /5XX/,
    latency: /\bTargetResponseTime\b/,
  }),
  ...row(/AWS\/NetworkELB/, ["nlb"], {
    requests: /\bNewFlowCount\b|\bProcessedBytes\b/,
    "error-responses": /\bTCP_\w{1,20}_Reset_Count\b/,
  }),
  ...row(/AWS\/ApiGateway/, ["api-gateway"], {
    requests: /\bCount\b/,
    "error-responses": /5XX|5xx/,
    latency: /Latency/,
  }),
  ...row(/AWS\/CloudFront/, ["cloudfront"], {
    requests: /\bRequests\b/,
    "error-responses": /ErrorRate/,
    latency: /OriginLatency/,
  }),
  ...row(/AWS\/Lambda/, undefined, {
    errors: /\bErrors\b/,
    latency: /\bDuration\b/,
    traffic: /\bInvocations\b/,
    saturation: /\bThrottles\b|\bConcurrentExecutions\b/,
  }),
  ...row(/AWS\/ECS|ECS\/ContainerInsights|AWS\/AppRunner|AWS\/EC2/, undefined, {
    saturation: /\b(?:CPU|Memory)Utili[sz]ation\b|Utilized\b/,
  }),
  ...row(/microsoft\.(?:servicebus)|servicebus/i, ["servicebus"], {
    "queue-length": /\b(?:Active)?Messages\b/,
    "dead-letters": /DeadletteredMessages/i,
  }),
  ...row(/eventhub/i, ["eventhubs"], { "queue-length": /IncomingMessages|CapturedMessages/ }),
  ...row(/dbfor(?:postgresql|mysql)|postgresql_|mysql_|mssql_|microsoft\.sql/i, RELATIONAL, {
    connections: /active_connections|connection_successful|sessions_percent/,
    storage: /storage_percent|storage_used/,
    "replication-lag": /replication_(?:delay|lag)/,
    "query-duration": /longest_query_time|query_duration/,
  }),
  ...row(/documentdb|cosmosdb/i, ["cosmosdb"], {
    "query-duration": /ServerSideLatency/,
    "throttled-requests": /TotalRequestUnits|NormalizedRUConsumption|429/,
    storage: /DataUsage/,
  }),
  ...row(/microsoft\.cache|azurerm_redis|redis_cache/i, REDIS, {
    "hit-ratio": /cachemiss|cachehits/i,
    memory: /usedmemory/i,
    evictions: /evictedkeys/i,
  }),
  ...row(/applicationgateways|azurerm_application_gateway/i, ["application-gateway"], {
    requests: /TotalRequests/,
    "error-responses": /ResponseStatus|FailedRequests/,
    latency: /(?:BackendLastByte|ApplicationGatewayTotal)\w{0,20}Time/,
  }),
  ...row(/frontdoor|microsoft\.cdn/i, ["front-door"], {
    requests: /RequestCount/,
    "error-responses": /Percentage5XX|Percentage4XX/,
    latency: /TotalLatency/,
  }),
  ...row(
    /microsoft\.web|function_app|web_app|microsoft\.insights\/components|application_insights|microsoft\.app\/containerapps|container_app/i,
    undefined,
    {
      traffic: /\bRequests\b|requests\/count|\bFunctionExecutionCount\b/,
      errors: /Http5xx|requests\/failed|exceptions\/count|failedRequests/i,
      latency: /HttpResponseTime|AverageResponseTime|requests\/duration/,
      saturation: /CpuPercentage|MemoryPercentage|CpuTime|UsageNanoCores|WorkingSetBytes/,
    },
  ),
  ...row(/run\.googleapis\.com/, undefined, {
    traffic: /run\.googleapis\.com\/request_count/,
    errors: /run\.googleapis\.com\/request_count[^]{0,600}(?:5xx|response_code)/,
    latency: /request_latencies/,
    saturation: /container\/(?:cpu|memory)\/utilizations|instance_count|max_request_concurrencies/,
  }),
  ...row(/cloudfunctions\.googleapis\.com/, undefined, {
    traffic: /execution_count/,
    errors: /execution_count[^]{0,600}status/,
    latency: /execution_times/,
    saturation: /user_memory_bytes|active_instances/,
  }),
  ...row(/cloudsql\.googleapis\.com/, RELATIONAL, {
    connections: /num_backends|network\/connections/,
    storage: /disk\/(?:utilization|bytes_used)/,
    "replication-lag": /replica_lag|replication\/(?:seconds_behind|replica_lag|network_lag)/,
    "query-duration": /insights\/(?:aggregate|perquery)\/\w{0,20}(?:execution_time|latencies)/,
  }),
  ...row(/pubsub\.googleapis\.com/, ["pubsub"], {
    "oldest-message": /oldest_unacked_message_age/,
    "queue-length": /num_undelivered_messages|backlog_bytes/,
    "dead-letters": /dead_letter_message_count/,
    "processing-time": /ack_latencies/,
  }),
  ...row(/redis\.googleapis\.com/, REDIS, {
    "hit-ratio": /cache_hit_ratio/,
    memory: /memory\/usage/,
    evictions: /evicted_keys/,
  }),
  ...row(/firestore\.googleapis\.com/, ["firestore"], { "query-duration": /latenc/, storage: /storage/ }),
  ...row(/bigquery\.googleapis\.com/, ["bigquery"], {
    "query-duration": /query\/execution_times/,
    storage: /stored_bytes/,
  }),
  ...row(/spanner\.googleapis\.com/, ["spanner"], { "query-duration": /request_latencies/, storage: /storage/ }),
  ...row(/loadbalancing\.googleapis\.com/, ["gcp-load-balancer"], {
    requests: /https?\/(?:external\/regional\/|internal\/)?request_count/,
    "error-responses": /request_count[^]{0,600}response_code_class/,
    latency: /(?:total|backend)_latencies/,
  }),
];

/** Resources that watch. */
const WATCHES =
  /^(?:aws_cloudwatch_(?:metric_alarm|composite_alarm|dashboard)|AWS::CloudWatch::(?:Alarm|CompositeAlarm|Dashboard)|azurerm_(?:monitor_metric_alert|monitor_scheduled_query_rules_alert\w{0,5}|portal_dashboard)|microsoft\.insights\/(?:metricalerts|scheduledqueryrules)|google_monitoring_(?:alert_policy|dashboard|slo)|datadog_(?:monitor|dashboard))$/;

const SQS = /AWS\/SQS/;
const DEAD = /dlq|dead/i;

export const cloudSignals = (assessed: Assessed): readonly Signal[] => {
  const resources = thingsOf(assessed.project).filter(({ kind }) => kind === "resource");
  return [
    ...resources.filter(({ name }) => WATCHES.test(name)).flatMap((thing) => watched(thing, assessed)),
    ...resources.flatMap((thing) => settings(thing, assessed)),
  ];
};

const watched = (thing: Thing, assessed: Assessed): readonly Signal[] => {
  const text = JSON.stringify(thing.body ?? {}).slice(0, 200_000);
  const parts = infrastructureNames(assessed.infrastructure);
  return [
    ...ROWS.filter(({ about, metric }) => about.test(text) && metric.test(text)).flatMap(({ need, of }) =>
      (of === undefined ? servicesIn(text, assessed) : of.filter((name) => parts.includes(name))).flatMap((name) =>
        signals(name, [need], evidenceOf(thing)),
      ),
    ),
    ...(SQS.test(text) && parts.includes("sqs") ? signals("sqs", ofSqs(text, thing), evidenceOf(thing)) : []),
  ];
};

/** How many messages wait on the queue of those that were given up is another figure than on the queue itself. */
const ofSqs = (text: string, { of = "" }: Thing): readonly string[] => [
  ...(/ApproximateAgeOfOldestMessage/.test(text) ? ["oldest-message"] : []),
  ...(/NumberOfMessagesVisible/.test(text) ? [DEAD.test(of) || DEAD.test(text) ? "dead-letters" : "queue-length"] : []),
];

/** Those that it names; all, where it names none: they are told apart by a variable. */
const servicesIn = (text: string, { services }: Assessed): readonly string[] => {
  const named = services.filter(({ name }) => speaksOf(text, name)).map(({ name }) => name);
  return named.length > 0 ? named : services.filter(({ kind }) => kind.value !== "frontend").map(({ name }) => name);
};

/** Settings that make a cloud measure more by itself. */
const settings = (thing: Thing, assessed: Assessed): readonly Signal[] => {
  const { name, body = {} } = thing;
  const parts = infrastructureNames(assessed.infrastructure);
  if (/^aws_(?:db_instance|rds_cluster_instance|rds_cluster)$/.test(name) && isOn(body["performance_insights_enabled"]))
    return RELATIONAL.filter((each) => parts.includes(each)).flatMap((each) =>
      signals(each, ["query-duration"], evidenceOf(thing)),
    );
  if (
    name === "aws_ecs_cluster" &&
    /containerInsights[^]{0,60}enabled|containerInsights[^]{0,60}enhanced/.test(JSON.stringify(body))
  )
    return signals("*", ["saturation"], evidenceOf(thing));
  if (name === "google_sql_database_instance" && /"query_insights_enabled":(?:true|"true")/.test(JSON.stringify(body)))
    return RELATIONAL.filter((each) => parts.includes(each)).flatMap((each) =>
      signals(each, ["query-duration"], evidenceOf(thing)),
    );
  if (/^AWS::Serverless::Function$|^aws_lambda_function$/.test(name) && isLayered(body))
    return assessed.services
      .filter((service) => isNamed(service.name, thing.of ?? ""))
      .flatMap((service) => signals(service.name, GOLDEN, evidenceOf(thing)));
  return [];
};

const isOn = (value: unknown): boolean => value === true || value === "true";

/** Layers of agents that measure functions. */
const isLayered = (body: unknown): boolean =>
  isMap(body) &&
  /Datadog-Extension|NewRelicLambda|LambdaInsightsExtension/.test(
    JSON.stringify(body["layers"] ?? body["Layers"] ?? ""),
  );
