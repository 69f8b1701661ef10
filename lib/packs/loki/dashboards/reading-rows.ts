/** Lines out: whether queries are answered, whether the pods know each other, whether rules over logs are evaluated. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import type { Row } from "../../../model";
import { matches, promql } from "../../../query";
import { queriesQueued, QUERY, queryErrors, querySlow } from "../alerts/queries";
import { loki } from "../metrics";
import type { LokiTarget } from "../target";
import { THIRD, type Chosen } from "./selectors";

export const queryP99 = (chosen: Chosen) =>
  promql`
    histogram_quantile(
      0.99,
      sum by (route, le) (rate(${loki.requestDuration}_bucket{${chosen({ route: QUERY })}}[$__rate_interval]))
    )
  `;

export const reading = (target: LokiTarget, chosen: Chosen): Row =>
  row("Queries", [
    timeSeries("Queries", {
      description: "Questions of people and dashboards, by route.",
      queries: [
        query(
          promql`sum by (route) (rate(${loki.requestDuration}_count{${chosen({ route: QUERY })}}[$__rate_interval]))`,
          "{{route}}",
        ),
      ],
      unit: "per second",
      ...THIRD,
    }),
    timeSeries("Queries that failed", {
      description: "Share of the questions that failed by Loki's fault (5xx).",
      queries: [
        query(
          promql`
            (
              sum by (route) (
                rate(${loki.requestDuration}_count{${chosen({ route: QUERY, status_code: matches("5..") })}}[$__rate_interval])
              )
              or 0 * sum by (route) (rate(${loki.requestDuration}_count{${chosen({ route: QUERY })}}[$__rate_interval]))
            )
            / (sum by (route) (rate(${loki.requestDuration}_count{${chosen({ route: QUERY })}}[$__rate_interval])) > 0)
          `,
          "{{route}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(queryErrors(target), "errorRatio")],
      ...THIRD,
    }),
    timeSeries("Queries by duration", {
      description: "What the slowest of a hundred questions took.",
      queries: [query(queryP99(chosen), "{{route}}")],
      unit: "seconds",
      thresholds: [alertLine(querySlow(target), "p99")],
      ...THIRD,
    }),
    timeSeries("Wait in the queue", {
      description: "What the slowest of a hundred pieces of queries waited for a querier.",
      queries: [
        query(
          promql`
            histogram_quantile(
              0.99, sum by (le) (rate(${loki.schedulerQueueDuration}_bucket{${chosen()}}[$__rate_interval]))
            )
          `,
          "p99",
        ),
      ],
      unit: "seconds",
      thresholds: [alertLine(queriesQueued(target), "p99")],
      ...THIRD,
    }),
    timeSeries("Queriers at work", {
      description:
        "Pieces of queries under way, those that could be, and workers connected to the scheduler. Without a worker nobody answers.",
      queries: [
        query(promql`sum(${loki.workersBusy}{${chosen()}})`, "under way"),
        query(promql`sum(${loki.workers}{${chosen()}})`, "could be"),
        query(promql`sum(${loki.queriersConnected}{${chosen()}})`, "workers connected"),
      ],
      unit: "count",
      styles: [{ series: "could be", dashed: true, color: "text" }],
      ...THIRD,
    }),
    timeSeries("Panics", {
      description: "Requests that failed because Loki's code met what it was not written for. None is normal.",
      queries: [query(promql`sum by (pod) (increase(${loki.panics}{${chosen()}}[$__rate_interval]))`, "{{pod}}")],
      unit: "count",
      style: "bars",
      ...THIRD,
    }),
  ]);
