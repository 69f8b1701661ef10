/** Whom a service asks: other services and servers, by the names, addresses and variables that speak of them. */
import { hostHint, schemesOf, spokenAlsoBy } from "../known-libraries";
import type { Confidence, Infrastructure, Seen } from "../assessment";
import type { Host } from "./found";
import { combined, seen, type Mention } from "./hint";
import { keyOf } from "./names";

export interface Directory {
  /** Names of services by each name that they are called by, in lower case. */
  readonly services: ReadonlyMap<string, string>;
  /** The same by key, where only one service has it. */
  readonly keys: ReadonlyMap<string, string>;
  readonly servers: ReadonlyMap<string, string>;
  /** What the infrastructure has that a service can depend on. */
  readonly there: ReadonlySet<string>;
  readonly databases: readonly string[];
  readonly queues: readonly string[];
  readonly caches: readonly string[];
}

export const directoryOf = (
  services: readonly { readonly name: string; readonly aliases: readonly string[] }[],
  hosts: readonly Host[],
  infrastructure: Infrastructure,
): Directory => {
  const names = new Map<string, string>();
  const keys = new Map<string, Set<string>>();
  for (const { name, aliases } of services)
    for (const alias of [name, ...aliases]) {
      if (!names.has(alias.toLowerCase()) || alias === name) names.set(alias.toLowerCase(), name);
      keys.set(keyOf(alias), (keys.get(keyOf(alias)) ?? new Set()).add(name));
    }
  const { databases, queues, caches, objectStores } = infrastructure;
  return {
    services: names,
    keys: new Map([...keys].filter(([, of]) => of.size === 1).map(([key, of]) => [key, [...of][0] ?? ""])),
    servers: new Map(hosts.map(({ alias, name }) => [alias.toLowerCase(), name])),
    there: new Set([...databases, ...queues, ...caches, ...objectStores].map(({ name }) => name)),
    databases: databases.map(({ name }) => name),
    queues: queues.map(({ name }) => name),
    caches: caches.map(({ name }) => name),
  };
};

export const dependenciesOf = (
  own: string,
  mentions: readonly Mention[],
  clients: readonly Seen<string>[],
  directory: Directory,
  /** Clients that count where nothing else tells whom it asks. */
  otherwise: readonly Seen<string>[] = [],
): readonly Seen<string>[] => {
  const found = mentions.flatMap((mention) =>
    named(mention, directory).map(([name, confidence]) =>
      seen(name, mention.confidence ?? confidence, mention.evidence),
    ),
  );
  const told = new Set(found.map(({ value }) => value));
  const asked = clients.filter(({ value }) => told.has(value) || !spokenAlsoBy(value).some((other) => told.has(other)));
  const servers = found.some(({ value }) => directory.there.has(value)) ? asked : [...asked, ...otherwise];
  const used = [...found, ...servers].filter(
    ({ value }) =>
      value !== own && (directory.there.has(value) || directory.services.get(value.toLowerCase()) === value),
  );
  return combined(used).toSorted((one, other) => (one.value < other.value ? -1 : 1));
};

type Named = readonly [name: string, confidence: Confidence];

const named = (mention: Mention, directory: Directory): readonly Named[] => {
  if (mention.name === true) return lookup(mention.text, directory, "certain");
  const servers = schemesOf(mention.text).map(({ name }): Named => [name, "certain"]);
  const hosts = hostsIn(mention).flatMap((host) => ofHost(host, directory));
  const byText = [...servers, ...hosts];
  return byText.length > 0 || mention.variable === undefined ? byText : byVariable(mention.variable, directory);
};

const lookup = (name: string, { services, servers }: Directory, confidence: Confidence): readonly Named[] => {
  const found = services.get(name.toLowerCase()) ?? servers.get(name.toLowerCase());
  return found === undefined ? [] : [[found, confidence]];
};

/** `orders`, `orders.shop`, `orders.shop.svc.cluster.local`, `queue.core.windows.net`. */
const ofHost = (host: string, directory: Directory): readonly Named[] => {
  const plain = host.toLowerCase();
  const labels = plain.split(".");
  const inCluster = labels.length <= 2 || labels.includes("svc") || /\.(?:local|internal)$/.test(plain);
  const exact = lookup(plain, directory, "certain");
  if (exact.length > 0) return exact;
  const first = inCluster ? lookup(labels[0] ?? "", directory, "certain") : [];
  if (first.length > 0) return first;
  const hint = hostHint(plain);
  return hint === undefined ? [] : [[hint.name, "likely"]];
};

