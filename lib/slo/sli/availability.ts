/** Availability: the share of events that went well. */
import { once, type Expression, type Sli } from "../../model";
import { counterSeries } from "./counter-series";
import { counted, orNone, totalWithout } from "./rates";

interface Counted {
  /** The counter of all events: `promql\`\${http.requestsTotal}{service="checkout"}\``. Without a range: it is added. */
  readonly total: Expression;
  /** What an event is. @default "requests" */
  readonly unit?: "requests" | "events";
  /** What a bad one is, in words that end a sentence: `are answered with 5xx`. @default "fail" */
  readonly badMeans?: string;
}

export type AvailabilityProps = Counted &
  (
    | {
        /** The counter of bad events. It need not exist before the first of them. */
        readonly bad: Expression;
        readonly good?: undefined;
      }
    | {
        /** The counter of good events, where that is what is counted. While it does not exist, all events are bad. */
        readonly good: Expression;
        readonly bad?: undefined;
      }
  );

/**
 * ```ts
 * availability({
 *   total: promql`${http.requestsTotal}{service="checkout"}`,
 *   bad: promql`${http.requestsTotal}{service="checkout", status_code=~"5.."}`,
 *   badMeans: "are answered with 5xx",
 * })
 * ```
 */
export const availability = ({ total, bad, good, unit = "requests", badMeans = "fail" }: AvailabilityProps): Sli => {
  const series = once(() => counterSeries(bad === undefined ? { total, good } : { total, bad }));
  return {
    kind: "availability",
    unit,
    badMeans,
    rates: (range) => ({
      total: counted(total, total, range),
      bad:
        bad === undefined
          ? totalWithout(orNone(counted(good, total, range), range), range)
          : orNone(counted(bad, total, range), range),
    }),
    reads: [total, bad ?? good],
    good,
    get series() {
      return series();
    },
  };
};
