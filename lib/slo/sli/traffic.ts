/** What happens to a service, sample by sample, and the counters and gauges in which it shows. */
import { inSeconds, times, type Duration, type InputSeries, type Traffic } from "../../model";
import type { Labels } from "../../routing";
import { inputSeries, series, type SeriesBuilder } from "../../testing";

/** So many samples of one kind. */
export type Phase =
  | { readonly kind: "flow"; readonly perSecond: number; readonly badRatio: number; readonly count: number }
  | { readonly kind: "gap" | "absent"; readonly count: number }
  | { readonly kind: "reset" };

export type Flow = Extract<Phase, { readonly kind: "flow" }>;

export const phasesOf = (traffic: readonly Traffic[], interval: Duration): readonly Phase[] => {
  const count = ({ milliseconds }: Duration): number => Math.round(milliseconds / interval.milliseconds);
  return traffic
    .map((each): Phase => {
      if ("reset" in each) return { kind: "reset" };
      if ("gap" in each) return { kind: "gap", count: count(each.gap) };
      if ("absent" in each) return { kind: "absent", count: count(each.absent) };
      return { kind: "flow", perSecond: each.perSecond, badRatio: each.badRatio, count: count(each.for) };
    })
    .filter((phase) => phase.kind === "reset" || phase.count > 0);
};

export interface CounterShape {
  readonly perSecond: (flow: Flow) => number;
  /** Whether it exists before it has counted anything. A counter of errors often does not. */
  readonly from: "start" | "first event";
}

/** A counter that began before the test has counted this much, and an hour of what comes first. */
const COUNTED_BEFORE = 1000;
const BEFORE = 3600;

/**
 * A counter. It has counted before the test begins; one that is born holds the events of its first sample already; where processes start
 * anew, no event is lost between the last sample of the old one and the first of the new one.
 */
export const counterOver = (
  name: string,
  labels: Labels,
  phases: readonly Phase[],
  interval: Duration,
  { perSecond, from }: CounterShape,
): InputSeries => {
  let built = series(name, labels);
  let state: "before" | "absent" | "alive" | "anew" = "before";
  const lasting = (count: number): Duration => times(count, interval);
  const begun = (value: number, rate: number, count: number): SeriesBuilder =>
    built
      .reset()
      .constant(value, interval)
      .ratePerSecond(rate, lasting(count - 1));
  for (const phase of phases) {
    if (phase.kind === "reset") {
      state = state === "alive" ? "anew" : state;
      continue;
    }
    const there = state === "alive" || state === "anew";
    if (phase.kind === "gap") built = built.gap(lasting(phase.count));
    if (phase.kind === "absent") {
      built = gone(built, there, phase.count, interval);
      state = "absent";
    }
    if (phase.kind !== "flow") continue;
    const rate = perSecond(phase);
    const step = rate * (interval.milliseconds / 1000);
    if (state === "alive") built = built.ratePerSecond(rate, lasting(phase.count));
    else if (from === "first event" && rate === 0) {
      built = gone(built, there, phase.count, interval);
      state = "absent";
      continue;
    } else if (state === "before") built = begun(Math.max(rate * BEFORE, COUNTED_BEFORE), rate, phase.count);
    else if (state === "anew" || from === "first event") built = begun(step, rate, phase.count);
    else built = begun(0, rate, phase.count);
    state = "alive";
  }
  return written(built, interval);
};

/** No series; one that was there ends at once. */
const gone = (built: SeriesBuilder, there: boolean, count: number, interval: Duration): SeriesBuilder =>
  there ? built.stale().gap(times(count - 1, interval)) : built.gap(times(count, interval));

/** A gauge. `value` adds a stretch of so many samples to it, the first of them at that second. */
export const gaugeOver = (
  name: string,
  labels: Labels,
  phases: readonly Phase[],
  interval: Duration,
  add: (built: SeriesBuilder, bad: boolean, count: number, second: number) => SeriesBuilder,
): InputSeries => {
  let built = series(name, labels);
  let there = false;
  let passed = 0;
  for (const phase of phases) {
    if (phase.kind === "reset") continue;
    if (phase.kind === "gap") built = built.gap(times(phase.count, interval));
    if (phase.kind === "absent") built = gone(built, there, phase.count, interval);
    if (phase.kind === "flow") {
      let done = 0;
      for (const { bad, count } of spread(phase)) {
        built = add(built, bad, count, (passed + done) * inSeconds(interval));
        done += count;
      }
    }
    there = phase.kind === "flow" || (phase.kind === "gap" && there);
    passed += phase.count;
  }
  return written(built, interval);
};

/** Good and bad samples in turn, the bad ones evenly spread. */
const spread = ({ badRatio, count }: Flow): readonly { readonly bad: boolean; readonly count: number }[] => {
  if (badRatio <= 0 || badRatio >= 1) return [{ bad: badRatio > 0, count }];
  const runs: { bad: boolean; count: number }[] = [];
  for (let index = 0; index < count; index += 1) {
    // A ratio of 1/3 is a bad one of three, whatever its sixteenth digit says.
    const bad = Math.floor((index + 1) * badRatio + 1e-9) > Math.floor(index * badRatio + 1e-9);
    const last = runs.at(-1);
    if (last?.bad === bad) last.count += 1;
    else runs.push({ bad, count: 1 });
  }
  return runs;
};

const written = (built: SeriesBuilder, interval: Duration): InputSeries => {
  const [first] = inputSeries([built], interval);
  return first ?? { series: built.name, values: "" };
};

/** Labels of two processes of one service, and the part of its work that each does; `up` tells that they are scraped. */
export interface Replica {
  readonly labels: Labels;
  readonly share: number;
}

const TELLS_APART = ["instance", "pod", "replica"];

/**
 * Two series in place of one, so that a sum that was forgotten shows.
 * @param fixed labels that tests or selectors ask for
 */
export const replicasOf = (fixed: Labels, asked: readonly string[]): readonly Replica[] => {
  const free = TELLS_APART.find((label) => !Object.hasOwn(fixed, label) && !asked.includes(label));
  const target = {
    ...(asked.includes("job") ? {} : { job: "app" }),
    ...(asked.includes("instance") ? {} : { instance: "app-1" }),
  };
  return free === undefined
    ? [{ labels: { ...target, ...fixed }, share: 1 }]
    : [
        { labels: { ...target, ...fixed, [free]: "app-1" }, share: 0.75 },
        { labels: { ...target, ...fixed, [free]: "app-2" }, share: 0.25 },
      ];
};

/** A target of their own for series that no selector lets in: one that let them in would see nothing of the right target. */
export const elsewhere = (asked: readonly string[]): Labels => (asked.includes("job") ? {} : { job: "elsewhere" });

/** That the targets of these series are scraped, for as long as they exist. */
export const upOver = (
  all: readonly Labels[],
  phases: readonly Phase[],
  interval: Duration,
): readonly InputSeries[] => {
  const targets = all.map(({ job = "", instance = "" }) => ({ job, instance }));
  return distinctSeries(
    targets.map(({ job, instance }) =>
      gaugeOver(
        "up",
        { ...(job === "" ? {} : { job }), ...(instance === "" ? {} : { instance }) },
        phases,
        interval,
        (built, _bad, count) => built.constant(1, times(count, interval)),
      ),
    ),
  );
};

/** Each series once. */
export const distinctSeries = (all: readonly InputSeries[]): readonly InputSeries[] =>
  [...new Map([...all].reverse().map((each) => [each.series, each])).values()].reverse();
