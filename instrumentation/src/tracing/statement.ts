/** What a span says of a query: its text without values, and a name of few words that stays the same however often it is asked. */
import { type Dialect, literalsOf, sanitizedSql } from "./sql";

/** The values of `db.system.name` that are in common use; any other of OpenTelemetry's list does as well. */
export type DatabaseSystem =
  | "postgresql"
  | "mysql"
  | "mariadb"
  | "sqlite"
  | "microsoft.sql_server"
  | "oracle.db"
  | "cockroachdb"
  | "clickhouse"
  | "cassandra"
  | "mongodb"
  | "redis"
  | "memcached"
  | "elasticsearch"
  | "opensearch"
  | (string & {});

/** Characters of a statement that are looked at, that are kept of it, and that a name may have. */
const LONGEST_READ = 16_384;
const LONGEST_KEPT = 4096;
const LONGEST_NAME = 120;

const standard: Dialect = { doubleQuotes: "identifier", backslash: "plain", bracketQuotes: "none" };
const mysql: Dialect = { doubleQuotes: "literal", backslash: "escapes", bracketQuotes: "none", hashComments: true };

const DIALECTS: Readonly<Record<string, Dialect>> = {
  postgresql: standard,
  cockroachdb: standard,
  "aws.redshift": standard,
  mysql,
  mariadb: mysql,
  sqlite: { ...standard, brackets: true },
  "microsoft.sql_server": { ...standard, brackets: true },
  "oracle.db": { ...standard, bracketQuotes: "end" },
  "ibm.db2": standard,
  trino: standard,
  cassandra: standard,
  clickhouse: { ...standard, backslash: "escapes" },
};

/** Systems whose statements are a command with arguments, each of which may be a secret. */
const COMMANDS = new Set(["redis", "memcached"]);

/** Systems whose statements are JSON; what cannot be read as JSON is hidden as a whole. */
const DOCUMENTS = new Set(["mongodb", "elasticsearch", "opensearch", "couchdb"]);

/** Systems whose statements are JSON or SQL. */
const DOCUMENTS_OR_SQL = new Set(["azure.cosmosdb", "aws.dynamodb"]);

/** The statement with `?` in the place of each value. Never throws, whatever it is given. */
export function sanitizedStatement(system: string, statement: string): string {
  const text = statement.slice(0, LONGEST_READ);
  const sanitized = sanitizedText(system, text);
  return sanitized.length > LONGEST_KEPT ? `${sanitized.slice(0, LONGEST_KEPT - 1)}…` : sanitized;
}

function sanitizedText(system: string, text: string): string {
  if (COMMANDS.has(system)) return sanitizedCommand(text);
  if (DOCUMENTS.has(system)) return sanitizedDocument(text) ?? "?";
  return (DOCUMENTS_OR_SQL.has(system) ? sanitizedDocument(text) : undefined) ?? sanitizedSql(text, DIALECTS[system]);
}

/** Whether a statement of this system may be SQL. */
export const isSql = (system: string): boolean => !COMMANDS.has(system) && !DOCUMENTS.has(system);

/** The values of a statement as they are written in it, quotes and all. */
export function valuesOf(system: string, statement: string): readonly string[] {
  const text = statement.slice(0, LONGEST_READ);
  if (COMMANDS.has(system)) return text.trim().split(/\s+/).slice(1);
  return (isSql(system) ? undefined : leavesOf(text)) ?? literalsOf(text, DIALECTS[system]);
}

/** What a sanitized statement does, to what: `SELECT orders`. Undefined where it cannot be told. */
export function summaryOf(system: string, sanitized: string): string | undefined {
  if (COMMANDS.has(system)) return shortName(/^[A-Z][A-Z. -]*/.exec(sanitized)?.[0].trim());
  if (DOCUMENTS.has(system) || sanitized.startsWith("{")) return shortName(/^\{?"?([A-Za-z]+)/.exec(sanitized)?.[1]);
  const [first] = /^\(* ?[A-Za-z]+/.exec(sanitized) ?? [];
  const [inner] = /\b(?:SELECT|INSERT|UPDATE|DELETE|MERGE)\b/i.exec(sanitized) ?? [];
  const operation = (/^\W*(?:WITH|EXPLAIN)$/i.test(first ?? "") ? (inner ?? first) : first)?.replace(/\W/g, "");
  if (!operation) return undefined;
  const [, target] = TARGET.exec(sanitized) ?? [];
  return shortName(target ? `${operation.toUpperCase()} ${target}` : operation.toUpperCase());
}

const NAME = String.raw`(?:"[^"]{1,80}"|\x60[^\x60]{1,80}\x60|\[[^\]]{1,80}\]|[\p{L}_][\p{L}\p{N}_$]*)`;
const TARGET = new RegExp(
  String.raw`\b(?:FROM|INTO|UPDATE|TABLE|CALL)\s+(?:ONLY\s+|IF\s+(?:NOT\s+)?EXISTS\s+)?(${NAME}(?:\.${NAME}){0,3})`,
  "iu",
);

const shortName = (name: string | undefined): string | undefined => name?.slice(0, LONGEST_NAME) || undefined;

/** `SET session:1 secret` becomes `SET ?`. A second word that says what a command does stays: `CLIENT SETNAME ?`. */
function sanitizedCommand(text: string): string {
  const [command = "", second, ...rest] = text.trim().split(/\s+/, 4);
  if (!/^[A-Za-z][A-Za-z.]{0,31}$/.test(command)) return "?";
  const name = command.toUpperCase();
  if (second === undefined) return name;
  if (!CONTAINER_COMMANDS.has(name) || !/^[A-Za-z-]{1,31}$/.test(second)) return `${name} ?`;
  return rest.length > 0 ? `${name} ${second.toUpperCase()} ?` : `${name} ${second.toUpperCase()}`;
}

const CONTAINER_COMMANDS = new Set(
  "ACL CLIENT CLUSTER COMMAND CONFIG DEBUG FUNCTION LATENCY MEMORY MODULE OBJECT PUBSUB SCRIPT SLOWLOG XGROUP XINFO".split(
    " ",
  ),
);

/** JSON with `?` for each value, names of collections and fields kept; undefined where it is no JSON. */
function sanitizedDocument(text: string): string | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === "object" && document !== null ? JSON.stringify(withoutValues(document, 0)) : undefined;
  } catch {
    return undefined;
  }
}

/** The values of JSON; undefined where it is no JSON. */
function leavesOf(text: string): readonly string[] | undefined {
  const leaves: string[] = [];
  try {
    JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === "string" || typeof value === "number") leaves.push(String(value));
    });
    return leaves;
  } catch {
    return undefined;
  }
}

function withoutValues(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || depth > 20) return "?";
  if (Array.isArray(value)) {
    const first: unknown = value[0];
    return value.length === 0 ? [] : [withoutValues(first, depth + 1)];
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutValues(each, depth + 1)]));
}
