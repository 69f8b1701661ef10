/** Which server a dashboard shows: one of those that exporters ask. */
import { cluster, labelVariable } from "../../dashboards";
import { scrape, type Annotation, type Expression, type Metric, type Variable } from "../../model";
import { promql } from "../../query";

/** @param up one series for each server */
export const serverVariables = (up: Metric): readonly Variable[] => [
  cluster,
  labelVariable("namespace", "Namespace", promql`${up}`),
  labelVariable("service", "Service", promql`${up}{namespace=~"$namespace"}`),
  labelVariable("instance", "Server", promql`${up}{namespace=~"$namespace",service=~"$service"}`, { several: false }),
];

/** The series of the chosen server. */
export const HERE: Expression = promql`{namespace=~"$namespace",service=~"$service",instance="$instance"}`;

/**
 * A line over all panels for each alert about the server that began to fire.
 * @param names regular expression of the names of alerts: `Postgres.+`
 */
export const alertsOfServer = (names: string): Annotation => ({
  name: "Alerts",
  expr: promql`
    max by (alertname, severity) (${scrape.alerts}{alertstate="firing",alertname=~"${names}",instance="$instance"})
  `,
  title: "{{alertname}} ({{severity}})",
  color: "red",
});
