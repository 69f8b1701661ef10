/** What should be measured of services and of the parts of the infrastructure, and what of ours brings it. */
import type { ServiceKind } from "../assessment";

export interface Need {
  readonly need: string;
  /** In a sentence: what it tells. */
  readonly tells: string;
  readonly broughtBy: string;
}

const brings = (
  broughtBy: string,
  needs: Readonly<Record<string, string | readonly [tells: string, broughtBy: string]>>,
): readonly Need[] =>
  Object.entries(needs).map(([need, said]) =>
    typeof said === "string" ? { need, tells: said, broughtBy } : { need, tells: said[0], broughtBy: said[1] },
  );

const COLLECTOR = "MetricsCollector of the instrumentation package";
/** Nothing of ours watches these yet: what to take instead. */
const byHand = (exporter: string): string => `${exporter}, with a MonitoringPack of your own`;

const WEB = brings(`${COLLECTOR}, watched by platform.monitorHttpService`, {
  traffic: "How many requests come, and when they stop coming.",
  errors: "Which part of the requests fails.",
  latency: "How long requests take, for most and for the slowest.",
  saturation: [
    "How near the program is to what it is allowed to use.",
    "pack workload, deployed with the platform; process metrics of the MetricsCollector",
  ],
});

const work = (monitor: string): readonly Need[] =>
  brings(`${COLLECTOR}, watched by platform.${monitor}`, {
    traffic: "How many jobs are done.",
    errors: "How many jobs fail.",
    latency: "How long a job takes.",
    saturation: [
      "How near the program is to what it is allowed to use.",
      "pack workload, deployed with the platform; process metrics of the MetricsCollector",
    ],
  });

export const OF_SERVICES: Readonly<Record<Exclude<ServiceKind, "database">, readonly Need[]>> = {
  web: WEB,
  worker: work("monitorWorker"),
  "queue consumer": work("monitorQueueConsumer"),
  cron: brings("platform.monitorCronJob", {
    "last-success": "When it did its work last: a job that does not run fails silently.",
    "run-duration": "How long a run takes, and whether the next one begins before it ends.",
    errors: "How many runs fail.",
  }),
  frontend: brings("web-vitals in the page, sent to a service that counts them with the MetricsCollector", {
    "page-load": "How long people wait until they see the page.",
    "time-to-first-byte": ["How soon the first byte comes.", "platform.monitorEndpoint (probe from outside)"],
    "concurrent-users": "How many people are on it at once.",
    errors: "What fails in the browsers of people.",
  }),
};

const DATABASE: Readonly<Record<string, string>> = {
  "query-duration": "How long queries take.",
  "pool-usage": "How many connections of the pool are taken, before programs wait for one.",
  "replication-lag": "How far replicas are behind.",
  connections: "How many connections are open, of how many there can be.",
  storage: "How full the disk is, before writing stops.",
};

const MANAGED: Readonly<Record<string, string>> = {
  "query-duration": "How long requests take.",
  "throttled-requests": "How many requests are refused because there are too many.",
  storage: "How much is stored, and what it costs.",
};

const SEARCH: Readonly<Record<string, string>> = {
  "query-duration": "How long queries take.",
  storage: "How full the disk is, before writing stops.",
};

const postgres = "platform.monitorPostgres (pack postgres)";

const databaseOf = (broughtBy: string): readonly Need[] =>
  brings(broughtBy, {
    ...DATABASE,
    "pool-usage": [
      DATABASE["pool-usage"] ?? "",
      "metrics of the pool in the program's own registry (MetricsCollector)",
    ],
  });

/** By their names; any other is a database like most. */
const DATABASES: Readonly<Record<string, readonly Need[]>> = {
  postgres: databaseOf(postgres),
  timescaledb: databaseOf(postgres),
  mysql: databaseOf(byHand("prometheus-mysql-exporter")),
  mariadb: databaseOf(byHand("prometheus-mysql-exporter")),
  mongodb: databaseOf(byHand("mongodb_exporter")),
  ...each(
    ["dynamodb", "cosmosdb", "firestore", "bigquery", "spanner", "snowflake"],
    brings(byHand("alarms of the cloud, or its metrics through an exporter"), MANAGED),
  ),
  ...each(["elasticsearch", "opensearch"], brings(byHand("elasticsearch_exporter"), SEARCH)),
  sqlite: brings("pack workload (fullness of volumes), own metrics by the MetricsCollector", SEARCH),
};

const QUEUE = brings("platform.monitorQueueConsumer (pack queue)", {
  "processing-time": "How long a message takes from its arrival to its end.",
  "queue-length": "How many messages wait.",
  "dead-letters": "How many messages were given up.",
  "oldest-message": "How long the oldest message has waited.",
});

/** What passes on and holds nothing. */
const PASSING: ReadonlySet<string> = new Set(["sns", "eventbridge", "eventgrid"]);

const CACHE: Readonly<Record<string, string>> = {
  "hit-ratio": "How often the cache has what is asked of it.",
  memory: "How full it is.",
  evictions: "What it throws away to make room.",
};

const REDIS: ReadonlySet<string> = new Set(["redis", "valkey"]);

export const needsOfDatabase = (name: string): readonly Need[] =>
  DATABASES[name] ?? databaseOf(byHand(`an exporter for ${name}`));

export const needsOfQueue = (name: string): readonly Need[] =>
  PASSING.has(name) ? QUEUE.filter(({ need }) => need === "processing-time" || need === "dead-letters") : QUEUE;

export const needsOfCache = (name: string): readonly Need[] =>
  brings(REDIS.has(name) ? "platform.monitorRedis (pack redis)" : byHand(`an exporter for ${name}`), CACHE);

export const needsOfBalancer = (name: string): readonly Need[] =>
  brings(byHand(`the metrics of ${name}`), {
    requests: "How many requests pass through it.",
    "error-responses": "How many it answers with an error, its own and those from behind it.",
    latency: ["How long answers take, seen from the edge.", "platform.monitorEndpoint (probe from outside)"],
  });

export const OF_CERTIFICATES: readonly Need[] = brings("platform.monitorEndpoint (pack probes)", {
  "certificate-expiry": "When certificates end, before browsers refuse them.",
});

/** All names of needs that there are. */
export const NEEDS: readonly string[] = [
  ...new Set([
    ...Object.values(OF_SERVICES).flatMap(names),
    ...[DATABASE, MANAGED].flatMap((table) => Object.keys(table)),
    ...names(QUEUE),
    ...Object.keys(CACHE),
    ...names(needsOfBalancer("")),
    ...names(OF_CERTIFICATES),
  ]),
];

function names(needs: readonly Need[]): readonly string[] {
  return needs.map(({ need }) => need);
}

function each(which: readonly string[], needs: readonly Need[]): Readonly<Record<string, readonly Need[]>> {
  return Object.fromEntries(which.map((name) => [name, needs]));
}
