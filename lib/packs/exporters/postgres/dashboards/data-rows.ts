/** Replication of a PostgreSQL server, its write-ahead log, and what its data takes. */
import { alertLine, now, query, row, table, timeSeries } from "../../../../dashboards";
import { promql } from "../../../../query";
import { HERE } from "../../chosen-server";
import { deadRows, wraparound } from "../alerts/health";
import { replicationLag, slotRetainsWal } from "../alerts/replication";
import { postgres } from "../metrics";

export const replicationRow = row("Replication and write-ahead log", [
  timeSeries("Lag of the replica", {
    description: "How old the data is that a replica shows; 0 on a primary.",
    unit: "seconds",
    min: 0,
    width: 8,
    queries: [query(promql`max(${postgres.replicationLag}${HERE})`, "behind")],
    thresholds: [alertLine(replicationLag, "seconds")],
  }),
  timeSeries("Write-ahead log on disk", {
    description:
      "Size of the log, and how much of it is kept for each slot. A slot that nobody reads keeps the log until the disk is full.",
    unit: "bytes",
    min: 0,
    width: 8,
    queries: [
      query(promql`max(${postgres.logSize}${HERE})`, "all"),
      query(promql`max by (slot_name) (${postgres.slotBehind}${HERE})`, "for {{slot_name}}"),
    ],
    thresholds: [alertLine(slotRetainsWal, "bytes")],
  }),
  timeSeries("Archived files", {
    description:
      "Files of the log that were archived, and attempts that failed. Without new ones, the server cannot be put back to a later time.",
    unit: "count",
    min: 0,
    width: 8,
    style: "bars",
    queries: [
      query(promql`max(increase(${postgres.archived}${HERE}[$__rate_interval]))`, "archived"),
      query(promql`max(increase(${postgres.archiveFailed}${HERE}[$__rate_interval]))`, "failed"),
    ],
    styles: [{ series: "failed", color: "red" }],
  }),
]);

const OF_TABLE = ["datname", "schemaname", "relname"] as const;

export const spaceRow = row("Data", [
  timeSeries("Size by database", {
    description: "What each database takes on disk.",
    unit: "bytes",
    min: 0,
    width: 6,
    queries: [query(promql`max by (datname) (${postgres.databaseSize}${HERE})`, "{{datname}}")],
  }),
  timeSeries("Transactions since the oldest frozen row", {
    description:
      "A sawtooth up to 200 million is normal, because vacuum freezes rows. At 2.1 thousand millions the server takes no more writes.",
    unit: "count",
    min: 0,
    width: 6,
    queries: [query(promql`max by (datname) (${postgres.transactionIdAge}${HERE})`, "{{datname}}")],
    thresholds: [alertLine(wraparound, "transactions")],
  }),
  table("Tables with most dead rows", {
    description:
      "Versions of rows that nobody needs any more, beside those that are needed. Vacuum clears them away, unless an old transaction keeps it from doing so.",
    width: 12,
    queries: [
      now(promql`topk(20, max by (${OF_TABLE}) (${postgres.deadRows}${HERE}))`),
      now(promql`max by (${OF_TABLE}) (${postgres.liveRows}${HERE})`),
      now(promql`
        max by (${OF_TABLE}) (${postgres.deadRows}${HERE})
        / (max by (${OF_TABLE}) (${postgres.deadRows}${HERE}) + max by (${OF_TABLE}) (${postgres.liveRows}${HERE}) > 0)
      `),
    ],
    columns: [
      { of: "datname", title: "Database", width: 120 },
      { of: "relname", title: "Table" },
      { of: 0, title: "Dead rows", unit: "count", width: 110 },
      { of: 1, title: "Rows", unit: "count", width: 100 },
      {
        of: 2,
        title: "Dead",
        unit: "ratio",
        width: 80,
        shownAs: "colored text",
        thresholds: [alertLine(deadRows, "share")],
      },
    ],
    sortBy: { title: "Dead rows", descending: true },
  }),
]);
