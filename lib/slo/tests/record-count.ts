/** What happens in a test, counted: so many events, so many of them bad, in any stretch of its time. No query has a part in it. */
import { hours, type Duration, type Traffic, type TrafficStretch } from "../../model";
import { decimalText, exact } from "../decimal";

export type Counted = "all" | "bad";

/** What happens to a service, or a time in which nothing is there to be counted or recorded. */
export type Stretch = TrafficStretch | Extract<Traffic, { readonly absent: Duration }>;

/** Milliseconds from the beginning of a test, the first excluded: the way that ranges of Prometheus are meant. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const lengthOf = (stretch: Stretch): number =>
  "absent" in stretch ? stretch.absent.milliseconds : stretch.for.milliseconds;

/** All of them, one after the other, in milliseconds. */
export const totalLength = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, each) => sum + lengthOf(each), 0);

/** The events of a stretch of time. */
export const countOf = (traffic: readonly Stretch[], which: Counted, { from, to }: Span): number => {
  let begin = 0;
  let count = 0;
  for (const stretch of traffic) {
    const end = begin + lengthOf(stretch);
    const shared = Math.min(end, to) - Math.max(begin, from);
    if (shared > 0 && "perSecond" in stretch)
      count += (shared / 1000) * stretch.perSecond * (which === "bad" ? stretch.badRatio : 1);
    begin = end;
  }
  return count;
};

/** When the samples of a recording are taken. */
export interface Samples {
  readonly interval: Duration;
  readonly until: Duration;
}

/** How a recording tells of events: each sample speaks of so long a time before it. */
interface Recorded {
  readonly of: Counted;
  /** What each sample speaks of. */
  readonly span: Duration;
  /** The samples are events per so much: a second for rates, the span for sums. */
  readonly per: "second" | "span";
}

/** The samples of a recording of that traffic, in promtool's notation. */
export const recordedValues = (
  traffic: readonly Stretch[],
  { of, span, per }: Recorded,
  { interval, until }: Samples,
): string => {
  const [step, range] = [interval.milliseconds, span.milliseconds];
  const turns = [0, ...ends(traffic), Infinity];
  const last = Math.floor(until.milliseconds / step);
  const parts: string[] = [];
  for (let index = 0; index <= last;) {
    const now = index * step;
    const turn = turns.findIndex((each) => each >= now);
    const current = traffic[turn - 1];
    const isAbsent = current !== undefined && "absent" in current;
    // As long as nothing changes in what a sample speaks of, all samples are alike.
    const isCalm = isAbsent || !turns.some((each) => each > now - range && each < now);
    const alike = isCalm ? Math.min(last - index, Math.floor(((turns[turn] ?? now) - now) / step)) : 0;
    const count = countOf(traffic, of, { from: now - range, to: now });
    parts.push(
      isAbsent ? `_x${alike + 1}` : `${decimalText(exact(count).div(per === "second" ? range / 1000 : 1))}x${alike}`,
    );
    index += alike + 1;
  }
  return parts.join(" ");
};

/** Where nothing is there, from the first sample to the last, these two excluded. */
export const absences = (traffic: readonly Stretch[]): readonly Span[] => {
  let now = 0;
  return traffic.flatMap((each) => {
    const from = now;
    now += lengthOf(each);
    return "absent" in each ? [{ from, to: now }] : [];
  });
};

const ends = (stretches: readonly Stretch[]): readonly number[] => {
  let now = 0;
  return stretches.map((each) => (now += lengthOf(each)));
};

/** The next whole number of steps. */
export const roundedUp = (value: number, step: number): number => Math.ceil(value / step) * step;

export const HOUR = hours(1).milliseconds;
