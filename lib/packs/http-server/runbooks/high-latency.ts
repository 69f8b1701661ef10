/** What to do about HttpHighLatency. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { inFlightByPod, rateByPod, rateByService } from "../rules";
import { bucketsByRoute } from "../latency-rules";
import { recentRollouts } from "../../deployment-steps";

export const highLatencyRunbook: Runbook = {
  meaning:
    "One request in twenty to this service takes longer than the limit (the 95th percentile of the last five minutes, over all routes and " +
    "pods, computed from the buckets of the histogram of durations). A figure at the end of the largest bucket, 5 s in our metrics and 10 s in " +
    "those of OpenTelemetry, means that or more. " +
    "Requests that are still unanswered are not in it.",
  impact:
    "Users wait and leave. Callers with a timeout begin to fail and to retry; connections and threads are held longer, so that a slow " +
    "service tends to become one that fails.",
  diagnosis: [
    {
      text: "See which routes are slow. One route points at its query or at what it calls; all routes point at the CPU, the database or the network.",
      query: promql`
        topk(10, histogram_quantile(0.95, ${bucketsByRoute}{namespace="$namespace",service="$service"}))
      `,
    },
    {
      text: "Compare with the traffic: has it grown, or is each request slower than before?",
      query: promql`${rateByService}{namespace="$namespace",service="$service"}`,
    },
    {
      text: "See whether one pod is slow or all are: the seconds that a request spends in each of them, by Little's law. A single slow one points at its node.",
      query: promql`
        ${inFlightByPod}{namespace="$namespace",service="$service"}
        / (${rateByPod}{namespace="$namespace",service="$service"} > 0)
      `,
    },
    {
      text: "See whether the pods are short of CPU or memory.",
      command: "kubectl --namespace $namespace top pods --containers --sort-by=cpu",
    },
    "Open the traces of the service in Grafana (Explore, Jaeger, service $service, minimum duration 1s): the longest span names what is waited for.",
    recentRollouts,
    {
      text: "Read whether it waits for something by name.",
      query: logql`{namespace="$namespace", service="$service"} |~ "(?i)timeout|deadline|slow|pool"`,
    },
  ],
  mitigation: [
    {
      text: "If a deployment began it, go back to the version before.",
      command: "kubectl --namespace $namespace rollout undo deployment/$service",
    },
    {
      text: "If the CPU is at its limit or the traffic has grown, add pods.",
      command: "kubectl --namespace $namespace scale deployment/$service --replicas=<more>",
    },
    {
      text: "If one pod alone is slow, take it away.",
      command: "kubectl --namespace $namespace delete pod <pod>",
    },
    "If the database or another service is slow, tell its owners with a trace as evidence; adding pods here would make it worse there.",
    "Afterwards: an index, a cache, a smaller page, or a higher limit for this service if it is meant to be slow (overrides: HttpHighLatency, p95Seconds).",
  ],
};
