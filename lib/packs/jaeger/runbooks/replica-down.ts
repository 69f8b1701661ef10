/** What to do about JaegerReplicaDown. */
import { scrape, type Runbook } from "../../../model";
import { promql } from "../../../query";

export const replicaDownRunbook: Runbook = {
  meaning:
    "One target of Jaeger has not answered Prometheus for as long as the alert says. Each pod has two: its own metrics (endpoint " +
    "internal-metrics, port 8888) and, where it computes metrics from spans, those (endpoint span-metrics, port 8889).",
  impact:
    "If the pod is down, the others take its share; applications that held a connection to it lose the spans that were on their way. If only " +
    "span-metrics is silent, rates and latencies of services are missing the spans that this pod has seen.",
  diagnosis: [
    {
      text: "See which of the pod's targets fail: both are the pod, one is a port.",
      query: promql`${scrape.up}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text: "See how the pod does: its last state, its restarts, failing probes.",
      command: "kubectl --namespace $namespace describe pod $pod",
    },
    {
      text: "Read what it says.",
      command: "kubectl --namespace $namespace logs $pod --tail=50",
    },
    {
      text: "Ask it for its metrics; use port 8889 for those of spans. Many series take long: a page of more than some MiB runs into Prometheus's time-out.",
      command:
        "kubectl --namespace $namespace exec $pod -- sh -c 'time wget -qO- http://localhost:8888/metrics | wc -c'",
    },
  ],
  mitigation: [
    {
      text: "If it hangs, have it replaced. What is in its queue is lost.",
      command: "kubectl --namespace $namespace delete pod $pod",
    },
    "If the page of span metrics is too large, lower `spanMetrics.series` or take `dimensions` out of the Jaeger construct.",
    "If its node is the trouble, the node's own alerts lead on.",
  ],
};
