/** How much of its limits a container uses: what alerts and panels share. Containers without a limit have no such figure. */
import { minutes, record, type Duration } from "../../model";
import { not, promql } from "../../query";
import { records, series } from "../../testing";
import { kubernetes } from "./metrics";
import type { Select } from "./selection";
import { APP, CLAIM, limitOf, ofContainer, ofVolume, PAUSE, SIDECAR } from "./situation";

const TIME = minutes(20);
const labels = ({ namespace, pod, container }: typeof APP) => ({ namespace, pod, container });
const cpu = (container: typeof APP, cores: number, time: Duration = TIME) =>
  series(kubernetes.cpuSeconds, { ...ofContainer(container), cpu: "total" }).ratePerSecond(cores, time);
const memory = (container: typeof APP, bytes: number) =>
  series(kubernetes.workingSet, ofContainer(container)).constant(bytes, TIME);

/** The pod's own cgroup holds all of its containers, and belongs to none. */
const POD_CGROUP = { ...APP, container: "" };

export const cpuOfLimit = (select: Select) =>
  record("container:cpu_usage_of_limit:ratio_rate5m", {
    help: "Share of its CPU limit that a container uses, over five minutes.",
    unit: "ratio",
    expr: promql`
      max by (namespace, pod, container) (rate(${select(kubernetes.cpuSeconds, { container: not("") })}[5m]))
      / (max by (namespace, pod, container) (${select(kubernetes.limits, { resource: "cpu" })}) > 0)
    `,
    tests: [
      records("containers with a limit, and no others", {
        given: [
          cpu(APP, 0.25),
          cpu({ ...APP, pod: "cart-1" }, 0.1),
          cpu(SIDECAR, 0.3),
          cpu(PAUSE, 0.1),
          cpu(POD_CGROUP, 0.55),
          limitOf(APP, "cpu", 0.5, TIME),
          limitOf({ ...APP, pod: "cart-1" }, "cpu", 0.5, TIME),
          limitOf(APP, "memory", 1000, TIME),
          limitOf(SIDECAR, "cpu", 0, TIME),
          limitOf(POD_CGROUP, "cpu", 0.5, TIME),
        ],
        at: minutes(15),
        expect: [
          { labels: labels(APP), value: 0.5 },
          { labels: labels({ ...APP, pod: "cart-1" }), value: 0.2 },
        ],
      }),
      records("with hardly two samples in five minutes", {
        given: [cpu(APP, 0.25), limitOf(APP, "cpu", 0.5, TIME)],
        interval: minutes(3),
        at: minutes(15),
        expect: [{ labels: labels(APP), value: 0.5 }],
      }),
    ],
  });

export const memoryOfLimit = (select: Select) =>
  record("container:memory_working_set_of_limit:ratio", {
    help: "Share of its memory limit that a container holds and cannot give back.",
    unit: "ratio",
    expr: promql`
      max by (namespace, pod, container) (${select(kubernetes.workingSet, { container: not("") })})
      / (max by (namespace, pod, container) (${select(kubernetes.limits, { resource: "memory" })}) > 0)
    `,
    tests: [
      records("containers with a limit, and no others", {
        given: [
          memory(APP, 0.5),
          memory({ ...APP, pod: "cart-1" }, 100),
          memory(SIDECAR, 300),
          memory(PAUSE, 1),
          memory(POD_CGROUP, 401),
          limitOf(APP, "memory", 1, TIME),
          limitOf({ ...APP, pod: "cart-1" }, "memory", 400, TIME),
          limitOf(APP, "cpu", 0.1, TIME),
          limitOf(SIDECAR, "memory", 0, TIME),
          limitOf(POD_CGROUP, "memory", 500, TIME),
        ],
        at: minutes(15),
        expect: [
          { labels: labels(APP), value: 0.5 },
          { labels: labels({ ...APP, pod: "cart-1" }), value: 0.25 },
        ],
      }),
    ],
  });

/** A volume that several nodes mount is told of by each of them. */
export const volumeAvailable = (select: Select) =>
  record("persistentvolumeclaim:volume_available:ratio", {
    help: "Share of a mounted volume that is free.",
    unit: "ratio",
    expr: promql`
      min by (namespace, persistentvolumeclaim) (${select(kubernetes.volumeAvailable)})
      / (max by (namespace, persistentvolumeclaim) (${select(kubernetes.volumeCapacity)}) > 0)
    `,
    tests: [
      records("a volume of two nodes, one of another claim, and one without a size", {
        given: [
          series(kubernetes.volumeAvailable, ofVolume(CLAIM, "node-a")).constant(0.5, TIME),
          series(kubernetes.volumeAvailable, ofVolume(CLAIM, "node-b")).constant(0.4, TIME),
          series(kubernetes.volumeCapacity, ofVolume(CLAIM, "node-a")).constant(1, TIME),
          series(kubernetes.volumeCapacity, ofVolume(CLAIM, "node-b")).constant(1, TIME),
          series(kubernetes.volumeAvailable, ofVolume({ ...CLAIM, namespace: "bank" })).constant(30, TIME),
          series(kubernetes.volumeCapacity, ofVolume({ ...CLAIM, namespace: "bank" })).constant(40, TIME),
          series(kubernetes.volumeAvailable, ofVolume({ ...CLAIM, persistentvolumeclaim: "empty" })).constant(0, TIME),
          series(kubernetes.volumeCapacity, ofVolume({ ...CLAIM, persistentvolumeclaim: "empty" })).constant(0, TIME),
        ],
        at: minutes(15),
        expect: [
          { labels: CLAIM, value: 0.4 },
          { labels: { ...CLAIM, namespace: "bank" }, value: 0.75 },
        ],
      }),
    ],
  });
