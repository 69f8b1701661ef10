/** What to do when Watchdog is heard of no longer. */
import { scrape, type Runbook } from "../../../model";
import { promql } from "../../../query";

export const watchdogRunbook: Runbook = {
  meaning:
    "This alert fires always; that it fires is good. Alertmanager passes it on to a service outside of the cluster (the heartbeat), which raises " +
    "the alarm when it has not heard of it for some minutes. You are here because of that alarm: somewhere between Prometheus and the heartbeat " +
    "alerts no longer pass.",
  impact:
    "Nobody is told of anything until this is mended, whatever happens to the systems. Treat it as an outage of everything until you know better.",
  diagnosis: [
    {
      text: "See whether Prometheus and Alertmanager run. Does kubectl not answer, the cluster itself is down: go there first.",
      command: "kubectl --namespace observability get pods | grep -E 'prometheus|alertmanager'",
    },
    {
      text: "See whether the alert fires in Prometheus. If it does not, Prometheus evaluates no rules: read its log.",
      query: promql`${scrape.alerts}{alertname="Watchdog",alertstate="firing"}`,
    },
    {
      text: "Read why Prometheus cannot send to Alertmanager, or does not evaluate.",
      command:
        "kubectl --namespace observability logs --selector app.kubernetes.io/name=prometheus --container prometheus --since=30m --tail=-1 | grep -iE 'notif|alertmanager|rule|error'",
    },
    {
      text: "See whether Alertmanager has it.",
      command:
        "kubectl --namespace observability exec statefulset/alertmanager -- amtool --alertmanager.url=http://localhost:9093 alert query alertname=Watchdog",
    },
    {
      text: "Read why Alertmanager cannot reach the heartbeat: a name that does not resolve, a proxy, an address that was revoked.",
      command:
        "kubectl --namespace observability logs --selector app.kubernetes.io/name=alertmanager --since=30m --tail=-1 | grep -iE 'heartbeat|notify|error'",
    },
    "Open the page of the heartbeat's provider: it may be its own outage.",
  ],
  mitigation: [
    "Until alerts pass again, somebody watches the dashboards: say so to the team.",
    {
      text: "Restart what hangs, one after the other.",
      command: "kubectl --namespace observability rollout restart statefulset/alertmanager",
    },
    {
      text: "If a change of the rules or of the routing broke it, deploy the version before.",
      command: "git revert <commit> && npx cdktf-cli@0.21.0 deploy '<environment>-*'",
    },
    "If the volume of Prometheus is full, make it larger or the retention shorter (prometheus.storage, prometheus.retention of the environment).",
    "If the address of the heartbeat has changed, write it into its Secret (alerting.heartbeat of the environment); Alertmanager reads it anew.",
  ],
};
