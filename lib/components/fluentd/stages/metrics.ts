/** What Fluentd tells of itself. The probes ask for these metrics, too. */
import type { Directive } from "../../../model";
import { pattern, rubyPattern } from "../../../pipeline";
import { filter, label, METRICS_PORT } from "./names";

export const ownMetrics = (workers: number): readonly Directive[] => [
  {
    name: "source",
    parameters: {
      "@type": "prometheus",
      "@id": "in_prometheus",
      bind: "0.0.0.0",
      port: METRICS_PORT,
      // Of several processes, the first one gathers what all of them tell.
      ...(workers === 1
        ? { metrics_path: "/metrics" }
        : { metrics_path: "/metrics-of-process", aggregated_metrics_path: "/metrics" }),
    },
  },
  { name: "source", parameters: { "@type": "prometheus_monitor", "@id": "in_prometheus_monitor" } },
  {
    name: "source",
    parameters: {
      "@type": "prometheus_output_monitor",
      "@id": "in_prometheus_output_monitor",
      // By default what only grows is shown as a gauge, which no rate may be taken of.
      gauge_all: false,
    },
  },
];

/** Lines in, to be held against what the output sends. Without labels: a tag is a file name, and there is no end of those. */
export const counted: Directive = {
  name: "filter",
  argument: "**",
  parameters: { "@type": "prometheus", "@id": "filter_count" },
  sections: [
    {
      name: "metric",
      parameters: {
        name: "fluentd_input_status_num_records_total",
        type: "counter",
        desc: "The total number of incoming records",
        // Zero from the start: a counter that begins with its first record hides that record from every rate.
        initialized: true,
      },
    },
  ],
};

/** What the plug-in logs of an answer that is no success. Of 429 and 5xx it tries again, all else it takes for sent. */
const REFUSAL = pattern("^\\[out_loki\\] failed to write post to [^ ]+ \\((?<status>[1-4][0-9][0-9]) .*$");

/**
 * What Loki refuses for good is lost, and the plug-in counts it as sent: only its log tells. Nothing else of what Fluentd logs is read, least of
 * all sent: each line about a line would make another.
 */
export const refusals: Directive = label(
  "FLUENT_LOG",
  filter(
    "parser",
    "filter_refusals",
    { key_name: "message", emit_invalid_record_to_error: false },
    { name: "parse", parameters: { "@type": "regexp", expression: rubyPattern(REFUSAL) } },
  ),
  filter(
    "grep",
    "filter_refusals_for_good",
    {},
    { name: "exclude", parameters: { key: "status", pattern: "/^429$/" } },
  ),
  filter(
    "prometheus",
    "filter_refusals_count",
    {},
    {
      name: "metric",
      parameters: {
        name: "fluentd_loki_refused_chunks_total",
        type: "counter",
        desc: "Chunks that Loki has refused for good, in whole or in part",
      },
      sections: [{ name: "labels", parameters: { status: "$.status" } }],
    },
  ),
  { name: "match", argument: "**", parameters: { "@type": "null", "@id": "out_own_log" } },
);
