/** What to do about PipelineLogsLost. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { canary } from "../metrics";
import { lostRatio } from "../rules";

export const logsLostRunbook: Runbook = {
  meaning:
    "A canary writes a log line every ten seconds, as any application does, and asks Loki for it. Of those that it wrote in the last 15 minutes more " +
    "than allowed could not be found within five minutes. The line goes: container file on the node, fluentd on that node, gateway of Loki, Loki. " +
    "The search goes through the gateway to Loki, too, so that a Loki that cannot be asked looks the same as lines that are lost.",
  impact:
    "Log lines of applications are missing in the same way, perhaps for good: fluentd buffers what Loki does not take, and gives up when the buffer is " +
    "full. Whoever investigates an outage now sees half of the story.",
  diagnosis: [
    {
      text: "See whether all canaries lose, or the one of a single node. One: fluentd on that node. All: Loki.",
      query: promql`${lostRatio}{pipeline="logs"}`,
    },
    {
      text: "Ask Loki for the newest line of anything. No answer or an error: go to the alerts of Loki.",
      query: logql`{namespace="$namespace"} |= ""`,
    },
    {
      text: "See whether fluentd runs on the node of the canary (the first line says which node that is).",
      command:
        "kubectl --namespace $namespace get pod $pod --output wide; kubectl --namespace observability-agents get pods --selector app.kubernetes.io/name=fluentd --output wide",
    },
    {
      text: "Read why fluentd cannot deliver: 429 means that Loki's limits are reached, 400 that it refuses the lines, 5xx or timeouts that it is ill.",
      command:
        "kubectl --namespace observability-agents logs --selector app.kubernetes.io/name=fluentd --since=30m --tail=200 | grep -iE 'warn|error|retry|buffer|429'",
    },
    {
      text: "See whether Loki takes lines at all.",
      command: "kubectl --namespace observability get pods --selector app.kubernetes.io/name=loki --output wide",
    },
    {
      text: "See whether the canary still writes as it should (0.1 lines per second).",
      query: promql`rate(${canary.writtenTotal}{namespace="$namespace",pod="$pod",pipeline="logs"}[15m])`,
    },
  ],
  mitigation: [
    {
      text: "If fluentd hangs on one node, restart it there: it reads on where it stopped, as long as the files still exist.",
      command: "kubectl --namespace observability-agents delete pod <fluentd of that node>",
    },
    "If Loki refuses for its limits, find who writes so much (alerts of Loki name the tenant), and raise loki.limits of the environment, or make them write less.",
    {
      text: "If Loki is ill, mend it before fluentd's buffers are full; until then nothing is lost for good.",
      command: "kubectl --namespace observability rollout restart statefulset/loki",
    },
    "What was lost can still be read on the nodes for a while: kubectl logs, or the files below /var/log/containers.",
  ],
};
