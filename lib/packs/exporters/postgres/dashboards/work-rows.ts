/** Connections of a PostgreSQL server, what they wait for, and what they do. */
import { alertLine, query, row, timeSeries } from "../../../../dashboards";
import { promql } from "../../../../query";
import { HERE } from "../../chosen-server";
import { connectionsExhausted, connectionsHigh } from "../alerts/availability";
import { cacheHitLow, idleInTransaction, longTransaction } from "../alerts/health";
import { postgres } from "../metrics";
import { cacheHits, connectionsUsed, ofClients, rateOf, ratesOf } from "./figures";

export const connectionsRow = row("Connections", [
  timeSeries("Connections by state", {
    description:
      'What the connections do. Idle ones cost memory only; "idle in transaction" hold locks and do nothing with them.',
    unit: "count",
    min: 0,
    width: 8,
    stacked: true,
    queries: [
      query(
        promql`
          sum by (state) (
            max by (datname, state, usename, application_name, backend_type, wait_event_type, wait_event) (
              ${postgres.activity}${HERE}
            )
          )
        `,
        "{{state}}",
      ),
    ],
  }),
  timeSeries("Connections of the limit", {
    description: "Share of the connections that ordinary users can have. At 100% new ones are turned away.",
    unit: "ratio",
    min: 0,
    width: 8,
    queries: [query(connectionsUsed, "in use")],
    thresholds: [alertLine(connectionsHigh, "share"), alertLine(connectionsExhausted, "share")],
  }),
  timeSeries("Connections by database", {
    description: "Whose connections they are. One database that grows alone points at one application and its pool.",
    unit: "count",
    min: 0,
    width: 8,
    queries: [query(promql`max by (datname) (${postgres.connections}${HERE})`, "{{datname}}")],
  }),
]);

export const waitingRow = row("Who waits for whom", [
  timeSeries("Oldest transactions", {
    description:
      "Age of the oldest open transaction by what it does. Active for long is a query that does not end, idle for long an application that forgot it.",
    unit: "seconds",
    min: 0,
    width: 8,
    queries: [query(promql`max by (state) (${ofClients(postgres.transactionAge)})`, "{{state}}")],
    thresholds: [alertLine(idleInTransaction, "age"), alertLine(longTransaction, "age")],
  }),
  timeSeries("Locks by mode", {
    description:
      "Locks that are held. AccessShare comes with each query and keeps nearly nothing out; AccessExclusive keeps all out, queries too.",
    unit: "count",
    min: 0,
    width: 8,
    queries: [query(promql`sum by (mode) (max by (datname, mode) (${postgres.locks}${HERE}))`, "{{mode}}")],
  }),
  timeSeries("Deadlocks", {
    description: "Transactions that were ended because they waited for each other. Normal is none.",
    unit: "count",
    min: 0,
    width: 8,
    style: "bars",
    stacked: true,
    queries: [
      query(promql`max by (datname) (increase(${postgres.deadlocks}${HERE}[$__rate_interval]))`, "{{datname}}"),
    ],
  }),
]);

export const workRow = row("Work", [
  timeSeries("Transactions by outcome", {
    description: "Transactions per second. Many that are taken back are errors of applications, or conflicts.",
    unit: "per second",
    min: 0,
    width: 6,
    queries: [query(ratesOf(postgres.committed), "committed"), query(ratesOf(postgres.rolledBack), "rolled back")],
    styles: [{ series: "rolled back", color: "red" }],
  }),
  timeSeries("Rows", {
    description: "Rows that queries get and change. Far more read than got means that indexes are missing.",
    unit: "per second",
    min: 0,
    width: 6,
    queries: [
      query(ratesOf(postgres.rowsReturned), "read"),
      query(ratesOf(postgres.rowsFetched), "got by index"),
      query(ratesOf(postgres.rowsInserted), "inserted"),
      query(ratesOf(postgres.rowsUpdated), "updated"),
      query(ratesOf(postgres.rowsDeleted), "deleted"),
    ],
  }),
  timeSeries("Found in cache by database", {
    description:
      "Share of the blocks that queries needed which the server had in its own memory. Above 99% is usual for applications, less for reports.",
    unit: "ratio",
    max: 1,
    width: 6,
    queries: [query(cacheHits, "{{datname}}")],
    thresholds: [alertLine(cacheHitLow, "share", { below: true })],
  }),
  timeSeries("Written to temporary files", {
    description:
      "What did not fit into the memory of a query (work_mem), and went to disk. Now and then is normal, all the time is slow.",
    unit: "bytes per second",
    min: 0,
    width: 6,
    queries: [query(rateOf(postgres.temporaryBytes), "{{datname}}")],
  }),
]);
