/** Messages that are taken and not done: they fail, or are given up. */
import { alert, hours, inSeconds, minutes, plus, times } from "../../../model";
import { promql } from "../../../query";
import { fires, humanize, humanizePercentage, silent } from "../../../testing";
import { queue } from "../metrics";
import { deadLettered, failed, failedRatio } from "../rules";
import { deadLettersRunbook } from "../runbooks/dead-letters";
import { failingRunbook } from "../runbooks/failing";
import { ofQueue, ORDERS, ORDERS_NAME } from "../situations";
import { NUMBER, QUEUE } from "./texts";

/** So many fail that it is not the messages. */
export const failing = alert("QueueMessagesFailing", {
  parameters: {
    /** Share of the handled messages. */
    failedRatio: 0.1,
    /** Failures per second from which on the share says something: three in five minutes. */
    failuresPerSecond: 0.01,
  },
  expr: ({ failedRatio: ratio, failuresPerSecond }) =>
    promql`${failedRatio} > ${ratio} and ${failed} > ${failuresPerSecond}`,
  for: minutes(10),
  severity: "warning",
  onMissingData: "silent",
  summary: `{{ $value | humanizePercentage }} of the messages of queue ${QUEUE} fail`,
  description: ({ failedRatio: ratio }) =>
    `Of the messages that were handled in the last five minutes; ${humanizePercentage(ratio)} is the limit. Those that are tried again count again.`,
  runbook: failingRunbook,
  tests: ({ failedRatio: ratio, failuresPerSecond, for: pending }) => {
    const enough = 100 + (10 * failuresPerSecond) / ratio;
    const time = plus(pending, hours(2));
    const handled = (share: number, perSecond = enough) => [
      ofQueue(queue.consumedTotal).ratePerSecond(perSecond, time),
      ofQueue(queue.failedTotal).ratePerSecond(perSecond * share, time),
    ];
    const fail = (share: number) => [
      { labels: ORDERS, summary: `${humanizePercentage(share)} of the messages of queue ${ORDERS_NAME} fail` },
    ];
    return [
      fires("a fifth more than may", {
        given: handled(1.2 * ratio),
        after: plus(pending, minutes(10)),
        expect: fail(1.2 * ratio),
      }),
      fires("the few that come all fail", {
        given: handled(1, 1.2 * Math.max(failuresPerSecond, 0.001)),
        after: plus(pending, minutes(10)),
        expect: fail(1),
      }),
      silent("a twentieth fewer than may", { given: handled(0.95 * ratio), for: time }),
      silent("all fail, but they are too few", { given: handled(1, 0.95 * failuresPerSecond), for: time }),
      silent("failures for half of the wait, then a flood of good ones", {
        given: [
          ofQueue(queue.consumedTotal)
            .ratePerSecond(enough, plus(minutes(20), times(0.5, pending)))
            .ratePerSecond(1e7, minutes(30)),
          ofQueue(queue.failedTotal)
            .ratePerSecond(0, minutes(20))
            .ratePerSecond(enough, times(0.5, pending))
            .ratePerSecond(0, minutes(30)),
        ],
        for: plus(pending, minutes(40)),
      }),
    ];
  },
});

/** Each of them is work that nobody will do unless somebody looks. */
export const deadLetters = alert("QueueDeadLetters", {
  parameters: {
    /** Messages within an hour that may be given up without anybody looking. */
    messages: 0,
  },
  expr: ({ messages }) => promql`${deadLettered} > ${messages}`,
  for: minutes(0),
  severity: "warning",
  onMissingData: "silent",
  summary: `${NUMBER} messages of queue ${QUEUE} were given up within an hour`,
  description:
    "They were put aside after all attempts had failed, and stay there until somebody sends them again or drops them.",
  runbook: deadLettersRunbook,
  tests: ({ messages, for: pending }) => {
    const interval = minutes(1);
    const time = plus(pending, hours(2));
    const some = 1.2 * Math.max(messages, 0.5);
    const within = (count: number) => [
      ofQueue(queue.deadLetteredTotal).ratePerSecond(count / inSeconds(hours(1)), time),
      ofQueue(queue.deadLetteredTotal, { queue: "refunds" }).constant(7, time),
    ];
    return [
      fires("a fifth more than may", {
        given: within(some),
        after: plus(pending, minutes(90)),
        expect: [
          {
            labels: ORDERS,
            summary: `${humanize(some)} messages of queue ${ORDERS_NAME} were given up within an hour`,
          },
        ],
        interval,
      }),
      silent("a twentieth fewer than may", { given: within(0.95 * messages), for: time, interval }),
    ];
  },
});
