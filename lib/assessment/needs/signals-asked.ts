/** What rules and dashboards of the project ask for: of whom, by what their selectors say, and what of it. */
import { satisfies, type Matcher } from "../../query";
import { askedByDashboards, infrastructureNames, rulesOf, type AskedQuery } from "../monitoring";
import { collectedBy, isNamed, signals, type Assessed, type Signal } from "./signal";

interface Row {
  readonly metrics: RegExp;
  readonly needs: readonly string[];
  /** Names of parts of the infrastructure; of services where there are none. */
  readonly of?: readonly string[];
}

const POSTGRES = ["postgres", "timescaledb"];
const MYSQL = ["mysql", "mariadb"];
const REDIS = ["redis", "valkey"];
const RELATIONAL = [...POSTGRES, ...MYSQL, "sqlserver", "oracle", "cockroachdb"];

const ROWS: readonly Row[] = [
  {
    metrics:
      /requests?_total$|request_count|requests?(?:_duration)?_seconds_count|_processed_total$|_calls_total$|_jobs_total$|istio_requests_total/,
    needs: ["traffic"],
  },
  { metrics: /(?:^|_)(?:errors?|failed|failures?|exceptions?)(?:_|$)/, needs: ["errors"] },
  {
    metrics:
      /(?:duration|latency|requests?|response)(?:_time)?(?:_milli|_micro)?(?:_?seconds|_ms)?(?:_bucket|_sum|_count)?$/,
    needs: ["latency"],
  },
  {
    metrics:
      /^(?:container_(?:cpu|memory)|process_(?:cpu|resident)|go_goroutines|jvm_|nodejs_(?:eventloop|heap)|python_gc|dotnet_|ruby_|kube_pod_container_resource)/,
    needs: ["saturation"],
  },
  { metrics: /last_success|last_successful|kube_job_status_completion_time|last_completion/, needs: ["last-success"] },
  { metrics: /kube_job_status_start_time|(?:job|run|task|batch)\w{0,40}_duration/, needs: ["run-duration"] },
  { metrics: /kube_job_(?:status_)?failed/, needs: ["errors"] },
  {
    metrics: /^pg_stat_(?:activity|database_numbackends)|^pg_settings_max_connections/,
    needs: ["connections"],
    of: POSTGRES,
  },
  { metrics: /^pg_(?:replication|stat_replication|replication_slot)/, needs: ["replication-lag"], of: POSTGRES },
  { metrics: /^pg_database_size/, needs: ["storage"], of: POSTGRES },
  { metrics: /^pg_stat_statements|^pg_stat_activity_max_tx_duration/, needs: ["query-duration"], of: POSTGRES },
  {
    metrics:
      /^hikaricp_|^pgbouncer_|^db_client_connections?_|_pool_(?:connections|in_use|active|size|idle|waiting)|^go_sql_(?:stats_)?connections/,
    needs: ["pool-usage"],
    of: RELATIONAL,
  },
  {
    metrics: /^mysql_global_status_threads_connected|^mysql_global_variables_max_connections/,
    needs: ["connections"],
    of: MYSQL,
  },
  { metrics: /^mysql_slave_status_|^mysql_replica_status_/, needs: ["replication-lag"], of: MYSQL },
  { metrics: /^mysql_global_status_slow_queries|^mysql_perf_schema_/, needs: ["query-duration"], of: MYSQL },
  { metrics: /^mysql_info_schema_table_size/, needs: ["storage"], of: MYSQL },
  { metrics: /^mongodb_.{0,60}connections/, needs: ["connections"], of: ["mongodb"] },
  { metrics: /^mongodb_.{0,60}(?:repl|lag)/, needs: ["replication-lag"], of: ["mongodb"] },
  { metrics: /^mongodb_.{0,60}(?:latenc|op_time)/, needs: ["query-duration"], of: ["mongodb"] },
  {
    metrics: /^elasticsearch_filesystem_data|^elasticsearch_.{0,40}store_size/,
    needs: ["storage"],
    of: ["elasticsearch", "opensearch"],
  },
  {
    metrics: /^elasticsearch_.{0,40}(?:query_time|search)/,
    needs: ["query-duration"],
    of: ["elasticsearch", "opensearch"],
  },
  { metrics: /^redis_keyspace_(?:hits|misses)/, needs: ["hit-ratio"], of: REDIS },
  { metrics: /^redis_memory_/, needs: ["memory"], of: REDIS },
  { metrics: /^redis_evicted_keys/, needs: ["evictions"], of: REDIS },
  { metrics: /^memcached_commands_total|^memcached_.{0,20}hit/, needs: ["hit-ratio"], of: ["memcached"] },
  { metrics: /^memcached_(?:limit|current)_bytes/, needs: ["memory"], of: ["memcached"] },
  { metrics: /^memcached_items_evicted/, needs: ["evictions"], of: ["memcached"] },
  { metrics: /^rabbitmq_queue_messages|^rabbitmq_queue_length/, needs: ["queue-length"], of: ["rabbitmq"] },
  { metrics: /^rabbitmq_.{0,60}(?:dead|unroutable)/, needs: ["dead-letters"], of: ["rabbitmq"] },
  { metrics: /^rabbitmq_queue_head_message_timestamp/, needs: ["oldest-message"], of: ["rabbitmq"] },
  {
    metrics: /^kafka_consumer_?group_.{0,20}lag|^kafka_consumer_.{0,60}lag|^kminion_kafka_consumer_group/,
    needs: ["queue-length"],
    of: ["kafka"],
  },
  {
    metrics: /dead_?letter|_dlq_/,
    needs: ["dead-letters"],
    of: ["kafka", "rabbitmq", "sqs", "nats", "pubsub", "servicebus"],
  },
  { metrics: /^nats_.{0,60}(?:num_pending|pending)/, needs: ["queue-length"], of: ["nats"] },
  { metrics: /^aws_sqs_approximate_number_of_messages/, needs: ["queue-length"], of: ["sqs"] },
  { metrics: /^aws_sqs_approximate_age/, needs: ["oldest-message"], of: ["sqs"] },
  { metrics: /^nginx_ingress_controller_requests|^nginx_http_requests_total/, needs: ["requests"], of: ["nginx"] },
  { metrics: /^nginx_ingress_controller_(?:request|response)_duration/, needs: ["latency"], of: ["nginx"] },
  { metrics: /^traefik_(?:service|entrypoint)_requests_total/, needs: ["requests"], of: ["traefik"] },
  { metrics: /^traefik_(?:service|entrypoint)_request_duration/, needs: ["latency"], of: ["traefik"] },
  { metrics: /^haproxy_(?:frontend|backend)_(?:http_)?(?:requests|responses)/, needs: ["requests"], of: ["haproxy"] },
  { metrics: /^haproxy_.{0,60}(?:response_time|latency)/, needs: ["latency"], of: ["haproxy"] },
  { metrics: /^envoy_.{0,60}(?:_rq_|rq_total)/, needs: ["requests"], of: ["envoy", "istio"] },
  { metrics: /^istio_requests_total/, needs: ["requests"], of: ["istio"] },
  { metrics: /^istio_request_duration/, needs: ["latency"], of: ["istio"] },
  { metrics: /^kong_http_requests_total/, needs: ["requests"], of: ["kong"] },
  {
    metrics: /^kubelet_volume_stats_/,
    needs: ["storage"],
    of: [...RELATIONAL, "mongodb", "elasticsearch", "opensearch"],
  },
  {
    metrics: /cert_expiry|certificate_expiration|x509_cert_not_after|ssl_.{0,40}not_after/,
    needs: ["certificate-expiry"],
    of: ["certificates"],
  },
];

