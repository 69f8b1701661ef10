/** How far the environment is, pillar by pillar, with the arithmetic: each line says what was counted. */
import { table, type Finding, type Model } from "../../model";
import { reachesHeartbeat, reachesPeople, type Told } from "../who-is-told";
import { isScraped } from "./watched";

interface Line {
  readonly text: string;
  readonly points: number;
  readonly of: number;
}

interface Pillar {
  readonly name: string;
  readonly lines: readonly Line[];
}

/** So many of all. Nothing to count is nothing reached. */
const share = (text: string, some: number, all: number, of: number): Line => ({
  text: `${text}: ${some} of ${all}`,
  points: all === 0 ? 0 : Math.round((10 * of * some) / all) / 10,
  of,
});
const holds = (text: string, is: boolean, of: number): Line => ({
  text: `${text}: ${is ? "yes" : "no"}`,
  points: is ? of : 0,
  of,
});
const count = <Item>(items: readonly Item[], wanted: (item: Item) => boolean): number => items.filter(wanted).length;

/**
 * @param findings what the checks say that no waiver covers
 * @param told where every alert goes
 */
export const pillarsOf = (model: Model, findings: readonly Finding[], told: readonly Told[]): readonly Pillar[] => [
  { name: "metrics", lines: metrics(model) },
  { name: "alerting", lines: alerting(model, told) },
  { name: "dashboards", lines: dashboards(model) },
  { name: "logs", lines: logs(model) },
  { name: "traces", lines: traces(model) },
  { name: "objectives", lines: objectives(model) },
  { name: "operations", lines: operations(model, findings) },
];

const several = ({ workloads }: Model, ...roles: readonly unknown[]): boolean => {
  const fitting = workloads.filter(({ role }) => roles.includes(role));
  return fitting.length > 0 && fitting.every(({ replicas }) => replicas === "every node" || replicas > 1);
};

const metrics = (model: Model): readonly Line[] => [
  share(
    "workloads of the platform that are scraped",
    count(model.workloads, (each) => isScraped(model, each)),
    model.workloads.length,
    4,
  ),
  share(
    "services whose metrics are seen here",
    count(model.services, ({ source }) => source.kind !== "elsewhere"),
    model.services.length,
    4,
  ),
  holds("the metrics store survives the loss of a replica", several(model, "metrics store"), 2),
];

const alerting = (model: Model, all: readonly Told[]): readonly Line[] => {
  const alerts = model.packs.flatMap(({ pack }) => pack.alerts);
  const told = all.flatMap((each) => each.alerts).filter(({ severity }) => severity !== "none");
  return [
    share(
      "rules of alerts with tests of their own",
      count(alerts, ({ tests }) => tests.length > 0),
      alerts.length,
      2,
    ),
    share("alerts that reach a person, for each team and level", count(told, reachesPeople), told.length, 4),
    holds(
      "somebody outside notices when all is silent",
      all.some((each) => each.alerts.some(reachesHeartbeat)),
      2,
    ),
    holds("the alert sender survives the loss of a replica", several(model, "alert sender"), 2),
  ];
};

const dashboards = ({ dashboards: provisioned, packs, services }: Model): readonly Line[] => {
  const uids = new Set(provisioned.map(({ dashboard }) => dashboard.uid));
  const watching = packs.filter(({ pack }) => pack.alerts.length > 0);
  return [
    share(
      "subjects whose alerts open a dashboard that is there",
      count(watching, ({ pack }) => uids.has(pack.dashboard)),
      watching.length,
      5,
    ),
    share(
      "services with a dashboard",
      count(services, ({ dashboard }) => uids.has(dashboard)),
      services.length,
      5,
    ),
  ];
};

const logs = (model: Model): readonly Line[] => {
  const shipping = model.connections.filter(({ to }) => to === "log store");
  const waiting = model.buffers.filter(({ holds: what }) => what.startsWith("lines of each node"));
  return [
    holds("logs of all nodes reach a store", shipping.length > 0 && shipping.every(({ made }) => made), 4),
    holds("what waits outlives its pod", waiting.length > 0 && waiting.every(({ onDisk }) => onDisk), 2),
    holds(
      "taking in survives the loss of a replica",
      several(model, "log store") || several(model, "ingester", "distributor"),
      2,
    ),
    holds(
      "something follows a line all the way",
      model.packs.some(({ pack }) => pack.name === "pipeline-canary") ||
        model.workloads.some(({ role }) => role === "canary"),
      2,
    ),
  ];
};

const traces = (model: Model): readonly Line[] => {
  const store = model.stores.filter(({ keeps }) => keeps === "traces");
  return [
    holds(
      "applications can send spans",
      model.flows.some(({ what }) => what === "traces"),
      4,
    ),
    holds(
      "traces outlive their pod",
      store.some(({ external, size }) => external === true || size !== undefined),
      3,
    ),
    holds("the trace store survives the loss of a replica", several(model, "trace store"), 3),
  ];
};

const objectives = ({ packs, services }: Model): readonly Line[] => {
  const slos = packs.flatMap(({ pack }) => pack.slos);
  return [
    share(
      "services with an objective",
      count(services, (each) => each.slos.length > 0),
      services.length,
      6,
    ),
    share(
      "objectives that page when the budget burns fast",
      count(slos, ({ levels }) => levels.some(({ severity }) => severity === "critical")),
      slos.length,
      4,
    ),
  ];
};

const operations = (model: Model, findings: readonly Finding[]): readonly Line[] => {
  const [installation] = model.installations;
  return [
    holds("no finding is open", findings.length === 0, 3),
    holds("what no connection allows is denied", installation?.networkPolicies === true, 3),
    share(
      "user interfaces that ask for a login",
      count(
        model.interfaces,
        ({ exposure, ownLogin }) =>
          ownLogin || (exposure.authentication !== undefined && exposure.authentication.kind !== "none"),
      ),
      model.interfaces.length,
      2,
    ),
    holds("Terraform's state can be shared", installation !== undefined && installation.state.kind !== "local", 2),
  ];
};

const sum = (lines: readonly Line[], what: "points" | "of"): number =>
  Math.round(10 * lines.reduce((all, line) => all + line[what], 0)) / 10;

export const maturityText = (pillars: readonly Pillar[]): readonly string[] => {
  const all = pillars.flatMap(({ lines }) => lines);
  return [
    `${sum(all, "points")} of ${sum(all, "of")} points. Each line is a count of what the environment says; a share of the points for a share of what is counted.`,
    table(
      ["pillar", "points", "of"],
      pillars.map(({ lines, name }) => [name, `${sum(lines, "points")}`, `${sum(lines, "of")}`]),
    ),
    table(
      ["pillar", "counted", "points", "of"],
      pillars.flatMap(({ lines, name }) => lines.map(({ of, points, text }) => [name, text, `${points}`, `${of}`])),
    ),
  ];
};
