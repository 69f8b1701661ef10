/** The figures that panels, alerts and objectives of HTTP services share: traffic and errors; latency stands in `latency-rules.ts`. */
import { minutes, record } from "../../model";
import { promql } from "../../query";
import { records } from "../../testing";
import { http } from "./metrics";
import { CART, inFlight, requests, SEARCH } from "./situations";

export const BY_SERVICE: readonly string[] = ["namespace", "service"];
export const BY_ROUTE: readonly string[] = [...BY_SERVICE, "route"];
const BY_POD: readonly string[] = [...BY_SERVICE, "pod"];

const CART_ROOT = { ...CART, route: "/" };
const CART_ORDERS = { ...CART, route: "/orders" };
const CART_IN_TEST = { namespace: "test", service: "cart" };

/** Two pods, two routes, two methods, three answers; another service, and a namesake in another namespace. */
const TRAFFIC = [
  requests().ratePerSecond(4, minutes(10)),
  requests({ pod: "cart-2" }).ratePerSecond(5, minutes(10)),
  requests({ status_code: "500" }).ratePerSecond(1, minutes(10)),
  requests({ method: "POST", route: "/orders" }).ratePerSecond(8, minutes(10)),
  requests({ method: "POST", route: "/orders", status_code: "503" }).ratePerSecond(2, minutes(10)),
  requests(SEARCH).ratePerSecond(8, minutes(10)),
  requests(CART_IN_TEST).ratePerSecond(16, minutes(10)),
];
/** It was busy, and for two minutes nothing has come. */
const NOW_QUIET = [requests().ratePerSecond(6, minutes(8)).ratePerSecond(0, minutes(2))];
/** Of the nine steps between the ten samples of five minutes, four had none. */
const STILL_SEEN = (6 * 5) / 9;
const NEXT_TO_NOBODY_ASKS = [
  requests().ratePerSecond(6, minutes(5)).ratePerSecond(0, minutes(10)),
  requests(SEARCH).ratePerSecond(0.1, minutes(15)),
];

/** All that is asked of traffic is a sum of these, so that the raw series of all pods are read once. */
export const trafficRate = record("service_route_method_status_code:http_requests:rate5m", {
  help: "Requests per second to a route, by method and status, over five minutes.",
  unit: "per second",
  expr: promql`sum by (${BY_ROUTE}, method, status_code) (rate(${http.requestsTotal}[5m]))`,
  tests: [
    records("pods add up, all else stays apart", {
      given: TRAFFIC,
      at: minutes(9.5),
      expect: [
        { labels: { ...CART_ROOT, method: "GET", status_code: "200" }, value: 9 },
        { labels: { ...CART_ROOT, method: "GET", status_code: "500" }, value: 1 },
        { labels: { ...CART_ORDERS, method: "POST", status_code: "200" }, value: 8 },
        { labels: { ...CART_ORDERS, method: "POST", status_code: "503" }, value: 2 },
        { labels: { ...SEARCH, route: "/", method: "GET", status_code: "200" }, value: 8 },
        { labels: { ...CART_IN_TEST, route: "/", method: "GET", status_code: "200" }, value: 16 },
      ],
    }),
    records("what came within five minutes counts", {
      given: NOW_QUIET,
      at: minutes(9.5),
      expect: [{ labels: { ...CART_ROOT, method: "GET", status_code: "200" }, value: STILL_SEEN }],
    }),
  ],
});

export const rateByRoute = record("service_route:http_requests:rate5m", {
  help: "Requests per second to a route, over five minutes.",
  unit: "per second",
  expr: promql`sum by (${BY_ROUTE}) (${trafficRate})`,
  tests: [
    records("methods and answers add up", {
      given: TRAFFIC,
      at: minutes(9.5),
      expect: [
        { labels: CART_ROOT, value: 10 },
        { labels: CART_ORDERS, value: 10 },
        { labels: { ...SEARCH, route: "/" }, value: 8 },
        { labels: { ...CART_IN_TEST, route: "/" }, value: 16 },
      ],
    }),
  ],
});

