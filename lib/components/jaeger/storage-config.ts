/** What the storage asks of Jaeger's configuration and of its pod: a backend of the extension `jaeger_storage`, variables, mounted secrets. */
import { compact } from "../../charts";
import { goDuration, secretKey, type Duration, type SecretRef, type Values } from "../../model";
import { fromEnvironment, plainText } from "./collector-text";
import { isShared, type SharedStorage, type Storage, type Tls } from "./storage";

/** The user that Jaeger's images run as (`USER_UID` in their Dockerfiles). */
export const USER = 10_001;

export const BADGER_FOLDER = "/badger";
const SECRETS_FOLDER = "/etc/jaeger-secrets";
const USERNAME = "STORAGE_USERNAME";
const PASSWORD = "STORAGE_PASSWORD";

/** How often certificates are read again: cert-manager renews them weeks before they end. */
const CERTIFICATE_RELOAD = "1h";

/** Some entries of a Secret as files. */
export interface SecretMount {
  readonly name: string;
  readonly folder: string;
  readonly secretName: string;
  readonly keys: readonly string[];
}

export type SearchEngine = Extract<Storage, { kind: "elasticsearch" | "opensearch" }>;
export const isSearchEngine = (storage: Storage): storage is SearchEngine =>
  storage.kind === "elasticsearch" || storage.kind === "opensearch";

export const urlsOf = ({ url, urls }: SearchEngine): readonly string[] => urls ?? (url === undefined ? [] : [url]);

/** The backend in `jaeger_storage.backends`. Fields as in Jaeger 2.19's `cmd/internal/storageconfig`. */
export const storageBackend = (storage: Storage): Values => {
  switch (storage.kind) {
    case "memory":
      return { memory: { max_traces: storage.maxTraces } };
    case "badger":
      return {
        badger: {
          directories: { keys: `${BADGER_FOLDER}/keys`, values: `${BADGER_FOLDER}/values` },
          ephemeral: false,
          ttl: { spans: goDuration(storage.retention) },
        },
      };
    case "elasticsearch":
      return { elasticsearch: searchEngine(storage) };
    case "opensearch":
      return { opensearch: searchEngine(storage) };
    case "cassandra":
      return { cassandra: cassandra(storage) };
    case "clickhouse":
      return {
        clickhouse: compact({
          protocol: storage.protocol,
          addresses: storage.addresses.map(plainText),
          database: storage.database,
          auth: storage.credentials === undefined ? undefined : { basic: credentials() },
          tls: storage.tls === undefined ? undefined : tlsClient(storage.tls),
          create_schema: storage.createSchema,
          ttl: goDuration(storage.retention),
        }),
      };
  }
};

const searchEngine = (storage: SearchEngine): Values => {
  const { credentials, indexPrefix, replicas, retention, rotation, shards, tls } = storage;
  // Small ones need no shards, and by the hour their names would not fit into the line of a request.
  const small = { ...INDEX_BY.day, shards: 1, replicas };
  return compact({
    server_urls: urlsOf(storage).map(plainText),
    auth:
      credentials === undefined
        ? undefined
        : {
            basic: {
              username: fromEnvironment(USERNAME),
              password_file: fileOf(credentials, "credentials", "password"),
            },
          },
    tls: tls === undefined ? undefined : tlsClient(tls),
    indices: {
      index_prefix: indexPrefix,
      spans: { ...INDEX_BY[rotation], shards, replicas },
      services: small,
      dependencies: small,
      sampling: small,
    },
    // Three days by default, so that a trace of last week would be stored and never found.
    max_span_age: goDuration(retention),
  });
};

/** Go's notation of a date; the index cleaner expects dashes. */
const INDEX_BY = {
  day: { date_layout: "2006-01-02", rollover_frequency: "day" },
  hour: { date_layout: "2006-01-02-15", rollover_frequency: "hour" },
} as const;

