/** The catalogue of an environment: every metric that is relied on and every series that is recorded, with who reads it. */
import {
  code,
  prose,
  seriesOf,
  SERVICE_TARGET,
  textOf,
  type Metric,
  type Model,
  type RecordingRule,
} from "../../model";
import { parseRule, worldOf, type World } from "../../query";
import { linksFrom, type Links } from "../links";
import { anchorOf, pageHead } from "../page";
import { recordedSeriesText, seriesText } from "./cardinality";
import { readingOf, type Reading, type Uses } from "./uses";

export const metricsPage = (model: Model): string => {
  const reading = readingOf(model);
  const links = linksFrom(model);
  const exporters = grouped([...reading.metrics.values()], ({ exporter }) => exporter);
  const recorded = [...grouped(rulesOf(model, reading), ({ name }) => name)].sort(byKey);
  const world = worldIn(model, reading);
  return [
    pageHead(`Metrics: ${model.name}`),
    introduction(model, reading, recorded.length),
    overview([...exporters].sort(byKey), recorded.length),
    ...[...exporters]
      .sort(byKey)
      .flatMap(([exporter, metrics]) => [
        `## ${headingOf(exporter)}`,
        ...[...metrics].sort(byName).map((metric) => metricSection(metric, reading, links)),
      ]),
    ...(recorded.length === 0
      ? []
      : [`## ${RECORDED}`, ...recorded.map(([, rules]) => recordedSection(rules, reading, links, world))]),
  ]
    .join("\n\n")
    .concat("\n");
};

const RECORDED = "Recorded by rules";

const byKey = <Value>([a]: readonly [string, Value], [b]: readonly [string, Value]): number => (a < b ? -1 : 1);
const byName = (a: Metric, b: Metric): number => (a.name < b.name ? -1 : 1);

const grouped = <Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
};

/** What a contract has as well is told of there. */
const rulesOf = (model: Model, { metrics }: Reading): readonly RecordingRule[] =>
  model.packs.flatMap(({ pack }) => pack.recordingRules.filter(({ name }) => !metrics.has(name)));

const worldIn = (model: Model, { metrics }: Reading): World =>
  worldOf(
    [...metrics.values()].flatMap(seriesOf),
    model.packs.flatMap(({ pack }) =>
      pack.recordingRules.map(({ name, labels, expr }) => ({ name, labels, node: parseRule(textOf(expr)).node })),
    ),
  );

const introduction = ({ name }: Model, { metrics }: Reading, recorded: number): string =>
  `What the rules, dashboards and objectives of \`${name}\` rely on: ${metrics.size} metrics by what exports them, and ${recorded} names of series that
rules record. A query that names a metric or a label which is not here is refused before anything is deployed.

**Series** says how many a metric is at each target that exports it: the numbers of values that are bounded multiply; of the other labels nobody
can say how many values they will have. The usual labels of a target are ${SERVICE_TARGET.map(code).join(", ")}. **Through recordings** means that somebody reads what a rule has recorded of it.`;

const headingOf = (exporter: string): string => `From ${exporter}`;

const overview = (exporters: readonly (readonly [string, readonly Metric[]])[], recorded: number): string =>
  [
    ...exporters.map(
      ([exporter, metrics]) => `- [${headingOf(exporter)}](#${anchorOf(headingOf(exporter))}): ${metrics.length}`,
    ),
    ...(recorded === 0 ? [] : [`- [${RECORDED}](#${anchorOf(RECORDED)}): ${recorded}`]),
  ].join("\n");

const metricSection = (metric: Metric, { usesOf }: Reading, links: Links): string =>
  [
    `### ${metric.name}`,
    prose(metric.help),
    [
      `- Type: ${metric.type}; unit: ${unitText(metric)}`,
      `- Source: ${prose(metric.source)}`,
      `- Labels: ${labelsText(metric)}`,
      `- Series: ${seriesText(metric)}`,
      ...usesText(usesOf(metric.name), links),
    ].join("\n"),
  ].join("\n\n");

