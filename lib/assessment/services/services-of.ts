/** All services of a project: what each source says of them, put together. */
import type { AssessedService, Infrastructure, Seen, ServiceKind } from "../assessment";
import type { Project } from "../project";
import { clustersOf, type Cluster } from "./cluster";
import { codeFacts, type CodeFacts } from "./code";
import { commandFact } from "./commands";
import { mentionsIn } from "./configuration";
import { dependenciesOf, directoryOf } from "./dependencies";
import { together } from "./found";
import { combined, compare, evidence, seen, SOURCES, strongest, type Mention, type ServiceHint } from "./hint";
import { withoutChart } from "./names";
import { ownersOf } from "./owners";
import { environmentOf } from "./paths";
import { portsOfCommand } from "./programs";
import { askedThrough, routesOf } from "./proxied";
import { READERS } from "./sources";
import { runsAServer } from "./servers";
import { standalone } from "./standalone";
import { unitsOf, type Unit } from "./units";

export const servicesOf = (project: Project, infrastructure: Infrastructure): readonly AssessedService[] => {
  const units = unitsOf(project);
  const read = together(READERS.map((reader) => reader(project)));
  const known = new Map<string, CodeFacts>();
  const factsOf = (unit: Unit, entry?: string): CodeFacts => {
    const key = JSON.stringify([unit.folder, entry]);
    const facts = known.get(key) ?? codeFacts(project, units, unit, entry);
    known.set(key, facts);
    return facts;
  };
  const deployed = clustersOf(read.hints, units).filter((cluster) => !runsAServer(project, cluster, read.hosts));
  const clusters = [...deployed, ...standalone(project, units, deployed, factsOf)];
  const owner = ownersOf(project);
  const drafts = clusters
    .map((cluster) => draftOf(cluster, clusters, factsOf))
    .toSorted((one, other) => compare(one.name, other.name));
  const distinct = drafts.map((draft, index) =>
    drafts.findIndex(({ name }) => name === draft.name) === index
      ? draft
      : { ...draft, name: `${draft.name} (${draft.unit?.folder ?? index})` },
  );
  const directory = directoryOf(
    distinct,
    [...read.hosts, ...[...PRODUCTS(infrastructure)].map((name) => ({ alias: `server:${name}`, name }))],
    infrastructure,
  );
  const routes = routesOf(project);
  return distinct.map((draft): AssessedService => {
    const { unit, cluster, facts, name } = draft;
    const envFiles = draft.mentions
      .filter(({ variable }) => variable === "env_file")
      .flatMap(({ text }) => settingsIn(project, text));
    const read = (variable: string) =>
      facts === undefined ||
      facts.sources.some(({ text }) => text.includes(variable)) ||
      !project.sources.some(({ text }) => text.includes(variable));
    const told = draft.mentions.filter(
      ({ variable, ifRead }) => variable !== "env_file" && (ifRead === undefined || read(ifRead)),
    );
    const left = variablesLeft(draft, distinct);
    const mentions = [
      ...told,
      ...envFiles,
      ...(unit === undefined || facts === undefined
        ? []
        : mentionsIn(project, units, unit, facts).filter(
            ({ variable }) => variable === undefined || !left.has(variable),
          )),
      ...(facts === undefined ? [] : askedThrough(routes, facts)),
    ];
    const clients = facts?.servers.map((server): Seen<string> => ({ ...server, value: server.value.name })) ?? [];
    const owned = strongest(cluster.hints.map((hint) => hint.owner)) ?? owner(unit?.folder, [name]);
    return {
      ...draft.service,
      ...(owned === undefined ? {} : { owner: owned }),
      dependsOn: dependenciesOf(name, mentions, draft.shared ? [] : clients, directory, draft.shared ? clients : []),
      ...(unit === undefined ? {} : { folder: unit.folder }),
    };
  });
};

/** Variables that another deployment of the same code sets, and this one does not: it runs a part that reads none of them. */
const variablesLeft = (draft: Draft, all: readonly Draft[]): ReadonlySet<string> => {
  const set = ({ mentions }: Draft) => new Set(mentions.flatMap(({ variable }) => variable ?? []));
  const own = set(draft);
  if (draft.unit === undefined || own.size === 0) return new Set();
  const others = all.filter((other) => other !== draft && other.unit === draft.unit);
  return new Set(others.flatMap((other) => [...set(other)]).filter((variable) => !own.has(variable)));
};

