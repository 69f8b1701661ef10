/** What there is to know of each objective of an environment, for the page and the command line: promise, budget, alerts, cost. */
import {
  inSeconds,
  minutes,
  plus,
  prometheusDuration,
  seconds,
  textOf,
  times,
  type AlertSeverity,
  type BurnLevel,
  type DeployedAlert,
  type DeployedPack,
  type Duration,
  type Model,
  type RecordingRule,
  type RuleEvaluator,
  type Slo,
} from "../../model";
import {
  allowedOf,
  baseRange,
  budgetShare,
  burnAlertName,
  exact,
  missingDataAlertName,
  nominalLength,
  recordedNames,
  sloCost,
  thresholdOf,
  windowLabel,
  type Decimal,
  type SloCost,
} from "../../slo";
import { troublesOf, type TroubleFacts } from "./slo-troubles";

export interface SloFacts {
  readonly slo: Slo;
  /** Name of its pack. */
  readonly pack: string;
  /** Uid of the dashboard that its alerts open. */
  readonly dashboard: string;
  /** Who is told, as the environment decided. */
  readonly team: string;
  /** The share of events that may be bad. */
  readonly allowed: Decimal;
  readonly budget: Budget;
  readonly indicator: {
    /** Both per second, as they are recorded. */
    readonly total: string;
    readonly bad: string;
  };
  /** The fastest first. */
  readonly levels: readonly LevelFacts[];
  readonly missingData: AlertFacts;
  readonly recordings: readonly RecordedFacts[];
  readonly cost: SloCost;
  readonly troubles: readonly TroubleFacts[];
}

export interface Budget {
  /** Total outage that the period allows. */
  readonly outage: Duration;
  /** Bad ones of how many events: of all in the period where its traffic is known, of a million otherwise. */
  readonly events: { readonly bad: Decimal; readonly of: Decimal; readonly known: boolean };
}

/** An alert as the environment deploys it. */
export interface AlertFacts {
  readonly name: string;
  readonly severity: AlertSeverity;
  readonly for: Duration;
  readonly keepFiringFor: Duration;
  readonly runbook: string;
}

export interface LevelFacts extends AlertFacts {
  readonly level: BurnLevel;
  /** The share of bad events from which on it is reached; above 1 it never is. */
  readonly threshold: Decimal;
  /** The share of the budget that the long window at this speed uses up. */
  readonly budgetShare: Decimal;
  /** Time in which this speed uses up all of it. */
  readonly gone: Duration;
}

/** The series of one name. */
export interface RecordedFacts {
  readonly name: string;
  /** Values of the label `window`. */
  readonly windows: readonly string[];
  /** How often they are computed. */
  readonly every: readonly Duration[];
}

/** Where nobody says how often. */
const USUAL: Pace = { scrapeInterval: seconds(30), evaluationInterval: seconds(30) };
const MILLION = 1_000_000;

/** In the order of the packs. */
export const slosOf = (model: Model): readonly SloFacts[] => {
  const [evaluator = USUAL] = model.evaluators;
  return model.packs.flatMap(({ pack }) => pack.slos.map((slo) => factsOf(slo, pack, evaluator)));
};

type Pace = Pick<RuleEvaluator, "scrapeInterval" | "evaluationInterval">;

/** Probes come as often as they are scraped. */
const withTraffic = (slo: Slo, scrapeInterval: Duration): Slo =>
  slo.sli.kind === "probe" && slo.expectedTraffic === undefined
    ? { ...slo, expectedTraffic: 1 / inSeconds(scrapeInterval) }
    : slo;

/** A rate has something to tell until the last sample has left its range; then the alert waits. */
export const afterLastSample = ({ levels }: Slo, { for: wait }: AlertFacts): string =>
  prometheusDuration(plus(wait, baseRange(levels)));

const factsOf = (written: Slo, pack: DeployedPack, { scrapeInterval, evaluationInterval }: Pace): SloFacts => {
  const slo = withTraffic(written, scrapeInterval);
  const alerts = byName(pack.alerts);
  const recordings = pack.recordingRules.filter(({ labels }) => labels["slo"] === slo.name);
  const levels = slo.levels
    .map((level) => levelOf(slo, level, alerts))
    .sort((a, b) => b.level.burnRate - a.level.burnRate);
  const missing = missingDataAlertName(slo);
  const base = baseRange(slo.levels);
  return {
    slo,
    pack: pack.name,
    dashboard: alerts.get(missing)?.[0]?.dashboard ?? pack.dashboard,
    team: alerts.get(missing)?.[0]?.team ?? "",
    allowed: allowedOf(slo),
    budget: budgetOf(slo),
    indicator: {
      total: expressionOf(recordings, recordedNames.events(base)),
      bad: expressionOf(recordings, recordedNames.badEvents(base)),
    },
    levels,
    missingData: alertOf(missing, alerts),
    recordings: recordedOf(recordings, pack.interval ?? evaluationInterval),
    cost: sloCost(slo, scrapeInterval),
    troubles: troublesOf(slo, levels),
  };
};

const budgetOf = (slo: Slo): Budget => {
  const allowed = allowedOf(slo);
  const length = nominalLength(slo.window);
  const { expectedTraffic } = slo;
  const all = expectedTraffic === undefined ? exact(MILLION) : exact(expectedTraffic).times(inSeconds(length));
  return {
    outage: times(allowed.toNumber(), length),
    events: { bad: all.times(allowed), of: all, known: expectedTraffic !== undefined },
  };
};

type AlertsByName = ReadonlyMap<string, readonly DeployedAlert[]>;

const byName = (alerts: readonly DeployedAlert[]): AlertsByName => {
  const all = new Map<string, DeployedAlert[]>();
  for (const alert of alerts) all.set(alert.name, [...(all.get(alert.name) ?? []), alert]);
  return all;
};

/** @param window of the level, where several are one alert */
const alertOf = (name: string, alerts: AlertsByName, window?: string): AlertFacts => {
  const alert = alerts.get(name)?.find(({ labels }) => labels["window"] === window);
  return {
    name,
    severity: alert?.severity ?? "none",
    for: alert?.for ?? minutes(0),
    keepFiringFor: alert?.keepFiringFor ?? minutes(0),
    runbook: alert?.annotations["runbook_url"] ?? "",
  };
};

const levelOf = (slo: Slo, level: BurnLevel, alerts: AlertsByName): LevelFacts => ({
  ...alertOf(burnAlertName(slo, level), alerts, windowLabel(level.long)),
  level,
  threshold: thresholdOf(level, allowedOf(slo)),
  budgetShare: budgetShare(level, slo.window),
  gone: times(1 / level.burnRate, nominalLength(slo.window)),
});

const expressionOf = (recordings: readonly RecordingRule[], name: string): string => {
  const rule = recordings.find((each) => each.name === name);
  return rule === undefined ? "" : textOf(rule.expr).trim();
};

const recordedOf = (rules: readonly RecordingRule[], usual: Duration): readonly RecordedFacts[] =>
  [...new Set(rules.map(({ name }) => name))].map((name) => {
    const own = rules.filter((each) => each.name === name);
    const every = new Map(own.map(({ interval = usual }) => [interval.milliseconds, interval]));
    return { name, windows: own.flatMap(({ labels: { window } }) => window ?? []), every: [...every.values()] };
  });
