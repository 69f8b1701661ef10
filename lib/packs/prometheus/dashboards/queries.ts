/** Whether those who ask get an answer in time. */
import { alertLine, highest, query, row, timeSeries } from "../../../dashboards";
import type { Row } from "../../../model";
import { matches, notMatches, promql } from "../../../query";
import { apiErrors, queryQueueFull, slowQueries } from "../alerts/queries";
import { prometheus } from "../metrics";
import type { PrometheusSelf } from "../self";
import type { Selectors } from "./selectors";

/** Probes and reloads are none of the users' business. */
const ASKED = { handler: notMatches("/-/.*") };

export const queries = (self: PrometheusSelf, { mine, where }: Selectors): Row =>
  row("Queries", [
    timeSeries("Queries at once, of those allowed", {
      description: "Queries that run or wait, rules among them. At 100 % further ones wait.",
      queries: [
        query(promql`max by (pod) (${mine(prometheus.queries)} / (${mine(prometheus.queriesMax)} > 0))`, "{{pod}}"),
      ],
      unit: "ratio",
      thresholds: [alertLine(queryQueueFull(self), "ratio")],
      min: 0,
    }),
    timeSeries("Slowest queries", {
      description: "What the slowest of a hundred queries took to be evaluated.",
      queries: [
        query(
          promql`max by (pod) (${mine(prometheus.queryDuration, { slice: "inner_eval", quantile: "0.99" })})`,
          "{{pod}}",
        ),
      ],
      unit: "seconds",
      thresholds: [alertLine(slowQueries(self), "seconds")],
      min: 0,
    }),
    timeSeries("Requests that failed", {
      description: "Share of the requests that each pod answered with an error of its own (5xx).",
      queries: [
        query(
          promql`
            (
              sum by (pod) (rate(${mine(prometheus.httpRequests, { ...ASKED, code: matches("5..") })}[$__rate_interval]))
              or 0 * sum by (pod) (rate(${mine(prometheus.httpRequests, ASKED)}[$__rate_interval]))
            )
            / (sum by (pod) (rate(${mine(prometheus.httpRequests, ASKED)}[$__rate_interval])) > 0)
          `,
          "{{pod}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(apiErrors(self), "ratio")],
      min: 0,
    }),
    timeSeries("Requests by duration", {
      description: "95th percentile of the ten slowest handlers: who waits for what.",
      queries: [
        query(
          highest(
            10,
            promql`
              histogram_quantile(
                0.95,
                sum by (handler, le) (rate(${prometheus.httpDuration}_bucket{${where(ASKED)}}[$__rate_interval]))
              )
            `,
          ),
          "{{handler}}",
        ),
      ],
      unit: "seconds",
      min: 0,
    }),
  ]);
