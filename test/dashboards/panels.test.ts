import { barGauge, gauge, heatmap, logs, now, query, stat, stateTimeline, timeSeries } from "../../lib/dashboards";
import { days, scrape, type Panel, type SeriesStyle, type Unit, type ValueText } from "../../lib/model";
import { logql, promql } from "../../lib/query";
import { asJson, panelOf } from "./made";

const up = promql`${scrape.up}`;
const said = { description: "It.", queries: [query(up, "{{job}}")], unit: "count" } as const;
const json = (panel: Panel) => panelOf(asJson([panel]), panel.title);

test.each<readonly [Unit, string]>([
  ["count", "short"],
  ["ratio", "percentunit"],
  ["seconds", "s"],
  ["bytes", "bytes"],
  ["bytes per second", "binBps"],
  ["per second", "cps"],
  ["timestamp", "dateTimeAsIso"],
])("%s is Grafana's %s", (unit, id) => expect(json(stat("A", { ...said, unit })).fieldConfig?.defaults.unit).toBe(id));

test("any unit of Grafana can be had by its name", () =>
  expect(json(stat("A", { ...said, unit: { grafana: "reqps" } })).fieldConfig?.defaults.unit).toBe("reqps"));

test("queries are named A, B, C, with legends, exemplars, and the value of now where it is asked for", () =>
  expect(
    json(timeSeries("A", { ...said, queries: [query(up, "{{job}}", { exemplars: true }), now(up)] })).targets,
  ).toMatchObject([
    { refId: "A", legendFormat: "{{job}}", exemplar: true, range: true, format: "time_series" },
    { refId: "B", legendFormat: "__auto", instant: true, range: false },
  ]));

test("a panel can look back on its own", () =>
  expect(json(stat("A", { ...said, from: days(30) })).timeFrom).toBe("30d"));

test("texts stand for values, ranges and nothing", () => {
  const texts: readonly ValueText[] = [
    { value: 1, text: "up", color: "green" },
    { value: { from: 2, to: 5 }, text: "some" },
    { value: "nothing", text: "gone", color: "red" },
  ];
  expect(json(stat("A", { ...said, texts })).fieldConfig?.defaults.mappings).toEqual([
    { type: "value", options: { "1": { text: "up", color: "green", index: 0 } } },
    { type: "range", options: { from: 2, to: 5, result: { text: "some", index: 1 } } },
    { type: "special", options: { match: "null+nan", result: { text: "gone", color: "red", index: 2 } } },
  ]);
});

test("nothing found can be good news", () =>
  expect(json(stat("A", { ...said, whenEmpty: "none firing" })).fieldConfig?.defaults.noValue).toBe("none firing"));

test.each<readonly [style: SeriesStyle, matcher: string, property: object]>([
  [{ series: "p99", color: "red" }, "byName", { id: "color", value: { mode: "fixed", fixedColor: "red" } }],
  [{ series: "/^p/", dashed: true }, "byRegexp", { id: "custom.lineStyle", value: { fill: "dash", dash: [8, 8] } }],
  [{ series: "out", negative: true }, "byName", { id: "custom.transform", value: "negative-Y" }],
  [{ series: "ratio", rightAxis: true }, "byName", { id: "custom.axisPlacement", value: "right" }],
  [{ series: "ratio", unit: "ratio" }, "byName", { id: "unit", value: "percentunit" }],
])("a series can look its own way: %j", (style, id, property) =>
  expect(json(timeSeries("A", { ...said, styles: [style] })).fieldConfig?.overrides).toEqual([
    { matcher: { id, options: style.series }, properties: [property] },
  ]),
);

test("areas stack", () =>
  expect(json(timeSeries("A", { ...said, stacked: true })).fieldConfig?.defaults.custom).toMatchObject({
    stacking: { mode: "normal" },
  }));

test("a legend can be a table of figures, at the right, or none", () => {
  const legend = (props: Parameters<typeof timeSeries>[1]) =>
    (json(timeSeries("A", props)).options as { legend: unknown }).legend;
  expect(legend(said)).toMatchObject({ showLegend: true, displayMode: "list", placement: "bottom", calcs: [] });
  expect(legend({ ...said, legendValues: ["last", "max"], legendAt: "right" })).toMatchObject({
    displayMode: "table",
    placement: "right",
    calcs: ["lastNotNull", "max"],
  });
  expect(legend({ ...said, legendAt: "hidden" })).toMatchObject({ showLegend: false });
});

const DRAWN: readonly (readonly [Panel, object])[] = [
  [
    stat("A", { ...said, sparkline: true, colored: "background", calculation: "mean" }),
    { type: "stat", options: { graphMode: "area", colorMode: "background", reduceOptions: { calcs: ["mean"] } } },
  ],
  [gauge("A", { ...said, max: 1 }), { type: "gauge", fieldConfig: { defaults: { max: 1 } } }],
  [barGauge("A", said), { type: "bargauge", options: { orientation: "horizontal" } }],
  [
    heatmap("A", { ...said, unit: "seconds" }),
    {
      type: "heatmap",
      targets: [{ format: "heatmap" }],
      options: { yAxis: { unit: "s" }, cellValues: { unit: "cps" } },
    },
  ],
  [stateTimeline("A", said), { type: "state-timeline", fieldConfig: { defaults: { color: { mode: "thresholds" } } } }],
  [
    logs("A", { ...said, queries: [query(logql`{job="a"}`, "")] }),
    { type: "logs", targets: [{ queryType: "range" }], options: { showTime: true, sortOrder: "Descending" } },
  ],
];

test.each(DRAWN.map(([panel, expected]) => [panel.type, panel, expected] as const))(
  "draws a %s",
  (_, panel, expected) => expect(json(panel)).toMatchObject(expected),
);
