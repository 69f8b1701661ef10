/** What to do about TargetJobDown. */
import { scrape, type Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { askByHand, events, listTargets, networkPolicies, pods } from "./steps";

export const targetJobDownRunbook: Runbook = {
  meaning:
    "Prometheus knows the targets of this job and could not scrape any of them: up is 0 for all. Either the whole service is down, or nothing of it " +
    "can be reached from Prometheus.",
  impact:
    "If the service is down, all of its users are without it. If only the scraping fails, nothing is known of it any more: each of its alerts that " +
    "compares a number is silent, whatever happens.",
  diagnosis: [
    "Use the service as its users do. If it answers, only the measuring is broken, and there is time.",
    pods,
    listTargets,
    {
      text: "See whether other jobs of the namespace went down at the same minute: then it is the namespace, its network policies or its nodes.",
      query: promql`sum by (job) (${scrape.up}{namespace="$namespace"} == bool 0)`,
    },
    {
      text: "Read the last words of the service.",
      query: logql`{namespace="$namespace", service="$service"} |~ "(?i)fatal|panic|error|killed"`,
    },
    events,
    askByHand,
    networkPolicies,
  ],
  mitigation: [
    {
      text: "If a deployment began it, go back to the version before.",
      command: "kubectl --namespace $namespace rollout undo deployment/$service",
    },
    {
      text: "If the pods hang, restart them.",
      command: "kubectl --namespace $namespace rollout restart deployment/$service",
    },
    "If a network policy is new, let the namespace of Prometheus in on the port of the metrics.",
    "If the certificate or the login of the metrics has expired, renew it; the ServiceMonitor names the Secret.",
  ],
};
