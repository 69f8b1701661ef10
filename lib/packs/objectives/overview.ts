/** All objectives on one screen, the worst first: for the morning, and for whoever plans the next weeks. */
import { days, type Dashboard, type Expression, type Panel, type Row } from "../../model";
import {
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
import { matchers, matches, promql } from "../../query";
import { recordedNames } from "../../slo";
import { BUDGET_LINES, BURN_LINES, EXHAUSTION_TEXTS } from "./lines";
import { alertsOf, BUDGET_TEXTS, identity, leastBy, mostBy, ofRow, ofSeries } from "./recorded";

const WHERE = { service: matches("$service") };

/** What all panels ask, by what tells objectives apart. */
const askedBy = (namespaces: boolean) => {
  const by = identity(namespaces);
  const least = (recorded: string): Expression => leastBy(by, recorded, WHERE);
  const most = (recorded: string): Expression => mostBy(by, recorded, WHERE);
  return { least, most, remaining: least(recordedNames.REMAINING_RATIO), burnRate: most(recordedNames.BURN_RATE) };
};

type Asked = ReturnType<typeof askedBy>;

const figures = ({ least, most, remaining, burnRate }: Asked): Row =>
  top([
    stat("Objectives", {
      description: "How many are promised.",
      queries: [now(promql`count(${most(recordedNames.INFO)})`, "objectives")],
      unit: "count",
    }),
    stat("Missed", {
      description: "Objectives whose error budget is used up.",
      queries: [now(promql`count(${least(recordedNames.REMAINING_EVENTS)} < 0) or vector(0)`, "missed")],
      unit: "count",
      thresholds: [line(1, "red")],
      colored: "background",
    }),
    stat("Burning too fast", {
      description: "Objectives whose budget will not last the period if it goes on like this.",
      queries: [now(promql`count(${burnRate} > 1) or vector(0)`, "burning")],
      unit: "count",
      thresholds: [line(1, "orange")],
      colored: "background",
    }),
    stat("Least budget left", {
      description: "Of the worst objective.",
      queries: [now(promql`min(${remaining})`, "left")],
      unit: "ratio",
      thresholds: BUDGET_LINES,
      colored: "background",
    }),
    stat("Without data", {
      description:
        "Objectives of which nobody knows whether they are kept: their indicator has no data, or nothing has happened yet.",
      queries: [
        now(
          promql`
          count(
            ${most(recordedNames.INFO)}
            unless on (slo) ${recordedNames.REMAINING_RATIO}{${matchers(WHERE)}}
          ) or vector(0)
        `,
          "without data",
        ),
      ],
      unit: "count",
      thresholds: [line(1, "orange")],
      colored: "background",
    }),
    stat("Alerts firing", {
      description: "Alerts that tell of objectives. Some have several windows.",
      queries: [now(promql`count(${alertsOf()}) or vector(0)`, "firing")],
      unit: "count",
      thresholds: [line(1, "red")],
      colored: "background",
      dataLinks: [{ title: "What fires", to: { dashboard: "home" } }],
    }),
  ]);

const all = ({ least, most, remaining, burnRate }: Asked, namespaces: boolean): Panel =>
  table("All objectives, worst first", {
    description:
      "What is promised, what is left of the error budget, how fast it goes (at 1 it lasts just its period), and when it is gone at that pace. The name opens the objective.",
    queries: [
      now(remaining),
      now(most(recordedNames.OBJECTIVE)),
      now(burnRate),
      now(least(recordedNames.EXHAUSTION)),
      now(least(recordedNames.REMAINING_SECONDS)),
      now(most(recordedNames.BUDGET_EVENTS)),
      now(least(recordedNames.REMAINING_EVENTS)),
    ],
    columns: [
      { of: "slo", title: "Objective", links: [ofRow] },
      { of: "service", title: "Service" },
      ...(namespaces ? [{ of: "namespace", title: "Namespace" }] : []),
      { of: 1, title: "Promised", unit: "ratio", decimals: 3 },
      { of: 0, title: "Budget left", unit: "ratio", thresholds: BUDGET_LINES, shownAs: "colored background" },
      { of: 2, title: "Burn rate", decimals: 1, thresholds: BURN_LINES, shownAs: "colored text" },
      { of: 3, title: "Used up in", unit: "seconds", texts: EXHAUSTION_TEXTS },
      { of: 4, title: "Outage left", unit: "seconds" },
      { of: 5, title: "Bad events allowed", unit: "count", decimals: 0 },
      { of: 6, title: "Still allowed", unit: "count", decimals: 0 },
    ],
    sortBy: { title: "Budget left", descending: false },
    height: 10,
    whenEmpty: "Nothing is promised",
  });

const history = ({ remaining, burnRate }: Asked): Row =>
  row("How it came", [
    timeSeries("Budget left", {
      description:
        "A step down is an incident, a slope is a leak. Where an old incident leaves the period, the line climbs.",
      queries: [query(remaining, "{{slo}}")],
      unit: "ratio",
      max: 1,
      thresholds: [line(0, "red", { below: true })],
      dataLinks: [ofSeries],
      legendValues: ["last"],
      legendAt: "right",
    }),
    timeSeries("Burn rate", {
      description: "How many times as fast as allowed each budget burned, over the window of its fastest alert.",
      queries: [query(burnRate, "{{slo}}")],
      unit: { grafana: "suffix:×" },
      min: 0,
      thresholds: BURN_LINES,
      dataLinks: [ofSeries],
      legendValues: ["max"],
      legendAt: "right",
    }),
    stateTimeline("Kept, in danger, missed", {
      description: "When each objective had lost three quarters of its budget, and when all.",
      queries: [query(remaining, "{{slo}}")],
      unit: "ratio",
      texts: BUDGET_TEXTS,
    }),
  ]);

/** @param namespaces whether any objective is about a namespace */
export const sloOverview = (namespaces: boolean): Dashboard => {
  const asked = askedBy(namespaces);
  return dashboard("slo-overview", {
    title: "Objectives",
    description: "Which promises are kept, which are in danger, and how long their budgets last.",
    tags: ["slo"],
    variables: [cluster, labelVariable("service", "Service", promql`${recordedNames.INFO}`)],
    from: days(30),
    links: [
      { title: "Home", to: { dashboard: "home" } },
      { title: "Application overview", to: { dashboard: "application", variables: { service: "$service" } } },
    ],
    rows: [figures(asked), row("Objectives", [all(asked, namespaces)]), history(asked)],
  });
};
