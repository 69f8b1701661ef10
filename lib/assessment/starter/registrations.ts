/** What is registered with the platform: one call for each service and each server of data, and what a person must say about it. */
import type { Assessment, AssessedService, Evidence, ServiceKind } from "../assessment";
import { shippedPacks } from "../../packs";
import { POSTGRES_LIKE, REDIS_LIKE } from "../recommendations";
import { literal } from "./literal";
import { label, LONGEST_SERVICE, namesOnce } from "./names";
import { notesOf, placeOf } from "./notes";
import { DEFAULT_TEAM, type StarterTeams } from "./teams";

/** A property of a call: its name, its source text, and what is to be decided about it. */
export interface Property {
  readonly name: string;
  readonly text: string;
  readonly decide?: string;
}

export interface Registration {
  /** Where it was seen. */
  readonly seen: readonly string[];
  readonly method: string;
  readonly properties: readonly Property[];
  /** What the file has to import for it. */
  readonly imports: readonly string[];
}

export interface Registrations {
  readonly calls: readonly Registration[];
  /** What nothing is written for, with what to do instead. */
  readonly notes: readonly string[];
  /** Whether some service stands in a namespace that has to be decided. */
  readonly decidesNamespace: boolean;
}

/** What the pack of a service's objectives is called, after its name. */
const OBJECTIVES = "-objectives";

/** A service's rules are a pack of its name, beside those of the platform. */
const namesOfPacks = (): readonly string[] => shippedPacks().map(({ name }) => name);

/** Longest name of a namespace. */
const LONGEST_LABEL = 63;

type Kind = Exclude<ServiceKind, "database">;

interface Call {
  readonly method: string;
  readonly properties?: readonly Property[];
  readonly imports?: readonly string[];
  /** Whether it runs in a namespace that has to be told, and may need others. */
  readonly runs: boolean;
  readonly needs: boolean;
}

const CALLS: Readonly<Record<Kind, (name: string) => Call>> = {
  web: () => ({ method: "monitorHttpService", runs: true, needs: true }),
  worker: () => ({ method: "monitorWorker", runs: true, needs: true }),
  "queue consumer": () => ({ method: "monitorQueueConsumer", runs: true, needs: true }),
  cron: () => ({
    method: "monitorCronJob",
    runs: true,
    needs: false,
    imports: ["hours"],
    properties: [
      {
        name: "within",
        text: "hours(25)",
        decide: "the longest time between two runs that end well: the schedule and one run",
      },
    ],
  }),
  frontend: (name) => ({
    method: "monitorEndpoint",
    runs: false,
    needs: false,
    properties: [
      { name: "url", text: literal(`https://${name}.example.com/`), decide: "the address that people open" },
    ],
  }),
};

interface Named {
  readonly service: AssessedService;
  readonly name: string;
}

interface Server {
  readonly product: "postgres" | "redis";
  readonly name: string;
  readonly evidence: readonly Evidence[];
}

export const registrationsOf = (assessment: Assessment, teams: StarterTeams): Registrations => {
  const once = namesOnce(LONGEST_SERVICE, namesOfPacks(), [OBJECTIVES]);
  const services = assessment.services.map((service): Named => ({
    service,
    name: once(serviceLabel(service.name)),
  }));
  const serversLike = (product: Server["product"], names: readonly string[]): readonly Server[] =>
    [...assessment.infrastructure.databases, ...assessment.infrastructure.caches]
      .filter(({ name }) => names.includes(name))
      .map(({ name, evidence }) => ({ product, name, evidence }));
  // The names of the project stay the services' own: a server gives way.
  const servers = [...serversLike("postgres", POSTGRES_LIKE), ...serversLike("redis", REDIS_LIKE)].map((server) => ({
    ...server,
    registered: once(serviceLabel(`${assessment.name.slice(0, LONGEST_PROJECT)}-${server.name}`)),
  }));
  const known: Known = {
    teams,
    services: new Map(
      services
        .filter(({ service }) => service.kind.value === "web")
        .map(({ service, name }) => [service.name, { name, namespace: namespaceOf(service) }]),
    ),
    servers: new Map(servers.map(({ name, product, registered }) => [name, { product, name: registered }])),
  };
  const watched = services.filter(({ service }) => service.kind.value !== "database");
  return {
    calls: [...watched.map((each) => serviceCall(each, known)), ...servers.map(serverCall)],
    notes: notesOf(assessment),
    decidesNamespace: watched.some(
      ({ service }) => service.kind.value !== "frontend" && namespaceOf(service) === undefined,
    ),
  };
};

