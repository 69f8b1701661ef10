/** Whether the pods know each other, and keep what they know. */
import { query, row, timeSeries } from "../../../dashboards";
import { scrape, type Row } from "../../../model";
import { matches, promql } from "../../../query";
import { alertmanager } from "../metrics";
import { of, type AlertmanagerTarget } from "../target";

export const clusterOfPods = (target: AlertmanagerTarget): Row => {
  const chosen = of(target, { pod: matches("$pod") });
  return row("Cluster", [
    timeSeries("Members that each pod knows", {
      description:
        "Members of the cluster, itself included, and pods that answer. Pods that know fewer tell people twice, and do not share silences.",
      queries: [
        query(promql`max by (pod) (${alertmanager.clusterMembers}{${chosen}})`, "{{pod}}"),
        query(promql`sum(${scrape.up}{${of(target)}})`, "pods that answer"),
      ],
      unit: "count",
      styles: [{ series: "pods that answer", dashed: true, color: "text" }],
      min: 0,
      decimals: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Troubles between peers", {
      description: "Peers that cannot be reached, and how badly each pod hears the others (0 is well).",
      queries: [
        query(promql`max by (pod) (${alertmanager.clusterFailedPeers}{${chosen}})`, "not reached by {{pod}}"),
        query(promql`max by (pod) (${alertmanager.clusterHealth}{${chosen}})`, "health of {{pod}}"),
      ],
      unit: "count",
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Messages to peers", {
      description: "Messages sent to peers, and downwards those thrown away because too many waited.",
      queries: [
        query(
          promql`sum by (msg_type) (rate(${alertmanager.clusterMessagesSent}{${chosen}}[$__rate_interval]))`,
          "sent: {{msg_type}}",
        ),
        query(promql`sum(rate(${alertmanager.clusterMessagesPruned}{${chosen}}[$__rate_interval]))`, "thrown away"),
        query(promql`sum(${alertmanager.clusterMessagesQueued}{${chosen}})`, "waiting"),
      ],
      unit: "per second",
      styles: [
        { series: "thrown away", color: "red", negative: true },
        { series: "waiting", unit: "count", rightAxis: true },
      ],
      width: 8,
      height: 7,
    }),
    timeSeries("State that was not saved", {
      description:
        "Failures to save silences, and who was told what. What is not saved is forgotten at the next start.",
      queries: [
        query(
          promql`sum by (pod) (rate(${alertmanager.silencesMaintenanceErrors}{${chosen}}[$__rate_interval]))`,
          "silences of {{pod}}",
        ),
        query(
          promql`sum by (pod) (rate(${alertmanager.nflogMaintenanceErrors}{${chosen}}[$__rate_interval]))`,
          "who was told, of {{pod}}",
        ),
      ],
      unit: "per second",
      style: "bars",
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Requests by code", {
      description: "Requests of Prometheus and of people, by the code of the answer.",
      queries: [
        query(
          promql`sum by (code) (rate(${alertmanager.requestDuration}_count{${chosen}}[$__rate_interval]))`,
          "{{code}}",
        ),
        query(promql`sum(${alertmanager.requestsInFlight}{${chosen}})`, "at once"),
      ],
      unit: "per second",
      stacked: false,
      styles: [{ series: "at once", unit: "count", rightAxis: true, dashed: true, color: "text" }],
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Requests by duration", {
      description: "95th percentile of each handler.",
      queries: [
        query(
          promql`
            histogram_quantile(
              0.95,
              sum by (handler, le) (rate(${alertmanager.requestDuration}_bucket{${chosen}}[$__rate_interval]))
            )
          `,
          "{{handler}}",
        ),
      ],
      unit: "seconds",
      min: 0,
      width: 8,
      height: 7,
    }),
  ]);
};
