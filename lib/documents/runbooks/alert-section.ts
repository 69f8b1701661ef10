/** The runbook of one alert: who is told, what it computes, what to do, what its tests promise, and what belongs to it. */
import {
  code,
  isDuration,
  prometheusDuration,
  prose,
  stepsMarkdown,
  table,
  textOf,
  type AlertParameter,
  type AlertTest,
  type DeployedAlert,
  type DeployedPack,
  type Model,
  type Step,
} from "../../model";
import { burnAlertName, missingDataAlertName } from "../../slo";
import { dashboardOf, linksFrom, packsOfAlerts, type Links } from "../links";
import { readingOf } from "../metrics";
import { hidingIn } from "./inhibition";
import type { Filled } from "./placeholders";
import { toldIn } from "./told";

/** What sections of one pack have in common. */
export interface SectionContext {
  readonly model: Model;
  readonly pack: DeployedPack;
  readonly filled: Filled;
  /** Packs of alerts by name. */
  readonly packs: ReadonlyMap<string, string>;
  /** Titles of dashboards by uid. */
  readonly dashboards: ReadonlyMap<string, string>;
  /** Objectives of the pack by the names of their alerts. */
  readonly objectives: ReadonlyMap<string, string>;
  readonly links: Links;
}

export const contextOf = (model: Model, pack: DeployedPack, filled: Filled): SectionContext => ({
  model,
  pack,
  filled,
  packs: new Map([...packsOfAlerts(model), ...pack.alerts.map(({ name }) => [name, pack.name] as const)]),
  dashboards: new Map(model.dashboards.map(({ dashboard }) => [dashboard.uid, dashboard.title])),
  objectives: new Map(
    pack.slos.flatMap((slo) =>
      [missingDataAlertName(slo), ...slo.levels.map((level) => burnAlertName(slo, level))].map(
        (name) => [name, slo.name] as const,
      ),
    ),
  ),
  links: linksFrom(model, "../"),
});

/** @param variants alerts of one name: usually one; several where each level of an objective is one */
export const alertSection = (
  variants: readonly [DeployedAlert, ...DeployedAlert[]],
  context: SectionContext,
): string => {
  const [alert] = variants;
  const { meaning, impact, diagnosis, mitigation } = alert.runbook;
  const filled: Filled = (command) => withLabels(context.filled(command), alert);
  return [
    `## ${alert.name}`,
    facts(alert, context),
    ...variants.flatMap(condition),
    ...thresholds(alert),
    `**Meaning.** ${readable(meaning)}`,
    `**Impact.** ${readable(impact)}`,
    "**Diagnosis**",
    stepsMarkdown(diagnosis.map((step) => readableStep(step, filled))),
    "**Mitigation**",
    stepsMarkdown(mitigation.map((step) => readableStep(step, filled))),
    ...promises(variants),
    related(variants, context),
  ].join("\n\n");
};

/** What an alert about one service says of it by itself: `$namespace` is its namespace. */
const withLabels = (command: string, { labels }: DeployedAlert): string =>
  Object.entries(labels).reduce(
    (text, [label, value]) =>
      value.includes("{{") || !/^[a-z_]+$/.test(label)
        ? text
        : text.replace(new RegExp(`\\$${label}\\b`, "g"), () => value),
    command,
  );

const facts = (alert: DeployedAlert, { model, objectives, links }: SectionContext): string => {
  const objective = objectives.get(alert.name);
  return [
    `- Severity **${alert.severity}**, owned by ${code(alert.team)}`,
    `- Told to ${toldIn(model)(alert)}; ${links.routes("why")}`,
    `- Says: ${template(alert.annotations["summary"] ?? alert.summary)}`,
    `- And: ${template(alert.annotations["description"] ?? alert.description)}`,
    ...(objective === undefined ? [] : [`- Belongs to the objective ${links.objective(objective)}`]),
    ...(alert.onMissingData === "fires" ? ["- Fires as well while the series that it reads do not exist"] : []),
  ].join("\n");
};

