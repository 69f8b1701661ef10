/** Settings of applications: dotenv, properties, Spring, appsettings, Django, Rails, Laravel, Prisma. */
import type { Project, ProjectFile } from "../project";
import { connectionObservations } from "./connections";
import { engineOf } from "./engines";
import { aside, seen, type Observation, type Thing } from "./observation";
import { leavesOf } from "./values";

export const applications = (project: Project): readonly Observation[] =>
  project.files
    .filter(({ path }) => !aside(path))
    .flatMap((file) => [
      ...(SETTINGS.test(file.name) ? ofSettings(project, file) : []),
      ...(STRUCTURED.test(file.name) ? ofStructured(project, file) : []),
      ...LINES.flatMap(([name, pattern]) => (name.test(file.path) ? ofLines(project, file, pattern) : [])),
    ]);

const SETTINGS =
  /^\.env(?:$|[.\-_])|\.env(?:\.[\w-]{1,40})?$|^env\.[\w-]{1,40}$|^(?:application|bootstrap|gradle|config)[\w-]{0,40}\.properties$|^(?:alembic|config|settings)\.ini$/i;
const STRUCTURED =
  /^(?:application|bootstrap|appsettings|config|settings|default|production|development|local\.settings|database)[\w.-]{0,60}\.(?:ya?ml|json)$/i;

/** Laravel's example names servers of every kind, whether or not they are used. */
const ofSettings = (project: Project, file: ProjectFile): readonly Observation[] => {
  const settings = project.settings(file);
  const laravel = settings.some(({ name }) => name === "DB_CONNECTION");
  return settings.flatMap(({ name, value, line }) => {
    const chosen = CHOICES[name] === undefined ? undefined : CHOICES[name][value];
    if (chosen !== undefined) return [seen(chosen, "certain", file, line, `${name}=${value}`)];
    if (laravel && /^(?:REDIS|MEMCACHED|MAIL|AWS|PUSHER|DB)_/.test(name)) return [];
    return [...spring(name, file, line), ...connectionObservations(name, value, file, line)];
  });
};

const SERVERS: Readonly<Record<string, Thing>> = {
  pgsql: { kind: "databases", name: "postgres" },
  mysql: { kind: "databases", name: "mysql" },
  mariadb: { kind: "databases", name: "mariadb" },
  sqlsrv: { kind: "databases", name: "sqlserver" },
  sqlite: { kind: "databases", name: "sqlite" },
  redis: { kind: "caches", name: "redis" },
  memcached: { kind: "caches", name: "memcached" },
  sqs: { kind: "queues", name: "sqs" },
  rabbitmq: { kind: "queues", name: "rabbitmq" },
  s3: { kind: "objectStores", name: "s3" },
};

const CHOICES: Readonly<Record<string, Readonly<Record<string, Thing>>>> = Object.fromEntries(
  "DB_CONNECTION QUEUE_CONNECTION CACHE_DRIVER CACHE_STORE SESSION_DRIVER FILESYSTEM_DISK FILESYSTEM_DRIVER"
    .split(" ")
    .map((name) => [name, SERVERS]),
);

const ofStructured = (project: Project, file: ProjectFile): readonly Observation[] =>
  project.structured(file).flatMap((document) =>
    leavesOf(document.value).flatMap(({ keys, text }) => {
      const name = keys.join(".");
      const line = document.lineOf(keys);
      return [
        ...spring(name, file, line),
        ...(text.length > 2000 ? [] : connectionObservations(name, text, file, line)),
      ];
    }),
  );

/** What Spring connects to by the names of its settings. */
const spring = (name: string, file: ProjectFile, line: number): readonly Observation[] =>
  SPRING.flatMap(([start, thing]) => (name.startsWith(start) ? [seen(thing, "certain", file, line, name)] : []));

const SPRING: readonly (readonly [string, Thing])[] = [
  ["spring.kafka.bootstrap", { kind: "queues", name: "kafka" }],
  ["spring.cloud.stream.kafka", { kind: "queues", name: "kafka" }],
  ["kafka.bootstrap.servers", { kind: "queues", name: "kafka" }],
  ["spring.rabbitmq.", { kind: "queues", name: "rabbitmq" }],
  ["spring.cloud.stream.rabbit", { kind: "queues", name: "rabbitmq" }],
  ["spring.activemq.broker", { kind: "queues", name: "activemq" }],
  ["spring.redis.", { kind: "caches", name: "redis" }],
  ["spring.data.redis.", { kind: "caches", name: "redis" }],
  ["spring.data.mongodb.", { kind: "databases", name: "mongodb" }],
  ["spring.data.cassandra.", { kind: "databases", name: "cassandra" }],
  ["spring.elasticsearch.", { kind: "databases", name: "elasticsearch" }],
  ["spring.neo4j.", { kind: "databases", name: "neo4j" }],
  ["quarkus.mongodb.", { kind: "databases", name: "mongodb" }],
  ["quarkus.redis.", { kind: "caches", name: "redis" }],
];

/** Where the database is chosen in a file that is a program, or a template of one: by its line. */
const LINES: readonly (readonly [RegExp, RegExp])[] = [
  [
    /(?:^|\/)settings(?:\/[\w-]{1,60})?\.py$|(?:^|\/)[\w-]{1,40}_?settings\.py$/,
    /["']django\.(?:contrib\.gis\.)?db\.backends\.(\w{1,40})["']/,
  ],
  [/(?:^|\/)config\/database\.yml(?:\.\w{1,20})?$/, /^\s{0,20}adapter:\s{0,10}["']?(\w{1,40})/],
  [/\.prisma$/, /^\s{0,20}provider\s{0,20}=\s{0,10}"(postgresql|mysql|mongodb|sqlserver|cockroachdb|sqlite)"/],
  [
    /(?:^|\/)quarkus\.properties$|application[\w-]{0,40}\.properties$/,
    /^quarkus\.datasource\.(?:[\w-]{1,40}\.)?db-kind\s{0,5}=\s{0,5}(\w{1,40})/,
  ],
];

const ofLines = (project: Project, file: ProjectFile, pattern: RegExp): readonly Observation[] => {
  const found = (project.text(file) ?? "")
    .slice(0, 200_000)
    .split("\n")
    .flatMap((raw, index) => {
      const line = raw.slice(0, 300);
      const [words = "", name] = /^\s*#/.test(line) ? [] : (pattern.exec(line) ?? []);
      const thing = name === undefined ? undefined : adapter(name.toLowerCase());
      return thing === undefined ? [] : [seen(thing, "certain", file, index + 1, words)];
    });
  // A file beside a server is for a developer's machine.
  const servers = found.filter(({ name }) => name !== "sqlite");
  return servers.length > 0 ? servers : found;
};

const adapter = (name: string): Thing | undefined =>
  name.startsWith("sqlite")
    ? { kind: "databases", name: "sqlite" }
    : name === "postgis" || name === "pgsql"
      ? { kind: "databases", name: "postgres" }
      : name === "cockroachdb"
        ? { kind: "databases", name: "cockroachdb" }
        : name === "trilogy"
          ? { kind: "databases", name: "mysql" }
          : name === "mssql" || name === "db2"
            ? engineOf(name === "mssql" ? "sqlserver" : "")
            : engineOf(name);
