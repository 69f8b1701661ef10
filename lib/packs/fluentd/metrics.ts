/** What Fluentd exports with the plug-ins that its construct configures. */
import { contract, counter, gauge, SERVICE_TARGET } from "../../model";

/**
 * Whatever has an `@id` is told apart by it; without one, the id is a new one with every start. `type` is the plug-in's.
 * Where several processes share a node (`workers`), each has series of its own, told apart by `worker_id` besides.
 */
const OUTPUT = { plugin_id: "any", type: "any" } as const;

export const fluentd = contract(
  {
    targetLabels: [...SERVICE_TARGET, "node"],
    exporter: "Fluentd (fluent-plugin-prometheus)",
    source:
      "fluent-plugin-prometheus 2.2.2 (prometheus_output_monitor with gauge_all false) and Fluentd 1.19.3 (Output#statistics, Buffer#statistics), their sources",
  },
  {
    recordsTotal: counter("fluentd_input_status_num_records_total", {
      help: "Lines read, before they wait in the buffer.",
      source:
        "the counter in the pipeline of this project's Fluentd, made by the filter of fluent-plugin-prometheus 2.2.2",
    }),
    recordsBuffered: counter("fluentd_output_status_emit_records", {
      help: "Lines that were handed to an output: put into its buffer, where it has one.",
      labels: OUTPUT,
    }),
    bufferChunks: gauge("fluentd_output_status_buffer_queue_length", {
      help: "Closed chunks that wait to be sent.",
      labels: OUTPUT,
    }),
    bufferStaged: gauge("fluentd_output_status_buffer_stage_byte_size", {
      unit: "bytes",
      help: "What is in chunks that still grow.",
      labels: OUTPUT,
    }),
    writes: counter("fluentd_output_status_write_count", {
      help: "Tries to send a chunk, the failed ones included.",
      labels: OUTPUT,
    }),
    writeErrors: counter("fluentd_output_status_num_errors", {
      help: "Tries to send a chunk that failed and will be repeated. What the log store refuses for good (status 4xx but 429) is no error to the plug-in.",
      labels: OUTPUT,
    }),
    chunksRefused: counter("fluentd_loki_refused_chunks_total", {
      help: "Chunks that Loki has refused for good, by its answer. They are lost, and the plug-in counts them as sent; of 400, Loki has taken the lines that it can.",
      labels: { status: "any" },
      source:
        "the counter in the pipeline of this project's Fluentd, made of its own log by the filter of fluent-plugin-prometheus 2.2.2",
    }),
    slowFlushes: counter("fluentd_output_status_slow_flush_count", {
      help: "Chunks that took more than 20 seconds to send (slow_flush_log_threshold).",
      labels: OUTPUT,
    }),
    retryWait: gauge("fluentd_output_status_retry_wait", {
      unit: "seconds",
      help: "From the first of the failures in a row to the next try; 0 after a success.",
      labels: OUTPUT,
    }),
    bufferFree: gauge("fluentd_output_status_buffer_available_space_ratio", {
      help: "Share of the buffer's size limit that is free, in percent: 0 to 100.",
      labels: OUTPUT,
    }),
    bufferQueued: gauge("fluentd_output_status_buffer_queue_byte_size", {
      unit: "bytes",
      help: "What waits to be sent: closed chunks, those being sent included.",
      labels: OUTPUT,
    }),
    bufferBytes: gauge("fluentd_output_status_buffer_total_bytes", {
      unit: "bytes",
      help: "All that is in the buffer: closed chunks and those that still grow.",
      labels: OUTPUT,
    }),
  },
);
