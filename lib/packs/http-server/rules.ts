/** The figures that panels, alerts and objectives of HTTP services share. */
import { minutes, record } from "../../model";
import { promql } from "../../query";
import { records, series } from "../../testing";
import { http } from "./metrics";

export const errorRatioByService = record("service:http_requests_errors:ratio_rate5m", {
  help: "Share of the requests to a service that it failed to answer (5xx), over five minutes; nothing while there are no requests.",
  unit: "ratio",
  // A service without a single error has no series of errors: count none instead of nothing.
  expr: promql`
    (
      sum by (namespace, service) (rate(${http.requestsTotal}{status_code=~"5.."}[5m]))
      or
      0 * sum by (namespace, service) (rate(${http.requestsTotal}[5m]))
    )
    / (sum by (namespace, service) (rate(${http.requestsTotal}[5m])) > 0)
  `,
  tests: [
    records("one request in ten fails", {
      given: [
        series(http.requestsTotal, { namespace: "shop", service: "cart", pod: "a", status_code: "200" }).ratePerSecond(
          9,
          minutes(10),
        ),
        series(http.requestsTotal, { namespace: "shop", service: "cart", pod: "b", status_code: "500" }).ratePerSecond(
          1,
          minutes(10),
        ),
      ],
      at: minutes(10),
      expect: [{ labels: { namespace: "shop", service: "cart" }, value: 0.1 }],
    }),
    records("none ever failed", {
      given: [
        series(http.requestsTotal, { namespace: "shop", service: "cart", status_code: "200" }).ratePerSecond(
          9,
          minutes(10),
        ),
      ],
      at: minutes(10),
      expect: [{ labels: { namespace: "shop", service: "cart" }, value: 0 }],
    }),
    records("nobody asks", {
      given: [
        series(http.requestsTotal, { namespace: "shop", service: "cart", status_code: "200" }).constant(9, minutes(10)),
      ],
      at: minutes(10),
      expect: [],
    }),
  ],
});
