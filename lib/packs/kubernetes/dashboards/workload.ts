/** One workload: its pods, their limits, and what they said. */
import { alertLine, cluster, dashboard, deploys, line, logs, now, query, row, stat, top } from "../../../dashboards";
import { logql, promql } from "../../../query";
import { kubernetes } from "../metrics";
import { alertsOfNamespace } from "./firing";
import { home, NAMESPACE, toCluster } from "./links";
import { namespaceVariable, ofChosenPods, podVariable, workloadVariable } from "./pods";
import {
  containerCpuNearLimit,
  containerCpuThrottled,
  containerMemoryNearLimit,
  cpuOfLimit,
  memoryOfLimit,
} from "./workload-pack";
import { podsRow } from "./workload-pods";
import { scalingRow, volumesRow } from "./workload-scaling";
import { cpuRow, memoryRow, networkRow, throttled } from "./workload-use";

const figures = top([
  stat("Pods that are ready", {
    description: "Pods that get requests, of all that have not ended.",
    unit: "ratio",
    queries: [
      query(
        promql`
          sum(${ofChosenPods(promql`max by (namespace, pod) (${kubernetes.podReady}{namespace="$namespace",condition="true"})`)})
          / (
            sum(${ofChosenPods(
              promql`max by (namespace, pod) (${kubernetes.podPhase}{namespace="$namespace",phase=~"Pending|Running"})`,
            )}) > 0
          )
        `,
        "ready",
      ),
    ],
    thresholds: [line(1, "yellow", { below: true }), line(0.5, "red", { below: true })],
  }),
  stat("Containers that wait", {
    description: "Containers that are not started, for whatever reason. Normal is none but for moments.",
    unit: "count",
    queries: [
      query(
        promql`sum(${ofChosenPods(
          promql`max by (namespace, pod, container) (${kubernetes.waitingReason}{namespace="$namespace"})`,
        )}) or vector(0)`,
        "waiting",
      ),
    ],
    thresholds: [line(1, "yellow")],
  }),
  stat("Restarts", {
    description: "How often containers were started anew in the chosen time. Normal is none.",
    unit: "count",
    decimals: 0,
    queries: [
      now(
        promql`sum(${ofChosenPods(
          promql`max by (namespace, pod, container) (increase(${kubernetes.restarts}{namespace="$namespace"}[$__range]))`,
        )})`,
        "restarts",
      ),
    ],
    thresholds: [line(1, "yellow"), line(10, "red")],
  }),
  stat("CPU of limit", {
    description: "The container that is nearest to its CPU limit. At 100% it is slowed down.",
    unit: "ratio",
    queries: [query(promql`max(${ofChosenPods(promql`${cpuOfLimit}{namespace="$namespace"}`)})`, "worst container")],
    thresholds: [alertLine(containerCpuNearLimit, "ratio")],
    sparkline: true,
    whenEmpty: "no limit",
  }),
  stat("Slowed down", {
    description:
      "Share of the scheduler's periods in which the worst container had to stop because its CPU limit was used up.",
    unit: "ratio",
    queries: [query(promql`max(${throttled})`, "worst container")],
    thresholds: [alertLine(containerCpuThrottled, "ratio")],
    sparkline: true,
    whenEmpty: "no limit",
  }),
  stat("Memory of limit", {
    description: "The container that is nearest to its memory limit. At 100% the kernel ends it.",
    unit: "ratio",
    queries: [query(promql`max(${ofChosenPods(promql`${memoryOfLimit}{namespace="$namespace"}`)})`, "worst container")],
    thresholds: [alertLine(containerMemoryNearLimit, "ratio")],
    sparkline: true,
    whenEmpty: "no limit",
  }),
]);

export const workloadDashboard = dashboard("kubernetes-workload", {
  title: "Kubernetes: workload",
  description:
    "Whether the pods of a workload run and are ready, how near they are to their limits, and what they say.",
  tags: ["kubernetes"],
  variables: [cluster, namespaceVariable, workloadVariable, podVariable],
  annotations: [deploys(kubernetes, { namespace: "$namespace" }), alertsOfNamespace],
  links: [
    home,
    toCluster,
    { title: "Namespace", to: { dashboard: NAMESPACE, variables: { namespace: "$namespace" } } },
    { title: "Logs", to: { dashboard: "logs", variables: { namespace: "$namespace", pod: "$pod" } } },
  ],
  rows: [
    figures,
    podsRow,
    cpuRow,
    memoryRow,
    row("What they say", [
      logs("Logs of the pods", {
        description: "What all containers of the chosen pods wrote, the latest first.",
        queries: [query(logql`{namespace="$namespace", pod=~"$pod"}`, "")],
        whenEmpty: "nothing was written",
      }),
    ]),
    networkRow,
    scalingRow,
    volumesRow,
  ],
});
