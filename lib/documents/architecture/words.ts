/** Links and small texts that the pages about an environment share. */
import {
  code,
  prose,
  type Flow,
  type FlowEnd,
  type FlowKind,
  type FlowPort,
  type Model,
  type WorkloadRole,
} from "../../model";
import { isOfAlert, linksFrom } from "../links";

export const runbookLink = (model: Model, pack: string, alert: string): string => linksFrom(model).runbook(pack, alert);

/**
 * The alerts of these names that the environment deploys, as links, in the order of the names.
 * @param preferred the pack whose alert it is where several have one of the name
 */
export const deployedAlerts = (model: Model, names: readonly string[], preferred = ""): readonly string[] =>
  names.flatMap((name) => {
    const owners = model.packs.filter(({ pack }) => pack.alerts.some((alert) => alert.name === name));
    const owner = owners.find(({ pack }) => pack.name === preferred) ?? owners[0];
    return owner === undefined ? [] : [runbookLink(model, owner.pack.name, name)];
  });

export const dashboardLink = (model: Model, uid: string): string =>
  !isOfAlert(uid) && model.dashboards.some(({ dashboard }) => dashboard.uid === uid)
    ? linksFrom(model).dashboard(uid)
    : code(uid);

export const objectiveLink = (model: Model, name: string): string => linksFrom(model).objective(name);

export const metricLink = (model: Model, name: string): string => linksFrom(model).metric(name);

/** `a, b and c` */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${count === 1 ? one : several}`;

/** `the team shop`, `the teams dba and shop` */
export const teamsText = (teams: readonly string[]): string =>
  teams.length === 0 ? "each team" : `the ${teams.length === 1 ? "team" : "teams"} ${listed(teams.map(code))}`;

/** In English order, whatever the machine. */
export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const promql = (text: string): string => `\`\`\`promql\n${text}\n\`\`\``;
export const shell = (...lines: readonly string[]): string => ["```sh", ...lines, "```"].join("\n");

/** What flows of a kind carry. */
export const CARRIES: Readonly<Record<FlowKind, string>> = {
  scrape: "metrics",
  probe: "a probe",
  samples: "samples",
  rules: "rules to be admitted",
  alerts: "alerts",
  notifications: "notifications",
  logs: "log lines",
  traces: "spans",
  sampling: "which traces to begin",
  queries: "queries",
  people: "pages for people",
  storage: "what is kept",
  replication: "between its own pods",
  discovery: "what there is in the cluster",
  logins: "logins",
  mail: "mail",
};

export const endText = ({ name, namespace }: FlowEnd): string =>
  namespace === undefined ? prose(name) : `${code(name)} in ${code(namespace)}`;

export const portText = ({ port, protocol }: FlowPort): string =>
  `${/^\d+$/.test(`${port}`) ? "" : "port "}${port}${protocol === "UDP" ? "/UDP" : ""}`;

export const portsText = ({ ports }: Pick<Flow, "ports">): string => ports.map(portText).join(", ");

/** What a workload of that role is, in half a sentence. */
export const ROLES: Readonly<Record<WorkloadRole, string>> = {
  "metrics store": "scrapes, keeps samples, evaluates rules",
  operator: "makes Prometheus and its configuration out of custom resources",
  "cluster exporter": "tells the state of Kubernetes objects as metrics",
  "node exporter": "tells the state of each node as metrics",
  "alert sender": "groups, silences and sends alerts",
  "user interface": "dashboards, runbooks, exploration",
  "log store": "all of Loki: takes in, keeps and searches logs",
  distributor: "takes in lines and holds them against limits",
  ingester: "holds the newest lines until they are written out",
  "query frontend": "splits queries and puts results together",
  "query scheduler": "queues the pieces of queries",
  querier: "runs the pieces of queries",
  "index gateway": "keeps the index at hand",
  compactor: "compacts the index and deletes what is too old",
  ruler: "evaluates rules over logs",
  gateway: "the door of Loki",
  cache: "spares reads from the store",
  canary: "writes lines and looks whether they come back",
  "trace store": "takes in, keeps and shows traces",
  "log agent": "reads the logs of each node and ships them",
  prober: "asks addresses from outside of the programs",
  "database exporter": "tells a PostgreSQL server's statistics as metrics",
  "cache exporter": "tells a Redis server's statistics as metrics",
};
