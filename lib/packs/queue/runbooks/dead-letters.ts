/** What to do about QueueDeadLetters. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { deadLettered, failedRatio } from "../rules";
import { recentRollouts } from "../../deployment-steps";

export const deadLettersRunbook: Runbook = {
  meaning:
    "Messages of this queue were given up within the last hour, because all attempts to handle them had failed, and put aside into the queue for " +
    "dead letters. The alert ends an hour after the last of them; the messages are still there then.",
  impact:
    "What they ask for is not done and will not be, until somebody sends them again. Each may be an order, a payment or a mail.",
  diagnosis: [
    {
      text: "See when they came: all at once points at an outage that has ended, a few all the time at a kind of message that cannot be handled.",
      query: promql`${deadLettered}{namespace="$namespace",service="$service",queue="$queue"}`,
    },
    {
      text: "Read what the consumer said of them.",
      query: logql`{namespace="$namespace", service="$service"} |~ "(?i)dead.?letter|giv(en|ing) up|max(imum)?.{0,9}(retries|attempts|deliveries)"`,
    },
    {
      text: "See whether messages still fail.",
      query: promql`${failedRatio}{namespace="$namespace",service="$service",queue="$queue"}`,
    },
    recentRollouts,
    "Look at some of them with the tools of the broker: who sent them, when, and what they have in common.",
  ],
  mitigation: [
    "If an outage made them fail and has ended, send them again: move them back into the queue with the tools of the broker.",
    "If the consumer cannot handle them, mend it first; what is sent again now would come back.",
    "If they ask for what is no longer wanted, write down why and drop them. Never empty the queue unread.",
    "If this queue may lose some of its messages, allow so many (overrides: QueueDeadLetters, messages).",
  ],
};
