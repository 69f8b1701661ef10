/** What to do about HttpHighErrorRatio. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { http } from "../metrics";

export const highErrorRatioRunbook: Runbook = {
  meaning:
    "More requests than allowed were answered with a status of 500 or above, for as long as the alert says. Answers below 500 are not " +
    "counted: a visitor who mistypes an address is no failure of the service.",
  impact:
    "People who use the service see errors now. Whatever calls the service fails with it or retries, which adds load to a service that is " +
    "already in trouble.",
  diagnosis: [
    {
      text: "See which routes fail. One route points at its code or its dependency; all routes point at the process, its database or the network.",
      query: promql`
        sum by (route, status_code) (
          rate(${http.requestsTotal}{namespace="$namespace",service="$service",status_code=~"5.."}[5m])
        )
      `,
    },
    {
      text: "Look for a deployment that began shortly before.",
      command: "kubectl --namespace $namespace get replicasets --sort-by=.metadata.creationTimestamp",
    },
    {
      text: "Read what the service says of its errors.",
      query: logql`{namespace="$namespace", service="$service"} | json | level="error"`,
    },
    {
      text: "See whether pods restart or are not ready.",
      command: "kubectl --namespace $namespace get pods --output wide",
    },
  ],
  mitigation: [
    {
      text: "Go back to the version before, if a deployment began it.",
      command: "kubectl --namespace $namespace rollout undo deployment/$service",
    },
    "If a dependency fails, open the alerts of its team and switch off what needs it, where the service can do without.",
    {
      text: "If the pods are overloaded, add some.",
      command: "kubectl --namespace $namespace scale deployment/$service --replicas=<more>",
    },
  ],
};