export const rateByMethod = record("service_method:http_requests:rate5m", {
  help: "Requests per second to a service by method, over five minutes.",
  unit: "per second",
  readBy: "panels",
  expr: promql`sum by (${BY_SERVICE}, method) (${trafficRate})`,
  tests: [
    records("routes and answers add up", {
      given: [...TRAFFIC, requests({ route: "/orders" }).ratePerSecond(1, minutes(10))],
      at: minutes(9.5),
      expect: [
        { labels: { ...CART, method: "GET" }, value: 11 },
        { labels: { ...CART, method: "POST" }, value: 10 },
        { labels: { ...SEARCH, method: "GET" }, value: 8 },
        { labels: { ...CART_IN_TEST, method: "GET" }, value: 16 },
      ],
    }),
  ],
});

export const rateByService = record("service:http_requests:rate5m", {
  help: "Requests per second to a service, over five minutes.",
  unit: "per second",
  expr: promql`sum by (${BY_SERVICE}) (${rateByRoute})`,
  tests: [
    records("routes add up", {
      given: TRAFFIC,
      at: minutes(9.5),
      expect: [
        { labels: CART, value: 20 },
        { labels: SEARCH, value: 8 },
        { labels: CART_IN_TEST, value: 16 },
      ],
    }),
  ],
});

export const errorRateByRoute = record("service_route:http_requests_errors:rate5m", {
  help: "Requests per second that a route failed to answer (5xx), over five minutes; 0 where none failed.",
  unit: "per second",
  // A route without a single error has no series of errors: count none instead of nothing.
  expr: promql`sum by (${BY_ROUTE}) (${trafficRate}{status_code=~"5.."}) or 0 * ${rateByRoute}`,
  tests: [
    records("each answer from 500 up is one, none where there is none", {
      given: [
        ...TRAFFIC,
        requests({ status_code: "404" }).ratePerSecond(32, minutes(10)),
        requests({ ...SEARCH, status_code: "500" }).ratePerSecond(3, minutes(10)),
        requests({ ...CART_IN_TEST, status_code: "500" }).ratePerSecond(7, minutes(10)),
      ],
      at: minutes(9.5),
      expect: [
        { labels: CART_ROOT, value: 1 },
        { labels: CART_ORDERS, value: 2 },
        { labels: { ...SEARCH, route: "/" }, value: 3 },
        { labels: { ...CART_IN_TEST, route: "/" }, value: 7 },
      ],
    }),
    records("none ever failed", {
      given: [requests().ratePerSecond(6, minutes(10))],
      at: minutes(9.5),
      expect: [{ labels: CART_ROOT, value: 0 }],
    }),
  ],
});

export const errorRateByService = record("service:http_requests_errors:rate5m", {
  help: "Requests per second that a service failed to answer (5xx), over five minutes; 0 where none failed.",
  unit: "per second",
  expr: promql`sum by (${BY_SERVICE}) (${errorRateByRoute})`,
  tests: [
    records("routes add up", {
      given: [...TRAFFIC, requests({ ...CART_IN_TEST, status_code: "500" }).ratePerSecond(7, minutes(10))],
      at: minutes(9.5),
      expect: [
        { labels: CART, value: 3 },
        { labels: SEARCH, value: 0 },
        { labels: CART_IN_TEST, value: 7 },
      ],
    }),
  ],
});

