/** A dashboard as Grafana takes it: JSON of its first version, which all releases since Grafana 5 read, built with the Foundation SDK. */
import {
  DashboardBuilder,
  DashboardCursorSync,
  type Dashboard as SdkDashboard,
  type Panel as PanelJson,
  type RowPanel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import type { Dashboard, Panel } from "../model";
import { annotationJson } from "./annotations";
import { prometheusOf } from "./data-sources";
import { knownAlerts, type GivenAlerts } from "./known-alerts";
import { COLUMNS, placed, type PlacedPanel, type PlacedRow } from "./layout";
import { dashboardLink } from "./links";
import { panelIds, rowKey } from "./panel-ids";
import { panelJson, panelModel, panelReference, type PanelContext } from "./panel-json";
import { inOneUnit } from "./time-range";
import { variableJson } from "./variables";

/** A dashboard as Grafana takes it. */
export type DashboardJson = { readonly [Key in keyof SdkDashboard]: SdkDashboard[Key] };

/** A panel as Grafana takes it. */
export type LibraryPanelJson = { readonly [Key in keyof PanelJson]: PanelJson[Key] };

/** What the installation decides about dashboards. */
export interface DashboardContext {
  /** Alerts as they are deployed: where thresholds lie, and which runbooks there are. */
  readonly alerts: GivenAlerts;
  /** What links to runbooks begin with; the page of the alert follows. @default "/d/runbook-", pages of the same Grafana */
  readonly runbookBase?: string;
  /** Panels that are shared stand as references: the library panels are deployed as well. @default false */
  readonly libraryPanels?: boolean;
}

const RUNBOOK_PAGES = "/d/runbook-";

export const dashboardJson = (dashboard: Dashboard, context: DashboardContext): DashboardJson => {
  const { uid, title, description, tags, variables, annotations, links, from, refresh, editable } = dashboard;
  const inner = panelContext(dashboard, context);
  const named = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([...tags])
    .timezone("browser")
    .time({ from: `now-${inOneUnit(from)}`, to: "now" })
    .refresh(inOneUnit(refresh))
    .tooltip(DashboardCursorSync.Crosshair)
    .variables(variables.map((each) => ready(variableJson(each, inner.prometheus))))
    .annotations(annotations.map((each) => ready(annotationJson(each, inner.prometheus))))
    .links(links.map((each) => ready(dashboardLink(each, inner))));
  const built = (editable ? named.editable() : named.readonly()).build();
  return plain({ ...built, panels: panels(dashboard, inner, context.libraryPanels ?? false) });
};

/** The model of a library panel, whose number and place are those of the dashboards that show it. */
export const libraryPanelJson = (panel: Panel, dashboard: Dashboard, context: DashboardContext): LibraryPanelJson =>
  plain(panelModel(panel, panelContext(dashboard, context)));

const panelContext = (
  dashboard: Dashboard,
  { alerts, runbookBase = RUNBOOK_PAGES }: DashboardContext,
): PanelContext => ({
  variables: dashboard.variables,
  prometheus: prometheusOf(dashboard),
  alerts: knownAlerts(alerts),
  runbookBase,
});

/** The SDK's builders want builders. */
const ready = <Value>(value: Value): { readonly build: () => Value } => ({ build: () => value });

/** Without the functions that the SDK's objects carry, what is undefined, and what Grafana takes for granted. */
const plain = <Json extends object>(json: Json): Json => copied(json) as Json;

const copied = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  const source = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(source)) {
    const item = source[key];
    if (item !== undefined && typeof item !== "function" && TAKEN_FOR_GRANTED[key] !== item)
      copy[key] = typeof item === "object" ? copied(item) : item;
  }
  return copy;
};

/** What the SDK writes into every panel and variable. */
const TAKEN_FOR_GRANTED: Readonly<Record<string, unknown>> = {
  transparent: false,
  skipUrlSync: false,
  multi: false,
  includeAll: false,
  allowCustomValue: true,
  auto: false,
  auto_min: "10s",
  auto_count: 30,
  fiscalYearStartMonth: 0,
};

const panels = (dashboard: Dashboard, context: PanelContext, references: boolean): (PanelJson | RowPanel)[] => {
  const ids = panelIds(dashboard);
  const json = (each: PlacedPanel): PanelJson => {
    const { shared, title } = each.panel;
    const id = ids.get(title) ?? 0;
    return references && shared !== undefined ? panelReference(each, id, shared) : panelJson(each, id, context);
  };
  return placed(dashboard).flatMap((row) => {
    const { title } = row.row;
    const inside = row.panels.map(json);
    return title === undefined ? inside : rowJson(row, title, ids.get(rowKey(title)) ?? 0, inside);
  });
};

/** Only a collapsed row holds its panels; those of an open one follow it. */
const rowJson = ({ row, y }: PlacedRow, title: string, id: number, inside: PanelJson[]): (PanelJson | RowPanel)[] => {
  const { collapsed, repeat } = row;
  const header = {
    type: "row" as const,
    id,
    title,
    collapsed,
    gridPos: { x: 0, y, w: COLUMNS, h: 1 },
    ...(repeat === undefined ? {} : { repeat }),
  };
  return collapsed ? [{ ...header, panels: inside }] : [{ ...header, panels: [] }, ...inside];
};
