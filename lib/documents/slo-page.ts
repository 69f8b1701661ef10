/** The page of an environment that says what is promised, what of it may fail, and when people are told that it does. */
import { isDuration, prometheusDuration, type Model } from "../model";
import { percentText, windowText } from "../slo";
import { code, prose, table } from "./markdown";
import { afterLastSample, slosOf, type LevelFacts, type SloFacts } from "./slo-facts";
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

/** Empty where the environment has no objectives. */
export const slosPage = (model: Model): string => {
  const slos = slosOf(model);
  return slos.length === 0
    ? ""
    : [introduction(model.name), overview(slos), ...slos.map(section)].join("\n\n").concat("\n");
};

const introduction = (environment: string): string => `# Objectives: ${environment}

<!-- Written by \`npm run docs\` from the environment itself. Change that, not this page. -->

What \`${environment}\` promises, how much of it may fail, and when who is told. The figures are computed from the objectives by the same
steps that Prometheus takes; [how, and within which limits](../slo-mathematics.md). \`npm run slos -- --environment ${environment}\` prints the
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

const section = (facts: SloFacts): string => {
  const { slo, team } = facts;
  return [
    `## ${slo.name}`,
    `${prose(slo.description)} ${prose(promiseText(slo))}, over ${windowText(slo.window)}. Owned by ${code(team)}.`,
    "### Indicator",
    indicator(facts),
    "### Budget",
    budget(facts),
    "### Alerts",
    alerts(facts),
    "### When somebody is told",
    troubles(facts),
    "### Recorded series",
    recordings(facts),
    cost(facts),
  ].join("\n\n");
};

const indicator = ({ slo, indicator: { total, bad } }: SloFacts): string =>
  [
    `Bad are ${prose(badText(slo))}. All of them per second, and the bad ones:`,
    ...[total, bad].map((text) => ["```promql", text, "```"].join("\n")),
    ...(slo.sli.parts === undefined
      ? []
      : [
          `It is made of ${slo.sli.parts.map(({ slo: part, weight }) => `[${part}](#${part}) with the weight ${weight}`).join(", ")}.`,
        ]),
  ].join("\n\n");

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

const alerts = ({ slo, levels, missingData }: SloFacts): string =>
  [
    table(
      ["alert", "severity", "faster than", "over both", "share of bad", "of the budget", "gone after"],
      levels.map((each) => [
        link(each.name, each.runbook),
        each.severity,
        `${each.level.burnRate} x`,
        `${prometheusDuration(each.level.long)}, ${prometheusDuration(each.level.short)}`,
        thresholdText(each),
        shareText(each.budgetShare),
        prometheusDuration(each.gone),
      ]),
    ),
    [
      `${link(missingData.name, missingData.runbook)} (${missingData.severity}) tells ${afterLastSample(slo, missingData)} after the last sample.`,
      ...(slo.minimumEvents === 0
        ? []
        : [`The others want at least ${slo.minimumEvents} bad ${slo.sli.unit} in their long window.`]),
    ].join(" "),
  ].join("\n\n");

const thresholdText = ({ threshold }: LevelFacts): string =>
  `more than ${percentText(threshold)}${threshold.gte(1) ? ", so never" : ""}`;

const link = (name: string, address: string): string => (address === "" ? code(name) : `[${code(name)}](${address})`);

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

const recordings = ({ slo, recordings: series }: SloFacts): string =>
  [
    `All carry \`slo="${slo.name}"\`${slo.groupBy.length === 0 ? "" : ` and ${slo.groupBy.map(code).join(", ")}`}; [what each of them says](../slo-mathematics.md#recorded-series).`,
    table(
      ["series", "`window`", "computed every"],
      series.map(({ name, windows, every }) => [
        code(name),
        windows.map(code).join(", "),
        every.map(prometheusDuration).join(", "),
      ]),
    ),
  ].join("\n\n");

const cost = ({ slo, cost: { series, rules, samplesPerMinute, evaluation } }: SloFacts): string =>
  `It costs ${series} series${slo.groupBy.length === 0 ? "" : ` for each ${slo.groupBy.join(", ")}`} from ${rules} rules, which read ` +
  `${Math.round(samplesPerMinute).toLocaleString("en")} samples and take ${evaluationText(evaluation)} a minute.`;
