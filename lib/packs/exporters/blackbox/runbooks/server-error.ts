/** What to do about ProbeServerError. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { blackbox } from "../metrics";

export const serverErrorRunbook: Runbook = {
  meaning:
    "The address is reached and answers with a status of 500 or above: the server, or a proxy before it, says that it failed.",
  impact: "People who use this address see errors now.",
  diagnosis: [
    {
      text: "See who answers: the headers tell whether it is the service or a proxy before it.",
      command: "curl --silent --show-error --dump-header - --output /dev/null '$instance'",
    },
    {
      text: "See the status over time: 502 and 503 are a proxy without a service behind it, 504 one that waits in vain, 500 the service itself.",
      query: promql`${blackbox.httpStatus}{instance="$instance"}`,
    },
    {
      text: "Look at the pods behind it.",
      command:
        "kubectl get ingresses --all-namespaces | grep <host of $instance>\nkubectl --namespace <its namespace> get pods",
    },
  ],
  mitigation: [
    "Follow the alerts of the service; its runbooks know it better.",
    {
      text: "If a deployment began it, go back.",
      command: "kubectl --namespace <its namespace> rollout undo deployment/<service>",
    },
  ],
};
