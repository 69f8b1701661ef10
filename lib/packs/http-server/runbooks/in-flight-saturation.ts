/** What to do about HttpInFlightSaturation. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { inFlightByPod, rateByPod } from "../rules";
import { recentRollouts } from "../../deployment-steps";

export const inFlightSaturationRunbook: Runbook = {
  meaning:
    "Requests come into this pod faster than it answers them. What is in flight, divided by the requests that it answers per second, is the " +
    "time that a request spends in it (Little's law); that time is over the limit. Requests that hang count here, while the error ratio and " +
    "the latency know only of answers that were given.",
  impact:
    "Requests to this pod wait in a queue and run into the timeouts of their callers. When memory, threads or connections run out the pod dies, " +
    "and its share of the load falls on the others.",
  diagnosis: [
    {
      text: "See whether one pod is stuck or all pods of the service are. One: the pod or its node. All: too much load, or something that they all wait for.",
      query: promql`${inFlightByPod}{namespace="$namespace",service="$service"}`,
    },
    {
      text: "See whether they still answer. A rate that has fallen to nothing means that they hang; one that is as high as ever means too much load.",
      query: promql`${rateByPod}{namespace="$namespace",service="$service"}`,
    },
    {
      text: "See what the pod is short of.",
      command: "kubectl --namespace $namespace top pod $pod --containers",
    },
    {
      text: "Read its log for what it waits for: a pool of connections, a lock, a call without a timeout.",
      query: logql`{namespace="$namespace", pod="$pod"} |~ "(?i)timeout|pool|lock|waiting|refused|deadline"`,
    },
    {
      text: "See its state, its node and its last events.",
      command: "kubectl --namespace $namespace describe pod $pod",
    },
    recentRollouts,
  ],
  mitigation: [
    {
      text: "If it alone hangs, delete it (save a thread dump first if the service can write one): what is in flight is lost, new requests go to the others.",
      command: "kubectl --namespace $namespace delete pod $pod",
    },
    {
      text: "If all are overloaded, add pods.",
      command: "kubectl --namespace $namespace scale deployment/$service --replicas=<more>",
    },
    "If they wait for a database or another service, mend that first: more pods only send it more load. Meanwhile switch off the feature that needs it.",
    "Afterwards: give every outgoing call a timeout that is shorter than that of the callers, and let the service refuse (503) what it cannot answer in time.",
    "A service whose requests are long on purpose (uploads, long polling) gets a higher limit (overrides: HttpInFlightSaturation, secondsToAnswer).",
  ],
};
