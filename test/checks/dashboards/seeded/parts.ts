/** Mistakes in panels, in the layout and in variables. */
import { alertLine, cluster, labelVariable, query, row, text, timeSeries, top } from "../../../../lib/dashboards";
import {
  promqlText,
  type Dashboard,
  type Panel,
  type StatPanel,
  type TablePanel,
  type TimeSeriesPanel,
} from "../../../../lib/model";
import { logql } from "../../../../lib/query";
import { asks, board, more, panel, type Seeded } from "./change";
import { CHAIN, inFlightHigh } from "./shop";

const ROUTES = "Requests by route";

const figure = (title: string, given: Partial<TimeSeriesPanel> = {}): TimeSeriesPanel =>
  timeSeries(title, {
    description: "What is being answered.",
    unit: "count",
    queries: [query(promqlText("sum(web_requests_in_flight)"), "requests")],
    ...given,
  });

const figures = (count: number): readonly Panel[] =>
  Array.from({ length: count }, (_, index) => figure(`Figure ${index}`));

const panelRows: readonly Seeded[] = [
  {
    title: "a panel without a title",
    change: panel(ROUTES, { title: "" }),
    check: "dashboard/no-title",
    at: "dashboards.shop.panels..title",
    words: ["name what the panel shows"],
  },
  {
    title: "a panel without a description",
    change: panel(ROUTES, { description: " " }),
    check: "dashboard/no-description",
    at: "dashboards.shop.panels.Requests by route.description",
    words: ["what is normal"],
  },
  {
    title: "a dashboard without a purpose",
    change: board({ description: "" }),
    check: "dashboard/no-description",
    at: "dashboards.shop.description",
    words: ["what the dashboard is for"],
  },
  {
    title: "a panel without a unit",
    change: panel<TimeSeriesPanel>(ROUTES, { unit: { grafana: "" } }),
    check: "dashboard/no-unit",
    at: "dashboards.shop.panels.Requests by route.unit",
    words: ["is empty"],
  },
  {
    title: "a panel that asks nothing",
    change: panel<TimeSeriesPanel>(ROUTES, { queries: [] }),
    check: "dashboard/no-data",
    at: "dashboards.shop.panels.Requests by route.queries",
    words: ["asks nothing"],
  },
  {
    title: "logs without a Loki",
    change: (all) => ({
      ...all,
      dataSources: all.dataSources.map((each) => (each.uid === "loki" ? { ...each, uid: "logs" } : each)),
    }),
    check: "dashboard/no-data-source",
    at: "dashboards.shop.panels.Logs.queries.A.expr",
    words: ["asks the data source loki", "logs (loki)"],
    also: ["dashboard/dead-link"],
  },
  {
    title: "a column that the query does not give",
    change: panel<TablePanel>("Services", {
      columns: [
        { of: "service", title: "Service" },
        { of: "pod", title: "Pod" },
      ],
    }),
    check: "dashboard/label-not-in-result",
    at: "dashboards.shop.panels.Services.columns[1].of",
    words: ['"pod" names a label'],
  },
  {
    title: "a column of a query that is not there",
    change: panel<TablePanel>("Services", {
      columns: [
        { of: "service", title: "Service" },
        { of: 2, title: "Third" },
      ],
    }),
    check: "dashboard/label-not-in-result",
    at: "dashboards.shop.panels.Services.columns[1].of",
    words: ["query 2", "2 queries"],
  },
  {
    title: "the threshold of an alert that does not exist",
    change: panel<StatPanel>("In flight", {
      thresholds: [{ ...alertLine(inFlightHigh, "requests"), alert: "WebInFlight" }],
    }),
    check: "dashboard/unknown-threshold",
    at: "dashboards.shop.panels.In flight.thresholds[0]",
    words: ["WebInFlight, which is no alert"],
  },
  {
    title: "a parameter that the alert lacks",
    change: panel<StatPanel>("In flight", {
      thresholds: [{ ...alertLine(inFlightHigh, "requests"), parameter: "request" }],
    }),
    check: "dashboard/unknown-threshold",
    at: "dashboards.shop.panels.In flight.thresholds[0]",
    words: ['did you mean "requests"'],
  },
  {
    title: "a threshold that is a text",
    change: panel<StatPanel>("In flight", { thresholds: [alertLine(inFlightHigh, "route")] }),
    check: "dashboard/unknown-threshold",
    at: "dashboards.shop.panels.In flight.thresholds[0]",
    words: ["is a text"],
  },
  {
    title: "two panels on one another",
    change: more(figure("Left", { at: { x: 0, y: 0 } }), figure("Right", { at: { x: 11, y: 7 } })),
    check: "dashboard/overlap",
    at: "dashboards.shop.panels.Right",
    words: ['lies on "Left"'],
  },
  {
    title: "a panel wider than the grid",
    change: panel(ROUTES, { width: 25 }),
    check: "dashboard/off-grid",
    at: "dashboards.shop.panels.Requests by route",
    words: ["column 25"],
  },
  {
    title: "a panel beyond the grid",
    change: more(figure("Right", { at: { x: 13, y: 0 } })),
    check: "dashboard/off-grid",
    at: "dashboards.shop.panels.Right",
    words: ["column 25"],
  },
  {
    title: "a panel without a height",
    change: panel(ROUTES, { height: 0 }),
    check: "dashboard/off-grid",
    at: "dashboards.shop.panels.Requests by route",
    words: ["0 high"],
  },
  {
    title: "two panels of one title",
    change: more(figure(ROUTES)),
    check: "dashboard/duplicate-panel",
    at: "dashboards.shop.panels.Requests by route#2.title",
    words: ["another panel"],
  },
  {
    title: "31 panels open at once",
    change: board({ rows: [row("Figures", figures(31))] }),
    check: "dashboard/too-many-panels",
    at: "dashboards.shop",
    words: ["has 31 panels open", "collapse"],
    also: ["dashboard/variable-unused"],
  },
];