const PRODUCTS = ({ databases, queues, caches, objectStores }: Infrastructure): readonly string[] =>
  [...databases, ...queues, ...caches, ...objectStores].map(({ name }) => name);

const settingsIn = (project: Project, path: string): readonly Mention[] => {
  const file = project.file(path);
  return file === undefined
    ? []
    : project
        .settings(file)
        .map(({ name, value, line }) => ({ variable: name, text: value, evidence: evidence(path, line, name) }));
};

interface Draft {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly cluster: Cluster;
  readonly unit?: Unit;
  readonly facts?: CodeFacts;
  readonly mentions: readonly Mention[];
  /** Others run the same code. */
  readonly shared: boolean;
  readonly service: Omit<AssessedService, "dependsOn" | "owner" | "folder">;
}

const BACKGROUND = new Set<ServiceKind>(["worker", "queue consumer", "cron"]);

const draftOf = (
  cluster: Cluster,
  all: readonly Cluster[],
  factsOf: (unit: Unit, entry?: string) => CodeFacts,
): Draft => {
  const { hints, unit } = cluster;
  const entry = hints.map((hint) => hint.entry).find((told) => told !== undefined);
  const facts = unit === undefined ? undefined : factsOf(unit, entry);
  const first = hints.find(({ onlyAdds }) => onlyAdds !== true) ?? hints[0];
  const name = withoutChart(first?.name ?? "", first?.evidence.file ?? "", unit?.folder ?? "");
  const own = hints.filter(({ onlyAdds }) => onlyAdds !== true);
  const docker = dockerOf(cluster);
  const command = own.map((hint) => hint.command).find((told) => told !== undefined) ?? docker?.command;
  const shared = unit !== undefined && all.filter((other) => other.unit === unit).length > 1;
  const told = strongest(hints.map(({ kind }) => kind));
  const background = told !== undefined && BACKGROUND.has(told.value);
  const ports = portsOf(cluster, command, facts, background, shared);
  const kind = kindOf(cluster, command, facts, told, ports);
  const quiet = BACKGROUND.has(kind.value) && shared;
  const statements = combined(
    hints.filter(({ onlyAdds }) => onlyAdds !== true).map((hint) => seen(name, hint.confidence, hint.evidence)),
  );
  const health = combined([
    ...hints.flatMap((hint) => hint.health ?? []),
    ...(docker !== undefined && !quiet ? docker.health : []),
    ...(quiet ? [] : (facts?.health ?? [])),
  ]);
  const replicas = replicasOf(hints);
  const framework =
    facts?.framework?.value === "airflow"
      ? facts.framework
      : (strongest(hints.map((hint) => hint.framework)) ?? facts?.framework);
  const language = strongest(hints.map((hint) => hint.language)) ?? facts?.language;
  const probe = strongest(hints.map((hint) => hint.probe));
  const namespace = strongest(hints.map((hint) => hint.namespace));
  return {
    name,
    aliases: [
      ...new Set([
        ...hints.flatMap((hint) => [hint.name, ...(hint.aliases ?? [])]),
        ...(shared ? [] : (unit?.names ?? [])),
      ]),
    ],
    cluster,
    ...(unit === undefined ? {} : { unit }),
    ...(facts === undefined ? {} : { facts }),
    mentions: hints.flatMap((hint) => hint.mentions ?? []),
    shared: shared && entry === undefined,
    service: {
      name,
      confidence: statements[0]?.confidence ?? "possible",
      evidence: statements[0]?.evidence ?? [],
      kind,
      ...(language === undefined ? {} : { language }),
      ...(framework === undefined ? {} : { framework }),
      ports: ports.toSorted((one, other) => one.value - other.value),
      health: withoutDefault(health).toSorted((one, other) => compare(one.value, other.value)),
      ...(probe === undefined ? {} : { probe }),
      ...(replicas === undefined ? {} : { replicas }),
      ...(namespace === undefined ? {} : { namespace }),
    },
  };
};

/** A path that a library has by itself says nothing where one below it is asked. */
const withoutDefault = (health: readonly Seen<string>[]): readonly Seen<string>[] =>
  health.filter(
    ({ value, confidence }) =>
      confidence === "certain" ||
      !health.some((other) => other.confidence === "certain" && other.value.startsWith(`${value}/`)),
  );

