/** The way into the traces: which service is slow or fails, which of its operations, and from there to single traces. */
import { cluster, dashboard, labelVariable, line, now, stat, top } from "../../../dashboards";
import type { Dashboard, Panel } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../../jaeger";
import { dependencies, operations } from "./operations-rows";
import { signals } from "./services-row";
import { ANSWERED, chosen, failedShare, quantile, rate, SERVICE } from "./spans";

const figures: readonly Panel[] = [
  stat("Requests", {
    description: "Requests and messages that the chosen services answered, each second, as far as they are traced.",
    queries: [now(promql`sum(${rate(SERVICE, ANSWERED)})`, "requests")],
    unit: "per second",
    whenEmpty: "No span",
  }),
  stat("Requests that failed", {
    description: "Share of them that failed.",
    queries: [now(failedShare([], ANSWERED), "failed")],
    unit: "ratio",
    thresholds: [line(0.01, "orange"), line(0.05, "red")],
    colored: "background",
    whenEmpty: "No span",
  }),
  stat("Slowest of twenty", {
    description: "95th percentile of how long they took.",
    queries: [now(quantile(0.95, [], ANSWERED), "p95")],
    unit: "milliseconds",
    whenEmpty: "No span",
  }),
  stat("Services with traces", {
    description: "Services that send spans. One that is missing sends none, or is not sampled.",
    queries: [now(promql`count(count by (service_name) (${jaeger.calls}{${chosen()}}))`, "services")],
    unit: "count",
    whenEmpty: "None",
  }),
  stat("Spans lost", {
    description: "Spans of all services that Jaeger took and lost, each second. Where it is not 0, traces have holes.",
    queries: [
      now(
        promql`
          (sum(rate(${jaeger.overflowedSpans}[$__rate_interval])) or vector(0))
          + (sum(rate(${jaeger.failedSpans}[$__rate_interval])) or vector(0))
        `,
        "lost",
      ),
    ],
    unit: "per second",
    thresholds: [line(0.001, "red")],
    colored: "background",
    links: [{ title: "Jaeger", to: { dashboard: "jaeger" } }],
  }),
  stat("Traces are behind", {
    description: "How long a span waits until it can be found.",
    queries: [
      now(
        promql`
          max(
            sum by (pod) (${jaeger.queueSize})
            / (sum by (pod) (rate(${jaeger.sentSpans}[$__rate_interval])) > 0)
          )
        `,
        "behind",
      ),
    ],
    unit: "seconds",
    thresholds: [line(10, "orange"), line(60, "red")],
    colored: "background",
    whenEmpty: "Nothing is stored",
    links: [{ title: "Jaeger", to: { dashboard: "jaeger" } }],
  }),
];

export const tracesDashboard = (): Dashboard =>
  dashboard("traces", {
    title: "Traces",
    description:
      "The way into the traces: which service is slow or fails, which of its operations, and single traces of them.",
    tags: ["traces"],
    variables: [
      cluster,
      labelVariable("service", "Service", promql`${jaeger.calls}`, { label: "service_name" }),
      labelVariable("operation", "Operation", promql`${jaeger.calls}{service_name=~"$service"}`, {
        label: "span_name",
      }),
    ],
    links: [
      { title: "Home", to: { dashboard: "home" } },
      { title: "Logs", to: { dashboard: "logs", variables: { service: "$service" } } },
      { title: "Jaeger", to: { dashboard: "jaeger" } },
    ],
    rows: [top(figures), signals, operations, dependencies],
  });
