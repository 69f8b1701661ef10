/** What Prometheus's client libraries tell of the process itself: one description for all packs whose subject exports it. */
import { contract, counter, gauge, SERVICE_TARGET } from "../model";

export const process = contract(
  { targetLabels: SERVICE_TARGET, source: "Prometheus, documentation: writing client libraries, process metrics" },
  {
    startTime: gauge("process_start_time_seconds", {
      unit: "timestamp",
      help: "When the process was started.",
    }),
    residentMemory: gauge("process_resident_memory_bytes", {
      unit: "bytes",
      help: "Memory of the process that is in RAM.",
    }),
    cpu: counter("process_cpu_seconds_total", { unit: "seconds", help: "Time of processors that it has used." }),
  },
);
