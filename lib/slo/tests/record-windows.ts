/** Tests of sums over windows: a burst that only the whole window remembers, busy and quiet times that weigh as much as they had events. */
import { isDuration, milliseconds, times, type Duration, type RecordTest, type Slo } from "../../model";
import { baseRange } from "../burn-levels";
import { countsHours, isHourly } from "../hours";
import { INTERVAL } from "../recorded";
import { fastWindows } from "../recordings";
import { nominalLength } from "../window";
import { beginOf, KNOWN } from "./record-clock";
import { countOf, HOUR, roundedUp, type Counted, type Span, type Stretch } from "./record-count";
import { givenHours, givenPeriods, givenRates } from "./record-given";
import { busier, expected, recordTest, subjectsOf } from "./record-test";

/** What a sum is asked for. */
type Figure = "ratio" | Counted;

/** A recording that adds up what others have recorded, as far as its tests have to know it. */
interface Sum {
  readonly window: Duration;
  /** Between two of the recordings that it adds up, and between two samples in its tests. */
  readonly step: Duration;
  /** What each of those speaks of. */
  readonly span: Duration;
}

/** Tests of what is recorded over a window of alerts. */
export const windowTests = (slo: Slo, figure: Figure, window: Duration): readonly RecordTest[] => {
  const base = isHourly(slo, window) ? milliseconds(HOUR) : baseRange(slo.levels);
  const isFast = fastWindows(slo).some((each) => each.milliseconds === window.milliseconds);
  return sumTests(slo, figure, { window, step: isFast ? INTERVAL : base, span: base });
};

/** Tests of what is recorded of an hour. */
export const hourTests = (slo: Slo, which: Counted): readonly RecordTest[] => {
  const base = baseRange(slo.levels);
  return sumTests(slo, which, { window: milliseconds(HOUR), step: base, span: base });
};

/** Tests of the events of the whole period. */
export const periodTests = (slo: Slo, which: Counted): readonly RecordTest[] => {
  const base = countsHours(slo) ? milliseconds(HOUR) : baseRange(slo.levels);
  return [
    ...(isDuration(slo.window)
      ? sumTests(slo, which, { window: slo.window, step: base, span: base })
      : [newPeriod(slo, which, base), sumTest(slo, which, IDLE, "0 while nothing happens", late(slo, base))]),
    ...wholeChain(slo, which, base),
  ];
};

/** From raw series through all rules: what has been there for a few hours only, and a period that begins in between. */
const wholeChain = (slo: Slo, which: Counted, { milliseconds: step }: Duration): readonly RecordTest[] => {
  const { sli, window: period } = slo;
  const begin = isDuration(period) ? undefined : beginOf(period, KNOWN);
  if ((sli.kind !== "availability" && sli.kind !== "latency") || (begin ?? 0) % step !== 0) return [];
  const interval = baseRange(slo.levels);
  const before = begin === undefined ? 0 : 2 * HOUR;
  const end = 4 * HOUR;
  const traffic = [stretch(10, 0.1, 2 * HOUR), stretch(4, 0.5, HOUR), stretch(10, 0, 2 * HOUR)];
  const subjects = subjectsOf(slo);
  // Each sample holds what happened since the one before it; the first of all holds nothing that could be told.
  const span = { from: before + interval.milliseconds, to: end + interval.milliseconds };
  return [
    recordTest({
      title: "some hours of raw series, through all rules",
      interval,
      at: milliseconds(end),
      from: begin === undefined ? undefined : begin - before,
      given: () =>
        subjects.flatMap(({ labels, factor }) => sli.series?.(busier(traffic, factor), labels, interval) ?? []),
      expect: () => expected(subjects, ({ factor }) => countOf(busier(traffic, factor), which, span)),
    }),
  ];
};

/** Seconds pass at one pace only. */
const paced = ({ sli }: Slo, perSecond: number): number => (sli.unit === "seconds" ? 1 : perSecond);

const stretch = (perSecond: number, badRatio: number, length: number): Stretch => ({
  perSecond,
  badRatio,
  for: milliseconds(length),
});

const IDLE = [stretch(0, 0, Number.MAX_SAFE_INTEGER)];

/**
 * Promtool takes 10,000 samples of a query, each of them twice, and those of the clock for each step: a long window is left empty between
 * its ends.
 */
const MOST_STEPS = 20;

/** Busy, then nothing at all for as long as it takes, then as quiet as before. */
const busyThenQuiet = (
  slo: Slo,
  { busy, quiet }: { readonly busy: number; readonly quiet: number },
  { step, span }: Grid,
): readonly Stretch[] => {
  const [short, shortQuiet] = [busy, quiet].map((length) => Math.min(length, MOST_STEPS * step)) as [number, number];
  const empty = busy + quiet - short - shortQuiet;
  return [
    stretch(paced(slo, 10), 0, short),
    // What samples remember of the busy time is recorded to its end.
    ...(empty <= span ? [stretch(0, 0, empty)] : [stretch(0, 0, span), { absent: milliseconds(empty - span) }]),
    stretch(paced(slo, 1), 0.1, shortQuiet),
  ];
};

