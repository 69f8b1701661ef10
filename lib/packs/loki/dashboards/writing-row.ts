/** Lines in: how many, how late, how many are refused and why, and whether ingesters take them. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import type { Row } from "../../../model";
import { matches, notMatches, promql } from "../../../query";
import { linesDiscarded, rateLimited, streamsNearLimit } from "../alerts/limits";
import { ingesterAppendErrors, PUSH, pushErrors, pushSlow } from "../alerts/writes";
import { RATE_LIMITS, STREAM_LIMIT } from "../discard-reasons";
import { loki } from "../metrics";
import type { LokiTarget } from "../target";
import { THIRD, type Chosen } from "./selectors";

const MILLISECONDS = 1_000;
const TO_INGESTERS = { operation: "/logproto.Pusher/Push" };

export const pushP99 = (chosen: Chosen) =>
  promql`
    histogram_quantile(
      0.99,
      sum by (route, le) (rate(${loki.requestDuration}_bucket{${chosen({ route: PUSH })}}[$__rate_interval]))
    )
  `;

export const writing = (target: LokiTarget, chosen: Chosen): Row =>
  row("Lines in", [
    timeSeries("Lines received and refused", {
      description:
        "Lines that senders push, and downwards those that Loki refuses, by reason. What is refused is lost: senders do not send it again.",
      queries: [
        query(
          promql`sum by (tenant) (rate(${loki.linesReceived}{${chosen()}}[$__rate_interval]))`,
          "received from {{tenant}}",
        ),
        query(
          promql`sum by (reason) (rate(${loki.linesDiscarded}{${chosen()}}[$__rate_interval])) > 0`,
          "refused: {{reason}}",
        ),
      ],
      unit: "per second",
      styles: [{ series: "/^refused/", color: "red", negative: true }],
    }),
    timeSeries("Bytes received and refused", {
      description: "The same in bytes, which the limits of ingestion are about.",
      queries: [
        query(
          promql`sum by (tenant) (rate(${loki.bytesReceived}{${chosen()}}[$__rate_interval]))`,
          "received from {{tenant}}",
        ),
        query(
          promql`sum by (reason) (rate(${loki.bytesDiscarded}{${chosen()}}[$__rate_interval])) > 0`,
          "refused: {{reason}}",
        ),
      ],
      unit: "bytes per second",
      styles: [{ series: "/^refused/", color: "red", negative: true }],
    }),
    timeSeries("Lines refused, of those received", {
      description: "Share of each tenant's lines that was refused: for their rate, and for any other reason.",
      queries: [
        query(
          promql`
            sum by (tenant) (
              rate(${loki.linesDiscarded}{${chosen({ reason: matches(RATE_LIMITS.join("|")) })}}[$__rate_interval])
            )
            / (sum by (tenant) (rate(${loki.linesReceived}{${chosen()}}[$__rate_interval])) > 0)
          `,
          "{{tenant}}: too many at once",
        ),
        query(
          promql`
            sum by (tenant, reason) (
              rate(${loki.linesDiscarded}{${chosen({ reason: notMatches([...RATE_LIMITS, STREAM_LIMIT].join("|")) })}}[$__rate_interval])
            )
            / on (tenant) group_left ()
            (sum by (tenant) (rate(${loki.linesReceived}{${chosen()}}[$__rate_interval])) > 0)
          `,
          "{{tenant}}: {{reason}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(rateLimited(target), "share"), alertLine(linesDiscarded(target), "share")],
      whenEmpty: "No line was ever refused",
      ...THIRD,
    }),
    timeSeries("How late lines arrive", {
      description:
        "Age of the newest line in a push request, on average. Seconds are normal; minutes mean that senders are behind and work off their buffers.",
      queries: [
        query(
          promql`
            sum(rate(${loki.lineLag}{${chosen()}}[$__rate_interval])) / ${MILLISECONDS}
            / (sum(rate(${loki.requestDuration}_count{${chosen({ route: PUSH })}}[$__rate_interval])) > 0)
          `,
          "age of the newest line",
        ),
      ],
      unit: "seconds",
      ...THIRD,
    }),
    timeSeries("Streams", {
      description: "Active streams of each tenant. Lines of new streams are refused at the limit.",
      queries: [
        query(
          promql`
            sum by (tenant) (${loki.streams}{${chosen()}})
            / on () group_left ()
            max(${loki.replicationFactor}{${chosen()}})
          `,
          "{{tenant}}",
        ),
      ],
      unit: "count",
      thresholds: [alertLine(streamsNearLimit(target), "streams")],
      ...THIRD,
    }),
    timeSeries("Pushes that failed", {
      description:
        "Share of the push requests that failed by Loki's fault (5xx). Senders hold their lines back and try again, until their buffers are full.",
      queries: [
        query(
          promql`
            (
              sum by (route) (
                rate(${loki.requestDuration}_count{${chosen({ route: PUSH, status_code: matches("5..") })}}[$__rate_interval])
              )
              or 0 * sum by (route) (rate(${loki.requestDuration}_count{${chosen({ route: PUSH })}}[$__rate_interval]))
            )
            / (sum by (route) (rate(${loki.requestDuration}_count{${chosen({ route: PUSH })}}[$__rate_interval])) > 0)
          `,
          "{{route}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(pushErrors(target), "errorRatio")],
      ...THIRD,
    }),
    timeSeries("Pushes by duration", {
      description: "What the slowest of a hundred push requests took.",
      queries: [query(pushP99(chosen), "{{route}}")],
      unit: "seconds",
      thresholds: [alertLine(pushSlow(target), "p99")],
      ...THIRD,
    }),
    timeSeries("Ingesters that do not take lines", {
      description:
        "Share of the requests from distributors to ingesters that failed, and time-outs each second at the right.",
      queries: [
        query(
          promql`
            sum(rate(${loki.ingesterRequestDuration}_count{${chosen({ ...TO_INGESTERS, status_code: matches("5..|error") })}}[$__rate_interval]))
            / (sum(rate(${loki.ingesterRequestDuration}_count{${chosen(TO_INGESTERS)}}[$__rate_interval])) > 0)
          `,
          "failed",
        ),
        query(promql`sum(rate(${loki.appendTimeouts}{${chosen()}}[$__rate_interval]))`, "time-outs"),
      ],
      unit: "ratio",
      thresholds: [alertLine(ingesterAppendErrors(target), "errorRatio")],
      styles: [{ series: "time-outs", unit: "per second", rightAxis: true, color: "orange" }],
      whenEmpty: "All requests are taken",
      ...THIRD,
    }),
  ]);
