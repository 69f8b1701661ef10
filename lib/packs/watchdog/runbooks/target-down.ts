/** What to do about TargetDown. */
import { scrape, type Runbook } from "../../../model";
import { promql } from "../../../query";
import { askByHand, events, listTargets, networkPolicies, pods } from "./steps";

export const targetDownRunbook: Runbook = {
  meaning:
    "Prometheus asks each target of a job for its metrics every few seconds, and writes up = 0 where that fails: no connection, an error, no answer " +
    "in time. More of the targets of this job than may be are in that state, though not all of " +
    "them (that would be TargetJobDown).",
  impact:
    "Those pods may be down, so that the others carry their load. Even if they are well, their metrics are missing: rates and ratios of the job are " +
    "computed from the rest, and an alert may stay silent that should fire.",
  diagnosis: [
    listTargets,
    pods,
    {
      text: "See whether they answer too slowly: a scrape that takes as long as its timeout (10 s unless the monitor says otherwise) is given up.",
      query: promql`topk(10, ${scrape.duration}{namespace="$namespace",job="$job"})`,
    },
    events,
    askByHand,
    networkPolicies,
  ],
  mitigation: [
    "If the pods crash or do not become ready, go to their own alerts: this one ends with them.",
    {
      text: "If they all are on one node, take the node out of use and let them start elsewhere.",
      command: "kubectl cordon <node> && kubectl --namespace $namespace delete pod <pods on it>",
    },
    "If a page of metrics has grown until it takes too long, find the label that has too many values and remove it.",
    "If the path, the port or the login has changed, change the ServiceMonitor with it.",
  ],
};
