/** The page of an environment that says what is promised, what of it may fail, and when people are told that it does. */
import { code, isDuration, prometheusDuration, prose, table, type Model } from "../../model";
import { percentText, windowText } from "../../slo";
import { linksFrom, type Links } from "../links";
import { readingOf } from "../metrics";
import { pageHead } from "../page";
import { afterLastSample, slosOf, type AlertFacts, type LevelFacts, type SloFacts } from "./slo-facts";
import type { TroubleFacts } from "./slo-troubles";
import {
  badText,
  budgetText,
  callText,
  evaluationText,
  outageText,
  HOW_TO_READ,
  promiseText,
  serviceText,
  shareText,
  speedText,
  timeText,
  trafficText,
} from "./slo-words";

/**
 * Empty where the environment has no objectives.
 * @param apart whether the figures of each stand on a page of its own
 */
export const slosPage = (model: Model, apart = false): string => {
  const slos = slosOf(model);
  const place = placeIn(model, "");
  return slos.length === 0
    ? ""
    : [
        introduction(model.name),
        overview(slos),
        ...slos.map((facts) =>
          [head(facts, place), apart ? `[Its figures](slos/${facts.slo.name}.md)` : figures(facts, place)].join("\n\n"),
        ),
      ]
        .join("\n\n")
        .concat("\n");
};

/** The figures of one objective, where they stand apart. */
export const sloPage = (facts: SloFacts, model: Model): string =>
  [
    pageHead(`Objective ${facts.slo.name}: ${model.name}`),
    `[All objectives](../slos.md#${facts.slo.name}).`,
    figures(facts, placeIn(model, "../")),
  ]
    .join("\n\n")
    .concat("\n");

/** Where something is told, for what it leads to. */
interface Place {
  readonly model: Model;
  readonly links: Links;
  /** The folder of the hand-written guides. */
  readonly guides: string;
  /** The page of all objectives. */
  readonly all: string;
}

const placeIn = (model: Model, up: "" | "../"): Place => ({
  model,
  links: linksFrom(model, up),
  guides: `${up}../..`,
  all: up === "" ? "" : "../slos.md",
});

const introduction = (environment: string): string => `${pageHead(`Objectives: ${environment}`)}

What \`${environment}\` promises, how much of it may fail, and when who is told. The figures are computed from the objectives by the same
steps that Prometheus takes; [how, and within which limits](../../slo-mathematics.md). \`npm run slos -- --environment ${environment}\` prints the
same in a terminal.`;

const overview = (slos: readonly SloFacts[]): string =>
  table(
    ["objective", "service", "promised", "over", "budget", "owner"],
    slos.map((facts) => [
      `[${facts.slo.name}](#${facts.slo.name})`,
      prose(serviceText(facts.slo)),
      facts.slo.objective,
      windowText(facts.slo.window),
      outageText(facts.budget.outage),
      code(facts.team),
    ]),
  );

const head = ({ slo, team, dashboard }: SloFacts, place: Place): string =>
  [
    `## ${slo.name}`,
    `${prose(slo.description)} ${prose(promiseText(slo))}, over ${windowText(slo.window)}. Owned by ${code(team)}. Dashboard: ${dashboardText(dashboard, place)}.`,
  ].join("\n\n");

const figures = (facts: SloFacts, place: Place): string =>
  [
    "### Indicator",
    indicator(facts, place),
    "### Budget",
    budget(facts),
    "### When the budget is spent",
    prose(facts.slo.whenSpent),
    "### Alerts",
    alerts(facts, place),
    "### When somebody is told",
    troubles(facts),
    "### Recorded series",
    recordings(facts, place),
    cost(facts),
  ].join("\n\n");

const dashboardText = (uid: string, { model, links }: Place): string => {
  const found = model.dashboards.find(({ dashboard }) => dashboard.uid === uid)?.dashboard;
  return found === undefined ? code(uid) : links.dashboard(uid, prose(found.title));
};

