/** Tables: results of several queries in one, of which the columns that are described are left, in their order. */
import {
  BarGaugeDisplayMode,
  BarGaugeValueMode,
  TableCellBackgroundDisplayMode,
  TableCellDisplayMode,
  TableCellHeight,
  TableSortByFieldStateBuilder,
  type TableCellOptions,
} from "@grafana/grafana-foundation-sdk/common";
import {
  FieldColorModeId,
  type DataTransformerConfig,
  type DynamicConfigValue,
  type FieldConfig,
  type FieldConfigSource,
  type ValueMapping,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import type { Column, TablePanel } from "../../model";
import { pageMappings } from "../mappings";
import { refId } from "../targets";
import { bounds, linksOf, textsOf, thresholdsOf } from "./fields";
import type { Drawing, PanelContext } from "./panel-context";

export const table: Drawing<TablePanel> = (panel, context) => {
  const { columns, sortBy } = panel;
  const builder = new PanelBuilder().cellHeight(TableCellHeight.Sm);
  const sorted =
    sortBy === undefined
      ? builder
      : builder.sortBy([new TableSortByFieldStateBuilder().displayName(sortBy.title).desc(sortBy.descending)]);
  const json = sorted.transformations(transformations(panel)).build();
  return {
    ...json,
    fieldConfig: {
      defaults: { ...json.fieldConfig?.defaults },
      overrides: columns
        .map((column) => override(column, panel, context))
        .filter(({ properties }) => properties.length > 0),
    },
  };
};

/**
 * What Grafana calls the column. Prometheus's plug-in numbers values only where several queries answer, Loki's always.
 */
const fieldOf = ({ of }: Column, { queries }: TablePanel): string => {
  if (typeof of === "string") return of;
  const numbered = queries.length > 1 || queries[of]?.expr.kind === "logql";
  return numbered ? `Value #${refId(of)}` : "Value";
};

/** First only what is shown is left, because rows of two queries become one where all else in them is the same: their time may not be. */
const transformations = (panel: TablePanel): DataTransformerConfig[] => {
  const names = panel.columns.map((column) => fieldOf(column, panel));
  return [
    { id: "filterFieldsByName", options: { include: { names } } },
    ...(panel.queries.length > 1 ? [{ id: "merge", options: {} }] : []),
    {
      id: "organize",
      options: {
        excludeByName: {},
        indexByName: Object.fromEntries(names.map((name, index) => [name, index])),
        renameByName: Object.fromEntries(panel.columns.map((column) => [fieldOf(column, panel), column.title])),
      },
    },
  ];
};

const CELLS: Readonly<Record<NonNullable<Column["shownAs"]>, TableCellOptions>> = {
  text: { type: TableCellDisplayMode.Auto },
  "colored text": { type: TableCellDisplayMode.ColorText },
  "colored background": { type: TableCellDisplayMode.ColorBackground, mode: TableCellBackgroundDisplayMode.Basic },
  gauge: {
    type: TableCellDisplayMode.Gauge,
    mode: BarGaugeDisplayMode.Basic,
    valueDisplayMode: BarGaugeValueMode.Text,
  },
};

const override = (column: Column, panel: TablePanel, context: PanelContext): FieldConfigSource["overrides"][number] => {
  const { texts = [], links = [], shownAs, width } = column;
  const config: FieldConfig = {
    ...bounds(column),
    ...colors(column, panel, context),
    ...(texts === "runbook pages" ? { mappings: pagesIn(column, panel, context) } : textsOf(texts)),
    ...linksOf(links, { ...context, columns: panel.columns.flatMap(({ of }) => (typeof of === "string" ? of : [])) }),
  };
  const properties: DynamicConfigValue[] = [
    ...Object.entries(config).map(([id, value]: [string, unknown]) => ({ id, value })),
    // What stands in place of an empty table would stand in each empty cell, too.
    ...(panel.whenEmpty === undefined ? [] : [{ id: "noValue", value: "" }]),
    ...(width === undefined ? [] : [{ id: "custom.width", value: width }]),
    ...(shownAs === undefined || shownAs === "text" ? [] : [{ id: "custom.cellOptions", value: CELLS[shownAs] }]),
  ];
  return { matcher: { id: "byName", options: column.title }, properties };
};

const pagesIn = ({ of }: Column, { queries }: TablePanel, { alerts }: PanelContext): ValueMapping[] =>
  typeof of === "string" ? pageMappings(alerts, { label: of, queries }) : [];

/** A column without thresholds of its own has the panel's. */
const colors = ({ thresholds, unit }: Column, panel: TablePanel, context: PanelContext): FieldConfig =>
  thresholds === undefined
    ? {}
    : {
        color: { mode: FieldColorModeId.Thresholds },
        thresholds: thresholdsOf(thresholds, unit ?? panel.unit, context),
      };
