/** Alerts in, and what becomes of them. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import type { Row } from "../../../model";
import { matches, promql } from "../../../query";
import { dispatchSlow, mostSuppressed } from "../alerts/intake";
import { alertmanager } from "../metrics";
import { of, type AlertmanagerTarget } from "../target";

export const intake = (target: AlertmanagerTarget): Row => {
  const chosen = of(target, { pod: matches("$pod") });
  const suppressed = of(target, { pod: matches("$pod"), state: "suppressed" });
  return row("Alerts in", [
    timeSeries("Alerts received", {
      description:
        "What each pod gets, repetitions included. Prometheus repeats what fires, so that nothing at all means that no alert arrives.",
      queries: [
        query(
          promql`sum by (pod, status) (rate(${alertmanager.alertsReceived}{${chosen}}[$__rate_interval]))`,
          "{{status}} to {{pod}}",
        ),
      ],
      unit: "per second",
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Alerts refused", {
      description:
        "Alerts that nobody is told of: not readable, without room in a group, or in requests that were too many. None is normal.",
      queries: [
        query(promql`sum(rate(${alertmanager.alertsInvalid}{${chosen}}[$__rate_interval]))`, "not readable"),
        query(promql`sum(rate(${alertmanager.groupLimitReached}{${chosen}}[$__rate_interval]))`, "no room in a group"),
        query(promql`sum(rate(${alertmanager.requestsRefused}{${chosen}}[$__rate_interval]))`, "too many requests"),
      ],
      unit: "per second",
      style: "bars",
      stacked: true,
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Time to sort an alert in", {
      description: "How long each pod takes to put an alert into its groups, on average.",
      queries: [
        query(
          promql`
            sum by (pod) (rate(${alertmanager.dispatchDuration}_sum{${chosen}}[$__rate_interval]))
            / (sum by (pod) (rate(${alertmanager.dispatchDuration}_count{${chosen}}[$__rate_interval])) > 0)
          `,
          "{{pod}}",
        ),
      ],
      unit: "seconds",
      thresholds: [alertLine(dispatchSlow(target), "seconds")],
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Alerts by what becomes of them", {
      description: "Active ones are told, suppressed ones are silenced or inhibited. Of the pod that knows most.",
      queries: [query(promql`max by (state) (${alertmanager.alerts}{${chosen}})`, "{{state}}")],
      unit: "count",
      stacked: true,
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Suppressed, of all alerts", {
      description: "Share of the alerts that is silenced or inhibited. A high one may hide what somebody should know.",
      queries: [
        query(
          promql`
            max(${alertmanager.alerts}{${suppressed}})
            / (max(sum by (pod) (${alertmanager.alerts}{${chosen}})) > 0)
          `,
          "suppressed",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(mostSuppressed(target), "suppressedShare")],
      min: 0,
      max: 1,
      whenEmpty: "No alert is known",
      width: 8,
      height: 7,
    }),
    timeSeries("Silences and groups", {
      description: "Silences by what has become of them, and groups of alerts that are kept.",
      queries: [
        query(promql`max by (state) (${alertmanager.silences}{${chosen}})`, "silences {{state}}"),
        query(promql`max(${alertmanager.groups}{${chosen}})`, "groups"),
      ],
      unit: "count",
      min: 0,
      width: 8,
      height: 7,
    }),
  ]);
};
