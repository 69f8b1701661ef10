/** Whether people who look for traces find them, and how soon. */
import { alert, minutes } from "../../../model";
import { matches, promql } from "../../../query";
import { humanizeDuration, humanizePercentage, observations, series, withQuantile } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { jaeger } from "../metrics";
import { queryErrorsRunbook } from "../runbooks/query-errors";
import { querySlowRunbook } from "../runbooks/query-slow";
import { storageReadErrorsRunbook } from "../runbooks/storage-read-errors";
import { of, othersThan, podOf, serviceOf, type JaegerTarget } from "../target";

/** OTLP and sampling are served by the same program, and counted in the same metric. */
export const QUERIES = { http_route: matches("/api/.*") };

/** People see an error instead of traces. */
export const queryErrors = (target: JaegerTarget) =>
  alert("JaegerQueryErrors", {
    parameters: { ratio: 0.05 },
    expr: ({ ratio }) => promql`
      sum by (namespace, service, http_route) (
        rate(${jaeger.httpDuration}_count{${of(target, { ...QUERIES, http_response_status_code: matches("5..") })}}[10m])
      )
      / (
        sum by (namespace, service, http_route) (rate(${jaeger.httpDuration}_count{${of(target, QUERIES)}}[10m])) > 0
      )
      > ${ratio}
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of the queries to {{ $labels.http_route }} of {{ $labels.namespace }}/{{ $labels.service }} fail",
    description: ({ ratio }) =>
      `Jaeger answers more than ${humanizePercentage(ratio)} of the queries of its user interface and API with a status of 5xx.`,
    runbook: queryErrorsRunbook,
    tests: ({ ratio, for: pending }) => {
      const answered = (http_response_status_code: string, other = {}) =>
        series(`${jaeger.httpDuration.name}_count`, {
          ...podOf(target),
          http_route: "/api/traces",
          http_response_status_code,
          ...other,
        });
      return limitTests({
        limit: ratio,
        pending,
        ratio: true,
        window: minutes(10),
        given: (value, time) => [
          answered("200").ratePerSecond(0.5 * (1 - value), time),
          answered("500").ratePerSecond(0.25 * value, time),
          answered("503", { pod: "jaeger-1" }).ratePerSecond(0.25 * value, time),
          answered("200", { http_route: "/api/services" }).ratePerSecond(0.5, time),
          answered("503", { http_route: "/v1/traces" }).ratePerSecond(9, time),
          ...othersThan(target).flatMap((labels) => [
            answered("200", labels).ratePerSecond(1, time),
            answered("500", labels).ratePerSecond(9, time),
          ]),
        ],
        expect: (value) => [
          {
            labels: { ...serviceOf(target), http_route: "/api/traces" },
            summary: `${humanizePercentage(value)} of the queries to /api/traces of ${target.namespace}/${target.job} fail`,
          },
        ],
      });
    },
  });

/** People wait. */
export const querySlow = (target: JaegerTarget) =>
  alert("JaegerQuerySlow", {
    parameters: { seconds: 5 },
    expr: ({ seconds }) => promql`
      histogram_quantile(
        0.95,
        sum by (namespace, service, http_route, le) (rate(${jaeger.httpDuration}_bucket{${of(target, QUERIES)}}[15m]))
      )
      > ${seconds}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "Queries to {{ $labels.http_route }} of {{ $labels.namespace }}/{{ $labels.service }} take {{ $value | humanizeDuration }} (p95)",
    description: ({ seconds }) =>
      `One in twenty queries of Jaeger's user interface and API takes longer than ${humanizeDuration(seconds)}.`,
    runbook: querySlowRunbook,
    tests: ({ seconds, for: pending }) =>
      limitTests({
        limit: seconds,
        pending,
        window: minutes(15),
        given: (value, time) => {
          const took = (labels: Readonly<Record<string, string>>, is: number) =>
            observations(jaeger.httpDuration, { http_response_status_code: "200", ...labels }).perSecond(
              withQuantile(jaeger.httpDuration, { quantile: 0.95, is, perSecond: 0.5 }),
              time,
            );
          return [
            took({ ...podOf(target), http_route: "/api/traces" }, value),
            took({ ...podOf(target), http_route: "/api/services" }, 0.1 * value),
            took({ ...podOf(target), http_route: "/v1/traces" }, 1.6 * value),
            ...othersThan(target).map((labels) => took({ ...labels, http_route: "/api/traces" }, 1.6 * value)),
          ];
        },
        expect: (value) => [
          {
            labels: { ...serviceOf(target), http_route: "/api/traces" },
            summary: `Queries to /api/traces of ${target.namespace}/${target.job} take ${humanizeDuration(value)} (p95)`,
          },
        ],
      }),
  });

/** What Jaeger reads from fails it: the traces themselves, or the metrics of the Monitor tab. */
export const storageReadErrors = (target: JaegerTarget) =>
  alert("JaegerStorageReadErrors", {
    parameters: { ratio: 0.1 },
    expr: ({ ratio }) => promql`
      sum by (namespace, service, role, operation) (rate(${jaeger.reads}{${of(target, { result: "err" })}}[15m]))
      / (sum by (namespace, service, role, operation) (rate(${jaeger.reads}{${of(target)}}[15m])) > 0)
      > ${ratio}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of the reads {{ $labels.operation }} from the {{ $labels.role }} of {{ $labels.namespace }}/{{ $labels.service }} fail",
    description: ({ ratio }) =>
      `More than ${humanizePercentage(ratio)} of what Jaeger asks its storage fails. Queries that their user gave up count, too.`,
    runbook: storageReadErrorsRunbook,
    tests: ({ ratio, for: pending }) => {
      const read = (result: string, other = {}) =>
        series(jaeger.reads, {
          ...podOf(target),
          name: "traces",
          role: "tracestore",
          operation: "find_traces",
          result,
          ...other,
        });
      return limitTests({
        limit: ratio,
        pending,
        ratio: true,
        window: minutes(15),
        given: (value, time) => [
          read("ok").ratePerSecond(0.5 * (1 - value), time),
          read("err").ratePerSecond(0.25 * value, time),
          read("err", { pod: "jaeger-1" }).ratePerSecond(0.25 * value, time),
          read("ok", { operation: "get_services" }).ratePerSecond(0.5, time),
          read("ok", { role: "metricstore", operation: "get_latencies" }).ratePerSecond(0.5, time),
          ...othersThan(target).flatMap((labels) => [
            read("ok", labels).ratePerSecond(1, time),
            read("err", labels).ratePerSecond(9, time),
          ]),
        ],
        expect: (value) => [
          {
            labels: { ...serviceOf(target), role: "tracestore", operation: "find_traces" },
            summary: `${humanizePercentage(value)} of the reads find_traces from the tracestore of ${target.namespace}/${target.job} fail`,
          },
        ],
      });
    },
  });
