/** Whether what is read arrives at the log store. */
import { alert, hours, inSeconds, minutes, plus, seconds, times, type Duration } from "../../../model";
import { promql } from "../../../query";
import { fires, humanizeDuration, humanizePercentage, series, silent } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { fluentd } from "../metrics";
import type { FluentdRules } from "../rules";
import { deliveryErrorsRunbook } from "../runbooks/delivery-errors";
import { deliveryFailingRunbook } from "../runbooks/delivery-failing";
import { flushSlowRunbook } from "../runbooks/flush-slow";
import { notFlushingRunbook } from "../runbooks/not-flushing";
import { retryingRunbook } from "../runbooks/retrying";
import { nodeOf, of, outputOn, podOn, type FluentdTarget } from "../target";

/** Of one try in ten seconds, a share fails. */
const errorTests = (target: FluentdTarget, limit: number, pending: Duration, summary: (seen: string) => string) =>
  limitTests({
    limit,
    pending,
    ratio: true,
    given: (value, time) => [
      series(fluentd.writes, outputOn(target, "a")).ratePerSecond(0.1, time),
      series(fluentd.writeErrors, outputOn(target, "a")).ratePerSecond(0.1 * value, time),
    ],
    expect: (value) => [
      {
        labels: { namespace: target.namespace, service: target.job, plugin_id: "out_loki" },
        summary: summary(humanizePercentage(value)),
      },
    ],
  });

/** The log store takes hardly anything from anybody. */
export const deliveryFailing = (target: FluentdTarget, { writeErrorRatio }: FluentdRules) =>
  alert("FluentdDeliveryFailing", {
    parameters: { errorRatio: 0.5 },
    expr: ({ errorRatio }) => promql`${writeErrorRatio} > ${errorRatio}`,
    for: minutes(10),
    severity: "critical",
    onMissingData: "silent",
    inhibits: ["FluentdDeliveryErrors"],
    summary: "{{ $value | humanizePercentage }} of all nodes' tries to send logs through {{ $labels.plugin_id }} fail",
    description: ({ errorRatio }) =>
      `Over all nodes, more than ${humanizePercentage(errorRatio)} of the tries to send logs failed in the last ten minutes. Logs wait in the buffers of the nodes.`,
    runbook: deliveryFailingRunbook,
    tests: ({ errorRatio, for: pending }) =>
      errorTests(
        target,
        errorRatio,
        pending,
        (seen) => `${seen} of all nodes' tries to send logs through out_loki fail`,
      ),
  });

/** Some requests fail: the log store is at its limits, or a part of it is away. */
export const deliveryErrors = (target: FluentdTarget, { writeErrorRatio }: FluentdRules) =>
  alert("FluentdDeliveryErrors", {
    parameters: { errorRatio: 0.05 },
    expr: ({ errorRatio }) => promql`${writeErrorRatio} > ${errorRatio}`,
    for: minutes(20),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of all nodes' tries to send logs through {{ $labels.plugin_id }} fail and are repeated",
    description: ({ errorRatio }) =>
      `Over all nodes, more than ${humanizePercentage(errorRatio)} of the tries to send logs failed in the last ten minutes. Nothing is lost as long as the buffers hold.`,
    runbook: deliveryErrorsRunbook,
    tests: ({ errorRatio, for: pending }) =>
      errorTests(
        target,
        errorRatio,
        pending,
        (seen) => `${seen} of all nodes' tries to send logs through out_loki fail and are repeated`,
      ),
  });

/** One node has not sent anything for some time, while others may. */
export const retrying = (target: FluentdTarget) =>
  alert("FluentdRetrying", {
    parameters: { failing: minutes(10) },
    expr: ({ failing }) => promql`${fluentd.retryWait}{${of(target)}} > ${inSeconds(failing)}`,
    for: minutes(5),
    severity: "warning",
    onMissingData: "silent",
    summary: "Node {{ $labels.node }} has failed to send its logs for {{ $value | humanizeDuration }}",
    description: ({ failing }) =>
      `Each try of a node to send logs has failed for more than ${humanizeDuration(inSeconds(failing))}. Lines wait in the node's buffer.`,
    runbook: retryingRunbook,
    tests: ({ failing, for: pending }) => {
      const waits = (node: string, other = {}) => series(fluentd.retryWait, { ...outputOn(target, node), ...other });
      return limitTests({
        limit: inSeconds(failing),
        pending,
        given: (value, time) => [
          waits("a").constant(value, time),
          waits("b").constant(0, time),
          waits("a", { job: "another" }).constant(value, time),
          waits("a", { namespace: "another" }).constant(value, time),
        ],
        expect: (value) => [
          {
            labels: outputOn(target, "a"),
            summary: `Node a has failed to send its logs for ${humanizeDuration(value)}`,
          },
        ],
      });
    },
  });

