/** Steps that several runbooks of HTTP services begin with. */
import type { Step } from "../../../model";

export const podsOfService: Step = {
  text: "Find the pods behind the service and see whether they are ready. A service whose list is empty selects no pod at all.",
  command:
    "kubectl --namespace $namespace get endpointslices --selector kubernetes.io/service-name=$service --output yaml | grep -E 'name:|ready:|ip'",
};
