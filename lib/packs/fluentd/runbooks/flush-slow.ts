/** What to do about FluentdFlushSlow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { fluentd } from "../metrics";

export const flushSlowRunbook: Runbook = {
  meaning:
    "A chunk of logs (1 MiB at most) should be sent in well under a second. Fluentd counts those that take more than 20 seconds; on this node " +
    "they are a larger part of all chunks than the limit allows.",
  impact:
    "Two threads send for each node, so that slow requests bound what a node can send. Logs arrive late; if more is written than can be sent, " +
    "the buffer fills and reading stops.",
  diagnosis: [
    {
      text: "See whether all nodes are slow (the log store, the network between) or this one alone (its network, its CPU).",
      query: promql`sum by (node) (rate(${fluentd.slowFlushes}{namespace="$namespace"}[15m]))`,
    },
    {
      text: "Read how long they take: `buffer flush took longer time` gives the seconds.",
      command: "kubectl --namespace $namespace logs $pod --tail=500 | grep 'took longer'",
    },
    {
      text: "See whether Fluentd is at the limit of one CPU: Ruby runs one thread at a time.",
      command: "kubectl --namespace $namespace top pod $pod --containers",
    },
    {
      text: "See whether the buffer grows.",
      query: promql`${fluentd.bufferBytes}{namespace="$namespace",pod="$pod"}`,
    },
  ],
  mitigation: [
    "All nodes slow: the log store's own runbooks lead on. What writes there needs more replicas, CPU or faster disks.",
    "This node alone, and at its CPU limit: raise `resources` of the Fluentd construct, or quiet what logs most on the node.",
    "This node alone, and idle: its network; compare the time that a request to the log store takes from another node.",
  ],
};
