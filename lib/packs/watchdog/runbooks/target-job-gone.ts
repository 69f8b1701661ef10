/** What to do about TargetJobGone. */
import { scrape, type Runbook } from "../../../model";
import { promql } from "../../../query";
import { events } from "./steps";

export const targetJobGoneRunbook: Runbook = {
  meaning:
    "A day ago Prometheus had targets for this job; now it has none. Nothing is down, because nothing is looked for: the pods, the Service or the " +
    "monitor that leads to them no longer exist, or no longer fit together. The alert ends by itself after another day, mended or not.",
  impact:
    "If somebody removed the job on purpose, none. If not, the service may be gone, and no alert that reads its metrics will ever say so.",
  diagnosis: [
    "Ask in the channel of the team whether the job was removed or renamed on purpose.",
    {
      text: "See when it went, and what else did.",
      query: promql`count by (job) (${scrape.up}{namespace="$namespace"})`,
    },
    {
      text: "See whether the Service, its pods and its monitor still exist.",
      command: "kubectl --namespace $namespace get services,pods,servicemonitors,podmonitors --show-labels",
    },
    {
      text: "See whether the Service still finds pods: a Service without endpoints gives no targets. A label that was renamed on one side only is the usual reason.",
      command: "kubectl --namespace $namespace get endpointslices --selector kubernetes.io/service-name=$service",
    },
    {
      text: "See whether it was scaled to nothing.",
      command: "kubectl --namespace $namespace get deployments,statefulsets,daemonsets",
    },
    events,
    {
      text: "Read whether the operator refuses the monitor.",
      command:
        "kubectl --namespace observability logs --selector app.kubernetes.io/component=prometheus-operator --since=24h --tail=-1 | grep -iE 'servicemonitor|podmonitor|skipping'",
    },
  ],
  mitigation: [
    {
      text: "If it was scaled to nothing by mistake, bring it back.",
      command: "kubectl --namespace $namespace scale deployment/$service --replicas=<as before>",
    },
    "If labels do not fit any more, correct the selector of the Service or of the monitor.",
    {
      text: "If it is gone for good, silence the alert until it has forgotten the job.",
      command:
        'amtool --alertmanager.url=<Alertmanager> silence add alertname=TargetJobGone namespace=$namespace job=$job --duration=25h --comment="removed"',
    },
  ],
};
