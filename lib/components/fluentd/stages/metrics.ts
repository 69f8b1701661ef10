/** What Fluentd tells of itself. The probes ask for these metrics, too. */
import type { Directive } from "../../../model";
import { METRICS_PORT } from "./names";

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
