/** CPU and memory of one machine: how busy, how crowded, how much is left. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import { promql } from "../../../query";
import { cpuSaturated, memoryLow, memoryStalled } from "../alerts/resources";
import { node } from "../metrics";
import { HERE } from "./chosen";

export const memoryAvailable = promql`max(${node.memoryAvailable}${HERE}) / (max(${node.memoryTotal}${HERE}) > 0)`;
export const cpuBusy = promql`1 - avg(rate(${node.cpuSeconds}{instance="$instance",mode="idle"}[$__rate_interval]))`;
export const loadPerCpu = promql`max(${node.load5}${HERE}) / count(${node.cpuSeconds}{instance="$instance",mode="idle"})`;

export const cpuRow = row("CPU", [
  timeSeries("CPU by mode", {
    description:
      "Share of its time that the node's CPUs spend in each mode. Much iowait points at disks, much steal at the host under a virtual machine, much softirq at the network.",
    unit: "ratio",
    min: 0,
    max: 1,
    width: 8,
    stacked: true,
    queries: [
      query(
        promql`avg by (mode) (rate(${node.cpuSeconds}{instance="$instance",mode!="idle"}[$__rate_interval]))`,
        "{{mode}}",
      ),
    ],
  }),
  timeSeries("Load per CPU", {
    description: "Processes that run or wait to run, for each CPU. Above 1, some wait all the time.",
    unit: "count",
    decimals: 2,
    min: 0,
    width: 8,
    queries: [
      query(
        promql`max(${node.load1}${HERE}) / count(${node.cpuSeconds}{instance="$instance",mode="idle"})`,
        "over one minute",
      ),
      query(loadPerCpu, "over five minutes"),
    ],
    thresholds: [alertLine(cpuSaturated(), "perCpu")],
  }),
  timeSeries("Time lost by waiting", {
    description:
      "Share of the time in which some process waited for a CPU, a disk or memory, and in which all waited for memory, which is what the line is for (pressure stall information). Normal is a few percent.",
    unit: "ratio",
    min: 0,
    width: 8,
    queries: [
      query(promql`max(rate(${node.cpuWaiting}${HERE}[$__rate_interval]))`, "some for a CPU"),
      query(promql`max(rate(${node.ioWaiting}${HERE}[$__rate_interval]))`, "some for a disk"),
      query(promql`max(rate(${node.memoryWaiting}${HERE}[$__rate_interval]))`, "some for memory"),
      query(promql`max(rate(${node.memoryStalled}${HERE}[$__rate_interval]))`, "all for memory"),
    ],
    thresholds: [alertLine(memoryStalled(), "ratio")],
  }),
]);

export const memoryRow = row("Memory", [
  timeSeries("Memory by use", {
    description:
      "What programs hold, what holds parts of files and can be given back, and what is free. Little free memory is normal, little that can be given back is not.",
    unit: "bytes",
    min: 0,
    width: 8,
    stacked: true,
    queries: [
      query(
        promql`
          max(${node.memoryTotal}${HERE}) - max(${node.memoryFree}${HERE})
          - max(${node.memoryCached}${HERE}) - max(${node.memoryBuffers}${HERE}) - max(${node.memoryReclaimable}${HERE})
        `,
        "programs",
      ),
      query(
        promql`max(${node.memoryCached}${HERE}) + max(${node.memoryBuffers}${HERE}) + max(${node.memoryReclaimable}${HERE})`,
        "caches",
      ),
      query(promql`max(${node.memoryFree}${HERE})`, "free"),
    ],
  }),
  timeSeries("Memory available", {
    description:
      "Share of the memory that programs can get without swapping, by the kernel's estimate. Near zero, the kernel ends programs.",
    unit: "ratio",
    min: 0,
    max: 1,
    width: 8,
    queries: [query(memoryAvailable, "available")],
    thresholds: [alertLine(memoryLow(), "available", { below: true })],
  }),
  timeSeries("Swap and page faults", {
    description:
      "Swap space in use, and pages of memory that had to be read from disk first. Thousands of pages per second mean that memory is short.",
    unit: "bytes",
    min: 0,
    width: 8,
    queries: [
      query(promql`max(${node.swapTotal}${HERE}) - max(${node.swapFree}${HERE})`, "swap in use"),
      query(promql`max(rate(${node.majorFaults}${HERE}[$__rate_interval]))`, "pages read"),
    ],
    styles: [{ series: "pages read", unit: "per second", rightAxis: true }],
  }),
]);
