/** What to do about FluentdBufferFull. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { fluentd } from "../metrics";

export const bufferFullRunbook: Runbook = {
  meaning:
    "The buffer in which Fluentd keeps what it has read and not yet sent has less room left than the limit. It is a folder on the node's disk " +
    "with a size of its own (`buffer.size`), so that it never fills the disk.",
  impact:
    "When it is full, Fluentd stops reading the log files of this node until the log store takes chunks again. The kubelet goes on rotating " +
    "the files and deletes the oldest (five files of 10 MiB for each container by default): what was in those is lost for good.",
  diagnosis: [
    {
      text: "See since when it fills.",
      query: promql`${fluentd.bufferFree}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text: "Read why chunks do not leave: `failed to write post` gives the answer of the log store, `failed to flush the buffer` the error of the connection.",
      command: "kubectl --namespace $namespace logs $pod --tail=100",
    },
    {
      text: "See whether it is this node or all of them.",
      query: promql`count(${fluentd.bufferFree}{namespace="$namespace",service="$service"} < 10)`,
    },
    {
      text: "See what lies there.",
      command: "kubectl --namespace $namespace exec $pod -- du -sh /buffers/loki",
    },
    {
      text: "See how much room the node's disk has.",
      command: "kubectl --namespace $namespace exec $pod -- df -h /buffers",
    },
  ],
  mitigation: [
    "Mend what keeps the chunks from leaving: the runbook of FluentdDeliveryFailing if all nodes fail, that of FluentdRetrying for one.",
    "To win time, enlarge `buffer.size` of the Fluentd construct as far as the node's disk allows, and deploy; what is in the buffer stays.",
    "If a container floods the node, leave its files out with `tail.excludePaths`, so that the others are read.",
    "If lines of the time until then must be saved, copy /var/log/pods from the node before the kubelet deletes them.",
  ],
};
