/** What is computed from spans: whether all of them count, and whose labels are too many. */
import { alertLine, highest, query, row, timeSeries } from "../../../dashboards";
import type { Row } from "../../../model";
import { promql } from "../../../query";
import { spanMetricsOverflow } from "../alerts/span-metrics";
import { jaeger } from "../metrics";
import type { JaegerTarget } from "../target";
import { THIRD, type Chosen } from "./selectors";

export const spanMetrics = (target: JaegerTarget, chosen: Chosen): Row =>
  row("Metrics from spans", [
    timeSeries("Spans taken and counted", {
      description:
        "Spans that were taken, and those that metrics were computed from. The two lie on one another; nothing counted leaves the Monitor tab empty.",
      queries: [
        query(promql`sum(rate(${jaeger.acceptedSpans}{${chosen()}}[$__rate_interval]))`, "taken"),
        query(promql`sum(rate(${jaeger.calls}{${chosen()}}[$__rate_interval]))`, "counted"),
      ],
      unit: "per second",
      ...THIRD,
    }),
    timeSeries("Series of the spans of a service", {
      description:
        "The ten services with the most combinations of labels. Beyond the limit (1000 unless set) all further ones count as one.",
      queries: [query(highest(10, promql`count by (exported_job) (${jaeger.calls}{${chosen()}})`), "{{exported_job}}")],
      unit: "count",
      legendAt: "right",
      ...THIRD,
    }),
    timeSeries("Spans above the limit of labels", {
      description:
        "Share of the spans of a service that are counted without their labels, because it has too many. Span names with ids are the usual cause.",
      queries: [
        query(
          promql`
            sum by (exported_job) (
              rate(${jaeger.calls}{${chosen({ otel_metric_overflow: "true" })}}[$__rate_interval])
            )
            / (sum by (exported_job) (rate(${jaeger.calls}{${chosen()}}[$__rate_interval])) > 0)
          `,
          "{{exported_job}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(spanMetricsOverflow(target), "ratio")],
      whenEmpty: "No service is above the limit",
      ...THIRD,
    }),
  ]);
