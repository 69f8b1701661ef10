/** What to do about QueueWithoutConsumer. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { consumers } from "../rules";
import { recentRollouts, undo } from "../../deployment-steps";
import { complaints, podsOfConsumer } from "./steps";

export const withoutConsumerRunbook: Runbook = {
  meaning:
    "No consumer is connected to this queue, and messages wait in it; or the consumers have gone within the last hour, their metrics with them, " +
    "and they had not emptied it. One that is scaled down while its queue is empty does not fire.",
  impact: "Nothing that these messages ask for is done. They pile up until the broker runs out of room or drops them.",
  diagnosis: [
    {
      text: "See when the consumers went, and whether one after the other or all at once.",
      query: promql`${consumers}{namespace="$namespace",service="$service",queue="$queue"}`,
    },
    podsOfConsumer,
    {
      text: "See whether the Deployment wants any pods at all, and why they do not start.",
      command: "kubectl --namespace $namespace describe deployment $service",
    },
    complaints,
    recentRollouts,
    "If the pods run and are not connected: see whether the broker is up, and whether the password of the consumer still holds.",
  ],
  mitigation: [
    {
      text: "If it was scaled to nothing, bring its pods back.",
      command: "kubectl --namespace $namespace scale deployment/$service --replicas=<as before>",
    },
    undo,
    {
      text: "If its pods run and have lost the broker, start them anew.",
      command: "kubectl --namespace $namespace rollout restart deployment/$service",
    },
    "Afterwards: let the consumer connect again by itself when the broker was away, and let its readiness say whether it is connected.",
  ],
};
