/** Whether the buffers of the nodes hold while the log store is slow or away. */
import { alert, hours, inSeconds, minutes, plus, seconds, times, type Duration } from "../../../model";
import { promql } from "../../../query";
import { fires, humanizePercentage, series, silent } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { fluentd } from "../metrics";
import { bufferFillingRunbook } from "../runbooks/buffer-filling";
import { bufferFullRunbook } from "../runbooks/buffer-full";
import { of, outputOn, type FluentdTarget } from "../target";

/** Percent, as the plug-in writes it although it calls it a ratio. */
const PERCENT = 100;

const inHours = (time: Duration): number => inSeconds(time) / 3_600;

/** Reading stops now; what the kubelet deletes meanwhile is lost. */
export const bufferFull = (target: FluentdTarget) =>
  alert("FluentdBufferFull", {
    parameters: { freeRatio: 0.1 },
    expr: ({ freeRatio }) => promql`${fluentd.bufferFree}{${of(target)}} / ${PERCENT} < ${freeRatio}`,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    inhibits: ["FluentdBufferFilling"],
    summary: "{{ $value | humanizePercentage }} of the log buffer of node {{ $labels.node }} is free",
    description: ({ freeRatio }) =>
      `Less than ${humanizePercentage(freeRatio)} of a node's log buffer is left. When it is full, the node's logs are no longer read.`,
    runbook: bufferFullRunbook,
    tests: ({ freeRatio, for: pending }) => {
      const free = (node: string, other = {}) => series(fluentd.bufferFree, { ...outputOn(target, node), ...other });
      return limitTests({
        limit: freeRatio,
        beyond: "below",
        pending,
        given: (value, time) => [
          free("a").constant(PERCENT * value, time),
          free("b").constant(PERCENT, time),
          free("a", { job: "another" }).constant(0, time),
          free("a", { namespace: "another" }).constant(0, time),
        ],
        expect: (value) => [
          {
            labels: outputOn(target, "a"),
            summary: `${humanizePercentage(value)} of the log buffer of node a is free`,
          },
        ],
      });
    },
  });

/** More comes in than goes out: at this pace the buffer is full before somebody would look at it. */
export const bufferFilling = (target: FluentdTarget) => {
  const free = series(fluentd.bufferFree, outputOn(target, "a"));
  return alert("FluentdBufferFilling", {
    parameters: { freeRatio: 0.8, fullWithin: hours(4) },
    expr: ({ freeRatio, fullWithin }) => promql`
      ${fluentd.bufferFree}{${of(target)}} / ${PERCENT} < ${freeRatio}
      and predict_linear(${fluentd.bufferFree}{${of(target)}}[30m], ${inSeconds(fullWithin)}) < 0
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "The log buffer of node {{ $labels.node }} fills up, {{ $value | humanizePercentage }} is free",
    description: ({ fullWithin }) =>
      `At the pace of the last half hour a node's log buffer is full in less than ${inHours(fullWithin)} hours.`,
    runbook: bufferFillingRunbook,
    tests: ({ freeRatio, fullWithin, for: pending }) => {
      const start = freeRatio * PERCENT;
      /** What it loses in a second, to have lost so many times its room within the time that counts. */
      const pace = (often: number) => (often * start) / inSeconds(fullWithin);
      const falling = (often: number) =>
        free.constant(0.95 * start, seconds(30)).ratePerSecond(-pace(often), plus(hours(1), pending));
      const expected = (share: number) => ({
        labels: outputOn(target, "a"),
        summary: `The log buffer of node a fills up, ${humanizePercentage(share)} is free`,
      });
      // So far apart that half of the window holds one sample only.
      const sparse = minutes(18);
      const later = times(Math.ceil(pending.milliseconds / sparse.milliseconds) + 2, sparse);
      const left = (time: Duration): number => (0.95 * start - pace(1.2) * inSeconds(time)) / PERCENT;
      return [
        fires("fast enough", {
          given: [falling(1.2)],
          notBefore: pending,
          after: plus(minutes(15), pending),
          expect: [expected(left(plus(minutes(15), pending)))],
        }),
        fires("fast enough, with hardly two samples in the window", {
          given: [falling(1.2)],
          interval: sparse,
          after: later,
          expect: [expected(left(later))],
        }),
        silent("too slowly", { given: [falling(0.5)], for: plus(hours(1), pending) }),
        silent("hardly any room, but steadily so", {
          given: [free.constant(0.5, hours(2))],
          for: plus(hours(1), pending),
        }),
        silent("fast, while most of it is free", {
          given: [free.line(PERCENT, 1.05 * start, plus(minutes(20), pending)).constant(1.05 * start, hours(2))],
          for: plus(hours(1), pending),
        }),
      ];
    },
  });
};
