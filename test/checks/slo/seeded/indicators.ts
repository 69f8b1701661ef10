/** Mistakes in what is counted: thresholds, amounts, labels, metrics. */
import { hours, milliseconds, minutes, seconds } from "../../../../lib/model";
import { promql } from "../../../../lib/query";
import { availability, bounds, freshness, probeSuccess, queueAge, raw, throughputFloor } from "../../../../lib/slo";
import { fast, one, web, type Seeded } from "./row";

const latencies: readonly Seeded[] = [
  {
    title: "a threshold between two buckets",
    environment: one({ objective: "99%", sli: fast(milliseconds(300)) }),
    check: "slo/no-bucket",
    at: "web-availability.sli.threshold",
    words: ["0.25 < 0.3 < 0.5", "write 250ms or 500ms, or add a bucket that ends at 0.3"],
  },
  {
    title: "a threshold above all buckets",
    environment: one({ objective: "99%", sli: fast(seconds(10)) }),
    check: "slo/no-bucket",
    at: "web-availability.sli.threshold",
    words: ["the last one ends at 2.5, and 10 > 2.5", "write 2s500ms"],
  },
  {
    title: "a threshold below all buckets",
    environment: one({ objective: "99%", sli: fast(milliseconds(10)) }),
    check: "slo/no-bucket",
    at: "web-availability.sli.threshold",
    words: ["the first one ends at 0.05, and 0.01 < 0.05"],
  },
  {
    title: "the latency of a counter",
    environment: one({ objective: "99%", sli: fast(milliseconds(500), web.requestsTotal) }),
    check: "slo/no-histogram",
    at: "web-availability.sli.histogram",
    words: ["is web_requests_total, a counter: nothing in it counts what took at most 0.5 s"],
  },
  {
    title: "a histogram without buckets",
    environment: one({ objective: "99%", sli: fast(milliseconds(500), { ...web.requestDuration, buckets: [] }) }),
    check: "slo/no-histogram",
    at: "web-availability.sli.histogram",
    words: ["has 0 buckets in its contract"],
  },
  {
    title: "a threshold inside of a native bucket",
    environment: one({ objective: "99%", sli: fast(milliseconds(300), web.paymentDuration) }),
    check: "slo/interpolated",
    at: "web-availability.sli.threshold",
    words: ["2^-1.74", "0.2973 s to 0.3242 s", "0.25 s to 0.5 s", "write 250ms or 500ms"],
  },
  {
    title: "the latency of a number of bytes",
    environment: one({ objective: "99%", sli: fast(seconds(100), web.responseBytes) }),
    check: "slo/unit",
    at: "web-availability.sli",
    words: ["measured in bytes", "the threshold would be 100 bytes"],
  },
];

const amounts: readonly Seeded[] = [
  {
    title: "three requests a minute for 99.9 %",
    environment: one({ expectedTraffic: 0.05 }),
    check: "slo/traffic",
    at: "web-availability.expectedTraffic",
    words: [
      "0.05 per second x 1h = 180 requests in the long window of levels[0], and 1.44 % of them are 2.592, fewer than the 10 of minimumEvents",
      "10 / 180 = 5.556 %",
      "a long window of 3h52m or more",
      "an objective of 99.61 % or less",
      "0.193 requests per second together",
      "minimumEvents: 2",
    ],
  },
  {
    title: "one request a minute and no gate",
    environment: one({ expectedTraffic: 1 / 60, alerting: { minimumEvents: 0 } }),
    check: "slo/traffic",
    at: "web-availability.expectedTraffic",
    words: ["x 1h = 60 requests", "1.44 % of them are 0.864, fewer than 1: a single bad one is told"],
  },
  {
    title: "an objective that allows less than one bad event in its period",
    environment: one({ objective: "99.99%", expectedTraffic: 0.003, alerting: { minimumEvents: 1 } }),
    check: "slo/traffic",
    at: "web-availability.expectedTraffic",
    words: ["30 days allow 0.7776 bad ones: the first one breaks the promise"],
  },
  {
    title: "a gate above all traffic",
    environment: one({ expectedTraffic: 0.002 }),
    check: "slo/minimum-events",
    at: "web-availability.alerting.minimumEvents",
    words: ["0.002 per second x 1h = 7.2 requests", "fewer than 10", "minimumEvents: 7 or fewer", "1h24m or more"],
  },
  {
    title: "a gate of more seconds than the window has",
    environment: one({
      objective: "99%",
      sli: queueAge({ oldest: promql`${web.oldestMessage}`, atMost: minutes(5) }),
      alerting: { minimumEvents: 4_000 },
    }),
    check: "slo/minimum-events",
    at: "web-availability.alerting.minimumEvents",
    words: ["levels[0] never sees: 1 per second x 1h = 3600 seconds"],
  },
];

