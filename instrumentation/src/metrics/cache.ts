/** What a service knows of its caches: hits and misses, from which the ratio follows over any window and any number of pods. */
import { applicationMetrics } from "../contract";
import { counterOf, type Workshop } from "./instruments";

/** One cache. Hits and misses begin at 0 when it is first named. */
export interface CacheMetrics {
  hit(): void;
  miss(): void;
}

export function cacheMetrics(workshop: Workshop): (cache: string) => CacheMetrics {
  const requests = counterOf(applicationMetrics.cache.requestsTotal, workshop);
  return (cache) => {
    requests.declare({ cache: [cache] });
    return {
      hit: () => requests.inc({ cache, result: "hit" }),
      miss: () => requests.inc({ cache, result: "miss" }),
    };
  };
}
