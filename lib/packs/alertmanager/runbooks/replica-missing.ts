/** What to do about AlertmanagerReplicaMissing. */
import type { Runbook } from "../../../model";

export const replicaMissingRunbook: Runbook = {
  meaning: "Fewer pods of Alertmanager answer Prometheus than the installation asks for.",
  impact:
    "Alerts are still told by the pods that are left. If these fail too, nobody is told of anything; and a pod that runs but cannot be scraped may tell everything twice.",
  diagnosis: [
    {
      text: "See which pod is missing, and why.",
      command: "kubectl --namespace $namespace get pods --selector app.kubernetes.io/name=alertmanager --output wide",
    },
    {
      text: "Read why it is not scheduled or not ready.",
      command: "kubectl --namespace $namespace describe pod <pod>",
    },
    {
      text: "See whether its volume waits for a node in its zone.",
      command: "kubectl --namespace $namespace get persistentvolumeclaims",
    },
  ],
  mitigation: [
    "If the cluster is short of room, make some: Alertmanager needs little.",
    { text: "If the pod hangs, let it start anew.", command: "kubectl --namespace $namespace delete pod <pod>" },
    {
      text: "If its volume is lost, remove the claim; the pod learns its silences from the others.",
      command: "kubectl --namespace $namespace delete persistentvolumeclaim <claim>",
    },
  ],
};
