/** When people are told of trouble of so many sizes, and when they are told that it is over. */
import { hours, inSeconds, plus, times, WORST_FIRST, type AlertSeverity, type Duration, type Slo } from "../../model";
import { allowedOf, BASE_RANGE, endsAfter, exact, firesAfter, nominalLength, type Decimal } from "../../slo";
import type { LevelFacts } from "./slo-facts";

export interface TroubleFacts {
  /** The share of events that is bad. */
  readonly badRatio: Decimal;
  /** How many times as fast as allowed the budget burns. */
  readonly burnRate: Decimal;
  /** One for each severity that the objective has, the worst first. */
  readonly told: readonly Told[];
}

export interface Told {
  readonly severity: AlertSeverity;
  /** From the first bad event to the first of its levels; undefined where none of them fires. */
  readonly after: Duration | undefined;
  /** The alert of that level. */
  readonly by?: string;
  /**
   * From the last bad event until none of them fires any more, when the trouble lasted an hour, or as long as it took to be told where
   * that is longer.
   */
  readonly overAfter?: Duration;
  /** The share of the period's budget that is gone when they are told. */
  readonly budgetGone?: Decimal;
}

/** What one asks about: shares of all events, and multiples of the share that is allowed. */
const PERCENT: readonly number[] = [100, 50, 10, 5, 2, 1];
const MULTIPLES: readonly number[] = [20, 10, 5, 2, 1];

const LASTED = hours(1);

/** The worst first. */
const badRatiosOf = (slo: Slo): readonly Decimal[] => {
  const allowed = allowedOf(slo);
  const all = [...PERCENT.map((percent) => exact(percent).div(100)), ...MULTIPLES.map((each) => allowed.times(each))];
  const distinct = new Map(
    all.filter((ratio) => ratio.gt(0) && ratio.lte(1)).map((ratio) => [ratio.toString(), ratio]),
  );
  return [...distinct.values()].sort((a, b) => b.comparedTo(a));
};

export const troublesOf = (slo: Slo, levels: readonly LevelFacts[]): readonly TroubleFacts[] => {
  const severities = WORST_FIRST.filter((severity) => levels.some((each) => each.severity === severity));
  return badRatiosOf(slo).map((badRatio) => ({
    badRatio,
    burnRate: badRatio.div(allowedOf(slo)),
    told: severities.map((severity) =>
      toldOf(
        slo,
        levels.filter((each) => each.severity === severity),
        badRatio,
      ),
    ),
  }));
};

/** @param levels of one severity, the fastest first */
const toldOf = (slo: Slo, levels: readonly LevelFacts[], badRatio: Decimal): Told => {
  const severity = levels[0]?.severity ?? "none";
  const trouble = { badRatio: badRatio.toNumber(), perSecond: slo.expectedTraffic };
  const fired = levels.flatMap((each) => {
    const after = firesAfter(slo, each.level, trouble);
    return after === undefined ? [] : [{ each, after: plus(after, each.for) }];
  });
  const [first] = [...fired].sort((a, b) => a.after.milliseconds - b.after.milliseconds);
  if (first === undefined) return { severity, after: undefined };
  const lasted = longest([LASTED, first.after]);
  const ends = fired
    .filter(({ after }) => after.milliseconds <= lasted.milliseconds)
    .flatMap(({ each }) => {
      const end = endsAfter(slo, each.level, { ...trouble, lasted });
      // What the environment set anew is not known to the objective.
      return end === undefined ? [] : [plus(end, each.keepFiringFor, times(-1, BASE_RANGE))];
    });
  return {
    severity,
    after: first.after,
    by: first.each.name,
    overAfter: longest(ends),
    budgetGone: badRatio.times(inSeconds(first.after)).div(allowedOf(slo).times(inSeconds(nominalLength(slo.window)))),
  };
};

const longest = (durations: readonly Duration[]): Duration =>
  durations.reduce((most, each) => (each.milliseconds > most.milliseconds ? each : most), hours(0));
