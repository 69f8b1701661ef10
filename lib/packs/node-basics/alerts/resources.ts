/** When a node runs out of memory, CPU, disk time, connections or open files. */
import { alert, minutes } from "../../../model";
import { promql } from "../../../query";
import { humanize, humanizePercentage, series } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { node } from "../metrics";
import { nodeConntrackNearlyFullRunbook } from "../runbooks/node-conntrack-nearly-full";
import { nodeCpuSaturatedRunbook } from "../runbooks/node-cpu-saturated";
import { nodeDiskSaturatedRunbook } from "../runbooks/node-disk-saturated";
import { nodeFileDescriptorsLowRunbook } from "../runbooks/node-file-descriptors-low";
import { nodeMemoryLowRunbook } from "../runbooks/node-memory-low";
import { nodeMemoryStalledRunbook } from "../runbooks/node-memory-stalled";
import { NODE, NODE_TEMPLATE } from "../situation";

const SHARE = "{{ $value | humanizePercentage }}";
const FIGURE = "{{ $value | humanize }}";

/** The kernel will soon choose a process to kill. */
export const memoryLow = () => {
  const texts = (name: string, share: string) => ({
    summary: `Node ${name} has ${share} of its memory left`,
    description: `${share} of the node's memory is available. When nothing is left the kernel kills processes, not always those that used it up.`,
  });
  return alert("NodeMemoryLow", {
    parameters: { available: 0.1 },
    expr: ({ available }) => promql`${node.memoryAvailable} / (${node.memoryTotal} > 0) < ${available}`,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, SHARE),
    runbook: nodeMemoryLowRunbook,
    tests: ({ available, for: pending }) =>
      limitTests({
        limit: available,
        beyond: "below",
        pending,
        ratio: true,
        given: (value, time) => [
          series(node.memoryAvailable, NODE).constant(value, time),
          series(node.memoryTotal, NODE).constant(1, time),
        ],
        expect: (value) => [{ labels: NODE, ...texts("node-a", humanizePercentage(value)) }],
      }),
  });
};

/** Everything on the node waits while the kernel looks for memory. */
export const memoryStalled = () => {
  const texts = (name: string, share: string) => ({
    summary: `Node ${name} stands still for ${share} of the time`,
    description: `For ${share} of the last five minutes no process on the node could go on, because all of them waited for memory.`,
  });
  return alert("NodeMemoryStalled", {
    parameters: { ratio: 0.1, window: minutes(5) },
    expr: ({ ratio, window }) => promql`rate(${node.memoryStalled}[${window}]) > ${ratio}`,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, SHARE),
    runbook: nodeMemoryStalledRunbook,
    tests: ({ ratio, window, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        window,
        addsUp: true,
        ratio: true,
        given: (value, time) => [series(node.memoryStalled, NODE).ratePerSecond(value, time)],
        expect: (value) => [{ labels: NODE, ...texts("node-a", humanizePercentage(value)) }],
      }),
  });
};

/** Many more processes want to run than can. */
export const cpuSaturated = () => {
  const texts = (name: string, load: string) => ({
    summary: `${load} processes wait for each CPU of ${name}`,
    description: `Over five minutes ${load} processes ran or waited to run for each CPU of the node, disks included.`,
  });
  return alert("NodeCpuSaturated", {
    parameters: { perCpu: 2 },
    expr: ({ perCpu }) => promql`
      ${node.load5} / count without (cpu, mode) (${node.cpuSeconds}{mode="idle"}) > ${perCpu}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, FIGURE),
    runbook: nodeCpuSaturatedRunbook,
    tests: ({ perCpu, for: pending }) =>
      limitTests({
        limit: perCpu,
        pending,
        given: (value, time) => [
          series(node.load5, NODE).constant(2 * value, time),
          series(node.cpuSeconds, { ...NODE, cpu: "0", mode: "idle" }).ratePerSecond(0.1, time),
          series(node.cpuSeconds, { ...NODE, cpu: "1", mode: "idle" }).ratePerSecond(0.1, time),
          series(node.cpuSeconds, { ...NODE, cpu: "0", mode: "user" }).ratePerSecond(0.9, time),
        ],
        expect: (value) => [{ labels: NODE, ...texts("node-a", humanize(value)) }],
      }),
  });
};

/** The disk cannot keep up. */
export const diskSaturated = () => {
  const texts = (name: string, device: string, queue: string) => ({
    summary: `${queue} operations wait for disk ${device} of ${name}`,
    description: `Over five minutes ${queue} operations on average were under way or waiting on ${device}.`,
  });
  const DISK = { ...NODE, device: "nvme0n1" };
  return alert("NodeDiskSaturated", {
    parameters: { queue: 10, window: minutes(5) },
    expr: ({ queue, window }) => promql`rate(${node.diskWeightedTime}[${window}]) > ${queue}`,
    for: minutes(30),
    severity: "warning",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, "{{ $labels.device }}", FIGURE),
    runbook: nodeDiskSaturatedRunbook,
    tests: ({ queue, window, for: pending }) =>
      limitTests({
        limit: queue,
        pending,
        window,
        addsUp: true,
        given: (value, time) => [series(node.diskWeightedTime, DISK).ratePerSecond(value, time)],
        expect: (value) => [{ labels: DISK, ...texts("node-a", "nvme0n1", humanize(value)) }],
      }),
  });
};

/** New connections will be refused, whoever asks. */
export const conntrackNearlyFull = () => {
  const texts = (name: string, share: string) => ({
    summary: `The connection table of ${name} is ${share} full`,
    description: `The kernel follows ${share} of the connections that it can. When the table is full it drops new ones.`,
  });
  return alert("NodeConntrackNearlyFull", {
    parameters: { ratio: 0.8 },
    expr: ({ ratio }) => promql`${node.conntrackEntries} / (${node.conntrackLimit} > 0) > ${ratio}`,
    for: minutes(5),
    severity: "warning",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, SHARE),
    runbook: nodeConntrackNearlyFullRunbook,
    tests: ({ ratio, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        ratio: true,
        given: (value, time) => [
          series(node.conntrackEntries, NODE).constant(value, time),
          series(node.conntrackLimit, NODE).constant(1, time),
        ],
        expect: (value) => [{ labels: NODE, ...texts("node-a", humanizePercentage(value)) }],
      }),
  });
};

/** No process will be able to open a file or a connection. */
export const fileDescriptorsLow = () => {
  const texts = (name: string, share: string) => ({
    summary: `Node ${name} has ${share} of its files open`,
    description: `${share} of the files and connections that the kernel can have open at once are open.`,
  });
  return alert("NodeFileDescriptorsLow", {
    parameters: { ratio: 0.8 },
    expr: ({ ratio }) => promql`${node.fileDescriptors} / (${node.fileDescriptorsLimit} > 0) > ${ratio}`,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, SHARE),
    runbook: nodeFileDescriptorsLowRunbook,
    tests: ({ ratio, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        ratio: true,
        given: (value, time) => [
          series(node.fileDescriptors, NODE).constant(value, time),
          series(node.fileDescriptorsLimit, NODE).constant(1, time),
        ],
        expect: (value) => [{ labels: NODE, ...texts("node-a", humanizePercentage(value)) }],
      }),
  });
};
