/** Which data source answers: the chosen cluster's Prometheus, Loki, Jaeger, by the uids that the platform gives them. */
import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import type { Dashboard, Expression, LogExpression } from "../model";

/** The uids that the platform provisions its data sources with. */
export const DATA_SOURCES = { prometheus: "prometheus", loki: "loki", jaeger: "jaeger" } as const;

export const LOKI: DataSourceRef = { type: "loki", uid: DATA_SOURCES.loki };
export const JAEGER: DataSourceRef = { type: "jaeger", uid: DATA_SOURCES.jaeger };
/** What Grafana calls a panel that asks several data sources. */
const MIXED: DataSourceRef = { type: "datasource", uid: "-- Mixed --" };

/** Of a dashboard without the variable `cluster`, the platform's own Prometheus. */
export const prometheusOf = ({ variables }: Pick<Dashboard, "variables">): DataSourceRef => ({
  type: "prometheus",
  uid: variables.some(({ kind }) => kind === "cluster") ? "${cluster}" : DATA_SOURCES.prometheus,
});

/** What answers an expression. */
export const sourceOf = ({ kind }: Expression | LogExpression, prometheus: DataSourceRef): DataSourceRef =>
  kind === "logql" ? LOKI : prometheus;

/** What answers all of them. */
export const sourceOfAll = (
  expressions: readonly (Expression | LogExpression)[],
  prometheus: DataSourceRef,
): DataSourceRef => {
  const [first = prometheus, ...others] = expressions.map((each) => sourceOf(each, prometheus));
  return others.every(({ uid }) => uid === first.uid) ? first : MIXED;
};
