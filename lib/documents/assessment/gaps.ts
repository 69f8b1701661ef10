/** What is not watched, as far as the environment itself can tell: each with where, why it matters and what to write. */
import { code, prose, type Flow, type Model } from "../../model";
import { listed } from "../architecture";
import { reachesHeartbeat, reachesPeople, type Told } from "../who-is-told";
import { isScraped } from "./watched";

export interface Gap {
  /** 1 low … 5 high: what happens if nobody does it. */
  readonly risk: 1 | 2 | 3 | 4 | 5;
  readonly what: string;
  readonly why: string;
  /** What to write, or to look at. */
  readonly mend: string;
}

/** @param told where every alert goes */
export const gapsOf = (model: Model, told: readonly Told[]): readonly Gap[] =>
  [
    ...noHeartbeat(told),
    ...untold(told),
    ...notScraped(model),
    ...storesElsewhere(model),
    ...withoutObjectives(model),
    ...withoutDependencies(model),
    ...unknownDependencies(model),
    ...scrapedElsewhere(model),
    ...doorsUnprobed(model),
    ...losesSilently(model),
    ...withoutBackup(model),
    ...noServices(model),
  ].sort((a, b) => b.risk - a.risk || (a.what < b.what ? -1 : 1));

const noHeartbeat = (told: readonly Told[]): readonly Gap[] =>
  told.some(({ alerts }) => alerts.some(reachesHeartbeat))
    ? []
    : [
        {
          risk: 5,
          what: "The monitoring itself, from outside",
          why: "When Prometheus or Alertmanager is away as a whole, no alert can say so, and silence looks like health.",
          mend: `write ${code("heartbeat: existingSecret(…)")} in ${code("alerting")}`,
        },
      ];

const untold = (told: readonly Told[]): readonly Gap[] => {
  const nobody = told
    .flatMap(({ alerts }) => alerts)
    .filter((alert) => alert.severity !== "none" && !reachesPeople(alert) && !reachesHeartbeat(alert));
  const names = [...new Set(nobody.map(({ name }) => name))].sort();
  return names.length === 0
    ? []
    : [
        {
          risk: 5,
          what: `Alerts that reach nobody: ${listed(names.map(code))}`,
          why: "They fire, and no person is told.",
          mend: "give their team a channel; [routes](routes.md) shows which way they go",
        },
      ];
};

const notScraped = (model: Model): readonly Gap[] =>
  model.workloads
    .filter((workload) => workload.role !== undefined && !isScraped(model, workload))
    .map(({ name, path, role }) => ({
      risk: role === "gateway" || role === "canary" || role === "cache" ? 1 : 3,
      what: `Metrics of ${code(name)}`,
      why:
        role === "gateway"
          ? "Requests that reach it are counted behind it; those that fail before that are not."
          : "Nothing asks it for metrics, so that only what others notice of it is known.",
      mend:
        role === "gateway"
          ? `write ${code("gateway: { metrics: true }")} in ${code(path.replace(/\.gateway$/, ""))}`
          : `write ${code("serviceMonitor: true")} at ${code(path)}`,
    }));

/** Databases and buckets that the platform keeps its own data in. */
const storesElsewhere = (model: Model): readonly Gap[] => {
  const watched = new Set(
    model.flows.filter(({ what, from }) => what === "queries" && isExporter(model, from.name)).map(({ to }) => to.name),
  );
  const stores = model.flows.filter(
    ({ what, to }) => what === "storage" && to.kind === "outside" && !watched.has(to.name),
  );
  return [...new Map(stores.map((flow): readonly [string, Flow] => [flow.to.name, flow])).values()].map(
    ({ from, protocol, to }) => ({
      risk: 3,
      what: `${prose(to.name)}, which ${code(from.name)} keeps its data in`,
      why: "Only failures of those who use it are seen, not how full or how slow it is before that.",
      mend:
        protocol === "PostgreSQL"
          ? `register it: ${code("platform.monitorPostgres({ … })")}`
          : "watch it where it is run; whoever runs it says how",
    }),
  );
};

