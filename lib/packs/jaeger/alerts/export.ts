/** The way from the receivers to the storage: a queue, and tries to store what is in it. */
import { alert, minutes } from "../../../model";
import { promql } from "../../../query";
import { humanizeDuration, humanizePercentage, series } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { jaeger } from "../metrics";
import { exportFailingRunbook } from "../runbooks/export-failing";
import { queueDelayRunbook } from "../runbooks/queue-delay";
import { queueNearlyFullRunbook } from "../runbooks/queue-nearly-full";
import { queueOverflowRunbook } from "../runbooks/queue-overflow";
import { of, othersThan, podOf, serviceOf, servicePodOf, type JaegerTarget } from "../target";

const STORAGE = { exporter: "jaeger_storage_exporter" };
const QUEUE = { ...STORAGE, data_type: "traces" };

/** Soon spans find no place. */
export const queueNearlyFull = (target: JaegerTarget) =>
  alert("JaegerQueueNearlyFull", {
    parameters: { ratio: 0.7 },
    expr: ({ ratio }) => promql`
      max by (namespace, service, pod) (
        ${jaeger.queueSize}{${of(target)}} / (${jaeger.queueCapacity}{${of(target)}} > 0)
      )
      > ${ratio}
    `,
    for: minutes(5),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $value | humanizePercentage }} of the queue of {{ $labels.pod }} is in use",
    description: ({ ratio }) =>
      `More than ${humanizePercentage(ratio)} of the room for spans that wait to be stored is in use. When it is full, spans are lost.`,
    runbook: queueNearlyFullRunbook,
    tests: ({ ratio, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        ratio: true,
        given: (value, time) => [
          series(jaeger.queueSize, { ...podOf(target), ...QUEUE }).constant(value, time),
          series(jaeger.queueCapacity, { ...podOf(target), ...QUEUE }).constant(1, time),
          series(jaeger.queueSize, { ...podOf(target, "jaeger-1"), ...QUEUE }).constant(0, time),
          series(jaeger.queueCapacity, { ...podOf(target, "jaeger-1"), ...QUEUE }).constant(1, time),
          ...othersThan(target).flatMap((labels) => [
            series(jaeger.queueSize, { ...labels, ...QUEUE }).constant(1, time),
            series(jaeger.queueCapacity, { ...labels, ...QUEUE }).constant(1, time),
          ]),
        ],
        expect: (value) => [
          { labels: servicePodOf(target), summary: `${humanizePercentage(value)} of the queue of jaeger-0 is in use` },
        ],
      }),
  });

