/** One objective: what is left of its budget, how fast it goes over each window, and what of it has been told. */
import { days, type Expression } from "../../model";
import {
  barGauge,
  cluster,
  dashboard,
  labelVariable,
  line,
  now,
  query,
  row,
  stat,
  stateTimeline,
  table,
  timeSeries,
  top,
} from "../../dashboards";
import { matchers, not, promql } from "../../query";
import { BASE_RANGE, recordedNames } from "../../slo";
import { BUDGET_LINES, EXHAUSTION_TEXTS, USED_UP_EARLY } from "./lines";
import { alertsOf } from "./recorded";

const SLO = { slo: "$slo" };

const LABELS = ["service", "objective", "window", "sli", "unit"] as const;
const TITLES: Readonly<Record<(typeof LABELS)[number], string>> = {
  service: "Service",
  objective: "Promised",
  window: "Period",
  sli: "Indicator",
  unit: "Counts",
};

const least = (recorded: string): Expression => promql`min(${recorded}{${matchers(SLO)}})`;
const most = (recorded: string): Expression => promql`max(${recorded}{${matchers(SLO)}})`;
const perWindow = promql`max by (window) (${recordedNames.ERROR_RATIO}{${matchers(SLO)}})`;
const allowed = promql`(1 - ${most(recordedNames.OBJECTIVE)})`;
const burnRates = promql`${perWindow} / on () group_left () ${allowed}`;

const levels = promql`max by (severity, window) (${recordedNames.BURN_RATE_LEVEL}{${matchers(SLO)}})`;

const figures = top([
  stat("Promised", {
    description: "The share of events that must be good.",
    queries: [now(most(recordedNames.OBJECTIVE), "promised")],
    unit: "ratio",
    decimals: 3,
    colored: "nothing",
  }),
  stat("Budget left", {
    description: "Share of the error budget of the period. Below 0 the promise is broken.",
    queries: [now(least(recordedNames.REMAINING_RATIO), "left")],
    unit: "ratio",
    thresholds: BUDGET_LINES,
    colored: "background",
  }),
  stat("Outage left", {
    description: "How long everything may fail until the budget is used up.",
    queries: [now(least(recordedNames.REMAINING_SECONDS), "left")],
    unit: "seconds",
    thresholds: [line(0, "red", { below: true })],
  }),
  stat("Burn rate", {
    description: "How many times as fast as allowed the budget burns now, over the window of the fastest alert.",
    queries: [now(most(recordedNames.BURN_RATE), "burn rate")],
    unit: { grafana: "suffix:×" },
    decimals: 1,
    thresholds: [USED_UP_EARLY],
    colored: "background",
  }),
  stat("Used up in", {
    description: "When nothing is left, if it burns on like now. Nothing while it does not burn.",
    queries: [now(least(recordedNames.EXHAUSTION), "used up in")],
    unit: "seconds",
    texts: EXHAUSTION_TEXTS,
    whenEmpty: "It does not burn",
  }),
  stat("Alerts firing", {
    description: "Its alerts that fire now, one for each window.",
    queries: [now(promql`count(${alertsOf("$slo")}) or vector(0)`, "firing")],
    unit: "count",
    thresholds: [line(1, "red")],
    colored: "background",
    dataLinks: [{ title: "What fires", to: { dashboard: "home" } }],
  }),
]);

const burning = row("How fast it burns", [
  timeSeries("Burn rate by window", {
    description:
      "Error ratio of each window over the allowed one. The dashed lines are the levels of this objective: somebody is told when the window that a level names and its short one are both above.",
    queries: [query(burnRates, "{{window}}"), query(levels, "{{severity}}: {{window}}")],
    unit: { grafana: "suffix:×" },
    min: 0,
    styles: [
      { series: "/^critical: /", color: "red", dashed: true },
      { series: "/^warning: /", color: "orange", dashed: true },
      { series: "/^info: /", color: "blue", dashed: true },
    ],
    legendValues: ["last", "max"],
    legendAt: "right",
    width: 16,
  }),
  barGauge("Now, by window", {
    description:
      "The same, now. Short windows far above long ones: it has just begun. The other way round: it is over.",
    queries: [now(burnRates, "{{window}}")],
    unit: { grafana: "suffix:×" },
    decimals: 1,
    min: 0,
    thresholds: [USED_UP_EARLY],
  }),
]);

const events = row("What happens", [
  timeSeries("Error ratio", {
    description: "Share of bad events over each window, and what is allowed on average.",
    queries: [query(perWindow, "{{window}}"), query(allowed, "allowed")],
    unit: "ratio",
    min: 0,
    styles: [{ series: "allowed", color: "red", dashed: true }],
  }),
  timeSeries("Events", {
    description: "All events and the bad ones among them, per second over five minutes.",
    queries: [
      query(promql`sum(${recordedNames.events(BASE_RANGE)}{${matchers(SLO)}})`, "all"),
      query(promql`sum(${recordedNames.badEvents(BASE_RANGE)}{${matchers(SLO)}})`, "bad"),
    ],
    unit: "per second",
    min: 0,
    styles: [
      { series: "all", color: "blue" },
      { series: "bad", color: "red" },
    ],
    whenEmpty: "It is looked at in shorter steps",
  }),
]);

const budget = row("The budget", [
  timeSeries("Budget left over time", {
    description:
      "A step down is an incident, a slope is a leak. Where an old incident leaves the period, the line climbs.",
    queries: [query(least(recordedNames.REMAINING_RATIO), "left")],
    unit: "ratio",
    max: 1,
    thresholds: [line(0, "red", { below: true })],
    from: days(30),
    width: 16,
  }),
  table("What it is", {
    description: "Whose objective it is, over which period it is kept, and what its indicator counts.",
    queries: [now(promql`max by (${LABELS}) (${recordedNames.INFO}{${matchers(SLO)}})`)],
    columns: LABELS.map((label) => ({ of: label, title: TITLES[label] })),
    width: 8,
  }),
  stateTimeline("Its alerts", {
    description: "When each of its alerts fired.",
    queries: [
      query(promql`max by (alertname, window) (${alertsOf("$slo", { window: not("") })})`, "{{alertname}} {{window}}"),
      // That it has no data is no matter of a window.
      query(promql`max by (alertname) (${alertsOf("$slo", { window: "" })})`, "{{alertname}}"),
    ],
    unit: "boolean",
    texts: [{ value: 1, text: "fires", color: "red" }],
    whenEmpty: "None has fired in this time",
    height: 6,
  }),
]);

export const sloDetail = dashboard("slo-detail", {
  title: "Objective",
  description: "Whether one promise is kept, how fast its budget goes, and what its alerts have told.",
  tags: ["slo"],
  variables: [cluster, labelVariable("slo", "Objective", promql`${recordedNames.INFO}`, { several: false })],
  annotations: [
    {
      name: "Alerts",
      expr: promql`max by (alertname, severity) (${alertsOf("$slo")})`,
      title: "{{alertname}} ({{severity}})",
      color: "red",
    },
  ],
  links: [
    { title: "All objectives", to: { dashboard: "slo-overview" } },
    { title: "Home", to: { dashboard: "home" } },
  ],
  rows: [figures, burning, events, budget],
});
