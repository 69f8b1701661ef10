/** What to do about GrafanaVersionsMixed. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { grafana } from "../metrics";

export const versionsMixedRunbook: Runbook = {
  meaning: "Pods of one Grafana report different versions, for longer than a change of version takes.",
  impact:
    "Pages behave differently from request to request. An old version on a database that a new one has changed already may write what the new one cannot read.",
  diagnosis: [
    { text: "See which pod has which version.", query: promql`${grafana.build}{namespace="$namespace"}` },
    {
      text: "See why the change of version does not go on.",
      command:
        "kubectl --namespace $namespace get deployments,replicasets,pods --selector app.kubernetes.io/name=grafana",
    },
    {
      text: "Read what holds the new pods up.",
      command:
        "kubectl --namespace $namespace describe pods --selector app.kubernetes.io/name=grafana | grep --after-context=12 Events",
    },
  ],
  mitigation: [
    "Mend what holds the new pods up: the image, room on the nodes, a start that fails.",
    {
      text: "Or go back to the old version everywhere.",
      command: "kubectl --namespace $namespace rollout undo deployment/<grafana>",
    },
  ],
};
