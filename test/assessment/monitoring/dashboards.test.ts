/** Dashboards that somebody else has written, judged. */
import { dashboardFindings } from "../../../lib/assessment/monitoring/dashboards";
import { projectOf } from "../project-of";

const panel = (given: object) => ({
  type: "timeseries",
  title: "Orders",
  gridPos: {},
  datasource: { type: "prometheus", uid: "main" },
  fieldConfig: { defaults: { unit: "reqps" } },
  targets: [{ expr: "sum(rate(shop_orders_total[$__rate_interval]))" }],
  ...given,
});

const dashboard = (panels: readonly object[], given: object = {}) =>
  JSON.stringify({ title: "Shop", uid: "shop", schemaVersion: 39, panels, ...given });

const found = async (text: string, more: Readonly<Record<string, string>> = {}) =>
  dashboardFindings(await projectOf({ "shop.json": text, ...more })).map(
    ({ check, severity }) => `${severity} ${check}`,
  );

test("nothing is found in a dashboard in which nothing is wrong", async () => {
  expect(
    await found(
      dashboard(
        [
          panel({}),
          panel({ targets: [{ expr: 'sum(rate(x_total{job=~"$job", pod="[[pod]]"}[${interval}]))' }] }),
          panel({ datasource: { type: "loki", uid: "logs" }, targets: [{ expr: '{app="$job"} |= "error"' }] }),
          panel({ datasource: { type: "influxdb", uid: "i" }, targets: [{ expr: "SELECT mean(x)" }] }),
        ],
        {
          templating: {
            list: [
              { name: "job", type: "query", multi: true, current: { value: ["a"] } },
              { name: "interval", type: "interval", current: { value: "5m" } },
            ],
          },
        },
      ),
    ),
  ).toEqual([]);
});

test.each([
  ["a query that cannot be read", { targets: [{ expr: "sum(rate(x_total[5m])" }] }, ["error promql/syntax"]],
  ["a fixed range", { targets: [{ expr: "rate(x_total[5m])" }] }, ["warning dashboard/rate-interval"]],
  ["$__interval", { targets: [{ expr: "rate(x_total[$__interval])" }] }, ["warning dashboard/rate-interval"]],
  [
    "a quantile without le",
    { targets: [{ expr: "histogram_quantile(0.9, sum(rate(x_bucket[$__rate_interval])))" }] },
    ["error promql/quantile-without-le"],
  ],
  ["a fixed range of one value of now", { targets: [{ expr: "rate(x_total[1d])", instant: true }] }, []],
  ["no title", { title: "" }, ["warning dashboard/no-title"]],
  ["no unit", { fieldConfig: {} }, ["warning dashboard/no-unit"]],
  ["no data source", { datasource: null }, ["warning dashboard/no-data-source"]],
  ["a retired type", { type: "graph" }, ["warning dashboard/retired-panel"]],
  ["a library panel", { title: "", type: "graph", libraryPanel: { uid: "x" }, targets: [] }, []],
  ["LogQL that cannot be read", { datasource: "Loki", targets: [{ expr: '{app="x"' }] }, ["error logql/syntax"]],
])("%s", async (_, given, expected) => {
  expect(await found(dashboard([panel(given)]))).toEqual(expected);
});

test("panels of closed rows and of old rows are judged, and only open ones are counted", async () => {
  const many = Array.from({ length: 40 }, () => panel({}));
  expect(await found(dashboard([{ type: "row", collapsed: true, panels: many }]))).toEqual([]);
  expect(await found(dashboard([{ type: "row", collapsed: false, panels: [] }, ...many]))).toEqual([
    "warning dashboard/too-many-panels",
  ]);
  expect(await found(dashboard([], { rows: [{ panels: [panel({ title: "" })] }] }))).toEqual([
    "warning dashboard/no-title",
  ]);
});

test("two dashboards of one uid are told, and the schema v2 is only recognised", async () => {
  expect(await found(dashboard([]), { "copy.json": dashboard([]) })).toEqual(["error dashboard/duplicate-uid"]);
  expect(
    await found(JSON.stringify({ kind: "Dashboard", spec: { title: "New", elements: {}, layout: { kind: "Grid" } } })),
  ).toEqual(["warning input/dashboard-v2"]);
});

test("JSON that only looks like one is none", async () => {
  expect(await found('{ "panels": "x", "targets": [] }')).toEqual([]);
  expect(await found('{ "rows": [{ "targets": 1 }] }')).toEqual([]);
});
