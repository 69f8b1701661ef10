/** Whether the server has room and is quick: memory, evictions, slow commands, reads that find nothing. */
import { alert, hours, minutes, plus, type Duration } from "../../../../model";
import { promql } from "../../../../query";
import { humanize, humanizeDuration, humanizePercentage, series, silent } from "../../../../testing";
import { limitTests } from "../../../limit-tests";
import { scraped, SERVER, serverLabels } from "../../server";
import { redis } from "../metrics";
import { evictingRunbook } from "../runbooks/evicting";
import { keysMissedRunbook } from "../runbooks/keys-missed";
import { memoryHighRunbook } from "../runbooks/memory-high";
import { slowRunbook } from "../runbooks/slow";

const LABELS = serverLabels("redis");
const ORDERS = scraped("redis");
const SHOP = scraped("redis", "shop");

/** When it is full, keys are thrown away, or writes refused. */
export const memoryHigh = alert("RedisMemoryHigh", {
  parameters: { share: 0.9 },
  expr: ({ share }) => promql`
    max by (${SERVER}) (${redis.memoryUsed}) / (max by (${SERVER}) (${redis.memoryMax}) > 0) > ${share}
    unless on (${SERVER}) ${redis.instance}{maxmemory_policy=~"allkeys-.+"}
  `,
  for: minutes(10),
  severity: "warning",
  onMissingData: "silent",
  summary: "Redis on {{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory",
  description: ({ share }) =>
    `More than ${humanizePercentage(share)} of the memory that the server may take is in use.`,
  runbook: memoryHighRunbook,
  tests: ({ share, for: pending }) => [
    ...limitTests({
      limit: share,
      pending,
      ratio: true,
      given: (value, time) => [
        series(redis.instance, { ...ORDERS, maxmemory_policy: "noeviction" }).constant(1, time),
        series(redis.instance, { ...SHOP, maxmemory_policy: "allkeys-lfu" }).constant(1, time),
        series(redis.memoryUsed, ORDERS).constant(value, time),
        // One byte in all, so that the share is the number.
        series(redis.memoryMax, ORDERS).constant(1, time),
        series(redis.memoryUsed, SHOP).constant(1_000_000, time),
        series(redis.memoryMax, SHOP).constant(0, time),
      ],
      expect: (value) => [
        {
          labels: LABELS,
          summary: `Redis on ${LABELS.instance} uses ${humanizePercentage(value)} of its memory`,
        },
      ],
    }),
    silent("a cache, which is meant to be full", {
      given: [
        series(redis.instance, { ...ORDERS, maxmemory_policy: "allkeys-lru" }).constant(1, plus(pending, hours(1))),
        series(redis.memoryUsed, ORDERS).constant(1, plus(pending, hours(1))),
        series(redis.memoryMax, ORDERS).constant(1, plus(pending, hours(1))),
      ],
      for: plus(pending, minutes(50)),
    }),
  ],
});

/** Keys go before their time: a cache that is too small, or data that should have stayed. */
export const evicting = alert("RedisEvicting", {
  /** Keys per second. */
  parameters: { keys: 100 },
  expr: ({ keys }) => promql`sum by (${SERVER}) (rate(${redis.evictedKeys}[5m])) > ${keys}`,
  for: minutes(15),
  severity: "warning",
  onMissingData: "silent",
  summary: "Redis on {{ $labels.instance }} throws {{ $value | humanize }} keys per second away",
  description: ({ keys }) => `To make room, the server removes more than ${keys} keys per second before their time.`,
  runbook: evictingRunbook,
  tests: ({ keys, for: pending }) =>
    limitTests({
      limit: keys,
      pending,
      window: minutes(5),
      addsUp: true,
      given: (value, time) => [
        series(redis.evictedKeys, ORDERS).ratePerSecond(value, time),
        series(redis.evictedKeys, SHOP).ratePerSecond(0, time),
      ],
      expect: (value) => [
        { labels: LABELS, summary: `Redis on ${LABELS.instance} throws ${humanize(value)} keys per second away` },
      ],
    }),
});

/** One command at a time: while one takes long, all others wait. */
export const slow = alert("RedisSlow", {
  /** Seconds per command, on average. */
  parameters: { seconds: 0.005 },
  expr: ({ seconds }) => promql`
    sum by (${SERVER}) (rate(${redis.commandSeconds}[5m])) / (sum by (${SERVER}) (rate(${redis.commands}[5m])) > 0)
    > ${seconds}
  `,
  for: minutes(10),
  severity: "warning",
  onMissingData: "silent",
  summary: "A command takes Redis on {{ $labels.instance }} {{ $value | humanizeDuration }}",
  description: ({ seconds }) =>
    `On average over five minutes, a command took more than ${humanizeDuration(seconds)}; microseconds are usual.`,
  runbook: slowRunbook,
  tests: ({ seconds, for: pending }) =>
    limitTests({
      limit: seconds,
      pending,
      window: minutes(5),
      given: (value, time) => [
        series(redis.commands, { ...ORDERS, cmd: "get" }).ratePerSecond(0.4, time),
        series(redis.commandSeconds, { ...ORDERS, cmd: "get" }).ratePerSecond(0, time),
        series(redis.commands, { ...ORDERS, cmd: "keys" }).ratePerSecond(0.1, time),
        series(redis.commandSeconds, { ...ORDERS, cmd: "keys" }).ratePerSecond(0.5 * value, time),
      ],
      expect: (value) => [
        { labels: LABELS, summary: `A command takes Redis on ${LABELS.instance} ${humanizeDuration(value)}` },
      ],
    }),
});

/** A cache that is asked in vain costs more than it saves. */
export const keysMissed = alert("RedisKeysMissed", {
  /** `reads`: per second, below which the share says nothing. */
  parameters: { share: 0.8, reads: 10 },
  expr: ({ share, reads }) => promql`
    sum by (${SERVER}) (rate(${redis.keyMisses}[15m]))
    / (
      sum by (${SERVER}) (rate(${redis.keyMisses}[15m])) + sum by (${SERVER}) (rate(${redis.keyHits}[15m]))
      > ${reads}
    )
    > ${share}
  `,
  for: hours(1),
  severity: "info",
  onMissingData: "silent",
  summary: "{{ $value | humanizePercentage }} of the reads of Redis on {{ $labels.instance }} find no key",
  description: ({ share }) =>
    `More than ${humanizePercentage(share)} of the reads of an hour asked for keys that are not there.`,
  runbook: keysMissedRunbook,
  tests: ({ share, reads, for: pending }) => {
    const read = (labels: typeof ORDERS, missed: number, perSecond: number, time: Duration) => [
      series(redis.keyMisses, labels).ratePerSecond(missed * perSecond, time),
      series(redis.keyHits, labels).ratePerSecond((1 - missed) * perSecond, time),
    ];
    return [
      ...limitTests({
        limit: share,
        pending,
        ratio: true,
        window: minutes(15),
        given: (value, time) => [...read(ORDERS, value, 1.5 * reads, time), ...read(SHOP, 0, 2 * reads, time)],
        expect: (value) => [
          {
            labels: LABELS,
            summary: `${humanizePercentage(value)} of the reads of Redis on ${LABELS.instance} find no key`,
          },
        ],
      }),
      silent("while hardly anything is read", {
        given: read(ORDERS, 1, 0.95 * reads, plus(pending, hours(1))),
        for: plus(pending, hours(1)),
      }),
    ];
  },
});
