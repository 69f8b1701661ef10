/** Whether the other store gets all samples, and how far it is behind. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import type { Expression, Row } from "../../../model";
import { not, promql } from "../../../query";
import { remoteWriteBehind, remoteWriteFailing } from "../alerts/remote-write";
import { prometheus } from "../metrics";
import type { PrometheusSelf } from "../self";
import type { Selectors } from "./selectors";

export const behind = ({ mine }: Selectors): Expression =>
  promql`
    max by (pod, remote_name) (
      ${mine(prometheus.remoteNewest)} - ${mine(prometheus.remoteNewestSent)}
    )
  `;

export const remoteWriting = (self: PrometheusSelf, chosen: Selectors): Row => {
  const { mine, where } = chosen;
  return row("Remote write", [
    timeSeries("Behind", {
      description: "Age of the newest sample that the other store has, measured at what is here. Seconds are normal.",
      queries: [query(behind(chosen), "{{pod}} to {{remote_name}}")],
      unit: "seconds",
      thresholds: [alertLine(remoteWriteBehind(self), "seconds")],
      min: 0,
    }),
    timeSeries("Samples sent and lost", {
      description:
        "Samples that the other store took, and downwards those that it refused for good or that were never sent. Nothing lost is normal.",
      queries: [
        query(
          promql`sum by (remote_name) (rate(${mine(prometheus.remoteSamples)}[$__rate_interval]))`,
          "sent to {{remote_name}}",
        ),
        query(
          promql`sum by (remote_name) (rate(${mine(prometheus.remoteSamplesFailed)}[$__rate_interval]))`,
          "refused by {{remote_name}}",
        ),
        query(
          promql`
            sum by (remote_name, reason) (
              rate(${mine(prometheus.remoteSamplesDropped, { reason: not("dropped_series") })}[$__rate_interval])
            )
          `,
          "not sent to {{remote_name}}: {{reason}}",
        ),
      ],
      unit: "per second",
      styles: [{ series: "/^(refused|not sent)/", color: "red", negative: true }],
    }),
    timeSeries("Samples refused by the other store", {
      description: "Share of the samples that it refused for good.",
      queries: [
        query(
          promql`
            sum by (remote_name) (rate(${mine(prometheus.remoteSamplesFailed)}[$__rate_interval]))
            / (
              sum by (remote_name) (rate(${mine(prometheus.remoteSamplesFailed)}[$__rate_interval]))
              + sum by (remote_name) (rate(${mine(prometheus.remoteSamples)}[$__rate_interval]))
              > 0
            )
          `,
          "{{remote_name}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(remoteWriteFailing(self), "ratio")],
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Waiting, and sent again", {
      description:
        "Samples in the queue, and at the right those that are sent again each second because the other store failed for a moment.",
      queries: [
        query(promql`sum by (remote_name) (${mine(prometheus.remoteSamplesPending)})`, "waiting for {{remote_name}}"),
        query(
          promql`sum by (remote_name) (rate(${mine(prometheus.remoteSamplesRetried)}[$__rate_interval]))`,
          "again to {{remote_name}}",
        ),
      ],
      unit: "count",
      styles: [{ series: "/^again/", unit: "per second", rightAxis: true }],
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Senders", {
      description:
        "Parallel senders that would keep up, and those that are allowed. Where more are desired than allowed, it falls behind.",
      queries: [
        query(promql`max by (remote_name) (${mine(prometheus.remoteShardsDesired)})`, "desired for {{remote_name}}"),
        query(promql`min by (remote_name) (${mine(prometheus.remoteShardsMax)})`, "allowed for {{remote_name}}"),
      ],
      unit: "count",
      styles: [{ series: "/^allowed/", color: "red", dashed: true }],
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Requests to the other store", {
      description: "95th percentile of how long it takes to answer.",
      queries: [
        query(
          promql`
            histogram_quantile(
              0.95,
              sum by (remote_name, le) (rate(${prometheus.remoteRequestDuration}_bucket{${where()}}[$__rate_interval]))
            )
          `,
          "{{remote_name}}",
        ),
      ],
      unit: "seconds",
      min: 0,
      width: 24,
      height: 6,
    }),
  ]);
};
