/** Who uses a Redis server, and whether its data survives it. */
import { alertLine, query, row, stat, timeSeries } from "../../../../dashboards";
import { promql } from "../../../../query";
import { HERE } from "../../chosen-server";
import { replicaLag } from "../alerts/data";
import { redis } from "../metrics";
import { rate } from "./figures";

export const clientsRow = row("Clients and CPU", [
  timeSeries("Connections", {
    description: "Connections of clients, those of them that wait on purpose, and how many the server takes.",
    unit: "count",
    min: 0,
    width: 6,
    queries: [
      query(promql`max(${redis.clients}${HERE})`, "connected"),
      query(promql`max(${redis.clientsBlocked}${HERE})`, "wait on purpose"),
      query(promql`max(${redis.maxClients}${HERE})`, "limit"),
    ],
    styles: [{ series: "limit", color: "red", dashed: true }],
  }),
  timeSeries("Connections turned away", {
    description: "Connections that were refused because there were too many. Normal is none.",
    unit: "count",
    min: 0,
    width: 6,
    style: "bars",
    queries: [query(promql`max(increase(${redis.connectionsRejected}${HERE}[$__rate_interval]))`, "turned away")],
    styles: [{ series: "turned away", color: "red" }],
  }),
  timeSeries("Traffic", {
    description: "What clients send (upwards) and are sent (downwards).",
    unit: "bytes per second",
    width: 6,
    queries: [query(rate(redis.networkIn), "in"), query(rate(redis.networkOut), "out")],
    styles: [{ series: "out", negative: true }],
  }),
  timeSeries("CPU of the server", {
    description:
      "CPU that the server uses. Commands are carried out by one thread: near one core, they wait for one another.",
    unit: "cores",
    min: 0,
    width: 6,
    stacked: true,
    queries: [query(rate(redis.cpuUser), "itself"), query(rate(redis.cpuSystem), "the kernel for it")],
  }),
]);

const wellOrNot = [
  { value: 1, text: "well", color: "green" },
  { value: 0, text: "failed", color: "red" },
] as const;

export const safetyRow = row("Is the data safe", [
  stat("Last snapshot", {
    description: "Whether the last snapshot of all data could be written.",
    unit: "boolean",
    queries: [query(promql`min(${redis.snapshotSucceeded}${HERE})`, "snapshot")],
    texts: wellOrNot,
    height: 8,
  }),
  stat("Written last", {
    description:
      "When the last snapshot was written. What came after it is lost with the server, unless there is an append-only file.",
    unit: { grafana: "dateTimeFromNow" },
    queries: [query(promql`max(${redis.savedAt}${HERE})`, "snapshot")],
    colored: "nothing",
    height: 8,
  }),
  stat("Append-only file", {
    description: "Whether the last write to the append-only file succeeded. Nothing where the server keeps none.",
    unit: "boolean",
    queries: [query(promql`min(${redis.appendSucceeded}${HERE})`, "append-only file")],
    texts: wellOrNot,
    whenEmpty: "none is kept",
    height: 8,
  }),
  timeSeries("Changes not in a snapshot", {
    description: "Changes since the last snapshot: what is lost if the server ends now and keeps no append-only file.",
    unit: "count",
    min: 0,
    width: 6,
    queries: [query(promql`max(${redis.unsavedChanges}${HERE})`, "changes")],
  }),
  timeSeries("Replicas", {
    description: "On a primary, how long ago each replica was last heard of; they speak up every second.",
    unit: "seconds",
    min: 0,
    width: 6,
    queries: [query(promql`max by (slave_ip) (${redis.replicaLag}${HERE})`, "{{slave_ip}}")],
    thresholds: [alertLine(replicaLag, "seconds")],
    whenEmpty: "no replicas",
  }),
]);
