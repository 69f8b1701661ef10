/** Whether Grafana's own sources of data answer: those that dashboards ask, and its database. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import type { Row } from "../../../model";
import { matches, promql, type Matchers } from "../../../query";
import {
  databasePoolFull,
  databaseWaits,
  dataSourceErrors,
  dataSourcesMissing,
  dataSourceSlow,
  pluginErrors,
} from "../alerts/data";
import { grafana } from "../metrics";
import { of, type GrafanaTarget } from "../target";

const THIRD = { width: 8, height: 7, min: 0 } as const;

export const dataSources = (target: GrafanaTarget): Row => {
  const chosen = (also: Matchers = {}) => of(target, { pod: matches("$pod"), ...also });
  return row("Data sources", [
    timeSeries("Requests to data sources", {
      description: "Answers of each data source, each second. One that falls to nothing no longer answers at all.",
      queries: [
        query(
          promql`sum by (datasource) (rate(${grafana.dataSourceRequests}{${chosen()}}[$__rate_interval]))`,
          "{{datasource}}",
        ),
      ],
      unit: "per second",
      ...THIRD,
    }),
    timeSeries("Data sources that fail", {
      description:
        "Share of the answers of each data source that are errors of its own (5xx). Its panels show errors then.",
      queries: [
        query(
          promql`
            (
              sum by (datasource) (
                rate(${grafana.dataSourceRequests}{${chosen({ code: matches("5..") })}}[$__rate_interval])
              )
              or 0 * sum by (datasource) (rate(${grafana.dataSourceRequests}{${chosen()}}[$__rate_interval]))
            )
            / (sum by (datasource) (rate(${grafana.dataSourceRequests}{${chosen()}}[$__rate_interval])) > 0)
          `,
          "{{datasource}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(dataSourceErrors(target), "errorRatio")],
      ...THIRD,
    }),
    timeSeries("Data sources by duration", {
      description: "95th percentile of how long each data source takes to answer.",
      queries: [
        query(
          promql`
            histogram_quantile(
              0.95,
              sum by (datasource, le) (rate(${grafana.dataSourceDuration}_bucket{${chosen()}}[$__rate_interval]))
            )
          `,
          "{{datasource}}",
        ),
      ],
      unit: "seconds",
      thresholds: [alertLine(dataSourceSlow(target), "p95")],
      ...THIRD,
    }),
    timeSeries("Requests under way", {
      description:
        "Requests to each data source that wait for an answer. A number that only grows is a data source that hangs.",
      queries: [query(promql`sum by (datasource) (${grafana.dataSourceInFlight}{${chosen()}})`, "{{datasource}}")],
      unit: "count",
      ...THIRD,
    }),
    timeSeries("Plug-ins that fail", {
      description: "Share of the requests to each plug-in that failed, those for data sources among them.",
      queries: [
        query(
          promql`
            (
              sum by (plugin_id) (
                rate(${grafana.pluginRequests}{${chosen({ status: "error" })}}[$__rate_interval])
              )
              or 0 * sum by (plugin_id) (rate(${grafana.pluginRequests}{${chosen()}}[$__rate_interval]))
            )
            / (sum by (plugin_id) (rate(${grafana.pluginRequests}{${chosen()}}[$__rate_interval])) > 0)
          `,
          "{{plugin_id}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(pluginErrors(target), "errorRatio")],
      ...THIRD,
    }),
    timeSeries("Data sources there are", {
      description:
        "Data sources in the database by kind, stacked, counted every half an hour. Fewer than were provisioned leave panels without data.",
      queries: [query(promql`max by (plugin_id) (${grafana.dataSources}{${chosen()}})`, "{{plugin_id}}")],
      unit: "count",
      stacked: true,
      thresholds: [alertLine(dataSourcesMissing(target), "dataSources", { below: true })],
      ...THIRD,
    }),
  ]);
};

export const database = (target: GrafanaTarget): Row => {
  const chosen = of(target, { pod: matches("$pod") });
  return row("Database and users", [
    timeSeries("Connections of those allowed", {
      description: "How many of the connections to its database each pod uses. Nothing where there is no limit.",
      queries: [
        query(
          promql`
            max by (pod) (${grafana.databaseConnections}{${chosen}})
            / (max by (pod) (${grafana.databaseLimit}{${chosen}}) > 0)
          `,
          "{{pod}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(databasePoolFull(target), "used")],
      whenEmpty: "No limit is set",
      ...THIRD,
    }),
    timeSeries("Requests that wait for the database", {
      description: "Requests that wait for a connection at any moment, on average. None is normal.",
      queries: [query(promql`sum by (pod) (rate(${grafana.databaseWait}{${chosen}}[$__rate_interval]))`, "{{pod}}")],
      unit: "count",
      thresholds: [alertLine(databaseWaits(target), "waiting")],
      ...THIRD,
    }),
    timeSeries("Connections to the database", {
      description: "Connections that are open and those that work, and how often a request had to wait for one.",
      queries: [
        query(promql`sum(${grafana.databaseOpen}{${chosen}})`, "open"),
        query(promql`sum(${grafana.databaseConnections}{${chosen}})`, "at work"),
        query(promql`sum(rate(${grafana.databaseWaiting}{${chosen}}[$__rate_interval]))`, "waits"),
      ],
      unit: "count",
      styles: [{ series: "waits", unit: "per second", rightAxis: true, color: "orange" }],
      ...THIRD,
    }),
    timeSeries("Users", {
      description: "All users, and those who were there within thirty days.",
      queries: [
        query(promql`max(${grafana.users}{${chosen}})`, "all"),
        query(promql`max(${grafana.activeUsers}{${chosen}})`, "active"),
      ],
      unit: "count",
      ...THIRD,
    }),
    timeSeries("Dashboards", {
      description: "Dashboards in the database. A sudden fall means that provisioning has deleted some.",
      queries: [query(promql`max(${grafana.dashboards}{${chosen}})`, "dashboards")],
      unit: "count",
      ...THIRD,
    }),
    timeSeries("Memory of the process", {
      description: "Memory of each pod that is in RAM.",
      queries: [query(promql`max by (pod) (${grafana.residentMemory}{${chosen}})`, "{{pod}}")],
      unit: "bytes",
      ...THIRD,
    }),
  ]);
};