/** Outside of tables, a bar needs no backslash. */
const template = (text: string): string => code(text).replaceAll("\\|", "|");

const condition = (alert: DeployedAlert): readonly string[] => {
  const { window } = alert.labels;
  const pending = alert.for.milliseconds === 0 ? "at once" : `after ${prometheusDuration(alert.for)}`;
  const keeping =
    alert.keepFiringFor === undefined ? "" : `, and for ${prometheusDuration(alert.keepFiringFor)} after it has ended`;
  return [
    `Fires ${pending} of this${keeping}${window === undefined ? "" : `, with the label ${code(`window="${window}"`)}`}:`,
    ["```promql", textOf(alert.expr).trim(), "```"].join("\n"),
  ];
};

const thresholds = ({ parameters }: DeployedAlert): readonly string[] => {
  const all = Object.entries(parameters);
  return all.length === 0
    ? []
    : [
        table(
          ["what an environment may set anew", "here"],
          all.map(([name, value]) => [code(name), code(parameterText(value))]),
        ),
      ];
};

const parameterText = (value: AlertParameter): string =>
  isDuration(value) ? prometheusDuration(value) : String(value);

const readableStep = (step: Step, filled: Filled): Step => {
  if (typeof step === "string") return readable(step);
  return "command" in step
    ? { text: readable(step.text), command: filled(step.command) }
    : { text: readable(step.text), query: filledQuery(step.query, filled) };
};

type Query = Extract<Step, { readonly query: unknown }>["query"];

const filledQuery = (query: Query, filled: Filled): Query =>
  typeof query === "string" ? filled(query) : { ...query, text: filled(query.text) };

/** What looks like a tag of HTML outside of code would not be seen. */
const readable = (text: string): string =>
  text
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part.replaceAll("<", "&lt;") : part))
    .join("`");

const promises = (variants: readonly DeployedAlert[]): readonly string[] => {
  const titles = new Set(variants.flatMap(({ tests }) => tests.map(promiseText)));
  return titles.size === 0 ? [] : ["**What its tests promise**", [...titles].join("\n")];
};

const promiseText = (test: AlertTest): string => `- ${verdict(test)}: ${prose(test.title)}`;

const verdict = (test: AlertTest): string => {
  if (test.kind === "silent") return "stays silent";
  return test.expect.length === 0 ? "does not fire then" : "fires";
};

const related = ([alert, ...others]: readonly [DeployedAlert, ...DeployedAlert[]], context: SectionContext): string => {
  const { model, pack, packs, dashboards, links } = context;
  const uid = dashboardOf(alert, pack);
  const { hides, hiddenBy } = hidingIn(model)(alert.name);
  const runbookOf = (name: string): string => {
    const its = packs.get(name);
    return its === undefined ? code(name) : links.runbook(its, name);
  };
  const { metrics, readBy, isRecorded } = readingOf(model);
  const names = new Set([alert, ...others].flatMap(({ expr }) => [...readBy(expr)]));
  const read = [...names]
    .sort()
    .map((name) => (metrics.has(name) || isRecorded(name) ? links.metric(name) : code(name)));
  const page = alert.annotations["runbook_url"] ?? "";
  const title = dashboards.get(uid);
  return [
    "**What belongs to it**",
    [
      `- Dashboard: ${title === undefined ? code(uid) : links.dashboard(uid, prose(title))}`,
      ...(page === "" ? [] : [`- Page with live figures: <${page}>`]),
      ...(read.length === 0 ? [] : [`- Reads ${read.join(", ")}`]),
      ...(hides.length === 0 ? [] : [`- Hides while it fires: ${hides.map(runbookOf).join(", ")}`]),
      ...(hiddenBy.length === 0 ? [] : [`- Hidden while one of these fires: ${hiddenBy.map(runbookOf).join(", ")}`]),
    ].join("\n"),
  ].join("\n\n");
};
