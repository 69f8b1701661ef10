/** Whether logs can be read: queries that fail, take long, wait, or find nobody to work on them. */
import { alert, minutes } from "../../../model";
import { matches, promql } from "../../../query";
import { humanizeDuration, humanizePercentage, observations, series, withQuantile } from "../../../testing";
import { conditionTests, limitTests } from "../../limit-tests";
import { loki } from "../metrics";
import { queriersMissingRunbook } from "../runbooks/queriers-missing";
import { queriesQueuedRunbook } from "../runbooks/queries-queued";
import { queryErrorsRunbook } from "../runbooks/query-errors";
import { querySlowRunbook } from "../runbooks/query-slow";
import { of, podOf, serviceOf, type LokiTarget } from "../target";

/** Where logs are asked for, by the names that Loki gives its routes; not those that follow a log, which last for as long as somebody looks. */
export const QUERY = matches(
  "loki_api_v1_(query|query_range|series|labels?|label_name_values|index_.+|patterns|detected_.+)|api_prom_query",
);
const ROUTE = "loki_api_v1_query_range";

/** People who search for the cause of something else see errors instead of logs. */
export const queryErrors = (target: LokiTarget) =>
  alert("LokiQueryErrors", {
    parameters: { errorRatio: 0.1 },
    expr: ({ errorRatio }) => promql`
      sum by (namespace, service, route) (
        rate(${loki.requestDuration}_count{${of(target, { route: QUERY, status_code: matches("5..") })}}[5m])
      )
      / (sum by (namespace, service, route) (rate(${loki.requestDuration}_count{${of(target, { route: QUERY })}}[5m])) > 0)
      > ${errorRatio}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of the requests {{ $labels.route }} to {{ $labels.namespace }}/{{ $labels.service }} fail",
    description: ({ errorRatio }) =>
      `More than ${humanizePercentage(errorRatio)} of the queries of one kind were answered with a status of 5xx over the last five minutes.`,
    runbook: queryErrorsRunbook,
    tests: ({ errorRatio, for: pending }) =>
      limitTests({
        limit: errorRatio,
        pending,
        ratio: true,
        window: minutes(5),
        given: (value, time) => {
          const answered = (status_code: string, perSecond: number) =>
            series(`${loki.requestDuration.name}_count`, {
              ...podOf(target),
              route: ROUTE,
              method: "GET",
              status_code,
            }).ratePerSecond(perSecond, time);
          return [answered("200", 0.5 * (1 - value)), answered("500", 0.5 * value)];
        },
        expect: (value) => [
          {
            labels: { ...serviceOf(target), route: ROUTE },
            summary: `${humanizePercentage(value)} of the requests ${ROUTE} to ${target.namespace}/${serviceOf(target).service} fail`,
          },
        ],
      }),
  });

/** People wait. */
export const querySlow = (target: LokiTarget) =>
  alert("LokiQuerySlow", {
    /** Seconds; a bucket of the histogram. */
    parameters: { p99: 25 },
    expr: ({ p99 }) => promql`
      histogram_quantile(
        0.99,
        sum by (namespace, service, route, le) (rate(${loki.requestDuration}_bucket{${of(target, { route: QUERY })}}[15m]))
      )
      > ${p99}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "Requests {{ $labels.route }} to {{ $labels.namespace }}/{{ $labels.service }} take {{ $value | humanizeDuration }}",
    description: ({ p99 }) => `One query in a hundred takes longer than ${humanizeDuration(p99)}.`,
    runbook: querySlowRunbook,
    tests: ({ p99, for: pending }) =>
      limitTests({
        limit: p99,
        pending,
        window: minutes(15),
        given: (value, time) => [
          observations(loki.requestDuration, {
            ...podOf(target),
            route: ROUTE,
            method: "GET",
            status_code: "200",
          }).perSecond(withQuantile(loki.requestDuration, { quantile: 0.99, is: value, perSecond: 10 }), time),
        ],
        expect: (value) => [
          {
            labels: { ...serviceOf(target), route: ROUTE },
            summary: `Requests ${ROUTE} to ${target.namespace}/${serviceOf(target).service} take ${humanizeDuration(value)}`,
          },
        ],
      }),
  });

/** More is asked than queriers can do. */
export const queriesQueued = (target: LokiTarget) =>
  alert("LokiQueriesQueued", {
    /** Seconds; a bucket of the histogram. */
    parameters: { p99: 5 },
    expr: ({ p99 }) => promql`
      histogram_quantile(
        0.99,
        sum by (namespace, le) (rate(${loki.schedulerQueueDuration}_bucket{${of(target)}}[5m]))
      )
      > ${p99}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "Queries wait {{ $value | humanizeDuration }} for a querier of Loki in {{ $labels.namespace }}",
    description: ({ p99 }) =>
      `One piece of a query in a hundred waits longer than ${humanizeDuration(p99)} before anybody begins to work on it.`,
    runbook: queriesQueuedRunbook,
    tests: ({ p99, for: pending }) =>
      limitTests({
        limit: p99,
        pending,
        window: minutes(5),
        given: (value, time) => [
          observations(loki.schedulerQueueDuration, podOf(target)).perSecond(
            withQuantile(loki.schedulerQueueDuration, { quantile: 0.99, is: value, perSecond: 10 }),
            time,
          ),
        ],
        expect: (value) => [
          {
            labels: { namespace: target.namespace },
            summary: `Queries wait ${humanizeDuration(value)} for a querier of Loki in ${target.namespace}`,
          },
        ],
      }),
  });

/** Queries are taken and never worked on. */
export const queriersMissing = (target: LokiTarget) =>
  alert("LokiQueriersMissing", {
    expr: promql`sum by (namespace) (${loki.queriersConnected}{${of(target)}}) == 0`,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    summary: "No querier of Loki in {{ $labels.namespace }} asks for work",
    description: "No querier is connected to any scheduler: queries wait until they time out.",
    runbook: queriersMissingRunbook,
    tests: ({ for: pending }) => {
      const connected = (pod: string) => series(loki.queriersConnected, podOf(target, pod));
      return conditionTests({
        pending,
        bad: (time) => [connected("loki-0").constant(0, time), connected("loki-1").constant(0, time)],
        good: (time) => [connected("loki-0").constant(0, time), connected("loki-1").constant(1, time)],
        expect: [
          {
            labels: { namespace: target.namespace },
            summary: `No querier of Loki in ${target.namespace} asks for work`,
          },
        ],
      });
    },
  });
