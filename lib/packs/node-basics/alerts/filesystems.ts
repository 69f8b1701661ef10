/** When a node's file system has no room left, will have none soon, or can no longer be written to. */
import { alert, days, hours, inSeconds, minutes, plus, times, type Metric } from "../../../model";
import { promql } from "../../../query";
import { fires, humanizePercentage, series, silent } from "../../../testing";
import { fillingTests } from "../../filling-tests";
import { limitTests } from "../../limit-tests";
import { node } from "../metrics";
import { filesystemAvailable, filesystemFilesFree } from "../rules";
import { nodeFilesystemFillingUpRunbook } from "../runbooks/node-filesystem-filling-up";
import { nodeFilesystemLowRunbook } from "../runbooks/node-filesystem-low";
import { nodeFilesystemReadOnlyRunbook } from "../runbooks/node-filesystem-read-only";
import { nodeInodesFillingUpRunbook } from "../runbooks/node-inodes-filling-up";
import { nodeInodesLowRunbook } from "../runbooks/node-inodes-low";
import { nodeRootFilesystemLowRunbook } from "../runbooks/node-root-filesystem-low";
import { BASTION, filesystem, NODE_TEMPLATE } from "../situation";

const SHARE = "{{ $value | humanizePercentage }}";
const MOUNT = "{{ $labels.mountpoint }}";
const ROOT = filesystem("/");
const DATA = filesystem("/data");

/** The figure of a file system, of a whole that is 1. */
const withShare =
  (part: Metric, all: Metric) => (labels: typeof ROOT, share: number, time: ReturnType<typeof minutes>) => [
    series(part, labels).constant(share, time),
    series(all, labels).constant(1, time),
    series(node.filesystemReadOnly, labels).constant(0, time),
  ];
const withRoom = withShare(node.filesystemAvailable, node.filesystemSize);
const withInodes = withShare(node.filesystemFilesFree, node.filesystemFiles);

/** The kubelet evicts pods below a tenth. */
export const rootFilesystemLow = () => {
  const texts = (name: string, share: string) => ({
    summary: `The root file system of ${name} has ${share} left`,
    description: `${share} of the root file system is free. Below 10% Kubernetes begins to evict pods from the node.`,
  });
  return alert("NodeRootFilesystemLow", {
    parameters: { free: 0.1 },
    expr: ({ free }) => promql`${filesystemAvailable}{mountpoint="/"} < ${free}`,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, SHARE),
    runbook: nodeRootFilesystemLowRunbook,
    tests: ({ free, for: pending }) => [
      ...limitTests({
        limit: free,
        beyond: "below",
        pending,
        ratio: true,
        given: (value, time) => [...withRoom(ROOT, value, time), ...withRoom(DATA, 0, time)],
        expect: (value) => [{ labels: ROOT, ...texts("node-a", humanizePercentage(value)) }],
      }),
      fires("on a machine outside of the cluster", {
        given: withRoom(filesystem("/", BASTION), 0.5 * free, plus(pending, hours(1))),
        after: plus(pending, minutes(10)),
        expect: [
          { labels: filesystem("/", BASTION), ...texts("bastion-1.example:9100", humanizePercentage(0.5 * free)) },
        ],
      }),
    ],
  });
};

/** Data, images, logs: whatever has a file system of its own. */
export const filesystemLow = () => {
  const texts = (name: string, mount: string, share: string) => ({
    summary: `${mount} of ${name} has ${share} left`,
    description: `${share} of the file system ${mount} is free. When it is full, whatever writes to it fails.`,
  });
  return alert("NodeFilesystemLow", {
    parameters: { free: 0.05 },
    expr: ({ free }) => promql`${filesystemAvailable}{mountpoint!="/"} < ${free}`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, MOUNT, SHARE),
    runbook: nodeFilesystemLowRunbook,
    tests: ({ free, for: pending }) =>
      limitTests({
        limit: free,
        beyond: "below",
        pending,
        ratio: true,
        given: (value, time) => [...withRoom(DATA, value, time), ...withRoom(ROOT, 0, time)],
        expect: (value) => [{ labels: DATA, ...texts("node-a", "/data", humanizePercentage(value)) }],
      }),
  });
};

