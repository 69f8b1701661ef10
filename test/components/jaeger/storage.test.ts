/** Each storage as Jaeger's configuration has it, and how its secrets get into the pod. */
import {
  badger,
  cassandra,
  clickhouse,
  elasticsearch,
  inMemory,
  opensearch,
  type JaegerProps,
} from "../../../lib/components/jaeger";
import { days, existingSecret, gibibytes, hours, type Values } from "../../../lib/model";
import { at, secret, valuesOf } from "./settings";

type Storage = JaegerProps["storage"];
const backendOf = (storage: Storage): unknown =>
  at(valuesOf({ storage }), "userconfig.extensions.jaeger_storage.backends.traces");

describe("the backend", () => {
  const daily = { date_layout: "2006-01-02", rollover_frequency: "day", replicas: 1 };
  const search = {
    server_urls: ["https://es.internal:9200"],
    auth: {
      basic: { username: "${env:STORAGE_USERNAME}", password_file: "/etc/jaeger-secrets/credentials/password" },
    },
    indices: {
      spans: { ...daily, shards: 5 },
      services: { ...daily, shards: 1 },
      dependencies: { ...daily, shards: 1 },
      sampling: { ...daily, shards: 1 },
    },
    max_span_age: "168h",
  };
  const tables = { schema: { trace_ttl: "48h", dependencies_ttl: "48h", compaction_window: "2h" } };

  test.each<[string, Storage, Values]>([
    ["memory, bounded", inMemory(), { memory: { max_traces: 20_000 } }],
    [
      "badger on its volume",
      badger({ retention: days(2) }),
      {
        badger: {
          directories: { keys: "/badger/keys", values: "/badger/values" },
          ephemeral: false,
          ttl: { spans: "48h" },
        },
      },
    ],
    [
      "Elasticsearch",
      elasticsearch({ url: "https://es.internal:9200", credentials: secret }),
      { elasticsearch: search },
    ],
    ["OpenSearch", opensearch({ url: "https://es.internal:9200", credentials: secret }), { opensearch: search }],
    [
      "Cassandra, which would get TLS unless told otherwise",
      cassandra({ servers: ["cassandra"] }),
      {
        cassandra: {
          schema: {
            ...tables.schema,
            keyspace: "jaeger_v1_dc1",
            datacenter: "dc1",
            create: true,
            replication_factor: 3,
          },
          connection: { servers: ["cassandra:9042"], port: 9042, local_dc: "dc1", tls: { insecure: true } },
        },
      },
    ],
    [
      "ClickHouse",
      clickhouse({ addresses: ["clickhouse.data.svc:9000"], credentials: secret, retention: hours(36) }),
      {
        clickhouse: {
          protocol: "native",
          addresses: ["clickhouse.data.svc:9000"],
          database: "jaeger",
          auth: { basic: { username: "${env:STORAGE_USERNAME}", password: "${env:STORAGE_PASSWORD}" } },
          create_schema: true,
          ttl: "36h",
        },
      },
    ],
  ])("%s", (_, storage, expected) => expect(backendOf(storage)).toEqual(expected));

  test.each<[string, Storage, string, unknown]>([
    [
      "spans by the hour, the small indices by the day",
      elasticsearch({ url: "http://es:9200", rotation: "hour" }),
      "elasticsearch.indices",
      expect.objectContaining({
        spans: { date_layout: "2006-01-02-15", rollover_frequency: "hour", shards: 5, replicas: 1 },
        services: { ...daily, shards: 1 },
      }),
    ],
    [
      "every node",
      opensearch({ urls: ["http://a:9200", "http://b:9200"] }),
      "opensearch.server_urls",
      ["http://a:9200", "http://b:9200"],
    ],
    ["no login where there is none", elasticsearch({ url: "http://es:9200" }), "elasticsearch.auth", undefined],
    [
      "a prefix",
      elasticsearch({ url: "http://es:9200", indexPrefix: "prod" }),
      "elasticsearch.indices.index_prefix",
      "prod",
    ],
    [
      "a dollar sign is no reference",
      elasticsearch({ url: "https://es.internal:9200/${env:HOME}/$a" }),
      "elasticsearch.server_urls",
      ["https://es.internal:9200/$${env:HOME}/$$a"],
    ],
    [
      "certificates are read again",
      cassandra({ servers: ["c"], tls: { authority: secret, certificate: existingSecret("me"), serverName: "c.x" } }),
      "cassandra.connection.tls",
      {
        insecure: false,
        ca_file: "/etc/jaeger-secrets/authority/ca.crt",
        cert_file: "/etc/jaeger-secrets/certificate/tls.crt",
        key_file: "/etc/jaeger-secrets/certificate/tls.key",
        reload_interval: "1h",
        server_name_override: "c.x",
      },
    ],
    [
      "any certificate, when one says so",
      clickhouse({ addresses: ["ch:9440"], tls: { skipVerification: true } }),
      "clickhouse.tls",
      { insecure: false, insecure_skip_verify: true },
    ],
    [
      "a compaction window for a month",
      cassandra({ servers: ["c"], retention: days(30) }),
      "cassandra.schema.compaction_window",
      "30h",
    ],
  ])("%s", (_, storage, path, expected) => expect(at(backendOf(storage), path)).toEqual(expected));
});

