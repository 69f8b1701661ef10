/** What makes a server slow or stops it in the end: locks, transactions that stay open, dead rows, transaction ids that run out. */
import { alert, hours, inSeconds, minutes, plus, type Duration } from "../../../../model";
import { matches, matchers, promql } from "../../../../query";
import { humanize, humanizeDuration, humanizePercentage, series, silent } from "../../../../testing";
import { limitTests } from "../../../limit-tests";
import { scraped, SERVER, serverLabels } from "../../server";
import { postgres } from "../metrics";
import { cacheHitLowRunbook } from "../runbooks/cache-hit-low";
import { deadlocksRunbook } from "../runbooks/deadlocks";
import { deadRowsRunbook } from "../runbooks/dead-rows";
import { idleInTransactionRunbook } from "../runbooks/idle-in-transaction";
import { longTransactionRunbook } from "../runbooks/long-transaction";
import { wraparoundRunbook } from "../runbooks/wraparound";

const LABELS = serverLabels("postgres");
const ORDERS = { ...scraped("postgres"), datname: "orders" };

/** The server ends one of several transactions that wait for each other. */
export const deadlocks = alert("PostgresDeadlocks", {
  /** Within ten minutes. */
  parameters: { deadlocks: 5 },
  expr: ({ deadlocks }) => promql`
    sum by (${SERVER}, datname) (increase(${postgres.deadlocks}[10m])) > ${deadlocks}
  `,
  for: minutes(1),
  severity: "warning",
  onMissingData: "silent",
  summary: "{{ $value | humanize }} deadlocks in {{ $labels.datname }} on {{ $labels.instance }}",
  description: ({ deadlocks }) =>
    `Within ten minutes, more than ${deadlocks} transactions were ended because they and others waited for each other.`,
  runbook: deadlocksRunbook,
  tests: ({ deadlocks, for: pending }) =>
    limitTests({
      limit: deadlocks,
      pending,
      window: minutes(10),
      addsUp: true,
      given: (value, time) => [
        series(postgres.deadlocks, ORDERS).ratePerSecond(value / 600, time),
        series(postgres.deadlocks, { ...ORDERS, datname: "shop" }).ratePerSecond(0, time),
      ],
      expect: (value) => [
        {
          labels: { ...LABELS, datname: "orders" },
          summary: `${humanize(value)} deadlocks in orders on ${LABELS.instance}`,
        },
      ],
    }),
});

/** Connections of applications, in such a state. */
const open = (state: ReturnType<typeof matches> | string) =>
  promql`max by (${SERVER}, datname, usename) (${postgres.transactionAge}{${matchers({ backend_type: "client backend", state })}})`;

const transactionTests = (
  states: readonly [counted: string, other: string],
  seconds: number,
  pending: Duration,
  summary: (age: string) => string,
) =>
  limitTests({
    limit: seconds,
    pending,
    given: (value, time) => {
      const transaction = (state: string, backend_type: string, age: number, usename = "app") =>
        series(postgres.transactionAge, { ...ORDERS, usename, state, backend_type }).constant(age, time);
      return [
        transaction(states[0], "client backend", value),
        transaction(states[0], "client backend", 1, "report"),
        transaction(states[0], "autovacuum worker", 10 * value),
        transaction(states[1], "client backend", 20 * value),
      ];
    },
    expect: (value) => [
      { labels: { ...LABELS, datname: "orders", usename: "app" }, summary: summary(humanizeDuration(value)) },
    ],
  });

/** A statement that does not end holds its locks, and keeps dead rows from being cleared away. */
export const longTransaction = alert("PostgresLongTransaction", {
  parameters: { age: minutes(30) },
  expr: ({ age }) => promql`${open("active")} > ${inSeconds(age)}`,
  for: minutes(1),
  severity: "warning",
  onMissingData: "silent",
  summary:
    "A transaction of {{ $labels.usename }} in {{ $labels.datname }} on {{ $labels.instance }} has run for {{ $value | humanizeDuration }}",
  description: ({ age }) => `A transaction has been at work for more than ${humanizeDuration(inSeconds(age))}.`,
  runbook: longTransactionRunbook,
  tests: ({ age, for: pending }) =>
    transactionTests(
      ["active", "idle in transaction"],
      inSeconds(age),
      pending,
      (text) => `A transaction of app in orders on ${LABELS.instance} has run for ${text}`,
    ),
});

/** An application has begun a transaction and forgotten it. */
export const idleInTransaction = alert("PostgresIdleInTransaction", {
  parameters: { age: minutes(10) },
  expr: ({ age }) => promql`${open(matches("idle in transaction.*"))} > ${inSeconds(age)}`,
  for: minutes(1),
  severity: "warning",
  onMissingData: "silent",
  summary:
    "A transaction of {{ $labels.usename }} in {{ $labels.datname }} on {{ $labels.instance }} has been idle for {{ $value | humanizeDuration }}",
  description: ({ age }) =>
    `A connection began a transaction more than ${humanizeDuration(inSeconds(age))} ago, and does nothing with it.`,
  runbook: idleInTransactionRunbook,
  tests: ({ age, for: pending }) =>
    transactionTests(
      ["idle in transaction (aborted)", "active"],
      inSeconds(age),
      pending,
      (text) => `A transaction of app in orders on ${LABELS.instance} has been idle for ${text}`,
    ),
});

