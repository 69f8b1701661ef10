/** What to do about ProbeCertificateUrgent. */
import type { Runbook } from "../../../../model";

export const certificateUrgentRunbook: Runbook = {
  meaning: "The first of the certificates that the server shows ends within days. The warning before was not enough.",
  impact: "On the day that it ends, browsers and programs refuse to connect: for them the service is down.",
  diagnosis: [
    {
      text: "See which certificate it is, and the minute at which it ends.",
      command:
        "echo | openssl s_client -connect <host>:443 -servername <host> 2>/dev/null | openssl x509 -noout -subject -issuer -enddate",
    },
    {
      text: "If cert-manager renews it, see why it has not.",
      command:
        "kubectl --namespace <its namespace> describe certificate <name>\nkubectl --namespace <its namespace> get certificaterequests,orders,challenges",
    },
    {
      text: "See what cert-manager says.",
      command: "kubectl --namespace cert-manager logs deployment/cert-manager --tail=200 | grep <name>",
    },
  ],
  mitigation: [
    { text: "Have cert-manager try anew.", command: "cmctl renew --namespace <its namespace> <name>" },
    "If that cannot be mended in time, put in a certificate that was ordered by hand.",
    "If the new one is there and the old one is shown, restart or reload what shows it.",
  ],
};
