/** Whether the newest logs are safe: the write-ahead log on the ingesters' disks, and chunks on their way to the store. */
import { alert, hours, inSeconds, minutes, plus, seconds, times } from "../../../model";
import { promql } from "../../../query";
import { fires, humanizePercentage, series, silent } from "../../../testing";
import { conditionTests, limitTests } from "../../limit-tests";
import { loki } from "../metrics";
import { flushFailingRunbook } from "../runbooks/flush-failing";
import { flushStalledRunbook } from "../runbooks/flush-stalled";
import { walReplayLongRunbook } from "../runbooks/wal-replay-long";
import { of, podOf, serviceOf, type LokiTarget } from "../target";

/** The labels of an alert about one pod. */
const labelsOf = (target: LokiTarget) => ({ ...serviceOf(target), pod: "loki-0" });

/** Chunks do not reach the store: they stay in memory and in the write-ahead log until one of both is full. */
export const flushFailing = (target: LokiTarget) =>
  alert("LokiFlushFailing", {
    parameters: { failureRatio: 0.1 },
    expr: ({ failureRatio }) => promql`
      sum by (namespace, service, pod) (rate(${loki.flushFailures}{${of(target)}}[5m]))
      / (sum by (namespace, service, pod) (rate(${loki.flushRequests}{${of(target)}}[5m])) > 0)
      > ${failureRatio}
    `,
    for: minutes(10),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $value | humanizePercentage }} of the chunks of {{ $labels.pod }} do not reach the store",
    description: ({ failureRatio }) =>
      `More than ${humanizePercentage(failureRatio)} of the attempts of an ingester to write chunks to the store failed over the last five minutes.`,
    runbook: flushFailingRunbook,
    tests: ({ failureRatio, for: pending }) =>
      limitTests({
        limit: failureRatio,
        pending,
        ratio: true,
        window: minutes(5),
        given: (value, time) => [
          series(loki.flushRequests, podOf(target)).ratePerSecond(0.5, time),
          series(loki.flushFailures, podOf(target)).ratePerSecond(0.5 * value, time),
          series(loki.flushRequests, podOf(target, "loki-1")).ratePerSecond(0.5, time),
          series(loki.flushFailures, podOf(target, "loki-1")).constant(0, time),
        ],
        expect: (value) => [
          {
            labels: labelsOf(target),
            summary: `${humanizePercentage(value)} of the chunks of loki-0 do not reach the store`,
          },
        ],
      }),
  });

/** An ingester holds chunks and has not written one for longer than any of them may wait. */
export const flushStalled = (target: LokiTarget) =>
  alert("LokiFlushStalled", {
    parameters: { stalled: hours(4) },
    expr: ({ stalled }) => promql`
      sum by (namespace, service, pod) (${loki.memoryChunks}{${of(target)}}) > 0
      unless
      sum by (namespace, service, pod) (increase(${loki.chunksFlushed}_count{${of(target)}}[${stalled}])) > 0
      and on (namespace, service, pod)
      time() - max by (namespace, service, pod) (${loki.processStart}{${of(target)}}) > ${inSeconds(stalled)}
    `,
    for: minutes(30),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} holds {{ $value | humanize }} chunks and writes none",
    description: "An ingester has not written one chunk to the store for longer than the oldest chunk may wait.",
    runbook: flushStalledRunbook,
    tests: ({ stalled, for: pending }) => {
      const time = plus(stalled, stalled, pending, hours(1));
      const chunks = series(loki.memoryChunks, podOf(target)).constant(1, time);
      const flushed = series(`${loki.chunksFlushed.name}_count`, podOf(target));
      /** The process is that old when the test begins. */
      const aged = (age: number) => series(loki.processStart, podOf(target)).constant(-age, time);
      const window = inSeconds(stalled);
      const interval = minutes(5);
      return [
        silent("while it writes a chunk now and then, though never twice in half of the time", {
          given: [
            chunks,
            flushed
              .constant(0, minutes(10))
              .constant(1, seconds(0.75 * window))
              .constant(2, seconds(0.75 * window))
              .constant(3, seconds(0.75 * window)),
            aged(window - 600),
          ],
          interval,
          for: seconds(2.5 * window),
        }),
        silent("while the process is younger", {
          given: [chunks, flushed.constant(0, time), aged(0)],
          interval,
          for: plus(seconds(0.95 * window), pending),
        }),
        silent("with nothing to write", {
          given: [series(loki.memoryChunks, podOf(target)).constant(0, time), flushed.constant(0, time), aged(0)],
          interval,
          for: time,
        }),
        fires("when it has held a chunk since its start", {
          given: [chunks, flushed.constant(0, time), aged(0)],
          interval,
          after: plus(stalled, pending, times(2, interval)),
          notBefore: pending.milliseconds === 0 ? undefined : plus(stalled, pending, seconds(-30)),
          expect: [{ labels: labelsOf(target), summary: "loki-0 holds 1 chunks and writes none" }],
        }),
      ];
    },
  });

/** After a start, an ingester reads its write-ahead log, and takes no lines until it has. */
export const walReplayLong = (target: LokiTarget) =>
  alert("LokiWalReplayLong", {
    expr: promql`max by (namespace, service, pod) (${loki.walReplay}{${of(target)}}) == 1`,
    for: minutes(30),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} still reads its write-ahead log",
    description:
      "An ingester was started and has been busy ever since with what it had not written to the store before.",
    runbook: walReplayLongRunbook,
    tests: ({ for: pending }) =>
      conditionTests({
        pending,
        bad: (time) => [
          series(loki.walReplay, podOf(target)).constant(1, time),
          series(loki.walReplay, podOf(target, "loki-1")).constant(0, time),
        ],
        good: (time) => [series(loki.walReplay, podOf(target)).constant(0, time)],
        expect: [{ labels: labelsOf(target), summary: "loki-0 still reads its write-ahead log" }],
      }),
  });
