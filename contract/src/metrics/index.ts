/** All that an application exports, by subject: packs ask for these, instrumentation exports them. */
import type { ApplicationMetrics } from "../metric";
import { business } from "./business";
import { cache } from "./cache";
import { http } from "./http";
import { instrumentation } from "./instrumentation";
import { nodejs } from "./nodejs";
import { process } from "./process";
import { queue } from "./queue";
import { worker } from "./worker";

export const applicationMetrics = {
  http,
  business,
  queue,
  worker,
  cache,
  process,
  nodejs,
  instrumentation,
} as const satisfies Readonly<Record<string, ApplicationMetrics>>;

export { TIMEFRAMES } from "./business";
export { CACHE_RESULTS } from "./cache";
export { DURATION_BUCKETS, HTTP_METHODS, OTHER, UNMATCHED_ROUTE } from "./http";
export { JOB_BUCKETS, JOB_OUTCOMES } from "./worker";
