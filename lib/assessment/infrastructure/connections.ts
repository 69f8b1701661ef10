/** A setting of a program: a connection string, a host that is named after its server, or a variable that is. */
import type { ProjectFile } from "../project";
import { hostHint, schemesOf } from "../known-libraries";
import { seen, type Observation, type Thing } from "./observation";

export const connectionObservations = (
  name: string,
  value: string,
  file: ProjectFile,
  line: number,
): readonly Observation[] => {
  const schemes = schemesOf(value);
  if (schemes.length > 0)
    return schemes.map((each) => seen(each, "certain", file, line, `${name}: a connection to ${each.name}`));
  const ado = adoServer(value);
  if (ado !== undefined) return [seen(ado, "certain", file, line, `${name}: a connection to ${ado.name}`)];
  if (!CONNECTS.test(name)) return [];
  const host = hostHint(hostIn(value));
  const named = host ?? (isLocal(value) ? undefined : byVariable(name));
  return named === undefined
    ? []
    : [seen(named, "likely", file, line, host === undefined ? name : `${name}: ${hostIn(value)}`)];
};

const CONNECTS = /(?:HOST|HOSTS|HOSTNAME|ADDR|ADDRESS|URL|URI|ENDPOINT|BROKERS?|SERVERS?|DSN|CONNECTION|NODES)$/i;
const isLocal = (value: string): boolean => value === "" || /^(?:localhost|127\.0\.0\.1|null|none)/i.test(value);

/** `https://storage.googleapis.com/x` → its host; `kafka:9092,kafka2:9092` → the first. */
const hostIn = (value: string): string => {
  const [first = ""] = value.trim().slice(0, 500).split(",", 1);
  const after = first.includes("://") ? first.slice(first.indexOf("://") + 3) : first;
  const host = after.split("/", 1)[0] ?? "";
  return host.slice(host.lastIndexOf("@") + 1);
};

/** ADO.NET's strings name no scheme, but each driver has words of its own. */
const adoServer = (value: string): Thing | undefined => {
  const text = value.slice(0, 1000).toLowerCase();
  if (!text.includes(";") || !text.includes("=")) return undefined;
  if (/(?:^|[;\s])host=/.test(text) && /(?:username|user id)=/.test(text))
    return { kind: "databases", name: "postgres" };
  if (
    /(?:^|[;\s])(?:server|data source)=/.test(text) &&
    /(?:trusted_connection|integrated security|multipleactiveresultsets|encrypt)=/.test(text)
  )
    return { kind: "databases", name: "sqlserver" };
  if (/(?:^|[;\s])server=/.test(text) && /(?:^|[;\s])uid=/.test(text) && text.includes("3306"))
    return { kind: "databases", name: "mysql" };
  if (text.includes("accountendpoint=") && text.includes("documents.azure.com"))
    return { kind: "databases", name: "cosmosdb" };
  return undefined;
};

/** Variables whose value comes from elsewhere and whose name tells the server. */
const byVariable = (name: string): Thing | undefined =>
  VARIABLES.find(([word]) =>
    name
      .toUpperCase()
      .split(/[_.]/)
      .some((part) => part === word),
  )?.[1];

const VARIABLES: readonly (readonly [string, Thing])[] = [
  ["KAFKA", { kind: "queues", name: "kafka" }],
  ["RABBITMQ", { kind: "queues", name: "rabbitmq" }],
  ["SQS", { kind: "queues", name: "sqs" }],
  ["SERVICEBUS", { kind: "queues", name: "servicebus" }],
  ["NATS", { kind: "queues", name: "nats" }],
  ["REDIS", { kind: "caches", name: "redis" }],
  ["MEMCACHED", { kind: "caches", name: "memcached" }],
  ["MONGO", { kind: "databases", name: "mongodb" }],
  ["MONGODB", { kind: "databases", name: "mongodb" }],
  ["POSTGRES", { kind: "databases", name: "postgres" }],
  ["POSTGRESQL", { kind: "databases", name: "postgres" }],
  ["MYSQL", { kind: "databases", name: "mysql" }],
  ["MARIADB", { kind: "databases", name: "mariadb" }],
];