const indicators: readonly Seeded[] = [
  {
    title: "a label that the metric does not have",
    environment: one({ groupBy: ["rout"] }),
    check: "slo/missing-label",
    at: "web-availability.groupBy[0]",
    words: ['is "rout", which web_requests_total{', 'did you mean "route"?'],
  },
  {
    title: "a label that an indicator in one's own words drops",
    environment: one({
      groupBy: ["route"],
      sli: raw({
        total: ({ range }) => promql`sum(rate(${web.requestsTotal}[${range}]))`,
        bad: ({ range }) => promql`sum(rate(${web.requestsTotal}{status_code=~"5.."}[${range}]))`,
        series: () => [],
      }),
    }),
    check: "slo/missing-label",
    at: "web-availability.groupBy[0]",
    words: ['is "route", which sum(rate(web_requests_total[5m30s])) does not have: its labels are none'],
  },
  {
    title: "labels that nobody asked for",
    environment: one({
      sli: raw({
        total: ({ range }) => promql`sum by (route) (rate(${web.requestsTotal}[${range}]))`,
        bad: ({ range }) => promql`sum by (route) (rate(${web.requestsTotal}{status_code=~"5.."}[${range}]))`,
        series: () => [],
      }),
    }),
    check: "slo/other-labels",
    at: "web-availability.sli",
    words: ["labels that are not in groupBy: route", "sum(…)"],
  },
  {
    title: "an indicator without series to prove it by",
    environment: one({
      sli: raw({
        total: ({ range }) => promql`sum(rate(${web.requestsTotal}[${range}]))`,
        bad: ({ range }) => promql`sum(rate(${web.requestsTotal}{status_code=~"5.."}[${range}]))`,
      }),
    }),
    check: "slo/unproven",
    at: "web-availability.sli",
    words: ["recordings and 4 + 1 alerts is proven"],
  },
  {
    title: "a metric that nobody exports",
    environment: one({
      sli: availability({ total: promql`web_request_total`, bad: promql`web_request_total{status_code=~"5.."}` }),
    }),
    check: "slo/unknown-metric",
    at: "web-availability.sli",
    words: ["reads web_request_total", 'did you mean "web_requests_total"?'],
  },
  {
    title: "events that are counted by a gauge",
    environment: one({
      sli: availability({
        total: promql`${web.requestsInFlight}`,
        bad: promql`${web.requestsInFlight}{service="web"}`,
      }),
    }),
    check: "slo/metric-type",
    at: "web-availability.sli",
    words: ["reads web_requests_in_flight, a gauge, and availability needs a counter"],
  },
  {
    title: "the bounds of a counter",
    environment: one({ sli: bounds({ gauge: promql`${web.requestsTotal}`, atMost: 10 }) }),
    check: "slo/metric-type",
    at: "web-availability.sli",
    words: ["reads web_requests_total, a counter, and bounds needs a gauge"],
  },
  {
    title: "the throughput of a gauge",
    environment: one({ sli: throughputFloor({ counter: promql`${web.requestsInFlight}`, perSecond: 1 }) }),
    check: "slo/metric-type",
    at: "web-availability.sli",
    words: ["throughput needs a counter"],
  },
  {
    title: "the age of a number of requests",
    environment: one({ sli: queueAge({ oldest: promql`${web.requestsInFlight}`, atMost: minutes(5) }) }),
    check: "slo/unit",
    at: "web-availability.sli",
    words: ["measured in count by its contract, and queue-age needs seconds"],
  },
  {
    title: "an age where a time is asked for",
    environment: one({ sli: freshness({ lastSuccess: promql`${web.oldestMessage}`, within: hours(26) }) }),
    check: "slo/unit",
    at: "web-availability.sli",
    words: ["freshness needs a time in seconds since 1970"],
  },
  {
    title: "a probe that is no 0 or 1",
    environment: one({ sli: probeSuccess({ probe: promql`${web.requestsInFlight}` }) }),
    check: "slo/unit",
    at: "web-availability.sli",
    words: ["probe needs 0 or 1"],
  },
  {
    title: "all requests as bad ones",
    environment: one({
      sli: availability({ total: promql`${web.requestsTotal}`, bad: promql`${web.requestsTotal}{}` }),
    }),
    check: "slo/no-difference",
    at: "web-availability.sli",
    words: ["compares web_requests_total with itself: the share is 1 or 0"],
  },
];

export const indicatorRows = [...latencies, ...amounts, ...indicators];