const ADDRESS =
  /(?:^|_)(?:URLS?|URIS?|HOSTS?|HOSTNAME|ADDR|ADDRESS(?:ES)?|SERVERS?|ENDPOINTS?|BROKERS?|TARGET|UPSTREAM|DSN|SERVICE|CONNECTION(?:_?STRING)?|BASE|API|NODES|BACKEND|PROXY|ORIGIN|BOOTSTRAP_SERVERS)$/;

const HOST_OF_URL = /:\/\/(?:[^\s/@"'`]{1,200}@)?([A-Za-z0-9](?:[A-Za-z0-9.\-_]{0,252}))/g;
const HOST_WITH_PORT = /(?:^|[\s,;="'`@/(])([A-Za-z][A-Za-z0-9.\-_]{0,252}):\d{2,5}\b/g;

const hostsIn = ({ variable, text }: Mention): readonly string[] => {
  const short = text.slice(0, 20_000);
  const hosts = [...short.matchAll(HOST_OF_URL), ...short.matchAll(HOST_WITH_PORT)].map((match) => match[1] ?? "");
  const whole =
    variable !== undefined && ADDRESS.test(snake(variable))
      ? short.split(/[,;\s]+/).filter((word) => /^[A-Za-z][\w.-]{0,252}$/.test(word))
      : [];
  const inDsn = [...short.matchAll(/\b(?:host|server|data source|endpoint)=(?:tcp:)?([A-Za-z][\w.-]{0,252})/gi)].map(
    (match) => match[1] ?? "",
  );
  return [...new Set([...hosts, ...whole, ...inDsn])];
};

/** `spring.datasource.url`, `OrdersApi:BaseUrl` and `ordersUrl` as a variable of the environment would be called. */
const snake = (variable: string): string =>
  variable
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toUpperCase();

const EMPTY =
  /_?(?:URLS?|URIS?|HOST|HOSTNAME|ADDR|ADDRESS|ENDPOINTS?|BASE|GRPC|HTTP|HTTPS|INTERNAL|PORT|SVC|SERVICE|TARGET|API|BACKEND)$/;

const byVariable = (variable: string, directory: Directory): readonly Named[] => {
  const name = snake(variable);
  if (!ADDRESS.test(name) && !/_(?:NAME|ARN|TOPIC|QUEUE|TABLE|BUCKET|PORT|USER|USERNAME|DB|DATABASE)$/.test(name))
    return [];
  const product = hostHint(name.split("_").find((word) => word !== "SPRING" && word !== "APP") ?? "");
  if (product !== undefined && directory.there.has(product.name)) return [[product.name, "likely"]];
  if (ADDRESS.test(name)) {
    let rest = name.replace(/^(?:VITE|NEXT_PUBLIC|REACT_APP|NUXT_PUBLIC|APP|SERVICES?)_/, "");
    for (let round = 0; round < 4; round += 1) {
      const service = directory.keys.get(keyOf(rest));
      if (service !== undefined && rest !== name) return [[service, "likely"]];
      const shorter = rest.replace(EMPTY, "");
      if (shorter === rest || shorter === "") break;
      rest = shorter;
      const found = directory.keys.get(keyOf(rest));
      if (found !== undefined) return [[found, "likely"]];
    }
  }
  const sole = (names: readonly string[], words: RegExp): readonly Named[] =>
    words.test(name) && names.length === 1 ? [[names[0] ?? "", "likely"]] : [];
  return [
    ...sole(
      directory.databases,
      /(?:^|_)(?:DATABASE|DB|DATASOURCE)_(?:URL|URI|HOST|DSN|CONNECTION(?:_?STRING)?|SERVER|ENDPOINT|ADDR|ADDRESS|NAME|USER|USERNAME)$/,
    ),
    ...sole(directory.queues, /(?:^|_)(?:QUEUE|BROKER|TOPIC)(?:_(?:URL|URI|NAME|HOST|ARN))?$|_BROKERS?$/),
    ...sole(directory.caches, /(?:^|_)CACHE_(?:URL|URI|HOST)$/),
  ];
};
