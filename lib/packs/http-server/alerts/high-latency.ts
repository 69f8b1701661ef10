/** One request in twenty takes so long that users wait. */
import { alert, hours, minutes, plus, times } from "../../../model";
import { promql } from "../../../query";
import { fires, humanizeDuration, silent } from "../../../testing";
import { p95ByService } from "../latency-rules";
import { rateByService } from "../rules";
import { highLatencyRunbook } from "../runbooks/high-latency";
import { standardHttp, type TimedHttpMetrics } from "../http-metrics";
import { http } from "../metrics";
import { CART, trafficOf } from "../situations";

/** @param metrics what its tests speak of */
export const highLatencyOf = (metrics: TimedHttpMetrics) =>
  alert("HttpHighLatency", {
    parameters: {
      /** Beyond the last bucket of the metric nothing can be told apart: keep it below 5, or below 10 with those of OpenTelemetry. */
      p95Seconds: 1,
      /** From which on a quantile says something: 30 in five minutes. */
      requestsPerSecond: 0.1,
    },
    expr: ({ p95Seconds, requestsPerSecond }) =>
      promql`${p95ByService} > ${p95Seconds} and ${rateByService} > ${requestsPerSecond}`,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "Requests to {{ $labels.namespace }}/{{ $labels.service }} take {{ $value | humanizeDuration }} (p95)",
    description: ({ p95Seconds }) =>
      `One request in twenty of the last five minutes took {{ $value | humanizeDuration }} or longer; ${humanizeDuration(p95Seconds)} is the limit.`,
    runbook: highLatencyRunbook,
    tests: ({ p95Seconds, requestsPerSecond, for: pending }) => {
      const { timed } = trafficOf(metrics);
      const steady = (seconds: number, perSecond: number) =>
        timed([{ quantile: 0.95, is: seconds, perSecond, for: hours(6) }]);
      const enough = 10 + 10 * requestsPerSecond;
      const texts = {
        summary: `Requests to shop/cart take ${humanizeDuration(1.2 * p95Seconds)} (p95)`,
        description: `One request in twenty of the last five minutes took ${humanizeDuration(1.2 * p95Seconds)} or longer; ${humanizeDuration(p95Seconds)} is the limit.`,
      };
      const [quick, half] = [{ quantile: 0.95, is: 0.6 * p95Seconds, perSecond: enough }, times(0.5, pending)];
      return [
        fires("a fifth above the limit", {
          given: steady(1.2 * p95Seconds, enough),
          after: plus(pending, minutes(10)),
          expect: [{ labels: CART, ...texts }],
        }),
        fires("slow, and just enough requests", {
          given: steady(1.2 * p95Seconds, 1.2 * Math.max(requestsPerSecond, 0.001)),
          after: plus(pending, minutes(10)),
          expect: [{ labels: CART, ...texts }],
        }),
        silent("a twentieth below the limit", {
          given: steady(0.95 * p95Seconds, enough),
          for: plus(pending, hours(1)),
        }),
        silent("slow, but too few requests", {
          given: steady(1.2 * p95Seconds, 0.95 * requestsPerSecond),
          for: plus(pending, hours(1)),
        }),
        silent("slow for half of the wait, then a flood of quick answers", {
          given: timed([
            { ...quick, for: minutes(20) },
            { ...quick, is: 1.2 * p95Seconds, for: half },
            { ...quick, perSecond: 1e6, for: minutes(30) },
          ]),
          for: plus(pending, minutes(50)),
        }),
      ];
    },
  });

export const highLatency = highLatencyOf({ ...standardHttp, duration: http.requestDuration });
