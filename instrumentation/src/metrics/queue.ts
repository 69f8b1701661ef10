/** What a service knows of the queues that it takes messages from. */
import { applicationMetrics } from "../contract";
import { counterOf, gaugeOf, type Workshop } from "./instruments";

const definitions = applicationMetrics.queue;

/** One queue. All that is counted begins at 0 when it is first named. */
export interface QueueMetrics {
  /** Messages that wait for a consumer, as the broker tells. */
  setDepth(messages: number): void;
  /** How long the oldest message has been waiting; 0 while none waits. In seconds. */
  setOldestMessageAge(seconds: number): void;
  setConsumers(consumers: number): void;
  /** The handling of a message has ended, well or not. */
  consumed(): void;
  /** It has ended badly: call `consumed` as well. */
  failed(): void;
  /** A message was put back, to be tried again. */
  retried(): void;
  /** A message was given up and put aside. */
  deadLettered(): void;
}

export function queueMetrics(workshop: Workshop): (queue: string) => QueueMetrics {
  const ready = gaugeOf(definitions.messagesReady, workshop);
  const age = gaugeOf(definitions.oldestMessageAge, workshop);
  const consumers = gaugeOf(definitions.consumers, workshop);
  const consumed = counterOf(definitions.consumedTotal, workshop);
  const failed = counterOf(definitions.failedTotal, workshop);
  const retried = counterOf(definitions.retriedTotal, workshop);
  const deadLettered = counterOf(definitions.deadLetteredTotal, workshop);
  return (queue) => {
    for (const counter of [consumed, failed, retried, deadLettered]) counter.declare({ queue: [queue] });
    return {
      setDepth: (messages) => ready.set({ queue }, messages),
      setOldestMessageAge: (seconds) => age.set({ queue }, seconds),
      setConsumers: (connected) => consumers.set({ queue }, connected),
      consumed: () => consumed.inc({ queue }),
      failed: () => failed.inc({ queue }),
      retried: () => retried.inc({ queue }),
      deadLettered: () => deadLettered.inc({ queue }),
    };
  };
}
