/** The figures of queues that panels and alerts share. */
import {
  hours,
  inSeconds,
  minutes,
  record,
  type Duration,
  type Metric,
  type RecordingRule,
  type Unit,
} from "../../model";
import { promql } from "../../query";
import { records } from "../../testing";
import { queue } from "./metrics";
import { ofQueue, ORDERS } from "./situations";

const BY: readonly string[] = ["namespace", "service", "queue"];

const REFUNDS = { ...ORDERS, queue: "refunds" };
const ORDERS_OF_MAIL = { ...ORDERS, service: "mail" };
const ORDERS_IN_TEST = { ...ORDERS, namespace: "test" };

/** The queue, another one of the service, and its namesakes of another service and in another namespace. */
const QUEUES = [ORDERS, REFUNDS, ORDERS_OF_MAIL, ORDERS_IN_TEST];

interface Told {
  readonly help: string;
  readonly unit?: Unit;
}

/** What every pod tells alike, or a moment later than another one. */
const told = (metric: Metric, { help, unit }: Told): RecordingRule =>
  record(`service_queue:${metric.name}:max`, {
    help,
    unit,
    expr: promql`max by (${BY}) (${metric})`,
    tests: [
      records("pods do not add up, queues stay apart", {
        given: [
          ...QUEUES.map((labels, index) => ofQueue(metric, labels).constant(10 * (index + 1), minutes(10))),
          ofQueue(metric, { pod: "warehouse-2" }).constant(12, minutes(10)),
        ],
        at: minutes(9),
        expect: QUEUES.map((labels, index) => ({ labels, value: index === 0 ? 12 : 10 * (index + 1) })),
      }),
    ],
  });

export const ready = told(queue.messagesReady, { help: "Messages that wait in a queue." });
export const oldest = told(queue.oldestMessageAge, {
  help: "How long the oldest message of a queue has been waiting.",
  unit: "seconds",
});
export const consumers = told(queue.consumers, { help: "Consumers that are connected to a queue." });

/** Two pods of the queue, and the other queues. */
const counted = (metric: Metric, time: Duration) => [
  ...QUEUES.map((labels, index) => ofQueue(metric, labels).ratePerSecond(index + 1, time)),
  ofQueue(metric, { pod: "warehouse-2" }).ratePerSecond(4, time),
];
const COUNTED = QUEUES.map((labels, index) => ({ labels, value: index === 0 ? 5 : index + 1 }));

/** Of the nine steps between the ten samples of five minutes, four had none. */
const STILL_SEEN = 5 / 9;

const rateTests = (metric: Metric): RecordingRule["tests"] => [
  records("pods add up, queues stay apart", {
    given: counted(metric, minutes(10)),
    at: minutes(9.5),
    expect: COUNTED,
  }),
  records("what came within five minutes counts", {
    given: [ofQueue(metric).ratePerSecond(9, minutes(8)).ratePerSecond(0, minutes(2))],
    at: minutes(9.5),
    expect: [{ labels: ORDERS, value: 9 * STILL_SEEN }],
  }),
];

export const consumed = record("service_queue:queue_messages_consumed:rate5m", {
  help: "Messages per second whose handling has ended, over five minutes.",
  unit: "per second",
  expr: promql`sum by (${BY}) (rate(${queue.consumedTotal}[5m]))`,
  tests: rateTests(queue.consumedTotal),
});

export const failed = record("service_queue:queue_messages_failed:rate5m", {
  help: "Messages per second whose handling has failed, over five minutes; 0 where none has.",
  unit: "per second",
  // Not every program counts from 0.
  expr: promql`sum by (${BY}) (rate(${queue.failedTotal}[5m])) or 0 * ${consumed}`,
  tests: [
    ...rateTests(queue.failedTotal),
    records("none ever failed", {
      given: [ofQueue(queue.consumedTotal).ratePerSecond(6, minutes(10))],
      at: minutes(9.5),
      expect: [{ labels: ORDERS, value: 0 }],
    }),
  ],
});

export const failedRatio = record("service_queue:queue_messages_failed:ratio_rate5m", {
  help: "Share of the handled messages that failed, over five minutes; nothing while none is handled.",
  unit: "ratio",
  expr: promql`${failed} / (${consumed} > 0)`,
  tests: [
    records("each queue by itself", {
      given: [
        ...[ORDERS, REFUNDS].map((labels) => ofQueue(queue.consumedTotal, labels).ratePerSecond(8, minutes(10))),
        ofQueue(queue.failedTotal).ratePerSecond(2, minutes(10)),
        ofQueue(queue.failedTotal, REFUNDS).ratePerSecond(4, minutes(10)),
      ],
      at: minutes(9.5),
      expect: [
        { labels: ORDERS, value: 0.25 },
        { labels: REFUNDS, value: 0.5 },
      ],
    }),
    records("nothing comes into one, hardly anything into the other", {
      given: [
        ofQueue(queue.consumedTotal).constant(7, minutes(10)),
        ofQueue(queue.consumedTotal, REFUNDS).ratePerSecond(0.1, minutes(10)),
      ],
      at: minutes(9.5),
      expect: [{ labels: REFUNDS, value: 0 }],
    }),
  ],
});

export const retried = record("service_queue:queue_messages_retried:rate5m", {
  help: "Messages per second that were put back to be tried again, over five minutes.",
  unit: "per second",
  readBy: "panels",
  expr: promql`sum by (${BY}) (rate(${queue.retriedTotal}[5m]))`,
  tests: rateTests(queue.retriedTotal),
});

/** An hour of samples, one each minute. */
const HOUR = { interval: minutes(1), at: minutes(119) };
/** Of the 59 steps between the samples of the last hour, 39 had some. */
const LATELY = 39 / 59;

export const deadLettered = record("service_queue:queue_messages_dead_lettered:increase1h", {
  help: "Messages that were given up and put aside within an hour.",
  expr: promql`sum by (${BY}) (increase(${queue.deadLetteredTotal}[1h]))`,
  tests: [
    records("pods add up, queues stay apart", {
      ...HOUR,
      given: counted(queue.deadLetteredTotal, hours(2)),
      expect: COUNTED.map(({ labels, value }) => ({ labels, value: value * inSeconds(hours(1)) })),
    }),
    records("what came within an hour counts", {
      ...HOUR,
      given: [ofQueue(queue.deadLetteredTotal).ratePerSecond(2, minutes(100)).ratePerSecond(0, minutes(20))],
      expect: [{ labels: ORDERS, value: 2 * inSeconds(hours(1)) * LATELY }],
    }),
  ],
});

export const queueRules = [ready, oldest, consumers, consumed, failed, failedRatio, retried, deadLettered];
