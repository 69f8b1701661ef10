/** What commands of runbooks leave open, as far as the environment itself says it: `<release>` of Loki is what its release is called. */
import type { Model, WorkloadRole } from "../../model";

/** Roles of workloads that runbooks name, and what stands before the name where a command can take it. */
const ROLES: Readonly<Record<string, WorkloadRole>> = {
  "daemonset/<fluentd>": "log agent",
  "deployment/<grafana>": "user interface",
  "deployment/<querier>": "querier",
  "service/<ruler>": "ruler",
  "service/<blackbox exporter>": "prober",
};

/** Hosts that components are told to connect to. */
const HOSTS: Readonly<Record<string, { readonly to: WorkloadRole; readonly whole: boolean }>> = {
  "service/<prometheus>": { to: "metrics store", whole: false },
  "<log store>": { to: "log store", whole: true },
};

/** What stands for a placeholder, as one fills it in. */
export type Filled = (command: string) => string;

export const placeholdersOf = (model: Model, pack: string): Filled => {
  const all = [...releaseOf(model, pack), ...workloadsOf(model), ...hostsOf(model), environmentOf(model)];
  return (command) => all.reduce((text, [open, filled]) => text.replaceAll(open, filled), command);
};

type Pairs = readonly (readonly [string, string])[];

/** The component that brings a pack has its name: `prod.loki`. */
const releaseOf = ({ name, releases }: Model, pack: string): Pairs => {
  const release = releases.find(({ path }) => path === `${name}.${pack}`);
  return release === undefined ? [] : [["<release>", release.name]];
};

/** Where there is just one workload of the role. */
const workloadsOf = ({ workloads }: Model): Pairs =>
  Object.entries(ROLES).flatMap(([open, role]): Pairs => {
    const [found, ...others] = workloads.filter((each) => each.role === role);
    if (found === undefined || others.length > 0) return [];
    const [kind = ""] = open.split("/");
    const pairs: Pairs = [[open, `${kind}/${found.name}`]];
    return role === "log agent" && found.namespace !== undefined
      ? [...pairs, ["<namespace of fluentd>", found.namespace]]
      : pairs;
  });

/** As they stand in the addresses of connections. */
const hostsOf = ({ flows, workloads }: Model): Pairs =>
  Object.entries(HOSTS).flatMap(([open, { to, whole }]): Pairs => {
    const names = new Set(workloads.flatMap(({ role, name }) => (role === to ? [name, `${name}-gateway`] : [])));
    const address = flows.find(
      (flow) => names.has(flow.to.name) && flow.address !== undefined && isInside(flow.address),
    )?.address;
    if (address === undefined) return [];
    const { hostname } = new URL(address);
    return [[open, whole ? hostname : `service/${hostname.split(".")[0] ?? ""}`]];
  });

const isInside = (address: string): boolean => URL.canParse(address) && new URL(address).hostname.endsWith(".svc");

const environmentOf = ({ name }: Model): Pairs[number] => ["<environment>", name];
