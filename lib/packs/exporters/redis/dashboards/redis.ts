/** One Redis or Valkey server: whether it answers, how full it is, how fast, and whether its data is safe. */
import { alertLine, dashboard, query, stat, top } from "../../../../dashboards";
import { promql } from "../../../../query";
import { alertsOfServer, HERE, serverVariables } from "../../chosen-server";
import { clientsHigh } from "../alerts/availability";
import { evicting, memoryHigh, slow } from "../alerts/load";
import { redis } from "../metrics";
import { clientsUsed, commandTime, memoryUsed, rate, rateByCommand } from "./figures";
import { clientsRow, safetyRow } from "./clients-rows";
import { memoryRow, workRow } from "./work-rows";

const figures = top([
  stat("Server", {
    description: "Whether the exporter can connect to the server.",
    unit: "boolean",
    queries: [query(promql`max(${redis.up}${HERE})`, "answers")],
    texts: [
      { value: 1, text: "answers", color: "green" },
      { value: 0, text: "down", color: "red" },
    ],
  }),
  stat("Memory in use", {
    description:
      "Share of the memory that the server may take. At 100% it throws keys away or refuses writes, as it is told.",
    unit: "ratio",
    queries: [query(memoryUsed, "in use")],
    thresholds: [alertLine(memoryHigh, "share")],
    sparkline: true,
    whenEmpty: "no limit",
  }),
  stat("Connections in use", {
    description: "Share of the connections that the server takes. At 100% new ones are turned away.",
    unit: "ratio",
    queries: [query(clientsUsed, "in use")],
    thresholds: [alertLine(clientsHigh, "share")],
    sparkline: true,
  }),
  stat("Commands", {
    description: "Commands that the server carries out per second.",
    unit: "per second",
    queries: [query(promql`sum(${rateByCommand(redis.commands)})`, "commands")],
    colored: "nothing",
    sparkline: true,
  }),
  stat("Time of a command", {
    description: "What one command takes on average. Microseconds are usual; while one runs, all others wait.",
    unit: "seconds",
    queries: [query(commandTime, "on average")],
    thresholds: [alertLine(slow, "seconds")],
    sparkline: true,
  }),
  stat("Keys thrown away", {
    description: "Keys per second that are removed before their time to make room.",
    unit: "per second",
    queries: [query(rate(redis.evictedKeys), "thrown away")],
    thresholds: [alertLine(evicting, "keys")],
    sparkline: true,
  }),
]);

export const redisDashboard = dashboard("redis", {
  title: "Redis",
  description: "Whether a Redis or Valkey server answers, how full and how fast it is, and whether its data is safe.",
  tags: ["redis", "exporter"],
  variables: serverVariables(redis.up),
  annotations: [alertsOfServer("Redis.+")],
  links: [
    { title: "Home", to: { dashboard: "home" } },
    { title: "Exporters", tag: "exporter" },
  ],
  rows: [figures, workRow, memoryRow, clientsRow, safetyRow],
});
