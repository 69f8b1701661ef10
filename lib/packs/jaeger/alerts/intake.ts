/** Whether spans come in: refused, or not even sent. */
import { alert, hours, inSeconds, minutes, plus, scrape, times, weeks, type Duration } from "../../../model";
import { promql } from "../../../query";
import { fires, humanize, humanizePercentage, series, silent } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { seasonWithin } from "../../season";
import { jaeger } from "../metrics";
import { memoryLimiterRefusingRunbook } from "../runbooks/memory-limiter-refusing";
import { spansRefusedRunbook } from "../runbooks/spans-refused";
import { spansStoppedRunbook } from "../runbooks/spans-stopped";
import { of, othersThan, podOf, serviceOf, servicePodOf, type JaegerTarget } from "../target";

/** Senders are sent away; their own queues are short. */
export const spansRefused = (target: JaegerTarget) =>
  alert("JaegerSpansRefused", {
    parameters: { ratio: 0.05 },
    expr: ({ ratio }) => promql`
      sum by (namespace, service, receiver) (rate(${jaeger.refusedSpans}{${of(target)}}[5m]))
      / (
        sum by (namespace, service, receiver) (rate(${jaeger.refusedSpans}{${of(target)}}[5m]))
        + sum by (namespace, service, receiver) (rate(${jaeger.acceptedSpans}{${of(target)}}[5m]))
        > 0
      )
      > ${ratio}
    `,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of the spans sent to {{ $labels.namespace }}/{{ $labels.service }} by {{ $labels.receiver }} are refused",
    description: ({ ratio }) =>
      `Jaeger refuses more than ${humanizePercentage(ratio)} of the spans that are sent to it. Senders try again for a minute or so, then drop them.`,
    runbook: spansRefusedRunbook,
    tests: ({ ratio, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        ratio: true,
        window: minutes(5),
        given: (value, time) => [
          ...["jaeger-0", "jaeger-1"].flatMap((pod) => [
            series(jaeger.acceptedSpans, { ...podOf(target, pod), receiver: "otlp" }).ratePerSecond(
              (1 - value) / 4,
              time,
            ),
            series(jaeger.refusedSpans, { ...podOf(target, pod), receiver: "otlp" }).ratePerSecond(value / 4, time),
          ]),
          series(jaeger.acceptedSpans, { ...podOf(target), receiver: "zipkin" }).ratePerSecond(0.25, time),
          series(jaeger.refusedSpans, { ...podOf(target), receiver: "zipkin" }).constant(0, time),
          ...othersThan(target).flatMap((labels) => [
            series(jaeger.acceptedSpans, { ...labels, receiver: "otlp" }).constant(0, time),
            series(jaeger.refusedSpans, { ...labels, receiver: "otlp" }).ratePerSecond(9, time),
          ]),
        ],
        expect: (value) => [
          {
            labels: { ...serviceOf(target), receiver: "otlp" },
            summary: `${humanizePercentage(value)} of the spans sent to ${target.namespace}/${target.job} by otlp are refused`,
          },
        ],
      }),
  });

/** One pod is out of memory; others may still have some. */
export const memoryLimiterRefusing = (target: JaegerTarget) =>
  alert("JaegerMemoryLimiterRefusing", {
    parameters: { spansPerSecond: 0.1 },
    expr: ({ spansPerSecond }) => promql`
      sum by (namespace, service, pod) (rate(${jaeger.limiterRefusedSpans}{${of(target)}}[5m])) > ${spansPerSecond}
    `,
    for: minutes(5),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} refuses {{ $value | humanize }} spans a second for lack of memory",
    description: `A pod of Jaeger uses more than ${humanize(target.refusesAbove.bytes / 2 ** 20)} MiB of heap and refuses spans, so that it is not killed.`,
    runbook: memoryLimiterRefusingRunbook,
    tests: ({ spansPerSecond, for: pending }) => {
      const refused = (labels: Readonly<Record<string, string>>) =>
        series(jaeger.limiterRefusedSpans, { ...labels, processor: "memory_limiter" });
      return limitTests({
        limit: spansPerSecond,
        pending,
        window: minutes(5),
        given: (value, time) => [
          refused(podOf(target)).ratePerSecond(value, time),
          refused(podOf(target, "jaeger-1")).constant(0, time),
          ...othersThan(target).map((labels) => refused(labels).ratePerSecond(9, time)),
        ],
        expect: (value) => [
          {
            labels: servicePodOf(target),
            summary: `jaeger-0 refuses ${humanize(value)} spans a second for lack of memory`,
          },
        ],
      });
    },
  });

