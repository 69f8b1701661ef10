/** What to do about FluentdBufferFilling. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { fluentd } from "../metrics";

export const bufferFillingRunbook: Runbook = {
  meaning:
    "What Fluentd has read and not yet sent is kept in a buffer on the node's disk. It has been growing for half an hour, at a pace at which " +
    "it will be full within the time that the alert names.",
  impact:
    "Logs of this node arrive late. When the buffer is full Fluentd stops reading, and lines are lost as soon as the kubelet rotates the files " +
    "away.",
  diagnosis: [
    {
      text: "See whether requests fail. If they do, the reason is in the runbook of FluentdDeliveryFailing or FluentdRetrying.",
      query: promql`rate(${fluentd.writeErrors}{namespace="$namespace",pod="$pod"}[10m])`,
    },
    {
      text: "See whether more is read than usual: then nothing is broken but a container that logs too much.",
      query: promql`rate(${fluentd.recordsTotal}{namespace="$namespace",pod="$pod"}[10m])`,
    },
    {
      text: "See whether chunks take long to send.",
      query: promql`rate(${fluentd.slowFlushes}{namespace="$namespace",pod="$pod"}[10m])`,
    },
    {
      text: "Compare the nodes: all of them, or this one.",
      query: promql`bottomk(10, ${fluentd.bufferFree}{namespace="$namespace"})`,
    },
  ],
  mitigation: [
    "Failing or slow requests: mend the log store; the buffer drains by itself.",
    "Too many lines: find the container that logs most on the node, and have its owner quiet it; for the time being leave its files out with `tail.excludePaths`.",
    "To win time, enlarge `buffer.size` of the Fluentd construct where the node's disk has room; the pods restart and keep what they have.",
  ],
};
