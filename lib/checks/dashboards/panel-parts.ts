/** What a panel needs before anybody can read it: a title, a sentence, a unit, something to ask, somebody to answer. */
import { logql } from "../../query";
import type { Model, PanelUnit } from "../../model";
import { text } from "../../dashboards";
import { at, check, type Problem } from "../check";
import { isAsking, panelsOf, dashboardsOf, type AskedInPlace } from "../content/dashboards-in";
import {
  askingPanel,
  dashboardWithPanels,
  examplePanel,
  modelAsking,
  modelWithDashboards,
  modelWithPanel,
} from "./example";

const isEmpty = (words: string): boolean => words.trim() === "";

export const noTitle = check({
  id: "dashboard/no-title",
  severity: "error",
  reason: "A curve without a title is guessed at; a dashboard without one is found by nobody.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { path, dashboard } of dashboardsOf(model))
      if (isEmpty(dashboard.title))
        yield at(`${path}.title`).problem("is empty").mend("name what it shows, in two or three words");
    for (const { path, panel } of panelsOf(model))
      if (isEmpty(panel.title))
        yield at(`${path}.title`).problem("is empty").mend("name what the panel shows, in two or three words");
  },
  examples: () => ({
    passing: [modelWithPanel(examplePanel({ title: "Orders by service" }))],
    failing: [
      modelWithPanel(examplePanel({ title: " " })),
      modelWithDashboards([dashboardWithPanels([], { title: "" })]),
    ],
  }),
});

export const noDescription = check({
  id: "dashboard/no-description",
  severity: "error",
  reason:
    "Who looks at a panel for the first time does it at night: they need to be told what it shows and what is normal.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { path, dashboard } of dashboardsOf(model))
      if (isEmpty(dashboard.description))
        yield at(`${path}.description`).problem("is empty").mend("say in one sentence what the dashboard is for");
    for (const { path, panel } of panelsOf(model))
      if (isEmpty(panel.description))
        yield at(`${path}.description`)
          .problem("is empty")
          .mend("say what the panel shows and what is normal, in a sentence or two");
  },
  examples: () => ({
    passing: [modelWithPanel(examplePanel({ title: "Orders by service" }))],
    failing: [
      modelWithPanel(examplePanel({ title: "Orders by service", description: "" })),
      modelWithDashboards([dashboardWithPanels([], { description: "" })]),
    ],
  }),
});

const isNoUnit = (unit: PanelUnit): boolean => typeof unit === "object" && isEmpty(unit.grafana);

export const noUnit = check({
  id: "dashboard/no-unit",
  severity: "error",
  reason:
    "1,073,741,824 is a gibibyte, an hour and a half in microseconds, or very many orders: a number without its unit is not read, it is guessed.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { path, panel } of panelsOf(model)) {
      if (!isAsking(panel)) continue;
      if (isNoUnit(panel.unit)) yield at(`${path}.unit`).problem("is empty").mend(MEND);
      if (panel.type !== "table") continue;
      for (const [index, { unit }] of panel.columns.entries())
        if (unit !== undefined && isNoUnit(unit))
          yield at(`${path}.columns[${index}].unit`).problem("is empty").mend(MEND);
    }
  },
  examples: () => ({
    passing: [
      modelWithPanel(examplePanel({ title: "Orders by service", unit: { grafana: "short" } })),
      modelWithPanel(text("Read this first", { description: "What the shop is.", text: "It sells tea." })),
    ],
    failing: [modelWithPanel(examplePanel({ title: "Orders by service", unit: { grafana: "" } }))],
  }),
});

const MEND = "write the unit of the metric's contract, or an id of Grafana's: { grafana: \"short\" }";

export const noData = check({
  id: "dashboard/no-data",
  severity: "error",
  reason:
    "A panel that asks nothing stays empty, and whoever looks at it takes that for good news or for a fault of the monitoring.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { path, panel, queries } of panelsOf(model)) {
      if (isAsking(panel) ? queries.length === 0 : isEmpty(panel.text))
        yield at(`${path}.${isAsking(panel) ? "queries" : "text"}`)
          .problem(isAsking(panel) ? "asks nothing" : "says nothing")
          .mend(
            isAsking(panel)
              ? "write a query, or remove the panel"
              : "write what is to be read there, or remove the panel",
          );
      for (const { asked } of queries)
        if (isEmpty(asked.text)) yield at(asked.exprPath).problem("is empty").mend("write a query, or remove it");
    }
  },
  examples: () => ({
    passing: [
      modelWithPanel(examplePanel({ title: "Orders by service" })),
      modelWithPanel(text("Read this first", { description: "What the shop is.", text: "It sells tea." })),
    ],
    failing: [
      modelWithPanel(examplePanel({ title: "Orders by service", queries: [] })),
      modelWithPanel(text("Read this first", { description: "What the shop is.", text: "" })),
      modelAsking(" "),
    ],
  }),
});

/** What the platform calls the data sources that dashboards ask: a panel says what it asks, not whom. */
const ANSWERED_BY = { promql: "prometheus", logql: "loki" } as const;

/** Whether something can answer. The cluster is chosen among all sources of its type; everything else is asked by uid. */
const isAnswered = ({ kind, dashboard }: AskedInPlace, { dataSources }: Model): boolean => {
  const asked = ANSWERED_BY[kind];
  const isChosen = kind === "promql" && dashboard.dashboard.variables.some((variable) => variable.kind === "cluster");
  return dataSources.some(({ uid, type }) => type === asked && (isChosen || uid === asked));
};

export const noDataSource = check({
  id: "dashboard/no-data-source",
  severity: "error",
  reason:
    "Grafana asks data sources by their uid. One that it does not have gives every panel an error in place of its data.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    const { dataSources } = model;
    if (dataSources.length === 0) return;
    const known = dataSources.map(({ uid, type }) => `${uid} (${type})`).join(", ");
    for (const { asked } of dashboardsOf(model))
      for (const each of asked)
        if (!isAnswered(each, model))
          yield at(each.exprPath)
            .problem(`asks the data source ${ANSWERED_BY[each.kind]}, which Grafana does not have: it has ${known}`)
            .mend(`add it: grafana.addDataSource(${ANSWERED_BY[each.kind]}), or leave out what asks it`);
  },
  examples: () => {
    const errors = logql`{namespace="shop"} |= "error"`;
    const [prometheus, thanos] = ["prometheus", "thanos"].map((uid) => ({
      path: `example.grafana.dataSources.${uid}`,
      uid,
      type: "prometheus",
    }));
    return {
      passing: [
        modelWithPanel(askingPanel(errors, { legend: "" })),
        modelWithDashboards([dashboardWithPanels([])], { dataSources: thanos ? [thanos] : [] }),
        modelWithDashboards([dashboardWithPanels([])], { dataSources: [] }),
      ],
      failing: [
        modelWithPanel(askingPanel(errors, { legend: "" }), { dataSources: prometheus ? [prometheus] : [] }),
        modelWithDashboards([dashboardWithPanels([], { variables: [] })], { dataSources: thanos ? [thanos] : [] }),
      ],
    };
  },
});

export const panelPartChecks = [noTitle, noDescription, noUnit, noData, noDataSource];
