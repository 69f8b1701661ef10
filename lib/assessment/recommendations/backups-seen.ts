/** Whether a database is the project's own to keep, and whether something backs it up. */
import type { Sighting } from "../assessment";
import type { Project, ProjectFile } from "../project";
import type { Asking } from "./asking";

/** Sold as a service, with backups of its own, or nothing that has a server. */
const KEPT_BY_OTHERS = [
  "dynamodb",
  "firestore",
  "cosmosdb",
  "bigquery",
  "redshift",
  "snowflake",
  "spanner",
  "sqlite",
  "elasticsearch",
  "opensearch",
];

const RETENTION_OF_BACKUPS = ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster"];

/** Charts that a chart needs run what they are called. */
const CHARTS = /(?:^|\/)(?:Chart|requirements|helmfile)\.ya?ml$/;

/** Operators that run a database within the cluster; those of clouds buy one. */
const OPERATED =
  /^(?:postgresql\.cnpg\.io|acid\.zalan\.do|postgres-operator\.crunchydata\.com|stackgres\.io|kubegres\.reactive-tech\.io|(?:pgv2|pg|pxc|psmdb|ps)\.percona\.com|mongodbcommunity\.mongodb\.com|mongodb\.com|mysql\.oracle\.com|k8s\.mariadb\.com|kubedb\.com|clickhouse\.altinity\.com|k8ssandra\.io|crdb\.cockroachlabs\.com)\//;

/** Run in a container, on a host, or managed with backups turned off. */
export const runHere = ({ name, evidence }: Sighting, { project }: Asking): boolean =>
  !KEPT_BY_OTHERS.includes(name) &&
  (evidence.some(({ file, sees }) => CHARTS.test(file) || /\bimage\b|^FROM\b|apt-get|systemd/i.test(sees)) ||
    (project?.kubernetes ?? []).some(
      (object) => OPERATED.test(object.apiVersion) && evidence.some(({ file }) => file === object.file.path),
    ) ||
    (project?.hcl ?? []).some(
      ({ type, labels, body }) =>
        type === "resource" &&
        RETENTION_OF_BACKUPS.includes(labels[0] ?? "") &&
        Number(body["backup_retention_period"] ?? 1) === 0 &&
        typeof body["engine"] === "string" &&
        body["engine"].includes(name),
    ));

const ANY_DATABASE = /backup|velero|restic|pgbackrest|barman|wal-g|litestream|k8up|snapshot_policy/i;
const DUMPS: Readonly<Record<string, RegExp>> = {
  postgres: /pg_dump|pg_basebackup/i,
  timescaledb: /pg_dump|pg_basebackup/i,
  mysql: /mysqldump|xtrabackup|mydumper/i,
  mariadb: /mysqldump|mariabackup|mariadb-dump|mydumper/i,
  mongodb: /mongodump/i,
};

const SCRIPTS = /\.(sh|bash|ya?ml|tf|tofu|json|toml|conf|cfg|service|timer)$|^(Makefile|crontab|Jenkinsfile)/i;
const LARGEST = 256 * 1024;
/** Bytes that are read in all. */
const MOST = 16 * 1024 * 1024;

const scriptsOf = ({ files }: Project): readonly ProjectFile[] => {
  let bytes = 0;
  return files.filter(({ name, size }) => SCRIPTS.test(name) && size <= LARGEST && (bytes += size) <= MOST);
};

export const backupsSeen = (database: string, { project }: Asking): boolean => {
  if (project === undefined) return false;
  const dump = Object.hasOwn(DUMPS, database) ? DUMPS[database] : undefined;
  return scriptsOf(project).some((file) => {
    if (/backup/i.test(file.path)) return true;
    const text = project.text(file) ?? "";
    return dump?.test(text) === true || (ANY_DATABASE.test(text) && !onlyTurnedOff(text));
  });
};

/** `backup_retention_period = 0` speaks of backups, and makes none. */
const onlyTurnedOff = (text: string): boolean =>
  !text
    .split("\n")
    .some(
      (line) => ANY_DATABASE.test(line) && !/retention_period["\s]{0,4}[=:]\s{0,4}0|skip_final|^\s{0,40}#/i.test(line),
    );
