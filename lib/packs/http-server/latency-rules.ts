/** How long requests to HTTP services take: the figures that panels, alerts and objectives share. */
import { minutes, record, type RecordingRule } from "../../model";
import { promql } from "../../query";
import { records, series } from "../../testing";
import { http } from "./metrics";
import { BY_ROUTE, BY_SERVICE } from "./rules";
import { CART, latencies, SEARCH } from "./situations";

const CART_IN_TEST = { namespace: "test", service: "cart" };

const bucket = (le: string, labels: Readonly<Record<string, string>> = {}) =>
  series(`${http.requestDuration.name}_bucket`, { ...CART, pod: "cart-1", route: "/", method: "GET", le, ...labels });

/** Two pods, methods, routes, services and namespaces. */
const BUCKETS = [
  bucket("0.5").ratePerSecond(1, minutes(10)),
  bucket("+Inf").ratePerSecond(2, minutes(10)),
  bucket("+Inf", { pod: "cart-2", method: "POST" }).ratePerSecond(3, minutes(10)),
  bucket("+Inf", { route: "/orders" }).ratePerSecond(7, minutes(10)),
  bucket("+Inf", SEARCH).ratePerSecond(11, minutes(10)),
  bucket("+Inf", CART_IN_TEST).ratePerSecond(13, minutes(10)),
];

/** Quantiles can be taken of these only: quantiles of quantiles mean nothing. */
export const bucketsByRoute = record("service_route_le:http_request_duration_seconds_bucket:rate5m", {
  help: "Requests per second to a route that took no longer than `le` seconds, over five minutes.",
  unit: "per second",
  expr: promql`sum by (${BY_ROUTE}, le) (rate(${http.requestDuration}_bucket[5m]))`,
  tests: [
    records("pods and methods add up", {
      given: BUCKETS,
      at: minutes(9.5),
      expect: [
        { labels: { ...CART, route: "/", le: "0.5" }, value: 1 },
        { labels: { ...CART, route: "/", le: "+Inf" }, value: 5 },
        { labels: { ...CART, route: "/orders", le: "+Inf" }, value: 7 },
        { labels: { ...SEARCH, route: "/", le: "+Inf" }, value: 11 },
        { labels: { ...CART_IN_TEST, route: "/", le: "+Inf" }, value: 13 },
      ],
    }),
    records("what came within five minutes counts", {
      given: [bucket("+Inf").ratePerSecond(9, minutes(8)).ratePerSecond(0, minutes(2))],
      at: minutes(9.5),
      expect: [{ labels: { ...CART, route: "/", le: "+Inf" }, value: 5 }],
    }),
  ],
});

export const bucketsByService = record("service_le:http_request_duration_seconds_bucket:rate5m", {
  help: "Requests per second to a service that took no longer than `le` seconds, over five minutes.",
  unit: "per second",
  expr: promql`sum by (${BY_SERVICE}, le) (${bucketsByRoute})`,
  tests: [
    records("routes add up", {
      given: BUCKETS,
      at: minutes(9.5),
      expect: [
        { labels: { ...CART, le: "0.5" }, value: 1 },
        { labels: { ...CART, le: "+Inf" }, value: 12 },
        { labels: { ...SEARCH, le: "+Inf" }, value: 11 },
        { labels: { ...CART_IN_TEST, le: "+Inf" }, value: 13 },
      ],
    }),
  ],
});

interface Level {
  /** What the rule is named by. */
  readonly name: string;
  readonly of: string;
  readonly buckets: RecordingRule;
  /** What the requests of the tests differ in, and what is left of it. */
  readonly here: Readonly<Record<string, string>>;
  readonly there: Readonly<Record<string, string>>;
}

const SERVICE: Level = { name: "service", of: "a service", buckets: bucketsByService, here: CART, there: SEARCH };
const ROUTE: Level = {
  name: "service_route",
  of: "a route",
  buckets: bucketsByRoute,
  here: { ...CART, route: "/" },
  there: { ...CART, route: "/orders" },
};

const quantile = ({ name, of, buckets, here, there }: Level, percent: 50 | 95 | 99): RecordingRule => {
  const share = percent / 100;
  const all = { quantile: share, perSecond: 10, for: minutes(10) };
  return record(`${name}:http_request_duration_seconds:p${percent}_rate5m`, {
    help: `${percent} of 100 requests to ${of} took no longer, over five minutes; nothing while there are no requests, never more than the last bucket.`,
    unit: "seconds",
    readBy: "panels",
    // Without requests the quantile is NaN, which compares with nothing.
    expr: promql`histogram_quantile(${share}, ${buckets}) >= 0`,
    tests: [
      records("within the bucket in which it is", {
        given: [latencies([{ ...all, is: 0.7 }], here), latencies([{ ...all, is: 0.02 }], there)],
        at: minutes(9.5),
        expect: [
          { labels: here, value: 0.7 },
          { labels: there, value: 0.02 },
        ],
      }),
      records("nobody asks", {
        given: [latencies([{ ...all, perSecond: 0, is: 0.7 }])],
        at: minutes(9.5),
        expect: [],
      }),
    ],
  });
};

export const p50ByService = quantile(SERVICE, 50);
export const p95ByService = quantile(SERVICE, 95);
export const p99ByService = quantile(SERVICE, 99);
export const p95ByRoute = quantile(ROUTE, 95);
export const p99ByRoute = quantile(ROUTE, 99);

export const latencyRules = [
  bucketsByRoute,
  bucketsByService,
  quantile(ROUTE, 50),
  p95ByRoute,
  p99ByRoute,
  p50ByService,
  p95ByService,
  p99ByService,
];
