/** What to do about GrafanaRestarting. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { grafana } from "../metrics";

export const restartingRunbook: Runbook = {
  meaning:
    "The start time of Grafana's process in one pod changed several times within an hour. The container ends and Kubernetes starts it again.",
  impact:
    "People are thrown out of what they do, and pages fail now and then. With one replica, Grafana is away each time.",
  diagnosis: [
    {
      text: "See the reason of the last end: OOMKilled is too little memory, Error a crash, and a failed probe one that hangs.",
      command: "kubectl --namespace $namespace describe pod $pod | grep --after-context=8 'Last State'",
    },
    { text: "Read its last words.", command: "kubectl --namespace $namespace logs $pod --previous --tail=50" },
    {
      text: "See whether memory grew up to the limit.",
      query: promql`max by (pod) (${grafana.residentMemory}{namespace="$namespace",pod="$pod"})`,
    },
  ],
  mitigation: [
    "If memory is the cause, raise the limit in the environment's file and deploy.",
    "If a plug-in crashes it, take the plug-in out, or go back to its version before.",
    {
      text: "If a new version of Grafana began it, go back; look into its release notes first, whether the database can go back, too.",
      command: "helm --namespace $namespace rollback $service",
    },
  ],
};
