/** The values of labels that a contract leaves open: what such a label holds in a cluster like any other. */
import type { Metric } from "../../model";
import type { Labels } from "./cluster";

/** Labels that go together: each row is one series of a target. The first table counts whose labels a metric of that name has all. */
export const TOGETHER: readonly (readonly [metric: RegExp, rows: readonly Labels[]])[] = [
  [
    /^loki_/,
    [
      { method: "POST", route: "loki_api_v1_push", status_code: "204" },
      { method: "POST", route: "loki_api_v1_push", status_code: "500" },
      { method: "GET", route: "loki_api_v1_query_range", status_code: "200" },
      { method: "GET", route: "loki_api_v1_query_range", status_code: "500" },
      { method: "GET", route: "loki_api_v1_labels", status_code: "200" },
    ],
  ],
  [
    /^grafana_/,
    [
      { handler: "/api/dashboards/uid/:uid", method: "GET", status_code: "200" },
      { handler: "/api/dashboards/uid/:uid", method: "GET", status_code: "500" },
      { handler: "/api/ds/query", method: "POST", status_code: "200" },
      { handler: "/api/ds/query", method: "POST", status_code: "500" },
      { handler: "/login", method: "POST", status_code: "401" },
    ],
  ],
  [
    /./,
    [
      { method: "GET", route: "/products", status_code: "200" },
      { method: "GET", route: "/products/:id", status_code: "200" },
      { method: "GET", route: "/products/:id", status_code: "404" },
      { method: "POST", route: "/orders", status_code: "201" },
      { method: "POST", route: "/orders", status_code: "503" },
      { method: "GET", route: "/orders/:id", status_code: "200" },
      { method: "GET", route: "/orders/:id", status_code: "500" },
    ],
  ],
  [
    /./,
    [
      { http_request_method: "GET", http_route: "/api/services", http_response_status_code: "200" },
      { http_request_method: "GET", http_route: "/api/traces/{traceID}", http_response_status_code: "200" },
      { http_request_method: "GET", http_route: "/api/traces/{traceID}", http_response_status_code: "500" },
      { http_request_method: "POST", http_route: "/orders", http_response_status_code: "201" },
    ],
  ],
  [
    /./,
    [
      { device: "/dev/nvme0n1p1", fstype: "ext4", mountpoint: "/" },
      { device: "/dev/nvme1n1", fstype: "xfs", mountpoint: "/var/lib/containerd" },
    ],
  ],
  [
    /^kube_pod_/,
    [
      { resource: "cpu", unit: "core" },
      { resource: "memory", unit: "byte" },
    ],
  ],
  [
    /./,
    [
      { resource: "cpu", unit: "core" },
      { resource: "memory", unit: "byte" },
      { resource: "pods", unit: "integer" },
    ],
  ],
  [
    /./,
    [
      { condition: "Ready", status: "true" },
      { condition: "Ready", status: "false" },
      { condition: "Ready", status: "unknown" },
      { condition: "DiskPressure", status: "true" },
      { condition: "DiskPressure", status: "false" },
      { condition: "MemoryPressure", status: "true" },
      { condition: "MemoryPressure", status: "false" },
      { condition: "PIDPressure", status: "true" },
      { condition: "PIDPressure", status: "false" },
    ],
  ],
];

