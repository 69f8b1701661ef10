/** The tests of alerts about room that will be used up: little is left, and it goes on shrinking. */
import { plus, seconds, times, type AlertTest, type Duration, type ExpectedAlert } from "../model";
import { fires, silent, type SeriesBuilder } from "../testing";

/** For `free share < floor and predict_linear(free[window], horizon) < 0`. */
export const fillingTests = ({
  free,
  whole,
  floor,
  window,
  horizon,
  pending,
  expect,
  beside = () => [],
}: {
  /** The gauge of what is free, without samples. */
  readonly free: SeriesBuilder;
  /** The gauge of what there is at all, without samples. */
  readonly whole: SeriesBuilder;
  /** The share that must be left before the future counts. */
  readonly floor: number;
  /** How much of the past tells of the future. */
  readonly window: Duration;
  readonly horizon: Duration;
  readonly pending: Duration;
  /** What fires at this share. */
  readonly expect: (share: number) => readonly ExpectedAlert[];
  /** What else the expression reads, for that long. @default nothing */
  readonly beside?: (time: Duration) => readonly SeriesBuilder[];
}): readonly AlertTest[] => {
  const low = 0.8 * floor;
  const reachesFloor = times((1 - floor) / (1 - low), window);
  const all = (time: Duration): readonly SeriesBuilder[] => [whole.constant(1, time), ...beside(time)];
  const slow = (0.95 * low * window.milliseconds) / horizon.milliseconds;
  return [
    fires("falling, then resting for half of the window", {
      given: [free.line(1, low, window).constant(low, window), ...all(times(2, window))],
      after: times(1.5, window),
      notBefore: pending.milliseconds === 0 ? undefined : plus(reachesFloor, pending, seconds(-90)),
      expect: expect(low),
    }),
    silent("falling, with a twentieth more than the floor left", {
      given: [free.line(1, 1.05 * floor, window).constant(1.05 * floor, window), ...all(times(2, window))],
      for: times(1.5, window),
    }),
    silent("used up later than the alert looks ahead", {
      given: [free.line(low + slow, low, window), ...all(window)],
      for: window,
    }),
  ];
};
