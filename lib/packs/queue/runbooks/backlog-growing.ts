/** What to do about QueueBacklogGrowing. */
import type { Runbook } from "../../../model";
import { recentRollouts, undo } from "../../deployment-steps";
import { addConsumers, complaints, lengthOfQueue, paceOfConsumer, podsOfConsumer } from "./steps";

export const backlogGrowingRunbook: Runbook = {
  meaning:
    "More messages wait in this queue than an hour ago, by more than the share that is allowed, and that has been so for as long as the alert " +
    "waits. A queue that fills up and is emptied again within the hour does not fire.",
  impact:
    "What the messages ask for is done later and later: mails, invoices and updates arrive late. When the broker runs out of room it refuses " +
    "new messages, and whatever sends them fails.",
  diagnosis: [
    lengthOfQueue,
    paceOfConsumer,
    podsOfConsumer,
    complaints,
    recentRollouts,
    "Ask who sends more than usual: an import, a campaign, a program that repeats what it has sent already.",
  ],
  mitigation: [
    undo,
    addConsumers,
    "If an import fills the queue, let it pause until the queue is short again.",
    "If each message has become slower to handle, open a trace of one and mend what it waits for: a query without an index, a call without a timeout.",
    "If it grows every day at this time and is empty by the evening, allow more of it (overrides: QueueBacklogGrowing, growth and messages).",
  ],
};
