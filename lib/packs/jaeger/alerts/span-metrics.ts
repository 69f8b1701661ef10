/** Metrics that are computed from spans: what services have that measure nothing themselves. */
import { alert, hours, minutes, plus, seconds } from "../../../model";
import { promql } from "../../../query";
import { fires, humanize, humanizePercentage, series, silent } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { jaeger } from "../metrics";
import { spanMetricsMissingRunbook } from "../runbooks/span-metrics-missing";
import { spanMetricsOverflowRunbook } from "../runbooks/span-metrics-overflow";
import { of, othersThan, podOf, serviceOf, type JaegerTarget } from "../target";

/** A service has too many operations: part of its spans are counted without saying what they are. */
export const spanMetricsOverflow = (target: JaegerTarget) =>
  alert("JaegerSpanMetricsOverflow", {
    parameters: { ratio: 0.01 },
    expr: ({ ratio }) => promql`
      sum by (namespace, service, exported_job) (
        rate(${jaeger.calls}{${of(target, { otel_metric_overflow: "true" })}}[15m])
      )
      / (sum by (namespace, service, exported_job) (rate(${jaeger.calls}{${of(target)}}[15m])) > 0)
      > ${ratio}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of the spans of {{ $labels.exported_job }} are counted without their operation",
    description: ({ ratio }) =>
      `A service has more combinations of operation, kind and status than Jaeger counts apart; more than ${humanizePercentage(ratio)} of its spans are beyond that, and missing in its rates and latencies.`,
    runbook: spanMetricsOverflowRunbook,
    tests: ({ ratio, for: pending }) => {
      const counted = (labels: Readonly<Record<string, string>>, exported_job = "cart") =>
        series(jaeger.calls, { ...labels, exported_job, service_name: exported_job, span_name: "GET /cart" });
      const beyond = (labels: Readonly<Record<string, string>>, exported_job = "cart") =>
        series(jaeger.calls, { ...labels, exported_job, otel_metric_overflow: "true" });
      return limitTests({
        limit: ratio,
        pending,
        ratio: true,
        window: minutes(15),
        given: (value, time) => [
          counted(podOf(target)).ratePerSecond(0.5 * (1 - value), time),
          beyond(podOf(target)).ratePerSecond(0.25 * value, time),
          beyond(podOf(target, "jaeger-1")).ratePerSecond(0.25 * value, time),
          counted(podOf(target), "shop").ratePerSecond(0.5, time),
          ...othersThan(target).flatMap((labels) => [
            counted(labels).ratePerSecond(1, time),
            beyond(labels).ratePerSecond(9, time),
          ]),
        ],
        expect: (value) => [
          {
            labels: { ...serviceOf(target), exported_job: "cart" },
            summary: `${humanizePercentage(value)} of the spans of cart are counted without their operation`,
          },
        ],
      });
    },
  });

/** Spans come in, and none of them is counted: whoever watches services by these metrics is blind. */
export const spanMetricsMissing = (target: JaegerTarget) =>
  alert("JaegerSpanMetricsMissing", {
    parameters: { spansPerSecond: 0.1 },
    expr: ({ spansPerSecond }) => promql`
      sum by (namespace, service) (rate(${jaeger.acceptedSpans}{${of(target)}}[15m])) > ${spansPerSecond}
      unless
      sum by (namespace, service) (rate(${jaeger.calls}{${of(target)}}[15m])) > 0
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "{{ $labels.namespace }}/{{ $labels.service }} computes no metrics from {{ $value | humanize }} spans a second",
    description:
      "Jaeger receives spans, but Prometheus has no metrics that are computed from them. Rates, errors and latencies of services that have no metrics of their own are missing.",
    runbook: spanMetricsMissingRunbook,
    tests: ({ spansPerSecond, for: pending }) => {
      const accepted = (pod: string, other = {}) =>
        series(jaeger.acceptedSpans, { ...podOf(target, pod), receiver: "otlp", ...other });
      const calls = series(jaeger.calls, { ...podOf(target), exported_job: "cart", span_name: "GET /cart" });
      const expect = (value: number) => [
        {
          labels: serviceOf(target),
          summary: `${target.namespace}/${target.job} computes no metrics from ${humanize(value)} spans a second`,
        },
      ];
      const early = pending.milliseconds === 0 ? undefined : plus(pending, seconds(-30));
      return [
        ...limitTests({
          limit: spansPerSecond,
          pending,
          window: minutes(15),
          given: (value, time) => [
            accepted("jaeger-0").ratePerSecond(0.5 * value, time),
            accepted("jaeger-1").ratePerSecond(0.5 * value, time),
            ...othersThan(target).flatMap((labels) => [
              accepted("jaeger-0", labels).ratePerSecond(9, time),
              series(jaeger.calls, { ...labels, exported_job: "cart" }).ratePerSecond(9, time),
            ]),
          ],
          expect,
        }),
        fires("they end", {
          given: [
            accepted("jaeger-0").ratePerSecond(2 * spansPerSecond, hours(3)),
            calls.ratePerSecond(1, minutes(30)).ratePerSecond(0, hours(3)),
          ],
          notBefore: early && plus(minutes(44), early),
          after: plus(minutes(46), pending),
          expect: expect(2 * spansPerSecond),
        }),
        silent("a span now and then", {
          given: [
            accepted("jaeger-0").ratePerSecond(2 * spansPerSecond, hours(3)),
            calls.ratePerSecond(1 / 600, hours(3)),
          ],
          for: plus(hours(1), pending),
        }),
        silent("counted, with hardly two samples in the window", {
          given: [
            accepted("jaeger-0").ratePerSecond(2 * spansPerSecond, hours(4)),
            calls.ratePerSecond(1 / 600, hours(4)),
          ],
          interval: minutes(9),
          for: plus(hours(2), pending),
        }),
      ];
    },
  });
