/** Messages that nobody takes: no consumer is there, or those that are do nothing. */
import { alert, hours, minutes, plus, times } from "../../../model";
import { promql } from "../../../query";
import { fires, humanize, silent } from "../../../testing";
import { queue } from "../metrics";
import { consumed, consumers, ready } from "../rules";
import { stuckRunbook } from "../runbooks/stuck";
import { withoutConsumerRunbook } from "../runbooks/without-consumer";
import { ofQueue, ORDERS, ORDERS_NAME } from "../situations";
import { NUMBER, QUEUE } from "./texts";

/** Messages wait for nobody. */
export const withoutConsumer = alert("QueueWithoutConsumer", {
  // Consumers that are gone may have taken the metrics with them: then what was known last counts, for an hour. One that is away while its
  // queue is empty may have been scaled down on purpose.
  expr: promql`max_over_time(${consumers}[1h]) unless ${consumers} > 0 unless last_over_time(${ready}[1h]) == 0`,
  for: minutes(5),
  severity: "critical",
  onMissingData: "silent",
  inhibits: ["QueueStuck", "QueueBacklogGrowing"],
  summary: `Queue ${QUEUE} has no consumer`,
  description: `Messages wait, or did when the queue was seen last. At most ${NUMBER} consumers were connected within the last hour.`,
  runbook: withoutConsumerRunbook,
  tests: ({ for: pending }) => {
    const alone = (most: number) => [
      {
        labels: ORDERS,
        summary: `Queue ${ORDERS_NAME} has no consumer`,
        description: `Messages wait, or did when the queue was seen last. At most ${humanize(most)} consumers were connected within the last hour.`,
      },
    ];
    const interval = minutes(1);
    const time = plus(pending, hours(3));
    const busy = [
      ofQueue(queue.consumers, { queue: "refunds" }).constant(1, time),
      ofQueue(queue.messagesReady, { queue: "refunds" }).constant(7, time),
    ];
    return [
      fires("the last of three has gone, and one message waits", {
        given: [
          ...busy,
          ofQueue(queue.consumers).constant(3, hours(1)).constant(0, time),
          ofQueue(queue.messagesReady).constant(1, time),
        ],
        after: plus(hours(1), times(0.5, pending), minutes(40)),
        expect: alone(3),
        interval,
      }),
      fires("there never was one", {
        given: [ofQueue(queue.consumers).constant(0, time), ofQueue(queue.messagesReady).constant(1, time)],
        after: plus(pending, minutes(10)),
        expect: alone(0),
        interval,
      }),
      fires("they have gone with their metrics, and did not empty the queue", {
        given: [
          ofQueue(queue.consumers).constant(2, hours(1)).stale(),
          ofQueue(queue.messagesReady).constant(1, hours(1)).stale(),
        ],
        after: plus(hours(1), times(0.5, pending), minutes(40)),
        expect: alone(2),
        interval,
      }),
      silent("they have gone with their metrics, and left the queue empty", {
        given: [
          ofQueue(queue.consumers).constant(2, hours(1)).stale(),
          ofQueue(queue.messagesReady).constant(3, minutes(50)).constant(0, minutes(10)).stale(),
        ],
        for: time,
        interval,
      }),
      silent("a release that takes half of the wait", {
        given: [
          ...busy,
          ofQueue(queue.consumers).constant(2, hours(1)).constant(0, times(0.5, pending)).constant(1, time),
          ofQueue(queue.messagesReady).constant(9, time),
        ],
        for: time,
        interval,
      }),
    ];
  },
});

/** Consumers are there, and handle nothing. */
export const stuck = alert("QueueStuck", {
  parameters: {
    /** Messages that may wait while none is handled. */
    messages: 0,
  },
  expr: ({ messages }) => promql`${ready} > ${messages} and ${consumed} == 0`,
  for: minutes(15),
  severity: "critical",
  onMissingData: "silent",
  inhibits: ["QueueBacklogGrowing"],
  summary: `${NUMBER} messages wait in queue ${QUEUE}, and none is handled`,
  description: "Its consumers have not finished a single message within the last five minutes, well or not.",
  runbook: stuckRunbook,
  tests: ({ messages, for: pending }) => {
    const time = plus(pending, hours(2));
    const some = 1.2 * Math.max(messages, 0.5);
    const waiting = (count: number) => ofQueue(queue.messagesReady).constant(count, time);
    const handled = ofQueue(queue.consumedTotal);
    return [
      fires("messages wait, and the counter stands still", {
        given: [
          waiting(some),
          handled.constant(8, time),
          ofQueue(queue.messagesReady, { queue: "refunds" }).constant(some, time),
          ofQueue(queue.consumedTotal, { queue: "refunds" }).ratePerSecond(0.1, time),
        ],
        after: plus(pending, minutes(10)),
        expect: [
          { labels: ORDERS, summary: `${humanize(some)} messages wait in queue ${ORDERS_NAME}, and none is handled` },
        ],
      }),
      silent("next to nothing waits", { given: [waiting(0.95 * messages), handled.constant(8, time)], for: time }),
      silent("one by one", { given: [waiting(100 * some), handled.ratePerSecond(1, time)], for: time }),
      silent("nothing is handled for half of the wait", {
        given: [
          waiting(100 * some),
          handled
            .ratePerSecond(1, minutes(20))
            // The window of the rate has to pass first, and holds half a minute less than its length says.
            .ratePerSecond(0, plus(minutes(4), times(0.5, pending)))
            .ratePerSecond(1, time),
        ],
        for: time,
      }),
    ];
  },
});
