/** What a Redis server does, and what its data takes. */
import { alertLine, highest, query, row, timeSeries } from "../../../../dashboards";
import { promql } from "../../../../query";
import { HERE } from "../../chosen-server";
import { evicting, keysMissed, slow } from "../alerts/load";
import { redis } from "../metrics";
import { commandTime, rate, rateByCommand } from "./figures";

export const workRow = row("Work", [
  timeSeries("Commands by name", {
    description: "The commands that are carried out most often.",
    unit: "per second",
    min: 0,
    width: 6,
    queries: [query(highest(8, rateByCommand(redis.commands)), "{{cmd}}")],
  }),
  timeSeries("Where the time goes", {
    description:
      "Share of the server's time that the commands take which take most. One command at a time is carried out: at 100% all wait.",
    unit: "ratio",
    min: 0,
    width: 6,
    stacked: true,
    queries: [query(highest(8, rateByCommand(redis.commandSeconds)), "{{cmd}}")],
  }),
  timeSeries("Time of a command by name", {
    description:
      "What one command takes on average, of the slowest. Commands that walk over all keys (KEYS, SMEMBERS of large sets) stand out.",
    unit: "seconds",
    min: 0,
    width: 6,
    queries: [
      query(
        highest(8, promql`${rateByCommand(redis.commandSeconds)} / (${rateByCommand(redis.commands)} > 0)`),
        "{{cmd}}",
      ),
      query(commandTime, "all"),
    ],
    thresholds: [alertLine(slow, "seconds")],
    styles: [{ series: "all", color: "text", dashed: true }],
  }),
  timeSeries("Reads that miss", {
    description:
      "Share of the reads that do not find their key. In a cache, each of them is work for what stands behind it.",
    unit: "ratio",
    min: 0,
    max: 1,
    width: 6,
    queries: [
      query(promql`${rate(redis.keyMisses)} / (${rate(redis.keyMisses)} + ${rate(redis.keyHits)} > 0)`, "missed"),
    ],
    thresholds: [alertLine(keysMissed, "share")],
  }),
]);

export const memoryRow = row("Memory and keys", [
  timeSeries("Memory", {
    description:
      "What data and buffers take, what the process has of the system, and what it may take. Far more of the system than in use is memory in pieces.",
    unit: "bytes",
    min: 0,
    width: 8,
    queries: [
      query(promql`max(${redis.memoryUsed}${HERE})`, "in use"),
      query(promql`max(${redis.memoryResident}${HERE})`, "of the system"),
      query(promql`max(${redis.memoryMax}${HERE}) > 0`, "limit"),
    ],
    styles: [{ series: "limit", color: "red", dashed: true }],
  }),
  timeSeries("Keys by database", {
    description:
      "How many keys there are, and how many of them have a time to live. Keys without one stay until somebody removes them.",
    unit: "count",
    min: 0,
    width: 8,
    queries: [
      query(promql`max by (db) (${redis.keys}${HERE}) > 0`, "{{db}}"),
      query(promql`max by (db) (${redis.keysExpiring}${HERE}) > 0`, "{{db}} with an end"),
    ],
  }),
  timeSeries("Keys that go", {
    description: "Keys whose time has ended, and keys that are thrown away before their time to make room.",
    unit: "per second",
    min: 0,
    width: 8,
    queries: [query(rate(redis.expiredKeys), "ended"), query(rate(redis.evictedKeys), "thrown away")],
    thresholds: [alertLine(evicting, "keys")],
    styles: [{ series: "thrown away", color: "red" }],
  }),
]);