/** By label; where the meaning depends on the metric, by a pattern of its name too. */
const POOLS: readonly (readonly [label: string, metric: RegExp, values: readonly string[]])[] = [
  ["method", /./, ["GET", "POST"]],
  ["route", /./, ["/products", "/orders"]],
  ["route", /^loki_/, ["loki_api_v1_push", "loki_api_v1_query_range", "loki_api_v1_labels"]],
  ["handler", /./, ["/api/v1/query", "/api/v1/query_range"]],
  ["status_code", /./, ["200", "500"]],
  ["code", /./, ["200", "500"]],
  ["device", /^node_network/, ["eth0"]],
  ["device", /./, ["nvme0n1"]],
  ["interface", /./, ["eth0"]],
  ["mountpoint", /./, ["/"]],
  ["fstype", /./, ["ext4"]],
  ["cpu", /^node_/, ["0", "1"]],
  ["cpu", /./, ["total"]],
  ["unit", /./, ["core"]],
  ["resource", /./, ["cpu", "memory"]],
  ["condition", /deployment/, ["Available", "Progressing"]],
  ["reason", /waiting/, ["CrashLoopBackOff", "ImagePullBackOff"]],
  ["reason", /terminated/, ["OOMKilled", "Error"]],
  ["reason", /notifications/, ["clientError", "serverError"]],
  ["reason", /./, ["timeout", "rejected"]],
  ["integration", /./, ["slack", "pagerduty", "email"]],
  ["alertmanager", /./, ["http://alertmanager-0:9093", "http://alertmanager-1:9093"]],
  ["rule_group", /./, ["http-server", "node-basics"]],
  ["scrape_job", /./, ["serviceMonitor/observability/loki/0", "serviceMonitor/shop/checkout/0"]],
  ["tenant", /./, ["fake"]],
  ["user", /./, ["fake"]],
  ["datname", /./, ["orders", "catalog"]],
  ["datid", /./, ["16384"]],
  ["schemaname", /./, ["public"]],
  ["relname", /./, ["orders", "payments"]],
  ["mode", /^pg_locks/, ["accesssharelock", "rowexclusivelock"]],
  ["db", /./, ["db0", "db1"]],
  ["cmd", /./, ["get", "set", "hgetall"]],
  ["timeframe", /./, ["daily", "weekly", "monthly"]],
  ["plan", /./, ["free", "pro"]],
  ["source", /./, ["web", "mobile"]],
  ["product", /./, ["books", "games"]],
  ["currency", /./, ["EUR", "USD"]],
  ["operation", /s3/, ["S3.GetObject", "S3.PutObject", "S3.List"]],
  ["operation", /loki/, ["/logproto.Pusher/Push", "/logproto.Querier/Query"]],
  ["operation", /./, ["find_traces", "write_span"]],
  ["plugin_id", /fluentd/, ["out_loki"]],
  ["plugin_id", /./, ["prometheus", "loki"]],
  ["type", /fluentd/, ["loki"]],
  ["queue", /./, ["orders", "emails"]],
  ["topic", /./, ["orders", "emails"]],
  ["exporter", /./, ["jaeger_storage_exporter"]],
  ["receiver", /./, ["otlp"]],
  ["transport", /./, ["grpc", "http"]],
  ["data_type", /./, ["traces"]],
  ["processor", /./, ["batch"]],
  ["exported_job", /./, ["checkout", "cart"]],
  ["service_name", /./, ["checkout", "cart"]],
  ["span_name", /./, ["POST /orders", "GET /products"]],
  ["span_kind", /./, ["SPAN_KIND_SERVER"]],
  ["otel_scope_name", /./, ["jaeger"]],
  ["datasource", /./, ["Prometheus", "Loki"]],
  ["controller", /./, ["prometheus"]],
  ["remote_name", /./, ["long-term"]],
  ["url", /./, ["https://metrics.example/api/v1/push"]],
  ["version", /alertmanager/, ["v2"]],
  ["version", /./, ["1.4.2"]],
  ["goversion", /./, ["go1.25.4"]],
  ["state", /pg_/, ["active", "idle", "idle in transaction"]],
  ["backend_type", /./, ["client backend"]],
  ["probe", /./, ["http"]],
  ["container_runtime_version", /./, ["containerd://2.2.0"]],
];

/** What a label may hold on series of that name. */
export const usualTexts = (name: string, label: string): readonly string[] => {
  const found = POOLS.filter(([of, pattern]) => of === label && pattern.test(name));
  // What is said of some metrics comes before what is said of all.
  const own = found.find(([, pattern]) => pattern.source !== ".") ?? found[0];
  return own?.[2] ?? [label.replaceAll("_", "-")];
};

/** What a label holds on the series of a metric; of a few values that a contract lists, all, of many the first. */
export const usualValues = ({ name, labels }: Metric, label: string): readonly string[] => {
  const bounded = labels[label];
  if (bounded !== undefined && bounded !== "any") return bounded.filter((value) => value !== "").slice(0, MOST_BOUNDED);
  return usualTexts(name, label);
};

const MOST_BOUNDED = 8;