/** It does not even try: its flushing threads hang or have died. */
export const notFlushing = (target: FluentdTarget) =>
  alert("FluentdNotFlushing", {
    expr: promql`
      ${fluentd.bufferQueued}{${of(target)}} > 0
      unless increase(${fluentd.writes}{${of(target)}}[15m]) > 0
    `,
    for: minutes(5),
    severity: "warning",
    onMissingData: "silent",
    summary: "Node {{ $labels.node }} does not try to send {{ $value | humanize1024 }}B of logs",
    description:
      "Logs wait in the queue of a node's Fluentd, which has not tried to send any for 15 minutes, and longer.",
    runbook: notFlushingRunbook,
    tests: ({ for: pending }) => {
      const queued = (node: string, bytes: number) =>
        series(fluentd.bufferQueued, outputOn(target, node)).constant(bytes, hours(4));
      const tried = (node: string) => series(fluentd.writes, outputOn(target, node));
      const early = pending.milliseconds === 0 ? undefined : plus(pending, seconds(-30));
      return [
        fires("one of two nodes stops trying", {
          given: [
            queued("a", 1),
            tried("a").ratePerSecond(0.1, minutes(30)).ratePerSecond(0, hours(3)),
            queued("b", 2 ** 21),
            tried("b").ratePerSecond(0.1, hours(4)),
          ],
          // The window forgets the last try after a quarter of an hour.
          notBefore: early && plus(minutes(44), early),
          after: plus(minutes(46), pending),
          expect: [
            {
              labels: outputOn(target, "a"),
              summary: "Node a does not try to send 1B of logs",
            },
          ],
        }),
        silent("one try in half an hour, as far as samples tell", {
          given: [
            series(fluentd.bufferQueued, outputOn(target, "a"))
              .constant(0, minutes(27))
              .constant(2 ** 21, hours(4)),
            tried("a").ratePerSecond(1 / 1800, hours(4)),
          ],
          // Hardly two samples in the window.
          interval: minutes(9),
          for: plus(hours(3), times(2, pending)),
        }),
        silent("nothing to send", {
          given: [queued("a", 0), tried("a").constant(5, hours(4))],
          for: plus(hours(1), pending),
        }),
      ];
    },
  });

/** The log store answers, but so slowly that the nodes will fall behind. */
export const flushSlow = (target: FluentdTarget) =>
  alert("FluentdFlushSlow", {
    parameters: { slowRatio: 0.1 },
    expr: ({ slowRatio }) => promql`
      sum by (namespace, service, node, pod) (rate(${fluentd.slowFlushes}{${of(target)}}[15m]))
      / (sum by (namespace, service, node, pod) (rate(${fluentd.writes}{${of(target)}}[15m])) > 0)
      > ${slowRatio}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $value | humanizePercentage }} of the chunks of node {{ $labels.node }} take over 20 seconds to send",
    description: ({ slowRatio }) =>
      `More than ${humanizePercentage(slowRatio)} of what a node sent to the log store in the last 15 minutes took over 20 seconds a chunk.`,
    runbook: flushSlowRunbook,
    tests: ({ slowRatio, for: pending }) => {
      const tried = (node: string) => series(fluentd.writes, outputOn(target, node));
      const slow = (node: string) => series(fluentd.slowFlushes, outputOn(target, node));
      return limitTests({
        limit: slowRatio,
        pending,
        ratio: true,
        window: minutes(15),
        given: (value, time) => [
          tried("a").ratePerSecond(0.1, time),
          slow("a").ratePerSecond(0.1 * value, time),
          tried("b").ratePerSecond(0.1, time),
          slow("b").constant(0, time),
        ],
        expect: (value) => [
          {
            labels: { ...nodeOf(target, "a"), pod: podOn(target, "a").pod },
            summary: `${humanizePercentage(value)} of the chunks of node a take over 20 seconds to send`,
          },
        ],
      });
    },
  });
