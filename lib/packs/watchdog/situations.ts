/** Canaries and targets as the tests of this folder meet them. */
import { series, type SeriesBuilder } from "../../testing";
import { scrape } from "../../model";
import { canary } from "./metrics";

type Labels = Readonly<Record<string, string>>;

const CANARY = { namespace: "observability", pod: "canary-1" } as const;
export const LOGS = { ...CANARY, pipeline: "logs" } as const;
export const TRACES = { ...CANARY, pipeline: "traces" } as const;

export const written = (labels: Labels = LOGS): SeriesBuilder => series(canary.writtenTotal, labels);
export const found = (labels: Labels = LOGS): SeriesBuilder => series(canary.foundTotal, labels);

/** A job as Prometheus finds it through a ServiceMonitor. */
export const JOB = { namespace: "shop", job: "cart", service: "cart" } as const;

export const target = (instance: string, labels: Labels = {}): SeriesBuilder =>
  series(scrape.up, { ...JOB, instance, ...labels });

/** A hundred targets. */
export const HUNDRED: readonly string[] = Array.from({ length: 100 }, (_, index) => `10.0.0.${index}:8080`);
