import { azureContainer, filesystemStorage, type LokiProps } from "../../../lib/components/loki";
import {
  cores,
  days,
  existingSecret,
  gibibytes,
  hours,
  kibibytes,
  mebibytes,
  minutes,
  seconds,
  secretVariable,
} from "../../../lib/model";
import { at, valuesOf } from "./settings";

type Fact = readonly [fact: string, over: Partial<LokiProps>, path: string, value: unknown];

const CONFIGURATION: readonly Fact[] = [
  ["retention in hours", { retention: days(7) }, "loki.limits_config.retention_period", "168h"],
  ["retention is applied", {}, "loki.compactor", { retention_enabled: true, delete_request_store: "s3" }],
  [
    "retention on the file system",
    { storage: filesystemStorage() },
    "loki.compactor",
    { retention_enabled: true, delete_request_store: "filesystem" },
  ],
  [
    "streams of their own retention",
    { retentionRules: [{ selector: '{namespace="dev"}', retention: days(3), priority: 5 }] },
    "loki.limits_config.retention_stream",
    [{ selector: '{namespace="dev"}', priority: 5, period: "72h" }],
  ],
  [
    "text that Loki would expand is kept as it is",
    { retentionRules: [{ selector: '{app=~"a\\\\.b$"}', retention: days(3) }] },
    "loki.limits_config.retention_stream",
    [{ selector: '{app=~"a\\\\\\\\.b$$"}', priority: 1, period: "72h" }],
  ],
  [
    "schema",
    { schema: { from: "2025-01-01" } },
    "loki.schemaConfig.configs",
    [
      {
        from: "2025-01-01",
        store: "tsdb",
        object_store: "s3",
        schema: "v13",
        index: { prefix: "loki_index_", period: "24h" },
      },
    ],
  ],
  ["lines of a week are taken", {}, "loki.limits_config.reject_old_samples_max_age", "168h"],
  [
    "but none that the retention deletes",
    { retention: days(3) },
    "loki.limits_config.reject_old_samples_max_age",
    "72h",
  ],
  ["rate", { limits: { ingestionRate: mebibytes(32) } }, "loki.limits_config.ingestion_rate_mb", 32],
  [
    "rate of a stream",
    { limits: { streamRate: kibibytes(1_536) } },
    "loki.limits_config.per_stream_rate_limit",
    "1536KB",
  ],
  ["line", { limits: { maxLineSize: kibibytes(512) } }, "loki.limits_config.max_line_size", "512KB"],
  ["streams", { limits: { maxStreams: 50_000 } }, "loki.limits_config.max_global_streams_per_user", 50_000],
  ["structured metadata", {}, "loki.limits_config.allow_structured_metadata", true],
  ["log volumes", {}, "loki.limits_config.volume_enabled", true],
  [
    "parallel pieces, TSDB's limit too",
    { limits: { maxQueryParallelism: 16 } },
    "loki.limits_config.tsdb_max_query_parallelism",
    16,
  ],
  ["longest query", { limits: { maxQueryLength: days(90) } }, "loki.limits_config.max_query_length", "2160h"],
  [
    "labels from OTLP",
    { limits: { otlpLabels: ["service.name"] } },
    "loki.limits_config.otlp_config.resource_attributes",
    { ignore_defaults: true, attributes_config: [{ action: "index_label", attributes: ["service.name"] }] },
  ],
  [
    "chunks",
    { ingester: { chunkIdlePeriod: minutes(15), chunkRetainPeriod: seconds(30), maxChunkAge: hours(1) } },
    "loki.ingester",
    {
      chunk_idle_period: "15m",
      chunk_retain_period: "30s",
      max_chunk_age: "1h",
      chunk_target_size: 1_572_864,
      wal: { enabled: true, flush_on_shutdown: true, replay_memory_ceiling: "3GB" },
    },
  ],
  [
    "the replay of the log fits the memory",
    { resources: { requests: { cpu: cores(1), memory: gibibytes(1) }, limits: { memory: mebibytes(1_000) } } },
    "loki.ingester.wal.replay_memory_ceiling",
    "750MB",
  ],
  [
    "two replicas keep each line once: of two, none may be missing",
    { replicas: 2 },
    "loki.commonConfig.replication_factor",
    1,
  ],
  ["unless told otherwise", { replicas: 5, replicationFactor: 5 }, "loki.commonConfig.replication_factor", 5],
  ["one replica evaluates each rule", {}, "loki.rulerConfig.enable_sharding", true],
];

const tenants: NonNullable<LokiProps["tenants"]> = {
  names: ["platform", "shop"],
  users: secretVariable("loki-users", [".htpasswd"]),
  platform: { name: "platform", credentials: existingSecret("loki-platform") },
};

const TENANTS: readonly Fact[] = [
  ["each request needs a tenant", { tenants }, "loki.auth_enabled", true],
  ["the login decides the tenant", { tenants }, "loki.tenants", [{ name: "platform" }, { name: "shop" }]],
  ["the gateway asks", { tenants }, "gateway.basicAuth", { enabled: true, existingSecret: "loki-users" }],
  [
    "without logins the header decides",
    { tenants: { names: ["platform"], platform: { name: "platform" } } },
    "loki.tenants",
    undefined,
  ],
  [
    "the canary is a tenant like any other",
    { canary: true, tenants: { names: ["platform"], platform: { name: "platform" } } },
    "lokiCanary.tenant",
    { name: "platform", password: "" },
  ],
];

describe.each([
  ["configuration", CONFIGURATION],
  ["tenants", TENANTS],
])("%s", (_, facts) => {
  test.each(facts)("%s", (_, over, path, value) => {
    expect(at(valuesOf(over), path)).toEqual(value);
  });
});

test("every Alertmanager is listed", () => {
  expect(at(valuesOf({}, ["http://a-0:9093", "http://a-1:9093"]), "loki.rulerConfig.alertmanager_url")).toBe(
    "http://a-0:9093,http://a-1:9093",
  );
  expect(at(valuesOf(), "loki.rulerConfig")).not.toHaveProperty("alertmanager_url");
});

test("no secret stands in the values", () => {
  const text = JSON.stringify(
    valuesOf({
      tenants,
      storage: azureContainer({ account: "acme", container: "loki", credentials: existingSecret("azure") }),
    }),
  );
  expect(text).not.toMatch(/password":"[^"]/i);
  expect(text.match(/accountKey":"[^"]*"/g)).toEqual(['accountKey":"${AZURE_STORAGE_KEY}"']);
});