describe("secrets", () => {
  const es = elasticsearch({
    url: "https://es.internal:9200",
    credentials: existingSecret("es", { password: "es.password" }),
    tls: { authority: existingSecret("ca") },
  });

  test("the password is a file, under the name that its Secret has for it", () => {
    expect(at(valuesOf({ storage: es }), "jaeger.extraVolumes")).toEqual([
      { name: "sampling", configMap: { name: "jaeger-sampling" } },
      {
        name: "storage-credentials",
        secret: { secretName: "es", items: [{ key: "es.password", path: "es.password" }] },
      },
      { name: "storage-authority", secret: { secretName: "ca", items: [{ key: "ca.crt", path: "ca.crt" }] } },
    ]);
    expect(at(backendOf(es), "elasticsearch.auth.basic.password_file")).toBe(
      "/etc/jaeger-secrets/credentials/es.password",
    );
  });

  test("the user's name is a variable", () =>
    expect(at(valuesOf({ storage: es }), "jaeger.extraEnv")).toContainEqual({
      name: "STORAGE_USERNAME",
      valueFrom: { secretKeyRef: { name: "es", key: "username" } },
    }));

  test("a database without password files gets both as variables", () =>
    expect(at(valuesOf({ storage: cassandra({ servers: ["c"], credentials: secret }) }), "jaeger.extraEnv")).toEqual(
      expect.arrayContaining([
        { name: "STORAGE_USERNAME", valueFrom: { secretKeyRef: { name: "jaeger-store", key: "username" } } },
        { name: "STORAGE_PASSWORD", valueFrom: { secretKeyRef: { name: "jaeger-store", key: "password" } } },
      ]),
    ));

  test("the index cleaner logs in and verifies as Jaeger does", () =>
    expect(at(valuesOf({ storage: es }), "esIndexCleaner")).toMatchObject({
      extraEnv: [
        { name: "ES_USERNAME", valueFrom: { secretKeyRef: { name: "es", key: "username" } } },
        { name: "ES_PASSWORD", valueFrom: { secretKeyRef: { name: "es", key: "es.password" } } },
      ],
      cmdlineParams: { "es.tls.enabled": "true", "es.tls.ca": "/etc/jaeger-secrets/authority/ca.crt" },
      extraSecretMounts: [{ mountPath: "/etc/jaeger-secrets/authority", secretName: "ca", readOnly: true }],
    }));
});

describe("the pod", () => {
  test.each<[string, Storage, string, unknown]>([
    ["badger's volume moves with its only pod", badger(), "jaeger.strategy", { type: "Recreate" }],
    ["badger has one pod", badger({ volume: { size: gibibytes(5) } }), "jaeger.replicas", 1],
    ["memory has one pod", inMemory(), "jaeger.replicas", 1],
    ["what is shared has two", cassandra({ servers: ["c"] }), "jaeger.replicas", 2],
    [
      "badger's claim",
      badger(),
      "jaeger.extraVolumes.0",
      { name: "badger", persistentVolumeClaim: { claimName: "jaeger-badger" } },
    ],
    [
      "ClickHouse is behind a feature gate",
      clickhouse({ addresses: ["ch:9000"] }),
      "jaeger.args",
      ["--feature-gates=storage.clickhouse"],
    ],
    ["nothing else is", cassandra({ servers: ["c"] }), "jaeger.args", undefined],
    ["only search engines need a cleaner", cassandra({ servers: ["c"] }), "esIndexCleaner", undefined],
    [
      "it keeps as long as the retention says",
      elasticsearch({ url: "http://es:9200", retention: days(30) }),
      "esIndexCleaner.numberOfDays",
      30,
    ],
    [
      "it asks the first node",
      opensearch({ urls: ["http://a:9200", "http://b:9200"] }),
      "storage.elasticsearch.url",
      "http://a:9200",
    ],
  ])("%s", (_, storage, path, expected) => expect(at(valuesOf({ storage }), path)).toEqual(expected));
});
