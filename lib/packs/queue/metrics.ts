/** What a service that takes messages from queues exports; our instrumentation package does it exactly like this. */
import { applicationMetrics, type Named } from "@cdktf-observability/contract";
import { contract, INSTRUMENTATION, SERVICE_TARGET } from "../../model";

/**
 * What the broker knows of a queue, every pod that asks it tells alike: the largest figure is right, their sum would count each message
 * several times. An exporter of the broker may tell it instead, if its series carry the `namespace` and `service` of the consumer.
 */
export const queue = contract(
  { targetLabels: SERVICE_TARGET, exporter: INSTRUMENTATION, source: "the metric contract of this project" },
  applicationMetrics.queue satisfies Named<{
    messagesReady: "queue_messages_ready";
    oldestMessageAge: "queue_oldest_message_age_seconds";
    consumers: "queue_consumers";
    consumedTotal: "queue_messages_consumed_total";
    failedTotal: "queue_messages_failed_total";
    retriedTotal: "queue_messages_retried_total";
    deadLetteredTotal: "queue_messages_dead_lettered_total";
  }>,
);
