/** Tests of the clock of a period: in the first year of which its turns are known, and after the last of them. */
import { isDuration, minutes, type CalendarPeriod, type RecordTest, type Slo } from "../../model";
import { beginOf, localTimeAt, periodElapsedAt, periodNumberAt } from "./record-clock";
import { recordTest } from "./record-test";

/** A day after each year has begun in every zone; the second one lies behind all turns that are known. */
const FIRST = Date.UTC(2026, 0, 2);
const LAST = Date.UTC(2038, 0, 2);
const SUMMER = Date.UTC(2026, 6, 2);
const HALF_AN_HOUR = minutes(30).milliseconds;

type ClockFigure = "local-time" | "period" | "elapsed";

const FIGURES: Readonly<Record<ClockFigure, (period: CalendarPeriod, now: number) => number>> = {
  "local-time": localTimeAt,
  period: periodNumberAt,
  elapsed: periodElapsedAt,
};

/** Half an hour before and after a period begins: an hour that the clock is wrong by shows in one of them. */
export const clockTests = (slo: Slo, figure: ClockFigure): readonly RecordTest[] => {
  const { window: period } = slo;
  if (isDuration(period)) return [];
  const value = FIGURES[figure];
  return [FIRST, SUMMER, LAST].flatMap((moment) =>
    [-HALF_AN_HOUR, HALF_AN_HOUR].map((difference) => {
      const from = beginOf(period, moment) + difference;
      return recordTest({
        title: `half an hour ${difference < 0 ? "before" : "after"} the ${period.unit} of ${new Date(moment).toISOString().slice(0, 10)} begins`,
        interval: minutes(1),
        at: minutes(0),
        from,
        given: () => [],
        expect: () => [{ labels: {}, value: value(period, from) }],
      });
    }),
  );
};
