/** Messages that wait: more of them all the time, or too long. */
import { alert, hours, inSeconds, minutes, plus, times } from "../../../model";
import { promql } from "../../../query";
import { fires, humanize, humanizeDuration, humanizePercentage, silent } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { queue } from "../metrics";
import { oldest, ready } from "../rules";
import { backlogGrowingRunbook } from "../runbooks/backlog-growing";
import { messagesOldRunbook } from "../runbooks/messages-old";
import { ofQueue, ORDERS, ORDERS_NAME } from "../situations";
import { NUMBER, QUEUE } from "./texts";

/** More comes in than is worked off. */
export const backlogGrowing = alert("QueueBacklogGrowing", {
  parameters: {
    /** By which share of what waited an hour ago it has grown. */
    growth: 0.2,
    /** Messages that may wait without anybody looking. */
    messages: 100,
  },
  // An hour ago rather than a trend: consumers that take a batch now and then leave a sawtooth behind.
  expr: ({ growth, messages }) =>
    promql`(${ready} - ${ready} offset 1h) > ${growth} * ${ready} offset 1h and ${ready} > ${messages}`,
  for: minutes(30),
  severity: "warning",
  onMissingData: "silent",
  summary: `Queue ${QUEUE} has grown by ${NUMBER} messages within an hour`,
  description: ({ growth }) =>
    `All the time that the alert has waited, it was longer than an hour before by more than ${humanizePercentage(growth)}: more comes in than is worked off.`,
  runbook: backlogGrowingRunbook,
  tests: ({ growth, messages, for: pending }) => {
    const interval = minutes(1);
    /** The first hour has none before it. */
    const after = plus(hours(1), pending, minutes(10));
    const count = Math.ceil(plus(after, minutes(10)).milliseconds / hours(1).milliseconds);
    /** Longer by the same share each hour. */
    const hourly = (share: number, last: number): readonly number[] =>
      Array.from({ length: count }, (_, index) => last / (1 + share) ** (count - 1 - index));
    const growing = (lengths: readonly number[]) =>
      lengths.reduce((so, length) => so.constant(length, hours(1)), ofQueue(queue.messagesReady));
    const by = (lengths: readonly number[]) => {
      const now = Math.floor(after.milliseconds / hours(1).milliseconds);
      const grown = (lengths[now] ?? 0) - (lengths[now - 1] ?? 0);
      return [
        { labels: ORDERS, summary: `Queue ${ORDERS_NAME} has grown by ${humanize(grown)} messages within an hour` },
      ];
    };
    const least = 1.2 * Math.max(messages, 0.5) * (1 + 1.2 * growth) ** count;
    const [fast, slow] = [hourly(1.2 * growth, least), hourly(0.95 * growth, 100 * least)];
    const many = 100 * least;
    return [
      fires("a fifth faster than it may, and just long enough", {
        given: [growing(fast)],
        after,
        expect: by(fast),
        interval,
      }),
      silent("a twentieth slower than it may", { given: [growing(slow)], for: after, interval }),
      silent("fast, but short", { given: [growing(hourly(1.2 * growth, 0.95 * messages))], for: after, interval }),
      silent("much longer for half of the wait", {
        given: [
          ofQueue(queue.messagesReady)
            .constant(many, hours(2))
            .constant((2 + 2 * growth) * many, times(0.5, pending))
            .constant(many, after),
        ],
        for: plus(hours(2), pending),
        interval,
      }),
    ];
  },
});

/** What was asked for is not done in time. */
export const messagesOld = alert("QueueMessagesOld", {
  parameters: {
    /** How long a message may wait. */
    age: minutes(15),
  },
  expr: ({ age }) => promql`${oldest} > ${inSeconds(age)}`,
  for: minutes(5),
  severity: "warning",
  onMissingData: "silent",
  summary: `The oldest message in queue ${QUEUE} has been waiting for {{ $value | humanizeDuration }}`,
  description: ({ age }) => `A message may wait for ${humanizeDuration(inSeconds(age))}.`,
  runbook: messagesOldRunbook,
  tests: ({ age, for: pending }) =>
    limitTests({
      limit: inSeconds(age),
      pending,
      given: (value, time) => [
        ofQueue(queue.oldestMessageAge).constant(value, time),
        ofQueue(queue.oldestMessageAge, { queue: "refunds" }).constant(0, time),
      ],
      expect: (value) => [
        {
          labels: ORDERS,
          summary: `The oldest message in queue ${ORDERS_NAME} has been waiting for ${humanizeDuration(value)}`,
        },
      ],
    }),
});
