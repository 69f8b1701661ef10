/** Whether people are told, by each way to tell them. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import type { Row } from "../../../model";
import { matches, promql } from "../../../query";
import { sendBroken, sendFailing, sendSlow } from "../alerts/notifications";
import { alertmanager } from "../metrics";
import { of, type AlertmanagerTarget } from "../target";

export const notifications = (target: AlertmanagerTarget): Row => {
  const chosen = of(target, { pod: matches("$pod") });
  return row("Notifications out", [
    timeSeries("Notifications", {
      description:
        "What is told by each way, each second, and downwards what was given up. Nothing given up is normal.",
      queries: [
        query(
          promql`sum by (integration) (rate(${alertmanager.notifications}{${chosen}}[$__rate_interval]))`,
          "{{integration}}",
        ),
        query(
          promql`sum by (integration, reason) (rate(${alertmanager.notificationsFailed}{${chosen}}[$__rate_interval])) > 0`,
          "lost by {{integration}}: {{reason}}",
        ),
      ],
      unit: "per second",
      styles: [{ series: "/^lost/", color: "red", negative: true }],
    }),
    timeSeries("Notifications given up", {
      description:
        "Share of the notifications by each way that was given up after several tries. Those who are told by it alone miss them.",
      queries: [
        query(
          promql`
            sum by (integration) (rate(${alertmanager.notificationsFailed}{${chosen}}[$__rate_interval]))
            / (sum by (integration) (rate(${alertmanager.notifications}{${chosen}}[$__rate_interval])) > 0)
          `,
          "{{integration}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(sendFailing(target), "failedShare"), alertLine(sendBroken(target), "failedShare")],
      min: 0,
      whenEmpty: "Nothing was told",
    }),
    timeSeries("Time to tell", {
      description: "90th percentile of how long a notification takes by each way.",
      queries: [
        query(
          promql`
            histogram_quantile(
              0.9,
              sum by (integration, le) (rate(${alertmanager.notificationLatency}_bucket{${chosen}}[$__rate_interval]))
            )
          `,
          "{{integration}}",
        ),
      ],
      unit: "seconds",
      thresholds: [alertLine(sendSlow(target), "seconds")],
      min: 0,
      whenEmpty: "Nothing was told",
    }),
    timeSeries("Tries that failed", {
      description:
        "Share of the single tries that failed, retries counted. It rises before notifications are given up.",
      queries: [
        query(
          promql`
            sum by (integration) (rate(${alertmanager.sendingTriesFailed}{${chosen}}[$__rate_interval]))
            / (sum by (integration) (rate(${alertmanager.sendingTries}{${chosen}}[$__rate_interval])) > 0)
          `,
          "{{integration}}",
        ),
      ],
      unit: "ratio",
      min: 0,
      whenEmpty: "Nothing was told",
    }),
  ]);
};