const unitText = ({ unit, type, buckets }: Metric): string =>
  `${unit}${type !== "histogram" ? "" : buckets === "native" ? ", native" : buckets === undefined ? "" : `, bounds ${buckets.join(", ")}`}`;

const labelsText = ({ labels, optionalLabels, targetLabels, optionalTargetLabels }: Metric): string => {
  const own = Object.entries(labels).map(
    ([label, values]) =>
      `${code(label)}${values === "any" ? "" : ` (${values.map((value) => (value === "" ? "empty" : code(value))).join(", ")})`}${optionalLabels.includes(label) ? " on some" : ""}`,
  );
  const usual = SERVICE_TARGET.every((label) => targetLabels.includes(label));
  const added = [
    ...(usual ? ["the usual ones"] : []),
    ...targetLabels.filter((label) => !usual || !SERVICE_TARGET.includes(label)).map(code),
    ...optionalTargetLabels.map((label) => `${code(label)} on some`),
  ];
  return [
    own.length === 0 ? "none of its own" : own.join(", "),
    ...(added.length === 0 ? [] : [`of the target ${added.join(", ")}`]),
  ].join("; ");
};

const recordedSection = (
  rules: readonly RecordingRule[],
  { metrics, readBy, usesOf, isRecorded }: Reading,
  links: Links,
  world: World,
): string => {
  const [first] = rules;
  if (first === undefined) return "";
  const recorded = world.recorded(first.name);
  const names = new Set(rules.flatMap(({ expr }) => [...readBy(expr)]));
  const number =
    rules.length === 1
      ? "One rule records it"
      : `${rules.length} rules record it, each of its own objects; one of them`;
  return [
    `### ${first.name}`,
    `${prose(first.help)} ${number}:`,
    fence(textOf(first.expr)),
    [
      `- Type: recorded; unit: ${first.unit}`,
      `- Series: ${recorded === undefined ? "unknown" : recordedSeriesText(recorded)}`,
      ...(names.size === 0
        ? []
        : [
            `- Computed from: ${capped([...names].sort().map((name) => (metrics.has(name) || isRecorded(name) ? links.metric(name) : code(name))))}`,
          ]),
      ...usesText(usesOf(first.name), links),
    ].join("\n"),
  ].join("\n\n");
};

const fence = (text: string): string => ["```promql", text.trim(), "```"].join("\n");

/** More names than this say nothing more. */
const MOST = 20;

const capped = (texts: readonly string[]): string =>
  texts.length <= MOST ? texts.join(", ") : `${texts.slice(0, MOST).join(", ")} and ${texts.length - MOST} more`;

const usesText = ({ recordings, alerts, dashboards, objectives }: Uses, links: Links): readonly string[] => {
  const told = [...alerts].sort(byKey);
  const alertsWhere = (itself: boolean): readonly string[] =>
    told.filter(([, use]) => use.itself === itself).map(([name, { pack }]) => links.runbook(pack, name));
  const shown = [...dashboards].sort(byKey);
  const direct = shown.flatMap(([uid, { panels }]) =>
    panels.size === 0 ? [] : [`${links.dashboard(uid)} (${titlesText([...panels])})`],
  );
  const through = shown.flatMap(([uid, { panels }]) => (panels.size === 0 ? [links.dashboard(uid)] : []));
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ["Recorded as", [...recordings].sort().map(links.metric)],
    ["Alerts", alertsWhere(true)],
    ["Alerts through recordings", alertsWhere(false)],
    ["Dashboards", direct],
    ["Dashboards through recordings", through],
    ["Objectives", [...objectives].sort().map(links.objective)],
  ];
  const used = lines.filter(([, texts]) => texts.length > 0);
  return used.length === 0
    ? ["- Read by nothing that is deployed here"]
    : used.map(([title, texts]) => `- ${title}: ${capped(texts)}`);
};

const MOST_TITLES = 3;

const titlesText = (titles: readonly string[]): string =>
  [
    ...titles.slice(0, MOST_TITLES).map(prose),
    ...(titles.length > MOST_TITLES ? [`${titles.length - MOST_TITLES} more`] : []),
  ].join(", ");
