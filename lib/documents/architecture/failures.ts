/** For each part: what is lost while it is away, for how long buffers last, which alert tells, how it comes back. */
import { isMap } from "../../charts";
import {
  code,
  humanBytes,
  prometheusDuration,
  prose,
  type AlertRouting,
  type Buffer,
  type Flow,
  type Model,
  type Workload,
} from "../../model";
import { FAILURES, STORE_AWAY } from "./failure-words";
import { counted, deployedAlerts, listed } from "./words";

export const failureSections = (model: Model): readonly string[] => [
  "What is lost where a part is away, for how long buffers last, who tells, and how it comes back. Buffers are at each replica, or on each node.",
  ...model.workloads.flatMap((workload) => workloadSection(model, workload)),
  ...storesOutside(model).flatMap((flow) => storeSection(model, flow)),
];

const workloadSection = (model: Model, workload: Workload): readonly string[] => {
  const { name, replicas, role } = workload;
  if (role === undefined) return [];
  const { away, oneAway, recovers, alerts } = FAILURES[role];
  return [
    `### When ${name} is away`,
    [
      `- **Lost:** ${away}`,
      ...(replicas === "every node" || replicas > 1
        ? [`- **Lost with one of ${replicas === "every node" ? "them" : replicas}:** ${oneAway}.`]
        : ["- **There is one replica:** a node that drains, or an upgrade, is such an outage for a moment."]),
      ...buffersFor(model, (buffer) => sameComponent(model, buffer.for, workload)).map(bufferText),
      ...copiesOf(model, workload),
      ...memoryOf(model, workload),
      `- **Told by:** ${[...heartbeatOf(model, workload), toldBy(model, alerts, serviceOf(model, workload))].join(" ")}`,
      `- **Recovery:** ${recovers}`,
    ].join("\n"),
  ];
};

/** The pack of the service that an exporter speaks of. */
const serviceOf = ({ services }: Model, { path }: Workload): string | undefined =>
  services.find((each) => each.path === path)?.pack;

/** While nothing evaluates, or nothing tells, no alert can say so: only who misses the dead man's switch. */
const heartbeatOf = ({ routings }: Model, { role, replicas }: Workload): readonly string[] => {
  if (role !== "metrics store" && role !== "alert sender") return [];
  const far = routings.flatMap(({ configuration }) =>
    configuration.receivers.filter(({ channels }) => channels.some(({ heartbeat }) => heartbeat === true)),
  );
  const all = replicas === 1 ? "it" : "all of it";
  return [
    far.length === 0
      ? `While ${all} is away, nothing tells: there is no heartbeat. Otherwise:`
      : `While ${all} is away, only whoever listens at the receiver ${listed(far.map(({ name }) => code(name)))} and no longer hears the dead man's switch. Otherwise:`,
  ];
};

/** Who waits for the door of a component waits for what stands behind it, too. */
const sameComponent = ({ workloads }: Model, name: string, { path, name: own, role }: Workload): boolean => {
  if (name === own) return true;
  const target = workloads.find((each) => each.name === name);
  const takesIn = role === "log store" || role === "distributor" || role === "ingester";
  return target !== undefined && takesIn && target.role === "gateway" && componentOf(target.path) === componentOf(path);
};

const componentOf = (path: string): string => path.split(".").slice(0, 2).join(".");

const buffersFor = ({ buffers }: Model, fits: (buffer: Buffer) => boolean): readonly Buffer[] => buffers.filter(fits);

const bufferText = ({ holds, items, lasts, onDisk, size, whenFull, workload }: Buffer): string => {
  const room = [
    ...(size === undefined ? [] : [humanBytes(size)]),
    ...(items === undefined ? [] : [`${items} of them`]),
    ...(lasts === undefined ? [] : [prometheusDuration(lasts)]),
  ];
  return `- **Waits meanwhile:** ${prose(holds)}, in ${code(workload)}, up to ${listed(room) || "what fits in memory"}, ${onDisk ? "on disk, so that a restart loses nothing" : "in memory, gone with the pod"}. Beyond that, ${prose(whenFull)}.`;
};

/** On how many replicas Loki has a line stand before it is accepted. */
const copiesOf = ({ releases }: Model, { path, role }: Workload): readonly string[] => {
  if (role !== "log store" && role !== "ingester") return [];
  const release = releases.find((each) => componentOf(each.path) === componentOf(path));
  const copies = ["loki", "commonConfig", "replication_factor"].reduce<unknown>(
    (value, key) => (isMap(value) ? value[key] : undefined),
    release?.values,
  );
  return typeof copies === "number"
    ? [`- **Copies:** each line stands on ${counted(copies, "replica")} before it is accepted.`]
    : [];
};

/** How long an Alertmanager remembers what it has told. */
const memoryOf = ({ routings }: Model, { role }: Workload): readonly string[] =>
  role === "alert sender"
    ? routings.map(
        ({ retention }: AlertRouting) =>
          `- **Remembers:** silences and what has been told for ${prometheusDuration(retention)}; an outage that is shorter tells nothing twice.`,
      )
    : [];

const toldBy = (model: Model, names: readonly string[], pack?: string): string =>
  listed(deployedAlerts(model, names, pack)) || "no alert of this environment. Somebody has to notice.";

/** One for each place, however many connections lead there. */
const storesOutside = ({ flows }: Model): readonly Flow[] => [
  ...new Map(
    flows.filter(({ what, to }) => what === "storage" && to.kind === "outside").map((flow) => [flow.to.name, flow]),
  ).values(),
];

const storeSection = (model: Model, { from, to }: Flow): readonly string[] => {
  const owner =
    model.workloads.find(({ name }) => name === from.name) ??
    model.workloads.find(({ name }) => name.startsWith(`${from.name}-`));
  const words = STORE_AWAY[owner?.role === "distributor" ? "log store" : (owner?.role ?? "log store")];
  if (words === undefined) return [];
  return [
    `### When ${to.name} is away`,
    [
      `- **Lost:** ${words.away}`,
      ...buffersFor(model, (buffer) => buffer.for === to.name).map(bufferText),
      `- **Told by:** ${toldBy(model, words.alerts)}`,
      `- **Recovery:** ${words.recovers}`,
    ].join("\n"),
  ];
};
