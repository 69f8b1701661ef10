/** When what was stored is in danger, or cannot be kept as long as promised. */
import { alert, hours, minutes, type Metric, type Runbook } from "../../../model";
import { promql } from "../../../query";
import { humanizePercentage, series } from "../../../testing";
import { recurringTests } from "../../failure-tests";
import { limitTests, onceTests } from "../../limit-tests";
import { prometheus } from "../metrics";
import { prometheusBlockReloadFailingRunbook } from "../runbooks/prometheus-block-reload-failing";
import { prometheusCompactionFailingRunbook } from "../runbooks/prometheus-compaction-failing";
import { prometheusRetentionCutRunbook } from "../runbooks/prometheus-retention-cut";
import { prometheusStorageNearlyFullRunbook } from "../runbooks/prometheus-storage-nearly-full";
import { prometheusTruncationFailingRunbook } from "../runbooks/prometheus-truncation-failing";
import { prometheusWalCorruptedRunbook } from "../runbooks/prometheus-wal-corrupted";
import { prometheusWalWriteFailingRunbook } from "../runbooks/prometheus-wal-write-failing";
import { ofSelf, REPLICA, replica, replicaName, type PrometheusSelf } from "../self";

/** Blocks pile up, queries become slow, and the disk fills. */
export const compactionFailing = (self: PrometheusSelf) => {
  const texts = (name: string) => ({
    summary: `Prometheus ${name} cannot compact its blocks`,
    description:
      "Compactions have failed again and again for hours: blocks pile up, and what is in memory is not written out.",
  });
  return alert("PrometheusCompactionFailing", {
    parameters: { window: hours(3) },
    expr: ({ window }) => promql`increase(${ofSelf(self, prometheus.compactionsFailed)}[${window}]) > 0`,
    for: hours(3),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook: prometheusCompactionFailingRunbook,
    tests: ({ window, for: pending }) =>
      recurringTests({
        counted: series(prometheus.compactionsFailed, replica(self)),
        window,
        pending,
        expect: [{ labels: replica(self), ...texts(replicaName(self)) }],
      }),
  });
};

/** Blocks on the disk are not seen, or those deleted still are. */
export const blockReloadFailing = (self: PrometheusSelf) => {
  const texts = (name: string) => ({
    summary: `Prometheus ${name} cannot read its blocks`,
    description:
      "Reading the blocks on the disk anew has failed again and again: older samples may be missing from queries.",
  });
  return alert("PrometheusBlockReloadFailing", {
    parameters: { window: minutes(15) },
    expr: ({ window }) => promql`increase(${ofSelf(self, prometheus.blockReloadsFailed)}[${window}]) > 0`,
    for: minutes(30),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook: prometheusBlockReloadFailingRunbook,
    tests: ({ window, for: pending }) =>
      recurringTests({
        counted: series(prometheus.blockReloadsFailed, replica(self)),
        window,
        pending,
        expect: [{ labels: replica(self), ...texts(replicaName(self)) }],
      }),
  });
};

/** What comes in now would be lost in a crash. */
export const walWriteFailing = (self: PrometheusSelf) => {
  const texts = (name: string) => ({
    summary: `Prometheus ${name} cannot write its log`,
    description:
      "Writes to the write-ahead log have failed: samples of that time would be lost in a crash, if they were stored at all.",
  });
  return alert("PrometheusWalWriteFailing", {
    parameters: { window: minutes(15) },
    expr: ({ window }) => promql`increase(${ofSelf(self, prometheus.walWritesFailed)}[${window}]) > 0`,
    for: minutes(0),
    severity: "critical",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook: prometheusWalWriteFailingRunbook,
    tests: ({ window }) =>
      onceTests({
        counted: series(prometheus.walWritesFailed, replica(self)),
        window,
        expect: [{ labels: replica(self), ...texts(replicaName(self)) }],
      }),
  });
};