const isExporter = ({ workloads }: Model, name: string): boolean =>
  workloads.some((each) => each.name === name && (each.role === "database exporter" || each.role === "cache exporter"));

const withoutObjectives = ({ services }: Model): readonly Gap[] =>
  services
    .filter(({ slos }) => slos.length === 0)
    .map(({ name, path }) => ({
      risk: 3,
      what: `Objectives of ${code(name)}`,
      why: "Nobody has said how well it must work, so that nobody can say when it does not.",
      mend: `leave ${code('objectives: "none"')} out at ${code(path)}`,
    }));

const withoutDependencies = ({ services }: Model): readonly Gap[] =>
  services
    .filter(({ dependencies, kind }) => dependencies.length === 0 && ["http", "worker", "queue"].includes(kind))
    .map(({ name, path }) => ({
      risk: 1,
      what: `What ${code(name)} needs`,
      why: "Its dashboard shows none of it. Right where it needs nothing.",
      mend: `write ${code("dependencies: [{ postgres: … }, { redis: … }]")} at ${code(path)}`,
    }));

const unknownDependencies = ({ services }: Model): readonly Gap[] => {
  const known = new Set(services.map(({ name }) => name));
  return services.flatMap(({ dependencies, name }) =>
    dependencies
      .filter((each) => !known.has(each.name))
      .map((each) => ({
        risk: 2 as const,
        what: `${code(each.name)}, which ${code(name)} needs`,
        why: "It is not registered here. Where another repository has registered it, it is watched from there.",
        mend: "ask its team, or register it",
      })),
  );
};

const scrapedElsewhere = ({ services }: Model): readonly Gap[] =>
  services
    .filter(({ source }) => source.kind === "elsewhere")
    .map(({ name, path }) => ({
      risk: 2,
      what: `Whether ${code(name)} is scraped at all`,
      why: "Somebody else scrapes it, or it pushes, so that nothing here notices when that ends.",
      mend: `leave ${code("scrapedElsewhere")} out at ${code(path)} where a ServiceMonitor will do`,
    }));

/** What people open, which nobody tries out from outside: login, certificate, ingress. */
const doorsUnprobed = ({ flows, interfaces }: Model): readonly Gap[] => {
  const probed = new Set(flows.filter(({ what }) => what === "probe").map(({ to }) => to.name));
  return interfaces
    .filter(({ exposure }) => !probed.has(exposure.host))
    .map(({ exposure, path }) => ({
      risk: 2,
      what: `${code(`https://${exposure.host}`)} from outside (${code(path.replace(/\.exposure$/, ""))})`,
      why: "A certificate that ends, or an ingress that leads nowhere, is noticed by people first.",
      mend: code(`platform.monitorEndpoint({ name: "…", team: "…", url: "https://${exposure.host}/…" })`),
    }));
};

const losesSilently = ({ packs, workloads }: Model): readonly Gap[] =>
  packs.some(({ pack }) => pack.name === "pipeline-canary") || workloads.some(({ role }) => role === "canary")
    ? []
    : [
        {
          risk: 2,
          what: "Whether log lines and spans arrive",
          why: "Each part is watched, but nothing follows one line and one span all the way.",
          mend: code("platform.addPack(pipelineCanaryPack())"),
        },
      ];

const withoutBackup = ({ stores }: Model): readonly Gap[] =>
  stores
    .filter(({ external, keeps = "", size }) => external !== true && size !== undefined && keeps.startsWith("accounts"))
    .map(({ keeps = "", name }) => ({
      risk: 3,
      what: `Backups of ${code(name)}: ${prose(keeps)}`,
      why: "They are on one volume, and nothing here makes or watches a copy of it.",
      mend: `use a database that somebody backs up: ${code("database: postgres({ … })")}`,
    }));

const noServices = ({ services }: Model): readonly Gap[] =>
  services.length > 0
    ? []
    : [
        {
          risk: 4,
          what: "Services",
          why: "None is registered: what users need is watched by what is common to all at best.",
          mend: `register each: ${code("platform.monitorHttpService({ … })")}, [how](integration.md)`,
        },
      ];
