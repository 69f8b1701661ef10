/** What a service that takes messages from queues exports; our instrumentation package does it exactly like this. */
import { contract, counter, gauge, SERVICE_TARGET } from "../../model";

const LABELS = { queue: "any" } as const;

/**
 * What the broker knows of a queue, every pod that asks it tells alike: the largest figure is right, their sum would count each message
 * several times. An exporter of the broker may tell it instead, if its series carry the `namespace` and `service` of the consumer.
 */
export const queue = contract(
  { targetLabels: SERVICE_TARGET, source: "the metric contract of this project" },
  {
    messagesReady: gauge("queue_messages_ready", { help: "Messages that wait for a consumer.", labels: LABELS }),
    oldestMessageAge: gauge("queue_oldest_message_age_seconds", {
      unit: "seconds",
      help: "How long the oldest message has been waiting; 0 while none waits.",
      labels: LABELS,
    }),
    consumers: gauge("queue_consumers", { help: "Consumers that are connected to the queue.", labels: LABELS }),
    consumedTotal: counter("queue_messages_consumed_total", {
      help: "Messages whose handling has ended, well or not; one that is tried again counts again. 0 from the start.",
      labels: LABELS,
    }),
    failedTotal: counter("queue_messages_failed_total", {
      help: "Those of them whose handling has failed. 0 from the start.",
      labels: LABELS,
    }),
    retriedTotal: counter("queue_messages_retried_total", {
      help: "Messages that were put back, to be tried again. 0 from the start.",
      labels: LABELS,
    }),
    deadLetteredTotal: counter("queue_messages_dead_lettered_total", {
      help: "Messages that were given up and put aside. 0 from the start.",
      labels: LABELS,
    }),
  },
);
