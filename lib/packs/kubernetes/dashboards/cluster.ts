/** The whole cluster: whether there is room, on which nodes, and who takes it. */
import { barGauge, dashboard, highest, line, now, query, row, stat, table, timeSeries, top } from "../../../dashboards";
import type { Column, Expression } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";
import { podCpu, podLimits, podMemory, podRequests } from "../rules";
import { firingTable } from "./firing";
import { home, namespaceOfCell, namespaceOfSeries, nodeOfCell, toNamespaces, toNodes } from "./links";
import { networkRow, volumesRow } from "./cluster-rows";

type Resource = "cpu" | "memory";

const used = (resource: Resource) => (resource === "cpu" ? podCpu : podMemory);
const allocatable = (resource: Resource): Expression =>
  promql`max by (node) (${kubernetes.allocatable}{resource="${resource}"})`;

const ofAllocatable = (sum: Expression, resource: Resource): Expression =>
  promql`${sum} / sum(${allocatable(resource)})`;

/** Where a cluster needs more nodes soon: losing one of a few takes a fifth. */
const full = [line(0.8, "yellow"), line(0.95, "red")];

const NAMES = { cpu: "CPU", memory: "Memory" } as const;

const usedStat = (resource: Resource) =>
  stat(`${NAMES[resource]} used`, {
    description: `Share of the ${NAMES[resource]} that nodes have for pods which is in use. Above four fifths, the loss of a node is felt.`,
    unit: "ratio",
    queries: [query(ofAllocatable(promql`sum(${used(resource)})`, resource), "used")],
    thresholds: full,
    sparkline: true,
  });

const requestedStat = (resource: Resource) =>
  stat(`${NAMES[resource]} requested`, {
    description: `Share of the ${NAMES[resource]} that nodes have for pods which is kept free for some pod. At 100% no pod finds a place, however little is in use.`,
    unit: "ratio",
    queries: [query(ofAllocatable(promql`sum(${podRequests}{resource="${resource}"})`, resource), "requested")],
    thresholds: full,
    sparkline: true,
  });

const capacity = (resource: Resource) =>
  timeSeries(`${NAMES[resource]} of the cluster`, {
    description:
      "What pods use, what is kept free for them, what they may use at most, and what the nodes have. Requests far above use are paid for nothing; limits above what there is are promises that cannot all be kept.",
    unit: resource === "cpu" ? "cores" : "bytes",
    min: 0,
    queries: [
      query(promql`sum(${used(resource)})`, "used"),
      query(promql`sum(${podRequests}{resource="${resource}"})`, "requested"),
      query(promql`sum(${podLimits}{resource="${resource}"})`, "limits"),
      query(promql`sum(${allocatable(resource)})`, "allocatable"),
    ],
    styles: [
      { series: "used", color: "green" },
      { series: "requested", color: "blue" },
      { series: "limits", color: "orange" },
      { series: "allocatable", color: "red", dashed: true },
    ],
  });

const share = (of: number, title: string): Column => ({
  of,
  title,
  unit: "ratio",
  shownAs: "gauge",
  min: 0,
  max: 1,
  thresholds: full,
});

const onNode = (sum: Expression, resource: Resource): Expression =>
  promql`sum by (node) (${sum}) / on (node) ${allocatable(resource)}`;

const nodes = table("Nodes", {
  description:
    "What each node has left for pods, the fullest first. A node that is not ready loses its pods after five minutes.",
  height: 7,
  queries: [
    now(promql`max by (node) (${kubernetes.nodeCondition}{condition="Ready",status="true"})`),
    now(onNode(promql`${podCpu}`, "cpu")),
    now(onNode(promql`${podRequests}{resource="cpu"}`, "cpu")),
    now(onNode(promql`${podMemory}`, "memory")),
    now(onNode(promql`${podRequests}{resource="memory"}`, "memory")),
    now(promql`count by (node) (${podMemory})`),
    now(promql`max by (node) (${kubernetes.nodeUnschedulable})`),
  ],
  columns: [
    { of: "node", title: "Node", links: [nodeOfCell] },
    {
      of: 0,
      title: "Ready",
      width: 90,
      shownAs: "colored text",
      texts: [
        { value: 1, text: "yes", color: "green" },
        { value: 0, text: "no", color: "red" },
      ],
    },
    {
      of: 6,
      title: "New pods",
      width: 110,
      shownAs: "colored text",
      texts: [
        { value: 0, text: "taken", color: "text" },
        { value: 1, text: "refused", color: "yellow" },
      ],
    },
    { of: 5, title: "Pods", width: 80, unit: "count" },
    share(1, "CPU used"),
    share(2, "CPU requested"),
    share(3, "Memory used"),
    share(4, "Memory requested"),
  ],
  sortBy: { title: "Memory requested", descending: true },
});

