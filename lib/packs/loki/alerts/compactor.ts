/** Whether the compactor works: it keeps the index small, and is the only one that deletes what is too old. */
import { alert, hours, inSeconds, minutes } from "../../../model";
import { promql } from "../../../query";
import { humanizeDuration, series } from "../../../testing";
import { ago, conditionTests, limitTests } from "../../limit-tests";
import { loki } from "../metrics";
import { compactionStaleRunbook } from "../runbooks/compaction-stale";
import { retentionStaleRunbook } from "../runbooks/retention-stale";
import { severalCompactorsRunbook } from "../runbooks/several-compactors";
import { of, podOf, type LokiTarget } from "../target";

/** These alerts wait for hours. */
const SPARSE = minutes(5);

/** Queries must open ever more files of the index. */
export const compactionStale = (target: LokiTarget) =>
  alert("LokiCompactionStale", {
    parameters: { age: hours(3) },
    expr: ({ age }) => promql`time() - max by (namespace) (${loki.lastCompaction}{${of(target)}}) > ${inSeconds(age)}`,
    // The time stamp is 0 from a start to the first run that succeeds.
    for: hours(1),
    severity: "warning",
    onMissingData: "silent",
    summary: "Loki's index in {{ $labels.namespace }} was last compacted {{ $value | humanizeDuration }} ago",
    description: "The compactor does so every ten minutes. Decades mean that it never has since its start.",
    runbook: compactionStaleRunbook,
    tests: ({ age, for: pending }) =>
      limitTests({
        limit: inSeconds(age),
        pending,
        interval: SPARSE,
        given: (value, time) => [
          ago(series(loki.lastCompaction, podOf(target)), value, time, SPARSE),
          ago(series(loki.lastCompaction, podOf(target, "loki-1")), 10 * value, time, SPARSE),
        ],
        expect: (value) => [
          {
            labels: { namespace: target.namespace },
            summary: `Loki's index in ${target.namespace} was last compacted ${humanizeDuration(value)} ago`,
          },
        ],
      }),
  });

/** Nothing is deleted: the store grows without end, and what had to be deleted by law is still there. */
export const retentionStale = (target: LokiTarget) =>
  alert("LokiRetentionStale", {
    parameters: { age: hours(24) },
    expr: ({ age }) => promql`time() - max by (namespace) (${loki.lastRetention}{${of(target)}}) > ${inSeconds(age)}`,
    // The time stamp is 0 from a start to the first run that succeeds, which may take hours after a long pause.
    for: hours(6),
    severity: "warning",
    onMissingData: "silent",
    summary: "Loki in {{ $labels.namespace }} last deleted old logs {{ $value | humanizeDuration }} ago",
    description:
      "The compactor applies the retention after each compaction. Decades mean that it never has since its start.",
    runbook: retentionStaleRunbook,
    tests: ({ age, for: pending }) =>
      limitTests({
        limit: inSeconds(age),
        pending,
        interval: SPARSE,
        given: (value, time) => [
          ago(series(loki.lastRetention, podOf(target)), value, time, SPARSE),
          ago(series(loki.lastRetention, podOf(target, "loki-1")), 10 * value, time, SPARSE),
        ],
        expect: (value) => [
          {
            labels: { namespace: target.namespace },
            summary: `Loki in ${target.namespace} last deleted old logs ${humanizeDuration(value)} ago`,
          },
        ],
      }),
  });

/** Two that compact the same tables can undo each other's work. */
export const severalCompactors = (target: LokiTarget) =>
  alert("LokiSeveralCompactors", {
    expr: promql`sum by (namespace) (${loki.compactorRunning}{${of(target)}}) > 1`,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $value }} compactors of one Loki run at once in {{ $labels.namespace }}",
    description:
      "Of all replicas, one must compact: two work on the same tables of the index and may lose parts of it.",
    runbook: severalCompactorsRunbook,
    tests: ({ for: pending }) => {
      const running = (pod: string) => series(loki.compactorRunning, podOf(target, pod));
      return conditionTests({
        pending,
        bad: (time) => [running("loki-0").constant(1, time), running("loki-1").constant(1, time)],
        good: (time) => [running("loki-0").constant(1, time), running("loki-1").constant(0, time)],
        expect: [
          {
            labels: { namespace: target.namespace },
            summary: `2 compactors of one Loki run at once in ${target.namespace}`,
          },
        ],
      });
    },
  });
