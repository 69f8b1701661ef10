/** Which service is slow or fails. */
import { heatmap, highest, query, row, timeSeries } from "../../../dashboards";
import type { Row } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../../jaeger";
import { ANSWERED, chosen, failedShare, quantile, rate, SERVICE } from "./spans";

const toOneService = {
  title: "Only this service",
  to: { dashboard: "traces", variables: { service: "${__field.labels.service_name}" } },
} as const;
export const toItsTraces = {
  title: "Its traces",
  to: { traces: { service: "${__field.labels.service_name}" } },
} as const;

export const signals: Row = row("Which service", [
  timeSeries("Requests by service", {
    description: "What each service answers. A fall of one after another's is the way that trouble took.",
    queries: [query(highest(10, rate(SERVICE, ANSWERED)), "{{service_name}}")],
    unit: "per second",
    min: 0,
    width: 8,
    dataLinks: [toOneService, toItsTraces],
    whenEmpty: "No span",
  }),
  timeSeries("Requests that failed by service", {
    description: "Share of the requests that each service failed to answer, of the ten where it is highest.",
    queries: [query(highest(10, failedShare(SERVICE, ANSWERED)), "{{service_name}}")],
    unit: "ratio",
    min: 0,
    width: 8,
    dataLinks: [toOneService, toItsTraces],
    whenEmpty: "No span",
  }),
  timeSeries("Requests by duration and service", {
    description: "95th percentile of the ten slowest services, with single traces as dots.",
    queries: [query(highest(10, quantile(0.95, SERVICE, ANSWERED)), "{{service_name}}", { exemplars: true })],
    unit: "milliseconds",
    min: 0,
    width: 8,
    dataLinks: [toOneService, toItsTraces],
    whenEmpty: "No span",
  }),
  heatmap("Durations of requests", {
    description:
      "How many requests took how many milliseconds. A second band far up is a group of requests that waits for something.",
    queries: [
      query(promql`sum by (le) (rate(${jaeger.durations}_bucket{${chosen(ANSWERED)}}[$__rate_interval]))`, "{{le}}", {
        exemplars: true,
      }),
    ],
    unit: "milliseconds",
  }),
  timeSeries("Requests by duration", {
    description:
      "Median, 95th and 99th percentile over the chosen services, with single traces as dots: click one to open it.",
    queries: [
      query(quantile(0.5, [], ANSWERED), "p50"),
      query(quantile(0.95, [], ANSWERED), "p95"),
      query(quantile(0.99, [], ANSWERED), "p99", { exemplars: true }),
    ],
    unit: "milliseconds",
    min: 0,
    whenEmpty: "No span",
  }),
]);
