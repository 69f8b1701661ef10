/** What the pods of a workload use of CPU, memory and network, beside what they asked for and may use. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import type { Expression, Metric } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";
import { podCpu, podLimits, podMemory, podReceived, podRequests, podSent } from "../rules";
import { logsOfSeries } from "./links";
import { ofChosenPods } from "./pods";
import {
  containerCpuNearLimit,
  containerCpuThrottled,
  containerMemoryNearLimit,
  cpuOfLimit,
  memoryOfLimit,
} from "./workload-pack";

const HERE = promql`{namespace="$namespace"}`;
const CONTAINER = "{{pod}} {{container}}";

const askedAndAllowed = (resource: "cpu" | "memory") => [
  query(
    promql`max(${ofChosenPods(promql`${podRequests}{namespace="$namespace",resource="${resource}"}`)})`,
    "requested by a pod",
  ),
  query(
    promql`max(${ofChosenPods(promql`${podLimits}{namespace="$namespace",resource="${resource}"}`)})`,
    "limit of a pod",
  ),
];

const LINES = [
  { series: "requested by a pod", color: "blue", dashed: true },
  { series: "limit of a pod", color: "red", dashed: true },
] as const;

/** Share of its periods in which a container had to stop. */
export const throttled: Expression = ofChosenPods(promql`
  max by (namespace, pod, container) (
    rate(${kubernetes.cpuThrottledPeriods}{namespace="$namespace",container!=""}[$__rate_interval])
    / (rate(${kubernetes.cpuPeriods}{namespace="$namespace",container!=""}[$__rate_interval]) > 0)
  )
`);

export const cpuRow = row("CPU", [
  timeSeries("CPU by pod", {
    description: "What each pod uses, beside what is kept free for one of them and what one may use.",
    unit: "cores",
    min: 0,
    width: 8,
    queries: [query(ofChosenPods(promql`${podCpu}${HERE}`), "{{pod}}"), ...askedAndAllowed("cpu")],
    styles: LINES,
    dataLinks: [logsOfSeries],
  }),
  timeSeries("CPU of limit by container", {
    description:
      "Share of its CPU limit that a container uses, over five minutes. Containers without a limit are not shown.",
    unit: "ratio",
    min: 0,
    width: 8,
    queries: [query(ofChosenPods(promql`${cpuOfLimit}${HERE}`), CONTAINER)],
    thresholds: [alertLine(containerCpuNearLimit, "ratio")],
    whenEmpty: "no container has a limit",
    dataLinks: [logsOfSeries],
  }),
  timeSeries("Slowed down by container", {
    description:
      "Share of the scheduler's periods in which a container had used up its CPU limit and had to stop: each request takes longer.",
    unit: "ratio",
    min: 0,
    width: 8,
    queries: [query(throttled, CONTAINER)],
    thresholds: [alertLine(containerCpuThrottled, "ratio")],
    whenEmpty: "no container has a limit",
    dataLinks: [logsOfSeries],
  }),
]);

export const memoryRow = row("Memory", [
  timeSeries("Memory by pod", {
    description:
      "What each pod holds and cannot give back, beside what is kept free for one of them and what one may use. A slope that never ends is a leak.",
    unit: "bytes",
    min: 0,
    queries: [query(ofChosenPods(promql`${podMemory}${HERE}`), "{{pod}}"), ...askedAndAllowed("memory")],
    styles: LINES,
    dataLinks: [logsOfSeries],
  }),
  timeSeries("Memory of limit by container", {
    description:
      "Share of its memory limit that a container holds. At 100% the kernel ends it (OOMKilled). Containers without a limit are not shown.",
    unit: "ratio",
    min: 0,
    queries: [query(ofChosenPods(promql`${memoryOfLimit}${HERE}`), CONTAINER)],
    thresholds: [alertLine(containerMemoryNearLimit, "ratio")],
    whenEmpty: "no container has a limit",
    dataLinks: [logsOfSeries],
  }),
]);

const perPod = (metric: Metric): Expression =>
  ofChosenPods(promql`sum by (namespace, pod) (rate(${metric}${HERE}[$__rate_interval]))`);

export const networkRow = row(
  "Network",
  [
    timeSeries("Traffic by pod", {
      description:
        "What a pod receives (upwards) and sends (downwards). Pods on the network of their node are left out.",
      unit: "bytes per second",
      queries: [
        query(ofChosenPods(promql`${podReceived}${HERE}`), "{{pod}} receives"),
        query(ofChosenPods(promql`${podSent}${HERE}`), "{{pod}} sends"),
      ],
      styles: [{ series: "/ sends$/", negative: true }],
    }),
    timeSeries("Packets lost by pod", {
      description: "Packets to and from a pod that were dropped. Normal is next to none.",
      unit: "per second",
      min: 0,
      queries: [
        query(perPod(kubernetes.receiveDropped), "{{pod}} receiving"),
        query(perPod(kubernetes.sendDropped), "{{pod}} sending"),
      ],
    }),
  ],
  { collapsed: true },
);
