/** What to do about ContainerCpuThrottled. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";

export const containerCpuThrottledRunbook: Runbook = {
  meaning:
    "In this share of the scheduler's periods (100 ms each) of the last minutes the container had used up its CPU " +
    "limit and had to stop until the next period. It can happen far below the limit on average: several threads " +
    "together use up the share of a period in a few milliseconds.",
  impact:
    "Requests that arrive at such a moment wait up to 100 ms, several times if the work is long. Users see slow " +
    "answers now and then, mostly in the slowest percent.",
  diagnosis: [
    {
      text:
        "See how much of the limit is used on average. A low figure together with throttling means many threads at " +
        "once.",
      query: promql`container:cpu_usage_of_limit:ratio_rate5m{namespace="$namespace",pod="$pod",container="$container"}`,
    },
    {
      text: "See which containers of the namespace are throttled, and since when.",
      query: promql`max by (pod, container) (rate(${kubernetes.cpuThrottledPeriods}{namespace="$namespace",container!=""}[5m]) / (rate(${kubernetes.cpuPeriods}{namespace="$namespace",container!=""}[5m]) > 0))`,
    },
    "Hold it against the latency of the service: if its slowest requests are as fast as ever, nobody suffers and " +
      "nothing need be done.",
  ],
  mitigation: [
    "Raise the CPU limit, or take it away and keep the request: then the container may use what its node has to " +
      "spare, and the request still protects the others.",
    "Tell the runtime how many threads it may use (GOMAXPROCS, the size of worker pools), so that it does not " +
      "spend a period's share at once.",
    {
      text: "If there is simply more to do, add pods.",
      command: "kubectl --namespace $namespace scale deployment/<name> --replicas=<more>",
    },
  ],
};
