/** Mistakes in what dashboards ask. */
import { labelVariable, now, query, timeSeries } from "../../../../lib/dashboards";
import { promqlText, type TimeSeriesPanel } from "../../../../lib/model";
import { logql } from "../../../../lib/query";
import { asks, board, more, panel, type Seeded } from "./change";
import { CHAIN, shop } from "./shop";

const ROUTES = "Requests by route";
const ASKED = "dashboards.shop.panels.Requests by route.queries.A.expr";
const described = { description: "What the shop does." };

export const queryRows: readonly Seeded[] = [
  {
    title: "a query that Prometheus cannot read",
    change: asks(ROUTES, "sum by (route) (rate(web_requests_total[$__rate_interval])"),
    check: "promql/syntax",
    at: ASKED,
    words: [],
  },
  {
    title: "a function that does not exist",
    change: asks(ROUTES, "sum by (route) (rates(web_requests_total[$__rate_interval]))"),
    check: "promql/syntax",
    at: ASKED,
    words: ["there is no function rates", 'did you mean "rate"'],
  },
  {
    title: "a query that Loki cannot read",
    change: asks("Logs", logql`{namespace=~"$namespace"} |~ "("`),
    check: "logql/syntax",
    at: "dashboards.shop.panels.Logs.queries.A.expr",
    words: [],
  },
  {
    title: "logs of all namespaces, which Loki refuses",
    change: asks("Logs", logql`{namespace=~"$namespace"} |= "error"`),
    check: "logql/syntax",
    at: "dashboards.shop.panels.Logs.queries.A.expr",
    words: ["at least one matcher"],
  },
  {
    title: "a metric that nobody exports",
    change: asks(ROUTES, "sum by (route) (rate(web_request_total[$__rate_interval]))"),
    check: "promql/unknown-metric",
    at: ASKED,
    words: ['did you mean "web_requests_total"'],
  },
  {
    title: "a recording that nobody records",
    change: asks("Requests by service", 'service:web_requests:rate1m{service=~"$service"}', { legend: "requests" }),
    check: "promql/unknown-metric",
    at: "dashboards.shop.panels.Requests by service.queries.A.expr",
    words: ['did you mean "service:web_requests:rate5m"'],
  },
  {
    title: "a matcher on a label that the metric lacks",
    change: asks(ROUTES, 'sum by (route) (rate(web_requests_total{status="500"}[$__rate_interval]))'),
    check: "promql/unknown-label",
    at: ASKED,
    words: ['status="500" names a label', "status_code"],
  },
  {
    title: "a value that the label never has",
    change: asks(ROUTES, 'sum by (route) (rate(web_requests_total{status_code="501"}[$__rate_interval]))'),
    check: "promql/impossible-value",
    at: ASKED,
    words: ['"500"'],
  },
  {
    title: "a variable whose values are those of a label that nobody has",
    change: board({
      variables: [...CHAIN, labelVariable("zone", "Zone", promqlText("web_memory_bytes"))],
      title: "$zone",
    }),
    check: "dashboard/label-not-in-result",
    at: "dashboards.shop.variables.zone.label",
    words: ["zone names a label that the query does not carry"],
  },
  {
    title: "an annotation on a metric that nobody exports",
    change: board({
      annotations: [
        { name: "Deploys", expr: promqlText("changes(web_build_info[5m]) > 0"), title: "Deploy", color: "blue" },
      ],
    }),
    check: "promql/unknown-metric",
    at: "dashboards.shop.annotations.Deploys.expr",
    words: ["web_build_info"],
  },
  {
    title: "a rate over a fixed range",
    change: asks(ROUTES, "sum by (route) (rate(web_requests_total[5m]))"),
    check: "dashboard/rate-interval",
    at: ASKED,
    words: ["looks back 5m", "[$__rate_interval]"],
  },
  {
    title: "a rate over the distance of two points",
    change: asks(ROUTES, "sum by (route) (rate(web_requests_total[$__interval]))"),
    check: "dashboard/rate-interval",
    at: ASKED,
    words: ["shorter than two scrapes"],
  },
  {
    title: "an increase over the whole time, at each of its points",
    change: asks(ROUTES, "sum by (route) (increase(web_requests_total[$__range]))"),
    check: "dashboard/rate-interval",
    at: ASKED,
    words: ["as far back as the whole course"],
    also: ["dashboard/query-cost", "dashboard/wrong-unit"],
  },
  {
    title: "a counter as it stands",
    change: asks(ROUTES, "sum by (route) (web_requests_total)"),
    check: "promql/counter-raw",
    at: ASKED,
    words: ["web_requests_total is a counter"],
    also: ["dashboard/wrong-unit"],
  },
  {
    title: "the rate of a gauge",
    change: asks(ROUTES, 'sum by (pod) (rate(web_requests_in_flight{service=~"$service"}[$__rate_interval]))', {
      legend: "{{pod}}",
    }),
    check: "promql/rate-on-gauge",
    at: ASKED,
    words: ["deriv"],
  },
  {
    title: "the rate of a recorded rate",
    change: asks("Requests by service", "rate(service:web_requests:rate5m[$__rate_interval])"),
    check: "promql/rate-on-gauge",
    at: "dashboards.shop.panels.Requests by service.queries.A.expr",
    words: ["takes service:web_requests:rate5m"],
  },
  {
    title: "what a rule records, computed anew",
    change: asks(
      "Requests by service",
      'sum by (service, namespace) (rate(web_requests_total{service=~"$service"}[$__rate_interval]))',
    ),
    check: "dashboard/raw-for-recording",
    at: "dashboards.shop.panels.Requests by service.queries.A.expr",
    words: ["is recorded as service:web_requests:rate5m"],
  },
  {
    title: "a quantile without the bounds of its buckets",
    change: asks(
      "95th percentile by service",
      "histogram_quantile(0.95, sum by (service) (rate(web_request_duration_seconds_bucket[$__rate_interval])))",
    ),
    check: "promql/quantile-without-le",
    at: "dashboards.shop.panels.95th percentile by service.queries.A.expr",
    words: ["keep le"],
  },
  {
    title: "two sides that never match",
    change: asks(
      ROUTES,
      "sum by (route) (rate(web_requests_total[$__rate_interval])) / sum by (service) (web_memory_bytes)",
    ),
    check: "promql/never-matches",
    at: ASKED,
    words: ["always empty"],
  },
  {
    title: "further back than anything is kept",
    change: asks("In flight", "sum(avg_over_time(web_requests_in_flight[60d]))"),
    check: "promql/beyond-retention",
    at: "dashboards.shop.panels.In flight.queries.A.expr",
    words: ["keeps 30d"],
  },
  {
    title: "a month of raw samples at each point",
    change: asks(
      "Memory of the pod",
      'max by (pod) (max_over_time(web_memory_bytes{service=~"$service", pod="$pod"}[29d]))',
    ),
    check: "dashboard/query-cost",
    at: "dashboards.shop.panels.Memory of the pod.queries.A.expr",
    words: ["samples of each series", "more than 200,000"],
  },
  {
    title: "series of every name",
    change: more(
      timeSeries("Series", {
        ...described,
        unit: "count",
        queries: [now(promqlText('count({__name__=~"web_.*"})'), "series")],
      }),
    ),
    check: "dashboard/query-cost",
    at: "dashboards.shop.panels.Series.queries.A.expr",
    words: ["series of every name"],
  },
  {
    title: "the logs of everything",
    change: asks("Logs", logql`{namespace=~".+"} |= "error"`),
    check: "dashboard/query-cost",
    at: "dashboards.shop.panels.Logs.queries.A.expr",
    words: ["the logs of everything"],
  },
  {
    title: "a legend of a label that is aggregated away",
    change: asks(ROUTES, 'sum by (route) (rate(web_requests_total{service=~"$service"}[$__rate_interval]))', {
      legend: "{{pod}}",
    }),
    check: "dashboard/label-not-in-result",
    at: "dashboards.shop.panels.Requests by route.queries.A.legend",
    words: ["{{pod}} names a label", "keep it: sum by (route, pod) (…)"],
  },
  {
    title: "a legend of a misspelt label",
    change: asks(ROUTES, 'sum by (route) (rate(web_requests_total{service=~"$service"}[$__rate_interval]))', {
      legend: "{{rout}}",
    }),
    check: "dashboard/label-not-in-result",
    at: "dashboards.shop.panels.Requests by route.queries.A.legend",
    words: ['did you mean "route"'],
  },
  {
    title: "curves of one name",
    change: asks(ROUTES, 'sum by (route) (rate(web_requests_total{service=~"$service"}[$__rate_interval]))', {
      legend: "requests",
    }),
    check: "dashboard/same-legend",
    at: "dashboards.shop.panels.Requests by route.queries.A.legend",
    words: ["they differ in route", "{{route}}"],
  },
  {
    title: "two queries of one name",
    change: more(
      timeSeries("Two", {
        ...described,
        unit: "count",
        queries: [
          query(promqlText("sum(web_requests_in_flight)"), "requests"),
          query(promqlText("max(web_requests_in_flight)"), "requests"),
        ],
      }),
    ),
    check: "dashboard/same-legend",
    at: "dashboards.shop.panels.Two.queries.B.legend",
    words: ["as that of query A"],
  },
  {
    title: "a title of an annotation with a label that it lacks",
    change: board({ annotations: shop.annotations.map((each) => ({ ...each, title: "{{pod}} piles up" })) }),
    check: "dashboard/label-not-in-result",
    at: "dashboards.shop.annotations.Piled up.title",
    words: ["{{pod}}"],
  },
  {
    title: "seconds that are shown as bytes",
    change: panel<TimeSeriesPanel>("95th percentile by service", { unit: "bytes" }),
    check: "dashboard/wrong-unit",
    at: "dashboards.shop.panels.95th percentile by service.unit",
    words: ["is bytes, but query A gives seconds"],
  },
  {
    title: "seconds that are shown as milliseconds",
    change: panel<TimeSeriesPanel>("95th percentile by service", { unit: { grafana: "ms" } }),
    check: "dashboard/wrong-unit",
    at: "dashboards.shop.panels.95th percentile by service.unit",
    words: ["gives seconds"],
  },
  {
    title: "a rate that is shown as a number",
    change: panel<TimeSeriesPanel>("Requests by service", { unit: "count" }),
    check: "dashboard/wrong-unit",
    at: "dashboards.shop.panels.Requests by service.unit",
    words: ["gives per second"],
  },
  {
    title: "a fixed range of lines",
    change: more(
      timeSeries("Errors", {
        ...described,
        unit: "count",
        queries: [query(logql`sum by (pod) (count_over_time({namespace="shop"} |= "error" [5m]))`, "{{pod}}")],
      }),
    ),
    check: "dashboard/rate-interval",
    at: "dashboards.shop.panels.Errors.queries.A.expr",
    words: ["[$__auto]"],
  },
];