/** At the pace of the last hour it is full within hours. */
export const filesystemFillingUp = () => {
  const texts = (name: string, mount: string, share: string) => ({
    summary: `${mount} of ${name} will be full within hours`,
    description: `${share} of the file system ${mount} is free, and at the pace of the last hour that is used up within four hours.`,
  });
  return alert("NodeFilesystemFillingUp", {
    // The kubelet deletes images it does not need when 85 % are used, so what fills up to there is no news.
    parameters: { free: 0.15, window: hours(1), horizon: hours(4) },
    expr: ({ free, window, horizon }) => promql`
      ${filesystemAvailable} < ${free}
      and predict_linear(${node.filesystemAvailable}[${window}], ${inSeconds(horizon)}) < 0
    `,
    for: minutes(15),
    severity: "critical",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, MOUNT, SHARE),
    runbook: nodeFilesystemFillingUpRunbook,
    tests: ({ free, window, horizon, for: pending }) =>
      fillingTests({
        free: series(node.filesystemAvailable, DATA),
        whole: series(node.filesystemSize, DATA),
        beside: (time) => [series(node.filesystemReadOnly, DATA).constant(0, time)],
        floor: free,
        window,
        horizon,
        pending,
        expect: (share) => [{ labels: DATA, ...texts("node-a", "/data", humanizePercentage(share)) }],
      }),
  });
};

/** There is room, but no more names for files. */
export const inodesLow = () => {
  const texts = (name: string, mount: string, share: string) => ({
    summary: `${mount} of ${name} has ${share} of its inodes left`,
    description: `The file system ${mount} can take only ${share} of its files yet. When none are left no file can be created, however much room there is.`,
  });
  return alert("NodeInodesLow", {
    parameters: { free: 0.1 },
    expr: ({ free }) => promql`${filesystemFilesFree} < ${free}`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, MOUNT, SHARE),
    runbook: nodeInodesLowRunbook,
    tests: ({ free, for: pending }) =>
      limitTests({
        limit: free,
        beyond: "below",
        pending,
        ratio: true,
        given: (value, time) => withInodes(DATA, value, time),
        expect: (value) => [{ labels: DATA, ...texts("node-a", "/data", humanizePercentage(value)) }],
      }),
  });
};

/** At the pace of the last hours there will be no more names for files within a day. */
export const inodesFillingUp = () => {
  const texts = (name: string, mount: string, share: string) => ({
    summary: `${mount} of ${name} will have no inodes within a day`,
    description: `${share} of the inodes of ${mount} are free, and at the pace of the last hours they are used up within a day.`,
  });
  return alert("NodeInodesFillingUp", {
    parameters: { free: 0.2, window: hours(6), horizon: hours(24) },
    expr: ({ free, window, horizon }) => promql`
      ${filesystemFilesFree} < ${free}
      and predict_linear(${node.filesystemFilesFree}[${window}], ${inSeconds(horizon)}) < 0
    `,
    for: hours(1),
    severity: "warning",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, MOUNT, SHARE),
    runbook: nodeInodesFillingUpRunbook,
    tests: ({ free, window, horizon, for: pending }) =>
      fillingTests({
        free: series(node.filesystemFilesFree, DATA),
        whole: series(node.filesystemFiles, DATA),
        beside: (time) => [series(node.filesystemReadOnly, DATA).constant(0, time)],
        floor: free,
        window,
        horizon,
        pending,
        expect: (share) => [{ labels: DATA, ...texts("node-a", "/data", humanizePercentage(share)) }],
      }),
  });
};

/** The kernel gives up writing to a disk that answers with errors. */
export const filesystemReadOnly = () => {
  const texts = (name: string, mount: string) => ({
    summary: `${mount} of ${name} can no longer be written to`,
    description: `The file system ${mount} was writable within the last day and is read-only now.`,
  });
  return alert("NodeFilesystemReadOnly", {
    parameters: { window: days(1) },
    // Some systems have a root that is read-only from the beginning.
    expr: ({ window }) => promql`
      ${node.filesystemReadOnly} == 1
      and min_over_time(${node.filesystemReadOnly}[${window}]) == 0
    `,
    for: minutes(1),
    severity: "critical",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, MOUNT),
    runbook: nodeFilesystemReadOnlyRunbook,
    tests: ({ window, for: pending }) => {
      const state = series(node.filesystemReadOnly, ROOT);
      const time = plus(times(2, window), pending);
      const interval = minutes(1);
      return [
        fires("read-only for most of a day", {
          given: [
            state.constant(0, minutes(10)).constant(1, time),
            series(node.filesystemReadOnly, DATA).constant(1, time),
          ],
          interval,
          after: plus(minutes(10), times(0.8, window)),
          notBefore: plus(minutes(10), pending, minutes(-1)),
          expect: [{ labels: ROOT, ...texts("node-a", "/") }],
        }),
        silent("read-only from the beginning", { given: [state.constant(1, time)], interval, for: time }),
        silent("writable", { given: [state.constant(0, time)], interval, for: time }),
      ];
    },
  });
};
