/** Disks of one machine: how full, how busy, how slow. */
import { alertLine, now, query, row, table, timeSeries } from "../../../dashboards";
import type { Expression, Metric } from "../../../model";
import { promql } from "../../../query";
import { filesystemLow, inodesLow } from "../alerts/filesystems";
import { diskSaturated } from "../alerts/resources";
import { node } from "../metrics";
import { filesystemAvailable, filesystemFilesFree } from "../rules";
import { HERE } from "./chosen";

const BY_FILESYSTEM = ["mountpoint", "device", "fstype"] as const;
const below = { below: true } as const;

const rate = (metric: Metric): Expression => promql`sum by (device) (rate(${metric}${HERE}[$__rate_interval]))`;

/** What one operation took on average. */
const latency = (time: Metric, operations: Metric): Expression => promql`${rate(time)} / (${rate(operations)} > 0)`;

const READ_AND_WRITTEN = [{ series: "/ written$/", negative: true }] as const;

export const filesystemsRow = row("Room on disks", [
  table("File systems", {
    description:
      "How much room each file system has left, for bytes and for files. What lives in memory or is mounted read-only is left out.",
    width: 12,
    queries: [
      now(promql`min by (${BY_FILESYSTEM}) (${filesystemAvailable}${HERE})`),
      now(promql`min by (${BY_FILESYSTEM}) (${filesystemFilesFree}${HERE})`),
      now(promql`max by (${BY_FILESYSTEM}) (${node.filesystemSize}{instance="$instance",fstype!="tmpfs"})`),
    ],
    columns: [
      { of: "mountpoint", title: "Mounted at" },
      { of: "device", title: "Device" },
      { of: "fstype", title: "Type", width: 70 },
      { of: 2, title: "Size", unit: "bytes", width: 100 },
      {
        of: 0,
        title: "Free",
        unit: "ratio",
        width: 90,
        shownAs: "colored text",
        thresholds: [alertLine(filesystemLow(), "free", below)],
      },
      {
        of: 1,
        title: "Inodes free",
        unit: "ratio",
        width: 100,
        shownAs: "colored text",
        thresholds: [alertLine(inodesLow(), "free", below)],
      },
    ],
    sortBy: { title: "Free", descending: false },
  }),
  timeSeries("Room left by file system", {
    description:
      "Share of each file system that is free. A saw's teeth are normal where something cleans up; a slope that never turns is not.",
    unit: "ratio",
    min: 0,
    max: 1,
    queries: [query(promql`min by (mountpoint) (${filesystemAvailable}${HERE})`, "{{mountpoint}}")],
    thresholds: [alertLine(filesystemLow(), "free", below)],
  }),
]);

export const disksRow = row("Work of disks", [
  timeSeries("Disks busy", {
    description:
      "Share of the time in which a disk had something to do. Solid disks do much at once: near 100% they may still be far from their limit.",
    unit: "ratio",
    min: 0,
    width: 8,
    queries: [query(rate(node.diskBusyTime), "{{device}}")],
  }),
  timeSeries("Operations under way", {
    description: "How many operations a disk has before it on average: those at work and those that wait.",
    unit: "count",
    min: 0,
    width: 8,
    queries: [query(rate(node.diskWeightedTime), "{{device}}")],
    thresholds: [alertLine(diskSaturated(), "queue")],
  }),
  timeSeries("Time of an operation", {
    description:
      "What one read and one write took on average, waiting included. Solid disks answer within a millisecond or two, turning ones within twenty.",
    unit: "seconds",
    min: 0,
    width: 8,
    queries: [
      query(latency(node.diskReadTime, node.diskReads), "{{device}} read"),
      query(latency(node.diskWriteTime, node.diskWrites), "{{device}} written"),
    ],
  }),
  timeSeries("Bytes read and written", {
    description: "What is read from a disk (upwards) and written to it (downwards).",
    unit: "bytes per second",
    queries: [
      query(rate(node.diskReadBytes), "{{device}} read"),
      query(rate(node.diskWrittenBytes), "{{device}} written"),
    ],
    styles: READ_AND_WRITTEN,
  }),
  timeSeries("Reads and writes", {
    description:
      "Reads (upwards) and writes (downwards) that a disk does. Disks of clouds are often limited in these, and slow down suddenly at the limit.",
    unit: "per second",
    queries: [query(rate(node.diskReads), "{{device}} read"), query(rate(node.diskWrites), "{{device}} written")],
    styles: READ_AND_WRITTEN,
  }),
]);
