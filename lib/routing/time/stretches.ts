/** How long a time interval holds at a time, and how long it does not: what repetition and grouping must fit into. */
import { milliseconds, type Duration, type TimePeriod } from "../../model";
import { periodsAt, type Answer } from "./holds";

/** Any day will do, so that the same input gives the same configuration every day. */
const FROM = Date.UTC(2027, 0, 1);
/** Weeks, months and both changes of the clocks are in it. */
const TO = Date.UTC(2029, 0, 1);

/**
 * The shortest time for which one of the periods holds without a break, or for which none does.
 * @returns undefined where there is no such time within two years
 */
export const shortestStretch = (periods: readonly TimePeriod[], holding: boolean): Duration | undefined =>
  shortestOf((at) => periodsAt(periods, at))[holding ? "holding" : "not"];

export interface Shortest {
  readonly holding?: Duration;
  readonly not?: Duration;
}

/** Both, of anything that holds at times. */
export const shortestOf = (answerAt: (at: number) => Answer): Shortest => {
  const shortest = { holding: Infinity, not: Infinity };
  // What had begun before is longer than what is seen of it.
  let since: number | undefined;
  let before: boolean | undefined;
  for (let at = FROM; at < TO;) {
    const { holds, until } = answerAt(at);
    if (before !== undefined && holds !== before) {
      const key = before ? "holding" : "not";
      if (since !== undefined) shortest[key] = Math.min(shortest[key], at - since);
      since = at;
    }
    before = holds;
    at = until;
  }
  const { holding, not } = shortest;
  return {
    ...(holding < Infinity ? { holding: milliseconds(holding) } : {}),
    ...(not < Infinity ? { not: milliseconds(not) } : {}),
  };
};