const namespaces = table("Namespaces", {
  description:
    "Who takes the room of the cluster, the largest first. Far below 100% of its requests, a namespace keeps room from others; far above, it lives on what others leave.",
  height: 9,
  queries: [
    now(promql`sum by (namespace) (${podCpu})`),
    now(promql`sum by (namespace) (${podCpu}) / (sum by (namespace) (${podRequests}{resource="cpu"}) > 0)`),
    now(promql`sum by (namespace) (${podMemory})`),
    now(promql`sum by (namespace) (${podMemory}) / (sum by (namespace) (${podRequests}{resource="memory"}) > 0)`),
    now(promql`count by (namespace) (${podMemory})`),
    now(promql`sum by (namespace) (max by (namespace, pod, container) (round(increase(${kubernetes.restarts}[1h]))))`),
  ],
  columns: [
    { of: "namespace", title: "Namespace", links: [namespaceOfCell] },
    { of: 4, title: "Pods", unit: "count", width: 80 },
    { of: 0, title: "CPU", unit: "cores", decimals: 2 },
    { of: 1, title: "CPU of requests", unit: "ratio" },
    { of: 2, title: "Memory", unit: "bytes" },
    {
      of: 3,
      title: "Memory of requests",
      unit: "ratio",
      shownAs: "colored text",
      thresholds: [line(0, "text"), line(1.5, "yellow")],
    },
    {
      of: 5,
      title: "Restarts in an hour",
      unit: "count",
      decimals: 0,
      shownAs: "colored text",
      thresholds: [line(0, "text"), line(1, "yellow"), line(10, "red")],
    },
  ],
  sortBy: { title: "CPU", descending: true },
});

const pods = [
  timeSeries("Pods by phase", {
    description:
      "All pods by the phase that they are in. Pending for long, a pod finds no node, no volume or no image.",
    unit: "count",
    min: 0,
    width: 8,
    stacked: true,
    queries: [query(promql`sum by (phase) (max by (namespace, pod, phase) (${kubernetes.podPhase}))`, "{{phase}}")],
    styles: [
      { series: "Running", color: "green" },
      { series: "Pending", color: "yellow" },
      { series: "Failed", color: "red" },
      { series: "Succeeded", color: "blue" },
      { series: "Unknown", color: "purple" },
    ],
  }),
  timeSeries("Containers that wait", {
    description:
      "Containers that are not started yet, by the reason. ContainerCreating passes; everything else stays until somebody mends it.",
    unit: "count",
    min: 0,
    width: 8,
    stacked: true,
    whenEmpty: "none waits",
    queries: [
      query(
        promql`sum by (reason) (max by (namespace, pod, container, reason) (${kubernetes.waitingReason}))`,
        "{{reason}}",
      ),
    ],
  }),
  timeSeries("Restarts by namespace", {
    description: "How often containers were started anew, in the namespaces where it was most often. Normal is none.",
    unit: "count",
    min: 0,
    width: 8,
    style: "bars",
    stacked: true,
    whenEmpty: "none was restarted",
    queries: [
      query(
        highest(8, promql`sum by (namespace) (increase(${kubernetes.restarts}[$__rate_interval])) > 0`),
        "{{namespace}}",
      ),
    ],
    dataLinks: [namespaceOfSeries],
  }),
];

export const clusterDashboard = dashboard("kubernetes-cluster", {
  title: "Kubernetes: cluster",
  description:
    "Whether the cluster has room and health for what shall run in it, which nodes lack it, and who takes it.",
  tags: ["kubernetes"],
  links: [home, toNodes, toNamespaces],
  rows: [
    top([
      stat("Nodes not ready", {
        description: "Nodes whose condition Ready is not true. Their pods are started elsewhere after five minutes.",
        unit: "count",
        queries: [
          query(
            promql`count(max by (node) (${kubernetes.nodeCondition}{condition="Ready",status="true"}) == 0) or vector(0)`,
            "not ready",
          ),
        ],
        thresholds: [line(1, "red")],
      }),
      stat("Pods without a node", {
        description: "Pods that no node takes, for want of room, or because of what they ask for. Normal is none.",
        unit: "count",
        queries: [
          query(promql`sum(max by (namespace, pod) (${kubernetes.podUnschedulable})) or vector(0)`, "unschedulable"),
        ],
        thresholds: [line(1, "yellow"), line(10, "red")],
      }),
      usedStat("cpu"),
      requestedStat("cpu"),
      usedStat("memory"),
      requestedStat("memory"),
    ]),
    row("What is wrong", [firingTable]),
    row("Is there room", [capacity("cpu"), capacity("memory")]),
    row("Which nodes", [
      nodes,
      timeSeries("Nodes under pressure", {
        description:
          "Nodes by what they report a shortage of: memory, disk, process ids, network. They take no new pods, and may evict those that they have. Normal is none.",
        unit: "count",
        min: 0,
        stacked: true,
        style: "bars",
        queries: [
          query(
            promql`sum by (condition) (max by (node, condition) (${kubernetes.nodeCondition}{condition!="Ready",status="true"}))`,
            "{{condition}}",
          ),
        ],
      }),
      barGauge("Pods by node", {
        description:
          "Pods with containers that run, of as many as the node takes (110, where nobody has set another number).",
        unit: "ratio",
        width: 12,
        min: 0,
        max: 1,
        thresholds: full,
        queries: [
          now(
            promql`count by (node) (${podMemory}) / on (node) max by (node) (${kubernetes.allocatable}{resource="pods"})`,
            "{{node}}",
          ),
        ],
      }),
    ]),
    row("Who takes it", [namespaces]),
    row("How the pods are", pods),
    networkRow,
    volumesRow,
  ],
});