/** In milliseconds: between two recordings, and what each of them speaks of. */
interface Grid {
  readonly step: number;
  readonly span: number;
}

const sumTests = (slo: Slo, figure: Figure, sum: Sum): readonly RecordTest[] => {
  const step = sum.step.milliseconds;
  const span = sum.span.milliseconds;
  // Steps lie side by side: a window that is no whole number of them counts one more.
  const whole = roundedUp(sum.window.milliseconds, step);
  const busy = Math.max(0, Math.min(roundedUp(whole / 2, step), whole - span) - step);
  const happening = [
    // As much before the window begins as at its end: what samples say of times before it makes no difference.
    stretch(paced(slo, 1), 0.1, span),
    stretch(paced(slo, 20), 0.5, step),
    ...busyThenQuiet(slo, { busy, quiet: whole - step - busy }, { step, span }),
  ];
  const time: Time = { begin: span, end: span + whole, step: sum.step };
  const short = Math.min(whole, MOST_STEPS * step);
  const soon: Time = { ...time, end: span + short };
  return [
    sumTest(slo, figure, happening, "a burst at its beginning, busy and quiet times", time),
    ...(figure === "ratio"
      ? [
          sumTest(slo, figure, [stretch(500 / short, 0.5, span + short)], "less than one event is still some", soon),
          sumTest(slo, figure, IDLE, "nothing where nothing happens, not NaN", soon),
        ]
      : [sumTest(slo, figure, IDLE, "0 where nothing happens", soon)]),
  ];
};

interface Time {
  /** From where on it counts, in milliseconds from the beginning of the test. */
  readonly begin: number;
  /** When it is asked. */
  readonly end: number;
  readonly step: Duration;
  /** When the test begins, in milliseconds since 1970, and the period. */
  readonly clock?: { readonly from: number; readonly begin: number };
}

const sumTest = (
  slo: Slo,
  figure: Figure,
  traffic: readonly Stretch[],
  title: string,
  { begin, end, step, clock }: Time,
): RecordTest => {
  const subjects = subjectsOf(slo);
  const byHours = step.milliseconds === HOUR;
  // The clock is looked at between two hours.
  const interval = byHours && clock !== undefined ? times(0.5, step) : step;
  const at = milliseconds(end);
  return recordTest({
    title,
    interval,
    at,
    every: at,
    from: clock?.from,
    given: () => [
      ...(byHours ? givenHours : givenRates)(slo, subjects, traffic, { interval, until: at }),
      ...(clock === undefined || isDuration(slo.window)
        ? []
        : givenPeriods(slo, slo.window, clock, traffic, { interval, until: at })),
    ],
    expect: () =>
      expected(subjects, ({ factor }) => figureOf(figure, busier(traffic, factor), { from: begin, to: end })),
  });
};

/** Nothing for the ratio of no events. */
const figureOf = (figure: Figure, traffic: readonly Stretch[], span: Span): number | undefined => {
  if (figure !== "ratio") return countOf(traffic, figure, span);
  const all = countOf(traffic, "all", span);
  return all === 0 ? undefined : countOf(traffic, "bad", span) / all;
};

/** The first period that begins after a moment, at a whole hour of UTC at which a test may begin. */
const late = (slo: Slo, step: Duration): Time => {
  const from = isDuration(slo.window) ? 0 : roundedUp(beginOf(slo.window, KNOWN), HOUR);
  return { begin: 0, end: 2 * HOUR, step, clock: { from, begin: from } };
};

/** Most of a period with a busy first step, and busier times right before it began. */
const newPeriod = (slo: Slo, which: Counted, step: Duration): RecordTest => {
  const period = slo.window;
  if (isDuration(period)) return sumTest(slo, which, IDLE, "0", late(slo, step));
  const nominal = nominalLength(period).milliseconds;
  const begin = beginOf(period, KNOWN);
  const from = Math.floor((begin - nominal / 10) / HOUR) * HOUR;
  const before = begin - from;
  const end = roundedUp(before + nominal * 0.75, HOUR);
  const at = step.milliseconds;
  // Hours of UTC may begin within an hour of the zone: nothing happens in the one in which the period begins.
  const [ahead, after] = [begin % at, (at - (begin % at)) % at];
  return sumTest(
    slo,
    which,
    [
      ...busyThenQuiet(slo, { busy: 0, quiet: before - at - ahead }, { step: at, span: at }),
      stretch(paced(slo, 50), 0.7, at),
      stretch(0, 0, ahead + after),
      stretch(paced(slo, 20), 0.5, at),
      ...busyThenQuiet(
        slo,
        { busy: nominal / 4, quiet: end - before - after - at - nominal / 4 },
        { step: at, span: at },
      ),
    ],
    "what happened before the period began is forgotten, what happened right after is not",
    { begin: before, end, step, clock: { from, begin } },
  );
};