/** Memory no longer holds what is read. */
export const cacheHitLow = alert("PostgresCacheHitLow", {
  /** `blocks`: per second, below which the share says nothing. */
  parameters: { share: 0.9, blocks: 100 },
  expr: ({ share, blocks }) => promql`
    sum by (${SERVER}, datname) (rate(${postgres.blocksHit}[15m]))
    / (
      sum by (${SERVER}, datname) (rate(${postgres.blocksHit}[15m]))
      + sum by (${SERVER}, datname) (rate(${postgres.blocksRead}[15m]))
      > ${blocks}
    )
    < ${share}
  `,
  for: hours(1),
  severity: "info",
  onMissingData: "silent",
  summary:
    "{{ $labels.datname }} on {{ $labels.instance }} finds {{ $value | humanizePercentage }} of its blocks in the cache",
  description: ({ share }) =>
    `Less than ${humanizePercentage(share)} of the blocks that were read over a quarter of an hour were in PostgreSQL's own cache.`,
  runbook: cacheHitLowRunbook,
  tests: ({ share, blocks, for: pending }) => {
    const read = (hit: number, perSecond: number, time: Duration) => [
      series(postgres.blocksHit, ORDERS).ratePerSecond(hit * perSecond, time),
      series(postgres.blocksRead, ORDERS).ratePerSecond((1 - hit) * perSecond, time),
    ];
    return [
      ...limitTests({
        limit: share,
        pending,
        beyond: "below",
        ratio: true,
        window: minutes(15),
        given: (value, time) => [
          ...read(value, 1.5 * blocks, time),
          series(postgres.blocksHit, { ...ORDERS, datname: "shop" }).ratePerSecond(2 * blocks, time),
          series(postgres.blocksRead, { ...ORDERS, datname: "shop" }).ratePerSecond(0, time),
        ],
        expect: (value) => [
          {
            labels: { ...LABELS, datname: "orders" },
            summary: `orders on ${LABELS.instance} finds ${humanizePercentage(value)} of its blocks in the cache`,
          },
        ],
      }),
      silent("while hardly anything is read", {
        given: read(0.5 * share, 0.95 * blocks, plus(pending, hours(1))),
        for: plus(pending, hours(1)),
      }),
    ];
  },
});

/** Tables and indexes grow, and get slower to read. */
export const deadRows = alert("PostgresDeadRows", {
  /** `rows`: tables that are smaller do not matter. */
  parameters: { share: 0.2, rows: 100_000 },
  expr: ({ share, rows }) => promql`
    max by (${SERVER}, datname, schemaname, relname) (${postgres.deadRows})
    / (
      max by (${SERVER}, datname, schemaname, relname) (${postgres.deadRows})
      + max by (${SERVER}, datname, schemaname, relname) (${postgres.liveRows})
      > ${rows}
    )
    > ${share}
  `,
  for: hours(1),
  severity: "warning",
  onMissingData: "silent",
  summary:
    "{{ $value | humanizePercentage }} of the rows of {{ $labels.schemaname }}.{{ $labels.relname }} on {{ $labels.instance }} are dead",
  description: ({ share }) =>
    `More than ${humanizePercentage(share)} of the row versions of a large table are of no use to anybody, and were not cleared away.`,
  runbook: deadRowsRunbook,
  tests: ({ share, rows, for: pending }) => {
    const table = (relname: string, dead: number, all: number, time: Duration) => {
      const labels = { ...ORDERS, schemaname: "public", relname };
      return [
        series(postgres.deadRows, labels).constant(dead * all, time),
        series(postgres.liveRows, labels).constant((1 - dead) * all, time),
      ];
    };
    const time = plus(pending, minutes(10));
    return [
      ...limitTests({
        limit: share,
        pending,
        ratio: true,
        interval: minutes(5),
        given: (value, forHowLong) => [
          ...table("items", value, 1.5 * rows, forHowLong),
          ...table("customers", 0, 2 * rows, forHowLong),
        ],
        expect: (value) => [
          {
            labels: { ...LABELS, datname: "orders", schemaname: "public", relname: "items" },
            summary: `${humanizePercentage(value)} of the rows of public.items on ${LABELS.instance} are dead`,
          },
        ],
      }),
      silent("in a small table", { given: table("settings", 0.9, 0.95 * rows, time), for: time, interval: minutes(5) }),
    ];
  },
});

/** When they run out, the server takes no more writes. */
export const wraparound = alert("PostgresWraparound", {
  /** Of about 2.1 thousand millions; the server itself begins to freeze rows at 0.2. */
  parameters: { transactions: 1_000_000_000 },
  expr: ({ transactions }) => promql`max by (${SERVER}, datname) (${postgres.transactionIdAge}) > ${transactions}`,
  for: minutes(10),
  severity: "critical",
  onMissingData: "silent",
  summary: "{{ $labels.datname }} on {{ $labels.instance }} is {{ $value | humanize }} transactions old",
  description: ({ transactions }) =>
    `Since the oldest row that is not frozen, more than ${humanize(transactions)} transactions have begun; at 2.1G the server takes no more writes.`,
  runbook: wraparoundRunbook,
  tests: ({ transactions, for: pending }) =>
    limitTests({
      limit: transactions,
      pending,
      given: (value, time) => [
        series(postgres.transactionIdAge, ORDERS).constant(value, time),
        series(postgres.transactionIdAge, { ...ORDERS, datname: "shop" }).constant(1, time),
      ],
      expect: (value) => [
        {
          labels: { ...LABELS, datname: "orders" },
          summary: `orders on ${LABELS.instance} is ${humanize(value)} transactions old`,
        },
      ],
    }),
});
