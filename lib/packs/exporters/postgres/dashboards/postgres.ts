/** One PostgreSQL server: whether it answers, who waits, what grows. */
import { alertLine, dashboard, line, query, stat, top } from "../../../../dashboards";
import { promql } from "../../../../query";
import { alertsOfServer, HERE, serverVariables } from "../../chosen-server";
import { connectionsExhausted, connectionsHigh } from "../alerts/availability";
import { cacheHitLow, longTransaction } from "../alerts/health";
import { replicationLag } from "../alerts/replication";
import { postgres } from "../metrics";
import { replicationRow, spaceRow } from "./data-rows";
import { cacheHits, connectionsUsed, ofClients, ratesOf } from "./figures";
import { connectionsRow, waitingRow, workRow } from "./work-rows";

const figures = top([
  stat("Server", {
    description: "Whether the exporter can connect to the server.",
    unit: "boolean",
    queries: [query(promql`max(${postgres.up}${HERE})`, "answers")],
    texts: [
      { value: 1, text: "answers", color: "green" },
      { value: 0, text: "down", color: "red" },
    ],
  }),
  stat("Connections in use", {
    description: "Share of the connections that ordinary users can have. At 100% new ones are turned away.",
    unit: "ratio",
    queries: [query(connectionsUsed, "in use")],
    thresholds: [alertLine(connectionsHigh, "share"), alertLine(connectionsExhausted, "share")],
    sparkline: true,
  }),
  stat("Transactions", {
    description: "Transactions per second of all databases, carried out or taken back.",
    unit: "per second",
    queries: [query(promql`${ratesOf(postgres.committed)} + ${ratesOf(postgres.rolledBack)}`, "transactions")],
    colored: "nothing",
    sparkline: true,
  }),
  stat("Found in cache", {
    description: "Share of the blocks that queries needed which the server had in its own memory.",
    unit: "ratio",
    queries: [query(promql`min(${cacheHits})`, "worst database")],
    thresholds: [alertLine(cacheHitLow, "share", { below: true })],
    sparkline: true,
  }),
  stat("Oldest transaction", {
    description:
      "How long the oldest transaction at work has been open. It holds its locks, and keeps dead rows from being cleared away.",
    unit: "seconds",
    queries: [query(promql`max(${ofClients(postgres.transactionAge)}) or vector(0)`, "oldest")],
    thresholds: [alertLine(longTransaction, "age")],
  }),
  stat("Behind the primary", {
    description: "How old the data is that a replica shows; 0 on a primary.",
    unit: "seconds",
    queries: [query(promql`max(${postgres.replicationLag}${HERE})`, "behind")],
    thresholds: [line(0, "green"), alertLine(replicationLag, "seconds")],
  }),
]);

export const postgresDashboard = dashboard("postgres", {
  title: "PostgreSQL",
  description:
    "Whether a PostgreSQL server answers, what its connections wait for, and what grows until something breaks.",
  tags: ["postgres", "exporter"],
  variables: serverVariables(postgres.up),
  annotations: [alertsOfServer("Postgres.+")],
  links: [
    { title: "Home", to: { dashboard: "home" } },
    { title: "Exporters", tag: "exporter" },
  ],
  rows: [figures, connectionsRow, waitingRow, workRow, replicationRow, spaceRow],
});
