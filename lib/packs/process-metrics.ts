/** What Prometheus's client libraries tell of the process itself: one description for all packs whose subject exports it. */
import { applicationMetrics, type Named } from "@cdktf-observability/contract";
import { contract, SERVICE_TARGET } from "../model";

export const process = contract(
  {
    targetLabels: SERVICE_TARGET,
    exporter: "each process (its client library)",
    source: "Prometheus, documentation: writing client libraries, process metrics",
  },
  applicationMetrics.process satisfies Named<{
    startTime: "process_start_time_seconds";
    residentMemory: "process_resident_memory_bytes";
    cpu: "process_cpu_seconds_total";
  }>,
);
