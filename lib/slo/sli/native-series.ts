/** A native histogram of fast and slow events, in promtool's notation. */
import type { Duration, InputSeries } from "../../model";
import type { Labels } from "../../routing";
import { seriesText, withoutDust } from "../../testing";
import type { Flow, Phase } from "./traffic";

/** How many of its events are fast and how many are slow, per second. */
export interface Observed {
  readonly fast: (flow: Flow) => number;
  readonly slow: (flow: Flow) => number;
}

/** Events since the process began. */
interface Content {
  readonly fast: number;
  readonly slow: number;
}

/** What it has observed before the test begins. */
const BEFORE: Content = { fast: 1000, slow: 0 };
const EMPTY: Content = { fast: 0, slow: 0 };

/** Buckets end at powers of two: fast events are in the last one that ends at the bound or before, slow ones in one that begins at it or after. */
export const nativeOver = (
  name: string,
  labels: Labels,
  phases: readonly Phase[],
  interval: Duration,
  bound: number,
  { fast, slow }: Observed,
): InputSeries => {
  const first = Math.floor(Math.log2(bound));
  const last = Math.ceil(Math.log2(bound)) + 1;
  const spelled = (content: Content): string => {
    const counts = Array.from({ length: last - first + 1 }, (_, index) =>
      index === 0 ? content.fast : index === last - first ? content.slow : 0,
    );
    const sum = content.fast * 2 ** first + content.slow * 2 ** last;
    return `{{schema:0 count:${withoutDust(content.fast + content.slow)} sum:${withoutDust(sum)} offset:${first} buckets:[${counts.map(withoutDust).join(" ")}]}}`;
  };
  const parts: string[] = [];
  let now: Content | undefined = BEFORE;
  let there = false;
  let anew = false;
  for (const phase of phases) {
    if (phase.kind === "reset") anew = there;
    if (phase.kind === "gap") parts.push(`_x${phase.count}`);
    if (phase.kind === "absent") {
      parts.push(...(there ? ["stale", ...(phase.count > 1 ? [`_x${phase.count - 1}`] : [])] : [`_x${phase.count}`]));
      [there, anew, now] = [false, false, undefined];
    }
    if (phase.kind !== "flow") continue;
    const seconds = interval.milliseconds / 1000;
    const growth: Content = { fast: asWritten(fast(phase) * seconds), slow: asWritten(slow(phase) * seconds) };
    // One that comes to be begins empty; where processes start anew, no event is lost.
    const begin: Content = anew ? growth : there ? plus(now ?? EMPTY, growth, 1) : (now ?? EMPTY);
    const end = plus(begin, growth, phase.count - 1);
    // Promtool adds step by step: what ends a trifle too high would seem to start anew in the next phase.
    parts.push(...(phase.count === 1 ? [] : [`${spelled(begin)}+${spelled(growth)}x${phase.count - 2}`]), spelled(end));
    [there, anew, now] = [true, false, end];
  }
  return { series: seriesText(name, labels), values: parts.join(" ") };
};

const asWritten = (value: number): number => Number(withoutDust(value));

const plus = (content: Content, growth: Content, times: number): Content => ({
  fast: asWritten(content.fast + times * growth.fast),
  slow: asWritten(content.slow + times * growth.slow),
});
