/**
 * What a service exports of its caches. There is no gauge of the hit ratio: a ratio that the process computes is one since its start, which
 * no longer moves when it should, and ratios of several pods cannot be added up or weighed. The quotient of two rates is right over every
 * window and any number of pods: `sum(rate(cache_requests_total{result="hit"}[5m])) / sum(rate(cache_requests_total[5m]))`.
 */
import type { ApplicationMetrics } from "../metric";

export const CACHE_RESULTS = ["hit", "miss"] as const;

export const cache = {
  requestsTotal: {
    name: "cache_requests_total",
    type: "counter",
    unit: "count",
    help: "Look-ups in the cache. 0 from the start, for hits and for misses.",
    labels: { cache: "any", result: CACHE_RESULTS },
  },
} as const satisfies ApplicationMetrics;
