/** Whether rules are evaluated, and whether what fires reaches Alertmanager. */
import { alertLine, highest, query, row, timeSeries } from "../../../dashboards";
import type { Row } from "../../../model";
import { promql } from "../../../query";
import {
  alertmanagerErrors,
  alertmanagersMissing,
  alertQueueFilling,
  alertsUndelivered,
} from "../alerts/notifications";
import { ruleGroupSlow } from "../alerts/rules";
import { prometheus } from "../metrics";
import type { PrometheusSelf } from "../self";
import type { Selectors } from "./selectors";

export const rules = (self: PrometheusSelf, { mine }: Selectors): Row =>
  row("Rules", [
    timeSeries("Evaluation of a group, of its interval", {
      description:
        "The ten slowest groups of rules: how much of their interval the last evaluation took. At 100 % evaluations are left out.",
      queries: [
        query(
          highest(
            10,
            promql`
              max by (rule_group) (
                ${mine(prometheus.ruleGroupDuration)} / (${mine(prometheus.ruleGroupInterval)} > 0)
              )
            `,
          ),
          "{{rule_group}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(ruleGroupSlow(self), "ratio")],
      min: 0,
    }),
    timeSeries("Rules that fail or are left out", {
      description:
        "Evaluations that failed or were left out, and alerts whose texts could not be made. None is normal: an alert that is not evaluated cannot fire.",
      queries: [
        query(
          promql`sum by (rule_group) (rate(${mine(prometheus.ruleFailures)}[$__rate_interval])) > 0`,
          "failed: {{rule_group}}",
        ),
        query(
          promql`sum by (rule_group) (rate(${mine(prometheus.ruleGroupMissed)}[$__rate_interval])) > 0`,
          "left out: {{rule_group}}",
        ),
        query(promql`sum(rate(${mine(prometheus.templateFailures)}[$__rate_interval]))`, "texts"),
      ],
      unit: "per second",
      style: "bars",
      min: 0,
    }),
  ]);

export const notifications = (self: PrometheusSelf, { mine }: Selectors): Row =>
  row("Alerts on their way to Alertmanager", [
    timeSeries("Alerts sent and lost", {
      description:
        "Alerts that Alertmanagers took, repetitions included, and downwards those that were given up. Nothing lost is normal.",
      queries: [
        query(
          promql`sum by (alertmanager) (rate(${mine(prometheus.notificationsSent)}[$__rate_interval]))`,
          "sent to {{alertmanager}}",
        ),
        query(
          promql`sum by (alertmanager) (rate(${mine(prometheus.notificationsDropped)}[$__rate_interval]))`,
          "lost for {{alertmanager}}",
        ),
      ],
      unit: "per second",
      styles: [{ series: "/^lost/", color: "red", negative: true }],
    }),
    timeSeries("Alerts that an Alertmanager did not take", {
      description:
        "Share of the alerts to each Alertmanager that it did not take. As long as one of them takes all, nobody misses anything.",
      queries: [
        query(
          promql`
            sum by (alertmanager) (rate(${mine(prometheus.notificationErrors)}[$__rate_interval]))
            / (
              sum by (alertmanager) (rate(${mine(prometheus.notificationErrors)}[$__rate_interval]))
              + sum by (alertmanager) (rate(${mine(prometheus.notificationsSent)}[$__rate_interval]))
              > 0
            )
          `,
          "{{alertmanager}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(alertmanagerErrors(self), "ratio"), alertLine(alertsUndelivered(self), "ratio")],
      min: 0,
    }),
    timeSeries("Queue of alerts", {
      description: "How full the queue for each Alertmanager is. From a full one the oldest alerts are thrown away.",
      queries: [
        query(
          promql`
            max by (pod, alertmanager) (
              ${mine(prometheus.notificationQueue)}
              / ignoring (alertmanager) group_left ()
              (${mine(prometheus.notificationQueueCapacity)} > 0)
            )
          `,
          "{{pod}} to {{alertmanager}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(alertQueueFilling(self), "ratio")],
      min: 0,
    }),
    timeSeries("Alertmanagers known", {
      description: "Alertmanagers that each pod sends to: each peer counts, because peers do not pass alerts on.",
      queries: [query(promql`max by (pod) (${mine(prometheus.alertmanagers)})`, "{{pod}}")],
      unit: "count",
      thresholds:
        self.alertmanagers > 1 ? [alertLine(alertmanagersMissing(self), "alertmanagers", { below: true })] : [],
      min: 0,
      decimals: 0,
    }),
  ]);
