/** One namespace: which of its workloads are in trouble, and what they use of what they asked for. */
import { cluster, dashboard, deploys, line, now, query, row, stat, table, timeSeries, top } from "../../../dashboards";
import type { Column, Expression } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";
import { podWorkload } from "../owners";
import { podCpu, podLimits, podMemory, podReceived, podRequests, podSent } from "../rules";
import { alertsOfNamespace } from "./firing";
import { home, logsOfCell, toCluster, WORKLOAD, workloadOfCell, workloadOfSeries } from "./links";
import { jobsRow, volumesRow } from "./namespace-rows";
import { byWorkload, missingReplicas, namespaceVariable } from "./pods";

const HERE = promql`{namespace="$namespace"}`;

type Resource = "cpu" | "memory";
const NAMES = { cpu: "CPU", memory: "Memory" } as const;
const used = (resource: Resource) => (resource === "cpu" ? podCpu : podMemory);
const requested = (resource: Resource): Expression =>
  promql`${podRequests}{namespace="$namespace",resource="${resource}"}`;

const ofRequests = (resource: Resource) =>
  stat(`${NAMES[resource]} of requests`, {
    description: `What the pods use of the ${NAMES[resource]} that is kept free for them. Far below 100% it is paid for in vain; above, the pods live on what others leave.`,
    unit: "ratio",
    queries: [query(promql`sum(${used(resource)}${HERE}) / (sum(${requested(resource)}) > 0)`, "used")],
    thresholds: resource === "memory" ? [line(1, "yellow"), line(1.5, "red")] : [line(1, "yellow")],
    sparkline: true,
    whenEmpty: "no requests",
  });

const figures = top([
  stat("Pods that run", {
    description: "Pods in the phase Running.",
    unit: "count",
    queries: [
      query(promql`sum(max by (pod) (${kubernetes.podPhase}{namespace="$namespace",phase="Running"}))`, "pods"),
    ],
    sparkline: true,
    colored: "nothing",
  }),
  stat("Replicas missing", {
    description:
      "Replicas that Deployments, StatefulSets and DaemonSets shall have and have not. Above zero for longer than a rollout takes, something keeps pods from starting.",
    unit: "count",
    queries: [query(promql`sum(${missingReplicas}) or vector(0)`, "missing")],
    thresholds: [line(1, "yellow")],
  }),
  stat("Containers that wait", {
    description: "Containers that are not started, for whatever reason. Normal is none but for moments.",
    unit: "count",
    queries: [query(promql`sum(max by (pod, container) (${kubernetes.waitingReason}${HERE})) or vector(0)`, "waiting")],
    thresholds: [line(1, "yellow")],
  }),
  stat("Restarts", {
    description: "How often containers were started anew in the chosen time. Normal is none.",
    unit: "count",
    decimals: 0,
    queries: [
      now(promql`sum(max by (pod, container) (increase(${kubernetes.restarts}${HERE}[$__range])))`, "restarts"),
    ],
    thresholds: [line(1, "yellow"), line(10, "red")],
  }),
  ofRequests("cpu"),
  ofRequests("memory"),
]);

const workloads = table("Workloads", {
  description:
    "All workloads of the namespace, those that use most first. What is missing, waits or was restarted is coloured: begin there.",
  height: 9,
  queries: [
    now(promql`count by (workload_kind, workload) (${podWorkload}${HERE})`),
    now(byWorkload(promql`${podCpu}${HERE}`)),
    now(promql`${byWorkload(promql`${podCpu}${HERE}`)} / (${byWorkload(requested("cpu"))} > 0)`),
    now(byWorkload(promql`${podMemory}${HERE}`)),
    now(promql`${byWorkload(promql`${podMemory}${HERE}`)} / (${byWorkload(requested("memory"))} > 0)`),
    now(
      byWorkload(
        promql`sum by (namespace, pod) (max by (namespace, pod, container) (round(increase(${kubernetes.restarts}${HERE}[1h]))))`,
      ),
    ),
  ],
  columns: [
    { of: "workload", title: "Workload", links: [workloadOfCell] },
    { of: "workload_kind", title: "Kind", width: 130 },
    { of: 0, title: "Pods", unit: "count", width: 80 },
    { of: 1, title: "CPU", unit: "cores", decimals: 2 },
    { of: 2, title: "CPU of requests", unit: "ratio" },
    { of: 3, title: "Memory", unit: "bytes" },
    {
      of: 4,
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
      thresholds: [line(0, "text"), line(1, "yellow"), line(5, "red")],
    },
  ],
  sortBy: { title: "CPU", descending: true },
});

