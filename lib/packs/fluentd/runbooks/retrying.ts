/** What to do about FluentdRetrying. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { fluentd } from "../metrics";

export const retryingRunbook: Runbook = {
  meaning:
    "On one node every try to send a chunk has failed for as long as the alert says; a single success would have begun the count anew. If " +
    "FluentdDeliveryFailing fires as well, it is not about this node.",
  impact:
    "The logs of this node do not arrive. They gather in its buffer and are sent when the log store can be reached again. When the buffer is " +
    "full, reading stops, and lines are lost as soon as the kubelet rotates the files away.",
  diagnosis: [
    {
      text: "Read the reason: `failed to write post` gives the answer of the log store, `failed to flush the buffer` the error of the connection.",
      command: "kubectl --namespace $namespace logs $pod --tail=100",
    },
    {
      text: "See whether other nodes fail, too.",
      query: promql`${fluentd.retryWait}{namespace="$namespace",service="$service"} > 0`,
    },
    {
      text: "See how much room the buffer has, in percent.",
      query: promql`${fluentd.bufferFree}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text: "Ask for the name of the log store on the node. No answer points at the node's DNS or network.",
      command: "kubectl --namespace $namespace exec $pod -- getent hosts <log store>",
    },
    {
      text: "An error that names an encoding or JSON and always the same `chunk` is one chunk that can never be sent.",
      command:
        "kubectl --namespace $namespace logs $pod --tail=1000 | grep -o 'chunk=\"[0-9a-f]*\"' | sort | uniq --count",
    },
  ],
  mitigation: [
    "If only this node fails, mend its network: restart its network agent, or drain and replace the node.",
    {
      text: "If one chunk blocks, move its two files away and start the pod anew. Keep them: the lines are in there.",
      command:
        "kubectl --namespace $namespace exec $pod -- sh -c 'mkdir -p /buffers/broken && mv /buffers/loki/*<chunk>* /buffers/broken/' && kubectl --namespace $namespace delete pod $pod",
    },
    "If the log store fails for all, follow the runbook of FluentdDeliveryFailing.",
  ],
};
