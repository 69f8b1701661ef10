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

export interface Shifts {
  /** The shortest time for which it tells without a break; undefined where there is no such time, or it has no end. */
  readonly telling?: Duration;
  /** The shortest time for which it is silent. */
  readonly silent?: Duration;
}

const known = new Map<string, Shifts>();

/** For how long a route tells and is silent at a time. Environments ask for much the same, which is worked out once. */
export const shiftsOf = (route: Route, intervals: Intervals): Shifts => {
  const named = [route.muteTimeIntervals, route.activeTimeIntervals];
  if (named.flat().length === 0) return {};
  const periods = periodsOf(intervals);
  const key = JSON.stringify(named.map((names) => names.map((name) => periods.get(name))));
  const shifts = known.get(key) ?? walkedShifts(route, periods);
  known.set(key, shifts);
  return shifts;
};

const walkedShifts = (route: Route, periods: ReadonlyMap<string, readonly TimePeriod[]>): Shifts => {
  const { holding: silent, not: telling } = shortestOf((at) => {
    const state = stateAt(route, periods, at);
    return { holds: state.silent, until: state.until };
  });
  return { telling, silent };
};
