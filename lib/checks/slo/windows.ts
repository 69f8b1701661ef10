/** Periods longer than anything is kept, and windows too short for the scrapes that fill them. */
import { days, hours, milliseconds, minutes, seconds, type Model, type SloWindow } from "../../model";
import { baseRange, calendarMonth, calendarQuarter, calendarYear, exact, lookBack, windowText } from "../../slo";
import { at, check, type Problem } from "../check";
import { level, objective, SLOW, withObjective, withObjectives } from "./example";
import { objectivesOf } from "../content/objectives";
import { lengthText, levelPath, percent, quotientText } from "./words";

/** Whole days where a period of the calendar has turned its clock. */
const lengthOf = (window: SloWindow): string => lengthText(lookBack(window));

export const beyondRetention = check({
  id: "slo/retention",
  severity: "error",
  reason:
    "The budget of a period is computed from what was recorded in all of it. Where that is deleted before the period is over, bad events of its beginning are forgotten, and the budget seems to recover.",
  *find(model): Iterable<Problem> {
    for (const { slo, path, evaluator } of objectivesOf(model)) {
      if (evaluator === undefined) continue;
      const { retention } = evaluator;
      const back = lookBack(slo.window);
      const missing = back.milliseconds - retention.milliseconds;
      if (missing <= 0) continue;
      yield at(`${path}.window`)
        .problem(
          `is ${windowText(slo.window)}, for which its rules look back ${lengthOf(slo.window)}, and ${evaluator.path} keeps ${lengthText(retention)}: ${lengthOf(slo.window)} - ${lengthText(retention)} = ${lengthText(milliseconds(missing))} are missing`,
        )
        .mend(`keep ${lengthOf(slo.window)} or more, or write a window of at most ${lengthText(retention)}`);
    }
  },
  examples: () => ({
    passing: [withObjective({ window: days(30) }), keeping(366, calendarYear())],
    failing: [
      withObjective({ window: days(90) }),
      withObjective({ window: calendarMonth("Europe/Berlin") }),
      keeping(92, calendarQuarter()),
    ],
  }),
});

/** A Prometheus that keeps so many days. */
const keeping = (count: number, window: SloWindow): Model => {
  const model = withObjective({ window });
  return { ...model, evaluators: model.evaluators.map((each) => ({ ...each, retention: days(count) })) };
};

/** A rate takes two samples, and one or two scrapes may fail. */
const SAMPLES = 4;

export const scrapeInterval = check({
  id: "slo/scrape-interval",
  severity: "error",
  reason:
    "All figures of an objective are sums over its shortest window. Where that holds few samples, one scrape that fails leaves a hole in it, and short trouble falls between two of them.",
  explains: ["promql/short-range"],
  *find(model): Iterable<Problem> {
    for (const { slo, path, scrapeInterval: scrape } of objectivesOf(model)) {
      // What others recorded is there every minute.
      if (scrape === undefined || slo.sli.parts !== undefined) continue;
      const base = baseRange(slo.levels);
      if (base.milliseconds >= SAMPLES * scrape.milliseconds) continue;
      const index = slo.levels.findIndex(({ short }) => short.milliseconds === base.milliseconds);
      const least = milliseconds(SAMPLES * scrape.milliseconds);
      const often = milliseconds(base.milliseconds / SAMPLES);
      yield at(index === -1 ? `${path}.alerting.levels` : `${levelPath(path, index)}.short`)
        .problem(
          `is too short for a scrape every ${lengthText(scrape)}: ${quotientText(base, scrape)} samples in the shortest window, and ${SAMPLES} are needed, since a rate takes 2 and 1 or 2 scrapes may fail`,
        )
        .mend(
          least.milliseconds <= minutes(5).milliseconds
            ? `write a short window of ${lengthText(milliseconds(Math.ceil(least.milliseconds / 60_000) * 60_000))} or more, or scrape every ${lengthText(often)} or more often (${lengthText(base)} / ${SAMPLES})`
            : `scrape every ${lengthText(often)} or more often: ${lengthText(base)} / ${SAMPLES}`,
        );
    }
  },
  examples: () => ({
    passing: [withObjective(), withObjective({ alerting: { levels: [level(14.4, hours(1), minutes(2)), SLOW] } })],
    failing: [
      withObjective({ alerting: { levels: [level(14.4, hours(1), minutes(1)), SLOW] } }),
      withObjectives([objective()], { scrapeInterval: minutes(2) }),
    ],
  }),
});

export const scrapeGap = check({
  id: "slo/scrape-gap",
  severity: "warning",
  reason:
    "Windows lie side by side and share one sample, so that each event is counted once. Where scrapes are further apart than the objectives were made for, what happens between two windows is counted in none.",
  *find(model): Iterable<Problem> {
    for (const { slo, path, evaluator, scrapeInterval: made } of objectivesOf(model)) {
      if (evaluator === undefined || made === undefined || slo.sli.parts !== undefined) continue;
      const { scrapeInterval: real } = evaluator;
      const lost = real.milliseconds - made.milliseconds;
      if (lost <= 0) continue;
      const base = baseRange(slo.levels);
      yield at(path)
        .problem(
          `is made for a scrape every ${lengthText(made)}, and ${evaluator.path} scrapes every ${lengthText(real)}: ${lengthText(real)} - ${lengthText(made)} = ${lengthText(milliseconds(lost))} of each ${lengthText(base)} are counted in no window, ${percent(exact(lost).div(base.milliseconds))}`,
        )
        .mend(
          `write scrapeInterval: ${lengthText(real)} where the pack is made, or waive this where its targets are scraped every ${lengthText(made)}`,
        );
    }
  },
  examples: () => ({
    passing: [
      withObjectives([objective()], { scrapeInterval: seconds(30) }),
      withObjectives([objective()], { scrapeInterval: minutes(1) }),
    ],
    failing: [withObjectives([objective()], { scrapeInterval: seconds(15) })],
  }),
});