/** The storage is slower than the senders: what is sent now will be seen later, or never. */
export const queueDelay = (target: JaegerTarget) =>
  alert("JaegerQueueDelay", {
    parameters: { seconds: 60 },
    expr: ({ seconds }) => promql`
      sum by (namespace, service, pod) (${jaeger.queueSize}{${of(target)}})
      / (sum by (namespace, service, pod) (rate(${jaeger.sentSpans}{${of(target)}}[5m])) > 0)
      > ${seconds}
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "Spans wait for {{ $value | humanizeDuration }} in {{ $labels.pod }}",
    description: ({ seconds }) =>
      `At the pace at which spans are stored, one that arrives now waits more than ${humanizeDuration(seconds)} for its turn.`,
    runbook: queueDelayRunbook,
    tests: ({ seconds, for: pending }) =>
      limitTests({
        limit: seconds,
        pending,
        window: minutes(5),
        // Until the window is full, the pace is taken for less than it is.
        addsUp: true,
        given: (value, time) => [
          series(jaeger.queueSize, { ...podOf(target), ...QUEUE })
            .constant(0, minutes(5))
            .constant(0.5 * value, time),
          series(jaeger.sentSpans, { ...podOf(target), ...STORAGE }).ratePerSecond(0.5, time),
          series(jaeger.queueSize, { ...podOf(target, "jaeger-1"), ...QUEUE }).constant(0, time),
          series(jaeger.sentSpans, { ...podOf(target, "jaeger-1"), ...STORAGE }).ratePerSecond(0.5, time),
          ...othersThan(target).flatMap((labels) => [
            series(jaeger.queueSize, { ...labels, ...QUEUE }).constant(9 * value, time),
            series(jaeger.sentSpans, { ...labels, ...STORAGE }).ratePerSecond(5, time),
          ]),
        ],
        expect: (value) => [
          { labels: servicePodOf(target), summary: `Spans wait for ${humanizeDuration(value)} in jaeger-0` },
        ],
      }),
  });

/** Spans that were taken from the sender are thrown away, because there is no room for them. */
export const queueOverflow = (target: JaegerTarget) =>
  alert("JaegerQueueOverflow", {
    parameters: { ratio: 0.01 },
    expr: ({ ratio }) => promql`
      sum by (namespace, service) (rate(${jaeger.overflowedSpans}{${of(target)}}[5m]))
      / (sum by (namespace, service) (rate(${jaeger.acceptedSpans}{${of(target)}}[5m])) > 0)
      > ${ratio}
    `,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    inhibits: ["JaegerQueueNearlyFull"],
    summary:
      "{{ $value | humanizePercentage }} of the spans of {{ $labels.namespace }}/{{ $labels.service }} find the queue full and are lost",
    description: ({ ratio }) =>
      `More than ${humanizePercentage(ratio)} of the spans that Jaeger has taken are lost, because the storage does not keep up and the queue before it is full.`,
    runbook: queueOverflowRunbook,
    tests: ({ ratio, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        ratio: true,
        window: minutes(5),
        given: (value, time) => [
          ...["jaeger-0", "jaeger-1"].map((pod) =>
            series(jaeger.acceptedSpans, { ...podOf(target, pod), receiver: "otlp" }).ratePerSecond(0.25, time),
          ),
          series(jaeger.overflowedSpans, { ...podOf(target), ...STORAGE }).ratePerSecond(0.5 * value, time),
          ...othersThan(target).flatMap((labels) => [
            series(jaeger.acceptedSpans, { ...labels, receiver: "otlp" }).ratePerSecond(1, time),
            series(jaeger.overflowedSpans, { ...labels, ...STORAGE }).ratePerSecond(1, time),
          ]),
        ],
        expect: (value) => [
          {
            labels: serviceOf(target),
            summary: `${humanizePercentage(value)} of the spans of ${target.namespace}/${target.job} find the queue full and are lost`,
          },
        ],
      }),
  });

/** The storage does not take spans, and Jaeger has given up on them. */
export const exportFailing = (target: JaegerTarget) =>
  alert("JaegerExportFailing", {
    parameters: { ratio: 0.01 },
    // An exporter counts what it has sent, be it none, with every try.
    expr: ({ ratio }) => promql`
      sum by (namespace, service, exporter) (rate(${jaeger.failedSpans}{${of(target)}}[10m]))
      / (
        sum by (namespace, service, exporter) (rate(${jaeger.failedSpans}{${of(target)}}[10m]))
        + sum by (namespace, service, exporter) (rate(${jaeger.sentSpans}{${of(target)}}[10m]))
        > 0
      )
      > ${ratio}
    `,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of the spans of {{ $labels.exporter }} in {{ $labels.namespace }} are lost",
    description: ({ ratio }) =>
      `More than ${humanizePercentage(ratio)} of the spans could not be stored, were tried again for five minutes, and are lost.`,
    runbook: exportFailingRunbook,
    tests: ({ ratio, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        ratio: true,
        window: minutes(10),
        given: (value, time) => [
          ...["jaeger-0", "jaeger-1"].map((pod) =>
            series(jaeger.sentSpans, { ...podOf(target, pod), ...STORAGE }).ratePerSecond((1 - value) / 4, time),
          ),
          ...["Unavailable", "Deadline_Exceeded"].map((error_type) =>
            series(jaeger.failedSpans, {
              ...podOf(target),
              ...STORAGE,
              error_type,
              error_permanent: "false",
            }).ratePerSecond(value / 4, time),
          ),
          series(jaeger.sentSpans, { ...podOf(target), exporter: "otlp" }).ratePerSecond(0.5, time),
          ...othersThan(target).flatMap((labels) => [
            series(jaeger.sentSpans, { ...labels, ...STORAGE }).constant(0, time),
            series(jaeger.failedSpans, { ...labels, ...STORAGE, error_type: "_OTHER" }).ratePerSecond(1, time),
          ]),
        ],
        expect: (value) => [
          {
            labels: { ...serviceOf(target), ...STORAGE },
            summary: `${humanizePercentage(value)} of the spans of jaeger_storage_exporter in ${target.namespace} are lost`,
          },
        ],
      }),
  });
