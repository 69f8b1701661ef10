/** An indicator in one's own PromQL, for what no other kind says. */
import { plus, type Duration, type Expression, type Sli } from "../../model";
import { promql } from "../../query";
import { orNone } from "./rates";

export interface RawRange {
  /** The range that the rate is to speak of. */
  readonly window: Duration;
  /** The window and one scrape more: over it, `rate` counts each event once. */
  readonly range: Duration;
}

export interface RawProps {
  /** All that counts, per second, with the labels of `groupBy` and no others. */
  readonly total: (range: RawRange) => Expression;
  /** What was bad of it, per second, with the same labels. It may be missing while there is none. */
  readonly bad: (range: RawRange) => Expression;
  /** @default "events" */
  readonly unit?: Sli["unit"];
  /** What a bad one is, in words that end a sentence. @default "are bad" */
  readonly badMeans?: string;
  /** Series that show traffic to the generated tests. @default none, and a finding says that its rules are not proven */
  readonly series?: Sli["series"];
}

/** `raw({ total: ({ range }) => promql\`sum(rate(jobs_total[${range}]))\`, bad: ({ range }) => promql\`…\` })` */
export const raw = ({ total, bad, unit = "events", badMeans = "are bad", series }: RawProps): Sli => ({
  kind: "raw",
  unit,
  badMeans,
  rates: (sliRange) => {
    const { window, scrapeInterval } = sliRange;
    const range = { window, range: plus(window, scrapeInterval) };
    return { total: total(range), bad: orNone(promql`(${bad(range)})`, sliRange) };
  },
  reads: [],
  series,
});