/** Several counters of one kind of trouble; any of them is enough. */
const anyOf = <const Name extends string>(
  self: PrometheusSelf,
  name: Name,
  {
    metrics,
    window: span,
    texts,
    runbook,
  }: {
    readonly metrics: readonly [Metric, ...Metric[]];
    readonly window: ReturnType<typeof hours>;
    readonly texts: (replica: string) => { readonly summary: string; readonly description: string };
    readonly runbook: Runbook;
  },
) => {
  const [first, ...others] = metrics;
  return alert(name, {
    parameters: { window: span },
    expr: ({ window }) => {
      const increase = (metric: Metric) => promql`increase(${ofSelf(self, metric)}[${window}])`;
      return promql`${others.reduce((sum, metric) => promql`${sum} + ${increase(metric)}`, increase(first))} > 0`;
    },
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook,
    tests: ({ window }) =>
      metrics.flatMap((failing) =>
        onceTests({
          counted: series(failing, replica(self)),
          window,
          expect: [{ labels: replica(self), ...texts(replicaName(self)) }],
          beside: (time) =>
            metrics.filter((each) => each !== failing).map((each) => series(each, replica(self)).constant(2, time)),
        }),
      ),
  });
};

/** What was behind the broken place is lost. */
export const walCorrupted = (self: PrometheusSelf) =>
  anyOf(self, "PrometheusWalCorrupted", {
    metrics: [prometheus.walCorruptions, prometheus.chunkCorruptions],
    window: hours(1),
    texts: (name) => ({
      summary: `Prometheus ${name} has found its log corrupted`,
      description:
        "The write-ahead log or the chunks of the last hours were broken; what was behind the broken place is lost.",
    }),
    runbook: prometheusWalCorruptedRunbook,
  });

/** The log grows, and so does the time that a restart takes. */
export const truncationFailing = (self: PrometheusSelf) =>
  anyOf(self, "PrometheusTruncationFailing", {
    metrics: [prometheus.walTruncationsFailed, prometheus.headTruncationsFailed, prometheus.checkpointsFailed],
    window: hours(3),
    texts: (name) => ({
      summary: `Prometheus ${name} cannot shorten its log`,
      description:
        "A checkpoint, or the shortening of the log or of what is in memory, has failed: the log grows until it succeeds.",
    }),
    runbook: prometheusTruncationFailingRunbook,
  });

/** Soon the oldest samples will be deleted before their time. */
export const storageNearlyFull = (self: PrometheusSelf) => {
  const texts = (name: string, share: string) => ({
    summary: `Prometheus ${name} has used ${share} of its room`,
    description: `The samples take ${share} of the size that they may have. Above it the oldest are deleted, whatever their age.`,
  });
  return alert("PrometheusStorageNearlyFull", {
    parameters: { ratio: 0.9 },
    expr: ({ ratio }) => promql`
      (
        ${ofSelf(self, prometheus.blockBytes)}
        + ${ofSelf(self, prometheus.walBytes)}
        + ${ofSelf(self, prometheus.headChunkBytes)}
      )
      / (${ofSelf(self, prometheus.retentionBytes)} > 0)
      > ${ratio}
    `,
    for: hours(1),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA, "{{ $value | humanizePercentage }}"),
    runbook: prometheusStorageNearlyFullRunbook,
    tests: ({ ratio, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        given: (value, time) => [
          series(prometheus.blockBytes, replica(self)).constant(0.5 * value, time),
          series(prometheus.walBytes, replica(self)).constant(0.25 * value, time),
          series(prometheus.headChunkBytes, replica(self)).constant(0.25 * value, time),
          series(prometheus.retentionBytes, replica(self)).constant(1, time),
          // Without a limit nothing is ever full.
          series(prometheus.blockBytes, replica(self, 1)).constant(100, time),
          series(prometheus.walBytes, replica(self, 1)).constant(100, time),
          series(prometheus.headChunkBytes, replica(self, 1)).constant(100, time),
          series(prometheus.retentionBytes, replica(self, 1)).constant(0, time),
        ],
        expect: (value) => [{ labels: replica(self), ...texts(replicaName(self), humanizePercentage(value)) }],
      }),
  });
};

/** The promise of so many days is broken. */
export const retentionCut = (self: PrometheusSelf) => {
  const texts = (name: string) => ({
    summary: `Prometheus ${name} deletes samples before their time`,
    description:
      "Blocks were deleted because the samples take more room than they may: the past is shorter than promised.",
  });
  return alert("PrometheusRetentionCut", {
    parameters: { window: hours(6) },
    expr: ({ window }) => promql`increase(${ofSelf(self, prometheus.sizeRetentions)}[${window}]) > 0`,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook: prometheusRetentionCutRunbook,
    tests: ({ window }) =>
      onceTests({
        counted: series(prometheus.sizeRetentions, replica(self)),
        window,
        expect: [{ labels: replica(self), ...texts(replicaName(self)) }],
      }),
  });
};
