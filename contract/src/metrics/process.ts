/** What Prometheus's client libraries of all languages tell of the process itself. */
import type { ApplicationMetrics } from "../metric";

export const process = {
  startTime: {
    name: "process_start_time_seconds",
    type: "gauge",
    unit: "timestamp",
    help: "When the process was started.",
    labels: {},
  },
  residentMemory: {
    name: "process_resident_memory_bytes",
    type: "gauge",
    unit: "bytes",
    help: "Memory of the process that is in RAM.",
    labels: {},
  },
  cpu: {
    name: "process_cpu_seconds_total",
    type: "counter",
    unit: "seconds",
    help: "Time of processors that it has used.",
    labels: {},
  },
} as const satisfies ApplicationMetrics;
