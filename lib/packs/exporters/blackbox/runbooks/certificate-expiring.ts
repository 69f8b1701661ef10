/** What to do about ProbeCertificateExpiring. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { blackbox } from "../metrics";

export const certificateExpiringRunbook: Runbook = {
  meaning:
    "The first of the certificates that the server shows (its own or one of those that vouch for it) ends within the limit. What renews certificates usually does so 30 days before.",
  impact: "None yet. When it ends, browsers and programs refuse to connect.",
  diagnosis: [
    {
      text: "See which certificate it is and who issued it.",
      command:
        "echo | openssl s_client -connect <host>:443 -servername <host> 2>/dev/null | openssl x509 -noout -subject -issuer -dates",
    },
    {
      text: "If cert-manager renews it, see why it has not.",
      command:
        "kubectl get certificates --all-namespaces\nkubectl --namespace <its namespace> describe certificate <name>",
    },
    { text: "See which addresses it concerns.", query: promql`sort((${blackbox.certificateExpiry} - time()) / 86400)` },
  ],
  mitigation: [
    "If renewing fails, mend the cause that the certificate's events name: a challenge that cannot be answered, an account, a limit.",
    "If it was renewed and is still shown, have the server read it again.",
    "If it is made by hand, order the new one now.",
  ],
};
