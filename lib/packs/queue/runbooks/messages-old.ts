/** What to do about QueueMessagesOld. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { failedRatio, oldest } from "../rules";
import { undo } from "../../deployment-steps";
import { addConsumers, complaints, lengthOfQueue, paceOfConsumer, podsOfConsumer } from "./steps";

export const messagesOldRunbook: Runbook = {
  meaning:
    "The oldest message in this queue has been waiting for longer than a message may. Either the whole queue is late, or a single message is " +
    "stuck while others pass it.",
  impact: "Whoever waits for the result waits longer than was promised.",
  diagnosis: [
    {
      text: "See how the age has grown. A straight line upwards is one message that is stuck, or a queue that nobody reads; a hill is a backlog.",
      query: promql`${oldest}{namespace="$namespace",service="$service",queue="$queue"}`,
    },
    lengthOfQueue,
    paceOfConsumer,
    {
      text: "See whether messages fail: one that is put back each time blocks its place in an ordered queue.",
      query: promql`${failedRatio}{namespace="$namespace",service="$service",queue="$queue"}`,
    },
    podsOfConsumer,
    complaints,
  ],
  mitigation: [
    undo,
    addConsumers,
    "If one message blocks the others, put it aside with the tools of the broker, keep a copy, and find out afterwards why it fails.",
    "If messages of this queue may wait for longer, say so (overrides: QueueMessagesOld, age).",
  ],
};
