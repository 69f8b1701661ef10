/** What to do about FluentdDown. */
import type { Runbook } from "../../../model";

export const downRunbook: Runbook = {
  meaning:
    "Fluentd runs as one pod on every node, reads the log files of all containers there and sends them to the log store. Prometheus asks each " +
    "of these pods for its metrics. Now either all of them fail to answer, or Prometheus knows of none at all: there is no DaemonSet, no " +
    "Service, or no ServiceMonitor that leads to them.",
  impact:
    "Logs of all applications stop arriving. The files on the nodes keep them for a while: the kubelet deletes a file after five rotations of " +
    "10 MiB by default, so busy containers lose lines within minutes to hours. When Fluentd comes back it goes on where it stopped, and what " +
    "was deleted meanwhile is lost. Alerts that are computed from logs are blind.",
  diagnosis: [
    {
      text: "See whether the DaemonSet exists and how many of its pods are ready.",
      command: "kubectl --namespace $namespace get daemonset $job",
    },
    {
      text: "See the state of the pods. CrashLoopBackOff after a change points at the configuration, ImagePullBackOff at the registry, no pods at all at an admission rule.",
      command: "kubectl --namespace $namespace get pods --selector app.kubernetes.io/instance=$job --output wide",
    },
    {
      text: "Read why pods are not made or not started. The namespace must admit pods that run as root and mount folders of the node.",
      command: "kubectl --namespace $namespace get events --sort-by=.lastTimestamp",
    },
    {
      text: "Read what Fluentd says. `config error` names the line that it does not understand; a gem that cannot be installed means that rubygems.org is out of reach.",
      command: "kubectl --namespace $namespace logs daemonset/$job --tail=100",
    },
    {
      text: "If the pods are fine, it is the way to them: the ServiceMonitor, or a network policy that keeps Prometheus from port 24231.",
      command: "kubectl --namespace $namespace get servicemonitor,networkpolicy",
    },
  ],
  mitigation: [
    {
      text: "Go back to the release before, if a deployment began it.",
      command: "helm --namespace $namespace rollback $job",
    },
    "If the image or the gem cannot be fetched, give the construct an `image` that has the gem fluent-plugin-grafana-loki in it and lies in a registry that the nodes reach.",
    "If the configuration is refused, correct the values that were merged in last, and deploy again.",
    {
      text: "Watch the pods come back; each then reads what has gathered, oldest first.",
      command: "kubectl --namespace $namespace rollout status daemonset/$job",
    },
  ],
};