/** Of the project's name, what a server is called after; more of it would leave no room. */
const LONGEST_PROJECT = 18;

/** Names of objectives begin with it, and with a letter. */
const serviceLabel = (name: string): string => {
  const plain = label(name, LONGEST_SERVICE, "service");
  return /^[a-z]/.test(plain) ? plain : label(`service-${plain}`, LONGEST_SERVICE, "service");
};

interface Known {
  readonly teams: StarterTeams;
  /** Services whose metrics of HTTP others can show, by the name that the project gives them. */
  readonly services: ReadonlyMap<string, { readonly name: string; readonly namespace: string | undefined }>;
  readonly servers: ReadonlyMap<string, { readonly product: Server["product"]; readonly name: string }>;
}

const namespaceOf = ({ namespace }: AssessedService): string | undefined =>
  namespace !== undefined && namespace.value === label(namespace.value, LONGEST_LABEL, "") && namespace.value !== ""
    ? namespace.value
    : undefined;

const NAMESPACE = "NAMESPACE";
const namespaceText = (namespace: string | undefined): string =>
  namespace === undefined ? NAMESPACE : literal(namespace);

const serviceCall = ({ service, name }: Named, { teams, services, servers }: Known): Registration => {
  const kind = service.kind.value === "database" ? "worker" : service.kind.value;
  const { method, properties = [], imports = [], runs, needs } = CALLS[kind](name);
  const dependencies = needs
    ? service.dependsOn.flatMap(({ value }): readonly string[] => {
        const server = servers.get(value);
        if (server !== undefined) return [`{ ${server.product}: ${literal(server.name)} }`];
        const other = services.get(value);
        return other === undefined || other.name === name
          ? []
          : [`{ http: { namespace: ${namespaceText(other.namespace)}, name: ${literal(other.name)} } }`];
      })
    : [];
  return {
    seen: [
      `${service.name === name ? "" : `${service.name}: `}${service.kind.value}${frameworkOf(service)}, ${placeOf(service.evidence)}`,
      ...(service.confidence === "possible" || service.kind.confidence === "possible"
        ? ["Decide: whether this is such a service at all; only a hint says so."]
        : []),
    ],
    method,
    properties: [
      { name: "name", text: literal(name) },
      ...(runs ? [{ name: "namespace", text: namespaceText(namespaceOf(service)) }] : []),
      {
        name: "team",
        text: literal(teams.of(service.owner?.value)),
        ...(service.owner === undefined ? { decide: "who owns it" } : {}),
      },
      ...properties,
      ...(dependencies.length === 0 ? [] : [{ name: "dependencies", text: listText([...new Set(dependencies)]) }]),
    ],
    imports,
  };
};

/** On one line where it fits. */
const listText = (items: readonly string[]): string => {
  const line = `[${items.join(", ")}]`;
  return line.length <= LONGEST_LINE ? line : ["[", ...items.map((each) => `        ${each},`), "      ]"].join("\n");
};

const LONGEST_LINE = 98;

const frameworkOf = ({ framework, language }: AssessedService): string => {
  const words = framework?.value ?? language?.value;
  return words === undefined ? "" : ` (${words})`;
};

const serverCall = ({
  product,
  registered,
  name,
  evidence,
}: Server & { readonly registered: string }): Registration => {
  const credentials = `credentials: existingSecret(${literal(`${registered}-monitoring`)})`;
  return {
    seen: [`${name}, ${placeOf(evidence)}`],
    method: product === "postgres" ? "monitorPostgres" : "monitorRedis",
    properties: [
      { name: "name", text: literal(registered) },
      { name: "team", text: literal(DEFAULT_TEAM), decide: "who owns it" },
      product === "postgres"
        ? {
            name: "exporter",
            text: `{ host: ${literal(`${registered}.data.svc`)}, ${credentials} }`,
            decide: "its host, and the Secret (username, password) of a user who may read its statistics",
          }
        : {
            name: "exporter",
            text: `{ address: ${literal(`redis://${registered}.data.svc:6379`)} }`,
            decide: 'its address; with a password: credentials: existingSecret("…")',
          },
    ],
    imports: product === "postgres" ? ["existingSecret"] : [],
  };
};
