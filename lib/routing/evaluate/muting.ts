/** Whether a route tells anybody at a time, and until when it does not. */
import type { Route, RoutingConfiguration, TimePeriod } from "../../model";
import { periodsAt } from "../time/holds";

/** Periods by the name of their interval; one that does not exist never holds. */
export type Intervals = ReadonlyMap<string, readonly TimePeriod[]>;

export const intervalsOf = ({ timeIntervals }: RoutingConfiguration): Intervals =>
  new Map(timeIntervals.map(({ name, periods }) => [name, periods]));

export interface Muting {
  readonly mutedBy: readonly string[];
  readonly outside: readonly string[];
  /** Nobody is told before this moment; undefined where somebody is told now. */
  readonly until?: number;
}

const TOLD: Muting = { mutedBy: [], outside: [] };

export const mutingOf = (
  { muteTimeIntervals, activeTimeIntervals }: Route,
  intervals: Intervals,
  at: number,
): Muting => {
  if (muteTimeIntervals.length === 0 && activeTimeIntervals.length === 0) return TOLD;
  const answers = (names: readonly string[]) =>
    names.map((name) => ({ name, ...periodsAt(intervals.get(name) ?? [], at) }));
  const muting = answers(muteTimeIntervals).filter(({ holds }) => holds);
  const active = answers(activeTimeIntervals);
  const outside = active.some(({ holds }) => holds) ? [] : active;
  if (muting.length === 0 && outside.length === 0) return TOLD;
  return {
    mutedBy: muting.map(({ name }) => name),
    outside: outside.map(({ name }) => name),
    until: Math.max(
      ...muting.map(({ until }) => until),
      ...(outside.length === 0 ? [] : [Math.min(...outside.map(({ until }) => until))]),
    ),
  };
};