/** Jaeger waits, and nobody sends, where at the same hour of the week somebody did. */
export const spansStopped = (target: JaegerTarget) =>
  alert("JaegerSpansStopped", {
    parameters: { spansPerSecond: 1, ago: seasonWithin(target.retention ?? weeks(2)) },
    expr: ({ spansPerSecond, ago }) => promql`
      (
        sum by (namespace, service) (rate(${jaeger.acceptedSpans}{${of(target)}}[1h] offset ${ago})) > ${spansPerSecond}
        unless
        sum by (namespace, service) (rate(${jaeger.acceptedSpans}{${of(target)}}[30m])) > 0
      )
      and on (namespace, service)
      (max by (namespace, service) (${scrape.up}{${of(target)}}) == 1)
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "{{ $labels.namespace }}/{{ $labels.service }} receives no spans, where {{ $value | humanize }} a second are usual at this hour",
    description:
      "Jaeger runs and has not received a span for half an hour, and longer. At the same time of an earlier day it received them all the time.",
    runbook: spansStoppedRunbook,
    tests: ({ spansPerSecond, ago, for: pending }) => {
      const accepted = (pod: string) => series(jaeger.acceptedSpans, { ...podOf(target, pod), receiver: "otlp" });
      const up = (value: number) => series(scrape.up, podOf(target)).constant(value, later(hours(4)));
      const later = (time: Duration): Duration => plus(ago, time, pending);
      const interval = minutes(5);
      // So far apart that half of an hour holds one sample only.
      const sparse = minutes(36);
      const waited = times(Math.ceil(pending.milliseconds / sparse.milliseconds), sparse);
      const ended = (perSecond: number) => accepted("jaeger-0").ratePerSecond(perSecond, ago).stale();
      const goesOn = accepted("jaeger-0").ratePerSecond(2 * spansPerSecond, ago);
      const last = 2 * spansPerSecond * inSeconds(plus(ago, times(-1, interval)));
      const expect = [
        {
          labels: serviceOf(target),
          summary: `${target.namespace}/${target.job} receives no spans, where ${humanize(2 * spansPerSecond)} a second are usual at this hour`,
        },
      ];
      return [
        fires("spans of both pods end", {
          given: [
            up(1),
            ...["jaeger-0", "jaeger-1"].map((pod) =>
              accepted(pod)
                .ratePerSecond(spansPerSecond, plus(ago, hours(1)))
                .ratePerSecond(0, later(hours(4))),
            ),
          ],
          interval,
          // The window forgets the last span after half an hour.
          notBefore: later(minutes(75)),
          after: later(minutes(100)),
          expect,
        }),
        fires("a pod that has not received any takes the place of one that had, with hardly two samples in an hour", {
          given: [up(1), ended(2 * spansPerSecond)],
          interval: sparse,
          after: plus(ago, times(2, sparse), waited),
          expect,
        }),
        silent("hardly any were usual", {
          given: [up(1), ended(0.95 * spansPerSecond)],
          interval: sparse,
          for: later(hours(3)),
        }),
        silent("Jaeger itself does not answer", {
          given: [up(0), ended(2 * spansPerSecond)],
          interval: sparse,
          for: later(hours(3)),
        }),
        silent("one span in 25 minutes", {
          given: [
            up(1),
            [1, 2, 3, 4, 5, 6, 7].reduce((built, count) => built.constant(last + count, minutes(25)), goesOn),
          ],
          interval,
          for: plus(ago, minutes(170)),
        }),
      ];
    },
  });
