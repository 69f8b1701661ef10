/** What to do about LokiRingUnhealthy. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const ringUnhealthyRunbook: Runbook = {
  meaning:
    "A member of one of Loki's rings (the list of who takes which part of the work; `name` says which ring) has not renewed its entry for a minute, and is still in the list.",
  impact:
    "Loki goes on while the quorum of replicas is left. With one more ingester gone, pushes fail; a dead member of another ring delays rules, compaction or queries that were its share.",
  diagnosis: [
    {
      text: "See all members and who is unhealthy. The page also has the button that forgets one.",
      command:
        "kubectl --namespace $namespace port-forward service/<service> 3100 &\ncurl --silent --header 'Accept: application/json' http://localhost:3100/ring",
    },
    {
      text: "See whether its pod is there. One that was scaled away or lost its node leaves its entry behind.",
      command: "kubectl --namespace $namespace get pods --output wide",
    },
    {
      text: "See what all members think, over time.",
      query: promql`max by (name, state) (${loki.ringMembers}{namespace="$namespace",name="$name"})`,
    },
  ],
  mitigation: [
    "If the pod is there and not ready, treat that first: out of memory, disk full, a node that is lost.",
    "If the pod will never come back, forget its entry on the page of the ring. Do so only for one that is gone: its lines are on the other replicas.",
    "If an ingester's volume still exists, start the pod again first, so that it writes its log to the store.",
  ],
};
