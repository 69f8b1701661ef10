/** Jaeger's own health: what it takes, stores, finds again, deletes, and computes from spans. */
import { pack } from "../../model";
import { down, memoryHigh, replicaDown, restarting } from "./alerts/availability";
import { cassandraErrors, cassandraSlow } from "./alerts/cassandra";
import { exportFailing, queueDelay, queueNearlyFull, queueOverflow } from "./alerts/export";
import { badgerNotCleaned, indexCleanerOverdue } from "./alerts/housekeeping";
import { memoryLimiterRefusing, spansRefused, spansStopped } from "./alerts/intake";
import { queryErrors, querySlow, storageReadErrors } from "./alerts/query";
import { samplingErrors } from "./alerts/sampling";
import { bulkRequestsFailing, bulkRequestsSlow, bulkSpansRejected } from "./alerts/search-engine";
import { spanMetricsMissing, spanMetricsOverflow } from "./alerts/span-metrics";
import { jaegerDashboard } from "./dashboards";
import { jaeger } from "./metrics";
import type { JaegerTarget } from "./target";

export { jaeger } from "./metrics";
export type { JaegerTarget } from "./target";

/**
 * `jaegerPack({ namespace: "observability", job: "jaeger", refusesAbove: mebibytes(700), storage: "elasticsearch" })`: see `JaegerTarget` for
 * what to pass. There are no alerts about what this Jaeger does not have.
 */
export const jaegerPack = (target: JaegerTarget) => {
  const { storage, sampling = true, spanMetrics = true } = target;
  const kept = (...kinds: readonly JaegerTarget["storage"][]): boolean =>
    storage === undefined || kinds.includes(storage);
  return pack("jaeger", {
    metrics: jaeger,
    alerts: [
      down(target),
      replicaDown(target),
      restarting(target),
      memoryHigh(target),
      spansRefused(target),
      memoryLimiterRefusing(target),
      spansStopped(target),
      queueNearlyFull(target),
      queueDelay(target),
      queueOverflow(target),
      exportFailing(target),
      queryErrors(target),
      querySlow(target),
      ...(kept("elasticsearch", "opensearch")
        ? [
            bulkRequestsFailing(target),
            bulkSpansRejected(target),
            bulkRequestsSlow(target),
            indexCleanerOverdue(target),
          ]
        : []),
      ...(kept("cassandra") ? [cassandraErrors(target), cassandraSlow(target)] : []),
      ...(kept("badger") ? [badgerNotCleaned(target)] : []),
      // ClickHouse does not count its reads.
      ...(kept("memory", "badger", "elasticsearch", "opensearch", "cassandra") ? [storageReadErrors(target)] : []),
      ...(sampling ? [samplingErrors(target)] : []),
      ...(spanMetrics ? [spanMetricsMissing(target), spanMetricsOverflow(target)] : []),
    ],
    dashboards: [jaegerDashboard(target)],
    dashboard: "jaeger",
  });
};
