/** What other rules have recorded, given to tests of the rules that read it: exact counts of a traffic that nobody had to scrape. */
import type { CalendarPeriod, InputSeries, Slo } from "../../model";
import { hours } from "../../model";
import { seriesText } from "../../testing";
import { baseRange } from "../burn-levels";
import { badEvents, events, HOUR_BAD_EVENTS, HOUR_EVENTS, PERIOD } from "../names";
import { labelsOfSlo } from "../slo";
import { periodNumberAt } from "./record-clock";
import { absences, recordedValues, type Samples, type Stretch } from "./record-count";
import { busier, type Subject } from "./record-test";

/** The two rates of each subject, whose traffic is `factor` times as much. */
export const givenRates = (
  slo: Slo,
  subjects: readonly Subject[],
  traffic: readonly Stretch[],
  time: Samples,
): readonly InputSeries[] => {
  const span = baseRange(slo.levels);
  return recordedOf(slo, subjects, ({ factor }) => [
    [events(span), recordedValues(busier(traffic, factor), { of: "all", span, per: "second" }, time)],
    [badEvents(span), recordedValues(busier(traffic, factor), { of: "bad", span, per: "second" }, time)],
  ]);
};

/** The sums of hours. */
export const givenHours = (
  slo: Slo,
  subjects: readonly Subject[],
  traffic: readonly Stretch[],
  time: Samples,
): readonly InputSeries[] => {
  const span = hours(1);
  return recordedOf(slo, subjects, ({ factor }) => [
    [HOUR_EVENTS, recordedValues(busier(traffic, factor), { of: "all", span, per: "span" }, time)],
    [HOUR_BAD_EVENTS, recordedValues(busier(traffic, factor), { of: "bad", span, per: "span" }, time)],
  ]);
};

const recordedOf = (
  slo: Slo,
  subjects: readonly Subject[],
  values: (subject: Subject) => readonly (readonly [name: string, values: string])[],
): readonly InputSeries[] =>
  subjects.flatMap((subject) =>
    values(subject).map(([name, each]) => ({
      series: seriesText(name, { ...subject.labels, ...labelsOfSlo(slo) }),
      values: each,
    })),
  );

/**
 * The number of the period, for as long as anything is recorded.
 * @param from when the test begins, in milliseconds since 1970
 * @param begin the same of the one period that begins in its time
 */
export const givenPeriods = (
  slo: Slo,
  period: CalendarPeriod,
  { from, begin }: { readonly from: number; readonly begin: number },
  traffic: readonly Stretch[],
  { interval, until }: Samples,
): readonly InputSeries[] => {
  const step = interval.milliseconds;
  const last = Math.floor(until.milliseconds / step);
  const first = Math.max(0, Math.ceil((begin - from) / step));
  const gaps = absences(traffic).map((each) => ({ first: Math.floor(each.from / step) + 1, end: each.to / step }));
  const cuts = [0, first, last + 1, ...gaps.flatMap((gap) => [gap.first, gap.end])]
    .filter((cut, index, all) => cut <= last + 1 && all.indexOf(cut) === index)
    .sort((a, b) => a - b);
  const parts = cuts.slice(1).map((end, index) => {
    const cut = cuts[index] ?? 0;
    if (gaps.some((gap) => gap.first <= cut && cut < gap.end)) return `_x${end - cut}`;
    return `${periodNumberAt(period, cut < first ? begin - 1 : begin)}x${end - cut - 1}`;
  });
  return [{ series: seriesText(PERIOD, { slo: slo.name }), values: parts.join(" ") }];
};
