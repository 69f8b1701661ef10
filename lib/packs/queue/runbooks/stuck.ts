/** What to do about QueueStuck. */
import type { Runbook } from "../../../model";
import { undo } from "../../deployment-steps";
import { complaints, lengthOfQueue, paceOfConsumer, podsOfConsumer } from "./steps";

export const stuckRunbook: Runbook = {
  meaning:
    "Messages wait, the consumers of this queue are there and export their metrics, and yet they have not finished a single message for as long " +
    "as the alert waits: none was done, and none has failed either.",
  impact: "Nothing that these messages ask for is done, although all pods look healthy.",
  diagnosis: [
    paceOfConsumer,
    lengthOfQueue,
    complaints,
    podsOfConsumer,
    {
      text: "See whether a pod is busy with one endless message: full use of a CPU, or none at all where it waits for something.",
      command: "kubectl --namespace $namespace top pods --selector app.kubernetes.io/name=$service --containers",
    },
    "Look for something that all of them wait for: a lock, a transaction that stays open, a call without a timeout. A thread dump tells.",
  ],
  mitigation: [
    {
      text: "Start the consumers anew: what they held is delivered again.",
      command: "kubectl --namespace $namespace rollout restart deployment/$service",
    },
    "If they hang again at once, it is the first message: put it aside with the tools of the broker, and keep a copy.",
    undo,
    "Afterwards: give the handling of a message a timeout, and let liveness fail when none has ended for long.",
    "A consumer that works for hours on one message gets a longer wait (overrides: QueueStuck, for).",
  ],
};
