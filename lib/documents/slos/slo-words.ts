/** Figures of objectives in words, the same on pages and in a terminal. */
import { minutes, prometheusDuration, type AlertSeverity, type Duration, type Slo } from "../../model";
import { exact, percentText, type Decimal } from "../../slo";
import type { Budget, SloFacts } from "./slo-facts";

/** `43.2 minutes`, `432 minutes (7h12m)` */
export const outageText = (outage: Duration): string => {
  const count = exact(outage.milliseconds).div(minutes(1).milliseconds).toSignificantDigits(6).toNumber();
  const text = `${count.toLocaleString("en", { maximumFractionDigits: 6 })} ${count === 1 ? "minute" : "minutes"}`;
  return count > 60 ? `${text} (${prometheusDuration(outage)})` : text;
};

/** `43.2 minutes of total outage, or 1,000 of each 1,000,000 requests`; where time is what counts, the minutes say it all. */
export const budgetText = ({ outage, events: { bad, of, known } }: Budget, { sli: { unit } }: Slo): string =>
  [
    `${outageText(outage)} of total outage`,
    ...(unit === "seconds" ? [] : [`or ${countText(bad)} of ${known ? "" : "each "}${countText(of)} ${unit}`]),
  ].join(", ");

/** `99.9% of requests of shop`, `99.5% of the time of shop` */
export const promiseText = (slo: Slo): string =>
  `${slo.objective} of ${slo.sli.unit === "seconds" ? "the time" : slo.sli.unit} of ${serviceText(slo)}`;

/** `requests that are answered with 5xx`, `seconds in which it is above 100` */
export const badText = ({ sli: { unit, badMeans } }: Slo): string =>
  `${unit} ${unit === "seconds" ? "in which" : "that"} ${badMeans}`;

/** To three digits where it is less than a hundred. */
const countText = (count: Decimal): string =>
  (count.lt(100) ? count.toSignificantDigits(3) : count.round()).toNumber().toLocaleString("en");

/** `14.4`, `1,000`: how many times as fast as allowed. */
export const speedText = (burnRate: Decimal): string =>
  burnRate.toSignificantDigits(4).toNumber().toLocaleString("en", { maximumFractionDigits: 4 });

/** To three digits. */
export const shareText = (share: Decimal): string => percentText(share.toSignificantDigits(3));

/** What a severity asks of people. */
const CALLS: Readonly<Record<AlertSeverity, string>> = {
  critical: "page",
  warning: "ticket",
  info: "note",
  none: "signal",
};
export const callText = (severity: AlertSeverity): string => CALLS[severity];

/** Empty where nobody is told. */
export const timeText = (time: Duration | undefined): string => (time === undefined ? "" : prometheusDuration(time));

/** Milliseconds to three digits, for what takes less than a minute. */
export const evaluationText = ({ milliseconds }: Duration): string =>
  `${exact(milliseconds).toSignificantDigits(3).toString()} ms`;

/** `checkout, for each route` */
export const serviceText = ({ service, namespace, groupBy }: Slo): string =>
  [
    namespace === undefined ? service : `${namespace}/${service}`,
    ...(groupBy.length === 0 ? [] : [`for each ${groupBy.join(", ")}`]),
  ].join(", ");

/** What the table of troubles rests on. */
export const trafficText = ({ slo: { expectedTraffic, minimumEvents, sli, groupBy } }: SloFacts): string => {
  if (minimumEvents === 0) return "The alerts wait for no number of them.";
  return expectedTraffic === undefined
    ? `There are so many that the ${minimumEvents} bad ones that the alerts wait for are there at once.`
    : `There are ${expectedTraffic} ${sli.unit} per second${groupBy.length === 0 ? "" : ` for each ${groupBy.join(", ")}`}; the alerts wait for ${minimumEvents} bad ones.`;
};

/** What the times in it mean. */
export const HOW_TO_READ =
  "Over is counted from the last bad one until no alert of the kind fires, for a trouble that lasted an hour, or as long as it took to be told. " +
  "When scrapes and evaluations happen moves a page by up to a minute and a half, a ticket by up to ten minutes.";
