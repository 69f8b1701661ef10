/** Periods of the calendar in PromQL, which knows UTC only: the clock of a zone, the number of the period, and how much of it has passed. */
import type { CalendarPeriod, Expression } from "../model";
import { promql } from "../query";
import { offsetAt } from "../routing";

/** Clocks are known to be turned as the tz database of Node says, in these years. */
const FIRST_YEAR = 2026;
const LAST_YEAR = 2037;

interface Turn {
  /** Seconds since 1970. */
  readonly at: number;
  /** Seconds that the clock is ahead of UTC from then on. */
  readonly ahead: number;
}

const turns = new Map<string, readonly Turn[]>();

/** When clocks of a zone are turned, the first entry being what they show before all. Computed once: many objectives share few zones. */
const turnsOf = (zone: string): readonly Turn[] => {
  const known = turns.get(zone) ?? findTurns(zone);
  turns.set(zone, known);
  return known;
};

const findTurns = (zone: string): readonly Turn[] => {
  const end = Date.UTC(LAST_YEAR + 1, 0, 1);
  const found: Turn[] = [];
  for (let now = Date.UTC(FIRST_YEAR, 0, 1); now < end;) {
    const { offset, until } = offsetAt(zone, now);
    if (found.at(-1)?.ahead !== offset / 1000) found.push({ at: now / 1000, ahead: offset / 1000 });
    now = until;
  }
  return found;
};

/** Seconds since 1970 as the clocks of the zone would count them. */
export const localTime = ({ zone }: CalendarPeriod): Expression => promql`vector(${localSeconds(zone)})`;

const localSeconds = (zone: string): Expression => {
  const [first, ...later] = turnsOf(zone);
  const base = promql`time() + ${first?.ahead ?? 0}`;
  return later.reduce(
    (sum, { at, ahead }, index) => {
      const change = ahead - ([first, ...later][index]?.ahead ?? 0);
      return promql`${sum} + ${change} * (time() >= bool ${at})`;
    },
    zone === "UTC" ? promql`time()` : base,
  );
};

const DAY = 86_400;
/** The first of January 1970 was a Thursday: three days after a Monday. */
const SINCE_MONDAY = 3;

/**
 * A number that changes when a new period begins, and only then.
 * @param local what `localTime` came to
 */
export const periodNumber = ({ unit }: CalendarPeriod, local: Expression): Expression => {
  switch (unit) {
    case "day":
      return promql`floor(${local} / ${DAY})`;
    case "week":
      return promql`floor((${local} / ${DAY} + ${SINCE_MONDAY}) / 7)`;
    case "month":
      return promql`12 * year(${local}) + month(${local})`;
    case "quarter":
      return promql`4 * year(${local}) + floor((month(${local}) - 1) / 3)`;
    case "year":
      return promql`year(${local})`;
  }
};

/**
 * The share of the period that has passed; each month of a quarter and a year counts the same.
 * @param local what `localTime` came to
 */
export const periodElapsed = ({ unit }: CalendarPeriod, local: Expression): Expression => {
  const day = promql`${local} % ${DAY} / ${DAY}`;
  const month = promql`(day_of_month(${local}) - 1 + ${day}) / days_in_month(${local})`;
  switch (unit) {
    case "day":
      return day;
    case "week":
      return promql`(${local} / ${DAY} + ${SINCE_MONDAY}) % 7 / 7`;
    case "month":
      return month;
    case "quarter":
      return promql`((month(${local}) - 1) % 3 + ${month}) / 3`;
    case "year":
      return promql`(month(${local}) - 1 + ${month}) / 12`;
  }
};
