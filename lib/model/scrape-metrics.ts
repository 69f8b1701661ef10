/** What Prometheus itself writes about every target and every alert: always there, whatever is scraped. */
import { contract, gauge } from "./metric";

/** A target found by other means than a ServiceMonitor has only `job` and `instance` for certain. */
export const scrape = contract(
  {
    targetLabels: ["job", "instance"],
    optionalTargetLabels: ["namespace", "pod", "container", "service", "endpoint", "node", "metrics_path"],
    exporter: "Prometheus itself",
    source: "Prometheus 3.15, documentation: jobs and instances; alerting rules",
  },
  {
    up: gauge("up", { unit: "boolean", help: "1 where the last scrape of the target succeeded." }),
    duration: gauge("scrape_duration_seconds", { unit: "seconds", help: "How long the last scrape took." }),
    samplesScraped: gauge("scrape_samples_scraped", { help: "Samples that the target exposed." }),
    samplesAfterRelabelling: gauge("scrape_samples_post_metric_relabeling", {
      help: "Samples that were left after metric relabelling.",
    }),
    seriesAdded: gauge("scrape_series_added", { help: "New series of the last scrape, about." }),
    alerts: gauge("ALERTS", {
      unit: "boolean",
      help: "1 for each alert that is pending or firing, with the labels of the alert.",
      labels: { alertname: "any", alertstate: ["pending", "firing"], severity: "any", team: "any" },
      optionalLabels: ["severity", "team"],
      targetLabels: [],
    }),
  },
);