const noService: Partial<Dashboard> = { variables: CHAIN.filter(({ name }) => name !== "service" && name !== "pod") };

const variableRows: readonly Seeded[] = [
  {
    title: "a variable that nothing uses",
    change: board({ variables: [...CHAIN, labelVariable("route", "Route", promqlText("web_requests_total"))] }),
    check: "dashboard/variable-unused",
    at: "dashboards.shop.variables.route",
    words: ["$route"],
  },
  {
    title: "a variable that is not there",
    change: asks(ROUTES, 'sum by (route) (rate(web_requests_total{service=~"$services"}[$__rate_interval]))'),
    check: "dashboard/variable-undefined",
    at: "dashboards.shop.panels.Requests by route.queries.A.expr",
    words: ["uses $services", 'did you mean "service"'],
  },
  {
    title: "a title with a variable that is not there",
    change: panel(ROUTES, { title: "Requests to $app" }),
    check: "dashboard/variable-undefined",
    at: "dashboards.shop.panels.Requests to $app.title",
    words: ["uses $app"],
  },
  {
    title: "a dashboard that lost a variable",
    change: board(noService, {}, "orders"),
    check: "dashboard/variable-undefined",
    at: "dashboards.orders.panels.Orders.queries.A.expr",
    words: ["uses $service"],
    also: ["dashboard/link-variable"],
  },
  {
    title: "a variable that is narrowed by a later one",
    change: board({ variables: [...CHAIN.slice(0, 1), ...CHAIN.slice(2, 3), ...CHAIN.slice(1, 2), ...CHAIN.slice(3)] }),
    check: "dashboard/variable-order",
    at: "dashboards.shop.variables.service.from",
    words: ["narrowed by $namespace", "put $namespace before it"],
  },
  {
    title: "several values matched as one",
    change: asks(ROUTES, 'sum by (route) (rate(web_requests_total{service="$service"}[$__rate_interval]))'),
    check: "dashboard/variable-matcher",
    at: "dashboards.shop.panels.Requests by route.queries.A.expr",
    words: ['write service=~"$service"'],
  },
  {
    title: "several values matched as one, in logs",
    change: asks("Logs", logql`{namespace="$namespace"} |= "error"`),
    check: "dashboard/variable-matcher",
    at: "dashboards.shop.panels.Logs.queries.A.expr",
    words: ['write namespace=~"$namespace"'],
  },
  {
    title: "a panel for each value of what has one",
    change: panel("Memory of the pod", { repeat: "pod" }),
    check: "dashboard/repeat-single",
    at: "dashboards.shop.panels.Memory of the pod.repeat",
    words: ["of $pod one value"],
  },
  {
    title: "a dashboard of one cluster only",
    change: board({ variables: CHAIN.slice(1) }),
    check: "dashboard/no-cluster",
    at: "dashboards.shop.variables",
    words: ["put cluster first"],
  },
  {
    title: "a choice of clusters where nothing asks any",
    change: board({
      variables: [cluster],
      annotations: [],
      rows: [top([text("Who to ask", { description: "Who knows the shop.", text: "Ask the team." })])],
    }),
    check: "dashboard/variable-unused",
    at: "dashboards.shop.variables.cluster",
    words: ["$cluster"],
  },
];

export const partRows: readonly Seeded[] = [...panelRows, ...variableRows];
