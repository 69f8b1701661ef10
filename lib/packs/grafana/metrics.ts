/** What Grafana exports, as far as its alerts and panels read it. */
import { contract, counter, gauge, histogram, SERVICE_TARGET } from "../../model";
import { process } from "../process-metrics";

const SOURCE =
  "Grafana's source (middleware/request_metrics, httpclientprovider, clientmiddleware, sqlstore, infra/metrics), not checked against a running 13";

const FROM_DATA_SOURCE = {
  datasource: "any",
  datasource_type: "any",
  code: "any",
  method: "any",
  secure_socks_ds_proxy_enabled: ["true", "false"],
} as const;

export const grafana = {
  ...contract(
    { targetLabels: SERVICE_TARGET, exporter: "Grafana", source: SOURCE },
    {
      requestDuration: histogram("grafana_http_request_duration_seconds", {
        unit: "seconds",
        help: "How long requests of browsers and API clients took, by the pattern of their path.",
        labels: {
          handler: "any",
          method: "any",
          slo_group: "any",
          status_code: "any",
          status_source: ["server", "downstream"],
        },
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25],
      }),
      requestsInFlight: gauge("grafana_http_request_in_flight", { help: "Requests that are being answered." }),
      dataSourceRequests: counter("grafana_datasource_request_total", {
        help: "Answers of data sources; a request that got no answer is not counted.",
        labels: FROM_DATA_SOURCE,
      }),
      dataSourceDuration: histogram("grafana_datasource_request_duration_seconds", {
        unit: "seconds",
        help: "How long data sources took to answer.",
        labels: FROM_DATA_SOURCE,
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100],
      }),
      dataSourceInFlight: gauge("grafana_datasource_request_in_flight", {
        help: "Requests to data sources that are under way.",
        labels: { datasource: "any", datasource_type: "any", secure_socks_ds_proxy_enabled: ["true", "false"] },
      }),
      dataSources: gauge("grafana_stat_totals_datasource", {
        help: "Data sources in the database, counted every half an hour.",
        labels: { plugin_id: "any" },
      }),
      pluginRequests: counter("grafana_plugin_request_total", {
        help: "Requests to plug-ins, those for data sources among them.",
        labels: {
          plugin_id: "any",
          endpoint: "any",
          status: ["ok", "error", "cancelled"],
          status_source: "any",
          target: "any",
        },
      }),
      databaseWait: counter("grafana_database_conn_wait_duration_seconds", {
        unit: "seconds",
        help: "Time that requests have waited for a connection to the database, all together.",
      }),
      databaseConnections: gauge("grafana_database_conn_in_use", { help: "Connections to the database that work." }),
      databaseLimit: gauge("grafana_database_conn_max_open", {
        help: "Connections to the database that may be open at once; 0 for no limit.",
      }),
      databaseWaiting: counter("grafana_database_conn_wait_count_total", {
        help: "Requests that had to wait for a connection to the database.",
      }),
      databaseOpen: gauge("grafana_database_conn_open", {
        help: "Connections to the database, those that rest included.",
      }),
      activeUsers: gauge("grafana_stat_active_users", {
        help: "Users who were there within thirty days, counted every half an hour.",
      }),
      users: gauge("grafana_stat_total_users", { help: "Users in the database, counted every half an hour." }),
      dashboards: gauge("grafana_stat_totals_dashboard", {
        help: "Dashboards in the database, counted every half an hour.",
      }),
      build: gauge("grafana_build_info", {
        unit: "boolean",
        help: "Always 1; the labels tell the version.",
        labels: { version: "any", revision: "any", branch: "any", edition: "any", goversion: "any" },
        identifiedBy: ["namespace", "pod", "instance"],
      }),
    },
  ),
  processStart: process.startTime,
  residentMemory: process.residentMemory,
};
