/** Objectives as a pack: what is recorded of them, who is told, and the proof of both. */
import {
  pack,
  seconds,
  type Duration,
  type MetricContract,
  type MonitoringPack,
  type RecordingRule,
  type Slo,
  type Waiver,
} from "../model";
import { sloAlerts } from "./alerts";
import { budgetRecordings } from "./budget";
import { INTERVAL } from "./recorded";
import { recording, windowRecordings } from "./recordings";
import { alertTests } from "./tests/alert-tests";
import { recordTests } from "./tests/record-tests";

export interface SloPackProps {
  /** What the indicators read. */
  readonly metrics: MetricContract;
  readonly slos: readonly Slo[];
  /**
   * Time between two scrapes of what they read. Ranges are one scrape longer than what they speak of, so that no event is lost between two
   * of them. @default seconds(30)
   */
  readonly scrapeInterval?: Duration;
  /** Who owns objectives without an owner. @default the environment's default team */
  readonly team?: string;
  /** Uid of the dashboard that its alerts open. @default "slo-detail" */
  readonly dashboard?: string;
  /** Findings that are right here, with a reason and an end. @default none */
  readonly waivers?: readonly Waiver[];
}

/** `sloPack("checkout-objectives", { metrics: http, slos: [checkoutAvailability, checkoutLatency] })` */
export const sloPack = (
  name: string,
  { scrapeInterval = seconds(30), slos, dashboard = "slo-detail", ...props }: SloPackProps,
): MonitoringPack => {
  const ordered = partsFirst(slos);
  return pack(name, {
    ...props,
    dashboard,
    interval: INTERVAL,
    scrapeInterval,
    slos,
    recordingRules: ordered.flatMap((slo) => sloRecordings(slo, scrapeInterval)),
    alerts: slos.flatMap((slo) => sloAlerts(slo, alertTests(slo, scrapeInterval))),
  });
};

const sloRecordings = (slo: Slo, scrapeInterval: Duration): readonly RecordingRule[] =>
  [...windowRecordings(slo, scrapeInterval), ...budgetRecordings(slo)].map((draft) =>
    recording(slo, draft, () => recordTests(slo, draft, scrapeInterval)),
  );

/** A journey is computed from what was recorded of its steps a moment ago; a step can be a journey itself. */
const partsFirst = (slos: readonly Slo[]): readonly Slo[] => {
  const byName = new Map(slos.map((slo) => [slo.name, slo]));
  const ordered = new Set<Slo>();
  const visit = (slo: Slo, above: readonly Slo[]): void => {
    if (ordered.has(slo) || above.includes(slo)) return;
    for (const { slo: name } of slo.sli.parts ?? []) {
      const part = byName.get(name);
      if (part !== undefined) visit(part, [...above, slo]);
    }
    ordered.add(slo);
  };
  for (const slo of slos) visit(slo, []);
  return [...ordered];
};