const dockerOf = ({ hints, unit }: Cluster) => {
  const named = hints.map(({ dockerfile }) => dockerfile).find((path) => path !== undefined);
  return (
    unit?.dockerfiles.find(({ file }) => file.path === named) ??
    unit?.dockerfiles.find(({ file }) => file.name === "Dockerfile") ??
    unit?.dockerfiles[0]
  );
};

/** What the deployment says; else what is packed; else what is written in the code. */
const portsOf = (
  cluster: Cluster,
  command: string | undefined,
  facts: CodeFacts | undefined,
  background: boolean,
  shared: boolean,
): readonly Seen<number>[] => {
  const deployed = cluster.hints.filter(({ onlyAdds }) => onlyAdds !== true).flatMap(({ ports }) => ports ?? []);
  if (deployed.length > 0) return combined(deployed);
  const asked = cluster.hints.flatMap(({ ports }) => ports ?? []);
  if (asked.length > 0) return combined(asked);
  if (background && shared) return [];
  const place = cluster.hints[0]?.evidence;
  const inCommand =
    command === undefined || place === undefined
      ? []
      : portsOfCommand(command).map((port) => seen(port, "likely", place));
  const variable = cluster.hints
    .flatMap(({ mentions }) => mentions ?? [])
    .filter(
      (mention) => /^(?:PORT|HTTP_PORT|SERVER_PORT)$/.test(mention.variable ?? "") && /^\d{2,5}$/.test(mention.text),
    );
  const configured = variable.map((mention) => seen(Number(mention.text), "likely", mention.evidence));
  for (const some of [configured, dockerOf(cluster)?.ports ?? [], inCommand, facts?.ports ?? []])
    if (some.length > 0) return combined(some);
  return [];
};

const CONSUMER_NAME = /(?:^|[-_])(?:worker|consumer|processor|subscriber|listener)s?(?:$|[-_])/i;

const kindOf = (
  cluster: Cluster,
  command: string | undefined,
  facts: CodeFacts | undefined,
  told: Seen<ServiceKind> | undefined,
  ports: readonly Seen<number>[],
): Seen<ServiceKind> => {
  const place = cluster.hints[0]?.evidence ?? { file: "", sees: "" };
  const consumes = facts?.consumes === true;
  // A worker that takes its work from a broker is a consumer.
  if (told?.value === "worker" && consumes && facts.kind?.value !== "cron")
    return { ...told, value: "queue consumer", confidence: "likely" };
  if (told?.value === "web" && facts?.kind?.value === "frontend") return facts.kind;
  if (told !== undefined) return told;
  const fact = command === undefined ? undefined : commandFact(command);
  if (fact?.kind !== undefined && fact.kind !== "worker" && fact.kind !== "cron")
    return facts?.kind?.value === "frontend" && fact.kind === "web" ? facts.kind : seen(fact.kind, "likely", place);
  const name = cluster.hints[0]?.name ?? "";
  if (CONSUMER_NAME.test(name) && ports.length === 0)
    return seen(consumes ? "queue consumer" : "worker", "likely", place);
  if (facts?.kind !== undefined) return facts.kind;
  if (/(?:^|[-_])(?:frontend|webapp|web-?ui|spa)$/i.test(name)) return seen("frontend", "likely", place);
  if (ports.length > 0) return { ...(ports[0] ?? seen(0, "likely", place)), value: "web", confidence: "likely" };
  if (CONSUMER_NAME.test(name)) return seen(consumes ? "queue consumer" : "worker", "likely", place);
  if (/(?:^|[-_])(?:cron|scheduler|nightly|daily)/i.test(name)) return seen("cron", "likely", place);
  return facts?.framework?.value === "celery"
    ? seen("queue consumer", "likely", place)
    : seen("worker", "possible", place);
};

const ENVIRONMENTS = { production: 0, base: 1, other: 2 } as const;

/** Production's number wins, then the base's. What is stated wins over the least that scaling keeps. */
const replicasOf = (hints: readonly ServiceHint[]): Seen<number> | undefined => {
  const environment = (told: Seen<number>) => ENVIRONMENTS[environmentOf(told.evidence[0]?.file ?? "")];
  const all = hints.flatMap((hint) =>
    hint.replicas === undefined ? [] : [{ told: hint.replicas, source: SOURCES.indexOf(hint.source) }],
  );
  const [best] = all.toSorted(
    (one, other) =>
      environment(one.told) - environment(other.told) ||
      one.source - other.source ||
      Number(one.told.confidence !== "certain") - Number(other.told.confidence !== "certain"),
  );
  return best?.told;
};