/** Metrics that every program may have one of its own of: only what is collected of a service has them. */
const ABOUT = new Set([
  "job",
  "app",
  "service",
  "container",
  "deployment",
  "workload",
  "pod",
  "name",
  "service_name",
  "destination_service",
  "destination_workload",
  "application",
  "cronjob",
  "job_name",
  "exported_job",
  "queue",
  "component",
  "app_kubernetes_io_name",
]);

export const askedSignals = (assessed: Assessed): readonly Signal[] => {
  const collected = collectedBy(assessed);
  const parts = new Set([...infrastructureNames(assessed.infrastructure), "certificates"]);
  return [...rulesOf(assessed.project).asked, ...askedByDashboards(assessed.project)].flatMap((query) =>
    ROWS.filter(({ metrics }) => query.metrics.some((name) => metrics.test(name))).flatMap(({ needs, of }) => {
      if (of !== undefined)
        return of
          .filter((name) => parts.has(name))
          .flatMap((name) =>
            [...needs, ...errorResponses(query, needs)].flatMap((need) => signals(name, [need], query.evidence)),
          );
      if (isOfParts(query)) return [];
      const all = [...needs, ...(needs.includes("traffic") && tellsErrors(query.matchers) ? ["errors"] : [])];
      return assessed.services
        .filter((service) => isAbout(query.matchers, service.name, collected(service)))
        .flatMap(({ name }) => signals(name, all, query.evidence));
    }),
  );
};

/** What servers of others say of themselves. */
const OTHERS =
  /^(?:pg|mysql|mongodb|redis|memcached|rabbitmq|kafka|nats|aws|nginx|traefik|haproxy|envoy|kong|prometheus|alertmanager|loki|grafana|apiserver|kubelet|etcd|coredns|node|probe|elasticsearch|tempo|jaeger|fluentd|otelcol)_/;

const isOfParts = ({ metrics }: AskedQuery): boolean => metrics.every((name) => OTHERS.test(name));

const OUTCOMES =
  /^(?:status|code|status_code|http_status_code|http_response_status_code|response_code|outcome|result|state|success|grpc_code|status_class|exception)$/;

const tellsErrors = (matchers: readonly Matcher[]): boolean => matchers.some(({ label }) => OUTCOMES.test(label));

const errorResponses = ({ matchers }: AskedQuery, needs: readonly string[]): readonly string[] =>
  needs.includes("requests") && tellsErrors(matchers) ? ["error-responses"] : [];

/** A selector that names the service is about it; one that names nothing, or anything, is about all that is collected. */
const isAbout = (matchers: readonly Matcher[], name: string, collected: boolean): boolean => {
  const about = matchers.filter(
    ({ label, value }) => ABOUT.has(label) && !/[$[]/.test(value) && !/^\.[*+]$/.test(value),
  );
  if (about.length === 0) return collected;
  return about.every((matcher) => mayBe(matcher, name));
};

const mayBe = (matcher: Matcher, name: string): boolean =>
  matcher.operator === "="
    ? isNamed(matcher.value, name) || isNamed(matcher.value.split("/").at(-1) ?? "", name)
    : satisfies(matcher, name) || satisfies(matcher, `${name}-0`);
