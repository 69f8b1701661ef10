/** The way of the spans: in, through the queue, into the storage, and where some of them are lost. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import type { Metric, Row } from "../../../model";
import { promql } from "../../../query";
import { memoryHigh } from "../alerts/availability";
import { exportFailing, queueDelay, queueNearlyFull, queueOverflow } from "../alerts/export";
import { memoryLimiterRefusing, spansRefused } from "../alerts/intake";
import { jaeger } from "../metrics";
import type { JaegerTarget } from "../target";
import { THIRD, type Chosen } from "./selectors";

export const flow = (target: JaegerTarget, chosen: Chosen): Row => {
  const rate = (metric: Metric) => promql`sum(rate(${metric}{${chosen()}}[$__rate_interval]))`;
  return row("The way of the spans", [
    timeSeries("Spans in and out", {
      description:
        "Spans taken and stored, and downwards those refused and lost. In and out lie on one another while nothing is behind or lost.",
      queries: [
        query(rate(jaeger.acceptedSpans), "taken"),
        query(rate(jaeger.sentSpans), "stored"),
        query(rate(jaeger.refusedSpans), "refused, the sender tries again"),
        query(rate(jaeger.overflowedSpans), "lost: queue full"),
        query(rate(jaeger.failedSpans), "lost: storage failed"),
      ],
      unit: "per second",
      styles: [
        { series: "/^refused/", color: "orange", negative: true },
        { series: "/^lost/", color: "red", negative: true },
      ],
    }),
    timeSeries("Share of the spans that is refused or lost", {
      description: "Refused spans may come again, lost ones do not. Nothing is normal.",
      queries: [
        query(
          promql`
            sum by (receiver) (rate(${jaeger.refusedSpans}{${chosen()}}[$__rate_interval]))
            / (
              sum by (receiver) (rate(${jaeger.refusedSpans}{${chosen()}}[$__rate_interval]))
              + sum by (receiver) (rate(${jaeger.acceptedSpans}{${chosen()}}[$__rate_interval]))
              > 0
            )
          `,
          "refused by {{receiver}}",
        ),
        query(promql`${rate(jaeger.overflowedSpans)} / (${rate(jaeger.acceptedSpans)} > 0)`, "lost: queue full"),
        query(
          promql`
            sum by (exporter) (rate(${jaeger.failedSpans}{${chosen()}}[$__rate_interval]))
            / (
              sum by (exporter) (rate(${jaeger.failedSpans}{${chosen()}}[$__rate_interval]))
              + sum by (exporter) (rate(${jaeger.sentSpans}{${chosen()}}[$__rate_interval]))
              > 0
            )
          `,
          "lost by {{exporter}}",
        ),
      ],
      unit: "ratio",
      thresholds: [
        alertLine(spansRefused(target), "ratio"),
        alertLine(queueOverflow(target), "ratio"),
        alertLine(exportFailing(target), "ratio"),
      ],
      min: 0,
      whenEmpty: "No span was ever refused or lost",
    }),
  ]);
};

export const inside = (target: JaegerTarget, chosen: Chosen): Row =>
  row("In, and what waits", [
    timeSeries("Spans in by protocol", {
      description: "Spans that each receiver takes. One that falls to nothing is a protocol that nobody can send by.",
      queries: [
        query(
          promql`sum by (receiver, transport) (rate(${jaeger.acceptedSpans}{${chosen()}}[$__rate_interval]))`,
          "{{receiver}} over {{transport}}",
        ),
        query(
          promql`sum by (receiver) (rate(${jaeger.failedReceptions}{${chosen()}}[$__rate_interval]))`,
          "failed in {{receiver}}",
        ),
      ],
      unit: "per second",
      styles: [{ series: "/^failed/", color: "red" }],
      ...THIRD,
    }),
    timeSeries("Spans in by pod", {
      description: "Spans that each pod takes. All on one pod is a sender with one long connection.",
      queries: [query(promql`sum by (pod) (rate(${jaeger.acceptedSpans}{${chosen()}}[$__rate_interval]))`, "{{pod}}")],
      unit: "per second",
      ...THIRD,
    }),
    timeSeries("Refused for lack of memory", {
      description: "Spans that the memory limiter refuses so that the pod is not killed. None is normal.",
      queries: [
        query(promql`sum by (pod) (rate(${jaeger.limiterRefusedSpans}{${chosen()}}[$__rate_interval]))`, "{{pod}}"),
      ],
      unit: "per second",
      thresholds: [alertLine(memoryLimiterRefusing(target), "spansPerSecond")],
      whenEmpty: "None was ever refused",
      ...THIRD,
    }),
    timeSeries("Queue to the storage", {
      description: "How full the queue of each pod is. What comes to a full one is lost.",
      queries: [
        query(
          promql`max by (pod) (${jaeger.queueSize}{${chosen()}} / (${jaeger.queueCapacity}{${chosen()}} > 0))`,
          "{{pod}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(queueNearlyFull(target), "ratio")],
      max: 1,
      ...THIRD,
    }),
    timeSeries("Wait in the queue of spans", {
      description: "How long a span waits until it is stored, at the pace of now: how far traces are behind.",
      queries: [
        query(
          promql`
            sum by (pod) (${jaeger.queueSize}{${chosen()}})
            / (sum by (pod) (rate(${jaeger.sentSpans}{${chosen()}}[$__rate_interval])) > 0)
          `,
          "{{pod}}",
        ),
      ],
      unit: "seconds",
      thresholds: [alertLine(queueDelay(target), "seconds")],
      ...THIRD,
    }),
    timeSeries("Heap", {
      description:
        "Go's heap of each pod and the memory of the process. Above its limit the memory limiter refuses spans.",
      queries: [
        query(promql`max by (pod) (${jaeger.heap}{${chosen()}})`, "{{pod}}"),
        query(promql`max by (pod) (${jaeger.residentMemory}{${chosen()}})`, "{{pod}}, all"),
      ],
      unit: "bytes",
      thresholds: [alertLine(memoryHigh(target), "bytes")],
      styles: [{ series: "/, all$/", dashed: true }],
      ...THIRD,
    }),
  ]);
