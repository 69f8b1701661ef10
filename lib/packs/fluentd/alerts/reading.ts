/** Whether lines come in, and no more than usual. */
import { alert, hours, minutes, plus, scrape } from "../../../model";
import { promql } from "../../../query";
import { fires, humanize, series, silent } from "../../../testing";
import { fluentd } from "../metrics";
import type { FluentdRules } from "../rules";
import { inputStoppedRunbook } from "../runbooks/input-stopped";
import { logVolumeSpikeRunbook } from "../runbooks/log-volume-spike";
import { nodeOf, of, podOn, type FluentdTarget } from "../target";

/** It runs and reads nothing, where an hour before it read. */
export const inputStopped = (target: FluentdTarget, { recordsByNode }: FluentdRules) => {
  const read = (node: string) => series(fluentd.recordsTotal, podOn(target, node));
  const answers = (node: string) => series(scrape.up, podOn(target, node));
  return alert("FluentdInputStopped", {
    parameters: { linesPerSecond: 1 },
    expr: ({ linesPerSecond }) => promql`
      (
        (${recordsByNode} offset 1h > ${linesPerSecond})
        unless on (namespace, service, node) (${recordsByNode} > 0)
      )
      and on (namespace, service, node) (max by (namespace, service, node) (${scrape.up}{${of(target)}}) == 1)
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "Fluentd on node {{ $labels.node }} reads no logs; an hour ago it read {{ $value | humanize }} lines a second",
    description:
      "Fluentd runs on a node where it has not read a line for 15 minutes, and longer, while an hour ago it read lines all the time.",
    runbook: inputStoppedRunbook,
    tests: ({ linesPerSecond, for: pending }) => {
      const before = humanize(2 * linesPerSecond);
      return [
        fires("one of two nodes falls silent", {
          given: [
            answers("a").constant(1, hours(6)),
            read("a")
              .ratePerSecond(2 * linesPerSecond, hours(2))
              .ratePerSecond(0, hours(3)),
            answers("b").constant(1, hours(6)),
            read("b").ratePerSecond(2 * linesPerSecond, hours(6)),
          ],
          notBefore: plus(hours(2), minutes(13.5), pending),
          after: plus(hours(2), minutes(20), pending),
          expect: [
            {
              labels: nodeOf(target, "a"),
              summary: `Fluentd on node a reads no logs; an hour ago it read ${before} lines a second`,
            },
          ],
        }),
        fires("the count is gone with the process that kept it", {
          given: [
            answers("a").constant(1, hours(6)),
            read("a")
              .ratePerSecond(2 * linesPerSecond, hours(2))
              .stale(),
          ],
          after: plus(hours(2), minutes(20), pending),
          expect: [
            {
              labels: nodeOf(target, "a"),
              summary: `Fluentd on node a reads no logs; an hour ago it read ${before} lines a second`,
            },
          ],
        }),
        silent("a node that never logs much", {
          given: [
            answers("a").constant(1, hours(6)),
            read("a")
              .ratePerSecond(0.95 * linesPerSecond, hours(2))
              .ratePerSecond(0, hours(3)),
          ],
          for: hours(4),
        }),
        silent("a line in a minute", {
          given: [
            answers("a").constant(1, hours(6)),
            read("a")
              .ratePerSecond(2 * linesPerSecond, hours(2))
              .ratePerSecond(1 / 60, hours(3)),
          ],
          for: hours(4),
        }),
        silent("a node that is gone, while another is there", {
          given: [
            answers("a").constant(1, hours(2)).stale(),
            read("a")
              .ratePerSecond(2 * linesPerSecond, hours(2))
              .stale(),
            answers("b").constant(1, hours(6)),
          ],
          for: hours(4),
        }),
      ];
    },
  });
};

/** Something on the node has begun to log without end. */
export const logVolumeSpike = (target: FluentdTarget, { recordsByNode }: FluentdRules) => {
  const read = series(fluentd.recordsTotal, podOn(target, "a"));
  const interval = minutes(5);
  return alert("FluentdLogVolumeSpike", {
    parameters: { factor: 5, linesPerSecond: 500 },
    // The last hour is left out, so that a spike does not become the measure of itself at once.
    expr: ({ factor, linesPerSecond }) => promql`
      ${recordsByNode} > ${factor} * avg_over_time(${recordsByNode}[1d] offset 1h)
      and ${recordsByNode} > ${linesPerSecond}
    `,
    for: minutes(15),
    severity: "info",
    onMissingData: "silent",
    summary: "Node {{ $labels.node }} logs {{ $value | humanize }} lines a second, far more than usual",
    description: ({ factor }) =>
      `Fluentd reads more than ${factor} times the lines on a node that it read there on average over the day before.`,
    runbook: logVolumeSpikeRunbook,
    tests: ({ factor, linesPerSecond, for: pending }) => {
      const spike = 1.2 * linesPerSecond;
      const usual = spike / (1.2 * factor);
      return [
        fires("after a day of which the second half was busier", {
          given: [
            read
              .ratePerSecond(0.5 * usual, hours(13))
              .ratePerSecond(1.5 * usual, hours(12))
              .ratePerSecond(spike, hours(6)),
          ],
          interval,
          notBefore: plus(hours(25), pending),
          after: plus(hours(25), minutes(30), pending),
          expect: [
            {
              labels: nodeOf(target, "a"),
              summary: `Node a logs ${humanize(spike)} lines a second, far more than usual`,
            },
          ],
        }),
        silent("not quite so much more", {
          given: [
            read.ratePerSecond(2 * linesPerSecond, hours(25)).ratePerSecond(1.9 * factor * linesPerSecond, hours(6)),
          ],
          interval,
          for: hours(26),
        }),
        silent("much more, but not much", {
          given: [
            read
              .ratePerSecond((0.1 * linesPerSecond) / factor, hours(25))
              .ratePerSecond(0.95 * linesPerSecond, hours(6)),
          ],
          interval,
          for: hours(26),
        }),
      ];
    },
  });
};
