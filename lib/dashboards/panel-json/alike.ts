/**
 * Panels of which the looks are worked out once: those of hundreds of services are drawn alike, and differ only by what they ask, where they
 * lead, what they are called and where they stand. A panel is drawn with nothing in these places, which are then filled in.
 */
import type { Panel as PanelJson } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Expression, LogExpression, Panel, PanelLink, QueryPanel } from "../../model";
import { panelLink } from "../links";
import { plain } from "../plain-json";
import { textsAsked } from "../targets";
import { resolved } from "../thresholds";
import type { PanelContext } from "./panel-context";
import { panelModel } from "./panel-model";

/** All of a panel but its number and its place. */
export type PanelModel = (panel: Panel) => PanelJson;

/** For the panels of many dashboards: one function for each dashboard, all of which know the same looks. */
export const modelsAlike = (): ((context: PanelContext) => PanelModel) => {
  const places = new Map<string, Map<string, PanelJson>>();
  return (context) => {
    const place = placeOf(context);
    const looks = places.get(place) ?? new Map<string, PanelJson>();
    places.set(place, looks);
    return (panel) => {
      if (!isBlankable(panel)) return plain(panelModel(panel, context));
      const blank = blanked(panel, context);
      const key = JSON.stringify(blank);
      const look = looks.get(key) ?? plain(panelModel(blank, context));
      // As null, JSON writes several numbers that are none: each is told as what it is.
      if (!key.includes(":null")) looks.set(key, look);
      return filled(look, panel, context);
    };
  };
};

/** All that looks depend on beside the panel: links of columns are part of them. */
const placeOf = ({ prometheus, runbookBase, variables }: PanelContext): string =>
  JSON.stringify([
    prometheus,
    runbookBase,
    variables.map((each) => [each.kind, each.name, each.kind === "label" && each.several]),
  ]);

/** A text is nothing but what it says, and the pages of alerts in a column depend on what is asked. */
const isBlankable = (panel: Panel): panel is QueryPanel =>
  panel.type !== "text" && !(panel.type === "table" && panel.columns.some(({ texts }) => texts === "runbook pages"));

const PROMQL: Expression = { kind: "promql", text: "" };
const LOGQL: LogExpression = { kind: "logql", text: "" };
const LINKS: readonly PanelLink[] = [{ title: "", to: { url: "" } }];

const blanked = (panel: QueryPanel, { alerts }: PanelContext): QueryPanel => {
  const { links, dataLinks, queries, thresholds } = panel;
  const blank = {
    ...panel,
    title: "",
    description: "",
    waivers: [],
    links: links.length === 0 ? links : LINKS,
    dataLinks: dataLinks.length === 0 ? dataLinks : LINKS,
    queries: queries.map((query) => ({ ...query, expr: query.expr.kind === "logql" ? LOGQL : PROMQL })),
    // Alerts as each dashboard knows them: a service can have limits of its own.
    thresholds: resolved(thresholds, alerts),
  };
  if (blank.type !== "table") return blank;
  const columns = blank.columns.map((column) =>
    column.thresholds === undefined ? column : { ...column, thresholds: resolved(column.thresholds, alerts) },
  );
  return { ...blank, columns };
};

/** Each place stands where it stood in the look, so that the order is that of a panel drawn on its own. */
const filled = (look: PanelJson, panel: QueryPanel, context: PanelContext): PanelJson => {
  const { title, description, links, dataLinks } = panel;
  const { targets = [], fieldConfig } = look;
  const texts = textsAsked(panel);
  const linksTo = (all: readonly PanelLink[]) => all.map((each) => panelLink(each, context));
  return {
    ...look,
    title,
    description,
    ...(links.length === 0 ? {} : { links: linksTo(links) }),
    targets: targets.map((target, index) => ({ ...target, expr: texts[index] })),
    ...(dataLinks.length === 0 || fieldConfig === undefined
      ? {}
      : { fieldConfig: { ...fieldConfig, defaults: { ...fieldConfig.defaults, links: linksTo(dataLinks) } } }),
  };
};
