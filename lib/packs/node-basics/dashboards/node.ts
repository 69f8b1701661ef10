/** One machine: utilisation, saturation and errors of all that it has. */
import { alertLine, cluster, dashboard, query, stat, top } from "../../../dashboards";
import { scrape } from "../../../model";
import { promql } from "../../../query";
import { rootFilesystemLow } from "../alerts/filesystems";
import { cpuSaturated, memoryLow } from "../alerts/resources";
import { node } from "../metrics";
import { filesystemAvailable } from "../rules";
import { HERE, instanceVariable, nodeVariable } from "./chosen";
import { cpuBusy, cpuRow, loadPerCpu, memoryAvailable, memoryRow } from "./compute";
import { disksRow, filesystemsRow } from "./disks";
import { kernelRow, networkRow } from "./network";

const figures = top([
  stat("Ready for pods", {
    description: "The condition Ready that Kubernetes finds the node in. A machine outside of the cluster has none.",
    unit: "boolean",
    queries: [
      query(
        promql`
          max(
            max by (node) (${node.nodeCondition}{condition="Ready",status="true"})
            and on (node)
            ${node.load5}${HERE}
          )
        `,
        "ready",
      ),
    ],
    texts: [
      { value: 1, text: "ready", color: "green" },
      { value: 0, text: "not ready", color: "red" },
      { value: "nothing", text: "not in the cluster" },
    ],
    whenEmpty: "not in the cluster",
  }),
  stat("CPU busy", {
    description:
      "Share of the time in which the CPUs do not idle. High is no trouble as long as nothing waits: see the load.",
    unit: "ratio",
    queries: [query(cpuBusy, "busy")],
    colored: "nothing",
    sparkline: true,
  }),
  stat("Load for each CPU", {
    description: "Processes that run or wait to run, for each CPU. Above 1, some wait all the time.",
    unit: "count",
    decimals: 2,
    queries: [query(loadPerCpu, "load")],
    thresholds: [alertLine(cpuSaturated(), "perCpu")],
    sparkline: true,
  }),
  stat("Memory left", {
    description: "Share of the memory that programs can get without swapping.",
    unit: "ratio",
    queries: [query(memoryAvailable, "available")],
    thresholds: [alertLine(memoryLow(), "available", { below: true })],
    sparkline: true,
  }),
  stat("Root file system left", {
    description:
      "Share of the root file system that is free: that of logs, images and what containers write, where these have none of their own.",
    unit: "ratio",
    queries: [query(promql`min(${filesystemAvailable}{instance="$instance",mountpoint="/"})`, "free")],
    thresholds: [alertLine(rootFilesystemLow(), "free", { below: true })],
  }),
  stat("Running since", {
    description: "When the node was started. A moment ago, and nobody knows why: look into its console.",
    unit: { grafana: "dateTimeFromNow" },
    queries: [query(promql`max(${node.bootTime}${HERE})`, "started")],
    colored: "nothing",
  }),
]);

export const nodeDashboard = dashboard("node", {
  title: "Node",
  description:
    "Which of a machine's resources is short: CPU, memory, disks, network, tables of the kernel, the right time.",
  tags: ["kubernetes", "node"],
  variables: [cluster, nodeVariable, instanceVariable],
  annotations: [
    {
      name: "Alerts",
      expr: promql`
        max by (alertname, severity) (${scrape.alerts}{alertstate="firing",alertname=~"Node.+",instance="$instance"})
      `,
      title: "{{alertname}} ({{severity}})",
      color: "red",
    },
  ],
  links: [
    { title: "Home", to: { dashboard: "home" } },
    { title: "Kubernetes", tag: "kubernetes" },
  ],
  rows: [figures, cpuRow, memoryRow, filesystemsRow, disksRow, networkRow, kernelRow],
});
