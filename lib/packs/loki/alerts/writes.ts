/** Whether logs get in: pushes, what is refused and why, and the way from distributors to ingesters. */
import { alert, minutes } from "../../../model";
import { matches, promql } from "../../../query";
import { humanizeDuration, humanizePercentage, observations, series, withQuantile } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { loki } from "../metrics";
import { ingesterAppendErrorsRunbook } from "../runbooks/ingester-append-errors";
import { pushErrorsRunbook } from "../runbooks/push-errors";
import { pushSlowRunbook } from "../runbooks/push-slow";
import { of, podOf, serviceOf, type LokiTarget } from "../target";

/** Where logs are sent to, by the names that Loki gives its routes. */
export const PUSH = matches("loki_api_v1_push|otlp_v1_logs|api_prom_push");
const ROUTE = "loki_api_v1_push";

/** So many pushes fail that whoever sends logs must hold them back, and in the end loses them. */
export const pushErrors = (target: LokiTarget) =>
  alert("LokiPushErrors", {
    parameters: { errorRatio: 0.05 },
    expr: ({ errorRatio }) => promql`
      sum by (namespace, service, route) (
        rate(${loki.requestDuration}_count{${of(target, { route: PUSH, status_code: matches("5..") })}}[5m])
      )
      / (sum by (namespace, service, route) (rate(${loki.requestDuration}_count{${of(target, { route: PUSH })}}[5m])) > 0)
      > ${errorRatio}
    `,
    for: minutes(10),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $value | humanizePercentage }} of the pushes to {{ $labels.namespace }}/{{ $labels.service }} fail",
    description: ({ errorRatio }) =>
      `More than ${humanizePercentage(errorRatio)} of the requests with logs were answered with a status of 5xx over the last five minutes.`,
    runbook: pushErrorsRunbook,
    tests: ({ errorRatio, for: pending }) =>
      limitTests({
        limit: errorRatio,
        pending,
        ratio: true,
        window: minutes(5),
        given: (value, time) => {
          const answered = (status_code: string, pod: string, perSecond: number) =>
            series(`${loki.requestDuration.name}_count`, {
              ...podOf(target, pod),
              route: ROUTE,
              method: "POST",
              status_code,
            }).ratePerSecond(perSecond, time);
          return [
            answered("204", "loki-0", 0.5 * (1 - value)),
            answered("500", "loki-0", 0.25 * value),
            answered("503", "loki-1", 0.25 * value),
          ];
        },
        expect: (value) => [
          {
            labels: { ...serviceOf(target), route: ROUTE },
            summary: `${humanizePercentage(value)} of the pushes to ${target.namespace}/${serviceOf(target).service} fail`,
          },
        ],
      }),
  });

/** Pushes that take long hold up those who send. */
export const pushSlow = (target: LokiTarget) =>
  alert("LokiPushSlow", {
    /** Seconds; a bucket of the histogram. */
    parameters: { p99: 1 },
    expr: ({ p99 }) => promql`
      histogram_quantile(
        0.99,
        sum by (namespace, service, route, le) (rate(${loki.requestDuration}_bucket{${of(target, { route: PUSH })}}[5m]))
      )
      > ${p99}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "Pushes to {{ $labels.namespace }}/{{ $labels.service }} take {{ $value | humanizeDuration }}",
    description: ({ p99 }) => `One push in a hundred takes longer than ${humanizeDuration(p99)}.`,
    runbook: pushSlowRunbook,
    tests: ({ p99, for: pending }) =>
      limitTests({
        limit: p99,
        pending,
        window: minutes(5),
        given: (value, time) => [
          observations(loki.requestDuration, {
            ...podOf(target),
            route: ROUTE,
            method: "POST",
            status_code: "204",
          }).perSecond(withQuantile(loki.requestDuration, { quantile: 0.99, is: value, perSecond: 10 }), time),
        ],
        expect: (value) => [
          {
            labels: { ...serviceOf(target), route: ROUTE },
            summary: `Pushes to ${target.namespace}/${serviceOf(target).service} take ${humanizeDuration(value)}`,
          },
        ],
      }),
  });

/** Distributors cannot hand lines over to ingesters: below the quorum, pushes fail; above it, copies are missing. */
export const ingesterAppendErrors = (target: LokiTarget) =>
  alert("LokiIngesterAppendErrors", {
    parameters: { errorRatio: 0.05 },
    expr: ({ errorRatio }) => {
      const requests = promql`${loki.ingesterRequestDuration}_count`;
      const push = { operation: "/logproto.Pusher/Push" };
      return promql`
        sum by (namespace, service) (rate(${requests}{${of(target, { ...push, status_code: matches("5..|error") })}}[5m]))
        / (sum by (namespace, service) (rate(${requests}{${of(target, push)}}[5m])) > 0)
        > ${errorRatio}
      `;
    },
    for: minutes(10),
    severity: "critical",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of what {{ $labels.namespace }}/{{ $labels.service }} sends to ingesters fails",
    description: ({ errorRatio }) =>
      `More than ${humanizePercentage(errorRatio)} of the requests by which distributors hand lines over to ingesters failed over the last five minutes.`,
    runbook: ingesterAppendErrorsRunbook,
    tests: ({ errorRatio, for: pending }) =>
      limitTests({
        limit: errorRatio,
        pending,
        ratio: true,
        window: minutes(5),
        given: (value, time) => {
          const asked = (operation: string, status_code: string, perSecond: number) =>
            series(`${loki.ingesterRequestDuration.name}_count`, {
              ...podOf(target),
              operation,
              status_code,
            }).ratePerSecond(perSecond, time);
          return [
            asked("/logproto.Pusher/Push", "2xx", 0.5 * (1 - value)),
            asked("/logproto.Pusher/Push", "5xx", 0.25 * value),
            asked("/logproto.Pusher/Push", "error", 0.25 * value),
            asked("/logproto.Querier/Query", "2xx", 5),
          ];
        },
        expect: (value) => [
          {
            labels: serviceOf(target),
            summary: `${humanizePercentage(value)} of what ${target.namespace}/${serviceOf(target).service} sends to ingesters fails`,
          },
        ],
      }),
  });
