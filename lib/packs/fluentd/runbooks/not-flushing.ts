/** What to do about FluentdNotFlushing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { fluentd } from "../metrics";

export const notFlushingRunbook: Runbook = {
  meaning:
    "Chunks wait in the queue of a node's Fluentd, and for 15 minutes it has not even tried to send one. While the log store is away it would " +
    "try at least once a minute, so this is Fluentd itself: its flushing threads hang in a connection or have died.",
  impact:
    "The logs of this node do not arrive although the log store is well, and nothing will change by itself. When the buffer is full, reading " +
    "stops, and lines are lost as soon as the kubelet rotates the files away.",
  diagnosis: [
    {
      text: "Make sure that tries stand still while the queue does not shrink.",
      query: promql`${fluentd.writes}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text: "Read what it said when they stopped: an error in a thread is written once.",
      command: "kubectl --namespace $namespace logs $pod --tail=200",
    },
    {
      text: "Have its processes write down what all their threads do. The signal is meant for that and ends nothing.",
      command:
        "kubectl --namespace $namespace exec $pod -- sh -c 'kill -s CONT -- -1; sleep 2; cat /tmp/sigdump-*.log'",
    },
    {
      text: "See whether the disk of the buffer is full or read-only.",
      command: "kubectl --namespace $namespace exec $pod -- df -h /buffers",
    },
  ],
  mitigation: [
    {
      text: "Start it anew. It finds its chunks on the disk and sends them.",
      command: "kubectl --namespace $namespace delete pod $pod",
    },
    "If it happens again on the same node, keep what the threads did and look for the plug-in's error in it; newer versions of the gem may have mended it.",
  ],
};
