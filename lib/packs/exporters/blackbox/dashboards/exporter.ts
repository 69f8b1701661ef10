/** The exporter itself: whether it can do what it is asked. */
import { query, row, stat, timeSeries } from "../../../../dashboards";
import { promql } from "../../../../query";
import { blackbox } from "../metrics";

export const exporterRow = row(
  "The exporter itself",
  [
    stat("Modules", {
      description: "Whether the file of modules could be read the last time. If not, the ones before are still in use.",
      unit: "boolean",
      height: 8,
      width: 6,
      queries: [query(promql`min(${blackbox.configLoaded})`, "modules")],
      texts: [
        { value: 1, text: "read", color: "green" },
        { value: 0, text: "wrong", color: "red" },
      ],
    }),
    timeSeries("Probes of unknown modules", {
      description: "Probes that asked for a module that the exporter does not have. They are never carried out.",
      unit: "count",
      min: 0,
      width: 18,
      style: "bars",
      queries: [query(promql`sum by (pod) (increase(${blackbox.unknownModules}[$__rate_interval]))`, "{{pod}}")],
    }),
  ],
  { collapsed: true },
);
