/** What to do about QueueMessagesFailing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { failedRatio, retried } from "../rules";
import { recentRollouts, undo } from "../../deployment-steps";
import { complaints, podsOfConsumer } from "./steps";

export const failingRunbook: Runbook = {
  meaning:
    "A larger share of the messages of this queue than allowed ended in failure, for as long as the alert waits. A message that is tried again " +
    "and fails again counts each time. A handful of failures does not fire, however large their share is.",
  impact: "What the messages ask for is done late, or not at all once their attempts are used up.",
  diagnosis: [
    {
      text: "See since when they fail, and whether all do. All of them: something that each needs is broken. Some: a kind of message that the consumer cannot handle.",
      query: promql`${failedRatio}{namespace="$namespace",service="$service",queue="$queue"}`,
    },
    complaints,
    {
      text: "See whether they are tried again: the same messages then go round and round.",
      query: promql`${retried}{namespace="$namespace",service="$service",queue="$queue"}`,
    },
    recentRollouts,
    podsOfConsumer,
    "Ask who sends into this queue whether the form of the messages has changed.",
  ],
  mitigation: [
    undo,
    "If what they need is broken, a database or another service, mend that first: the messages are tried again by themselves.",
    "If the sender has changed the form of its messages, let it go back, or teach the consumer both forms.",
    "Afterwards: wait longer and longer between the attempts, and give up after some of them rather than never.",
  ],
};
