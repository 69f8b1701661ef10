/** Whether a time interval holds never or always: found by walking through the calendar, daylight saving included. */
import type { TimePeriod } from "../../model";
import { periodsAt } from "./holds";
import { yearRange } from "./ranges";

const DAY = 86_400_000;
/** In any so many years, each date falls on each day of the week, leap days too, across a century without one. */
const CYCLE = 41 * 366 * DAY;

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** From now on, cut where years that are stated begin and end; the rest of a long stretch repeats what its first cycle has. */
const stretches = (periods: readonly TimePeriod[], now: number): readonly Stretch[] => {
  const turns = periods
    .flatMap(({ years }) => years ?? [])
    .flatMap((text) => {
      const range = yearRange(text);
      // A day early, because in some zones it is New Year before it is in UTC.
      return range === undefined ? [] : [range.first, range.last + 1].map((year) => Date.UTC(year, 0, 1) - DAY);
    })
    .filter((each) => each > now);
  const begins = [now, ...new Set(turns)].sort((a, b) => a - b);
  return begins.map((from, index) => ({ from, to: Math.min(begins[index + 1] ?? Infinity, from + CYCLE) }));
};

const holdsSomewhere = (periods: readonly TimePeriod[], now: number, wanted: boolean): boolean =>
  stretches(periods, now).some(({ from, to }) => {
    for (let at = from; at < to;) {
      const { holds, until } = periodsAt(periods, at);
      if (holds === wanted) return true;
      at = until;
    }
    return false;
  });

/** Whether no moment is left in which one of the periods holds: the 31st of February, a year that is over, an hour that the clocks skip. */
export const neverHolds = (periods: readonly TimePeriod[], now: Date): boolean =>
  periods.every((each) => !holdsSomewhere([each], now.getTime(), true));

/** Whether from now on there is no moment in which none of the periods holds. */
export const alwaysHolds = (periods: readonly TimePeriod[], now: Date): boolean =>
  !holdsSomewhere(periods, now.getTime(), false);

/**
 * A moment from which on every year that the periods state is still to come: what never holds from then on could not hold at any time, what holds
 * then and never again is over.
 */
export const beforeStatedYears = (periods: readonly TimePeriod[], now: Date): Date => {
  const first = periods.flatMap(({ years = [] }) => years).flatMap((text) => yearRange(text)?.first ?? []);
  // What clocks showed before 1972 is nobody's question.
  return new Date(Math.min(now.getTime(), ...first.map((year) => Date.UTC(Math.max(year, 1972), 0, 1) - DAY)));
};
