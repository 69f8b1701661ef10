/** The optional memcacheds, and what the small containers beside Loki get. */
import { fraction, mebibytes, millicores, type Bytes, type Resources } from "../../model";

export const CACHES = [
  { key: "chunksCache", name: "chunks-cache", component: "memcached-chunks-cache" },
  { key: "resultsCache", name: "results-cache", component: "memcached-results-cache" },
] as const;

/** Entries and a fifth for connections and the process itself, as the chart counts. */
export const cacheResources = (memory: Bytes): Resources => {
  const whole = mebibytes(Math.ceil(fraction(memory, 1.2).bytes / 2 ** 20));
  return { requests: { cpu: millicores(100), memory: whole }, limits: { memory: whole } };
};

/** Exporters and the canary. */
export const SIDECAR_RESOURCES: Resources = {
  requests: { cpu: millicores(10), memory: mebibytes(32) },
  limits: { memory: mebibytes(128) },
};
