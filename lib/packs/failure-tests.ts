/** The tests of alerts about failures that recur and about states that stay bad, relative to the alert's own window and `for`. */
import {
  minutes,
  plus,
  seconds,
  times,
  type AlertTest,
  type Duration,
  type ExpectedAlert,
  type InputSeries,
} from "../model";
import { fires, silent, type SeriesBuilder } from "../testing";

type Given = SeriesBuilder | InputSeries;

/** Between two samples of a test. */
const STEP = seconds(30);
const BACK = times(-1, STEP);
/** All is well for so long before a state turns bad. */
const CALM = minutes(10);

const longer = (a: Duration, b: Duration): Duration => (a.milliseconds >= b.milliseconds ? a : b);
/** A whole number of steps, one at least. */
const whole = (value: Duration): Duration =>
  longer(STEP, times(Math.round(value.milliseconds / STEP.milliseconds), STEP));

/** As many stretches one after the other as fill the time. */
const filled = (
  builder: SeriesBuilder,
  time: Duration,
  each: Duration,
  stretch: (builder: SeriesBuilder, index: number) => SeriesBuilder,
): SeriesBuilder =>
  Array.from({ length: Math.ceil(time.milliseconds / each.milliseconds) }, (_, index) => index).reduce(
    stretch,
    builder,
  );

/** For `increase(counted[window]) > 0` with a `for` of at least the window: it takes a failure in every window. */
export const recurringTests = ({
  counted,
  window,
  pending,
  expect,
  beside = () => [],
}: {
  /** The counter of failures, without samples. */
  readonly counted: SeriesBuilder;
  /** How far back the alert looks. */
  readonly window: Duration;
  /** The alert's `for`. */
  readonly pending: Duration;
  readonly expect: readonly ExpectedAlert[];
  /** What else the expression reads, for that long. @default nothing */
  readonly beside?: (time: Duration) => readonly Given[];
}): readonly AlertTest[] => {
  const gap = whole(times(0.8, window));
  const time = plus(gap, pending, times(2, window));
  return [
    fires("a failure in every window", {
      given: [filled(counted, time, gap, (built, index) => built.constant(index, gap)), ...beside(time)],
      after: plus(gap, pending, STEP),
      notBefore: plus(gap, pending, BACK),
      expect,
    }),
    silent("failures that end before the wait does", {
      given: [counted.constant(0, gap).constant(5, time), ...beside(time)],
      for: pending.milliseconds < window.milliseconds ? plus(gap, BACK) : time,
    }),
    silent("failures of long ago", { given: [counted.constant(3, time), ...beside(time)], for: time }),
  ];
};

/** For `state == bad`, and for `max_over_time(state[window]) == bad` and its like, which a failed scrape does not interrupt. */
export const stateTests = ({
  state,
  bad,
  good,
  window,
  pending,
  expect,
  beside = () => [],
}: {
  /** The gauge, without samples. */
  readonly state: SeriesBuilder;
  readonly bad: number;
  readonly good: number;
  /** @default none: the expression reads the last value */
  readonly window?: Duration;
  readonly pending: Duration;
  readonly expect: readonly ExpectedAlert[];
  /** What else the expression reads, for that long. @default nothing */
  readonly beside?: (time: Duration) => readonly Given[];
}): readonly AlertTest[] => {
  const turn = plus(CALM, BACK, window === undefined ? STEP : whole(window));
  const time = plus(turn, pending, CALM);
  const round = whole(times(0.8, window ?? pending));
  return [
    fires("bad for as long as it takes", {
      given: [state.constant(good, CALM).constant(bad, time), ...beside(time)],
      after: plus(turn, pending, STEP),
      notBefore: plus(turn, pending, BACK),
      expect,
    }),
    silent("a good moment now and then", {
      given: [
        filled(state, time, round, (built) => built.constant(good, STEP).constant(bad, plus(round, BACK))),
        ...beside(time),
      ],
      for: time,
    }),
  ];
};

/** For `changes(value[window]) > limit`: one change more than the limit fires, as many as the limit do not. */
export const changesTests = ({
  value,
  at,
  limit,
  window,
  pending = seconds(0),
  expect,
  beside = [],
}: {
  /** The gauge, without samples. */
  readonly value: SeriesBuilder;
  /** What it shows after so many changes. */
  readonly at: (changes: number) => number;
  readonly limit: number;
  readonly window: Duration;
  /** The alert's `for`. @default none */
  readonly pending?: Duration;
  /** What fires after so many changes. */
  readonly expect: (changes: number) => readonly ExpectedAlert[];
  /** What else the expression reads. @default nothing */
  readonly beside?: readonly Given[];
}): readonly AlertTest[] => {
  const count = Math.floor(limit) + 1;
  // Spread over nine tenths of the window, so that half of it sees half of them.
  const each = times(0.9 / count, window);
  const changing = (changes: number): SeriesBuilder =>
    Array.from({ length: changes }, (_, index) => index + 1).reduce(
      (built, change) => built.constant(at(change), change === changes ? times(2, window) : each),
      value.constant(at(0), CALM),
    );
  const interval = seconds(15);
  return [
    fires("one change more than the limit, spread over the window", {
      given: [changing(count), ...beside],
      interval,
      // The first change leaves the window soon after the last one has come.
      after: plus(CALM, times(count - 1, each), pending, minutes(1)),
      notBefore: plus(CALM, whole(times(0.5, window))),
      expect: expect(count),
    }),
    silent("as many changes as the limit allows", {
      given: [changing(count - 1), ...beside],
      interval,
      for: plus(CALM, times(2, window)),
    }),
  ];
};
