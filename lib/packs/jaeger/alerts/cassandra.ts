/** Cassandra: each table has its own errors and its own pace. */
import { alert, minutes } from "../../../model";
import { promql } from "../../../query";
import { humanizeDuration, humanizePercentage, series } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { jaeger } from "../metrics";
import { cassandraErrorsRunbook } from "../runbooks/cassandra-errors";
import { cassandraSlowRunbook } from "../runbooks/cassandra-slow";
import { of, othersThan, podOf, serviceOf, type JaegerTarget } from "../target";
import { slowTests } from "./search-engine";

const TRACES = { name: "traces", role: "tracestore", table: "traces" };

/** Statements fail; the spans are tried again, the indices by which they are found are not. */
export const cassandraErrors = (target: JaegerTarget) =>
  alert("JaegerCassandraErrors", {
    parameters: { ratio: 0.01 },
    expr: ({ ratio }) => promql`
      sum by (namespace, service, role, table) (rate(${jaeger.tableErrors}{${of(target)}}[10m]))
      / (sum by (namespace, service, role, table) (rate(${jaeger.tableWrites}{${of(target)}}[10m])) > 0)
      > ${ratio}
    `,
    for: minutes(10),
    severity: "critical",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of the writes of {{ $labels.namespace }}/{{ $labels.service }} to table {{ $labels.table }} ({{ $labels.role }}) fail",
    description: ({ ratio }) =>
      `Cassandra fails more than ${humanizePercentage(ratio)} of Jaeger's statements to a table. Spans are lost, or cannot be found.`,
    runbook: cassandraErrorsRunbook,
    tests: ({ ratio, for: pending }) => {
      const OTHER = { ...TRACES, role: "sampling", table: "probabilities" };
      return limitTests({
        limit: ratio,
        pending,
        ratio: true,
        window: minutes(10),
        given: (value, time) => [
          ...["jaeger-0", "jaeger-1"].map((pod) =>
            series(jaeger.tableWrites, { ...podOf(target, pod), ...TRACES }).ratePerSecond(0.25, time),
          ),
          series(jaeger.tableErrors, { ...podOf(target), ...TRACES }).ratePerSecond(0.5 * value, time),
          series(jaeger.tableWrites, { ...podOf(target), ...OTHER }).ratePerSecond(0.5, time),
          ...othersThan(target).flatMap((labels) => [
            series(jaeger.tableWrites, { ...labels, ...TRACES }).ratePerSecond(1, time),
            series(jaeger.tableErrors, { ...labels, ...TRACES }).ratePerSecond(1, time),
          ]),
        ],
        expect: (value) => [
          {
            labels: { ...serviceOf(target), role: "tracestore", table: "traces" },
            summary: `${humanizePercentage(value)} of the writes of ${target.namespace}/${target.job} to table traces (tracestore) fail`,
          },
        ],
      });
    },
  });

/** Cassandra is at its limits; next it will fail. */
export const cassandraSlow = (target: JaegerTarget) =>
  alert("JaegerCassandraSlow", {
    // One of the few bounds that the histogram has in seconds: 5, 10, 25 …
    parameters: { seconds: 5 },
    expr: ({ seconds }) => promql`
      histogram_quantile(
        0.9,
        sum by (namespace, service, table, le) (rate(${jaeger.tableDuration}_bucket{${of(target)}}[10m]))
      )
      > ${seconds}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "One in ten writes of {{ $labels.namespace }}/{{ $labels.service }} to table {{ $labels.table }} takes {{ $value | humanizeDuration }} or longer",
    description: ({ seconds }) =>
      `More than a tenth of Jaeger's statements to a table of Cassandra take over ${humanizeDuration(seconds)}. Spans queue up before the storage.`,
    runbook: cassandraSlowRunbook,
    tests: ({ seconds, for: pending }) =>
      slowTests(
        target,
        jaeger.tableDuration,
        TRACES,
        { table: "traces" },
        { seconds, pending },
        (duration) =>
          `One in ten writes of ${target.namespace}/${target.job} to table traces takes ${duration} or longer`,
      ),
  });
