/** Whether copies of the data are made: replicas that keep up, slots that somebody reads, an archive that takes files. */
import { alert, gibibytes, hours, minutes, plus } from "../../../../model";
import { promql } from "../../../../query";
import { fires, humanize1024, humanizeDuration, series, silent, type SeriesBuilder } from "../../../../testing";
import { recurringTests } from "../../../failure-tests";
import { conditionTests, limitTests } from "../../../limit-tests";
import { scraped, SERVER, serverLabels } from "../../server";
import { postgres } from "../metrics";
import { archiveFailingRunbook } from "../runbooks/archive-failing";
import { replicationLagRunbook } from "../runbooks/replication-lag";
import { slotInactiveRunbook } from "../runbooks/slot-inactive";
import { slotRetainsWalRunbook } from "../runbooks/slot-retains-wal";

const LABELS = serverLabels("postgres");
const ORDERS = scraped("postgres");
const SHOP = scraped("postgres", "shop");

/** Whoever reads from the replica sees the past; what it lacks is lost when the primary is. */
export const replicationLag = alert("PostgresReplicationLag", {
  /** Seconds. */
  parameters: { seconds: 60 },
  expr: ({ seconds }) => promql`max by (${SERVER}) (${postgres.replicationLag}) > ${seconds}`,
  for: minutes(5),
  severity: "warning",
  onMissingData: "silent",
  summary: "The replica {{ $labels.instance }} is {{ $value | humanizeDuration }} behind",
  description: ({ seconds }) => `A replica shows data that is more than ${humanizeDuration(seconds)} old.`,
  runbook: replicationLagRunbook,
  tests: ({ seconds, for: pending }) =>
    limitTests({
      limit: seconds,
      pending,
      given: (value, time) => [
        series(postgres.replicationLag, ORDERS).constant(value, time),
        series(postgres.replicationLag, SHOP).constant(0, time),
      ],
      expect: (value) => [
        { labels: LABELS, summary: `The replica ${LABELS.instance} is ${humanizeDuration(value)} behind` },
      ],
    }),
});

/** The server keeps its write-ahead log for somebody who does not fetch it. */
export const slotInactive = alert("PostgresSlotInactive", {
  expr: promql`max by (${SERVER}, slot_name) (${postgres.slotActive}) == 0`,
  for: minutes(15),
  severity: "warning",
  onMissingData: "silent",
  summary: "Nobody reads from the slot {{ $labels.slot_name }} of {{ $labels.instance }}",
  description: "A replication slot has no reader; the server keeps all write-ahead log for it, until the disk is full.",
  runbook: slotInactiveRunbook,
  tests: ({ for: pending }) => {
    const slot = (slot_name: string) => series(postgres.slotActive, { ...ORDERS, slot_name });
    return conditionTests({
      pending,
      bad: (time) => [slot("replica_1").constant(0, time), slot("replica_2").constant(1, time)],
      good: (time) => [slot("replica_1").constant(1, time)],
      expect: [
        {
          labels: { ...LABELS, slot_name: "replica_1" },
          summary: `Nobody reads from the slot replica_1 of ${LABELS.instance}`,
        },
      ],
    });
  },
});

/** The disk fills up. */
export const slotRetainsWal = alert("PostgresSlotRetainsWal", {
  parameters: { bytes: gibibytes(10).bytes },
  expr: ({ bytes }) => promql`max by (${SERVER}, slot_name) (${postgres.slotBehind}) > ${bytes}`,
  for: minutes(15),
  severity: "critical",
  onMissingData: "silent",
  summary: "{{ $labels.instance }} keeps {{ $value | humanize1024 }}B for its slot {{ $labels.slot_name }}",
  description: ({ bytes }) =>
    `The server keeps more than ${humanize1024(bytes)}B of write-ahead log because the reader of a replication slot is that far behind.`,
  runbook: slotRetainsWalRunbook,
  tests: ({ bytes, for: pending }) =>
    limitTests({
      limit: bytes,
      pending,
      given: (value, time) => [
        series(postgres.slotBehind, { ...ORDERS, slot_name: "replica_1" }).constant(value, time),
        series(postgres.slotBehind, { ...ORDERS, slot_name: "replica_2" }).constant(0, time),
      ],
      expect: (value) => [
        {
          labels: { ...LABELS, slot_name: "replica_1" },
          summary: `${LABELS.instance} keeps ${humanize1024(value)}B for its slot replica_1`,
        },
      ],
    }),
});

/** Backups end at the last file that got through. */
export const archiveFailing = alert("PostgresArchiveFailing", {
  expr: promql`
    sum by (${SERVER}) (increase(${postgres.archiveFailed}[15m])) > 0
    unless
    sum by (${SERVER}) (increase(${postgres.archived}[15m])) > 0
  `,
  for: minutes(5),
  severity: "critical",
  onMissingData: "silent",
  summary: "PostgreSQL on {{ $labels.instance }} cannot archive its log",
  description:
    "For longer than a quarter of an hour, each attempt to archive a file of the write-ahead log has failed: the server cannot be put back to any later time.",
  runbook: archiveFailingRunbook,
  tests: ({ for: pending }) => {
    const time = plus(pending, hours(2));
    const failed = series(postgres.archiveFailed, ORDERS);
    const archived = series(postgres.archived, ORDERS);
    const onceInFourteenMinutes = (counted: SeriesBuilder) =>
      Array.from({ length: 10 }).reduce<SeriesBuilder>(
        (built, _, index) => built.constant(index + 1, minutes(14)),
        counted.constant(0, minutes(1)),
      );
    const expect = [{ labels: LABELS, summary: `PostgreSQL on ${LABELS.instance} cannot archive its log` }];
    return [
      silent("while a file gets through in the end, once in fourteen minutes", {
        // An increase takes two samples: the first failure comes when the first file has got through.
        given: [failed.gap(minutes(2)).ratePerSecond(0.1, time), onceInFourteenMinutes(archived)],
        for: hours(2),
      }),
      fires("though it tries once in fourteen minutes only", {
        given: [onceInFourteenMinutes(failed), archived.constant(5, time)],
        // Halfway between two attempts, when the wait is over.
        after: minutes(27 + 14 * Math.ceil(pending.milliseconds / minutes(14).milliseconds)),
        expect,
      }),
      ...recurringTests({
        counted: failed,
        window: minutes(15),
        pending,
        beside: (forHowLong) => [
          archived.constant(5, forHowLong),
          series(postgres.archiveFailed, SHOP).constant(0, forHowLong),
        ],
        expect,
      }),
    ];
  },
});
