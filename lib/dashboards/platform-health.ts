/** "Is the platform itself well?" on one screen: what is up, what Prometheus takes in, what Alertmanager could not deliver. */
import { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TimeSeriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";

/** A dashboard as Grafana takes it. */
export type DashboardJson = Readonly<Record<string, unknown>>;

interface Query {
  readonly expr: string;
  readonly legend: string;
}

interface PanelText {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
}

/** Grafana's grid is 24 columns wide. */
const HALF = { width: 12, height: 8 };
const THIRD = { width: 8, height: 5 };

const query = ({ expr, legend }: Query, refId: string) =>
  new DataqueryBuilder().refId(refId).expr(expr).legendFormat(legend);

const stat = ({ title, description, unit }: PanelText, expr: string) =>
  new StatBuilder()
    .title(title)
    .description(description)
    .unit(unit)
    .span(THIRD.width)
    .height(THIRD.height)
    .withTarget(query({ expr, legend: title }, "A"));

const timeSeries = ({ title, description, unit }: PanelText, ...queries: readonly Query[]) =>
  queries.reduce(
    (panel, each, index) => panel.withTarget(query(each, String.fromCharCode(65 + index))),
    new TimeSeriesBuilder().title(title).description(description).unit(unit).span(HALF.width).height(HALF.height),
  );

/** @param dataSourceUid uid of the Prometheus data source */
export const platformHealth = (dataSourceUid: string): DashboardJson => {
  const panels = [
    stat(
      { title: "Targets down", description: "Scrape targets that Prometheus does not reach.", unit: "short" },
      "count(up == 0) or vector(0)",
    ),
    stat(
      { title: "Active series", description: "Series in the head block of one Prometheus replica.", unit: "short" },
      "max(prometheus_tsdb_head_series)",
    ),
    stat(
      { title: "Alerts firing", description: "All firing alerts but the watchdog.", unit: "short" },
      'count(ALERTS{alertstate="firing", alertname!="Watchdog"}) or vector(0)',
    ),
    timeSeries(
      {
        title: "Samples taken in",
        description: "What each Prometheus replica appends to its head block.",
        unit: "cps",
      },
      { expr: "sum by (pod) (rate(prometheus_tsdb_head_samples_appended_total[$__rate_interval]))", legend: "{{pod}}" },
    ),
    timeSeries(
      {
        title: "Notifications that failed",
        description: "Notifications that Alertmanager could not deliver, by integration.",
        unit: "cps",
      },
      {
        expr: "sum by (integration) (rate(alertmanager_notifications_failed_total[$__rate_interval]))",
        legend: "{{integration}}",
      },
    ),
    timeSeries(
      { title: "Log bytes taken in", description: "What Loki's distributors accept.", unit: "Bps" },
      { expr: "sum(rate(loki_distributor_bytes_received_total[$__rate_interval]))", legend: "received" },
    ),
    timeSeries(
      { title: "Scrape duration", description: "The slowest targets of each job.", unit: "s" },
      { expr: "max by (job) (scrape_duration_seconds)", legend: "{{job}}" },
    ),
  ];
  const datasource = { type: "prometheus", uid: dataSourceUid };
  const dashboard = panels
    .reduce(
      (dashboard, panel) => dashboard.withPanel(panel.datasource(datasource)),
      new DashboardBuilder("Platform health")
        .uid("platform-health")
        .description("Whether the observability platform itself is well.")
        .tags(["platform"])
        .readonly()
        .refresh("1m")
        .time({ from: "now-6h", to: "now" })
        .timezone("browser"),
    )
    .build();
  // The SDK's objects carry functions of its own.
  return JSON.parse(JSON.stringify(dashboard)) as DashboardJson;
};
