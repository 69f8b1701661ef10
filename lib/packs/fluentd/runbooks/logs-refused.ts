/** What to do about FluentdLogsRefused. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { fluentd } from "../metrics";

export const logsRefusedRunbook: Runbook = {
  meaning:
    "Loki, or the gateway before it, has answered chunks of logs with a status that is neither success nor 429 nor 5xx. Fluentd's plug-in " +
    "writes a warning, takes the chunk for sent and removes it from the buffer.",
  impact:
    "What is in these chunks is lost, for good: up to 2 MiB of lines of one node each time. It goes on until the reason is mended, and no " +
    "buffer grows meanwhile.",
  diagnosis: [
    {
      text: "Read the answer of the log store.",
      command:
        "kubectl --namespace $namespace logs --selector app.kubernetes.io/instance=$service --tail=200 --prefix | grep 'failed to write post'",
    },
    {
      text: "See which nodes it happens on. All of them point at the login or the gateway, some of them at pods that were not restarted.",
      query: promql`
        sum by (node) (rate(${fluentd.chunksRefused}{namespace="$namespace",service="$service",status="$status"}[10m]))
      `,
    },
    "401 or 403: the password is another one than the gateway knows. 404: the address leads to something else. 413: the gateway takes less at once than a chunk grows to.",
  ],
  mitigation: [
    {
      text: "401 or 403 after a change of passwords: restart Fluentd, which reads its password only when it starts.",
      command: "kubectl --namespace $namespace rollout restart daemonset/$service",
    },
    "413: raise `gateway.maxRequestSize` of Loki, or lower `buffer.chunkSize` of Fluentd.",
    "Lines that the containers' files still hold can be read once more by a pod without its positions, those that were sent then come twice: only where the loss matters more than that.",
  ],
};
