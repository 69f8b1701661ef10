/** What to do about HttpHighErrorRatio. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { errorRateByRoute, errorRatioByRoute, trafficRate } from "../rules";
import { recentRollouts } from "../../deployment-steps";
import { podsOfService } from "./steps";

export const highErrorRatioRunbook: Runbook = {
  meaning:
    "A larger share of the requests to this service than allowed was answered with a status of 500 or above, for as long as the alert says. " +
    "The share is that of the last five minutes, over all routes and pods. Answers below 500 are not counted: a visitor who mistypes an " +
    "address is no failure of the service. A handful of failures does not page, however large their share is.",
  impact:
    "People who use the service see errors now. Whatever calls the service fails with it or retries, which adds load to a service that is " +
    "already in trouble.",
  diagnosis: [
    {
      text: "See which routes fail, and how many requests that is. One route points at its code or at what only it depends on; all routes point at the process, its database or the network.",
      query: promql`${errorRatioByRoute}{namespace="$namespace",service="$service"} > 0 and ${errorRateByRoute} > 0`,
    },
    {
      text: "See which status it is. 502, 503 and 504 come from a proxy or from something behind the service; 500 is mostly the service's own.",
      query: promql`
        sum by (status_code) (${trafficRate}{namespace="$namespace",service="$service",status_code=~"5.."})
      `,
    },
    {
      text: "See whether one pod complains or all do. A single one points at its node, or at what it has in memory.",
      query: logql`
        sum by (pod) (count_over_time({namespace="$namespace", service="$service"} |~ "(?i)error|exception|panic" [5m]))
      `,
    },
    recentRollouts,
    {
      text: "Read what the service says of its errors. Lines of requests carry a trace_id: follow one to see which call failed first.",
      query: logql`{namespace="$namespace", service="$service"} |~ "(?i)error|exception|panic"`,
    },
    podsOfService,
  ],
  mitigation: [
    {
      text: "If a deployment began it, go back to the version before; read the log afterwards.",
      command: "kubectl --namespace $namespace rollout undo deployment/$service",
    },
    {
      text: "If a single pod fails, take it away: another one takes its place.",
      command: "kubectl --namespace $namespace delete pod <pod>",
    },
    {
      text: "If all pods are overloaded, add some; not if it is their database that is overloaded.",
      command: "kubectl --namespace $namespace scale deployment/$service --replicas=<more>",
    },
    "If something that it depends on fails, tell the team that owns it, and switch off the feature that needs it where the service can do without.",
    "Afterwards: give what failed a timeout and a fallback, and add a test for the request that failed.",
  ],
};
