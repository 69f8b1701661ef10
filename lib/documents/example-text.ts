/** The model of an example as people read it: what is as it should be is left out. */
import { isDeepStrictEqual } from "node:util";
import { stringify } from "yaml";
import { exampleMetrics, exampleRouted, modelWith, modelWithAlert } from "../checks";
import {
  isBytes,
  isCpu,
  isDuration,
  kubernetesQuantity,
  once,
  prometheusDuration,
  textOf,
  type DeployedAlert,
  type LogPipeline,
  type MetricContract,
  type Model,
  type MonitoringPack,
  type RecordingRule,
  type Release,
} from "../model";
import { configurationText } from "../pipeline";
import { objectivesText } from "./objective-example";
import { routingOf, wholeRouting } from "./routing-example";

type Part = Readonly<Record<string, unknown>>;

/** Parts of an alert that are long, and shown where an example is about them. */
export interface Shown {
  readonly runbook: boolean;
  readonly tests: boolean;
}

/** A block of Markdown: the query alone where nothing else is to be seen, YAML otherwise. */
export const exampleText = (model: Model, shown: Shown): string => {
  const packs = isRouted(model) ? [] : model.packs.map(({ pack }) => packOf(pack, shown));
  const facts = { ...factsOf(model), ...routingOf(model) };
  const whole = compact({ ...(isRouted(model) && isEmpty(facts) ? wholeRouting(model) : facts), packs });
  const [pack, ...further] = model.packs.map((fact) => fact.pack);
  const [alert] = pack?.alerts ?? [];
  const bare = compact({ packs: [{ alerts: [{ alert: "ShopQueueLong", expr: expressionOf(alert) }] }] });
  if (alert !== undefined && further.length === 0 && isDeepStrictEqual(whole, bare))
    return block("promql", expressionOf(alert) ?? "");
  const { packs: those, ...others } = whole;
  const [only] = Array.isArray(those) && those.length === 1 ? (those as readonly Part[]) : [];
  return block(
    "yaml",
    stringify(plain({ ...others, ...(only ?? { packs: those }) }), {
      lineWidth: 120,
      aliasDuplicateObjects: false,
    }).trim(),
  );
};

const names = ({ packs }: Model): readonly string[] => packs.flatMap(({ pack }) => pack.alerts.map(({ name }) => name));

/** The alerts that every example of a routing has are told of once, at the top of the page. */
const isRouted = (model: Model): boolean => isDeepStrictEqual(names(model), routedNames());

const routedNames = once(() => names(exampleRouted()));

const isEmpty = (part: Part): boolean => Object.keys(part).length === 0;

const block = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

const expressionOf = (rule: DeployedAlert | RecordingRule | undefined): string | undefined =>
  rule === undefined ? undefined : textOf(rule.expr).trim();

/** What is empty or absent is not written. */
const compact = (part: Part): Part =>
  Object.fromEntries(
    Object.entries(part).filter(
      ([, value]) =>
        value !== undefined &&
        value !== "" &&
        !(Array.isArray(value) && value.length === 0) &&
        !(isPart(value) && Object.keys(value).length === 0),
    ),
  );

const isPart = (value: unknown): value is Part =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isDuration(value);

/** The entries that a fine example would not have. */
const unusual = (part: Part, usual: Part): Part =>
  Object.fromEntries(Object.entries(part).filter(([key, value]) => !isDeepStrictEqual(value, usual[key])));

const packOf = (pack: MonitoringPack, shown: Shown): Part =>
  pack.slos.length > 0 ? objectivesText(pack) : rulesOf(pack, shown);

const rulesOf = (
  { name, metrics, recordingRules, alerts, interval, waivers, team }: MonitoringPack,
  shown: Shown,
): Part =>
  compact({
    pack: name === "shop" ? undefined : name,
    team,
    interval,
    waivers,
    metrics: metrics === undefined ? "unknown" : metrics === exampleMetrics ? undefined : metricsOf(metrics),
    recordingRules: recordingRules.map((rule) => recordingOf(rule, shown)),
    alerts: alerts.map((alert) => alertOf(alert as DeployedAlert, shown)),
  });

const metricsOf = (metrics: MetricContract): Part =>
  Object.fromEntries(
    Object.values(metrics).map(({ name, type, unit, labels, buckets }) => [
      name,
      compact({ type, unit: unit === "count" ? undefined : unit, labels: Object.keys(labels), buckets }),
    ]),
  );

const recordingOf = (rule: RecordingRule, shown: Shown): Part =>
  compact({
    record: rule.name,
    expr: expressionOf(rule),
    labels: rule.labels,
    interval: rule.interval,
    readBy: rule.readBy,
    waivers: rule.waivers,
    tests: shown.tests ? rule.tests : undefined,
  });

const alertOf = (alert: DeployedAlert, shown: Shown): Part => {
  const usual = modelWithAlert({ name: alert.name, expr: textOf(alert.expr) }).packs[0]?.pack.alerts[0] ?? alert;
  const { for: wait, runbook, tests, waivers, keepFiringFor, onMissingData } = alert;
  return {
    alert: alert.name,
    expr: expressionOf(alert),
    ...compact(unusual({ for: wait, keepFiringFor, onMissingData }, { ...usual })),
    ...compact({
      labels: unusual(alert.labels, usual.labels),
      // An empty text is what such an example is about.
      ...(Object.keys(unusual(alert.annotations, usual.annotations)).length === 0
        ? {}
        : { annotations: unusual(alert.annotations, usual.annotations) }),
      runbook: shown.runbook ? unusual({ ...runbook }, { ...usual.runbook }) : undefined,
      tests: shown.tests ? tests : undefined,
      waivers,
    }),
  };
};

const USUAL = modelWith([]);
const TOLD_OTHERWISE: ReadonlySet<string> = new Set(["name", "profile", "packs", "releases", "routings", "pipelines"]);

const factsOf = (model: Model): Part => {
  const facts = unusual({ ...model }, { ...USUAL });
  return compact({
    releases: model.releases.map(releaseOf),
    ...(model.pipelines[0] === undefined ? {} : pipelineText(model.pipelines[0])),
    ...Object.fromEntries(Object.entries(facts).filter(([key]) => !TOLD_OTHERWISE.has(key))),
  });
};

/** A pipeline as Fluentd reads it. */
const pipelineText = ({ directives, ownLogs, disk, probed }: LogPipeline): Part => ({
  ...compact({ ownLogs, disk, probed: probed || undefined }),
  pipeline: configurationText(directives),
});

const releaseOf = ({ path, name, namespace, chart, ownValues, userValues }: Release): Part =>
  compact({ path, name, namespace, chart: `${chart.name} ${chart.version}`, ownValues, values: userValues });

/** Lengths of time and amounts as one writes them; what is very long is cut. */
const plain = (value: unknown): unknown => {
  if (isDuration(value)) return prometheusDuration(value);
  if (isBytes(value) || isCpu(value)) return kubernetesQuantity(value);
  if (typeof value === "string")
    return value.length > LONGEST ? `${value.slice(0, 40)}… (${value.length} characters)` : value;
  if (Array.isArray(value))
    return value.length > MOST_ALIKE && value.every(isPart)
      ? [...value.slice(0, SHOWN).map(plain), `… ${value.length - SHOWN} more`]
      : value.map(plain);
  return isPart(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, plain(inner)]])),
      )
    : value;
};

const LONGEST = 1_000;
/** A thousand dashboards fill a page that nobody can open. */
const MOST_ALIKE = 12;
const SHOWN = 3;
