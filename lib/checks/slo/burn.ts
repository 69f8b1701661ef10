/** Levels of burning that cannot be reached, are told too late or for nothing, or leave something untold. */
import { days, hours, milliseconds, minutes, WORST_FIRST, type BurnLevel, type Slo } from "../../model";
import { allowedOf, budgetShare, exact, nominalLength, thresholdOf, windowText } from "../../slo";
import { at, check, type Problem } from "../check";
import { FAST, level, SLOW, withObjective } from "./example";
import { objectivesOf } from "../content/objectives";
import { figure, lengthText, levelPath, percent, periodText, roundedDown, roundedUp, thresholdText } from "./words";

export const neverFires = check({
  id: "slo/never-fires",
  severity: "error",
  reason:
    "An alert on a burn rate compares a share of bad events with the burn rate times the error budget. Where that is 1 or more, not even a total outage is above it.",
  explains: ["promql/impossible"],
  *find(model): Iterable<Problem> {
    for (const { slo, path } of objectivesOf(model))
      for (const [index, each] of slo.levels.entries()) {
        const allowed = allowedOf(slo);
        const threshold = thresholdOf(each, allowed);
        if (threshold.lt(1)) continue;
        const least = roundedUp(exact(1).minus(exact(1).div(each.burnRate)));
        yield at(levelPath(path, index))
          .problem(
            `can never fire: ${thresholdText(slo, each, threshold.toString())}, and no error ratio exceeds 1: this level can fire for objectives above ${percent(least)}`,
          )
          .mend(
            `write an objective above ${percent(least)}, or levels of your own with a burnRate below ${figure(roundedDown(exact(1).div(allowed)))} here`,
          );
      }
  },
  examples: () => ({
    passing: [
      withObjective(),
      withObjective({ objective: "93.06%" }),
      withObjective({ objective: "90%", alerting: { levels: [level(9.9, hours(1), minutes(5)), SLOW] } }),
    ],
    failing: [withObjective({ objective: "90%" }), withObjective({ objective: "50%" })],
  }),
});

export const tooLate = check({
  id: "slo/too-late",
  severity: "error",
  reason:
    "A level is reached when its share of bad events was seen over the whole long window. Where that is more than the whole error budget, it tells that the promise is broken, and no more that it will be.",
  *find(model): Iterable<Problem> {
    for (const { slo, path } of objectivesOf(model))
      for (const [index, each] of slo.levels.entries()) {
        const share = budgetShare(each, slo.window);
        if (share.lte(1)) continue;
        const longest = nominalLength(slo.window).milliseconds / each.burnRate;
        yield at(`${levelPath(path, index)}.long`)
          .problem(
            `is told too late: ${each.burnRate} x ${lengthText(each.long)} / ${periodText(slo.window)} = ${percent(share)} of the error budget is gone by then`,
          )
          .mend(
            `write a long window below ${lengthText(milliseconds(longest))} (${periodText(slo.window)} / ${each.burnRate}), or a burnRate below ${figure(roundedDown(exact(nominalLength(slo.window).milliseconds).div(each.long.milliseconds)))}`,
          );
      }
  },
  examples: () => ({
    passing: [withObjective(), withObjective({ alerting: { levels: [FAST, level(10, days(3), hours(6)), SLOW] } })],
    failing: [
      withObjective({ alerting: { levels: [level(14.4, days(3), hours(6)), level(1, days(6), hours(6), "warning")] } }),
    ],
  }),
});

