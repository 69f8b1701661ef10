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
import { panelIdsAlike, rowKey } from "./panel-ids";
import { modelsAlike, type PanelModel } from "./panel-json/alike";
import type { PanelContext } from "./panel-json/panel-context";
import { panelModel } from "./panel-json/panel-model";
import { plain } from "./plain-json";
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

export const dashboardJson = (dashboard: Dashboard, { alerts, ...context }: DashboardContext): DashboardJson =>
  dashboardsJson(context)(dashboard, alerts);

/** The JSON of many dashboards: what their panels have in common is worked out once. */
export const dashboardsJson = (context: Omit<DashboardContext, "alerts">) => {
  const models = modelsAlike();
  const idsOf = panelIdsAlike();
  return (dashboard: Dashboard, alerts: GivenAlerts): DashboardJson => {
    const inner = panelContext(dashboard, { ...context, alerts });
    const drawing = { ids: idsOf(dashboard), model: models(inner), references: context.libraryPanels ?? false };
    return { ...head(dashboard, inner), panels: panels(dashboard, drawing) };
  };
};

/** All but the panels, whose place is kept. */
const head = (dashboard: Dashboard, context: PanelContext): DashboardJson => {
  const { uid, title, description, tags, variables, annotations, links, from, refresh, editable } = dashboard;
  const named = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([...tags])
    .timezone("browser")
    .time({ from: `now-${inOneUnit(from)}`, to: "now" })
    .refresh(inOneUnit(refresh))
    .tooltip(DashboardCursorSync.Crosshair)
    .variables(variables.map((each) => ready(variableJson(each, context.prometheus))))
    .annotations(annotations.map((each) => ready(annotationJson(each, context.prometheus))))
    .links(links.map((each) => ready(dashboardLink(each, context))));
  const built = (editable ? named.editable() : named.readonly()).build();
  return plain({ ...built, panels: [] });
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

interface Drawing {
  readonly ids: ReadonlyMap<string, number>;
  readonly model: PanelModel;
  /** Whether panels that are shared stand as references. */
  readonly references: boolean;
}

const panels = (dashboard: Dashboard, { ids, model, references }: Drawing): (PanelJson | RowPanel)[] => {
  const json = ({ panel, position }: PlacedPanel): PanelJson => {
    const { shared, title, type } = panel;
    const id = ids.get(title) ?? 0;
    return references && shared !== undefined
      ? // The library panel is deployed on its own.
        { id, title, gridPos: position, type, libraryPanel: { uid: shared, name: title } }
      : { id, gridPos: position, ...model(panel) };
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
