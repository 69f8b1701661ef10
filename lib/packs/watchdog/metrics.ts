/** What a pipeline canary exports: it writes a log line or a span, and looks for it where people will look for theirs. */
import { contract, counter, histogram, SERVICE_TARGET } from "../../model";

/** Ways that telemetry takes through the platform. */
export const PIPELINES = ["logs", "traces"] as const;

/** Seconds. */
export const DELAY_BUCKETS = [1, 2.5, 5, 10, 30, 60, 120, 300] as const;

const LABELS = { pipeline: PIPELINES };

export const canary = contract(
  {
    targetLabels: SERVICE_TARGET,
    exporter: "the canary of the pipeline",
    source: "the metric contract of this project",
  },
  {
    writtenTotal: counter("pipeline_canary_written_total", {
      help: "Log lines and spans that the canary has sent on their way, one each ten seconds.",
      labels: LABELS,
    }),
    foundTotal: counter("pipeline_canary_found_total", {
      help: "Those that it has found again within five minutes. Begins at 0 together with what is written.",
      labels: LABELS,
    }),
    delay: histogram("pipeline_canary_delay_seconds", {
      unit: "seconds",
      help: "From being written to being found.",
      labels: LABELS,
      buckets: DELAY_BUCKETS,
    }),
  },
);
