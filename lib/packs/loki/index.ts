/** Loki's own health: what it takes in, keeps, deletes, answers and tells. */
import { pack } from "../../model";
import { down, nothingReceived, panics, restarting } from "./alerts/availability";
import { gossipSplit, ringUnhealthy, runtimeConfigStale } from "./alerts/cluster";
import { compactionStale, retentionStale, severalCompactors } from "./alerts/compactor";
import { flushFailing, flushStalled, walReplayLong } from "./alerts/ingester";
import { linesDiscarded, rateLimited, streamLimitReached, streamsNearLimit } from "./alerts/limits";
import { queriersMissing, queriesQueued, queryErrors, querySlow } from "./alerts/queries";
import { notificationsFailing, ruleFailures, ruleGroupsLate, rulesNotLoaded } from "./alerts/ruler";
import { cacheErrors, indexUploadFailing, OBJECT_STORES, storeErrors, storeSlow } from "./alerts/store";
import { walCorrupt, walDiskFilling, walDiskFull } from "./alerts/write-ahead-log";
import { ingesterAppendErrors, pushErrors, pushSlow } from "./alerts/writes";
import { lokiDashboard } from "./dashboards";
import { loki, objectStores } from "./metrics";
import type { LokiTarget } from "./target";

export { loki } from "./metrics";
export type { LokiTarget } from "./target";

/**
 * `lokiPack({ namespace: "observability", jobs: ["observability/loki"], store: "s3", maxStreams: 10_000 })`: see `LokiTarget` for what to
 * pass. On a file system there are no requests to a store, and no alerts about them.
 */
export const lokiPack = (target: LokiTarget) => {
  const objectStore = target.store === "filesystem" ? undefined : OBJECT_STORES[target.store];
  return pack("loki", {
    metrics: target.store === "filesystem" ? loki : { ...loki, storeDuration: objectStores[target.store] },
    alerts: [
      down(target),
      restarting(target),
      panics(target),
      nothingReceived(target),
      ringUnhealthy(target),
      gossipSplit(target),
      runtimeConfigStale(target),
      pushErrors(target),
      pushSlow(target),
      ingesterAppendErrors(target),
      rateLimited(target),
      streamLimitReached(target),
      streamsNearLimit(target),
      linesDiscarded(target),
      flushFailing(target),
      flushStalled(target),
      walReplayLong(target),
      walDiskFilling(target),
      walDiskFull(target),
      walCorrupt(target),
      indexUploadFailing(target),
      cacheErrors(target),
      compactionStale(target),
      retentionStale(target),
      severalCompactors(target),
      queryErrors(target),
      querySlow(target),
      queriesQueued(target),
      queriersMissing(target),
      ruleFailures(target),
      ruleGroupsLate(target),
      rulesNotLoaded(target),
      notificationsFailing(target),
      ...(objectStore === undefined ? [] : [storeErrors(target, objectStore), storeSlow(target, objectStore)]),
    ],
    dashboards: [lokiDashboard(target)],
    dashboard: "loki",
  });
};
