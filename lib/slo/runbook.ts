/** What to do when a budget burns, or when nobody knows whether it does. */
import { minutes, prometheusDuration, scrape, type BurnLevel, type Runbook, type Slo } from "../model";
import { promql } from "../query";
import { ERROR_RATIO, EXHAUSTION, REMAINING_RATIO } from "./names";
import { recorded } from "./recorded";
import { nominalLength, windowLabel, windowText } from "./window";

/** One for all levels of a severity, which are one alert. */
export const burnRunbook = (slo: Slo, severity: BurnLevel["severity"]): Runbook =>
  slo.alertPrefix === undefined ? ownBurnRunbook(slo, severity) : SHARED_BURN_RUNBOOK;

const ownBurnRunbook = (slo: Slo, severity: BurnLevel["severity"]): Runbook => ({
  meaning:
    `${slo.description} The promise is ${slo.objective} over ${windowText(slo.window)}. Now so many ${slo.sli.unit} ${slo.sli.badMeans} that the error budget ` +
    `burns ${either(slo, severity, ({ burnRate, long, short }) => `more than ${burnRate} times as fast as allowed, over ${windowLabel(long)} and still over ${windowLabel(short)}`)}. ` +
    "The label window says which.",
  impact: `A full error budget is used up after ${either(slo, severity, (level) => `${goneAfter(slo, level)} at ${level.burnRate} times`)} the allowed rate.`,
  diagnosis: burnDiagnosis(slo, whereOf(slo)),
  mitigation: BURN_MITIGATION,
});

const burnDiagnosis = (slo: Pick<Slo, "name">, where: Runbook["diagnosis"]): Runbook["diagnosis"] => [
  { text: "See how bad it is, and over which windows.", query: promql`${recorded(ERROR_RATIO, slo)}` },
  ...where,
  { text: "See how much of the budget is left.", query: promql`${recorded(REMAINING_RATIO, slo)}` },
  { text: "See when it will be gone, in seconds.", query: promql`${recorded(EXHAUSTION, slo)}` },
  "See what was deployed or configured when it began.",
];

const BURN_MITIGATION: Runbook["mitigation"] = [
  "Take back what was changed last, or send the traffic elsewhere.",
  "Where the budget is used up, changes that can wait do wait until it has recovered.",
];

/** What services share has one runbook. What differs from one to the other (promise, windows, metrics) is said by the alert and by dashboards. */
const SHARED_BURN_RUNBOOK: Runbook = {
  meaning:
    "An objective of this service is being missed: over a long window and still over a short one, so much of what counts for it was bad that its " +
    "error budget burns several times as fast as it may. The label slo says which objective, the label window which long window. What is promised, " +
    "what counts as bad and how much of it there is stands in the description of the alert.",
  impact:
    "Those who use the service get less than they were promised. If this goes on, the error budget is used up before the period of the objective " +
    "is over; when, is asked for below.",
  diagnosis: burnDiagnosis({ name: "$slo" }, [
    "See where it fails: the dashboard of the service shows its routes or tasks, its pods and what it depends on.",
  ]),
  mitigation: BURN_MITIGATION,
};

const either = (slo: Slo, severity: BurnLevel["severity"], words: (level: BurnLevel) => string): string =>
  slo.levels
    .filter((level) => level.severity === severity)
    .map(words)
    .join(", or ");

const goneAfter = ({ window }: Slo, { burnRate }: BurnLevel): string =>
  prometheusDuration(minutes(Math.round(nominalLength(window).milliseconds / burnRate / minutes(1).milliseconds)));

/** What it is computed from: which targets show it, one line each. */
const sourcesOf = ({ sli }: Slo): Runbook["diagnosis"] =>
  sli.reads.map((selector, index) => ({
    text: index === 0 ? "See which targets show anything of it." : "See which targets show the part that is judged.",
    query: promql`count by (job, instance) (${selector})`,
  }));

/** Where it fails: the targets with most of it. */
const whereOf = ({ sli }: Slo): Runbook["diagnosis"] => {
  const bad = sli.kind === "availability" && sli.good === undefined ? sli.reads[1] : undefined;
  return bad === undefined
    ? []
    : [{ text: "See where it fails.", query: promql`topk(5, sum by (job, instance) (rate(${bad}[5m])))` }];
};

export const missingDataRunbook = (slo: Slo): Runbook =>
  slo.alertPrefix === undefined ? ownMissingDataRunbook(slo) : SHARED_MISSING_DATA_RUNBOOK;

const ownMissingDataRunbook = (slo: Slo): Runbook => ({
  meaning: `There is no sample of the indicator of ${slo.name}: what it is computed from is not scraped, was renamed, or does not run.`,
  impact: `${slo.description} Whether that is so is unknown, and a total outage would look the same.`,
  diagnosis: [
    ...sourcesOf(slo),
    "See whether the service runs, and whether its targets are scraped (up).",
    "See whether a release has renamed a metric or a label.",
  ],
  mitigation: MISSING_DATA_MITIGATION,
});

const MISSING_DATA_MITIGATION: Runbook["mitigation"] = [
  "Bring the service or its scraping back.",
  "Where a metric has another name now, write it into the objective.",
];

const SHARED_MISSING_DATA_RUNBOOK: Runbook = {
  meaning:
    "There is no sample of what an objective of this service is computed from: it is not scraped, was renamed, or does not run. The label slo says " +
    "which objective.",
  impact: "Whether the promise is kept is unknown, and a total outage would look the same.",
  diagnosis: [
    { text: "See which of its targets are scraped.", query: promql`${scrape.up}{service="$service"}` },
    "See whether the service runs.",
    "See whether a release has renamed a metric or a label: the dashboard of the service is empty, too.",
  ],
  mitigation: MISSING_DATA_MITIGATION,
};
