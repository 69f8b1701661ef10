/** What to do about PrometheusOperatorNodeErrors. */
import type { Runbook } from "../../../model";

export const prometheusOperatorNodeErrorsRunbook: Runbook = {
  meaning:
    "The operator writes the addresses of all nodes into the Service through which kubelets are scraped. That " +
    "fails, in every window of the alert.",
  impact:
    "The kubelets of new nodes are not scraped, so that nothing is known of their containers; nodes that are gone " +
    "count as down.",
  diagnosis: [
    {
      text: "Read what the operator says.",
      command: "kubectl --namespace $namespace logs deployment/$job --tail=200 | grep -i 'kubelet\\|node'",
    },
    {
      text: "See the Service and its addresses.",
      command: "kubectl --namespace kube-system get services,endpointslices --selector app.kubernetes.io/name=kubelet",
    },
    { text: "Compare with the nodes.", command: "kubectl get nodes --output wide" },
  ],
  mitigation: [
    "A node without an internal address: see its cloud provider's controller.",
    "`forbidden`: a right in `kube-system` is missing, deploy the environment again.",
  ],
};
