/** Pairs of windows over which the burning of a budget is judged, scaled to the period of the objective. */
import { days, hours, milliseconds, minutes, type BurnLevel, type Duration, type SloWindow } from "../model";
import { exact, type Decimal } from "./decimal";
import { nominalLength } from "./window";

/**
 * For 30 days: SRE workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts": 2 % of the budget in an hour and 5 % in six hours page, 10 % in
 * a day and 10 % in three days are a ticket. Each short window is a twelfth of the long one.
 */
const THIRTY_DAYS: readonly BurnLevel[] = [
  { burnRate: 14.4, long: hours(1), short: minutes(5), severity: "critical" },
  { burnRate: 6, long: hours(6), short: minutes(30), severity: "critical" },
  { burnRate: 3, long: days(1), short: hours(2), severity: "warning" },
  { burnRate: 1, long: days(3), short: hours(6), severity: "warning" },
];

/** The range that the shortest recordings speak of: rates of less than five minutes rest on a handful of samples. */
export const BASE_RANGE = minutes(5);

/** Pages are computed each minute; all else by base ranges that lie side by side, of which a window holds a whole number. */
const stepOf = ({ severity }: Pick<BurnLevel, "severity">): Duration =>
  severity === "critical" ? minutes(1) : BASE_RANGE;

const scaled = (value: Duration, factor: number, { milliseconds: step }: Duration): Duration => {
  const exactly = (value.milliseconds * factor) / step;
  return milliseconds(Math.max(1, Math.round(exactly)) * step);
};

/**
 * The table for 30 days, stretched or shortened to another period. Burn rates and shares of the budget stay what they are, because a burn
 * rate of 1 uses up the budget in just that period; a short window never gets shorter than the base range.
 */
export const defaultLevels = (window: SloWindow): readonly BurnLevel[] => {
  const factor = nominalLength(window).milliseconds / days(30).milliseconds;
  return THIRTY_DAYS.map((level) => {
    const long = scaled(level.long, factor, stepOf(level));
    const short = scaled(level.short, factor, stepOf(level));
    return { ...level, long, short: short.milliseconds < BASE_RANGE.milliseconds ? BASE_RANGE : short };
  }).filter(({ long, short }) => long.milliseconds > short.milliseconds);
};

/** The share of the budget that is gone when an alert of that level has been true for its whole long window. */
export const budgetShare = ({ burnRate, long }: BurnLevel, window: SloWindow): Decimal =>
  exact(burnRate).times(long.milliseconds).div(nominalLength(window).milliseconds);

/** The share of bad events from which on the level is reached. */
export const thresholdOf = ({ burnRate }: BurnLevel, allowed: Decimal): Decimal => exact(burnRate).times(allowed);

/** The range of the recordings that all windows are made of. */
export const baseRange = (levels: readonly BurnLevel[]): Duration =>
  levels.reduce((least, { short }) => (short.milliseconds < least.milliseconds ? short : least), BASE_RANGE);
