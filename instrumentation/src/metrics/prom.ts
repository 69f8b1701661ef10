/** The bridge between the contract and prom-client: what the one says as data, the other is constructed with. */
import type { ApplicationMetric } from "@cdktf-observability/contract";
import type { OpenMetricsContentType, Registry } from "prom-client";

export type MetricsRegistry = Registry<OpenMetricsContentType>;

export interface PromConfiguration {
  readonly name: string;
  readonly help: string;
  readonly labelNames: string[];
  readonly registers: MetricsRegistry[];
}

export const promConfiguration = (
  { name, help, labels }: Pick<ApplicationMetric, "name" | "help" | "labels">,
  registry: MetricsRegistry,
): PromConfiguration => ({ name, help, labelNames: Object.keys(labels), registers: [registry] });

/** A copy, for prom-client freezes what it is given; it does not look at their order, without which values end in the wrong bucket. */
export function promBuckets({ buckets = [] }: Pick<ApplicationMetric, "buckets">): number[] {
  const ascending = buckets.every(
    (bound, index) => Number.isFinite(bound) && bound > (buckets[index - 1] ?? -Infinity),
  );
  if (!ascending) throw new RangeError("its buckets must be finite and ascending");
  return [...buckets];
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
