/** Defaults that follow from other props. */
import { fraction, minutes, seconds, type Bytes, type DisruptionBudget, type Duration } from "../../model";
import { externalUrlOf } from "../exposure";
import type { PrometheusSettings } from "./props";

const shorter = (a: Duration, b: Duration): Duration => (a.milliseconds <= b.milliseconds ? a : b);

/** Prometheus's own timeout, unless targets are scraped more often than that. */
export const scrapeTimeoutOf = ({ scrapeTimeout, scrapeInterval }: PrometheusSettings): Duration =>
  scrapeTimeout ?? shorter(seconds(10), scrapeInterval);

export const evaluationIntervalOf = ({ evaluationInterval, scrapeInterval }: PrometheusSettings): Duration =>
  evaluationInterval ?? scrapeInterval;

/** Share of the volume that samples may fill: Prometheus advises 80 to 85 % at the most ("Storage", right-sizing retention size). */
const FILLED = 0.85;

export const retentionSizeOf = ({ retentionSize, storage }: PrometheusSettings): Bytes | undefined =>
  retentionSize ?? (storage === "ephemeral" ? undefined : fraction(storage.size, FILLED));

export const outOfOrderWindowOf = (settings: PrometheusSettings): Duration | undefined =>
  settings.outOfOrderWindow ??
  (settings.otlpReceiver !== undefined || settings.remoteWriteReceiver ? minutes(30) : undefined);

/** All pods, of all shards. */
export const podCountOf = ({ replicas, shards }: PrometheusSettings): number => replicas * shards;

export const disruptionBudgetOf = (settings: PrometheusSettings): DisruptionBudget | undefined =>
  settings.disruptionBudget ?? (podCountOf(settings) > 1 ? { maxUnavailable: 1 } : undefined);

export const prometheusUrlOf = ({ externalUrl, exposure }: PrometheusSettings): string | undefined =>
  externalUrl ?? externalUrlOf(exposure);
