/** Prometheus' own health, and that of what it cannot do without: its operator, and kube-state-metrics. */
import { pack, seconds } from "../../model";
import { process } from "../process-metrics";
import { absent, crashLooping, down, notReady, replicasMissing } from "./alerts/availability";
import { badConfig, reloaderFailing } from "./alerts/configuration";
import {
  discoveryBroken,
  discoveryFailing,
  discoveryStale,
  scrapePoolBroken,
  targetSyncFailed,
} from "./alerts/discovery";
import { notIngesting, scrapeSlow, seriesChurn, seriesJump } from "./alerts/ingestion";
import {
  kubeStateMetricsDown,
  kubeStateMetricsListErrors,
  kubeStateMetricsWatchErrors,
} from "./alerts/kube-state-metrics";
import {
  alertmanagerErrors,
  alertmanagersMissing,
  alertQueueFilling,
  alertsUndelivered,
  noAlertmanager,
} from "./alerts/notifications";
import { monitorRejected, operatorDown, operatorNotReady, operatorSyncFailed, ruleRejected } from "./alerts/operator";
import { operatorApiErrors, operatorErrors, operatorNodeErrors, operatorStatusFails } from "./alerts/operator-errors";
import { apiErrors, queryQueueFull, slowQueries } from "./alerts/queries";
import {
  bodySizeLimitHit,
  bucketLimitHit,
  duplicateSamples,
  labelLimitHit,
  outOfBoundSamples,
  outOfOrderSamples,
  sampleLimitHit,
  targetLimitHit,
} from "./alerts/refused";
import { remoteWriteBehind, remoteWriteDropping, remoteWriteFailing, remoteWriteSlow } from "./alerts/remote-write";
import { ruleFailures, ruleGroupSlow, rulesMissed, templateFailures } from "./alerts/rules";
import {
  blockReloadFailing,
  compactionFailing,
  retentionCut,
  storageNearlyFull,
  truncationFailing,
  walCorrupted,
  walWriteFailing,
} from "./alerts/storage";
import { prometheusDashboard } from "./dashboards";
import { prometheus } from "./metrics";
import { around } from "./operator-metrics";
import type { PrometheusSelf } from "./self";

export { prometheus } from "./metrics";

export interface PrometheusPackProps extends Pick<PrometheusSelf, "namespace" | "job" | "operatorJob"> {
  /** The label `job` of kube-state-metrics. @default "kube-state-metrics", as its chart names it */
  readonly kubeStateMetricsJob?: string;
  /** Pods of all shards. @default 1 */
  readonly pods?: number;
  /** Alertmanagers that get the alerts, each peer counted. @default 0 */
  readonly alertmanagers?: number;
  /** Whether samples are sent to another store. @default false */
  readonly remoteWrite?: boolean;
  /** After this time a scrape is given up. @default seconds(10) */
  readonly scrapeTimeout?: PrometheusSelf["scrapeTimeout"];
}

/**
 * ```ts
 * prometheusPack({
 *   namespace: "observability",
 *   job: serviceName(settings),              // what kube-prometheus-stack calls the job: "prometheus-prometheus"
 *   operatorJob: operatorPods(settings).name, // "prometheus-operator"
 *   pods: podCountOf(settings),
 *   alertmanagers: 3,
 *   remoteWrite: true,
 * })
 * ```
 */
export const prometheusPack = ({
  kubeStateMetricsJob = "kube-state-metrics",
  pods = 1,
  alertmanagers = 0,
  remoteWrite = false,
  scrapeTimeout = seconds(10),
  ...names
}: PrometheusPackProps) => {
  const self: PrometheusSelf = { ...names, kubeStateMetricsJob, pods, alertmanagers, remoteWrite, scrapeTimeout };
  return pack("prometheus", {
    metrics: { ...prometheus, ...around, ...process },
    alerts: [
      absent(self),
      down(self),
      ...(pods > 1 ? [replicasMissing(self)] : []),
      crashLooping(self),
      notReady(self),
      badConfig(self),
      reloaderFailing(self),
      ruleFailures(self),
      rulesMissed(self),
      ruleGroupSlow(self),
      templateFailures(self),
      ...(alertmanagers > 0
        ? [noAlertmanager(self), alertmanagerErrors(self), alertsUndelivered(self), alertQueueFilling(self)]
        : []),
      ...(alertmanagers > 1 ? [alertmanagersMissing(self)] : []),
      discoveryFailing(self),
      discoveryStale(self),
      discoveryBroken(self),
      targetSyncFailed(self),
      scrapePoolBroken(self),
      targetLimitHit(self),
      labelLimitHit(self),
      sampleLimitHit(self),
      bodySizeLimitHit(self),
      bucketLimitHit(self),
      duplicateSamples(self),
      outOfOrderSamples(self),
      outOfBoundSamples(self),
      notIngesting(self),
      scrapeSlow(self),
      seriesJump(self),
      seriesChurn(self),
      compactionFailing(self),
      blockReloadFailing(self),
      walWriteFailing(self),
      walCorrupted(self),
      truncationFailing(self),
      storageNearlyFull(self),
      retentionCut(self),
      queryQueueFull(self),
      slowQueries(self),
      apiErrors(self),
      ...(remoteWrite
        ? [remoteWriteFailing(self), remoteWriteBehind(self), remoteWriteSlow(self), remoteWriteDropping(self)]
        : []),
      operatorDown(self),
      operatorNotReady(self),
      ruleRejected(self),
      monitorRejected(self),
      operatorSyncFailed(self),
      operatorErrors(self),
      operatorApiErrors(self),
      operatorStatusFails(self),
      operatorNodeErrors(self),
      kubeStateMetricsDown(self),
      kubeStateMetricsListErrors(self),
      kubeStateMetricsWatchErrors(self),
    ],
    dashboards: [prometheusDashboard(self)],
    dashboard: "prometheus",
  });
};
