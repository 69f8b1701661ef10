/** A pack: everything that watches one thing, as plain data. */
import type { Alert, AlertOverride, AlertParameters } from "./alert";
import type { Dashboard } from "./dashboard";
import type { Duration } from "./duration";
import type { MetricContract } from "./metric";
import type { RecordingRule } from "./recording-rule";
import type { Slo } from "./slo";
import type { Waiver } from "./waiver";

export interface MonitoringPack<Alerts extends readonly Alert[] = readonly Alert[]> {
  /** At most 63 lower-case letters, digits and dashes: `http-server`. It becomes the name of an object in the cluster. */
  readonly name: string;
  /** What must be exported for the rest to work; undefined where nobody knows (rules from elsewhere), so that names are not judged. */
  readonly metrics: MetricContract | undefined;
  readonly recordingRules: readonly RecordingRule[];
  readonly alerts: Alerts;
  /** Dashboards that show what it watches. */
  readonly dashboards: readonly Dashboard[];
  /** The objectives that some of its rules were computed from. */
  readonly slos: readonly Slo[];
  /** Who owns its alerts. @default the environment's default team */
  readonly team?: string;
  /** Uid of the dashboard that its alerts open. @default "home" */
  readonly dashboard: string;
  /** How often its rules are evaluated. @default the environment's evaluation interval */
  readonly interval?: Duration;
  /** Time between two scrapes that its rules were made for. @default they were made for none in particular */
  readonly scrapeInterval?: Duration;
  readonly waivers: readonly Waiver[];
}

interface PackProps<Alerts extends readonly Alert[]> {
  /** What must be exported for the rest to work. */
  readonly metrics: MetricContract;
  /** @default none */
  readonly recordingRules?: readonly RecordingRule[];
  /** @default none */
  readonly alerts?: Alerts;
  /** Dashboards that show what it watches. @default none */
  readonly dashboards?: readonly Dashboard[];
  /** Objectives whose rules are among these; `sloPack` computes them. @default none */
  readonly slos?: readonly Slo[];
  /** Who owns its alerts. @default the environment's default team */
  readonly team?: string;
  /** Uid of the dashboard that its alerts open. @default "home" */
  readonly dashboard?: string;
  /** How often its rules are evaluated. @default the environment's evaluation interval */
  readonly interval?: Duration;
  /** Time between two scrapes that its rules were made for. @default they were made for none in particular */
  readonly scrapeInterval?: Duration;
  /** Findings that are right here, with a reason and an end. @default none */
  readonly waivers?: readonly Waiver[];
}

/** `pack("http-server", { metrics: http, recordingRules: [errorRatio5m], alerts: [highErrorRatio] })` */
export const pack = <const Alerts extends readonly Alert[] = readonly []>(
  name: string,
  {
    metrics,
    recordingRules = [],
    alerts,
    dashboards = [],
    slos = [],
    team,
    dashboard = "home",
    interval,
    scrapeInterval,
    waivers = [],
  }: PackProps<Alerts>,
): MonitoringPack<Alerts> => ({
  name,
  metrics,
  recordingRules,
  alerts: alerts ?? ([] as unknown as Alerts),
  dashboards,
  slos,
  team,
  dashboard,
  interval,
  scrapeInterval,
  waivers,
});

/** Overrides by the names of a pack's alerts, typed by the parameters of each. */
export type OverridesOf<Pack> =
  Pack extends MonitoringPack<infer Alerts>
    ? { readonly [Each in Alerts[number] as Each["name"]]?: AlertOverride<Each["parameters"]> }
    : never;

/** Overrides whose names are known at run time only. */
export type AlertOverrides = Readonly<Record<string, AlertOverride<AlertParameters> | undefined>>;
