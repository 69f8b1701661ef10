/** Mistakes in queries: what Prometheus cannot read, what nobody exports, what is computed wrongly. */
import { promqlText, type Runbook } from "../../../../lib/model";
import { logql } from "../../../../lib/query";
import { alertRow, exprRow, recording, recordRow, type Seeded } from "./row";

const asking = (query: Exclude<Runbook["diagnosis"][number], string>): Runbook => ({
  meaning: "More orders wait in a queue than the alert allows.",
  impact: "Customers wait for what they have paid.",
  diagnosis: ["See which queue grows, and since when.", query],
  mitigation: ["Start more workers until the queue is short again."],
});
const LONG = "shop_queue_length > 100";

export const queryRows: readonly Seeded[] = [
  exprRow(
    "a parenthesis is left open",
    "sum by (service) (shop_queue_length > 100",
    "promql/syntax",
    ") is missing at the end",
  ),
  exprRow("rate without a range", "rate(shop_orders_total) > 1", "promql/syntax", "add a range: shop_orders_total[5m]"),
  exprRow(
    "a function that does not exist",
    "avg_over_tme(shop_queue_length[5m]) > 100",
    "promql/syntax",
    'did you mean "avg_over_time"?',
  ),
  exprRow(
    "a regular expression that RE2 does not read",
    'shop_queue_length{queue=~"(express"} > 100',
    "promql/syntax",
    "write a regular expression of RE2",
  ),
  exprRow("a range vector as a condition", "shop_orders_total[5m]", "promql/syntax", "this is a range vector"),
  exprRow(
    "a variable of Grafana",
    "rate(shop_orders_total[$__rate_interval]) > 1",
    "promql/syntax",
    "which Prometheus does not know -> write its value",
  ),
  recordRow(
    "a comparison of numbers without bool",
    recording("service:shop_orders:rate5m", "1 > 2"),
    "promql/syntax",
    ".expr",
    "write > bool",
  ),
  alertRow(
    "LogQL in a runbook that Loki cannot read",
    { expr: LONG, runbook: asking({ text: "Read the log.", query: logql`{service="$service" |= "error"` }) },
    "logql/syntax",
    ".runbook.diagnosis[1].query",
    "unexpected |",
  ),
  alertRow(
    "a runbook asks for a metric that nobody exports",
    { expr: LONG, runbook: asking({ text: "See the orders.", query: promqlText("sum(rate(shop_order_total[5m]))") }) },
    "promql/unknown-metric",
    ".runbook.diagnosis[1].query",
    'did you mean "shop_orders_total"?',
  ),
  exprRow(
    "the name of a metric is misspelt",
    "shop_queue_lenght > 100",
    "promql/unknown-metric",
    'did you mean "shop_queue_length"?',
  ),
  exprRow(
    "a histogram is read without its parts",
    "shop_checkout_duration_seconds > 1",
    "promql/unknown-metric",
    "write shop_checkout_duration_seconds_bucket",
  ),
  exprRow(
    "a counter is compared as it is",
    "shop_orders_total > 1000",
    "promql/counter-raw",
    "write rate(shop_orders_total[5m])",
  ),
  exprRow(
    "the rate of a gauge",
    "rate(shop_queue_length[5m]) > 1",
    "promql/rate-on-gauge",
    "write delta(shop_queue_length[5m])",
  ),
  exprRow(
    "the rate of a sum",
    "rate(sum by (service) (shop_orders_total)[5m:1m]) > 1",
    "promql/rate-of-sum",
    "take rate first",
  ),
  exprRow("a range of two scrapes", "rate(shop_orders_total[30s]) > 1", "promql/short-range", "less than 4 scrapes"),
  exprRow(
    "a comparison with last year",
    "shop_queue_length > 2 * (shop_queue_length offset 1y)",
    "promql/beyond-retention",
    "shorten the range and the offset",
  ),
  exprRow(
    "a threshold that is no bucket",
    'sum by (service) (rate(shop_checkout_duration_seconds_bucket{le="0.3"}[5m])) < 1',
    "promql/no-bucket",
    "write one of 0.1, 0.5, 1.0, 5.0, +Inf",
  ),
  exprRow(
    "a quantile of buckets that were summed up",
    "histogram_quantile(0.95, sum by (service) (rate(shop_checkout_duration_seconds_bucket[5m]))) > 1",
    "promql/quantile-without-le",
    "keep le: sum by (le, …) (rate(…))",
  ),
  exprRow(
    "a quantile of a counter",
    "histogram_quantile(0.95, sum by (service) (rate(shop_checkout_duration_seconds_count[5m]))) > 1",
    "promql/quantile-without-buckets",
    "write shop_checkout_duration_seconds_bucket",
  ),
  exprRow(
    "anchors that are there already",
    'shop_queue_length{queue=~"^exp.+"} > 100',
    "promql/needless-anchor",
    'write queue=~"exp.+"',
  ),
  exprRow(
    "a regular expression for one value",
    'shop_queue_length{queue=~"express"} > 100',
    "promql/needless-regex",
    'write queue="express"',
  ),
];

