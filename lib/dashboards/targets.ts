/** What panels ask, as the query editors of Prometheus and Loki write it. */
import type { Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import { DataqueryBuilder as LokiBuilder } from "@grafana/grafana-foundation-sdk/loki";
import {
  DataqueryBuilder as PrometheusBuilder,
  PromQueryFormat,
  QueryEditorMode,
} from "@grafana/grafana-foundation-sdk/prometheus";
import type { Expression, PanelQuery, QueryPanel } from "../model";
import { sourceOf } from "./data-sources";
import { scaleOf } from "./units";

const LETTERS = 26;
const FIRST_LETTER = "A".charCodeAt(0);

/** A, B, … Z, A1, B1, … */
export const refId = (index: number): string =>
  String.fromCharCode(FIRST_LETTER + (index % LETTERS)) + (index < LETTERS ? "" : String(Math.floor(index / LETTERS)));

const FORMATS: Partial<Readonly<Record<QueryPanel["type"], PromQueryFormat>>> = {
  table: PromQueryFormat.Table,
  heatmap: PromQueryFormat.Heatmap,
};

export const targets = (panel: QueryPanel, prometheus: DataSourceRef): Dataquery[] => {
  const texts = textsAsked(panel);
  return panel.queries.map((query, index) => {
    const datasource = sourceOf(query.expr, prometheus);
    const id = refId(index);
    return query.expr.kind === "logql"
      ? lokiTarget(query, datasource, id)
      : prometheusTarget(query, texts[index] ?? "", datasource, id, panel.type);
  });
};

/** Queries as their editors show them. */
export const textsAsked = (panel: QueryPanel): readonly string[] =>
  panel.queries.map(({ expr }, index) =>
    expr.kind === "logql" ? expr.text : scaled(expr, scaleOfQuery(panel, index)),
  );

const prometheusTarget = (
  { legend, instant, exemplars }: PanelQuery,
  expr: string,
  datasource: DataSourceRef,
  id: string,
  type: QueryPanel["type"],
): Dataquery => {
  const target = new PrometheusBuilder()
    .refId(id)
    .datasource(datasource)
    .editorMode(QueryEditorMode.Code)
    .expr(expr)
    .legendFormat(legend === "" ? "__auto" : legend)
    .format(FORMATS[type] ?? PromQueryFormat.TimeSeries);
  const timed = instant ? target.instant() : target.range();
  return (exemplars ? timed.exemplar(true) : timed).build();
};

const lokiTarget = ({ expr, legend, instant }: PanelQuery, datasource: DataSourceRef, id: string): Dataquery =>
  new LokiBuilder()
    .refId(id)
    .datasource(datasource)
    .expr(expr.text)
    .legendFormat(legend)
    .queryType(instant ? "instant" : "range")
    .build();

const scaled = ({ text }: Expression, scale: number): string => (scale === 1 ? text : `${scale} * (${text})`);

/** Columns of a table have units of their own. */
const scaleOfQuery = (panel: QueryPanel, index: number): number => {
  const column = panel.type === "table" ? panel.columns.find(({ of }) => of === index) : undefined;
  return scaleOf(column?.unit ?? panel.unit);
};