export const errorRatioByRoute = record("service_route:http_requests_errors:ratio_rate5m", {
  help: "Share of the requests to a route that it failed to answer (5xx), over five minutes; nothing while there are no requests.",
  unit: "ratio",
  readBy: "panels",
  expr: promql`${errorRateByRoute} / (${rateByRoute} > 0)`,
  tests: [
    records("each route by itself", {
      given: TRAFFIC,
      at: minutes(9.5),
      expect: [
        { labels: CART_ROOT, value: 0.1 },
        { labels: CART_ORDERS, value: 0.2 },
        { labels: { ...SEARCH, route: "/" }, value: 0 },
        { labels: { ...CART_IN_TEST, route: "/" }, value: 0 },
      ],
    }),
    records("nobody asks one, hardly anybody the other", {
      given: NEXT_TO_NOBODY_ASKS,
      at: minutes(14.5),
      expect: [{ labels: { ...SEARCH, route: "/" }, value: 0 }],
    }),
  ],
});

export const errorRatioByService = record("service:http_requests_errors:ratio_rate5m", {
  help: "Share of the requests to a service that it failed to answer (5xx), over five minutes; nothing while there are no requests.",
  unit: "ratio",
  expr: promql`${errorRateByService} / (${rateByService} > 0)`,
  tests: [
    records("three of twenty fail", {
      given: TRAFFIC,
      at: minutes(9.5),
      expect: [
        { labels: CART, value: 0.15 },
        { labels: SEARCH, value: 0 },
        { labels: CART_IN_TEST, value: 0 },
      ],
    }),
    records("nobody asks one, hardly anybody the other", {
      given: NEXT_TO_NOBODY_ASKS,
      at: minutes(14.5),
      expect: [{ labels: SEARCH, value: 0 }],
    }),
  ],
});

export const rateByPod = record("service_pod:http_requests:rate5m", {
  help: "Requests per second that a pod answers, over five minutes.",
  unit: "per second",
  expr: promql`sum by (${BY_POD}) (rate(${http.requestsTotal}[5m]))`,
  tests: [
    records("all that a pod answers adds up", {
      given: TRAFFIC,
      at: minutes(9.5),
      expect: [
        { labels: { ...CART, pod: "cart-1" }, value: 15 },
        { labels: { ...CART, pod: "cart-2" }, value: 5 },
        { labels: { ...SEARCH, pod: "cart-1" }, value: 8 },
        { labels: { ...CART_IN_TEST, pod: "cart-1" }, value: 16 },
      ],
    }),
    records("what came within five minutes counts", {
      given: NOW_QUIET,
      at: minutes(9.5),
      expect: [{ labels: { ...CART, pod: "cart-1" }, value: STILL_SEEN }],
    }),
  ],
});

export const inFlightByPod = record("service_pod:http_requests_in_flight:avg5m", {
  help: "Requests that a pod is answering at the same time, on average over five minutes.",
  expr: promql`sum by (${BY_POD}) (avg_over_time(${http.requestsInFlight}[5m]))`,
  tests: [
    records("each pod by itself, its ports together", {
      given: [
        inFlight({ endpoint: "http" }).constant(2, minutes(10)),
        inFlight({ endpoint: "admin" }).constant(1, minutes(10)),
        inFlight({ pod: "cart-2" }).constant(4, minutes(10)),
        inFlight(SEARCH).constant(5, minutes(10)),
        inFlight(CART_IN_TEST).constant(6, minutes(10)),
      ],
      at: minutes(9.5),
      expect: [
        { labels: { ...CART, pod: "cart-1" }, value: 3 },
        { labels: { ...CART, pod: "cart-2" }, value: 4 },
        { labels: { ...SEARCH, pod: "cart-1" }, value: 5 },
        { labels: { ...CART_IN_TEST, pod: "cart-1" }, value: 6 },
      ],
    }),
    records("over five minutes", {
      given: [inFlight().constant(10, minutes(7)).constant(0, minutes(3))],
      at: minutes(9.5),
      expect: [{ labels: { ...CART, pod: "cart-1" }, value: 4 }],
    }),
  ],
});

export const trafficRules = [
  trafficRate,
  rateByRoute,
  rateByMethod,
  rateByService,
  errorRateByRoute,
  errorRateByService,
  errorRatioByRoute,
  errorRatioByService,
  rateByPod,
  inFlightByPod,
];
