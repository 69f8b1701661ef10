/** A panel as JSON: what all panels have, and the drawing of its type. */
import type { FieldConfigSource, Panel as PanelJson } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Panel } from "../../model";
import { sourceOfAll } from "../data-sources";
import { inOneUnit } from "../time-range";
import { COLUMNS } from "../layout";
import { panelLink } from "../links";
import { targets } from "../targets";
import { barGauge } from "./bar-gauge";
import { fields } from "./fields";
import { gauge } from "./gauge";
import { heatmap } from "./heatmap";
import { logs } from "./logs";
import type { PanelContext } from "./panel-context";
import { stat } from "./stat";
import { stateTimeline } from "./state-timeline";
import { table } from "./table";
import { text } from "./text";
import { timeSeries } from "./time-series";

const drawn = (panel: Panel, context: PanelContext): PanelJson => {
  switch (panel.type) {
    case "timeseries":
      return timeSeries(panel, context);
    case "stat":
      return stat(panel, context);
    case "gauge":
      return gauge(panel, context);
    case "bargauge":
      return barGauge(panel, context);
    case "table":
      return table(panel, context);
    case "text":
      return text(panel, context);
    case "logs":
      return logs(panel, context);
    case "heatmap":
      return heatmap(panel, context);
    case "state-timeline":
      return stateTimeline(panel, context);
  }
};

/** All of a panel but its number and its place. */
export const panelModel = (panel: Panel, context: PanelContext): PanelJson => {
  const { title, description, links, repeat, width } = panel;
  return {
    title,
    description,
    ...(links.length === 0 ? {} : { links: links.map((each) => panelLink(each, context)) }),
    ...(repeat === undefined ? {} : { repeat, repeatDirection: "h", maxPerRow: Math.floor(COLUMNS / width) }),
    ...content(panel, context),
  };
};

/** What is asked and how it is drawn. */
const content = (panel: Panel, context: PanelContext): PanelJson => {
  const json = drawn(panel, context);
  if (panel.type === "text") return { type: json.type, options: json.options as unknown };
  const { defaults, overrides }: FieldConfigSource = json.fieldConfig ?? { defaults: {}, overrides: [] };
  return {
    ...json,
    ...(panel.from === undefined ? {} : { timeFrom: inOneUnit(panel.from) }),
    datasource: sourceOfAll(
      panel.queries.map(({ expr }) => expr),
      context.prometheus,
    ),
    targets: targets(panel, context.prometheus),
    fieldConfig: { defaults: { ...fields(panel, context), ...defaults }, overrides },
  };
};
