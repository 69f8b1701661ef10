/** What to do about LokiPushErrors. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const pushErrorsRunbook: Runbook = {
  meaning:
    "More pushes than allowed were answered with a status of 5xx. Refusals by a limit (429) and wrong requests (400) are not counted: those are the sender's.",
  impact:
    "Fluentd holds back what it could not send and tries again; applications that push by themselves may lose lines. New logs appear late or not at all.",
  diagnosis: [
    {
      text: "See the status codes: 500 is an error within, 503 too few ingesters, 504 a time-out.",
      query: promql`sum by (status_code) (rate(${loki.requestDuration}_count{namespace="$namespace",service="$service",route="$route",status_code=~"5.."}[5m]))`,
    },
    {
      text: "Read what the distributors say.",
      command:
        "kubectl --namespace $namespace logs service/$service --tail=500 | grep --regexp='level=error' --regexp='level=warn'",
    },
    {
      text: "See whether enough ingesters are in the ring: with three copies, two must take each line.",
      query: promql`max by (state) (${loki.ringMembers}{namespace="$namespace",name="ingester"})`,
    },
    {
      text: "See whether ingesters refuse because their disks are full.",
      query: promql`max by (pod) (${loki.walDiskUsage}{namespace="$namespace"})`,
    },
  ],
  mitigation: [
    "If LokiWalDiskFull, LokiRingUnhealthy or LokiStoreErrors fire as well, follow their runbooks first: they are the cause.",
    {
      text: "If the pods are at their limits, add some.",
      command: "kubectl --namespace $namespace get pods\nkubectl --namespace $namespace top pods",
    },
    { text: "If a change began it, go back.", command: "helm --namespace $namespace rollback <release>" },
  ],
};
