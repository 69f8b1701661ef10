/** What to do about ProbeFailing. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { blackbox } from "../metrics";

export const failingRunbook: Runbook = {
  meaning:
    "Each probe of this address fails: it cannot be connected to, answers with a status or text that its module does not want, or not in time. Errors of the server (5xx) and names without an address have alerts of their own.",
  impact: "People and programs that use this address are most likely turned away as well.",
  diagnosis: [
    { text: "Try it yourself.", command: "curl --verbose --max-time 10 '$instance'" },
    {
      text: "Have the exporter tell what it did, step by step.",
      command:
        "kubectl --namespace $namespace port-forward service/<blackbox exporter> 9115 &\ncurl --silent 'http://localhost:9115/probe?target=$instance&module=<module>&debug=true'",
    },
    { text: "See the status, where it is HTTP.", query: promql`${blackbox.httpStatus}{instance="$instance"}` },
    {
      text: "See whether the certificate has ended.",
      query: promql`(${blackbox.certificateExpiry}{instance="$instance"} - time()) / 86400`,
    },
    { text: "See in which phase the time goes.", query: promql`${blackbox.httpDuration}{instance="$instance"}` },
  ],
  mitigation: [
    "If the service is down, follow its own alerts; if only the way there is (ingress, load balancer, firewall), see to that.",
    "If the answer is right and the probe is wrong (a page that moved, a text that changed), correct its module or address.",
  ],
};
