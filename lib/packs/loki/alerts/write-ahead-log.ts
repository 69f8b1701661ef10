/** Whether the write-ahead log can hold what is not in the store yet. */
import { alert, hours, inSeconds, minutes, plus, seconds, type Duration } from "../../../model";
import { promql } from "../../../query";
import { fires, humanizePercentage, series, silent } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { loki } from "../metrics";
import { walCorruptRunbook } from "../runbooks/wal-corrupt";
import { walDiskFillingRunbook } from "../runbooks/wal-disk-filling";
import { walDiskFullRunbook } from "../runbooks/wal-disk-full";
import { of, podOf, serviceOf, type LokiTarget } from "../target";

const labelsOf = (target: LokiTarget) => ({ ...serviceOf(target), pod: "loki-0" });

const diskTests = (target: LokiTarget, limit: number, pending: Duration) =>
  limitTests({
    limit,
    pending,
    ratio: true,
    given: (value, time) => [
      series(loki.walDiskUsage, podOf(target)).constant(value, time),
      series(loki.walDiskUsage, podOf(target, "loki-1")).constant(0.1, time),
    ],
    expect: (value) => [
      { labels: labelsOf(target), summary: `The disk of loki-0 is ${humanizePercentage(value)} full` },
    ],
  });

/** Time to act is left. */
export const walDiskFilling = (target: LokiTarget) =>
  alert("LokiWalDiskFilling", {
    parameters: { used: 0.75 },
    expr: ({ used }) => promql`max by (namespace, service, pod) (${loki.walDiskUsage}{${of(target)}}) > ${used}`,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "The disk of {{ $labels.pod }} is {{ $value | humanizePercentage }} full",
    description: "At 90% an ingester takes no more lines, because it could not write them down.",
    runbook: walDiskFillingRunbook,
    tests: ({ used, for: pending }) => diskTests(target, used, pending),
  });

/** The ingester refuses lines: Loki's `wal.disk_full_threshold`, which is 0.9 unless set otherwise. */
export const walDiskFull = (target: LokiTarget) =>
  alert("LokiWalDiskFull", {
    parameters: { used: 0.9 },
    expr: ({ used }) => promql`max by (namespace, service, pod) (${loki.walDiskUsage}{${of(target)}}) >= ${used}`,
    for: minutes(1),
    severity: "critical",
    onMissingData: "silent",
    inhibits: ["LokiWalDiskFilling"],
    summary: "The disk of {{ $labels.pod }} is {{ $value | humanizePercentage }} full",
    description: "An ingester takes no more lines, because it could not write them down.",
    runbook: walDiskFullRunbook,
    tests: ({ used, for: pending }) => diskTests(target, used, pending),
  });

/** Lines may be lost that were taken before the last start. */
export const walCorrupt = (target: LokiTarget) =>
  alert("LokiWalCorrupt", {
    /** How long after a start it is worth to be told. */
    parameters: { recent: hours(1) },
    // Counted while the process starts, before anybody scrapes it: an increase would never show.
    expr: ({ recent }) => promql`
      sum by (namespace, service, pod) (${loki.walCorruptions}{${of(target)}}) > 0
      and on (namespace, service, pod)
      time() - max by (namespace, service, pod) (${loki.processStart}{${of(target)}}) < ${inSeconds(recent)}
    `,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} could not read {{ $value }} parts of its write-ahead log",
    description: "An ingester was started and found its write-ahead log damaged; it went on without the damaged parts.",
    runbook: walCorruptRunbook,
    tests: ({ recent }) => {
      const corrupt = (pod: string, type: string) =>
        series(loki.walCorruptions, { ...podOf(target, pod), type }).constant(1, plus(recent, hours(1)));
      const aged = (pod: string, age: number) =>
        series(loki.processStart, podOf(target, pod)).constant(-age, plus(recent, hours(1)));
      const age = inSeconds(recent);
      return [
        silent("a while after the start", {
          given: [corrupt("loki-0", "segment"), aged("loki-0", 1.05 * age)],
          for: hours(1),
        }),
        silent("where the log was read whole", { given: [aged("loki-0", 0)], for: hours(1) }),
        fires("soon after the start", {
          given: [
            corrupt("loki-0", "segment"),
            aged("loki-0", 0),
            corrupt("loki-1", "checkpoint"),
            aged("loki-1", 2 * age),
          ],
          // Later than half of the time in which it is worth to be told.
          after: seconds(0.8 * age),
          expect: [{ labels: labelsOf(target), summary: "loki-0 could not read 1 parts of its write-ahead log" }],
        }),
      ];
    },
    waivers: [
      {
        check: "promql/counter-raw",
        reason: "It is counted while the process starts, before the first scrape, and so never seen to increase.",
        until: "2027-12-31",
      },
    ],
  });