const cassandra = (storage: Extract<Storage, { kind: "cassandra" }>): Values =>
  compact({
    schema: {
      keyspace: storage.keyspace,
      datacenter: storage.datacenter,
      create: storage.createSchema,
      replication_factor: storage.replicationFactor,
      trace_ttl: goDuration(storage.retention),
      dependencies_ttl: goDuration(storage.retention),
      compaction_window: goDuration(compactionWindow(storage.retention)),
    },
    connection: {
      // Jaeger takes a bare name without dots for no address.
      servers: storage.servers.map((server) => `${server}:${storage.port}`),
      port: storage.port,
      local_dc: storage.datacenter,
      auth: storage.credentials === undefined ? undefined : { basic: credentials() },
      // Without this word Jaeger speaks TLS to Cassandra.
      tls: storage.tls === undefined ? { insecure: true } : tlsClient(storage.tls),
    },
  });

/** Jaeger's defaults are 2 hours for 2 days, and its documentation asks for less than 50 windows; whole minutes. */
const compactionWindow = ({ milliseconds }: Duration): Duration => ({
  kind: "duration",
  milliseconds: Math.floor(milliseconds / 24 / 60_000) * 60_000,
});

const credentials = (): Values => ({ username: fromEnvironment(USERNAME), password: fromEnvironment(PASSWORD) });

const tlsClient = ({ authority, certificate, serverName, skipVerification }: Tls): Values =>
  compact({
    insecure: false,
    ca_file: authority === undefined ? undefined : fileOf(authority, "authority", "ca.crt"),
    ...(certificate === undefined
      ? {}
      : {
          cert_file: fileOf(certificate, "certificate", "tls.crt"),
          key_file: fileOf(certificate, "certificate", "tls.key"),
          reload_interval: CERTIFICATE_RELOAD,
        }),
    server_name_override: serverName,
    insecure_skip_verify: skipVerification || undefined,
  });

type Mounted = "credentials" | "authority" | "certificate";
export const fileOf = (secret: SecretRef, folder: Mounted, entry: string): string =>
  `${SECRETS_FOLDER}/${folder}/${secretKey(secret, entry).key}`;

const mount = (folder: Mounted, secret: SecretRef | undefined, entries: readonly string[]): readonly SecretMount[] =>
  secret === undefined
    ? []
    : [
        {
          name: `storage-${folder}`,
          folder: `${SECRETS_FOLDER}/${folder}`,
          secretName: secret.name,
          keys: entries.map((entry) => secretKey(secret, entry).key),
        },
      ];

/** Secrets that Jaeger reads as files. */
export const secretMounts = (storage: Storage): readonly SecretMount[] =>
  isShared(storage)
    ? [
        ...(isSearchEngine(storage) ? mount("credentials", storage.credentials, ["password"]) : []),
        ...tlsMounts(storage),
      ]
    : [];

export const tlsMounts = ({ tls }: SharedStorage): readonly SecretMount[] => [
  ...mount("authority", tls?.authority, ["ca.crt"]),
  ...mount("certificate", tls?.certificate, ["tls.crt", "tls.key"]),
];

/** A variable of a container, from a Secret. */
export const variableFrom = (name: string, secret: SecretRef, entry: string): Values => ({
  name,
  valueFrom: { secretKeyRef: secretKey(secret, entry) },
});

/** Secrets that Jaeger reads as variables. */
export const secretVariables = (storage: Storage): readonly Values[] =>
  isShared(storage) && storage.credentials !== undefined
    ? [
        variableFrom(USERNAME, storage.credentials, "username"),
        ...(isSearchEngine(storage) ? [] : [variableFrom(PASSWORD, storage.credentials, "password")]),
      ]
    : [];

/** Every secret of the storage with its place in the input. */
export const storageSecrets = (storage: Storage, path: string): readonly { path: string; secret: SecretRef }[] =>
  isShared(storage)
    ? [
        { path: `${path}.credentials`, secret: storage.credentials },
        { path: `${path}.tls.authority`, secret: storage.tls?.authority },
        { path: `${path}.tls.certificate`, secret: storage.tls?.certificate },
      ].flatMap(({ path, secret }) => (secret === undefined ? [] : [{ path, secret }]))
    : [];
