/** Tests of the rates of what is looked at and not counted: probes, and time that is good or bad. */
import { milliseconds, times, type Duration, type RecordTest, type Slo } from "../../model";
import { totalLength, type Counted } from "./record-count";
import { flow, stretches, type Grid, type Steps } from "./record-steps";
import { expected, recordTest, subjectsOf } from "./record-test";

/** A probe each step, from each of the probers. */
export const probeTests = (slo: Slo, which: Counted, grid: Grid): readonly RecordTest[] => {
  const { base, step, steps } = grid;
  const few = steps > 2 ? 2 : 1;
  const subjects = subjectsOf(slo);
  const test = (title: string, bad: number, ...happening: readonly Steps[]): RecordTest => {
    const series = (labels: Readonly<Record<string, string>>) =>
      slo.sli.series?.(stretches(happening, step), labels, step) ?? [];
    const end = totalLength(stretches(happening, step));
    return recordTest({
      title,
      interval: step,
      at: milliseconds(end - step.milliseconds),
      given: () => subjects.flatMap(({ labels }) => series(labels)),
      expect: () =>
        expected(subjects, ({ labels }) => {
          const probers = series(labels).filter((each) => !each.series.startsWith("up{")).length;
          return (probers * (which === "bad" ? bad : steps)) / (base.milliseconds / 1000);
        }),
    });
  };
  return [
    test("probes that succeed", 0, flow(1, 0, 3 * steps)),
    test("probes that fail", steps, flow(1, 1, 3 * steps)),
    ...(steps > 2 ? [test("some probes fail", few, flow(1, 0, 3 * steps), flow(1, 1, few), flow(1, 0, 1))] : []),
  ];
};

/** What is always good or always bad; a second each second. */
export const steadyTime = (slo: Slo, which: Counted, grid: Grid): readonly RecordTest[] => [
  timeTest(slo, grid, "good all the time", which === "all" ? 1 : 0, [flow(1, 0, 3 * grid.steps)]),
  timeTest(slo, grid, "bad all the time", 1, [flow(1, 1, 3 * grid.steps)]),
];

const timeTest = (slo: Slo, { step }: Grid, title: string, value: number, happening: readonly Steps[]): RecordTest => {
  const traffic = stretches(happening, step);
  const subjects = subjectsOf(slo);
  return recordTest({
    title,
    interval: step,
    at: milliseconds(totalLength(traffic) - step.milliseconds),
    given: () => subjects.flatMap(({ labels }) => slo.sli.series?.(traffic, labels, step) ?? []),
    expect: () => expected(subjects, () => value),
  });
};

/** The share of time is exact where each sample is looked at equally often. */
export const shareTests = (slo: Slo, which: Counted, grid: Grid, scrapeInterval: Duration): readonly RecordTest[] => {
  const { step, steps } = grid;
  if (which === "all" || steps <= 2 || step.milliseconds % scrapeInterval.milliseconds !== 0) return [];
  const happening = [flow(1, 0, 3 * steps), flow(1, 1, 1), flow(1, 0, steps - 1)];
  return [timeTest(slo, grid, "bad for a part of it", 1 / steps, happening), justSeen(slo, scrapeInterval)];
};

/** Between two looks, what has come to be is there, and nobody has looked at it yet. */
const justSeen = (slo: Slo, scrapeInterval: Duration): RecordTest => {
  const half = times(0.5, scrapeInterval);
  const subjects = subjectsOf(slo);
  return recordTest({
    title: "0 and not nothing in the moment in which it comes to be",
    interval: half,
    at: times(9, half),
    given: () =>
      subjects.flatMap(
        ({ labels }) =>
          slo.sli.series?.([{ absent: times(9, half) }, { perSecond: 1, badRatio: 1, for: half }], labels, half) ?? [],
      ),
    expect: () => expected(subjects, () => 0),
  });
};

/** The floor is for the average of the range, and not for its last minutes. */
export const throughputTests = (slo: Slo, which: Counted, grid: Grid): readonly RecordTest[] =>
  which === "all" || grid.steps < 4
    ? []
    : [timeTest(slo, grid, "less for two minutes is still enough", 0, [flow(1, 0, 3 * grid.steps), flow(1, 1, 2)])];
