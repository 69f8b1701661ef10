/** The tests that every alert with a limit needs, relative to that limit, so that they follow when an installation moves it. */
import { inSeconds, minutes, plus, seconds, times, type AlertTest, type Duration, type ExpectedAlert } from "../model";
import { fires, silent, type Given, type SeriesBuilder } from "../testing";

interface LimitTests {
  readonly limit: number;
  /** The alert's `for`. */
  readonly pending: Duration;
  /** On which side of the limit the alert fires. @default "above" */
  readonly beyond?: "above" | "below";
  /** The figure cannot exceed 1. @default false */
  readonly ratio?: boolean;
  /** The range over which the alert looks back. @default none: it looks at the newest samples */
  readonly window?: Duration;
  /** The figure adds up over the window, as an increase does, so that it takes that long to get there. @default false */
  readonly addsUp?: boolean;
  /** Time between two samples, longer for an alert that waits for hours: a test of 700 evaluations takes its time. @default seconds(30) */
  readonly interval?: Duration;
  /** Series for which the alert's figure has this value, for that long. */
  readonly given: (value: number, time: Duration) => readonly Given[];
  /** What fires for this value. */
  readonly expect: (value: number) => readonly ExpectedAlert[];
}

const NOTHING = seconds(0);
const STEP = seconds(30);

export const limitTests = ({
  limit,
  pending,
  beyond = "above",
  ratio = false,
  window = NOTHING,
  addsUp = false,
  interval = STEP,
  given,
  expect,
}: LimitTests): readonly AlertTest[] => {
  // Halfway to 1, where a fifth more would be more than all.
  const capped = (value: number): number => (ratio ? Math.min(value, (1 + limit) / 2) : value);
  const [far, near] = beyond === "above" ? [capped(1.2 * limit), 0.95 * limit] : [0.8 * limit, capped(1.05 * limit)];
  const [side, otherSide] = beyond === "above" ? ["above", "below"] : ["below", "above"];
  const after = plus(window, pending, times(6, interval));
  const time = plus(after, times(4, interval));
  // A figure that adds up is beyond the limit when five sixths of the window are over.
  const early = plus(addsUp ? times(0.8, window) : NOTHING, pending, seconds(-30));
  const sparse = times(0.6, window);
  return [
    silent(`a twentieth ${otherSide} the limit`, { given: given(near, time), for: time, interval }),
    fires(`a fifth ${side} the limit`, {
      given: given(far, time),
      interval,
      after,
      notBefore: pending.milliseconds === 0 ? undefined : early,
      expect: expect(far),
    }),
    ...(window.milliseconds === 0
      ? []
      : [
          fires(`a fifth ${side} the limit, with hardly two samples in the window`, {
            given: given(far, times(3, time)),
            interval: sparse,
            after: plus(times(4, sparse), times(2, pending)),
            expect: expect(far),
          }),
        ]),
  ];
};

/** Something is counted once: the alert fires, and knows it for as long as its window; what happened before counts no more. */
export const onceTests = ({
  counted,
  window,
  expect,
  beside = () => [],
}: {
  /** The counter, without samples. */
  readonly counted: SeriesBuilder;
  /** The range over which the alert looks back. */
  readonly window: Duration;
  readonly expect: readonly ExpectedAlert[];
  /** What else the expression reads, for that long. @default nothing */
  readonly beside?: (time: Duration) => readonly Given[];
}): readonly AlertTest[] => [
  fires("once, and still known when most of the window is over", {
    given: [counted.constant(0, minutes(5)).constant(1, times(2, window)), ...beside(times(3, window))],
    after: plus(minutes(5), times(0.8, window)),
    expect,
  }),
  silent("long ago", {
    given: [counted.constant(1, times(3, window)), ...beside(times(3, window))],
    for: times(3, window),
  }),
];

/** Something is wrong or it is not: the alert fires when it has been for as long as the alert waits. */
export const conditionTests = ({
  pending,
  interval = STEP,
  bad,
  good,
  expect,
}: {
  /** The alert's `for`. */
  readonly pending: Duration;
  /** Time between two samples. @default seconds(30) */
  readonly interval?: Duration;
  readonly bad: (time: Duration) => readonly Given[];
  readonly good: (time: Duration) => readonly Given[];
  readonly expect: readonly ExpectedAlert[];
}): readonly AlertTest[] => {
  const time = plus(pending, times(10, interval));
  return [
    silent("while all is well", { given: good(time), for: time, interval }),
    fires("when it has been so for long enough", {
      given: bad(time),
      interval,
      after: plus(pending, times(2, interval)),
      notBefore: pending.milliseconds === 0 ? undefined : plus(pending, seconds(-30)),
      expect,
    }),
  ];
};

/** A time stamp that is always so many seconds ago. */
export const ago = (stamp: SeriesBuilder, age: number, time: Duration, interval: Duration = STEP): SeriesBuilder => {
  const samples = Math.round(time.milliseconds / interval.milliseconds);
  const lastSample = (samples - 1) * inSeconds(interval);
  return stamp.line(-age, lastSample - age, time);
};
