/** What prom-client tells of the process, less what the contract leaves out. */
import { collectDefaultMetrics } from "prom-client";
import type { MetricsRegistry } from "./prom";

/** Gauges that are called totals; they are the sums of others. */
const MISNAMED = ["nodejs_active_handles_total", "nodejs_active_requests_total", "nodejs_active_resources_total"];

export function processMetrics(registry: MetricsRegistry): void {
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
}