export const slowBurn = check({
  id: "slo/slow-burn",
  severity: "error",
  reason:
    "A burn rate of 1 uses up the error budget exactly at the end of the period. Who is told of less is told that all is well.",
  *find(model): Iterable<Problem> {
    for (const { slo, path } of objectivesOf(model))
      for (const [index, each] of slo.levels.entries()) {
        if (each.burnRate >= 1) continue;
        const left = exact(1).minus(each.burnRate);
        yield at(`${levelPath(path, index)}.burnRate`)
          .problem(
            `is told although the objective is kept: at ${thresholdText(slo, each, percent(thresholdOf(each, allowedOf(slo))))} of bad ${slo.sli.unit}, 1 - ${each.burnRate} = ${percent(left)} of the error budget is left at the end of ${windowText(slo.window)}`,
          )
          .mend("write a burnRate of 1 or more, or a higher objective");
      }
  },
  examples: () => ({
    passing: [withObjective({ alerting: { levels: [SLOW] } })],
    failing: [withObjective({ alerting: { levels: [FAST, level(0.5, days(3), hours(6), "warning")] } })],
  }),
});

const isNoWorse = (a: BurnLevel, b: BurnLevel): boolean =>
  WORST_FIRST.indexOf(a.severity) >= WORST_FIRST.indexOf(b.severity);

/** A level that is reached no later, and tells no less. */
const toldBefore = ({ levels }: Slo, each: BurnLevel): number =>
  levels.findIndex(
    (other) =>
      other.long.milliseconds < each.long.milliseconds && other.burnRate <= each.burnRate && isNoWorse(each, other),
  );

export const levelOrder = check({
  id: "slo/level-order",
  severity: "error",
  reason:
    "Long windows find slow burning that short ones do not see. A longer window with the same or a higher burn rate is reached after the shorter one, and tells nothing that was not told.",
  *find(model): Iterable<Problem> {
    for (const { slo, path } of objectivesOf(model))
      for (const [index, each] of slo.levels.entries()) {
        const earlier = toldBefore(slo, each);
        const other = slo.levels[earlier];
        if (other === undefined) continue;
        const threshold = (one: BurnLevel): string =>
          `${thresholdText(slo, one, percent(thresholdOf(one, allowedOf(slo))))} over ${lengthText(one.long)}`;
        yield at(levelPath(path, index))
          .problem(
            `tells nothing that levels[${earlier}] has not told: where ${threshold(each)} is reached, ${threshold(other)} was reached before`,
          )
          .mend("let burn rates fall as windows grow, or remove the level");
      }
  },
  examples: () => ({
    passing: [
      withObjective(),
      // The same window for a warning and for more.
      withObjective({ alerting: { levels: [FAST, level(6, hours(1), minutes(5), "warning"), SLOW] } }),
      // A warning first, and a page when it lasts.
      withObjective({
        alerting: { levels: [level(6, hours(1), minutes(5), "warning"), level(7, hours(6), hours(1)), SLOW] },
      }),
    ],
    failing: [
      withObjective({
        alerting: { levels: [level(6, hours(1), minutes(5)), level(14.4, hours(6), minutes(30)), SLOW] },
      }),
    ],
  }),
});

export const untoldBurn = check({
  id: "slo/untold-burn",
  severity: "warning",
  reason:
    "What burns just slower than the lowest level is told to nobody, and uses up the error budget before the period is over.",
  *find(model): Iterable<Problem> {
    for (const { slo, path } of objectivesOf(model)) {
      const slowest = Math.min(...slo.levels.map(({ burnRate }) => burnRate));
      if (slowest <= 1) continue;
      const gone = milliseconds(Math.round(nominalLength(slo.window).milliseconds / slowest / 60_000) * 60_000);
      yield at(`${path}.alerting.levels`)
        .problem(
          `have no burnRate of 1: at ${slowest} times, of which nobody is told, the error budget is gone after ${periodText(slo.window)} / ${slowest} = ${lengthText(gone)}`,
        )
        .mend(
          'add a level for slow burning: { burnRate: 1, long: days(3), short: hours(6), severity: "warning" } is that of 30 days',
        );
    }
  },
  examples: () => ({
    passing: [withObjective()],
    failing: [withObjective({ alerting: { levels: [FAST] } })],
  }),
});
