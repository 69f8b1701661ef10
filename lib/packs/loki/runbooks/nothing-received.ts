/** What to do about LokiNothingReceived. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const nothingReceivedRunbook: Runbook = {
  meaning:
    "Pods of Loki answer Prometheus, but for a quarter of an hour no push with a line reached any of them (`loki_distributor_lines_received_total` stands still or does not exist).",
  impact:
    "No new logs can be found. Fluentd keeps what it reads on the disks of the nodes; when those buffers are full it stops to read, and lines that the nodes rotate away are lost.",
  diagnosis: [
    {
      text: "See whether pushes come and are refused, rather than not coming.",
      query: promql`sum by (route, status_code) (rate(${loki.requestDuration}_count{namespace="$namespace",route=~"loki_api_v1_push|otlp_v1_logs"}[10m]))`,
    },
    {
      text: "See whether what ships the logs runs.",
      command: "kubectl get pods --all-namespaces --selector app.kubernetes.io/name=fluentd --output wide",
    },
    {
      text: "Read what it says of its output.",
      command:
        "kubectl --namespace <namespace of fluentd> logs daemonset/<fluentd> --tail=100 | grep --ignore-case --regexp=error --regexp=warn",
    },
    {
      text: "See whether the gateway, through which all pushes go, answers.",
      command: "kubectl --namespace $namespace get pods,endpointslices --selector app.kubernetes.io/component=gateway",
    },
  ],
  mitigation: [
    {
      text: "Restart the shippers if they hang.",
      command: "kubectl --namespace <namespace of fluentd> rollout restart daemonset/<fluentd>",
    },
    "If a network policy or a wrong tenant or password is the cause, mend it in the environment's file and deploy.",
    "If nobody is meant to send logs yet, set a silence for this alert until somebody is.",
  ],
};
