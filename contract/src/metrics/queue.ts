/**
 * What a service that takes messages from queues exports. What the broker knows of a queue, every pod that asks it tells alike: the largest
 * figure is right, their sum would count each message several times.
 */
import type { ApplicationMetrics } from "../metric";

const LABELS = { queue: "any" } as const;

export const queue = {
  messagesReady: {
    name: "queue_messages_ready",
    type: "gauge",
    unit: "count",
    help: "Messages that wait for a consumer.",
    labels: LABELS,
  },
  oldestMessageAge: {
    name: "queue_oldest_message_age_seconds",
    type: "gauge",
    unit: "seconds",
    help: "How long the oldest message has been waiting; 0 while none waits.",
    labels: LABELS,
  },
  consumers: {
    name: "queue_consumers",
    type: "gauge",
    unit: "count",
    help: "Consumers that are connected to the queue.",
    labels: LABELS,
  },
  consumedTotal: {
    name: "queue_messages_consumed_total",
    type: "counter",
    unit: "count",
    help: "Messages whose handling has ended, well or not; one that is tried again counts again. 0 from the start.",
    labels: LABELS,
  },
  failedTotal: {
    name: "queue_messages_failed_total",
    type: "counter",
    unit: "count",
    help: "Those of them whose handling has failed. 0 from the start.",
    labels: LABELS,
  },
  retriedTotal: {
    name: "queue_messages_retried_total",
    type: "counter",
    unit: "count",
    help: "Messages that were put back, to be tried again. 0 from the start.",
    labels: LABELS,
  },
  deadLetteredTotal: {
    name: "queue_messages_dead_lettered_total",
    type: "counter",
    unit: "count",
    help: "Messages that were given up and put aside. 0 from the start.",
    labels: LABELS,
  },
} as const satisfies ApplicationMetrics;