export const labelRows: readonly Seeded[] = [
  exprRow(
    "a label that the metric does not have",
    'shop_queue_length{que="express"} > 100',
    "promql/unknown-label",
    'did you mean "queue"?',
  ),
  exprRow(
    "an aggregation by a label that is not there",
    "sum by (service, product) (shop_queue_length) > 100",
    "promql/unknown-label",
    "by (product) names a label that shop_queue_length never has",
  ),
  exprRow(
    "a value that the label never has",
    'sum by (service) (rate(shop_orders_total{outcome="refsued"}[5m])) > 1',
    "promql/impossible-value",
    'did you mean "refused"?',
  ),
  exprRow(
    "a regular expression that no value matches",
    'sum by (service) (rate(shop_orders_total{outcome=~"refuse"}[5m])) > 1',
    "promql/impossible-value",
    'outcome is "accepted" or "refused"',
  ),
  exprRow(
    "a label that was aggregated away is grouped by",
    "sum by (queue) (max by (service) (shop_queue_length)) > 100",
    "promql/dropped-label",
    "keep it: max by (service, queue) (…)",
  ),
  exprRow(
    "a label is taken over from a side that lacks it",
    "shop_queue_length * on (namespace, pod) group_left (product) max by (namespace, pod) (shop_free_bytes) > 100",
    "promql/group-label-missing",
    "write one of namespace, pod, or leave it out",
  ),
  exprRow(
    "two sides of different labels",
    "sum by (service) (rate(shop_orders_total[5m])) / sum by (service, queue) (shop_queue_length) > 1",
    "promql/never-matches",
    "only the right side has queue",
  ),
  exprRow(
    "two values of one label",
    'shop_queue_length{queue="express"} / shop_queue_length{queue="post"} > 2',
    "promql/never-matches",
    'queue is "express" on the left and "post" on the right',
  ),
  exprRow(
    "many series for one",
    "shop_queue_length / on (service) shop_free_bytes > 1",
    "promql/many-to-many",
    "compare queue in on (…)",
  ),
  exprRow(
    "an alert without a condition",
    "sum by (service) (shop_queue_length)",
    "alert/no-condition",
    "compare it with a limit",
  ),
  exprRow(
    "bool makes a condition of everything",
    "shop_queue_length > bool 100",
    "alert/no-condition",
    "leave bool out",
  ),
  exprRow(
    "a condition that depends on nothing",
    "shop_queue_length > 100 or vector(0)",
    "promql/constant",
    "vector(0) is there whatever happens",
  ),
  exprRow("a count below nothing", "count by (service) (shop_queue_length) == 0", "promql/impossible", "ask absent(…)"),
  exprRow("a rate below zero", "rate(shop_orders_total[5m]) < 0", "promql/impossible", "is never true"),
  recordRow(
    "a ratio to what can be zero",
    recording(
      "service:shop_orders_refused:ratio_rate5m",
      'sum by (service) (rate(shop_orders_total{outcome="refused"}[5m])) / sum by (service) (rate(shop_orders_total[5m]))',
    ),
    "promql/division-by-zero",
    ".expr",
    "divide by what is not 0",
  ),
  exprRow(
    "the worst three, whoever they are",
    "topk(3, shop_queue_length) > 100",
    "promql/fragile",
    "compare all series with a limit",
  ),
  exprRow(
    "nothing that a route could go by",
    "sum(shop_queue_length) > 100",
    "alert/routing-label-dropped",
    "says nowhere what it is about",
  ),
];
