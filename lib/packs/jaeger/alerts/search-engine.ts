/** Elasticsearch and OpenSearch: they are written to in the background, so that the queue and the tries of the exporter know of no failure. */
import { alert, minutes, type Duration, type Metric } from "../../../model";
import { promql } from "../../../query";
import { humanizeDuration, humanizePercentage, observations, series, withQuantile } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { jaeger } from "../metrics";
import { bulkRequestsFailingRunbook } from "../runbooks/bulk-requests-failing";
import { bulkRequestsSlowRunbook } from "../runbooks/bulk-requests-slow";
import { bulkSpansRejectedRunbook } from "../runbooks/bulk-spans-rejected";
import { of, othersThan, podOf, serviceOf, type JaegerTarget } from "../target";

const STORE = { name: "traces", role: "tracestore" };

/** Whole requests fail, and all spans in them are lost without being counted anywhere. */
export const bulkRequestsFailing = (target: JaegerTarget) =>
  alert("JaegerBulkRequestsFailing", {
    parameters: { ratio: 0.01 },
    // Where none ever succeeded, the successes have no series.
    expr: ({ ratio }) => promql`
      sum by (namespace, service) (rate(${jaeger.bulkFailed}_count{${of(target)}}[10m]))
      / (
        sum by (namespace, service) (rate(${jaeger.bulkFailed}_count{${of(target)}}[10m]))
        + (
          sum by (namespace, service) (rate(${jaeger.bulkDuration}_count{${of(target)}}[10m]))
          or
          0 * sum by (namespace, service) (rate(${jaeger.bulkFailed}_count{${of(target)}}[10m]))
        )
        > 0
      )
      > ${ratio}
    `,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of the bulk requests of {{ $labels.namespace }}/{{ $labels.service }} fail, and their spans are lost",
    description: ({ ratio }) =>
      `More than ${humanizePercentage(ratio)} of the requests in which Jaeger writes spans failed as a whole, tries included. Jaeger counts these spans as stored.`,
    runbook: bulkRequestsFailingRunbook,
    tests: ({ ratio, for: pending }) => {
      const failed = (pod: string, other = {}) =>
        series(`${jaeger.bulkFailed.name}_count`, { ...podOf(target, pod), ...STORE, ...other });
      const answered = (pod: string, other = {}) =>
        series(`${jaeger.bulkDuration.name}_count`, { ...podOf(target, pod), ...STORE, ...other });
      const summary = (value: number): string =>
        `${humanizePercentage(value)} of the bulk requests of ${target.namespace}/${target.job} fail, and their spans are lost`;
      return [
        ...limitTests({
          limit: ratio,
          pending,
          ratio: true,
          window: minutes(10),
          given: (value, time) => [
            failed("jaeger-0").ratePerSecond(0.5 * value, time),
            answered("jaeger-0").ratePerSecond(0.25 * (1 - value), time),
            answered("jaeger-1").ratePerSecond(0.25 * (1 - value), time),
            ...othersThan(target).flatMap((labels) => [
              failed("jaeger-0", labels).ratePerSecond(9, time),
              answered("jaeger-0", labels).ratePerSecond(1, time),
            ]),
          ],
          expect: (value) => [{ labels: serviceOf(target), summary: summary(value) }],
        }),
        ...limitTests({
          // All of them, whatever the limit is.
          limit: 1 / 1.2,
          pending,
          window: minutes(10),
          given: (_, time) => [failed("jaeger-0").ratePerSecond(0.5, time)],
          expect: () => [{ labels: serviceOf(target), summary: summary(1) }],
        }).filter(({ kind }) => kind === "fires"),
      ];
    },
  });

/** Single documents are refused: an index that is read-only, too many shards, fields that do not fit. */
export const bulkSpansRejected = (target: JaegerTarget) =>
  alert("JaegerBulkSpansRejected", {
    parameters: { ratio: 0.01 },
    expr: ({ ratio }) => promql`
      sum by (namespace, service) (rate(${jaeger.bulkRejected}{${of(target)}}[10m]))
      / (sum by (namespace, service) (rate(${jaeger.bulkSpans}{${of(target)}}[10m])) > 0)
      > ${ratio}
    `,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of the spans of {{ $labels.namespace }}/{{ $labels.service }} are rejected by the storage and lost",
    description: ({ ratio }) =>
      `The storage answers, but rejects more than ${humanizePercentage(ratio)} of the documents that Jaeger sends. They are not sent again.`,
    runbook: bulkSpansRejectedRunbook,
    tests: ({ ratio, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        ratio: true,
        window: minutes(10),
        given: (value, time) => [
          ...["jaeger-0", "jaeger-1"].map((pod) =>
            series(jaeger.bulkSpans, { ...podOf(target, pod), ...STORE }).ratePerSecond(0.25, time),
          ),
          series(jaeger.bulkRejected, { ...podOf(target), ...STORE }).ratePerSecond(0.5 * value, time),
          ...othersThan(target).flatMap((labels) => [
            series(jaeger.bulkSpans, { ...labels, ...STORE }).ratePerSecond(1, time),
            series(jaeger.bulkRejected, { ...labels, ...STORE }).ratePerSecond(1, time),
          ]),
        ],
        expect: (value) => [
          {
            labels: serviceOf(target),
            summary: `${humanizePercentage(value)} of the spans of ${target.namespace}/${target.job} are rejected by the storage and lost`,
          },
        ],
      }),
  });

/** Tests of an alert about the slowest tenth of what a histogram has seen. */
export const slowTests = (
  target: JaegerTarget,
  metric: Metric,
  labels: Readonly<Record<string, string>>,
  kept: Readonly<Record<string, string>>,
  { seconds, pending }: { readonly seconds: number; readonly pending: Duration },
  summary: (duration: string) => string,
) =>
  limitTests({
    limit: seconds,
    pending,
    window: minutes(10),
    given: (value, time) => [
      observations(metric, { ...podOf(target), ...labels }).perSecond(
        withQuantile(metric, { quantile: 0.9, is: value, perSecond: 0.5 }),
        time,
      ),
      ...othersThan(target).map((others) =>
        observations(metric, { ...others, ...labels }).perSecond(
          withQuantile(metric, { quantile: 0.9, is: 9 * value, perSecond: 9 }),
          time,
        ),
      ),
    ],
    expect: (value) => [{ labels: { ...serviceOf(target), ...kept }, summary: summary(humanizeDuration(value)) }],
  });

/** The storage is at its limits; next it will fail. */
export const bulkRequestsSlow = (target: JaegerTarget) =>
  alert("JaegerBulkRequestsSlow", {
    // One of the few bounds that the histogram has in seconds: 5, 10, 25 …
    parameters: { seconds: 5 },
    expr: ({ seconds }) => promql`
      histogram_quantile(
        0.9,
        sum by (namespace, service, le) (rate(${jaeger.bulkDuration}_bucket{${of(target)}}[10m]))
      )
      > ${seconds}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "One in ten bulk requests of {{ $labels.namespace }}/{{ $labels.service }} takes {{ $value | humanizeDuration }} or longer",
    description: ({ seconds }) =>
      `More than a tenth of the requests in which Jaeger writes spans take over ${humanizeDuration(seconds)}. Spans queue up before the storage.`,
    runbook: bulkRequestsSlowRunbook,
    tests: ({ seconds, for: pending }) =>
      slowTests(
        target,
        jaeger.bulkDuration,
        STORE,
        {},
        { seconds, pending },
        (duration) => `One in ten bulk requests of ${target.namespace}/${target.job} takes ${duration} or longer`,
      ),
  });
