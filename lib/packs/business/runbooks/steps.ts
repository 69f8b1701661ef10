/** Steps that several runbooks of the business share. */
import type { Step } from "../../../model";
import { promql } from "../../../query";

export const recentRollouts: Step = {
  text: "Look for a deployment that began shortly before it fell: the newest ReplicaSets come last.",
  command: "kubectl --namespace $namespace get replicasets --sort-by=.metadata.creationTimestamp --output wide",
};

/** Whether people arrive, and whether what they ask for works. */
export const backendOf: readonly Step[] = [
  {
    text: "See whether the metrics themselves still come: 0 or nothing means that the figure is missing, not the people.",
    query: promql`up{namespace="$namespace",service="$service"}`,
  },
  {
    text: "See whether alerts of the services that it needs fire at the same time.",
    query: promql`ALERTS{namespace="$namespace",alertstate="firing"}`,
  },
];
