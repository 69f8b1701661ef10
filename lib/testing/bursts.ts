/** Counters that grow in bursts: a window sees each of them, half of the window does not. */
import { inSeconds, plus, seconds, times, type Duration } from "../model";
import type { SeriesBuilder } from "./series";

/**
 * So much per second over any `window`, all of it at one moment in each window. An alert that sees it with the whole window fires; with a
 * shorter one it sees nothing at times.
 * @param interval time between two samples of the test
 */
export const inBursts = (
  counter: SeriesBuilder,
  perSecond: number,
  window: Duration,
  forHowLong: Duration,
  interval: Duration = seconds(30),
): SeriesBuilder => {
  // A window holds one gap between samples less than its length says.
  const every = plus(window, times(-1, interval));
  const size = perSecond * inSeconds(every);
  const count = Math.ceil(forHowLong.milliseconds / every.milliseconds);
  return Array.from({ length: count }, (_, index) => (index + 1) * size).reduce(
    (built, value) => built.constant(value, every),
    counter,
  );
};