const indicator = ({ slo, indicator: { total, bad } }: SloFacts, place: Place): string =>
  [
    `Bad are ${prose(badText(slo))}. All of them per second, and the bad ones:`,
    ...[total, bad].map((text) => ["```promql", text, "```"].join("\n")),
    ...readsText(slo, place),
    ...(slo.sli.parts === undefined
      ? []
      : [
          `It is made of ${slo.sli.parts.map(({ slo: part, weight }) => `[${part}](${place.all}#${part}) with the weight ${weight}`).join(", ")}.`,
        ]),
  ].join("\n\n");

const readsText = ({ sli }: SloFacts["slo"], { model, links }: Place): readonly string[] => {
  const { metrics, isRecorded, readBy } = readingOf(model);
  const names = [...new Set(sli.reads.flatMap((selector) => [...readBy(selector)]))].sort();
  const told = names.map((name) => (metrics.has(name) || isRecorded(name) ? links.metric(name) : code(name)));
  return told.length === 0 ? [] : [`It reads ${told.join(", ")}.`];
};

const budget = ({ slo, allowed, budget: its }: SloFacts): string => {
  const { window, expectedTraffic } = slo;
  return [
    `In ${isDuration(window) ? windowText(window) : `a nominal ${window.unit}`}, ${percentText(allowed)} may be bad: ${budgetText(its, slo)}` +
      `${expectedTraffic === undefined ? "" : ` at ${expectedTraffic} per second`}.`,
    ...(isDuration(window)
      ? []
      : [
          `It is whole again when ${windowText(window)} begins; until then it is reckoned with the traffic seen so far.`,
        ]),
  ].join(" ");
};

const alerts = ({ slo, pack, levels, missingData }: SloFacts, { links }: Place): string =>
  [
    table(
      ["alert", "severity", "faster than", "over both", "share of bad", "of the budget", "gone after"],
      levels.map((each) => [
        link(pack, each, links),
        each.severity,
        `${each.level.burnRate} x`,
        `${prometheusDuration(each.level.long)}, ${prometheusDuration(each.level.short)}`,
        thresholdText(each),
        shareText(each.budgetShare),
        prometheusDuration(each.gone),
      ]),
    ),
    [
      `${link(pack, missingData, links)} (${missingData.severity}) tells ${afterLastSample(slo, missingData)} after the last sample.`,
      ...(slo.minimumEvents === 0
        ? []
        : [`The others want at least ${slo.minimumEvents} bad ${slo.sli.unit} in their long window.`]),
    ].join(" "),
  ].join("\n\n");

const thresholdText = ({ threshold }: LevelFacts): string =>
  `more than ${percentText(threshold)}${threshold.gte(1) ? ", so never" : ""}`;

const link = (pack: string, { name, runbook }: AlertFacts, links: Links): string =>
  `${links.runbook(pack, name)}${runbook === "" ? "" : ` ([page](${runbook}))`}`;

const troubles = (facts: SloFacts): string => {
  const [first] = facts.troubles;
  const severities = first?.told.map(({ severity }) => severity) ?? [];
  return [
    `So many of a steady traffic are bad from one moment on, and none before. ${trafficText(facts)} ${HOW_TO_READ}`,
    table(
      [
        "bad",
        "times as fast as allowed",
        ...severities.flatMap((severity) => [
          `${callText(severity)} after`,
          "budget gone by then",
          `${callText(severity)} over after`,
        ]),
      ],
      facts.troubles.map(troubleRow),
    ),
  ].join("\n\n");
};

/** A line of the table of troubles, as the page and the terminal show it. */
export const troubleRow = ({ badRatio, burnRate, told }: TroubleFacts): readonly string[] => [
  percentText(badRatio),
  speedText(burnRate),
  ...told.flatMap(({ after, budgetGone, overAfter }) => [
    after === undefined ? "never" : timeText(after),
    budgetGone === undefined ? "" : shareText(budgetGone),
    timeText(overAfter),
  ]),
];

const recordings = ({ slo, recordings: series }: SloFacts, { links, guides }: Place): string =>
  [
    `All carry \`slo="${slo.name}"\`${slo.groupBy.length === 0 ? "" : ` and ${slo.groupBy.map(code).join(", ")}`}; [what each of them says](${guides}/slo-mathematics.md#recorded-series).`,
    table(
      ["series", "`window`", "computed every"],
      series.map(({ name, windows, every }) => [
        links.metric(name),
        windows.map(code).join(", "),
        every.map(prometheusDuration).join(", "),
      ]),
    ),
  ].join("\n\n");

const cost = ({ slo, cost: { series, rules, samplesPerMinute, evaluation } }: SloFacts): string =>
  `It costs ${series} series${slo.groupBy.length === 0 ? "" : ` for each ${slo.groupBy.join(", ")}`} from ${rules} rules, which read ` +
  `${Math.round(samplesPerMinute).toLocaleString("en")} samples and take ${evaluationText(evaluation)} a minute.`;
