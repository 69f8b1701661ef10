/** The alerts of an objective: a rule for each level, those of one severity under one name, and one for an indicator without data. */
import { alert, WORST_FIRST, type Alert, type AlertTest, type BurnLevel, type Slo } from "../model";
import { promql } from "../query";
import { burnAlertName, missingDataAlertName } from "./alert-names";
import { BASE_RANGE, budgetShare, thresholdOf } from "./burn-levels";
import { percentText } from "./decimal";
import { BAD_EVENTS, ERROR_RATIO } from "./names";
import { recorded, witnessOf } from "./recorded";
import { isTestedByKind } from "./recordings";
import { missingDataRunbook, burnRunbook } from "./runbook";
import { allowedOf, labelsOfSlo } from "./slo";
import { windowLabel, windowText } from "./window";

/** Tests of the alerts, computed elsewhere. */
export interface AlertTests {
  readonly burn: (level: BurnLevel) => readonly AlertTest[];
  readonly missingData: () => readonly AlertTest[];
}

export const sloAlerts = (slo: Slo, tests: AlertTests): readonly Alert[] => [
  ...slo.levels.map((level) => burnAlert(slo, level, () => tests.burn(level))),
  missingDataAlert(slo, tests.missingData),
];

const makerOf = (slo: Slo): object | undefined => (isTestedByKind(slo) ? sloAlerts : undefined);

/** "{{ $labels.route }} of {{ $labels.service }}" where there are several. All that services share says nothing of one of them. */
const subject = ({ groupBy }: Slo): string =>
  [...new Set([...groupBy, "service"])].map((label) => `{{ $labels.${label} }}`).join(" of ");

/** What people are told, as templates. */
export const burnTexts = (slo: Slo, level: BurnLevel): { readonly summary: string; readonly description: string } => {
  const long = windowLabel(level.long);
  return {
    summary: `${subject(slo)} burns the error budget of {{ $labels.slo }} more than ${level.burnRate} times as fast as allowed`,
    description: `{{ $value | humanizePercentage }} of ${slo.sli.unit} ${slo.sli.badMeans} over ${long}. The objective is ${slo.objective} over ${windowText(slo.window)}; ${long} of more than ${percentText(thresholdOf(level, allowedOf(slo)))} cost ${percentText(budgetShare(level, slo.window).toSignificantDigits(3))} of the error budget.`,
  };
};

export const missingDataDescription =
  "The indicator of {{ $labels.slo }} has no data: its series are gone, or were never there. None of its other alerts can fire.";
export const missingDataSummary = "{{ $labels.slo }} has no data: nobody knows whether it is kept";

const burnAlert = (slo: Slo, level: BurnLevel, tests: () => readonly AlertTest[]): Alert => {
  const threshold = thresholdOf(level, allowedOf(slo)).toNumber();
  const [long, short] = [windowLabel(level.long), windowLabel(level.short)];
  const enough = slo.minimumEvents === 0 ? [] : [promql`${recorded(BAD_EVENTS, slo, long)} >= ${slo.minimumEvents}`];
  return alert(burnAlertName(slo, level), {
    expr: [
      promql`${recorded(ERROR_RATIO, slo, long)} > ${threshold}`,
      promql`${recorded(ERROR_RATIO, slo, short)} > ${threshold}`,
      ...enough,
    ].reduce((all, each) => promql`${all} and ignoring (window) ${each}`),
    for: { kind: "duration", milliseconds: 0 },
    // A ratio that wavers about the threshold is one alert and not ten.
    keepFiringFor: BASE_RANGE,
    severity: level.severity,
    team: slo.owner,
    // Rules that share a name say which one of them it is: links lead to it, and Alertmanager tells them apart.
    labels: { window: long, ...(slo.alertPrefix === undefined ? {} : labelsOfSlo(slo)) },
    ...burnTexts(slo, level),
    runbook: burnRunbook(slo, level.severity),
    onMissingData: "silent",
    inhibits: milderThan(slo, level),
    tests,
    maker: makerOf(slo),
    place: slo.place,
  });
};

/** Nobody needs a ticket about what has paged somebody. */
const milderThan = (slo: Slo, { severity }: BurnLevel): readonly string[] => [
  ...new Set(
    slo.levels
      .filter((other) => WORST_FIRST.indexOf(other.severity) > WORST_FIRST.indexOf(severity))
      .map((other) => burnAlertName(slo, other)),
  ),
];

/** The label `slo` is on the absent series anyway. */
const withoutSlo = (labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(labels).filter(([label]) => label !== "slo"));

const missingDataAlert = (slo: Slo, tests: () => readonly AlertTest[]): Alert =>
  alert(missingDataAlertName(slo), {
    expr: promql`absent(${recorded(witnessOf(slo), slo)})`,
    for: slo.missingData.for,
    severity: slo.missingData.severity,
    team: slo.owner,
    labels: slo.alertPrefix === undefined ? withoutSlo(labelsOfSlo(slo)) : labelsOfSlo(slo),
    summary: missingDataSummary,
    description: missingDataDescription,
    runbook: missingDataRunbook(slo),
    onMissingData: "fires",
    tests,
    maker: makerOf(slo),
    place: slo.place,
  });
