/** What to do about FluentdAgentDown. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { scrape } from "../../../model";

export const agentDownRunbook: Runbook = {
  meaning:
    "The Fluentd pod of one node has not answered Prometheus for as long as the alert says, while Kubernetes still counts it among the pods " +
    "of its Service. The pod hangs, is being started again and again, or the node itself is out of reach.",
  impact:
    "Logs of the containers on this node do not arrive, or arrive unseen. The node's files keep them until the kubelet has rotated a file five " +
    "times (10 MiB each by default). All other nodes go on.",
  diagnosis: [
    {
      text: "See whether the node is ready. If it is not, this alert follows from that, and the node's own alert is the one to work on.",
      command: "kubectl get node $node",
    },
    {
      text: "See whether other targets on that node fail as well.",
      query: promql`${scrape.up}{node="$node"}`,
    },
    {
      text: "See how the pod does: restarts, its last state, failing probes.",
      command: "kubectl --namespace $namespace describe pod $pod",
    },
    {
      text: "Read what it said last, before a restart if there was one. Fluentd's own logs are in no log store, because it does not read its own files.",
      command: "kubectl --namespace $namespace logs $pod --previous --tail=100",
    },
    {
      text: "OOMKilled means that it needs more memory than its limit; evicted with DiskPressure, that its buffer or the node's disk is full.",
      command: "kubectl --namespace $namespace get events --field-selector involvedObject.name=$pod",
    },
  ],
  mitigation: [
    {
      text: "Start it anew. Its buffer and its positions are on the node, so that it goes on where it stopped.",
      command: "kubectl --namespace $namespace delete pod $pod",
    },
    "If it dies for lack of memory, raise `resources.limits.memory` of the Fluentd construct.",
    {
      text: "If the node is broken, drain it; the logs in its files and its buffer go with it if it is replaced.",
      command: "kubectl drain $node --ignore-daemonsets --delete-emptydir-data",
    },
  ],
};
