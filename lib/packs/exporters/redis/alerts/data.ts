/** Whether the data is safe: copies on replicas and on disk. */
import { alert, minutes } from "../../../../model";
import { promql } from "../../../../query";
import { humanizeDuration, series } from "../../../../testing";
import { conditionTests, limitTests } from "../../../limit-tests";
import { scraped, SERVER, serverLabels } from "../../server";
import { redis } from "../metrics";
import { appendFailingRunbook } from "../runbooks/append-failing";
import { replicaLagRunbook } from "../runbooks/replica-lag";
import { replicationDownRunbook } from "../runbooks/replication-down";
import { snapshotFailingRunbook } from "../runbooks/snapshot-failing";

const LABELS = serverLabels("redis");
const ORDERS = scraped("redis");
const SHOP = scraped("redis", "shop");

/** The replica goes on with what it had. */
export const replicationDown = alert("RedisReplicationDown", {
  expr: promql`max by (${SERVER}, master_host) (${redis.primaryLink}) == 0`,
  for: minutes(5),
  severity: "critical",
  onMissingData: "silent",
  summary: "The replica {{ $labels.instance }} is cut off from {{ $labels.master_host }}",
  description: "A replica has no connection to its primary: it shows old data, and lacks all that is written now.",
  runbook: replicationDownRunbook,
  tests: ({ for: pending }) => {
    const link = (labels: typeof ORDERS) =>
      series(redis.primaryLink, { ...labels, master_host: "orders-0.data.svc", master_port: "6379" });
    return conditionTests({
      pending,
      bad: (time) => [link(ORDERS).constant(0, time), link(SHOP).constant(1, time)],
      good: (time) => [link(ORDERS).constant(1, time)],
      expect: [
        {
          labels: { ...LABELS, master_host: "orders-0.data.svc" },
          summary: `The replica ${LABELS.instance} is cut off from orders-0.data.svc`,
        },
      ],
    });
  },
});

/** What the replica lacks is lost when the primary is. */
export const replicaLag = alert("RedisReplicaLag", {
  /** Seconds; a replica speaks up every second. */
  parameters: { seconds: 30 },
  expr: ({ seconds }) => promql`max by (${SERVER}, slave_ip) (${redis.replicaLag}) > ${seconds}`,
  for: minutes(5),
  severity: "warning",
  onMissingData: "silent",
  summary:
    "Redis on {{ $labels.instance }} last heard of its replica {{ $labels.slave_ip }} {{ $value | humanizeDuration }} ago",
  description: ({ seconds }) =>
    `A primary has had no word of a replica for more than ${humanizeDuration(seconds)}, though it should come every second.`,
  runbook: replicaLagRunbook,
  tests: ({ seconds, for: pending }) =>
    limitTests({
      limit: seconds,
      pending,
      given: (value, time) => {
        const lag = (slave_ip: string, now: number) =>
          series(redis.replicaLag, { ...ORDERS, slave_ip, slave_port: "6379", slave_state: "online" }).constant(
            now,
            time,
          );
        return [lag("10.0.0.7", value), lag("10.0.0.8", 0)];
      },
      expect: (value) => [
        {
          labels: { ...LABELS, slave_ip: "10.0.0.7" },
          summary: `Redis on ${LABELS.instance} last heard of its replica 10.0.0.7 ${humanizeDuration(value)} ago`,
        },
      ],
    }),
});

/** A restart loses what came after the last snapshot; unless set otherwise, the server takes no more writes either. */
export const snapshotFailing = alert("RedisSnapshotFailing", {
  expr: promql`min by (${SERVER}) (${redis.snapshotSucceeded}) == 0`,
  for: minutes(5),
  severity: "critical",
  onMissingData: "silent",
  summary: "Redis on {{ $labels.instance }} cannot write its snapshot",
  description: "The last attempt to write all data to disk failed.",
  runbook: snapshotFailingRunbook,
  tests: ({ for: pending }) =>
    conditionTests({
      pending,
      bad: (time) => [
        series(redis.snapshotSucceeded, ORDERS).constant(0, time),
        series(redis.snapshotSucceeded, SHOP).constant(1, time),
      ],
      good: (time) => [series(redis.snapshotSucceeded, ORDERS).constant(1, time)],
      expect: [{ labels: LABELS, summary: `Redis on ${LABELS.instance} cannot write its snapshot` }],
    }),
});

/** The server refuses writes until it can write them down again. */
export const appendFailing = alert("RedisAppendFailing", {
  expr: promql`min by (${SERVER}) (${redis.appendSucceeded}) == 0`,
  for: minutes(2),
  severity: "critical",
  onMissingData: "silent",
  summary: "Redis on {{ $labels.instance }} cannot write its append-only file",
  description: "The last write to the append-only file failed, most likely because the disk is full.",
  runbook: appendFailingRunbook,
  tests: ({ for: pending }) =>
    conditionTests({
      pending,
      bad: (time) => [
        series(redis.appendSucceeded, ORDERS).constant(0, time),
        series(redis.appendSucceeded, SHOP).constant(1, time),
      ],
      good: (time) => [series(redis.appendSucceeded, ORDERS).constant(1, time)],
      expect: [{ labels: LABELS, summary: `Redis on ${LABELS.instance} cannot write its append-only file` }],
    }),
});