const podColumns: readonly Column[] = [
  { of: "pod", title: "Pod", links: [logsOfCell] },
  { of: "container", title: "Container" },
  { of: "reason", title: "Reason" },
];

const trouble = row("What is wrong", [
  timeSeries("Replicas missing by workload", {
    description:
      "Replicas that a workload shall have and has not. A hump is a rollout, a plateau is a rollout that is stuck.",
    unit: "count",
    min: 0,
    width: 12,
    style: "bars",
    stacked: true,
    whenEmpty: "none is missing",
    queries: [query(missingReplicas, "{{workload}}")],
    dataLinks: [workloadOfSeries],
  }),
  timeSeries("Restarts by workload", {
    description: "How often the containers of a workload were started anew. Normal is none.",
    unit: "count",
    min: 0,
    width: 12,
    style: "bars",
    stacked: true,
    whenEmpty: "none was restarted",
    queries: [
      query(
        byWorkload(promql`sum by (namespace, pod) (increase(${kubernetes.restarts}${HERE}[$__rate_interval]) > 0)`),
        "{{workload}}",
      ),
    ],
    dataLinks: [workloadOfSeries],
  }),
  table("Waiting containers", {
    description:
      "Containers that are not started, with the reason why. CrashLoopBackOff: the logs tell; ImagePullBackOff: the name of the image or the right to pull it.",
    width: 12,
    height: 7,
    whenEmpty: "no container waits",
    queries: [now(promql`max by (pod, container, reason) (${kubernetes.waitingReason}${HERE})`)],
    columns: podColumns,
  }),
  table("Ended before their time", {
    description:
      "Why containers ended before they were started anew. OOMKilled: more memory than the limit allows; Error: the logs tell.",
    width: 12,
    height: 7,
    whenEmpty: "no container was restarted",
    queries: [now(promql`max by (pod, container, reason) (${kubernetes.lastTerminatedReason}${HERE})`)],
    columns: podColumns,
  }),
]);

const course = (resource: Resource) =>
  timeSeries(`${NAMES[resource]} by workload`, {
    description: `What the pods of each workload use, beside what is kept free for all of the namespace (requested) and what all may use at most (limits).`,
    unit: resource === "cpu" ? "cores" : "bytes",
    min: 0,
    queries: [
      query(byWorkload(promql`${used(resource)}${HERE}`), "{{workload}}"),
      query(promql`sum(${requested(resource)})`, "all requested"),
      query(promql`sum(${podLimits}{namespace="$namespace",resource="${resource}"})`, "all limits"),
    ],
    styles: [
      { series: "all requested", color: "blue", dashed: true },
      { series: "all limits", color: "red", dashed: true },
    ],
    dataLinks: [workloadOfSeries],
  });

export const namespaceDashboard = dashboard("kubernetes-namespace", {
  title: "Kubernetes: namespace",
  description: "Which workloads of a namespace are in trouble, and what each uses of what it asked for.",
  tags: ["kubernetes"],
  variables: [cluster, namespaceVariable],
  annotations: [deploys(kubernetes, { namespace: "$namespace" }), alertsOfNamespace],
  links: [
    home,
    toCluster,
    { title: "Workload", to: { dashboard: WORKLOAD, variables: { namespace: "$namespace" } } },
    { title: "Logs", to: { dashboard: "logs", variables: { namespace: "$namespace" } } },
  ],
  rows: [
    figures,
    row("Its workloads", [workloads]),
    trouble,
    row("CPU and memory", [course("cpu"), course("memory")]),
    row("Network", [
      timeSeries("Received by workload", {
        description: "What the pods of a workload receive. Pods on the network of their node are left out.",
        unit: "bytes per second",
        min: 0,
        queries: [query(byWorkload(promql`${podReceived}${HERE}`), "{{workload}}")],
        dataLinks: [workloadOfSeries],
      }),
      timeSeries("Sent by workload", {
        description: "What the pods of a workload send. Pods on the network of their node are left out.",
        unit: "bytes per second",
        min: 0,
        queries: [query(byWorkload(promql`${podSent}${HERE}`), "{{workload}}")],
        dataLinks: [workloadOfSeries],
      }),
    ]),
    volumesRow,
    jobsRow,
  ],
});
