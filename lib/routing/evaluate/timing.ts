/** When an alert is told: the ticks of its group, and what keeps quiet on the way. */
import { milliseconds, type Duration } from "../../model";
import type { ResolvedRoute } from "./decision";
import { mutingOf, type Intervals } from "./muting";

const YEAR = 366 * 86_400_000;

/**
 * When an alert that fires since then is told first, in a group that began at `began`. The group looks at its alerts when `groupWait` is over and
 * from then on every `groupInterval`; what it may not tell at such a tick waits for the next.
 */
export const toldAt = (
  { route, groupWait, groupInterval }: ResolvedRoute,
  intervals: Intervals,
  began: number,
  since: number,
): Date | undefined => {
  const first = began + groupWait.milliseconds;
  /** The first tick that is not before this moment. */
  const tick = (at: number): number =>
    first + Math.max(0, Math.ceil((at - first) / groupInterval.milliseconds)) * groupInterval.milliseconds;
  const start = tick(since);
  for (let at = start; at <= start + YEAR;) {
    const { until } = mutingOf(route, intervals, at);
    if (until === undefined) return new Date(at);
    at = tick(until);
  }
  return undefined;
};

/**
 * How long after it has been told an alert that keeps firing, in a group without news, is told again. The group asks at its ticks, and asks whether
 * more than `repeatInterval` is over since the last message had been sent, which is a moment after its tick: a `repeatInterval` of whole
 * group intervals takes one more of them. 4 h with a group interval of 5 min are 4 h 5 min.
 */
export const toldAgainAfter = ({
  groupInterval,
  repeatInterval,
}: Pick<ResolvedRoute, "groupInterval" | "repeatInterval">): Duration =>
  milliseconds((Math.floor(repeatInterval.milliseconds / groupInterval.milliseconds) + 1) * groupInterval.milliseconds);
