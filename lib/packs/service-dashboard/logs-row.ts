/** What a service writes: how much of which level, and the lines themselves. */
import type { Row } from "../../model";
import { logs, query, row, timeSeries } from "../../dashboards";
import { logql } from "../../query";
import type { ServiceScope } from "./scope";

/** Loki finds the level out as lines come in; it is no label of the stream. */
const LEVEL = "detected_level";

/** By its pods: what Fluentd calls the service is what its pods are labelled with, which need not be the registered name. */
export const logsRow = ({ namespace }: ServiceScope): Row => {
  const stream = logql`{namespace="${namespace}", pod=~"$pod"}`;
  return row("Logs", [
    timeSeries("Lines by level", {
      description: "How much the service writes. More red is trouble, and so is silence.",
      queries: [query(logql`sum by (${LEVEL}) (count_over_time(${stream}[$__interval]))`, `{{${LEVEL}}}`)],
      unit: "count",
      style: "bars",
      stacked: true,
      min: 0,
      styles: [
        { series: "/critical|fatal|error/", color: "red" },
        { series: "/warn/", color: "orange" },
        { series: "/info/", color: "green" },
        { series: "/debug|trace/", color: "blue" },
      ],
      width: 24,
      height: 5,
      whenEmpty: "It writes nothing",
    }),
    logs("What it writes", {
      description: "The lines of the pods that are chosen above, the newest first.",
      queries: [query(stream, "")],
      whenEmpty: "It writes nothing",
    }),
  ]);
};
