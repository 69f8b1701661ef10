import { alertLine, line, stat, timeSeries, now, query } from "../../lib/dashboards";
import { alert, minutes, scrape, type DeployedAlert, type Threshold } from "../../lib/model";
import { promql } from "../../lib/query";
import { aDeployedAlert, asJson, panelOf } from "./made";

const up = promql`${scrape.up}`;

const steps = (thresholds: readonly Threshold[], alerts: readonly DeployedAlert[] = [], unit = "count" as const) =>
  panelOf(
    asJson([stat("Up", { description: "Up.", queries: [now(up)], unit, thresholds })], { alerts }),
    "Up",
  ).fieldConfig?.defaults.thresholds?.steps.map(({ value, color }) => [value, color]);

/** As the pack has it; what counts is how it is deployed. */
const slow = alert("Slow", {
  parameters: { latency: minutes(1), ratio: 0.5, name: "text" },
  expr: up,
  for: minutes(5),
  severity: "info",
  onMissingData: "silent",
  summary: "",
  description: "",
  runbook: { meaning: "", impact: "", diagnosis: [], mitigation: [] },
  tests: [],
});

test("an alert's line lies where the alert is deployed, in the colour of its severity", () =>
  expect(
    steps([alertLine(slow, "ratio")], [aDeployedAlert("Slow", { parameters: { ratio: 0.2 }, severity: "critical" })]),
  ).toEqual([
    [null, "green"],
    [0.2, "red"],
  ]));

test("a duration counts in seconds", () =>
  expect(
    steps([alertLine(slow, "latency")], [aDeployedAlert("Slow", { parameters: { latency: minutes(2) } })]),
  ).toEqual([
    [null, "green"],
    [120, "orange"],
  ]));

test("of several alerts of one name the worst counts, and of these the one that fires first", () =>
  expect(
    steps(
      [alertLine(slow, "ratio")],
      [
        aDeployedAlert("Slow", { parameters: { ratio: 0.1 }, severity: "warning" }),
        aDeployedAlert("Slow", { parameters: { ratio: 0.4 }, severity: "critical" }),
        aDeployedAlert("Slow", { parameters: { ratio: 0.3 }, severity: "critical" }),
      ],
    ),
  ).toEqual([
    [null, "green"],
    [0.3, "red"],
  ]));

test("an alert that is not deployed, or has no such number, draws no line", () => {
  expect(steps([alertLine(slow, "ratio")])).toEqual([[null, "text"]]);
  expect(steps([alertLine(slow, "name")], [aDeployedAlert("Slow", { parameters: { name: "x" } })])).toEqual([
    [null, "text"],
  ]);
});

test("what is bad below colours from the ground up to it", () =>
  expect(steps([line(0.95, "orange", { below: true }), line(0.9, "red", { below: true })])).toEqual([
    [null, "red"],
    [0.9, "orange"],
    [0.95, "green"],
  ]));

test("a value may be bad on both sides", () =>
  expect(steps([line(1, "red", { below: true }), line(5, "orange")])).toEqual([
    [null, "red"],
    [1, "green"],
    [5, "orange"],
  ]));

test("nothing is green where no line is bad", () =>
  expect(steps([line(1, "blue")])).toEqual([
    [null, "text"],
    [1, "blue"],
  ]));

test("time series draw dashed lines, and none where there are no thresholds", () => {
  const series = (thresholds: readonly Threshold[]) =>
    panelOf(
      asJson([timeSeries("Up", { description: "Up.", queries: [query(up, "{{job}}")], unit: "count", thresholds })]),
      "Up",
    ).fieldConfig?.defaults;
  expect(series([line(1, "red")])).toMatchObject({
    color: { mode: "palette-classic" },
    custom: { thresholdsStyle: { mode: "dashed" } },
    thresholds: {
      steps: [
        { value: null, color: "transparent" },
        { value: 1, color: "red" },
      ],
    },
  });
  expect(series([])).toMatchObject({ custom: { thresholdsStyle: { mode: "off" } } });
});

test("more of it never looks better: beyond a worse line, a milder one is not drawn", () => {
  expect(steps([line(0.1, "orange"), line(0.05, "red")])).toEqual([
    [null, "green"],
    [0.05, "red"],
  ]);
  expect(steps([line(0.05, "orange", { below: true }), line(0.1, "red", { below: true })])).toEqual([
    [null, "red"],
    [0.1, "green"],
  ]);
});
