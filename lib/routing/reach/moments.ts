/** Moments and stretches of time at which routes tell somebody, or none does: found by walking from one change of their intervals to the next. */
import type { Duration, Route, RoutingConfiguration, TimePeriod } from "../../model";
import { periodsAt } from "../time/holds";
import { shortestOf } from "../time/stretches";

type Intervals = Pick<RoutingConfiguration, "timeIntervals">;

/** Forty years of days. */
const MOST_STEPS = 15_000;

interface State {
  readonly silent: boolean;
  /** Nothing changes before. */
  readonly until: number;
}

const stateAt = (
  { muteTimeIntervals, activeTimeIntervals }: Route,
  periods: ReadonlyMap<string, readonly TimePeriod[]>,
  at: number,
): State => {
  const answers = (names: readonly string[]) => names.map((name) => periodsAt(periods.get(name) ?? [], at));
  const [muting, active] = [answers(muteTimeIntervals), answers(activeTimeIntervals)];
  return {
    silent: muting.some(({ holds }) => holds) || (active.length > 0 && !active.some(({ holds }) => holds)),
    until: Math.min(...[...muting, ...active].map(({ until }) => until)),
  };
};

const periodsOf = ({ timeIntervals }: Intervals): ReadonlyMap<string, readonly TimePeriod[]> =>
  new Map(timeIntervals.map(({ name, periods }) => [name, periods]));

const walk = (
  routes: readonly Route[],
  intervals: Intervals,
  from: Date,
  step: (states: readonly State[]) => "found" | number,
): Date | undefined => {
  const periods = periodsOf(intervals);
  let at = from.getTime();
  for (let steps = 0; steps < MOST_STEPS && Number.isFinite(at); steps++) {
    const next = step(routes.map((route) => stateAt(route, periods, at)));
    if (next === "found") return new Date(at);
    at = next;
  }
  return undefined;
};

/** When the route tells somebody; undefined where it never does. */
export const tellingMoment = (route: Route, intervals: Intervals, from: Date): Date | undefined =>
  walk([route], intervals, from, ([state]) => (state === undefined || !state.silent ? "found" : state.until));

/** When none of the routes tells anybody; undefined where one always does. */
export const quietMoment = (routes: readonly Route[], intervals: Intervals, from: Date): Date | undefined =>
  walk(routes, intervals, from, (states) => {
    const telling = states.filter(({ silent }) => !silent);
    return telling.length === 0 ? "found" : Math.max(...telling.map(({ until }) => until));
  });

/** The shortest time for which a route tells without a break, or is silent; undefined where there is no such time, or it has no end. */
export const shortestShift = (
  route: Route,
  intervals: Intervals,
  what: "telling" | "silent",
): Duration | undefined => {
  if (route.muteTimeIntervals.length + route.activeTimeIntervals.length === 0) return undefined;
  const periods = periodsOf(intervals);
  return shortestOf(
    (at) => {
      const { silent, until } = stateAt(route, periods, at);
      return { holds: silent, until };
    },
    what === "silent",
  );
};
