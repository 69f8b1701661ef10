/** Tests of the two rates that everything rests on, from raw series: what they count is counted here once more, event by event. */
import {
  milliseconds,
  promqlText,
  times,
  type Duration,
  type InputSeries,
  type RecordTest,
  type Slo,
  type Traffic,
  type TrafficStretch,
} from "../../model";
import { badEvents, events } from "../names";
import { satisfies } from "../../query";
import { seriesText } from "../../testing";
import { selectorOf, type Selector } from "../sli/selector-values";
import { countOf, recordedValues, totalLength, type Counted } from "./record-count";
import { flow, gridOf, isFlow, RESET, stretches, type Grid, type Steps } from "./record-steps";
import { busier, expected, recordTest, subjectsOf } from "./record-test";
import { probeTests, shareTests, steadyTime, throughputTests } from "./record-time";

export const rateTests = (slo: Slo, which: Counted, scrapeInterval: Duration): readonly RecordTest[] => {
  const grid = gridOf(slo, scrapeInterval);
  if (slo.sli.kind === "composite") return partTests(slo, which, grid);
  if (slo.sli.series === undefined) return [];
  switch (slo.sli.kind) {
    case "availability":
    case "latency":
      return countedTests(slo, which, grid);
    case "probe":
      return probeTests(slo, which, grid);
    case "throughput":
      return [...steadyTime(slo, which, grid), ...throughputTests(slo, which, grid)];
    case "freshness":
    case "queue-age":
    case "bounds":
      return [...steadyTime(slo, which, grid), ...shareTests(slo, which, grid, scrapeInterval)];
    case "raw":
      // What its queries make of a step is theirs to say.
      return [fromSeries(slo, which, grid, "traffic that stays the same", [flow(5, 0.2, grid.steps * 3)])];
    default:
      return [];
  }
};

/** The rate at the last sample, which speaks of one base range. */
const fromSeries = (
  slo: Slo,
  which: Counted,
  { base, step }: Grid,
  title: string,
  happening: readonly (Steps | typeof RESET)[],
): RecordTest => {
  const flows = stretches(happening.filter(isFlow), step);
  const traffic = happening.flatMap((each): readonly Traffic[] => (isFlow(each) ? stretches([each], step) : [each]));
  const end = totalLength(flows);
  const subjects = subjectsOf(slo);
  return recordTest({
    title,
    interval: step,
    at: milliseconds(end - step.milliseconds),
    given: () =>
      subjects.flatMap(({ labels, factor }) => slo.sli.series?.(busier(traffic, factor), labels, step) ?? []),
    expect: () =>
      expected(
        subjects,
        // Each sample holds what happened since the one before it.
        ({ factor }) =>
          countOf(busier(flows, factor), which, { from: end - base.milliseconds, to: end }) /
          (base.milliseconds / 1000),
      ),
  });
};

const countedTests = (slo: Slo, which: Counted, grid: Grid): readonly RecordTest[] => {
  const { steps, step } = grid;
  const before = 3 * steps;
  const few = steps > 2 ? 2 : 1;
  const oneIn = (perSecond: number): number => 1 / (perSecond * (step.milliseconds / 1000));
  const test = (title: string, ...happening: readonly (Steps | typeof RESET)[]): RecordTest =>
    fromSeries(slo, which, grid, title, happening);
  return [
    test("traffic that stays the same", flow(5, 0.2, before)),
    test("a step: each event counts once", flow(8, 0.25, before), flow(2, 0.5, few)),
    test("processes that start anew lose no event", flow(8, 0.25, before), RESET, flow(8, 0.25, few)),
    test("0 and not nothing after traffic has ended", flow(5, 0.2, steps), flow(0, 0, before)),
    test("the first error ever is one", flow(10, 0, before), flow(10, oneIn(10), 1), flow(10, 0, few - 1)),
    ...(which === "all"
      ? []
      : [
          test("the first error ever is counted once", flow(10, 0, before), flow(10, oneIn(10), 1), flow(10, 0, steps)),
          test("0 where nothing has ever failed", flow(5, 0, before)),
          test("all where everything fails", flow(5, 1, before)),
        ]),
    ...(steps > 2 ? [bornSeries(slo, which, grid), oldSeries(slo, grid)] : []),
    ...(which === "bad" ? nothingGood(slo, grid) : []),
  ];
};

/** Where good events are counted, their counter need not exist before the first of them. */
const nothingGood = (slo: Slo, { step, steps }: Grid): readonly RecordTest[] => {
  const { sli } = slo;
  const good = sli.good === undefined ? undefined : selectorOf(sli.good);
  if (good === undefined) return [];
  const traffic = stretches([flow(5, 1, 3 * steps)], step);
  const subjects = subjectsOf(slo);
  return [
    recordTest({
      title: "all where nothing has ever been good",
      interval: step,
      at: milliseconds(totalLength(traffic) - step.milliseconds),
      given: () =>
        subjects.flatMap(({ labels, factor }) =>
          (sli.series?.(busier(traffic, factor), labels, step) ?? []).filter(({ series }) => !selects(good, series)),
        ),
      expect: () => expected(subjects, ({ factor }) => 5 * factor),
    }),
  ];
};

const selects = ({ metric, matchers }: Selector, series: string): boolean => {
  const found = selectorOf(promqlText(series));
  if (found?.metric !== metric) return false;
  const labels = new Map(found.matchers.map(({ label, value }) => [label, value] as const));
  return matchers.every((matcher) => satisfies(matcher, labels.get(matcher.label) ?? ""));
};

/** On a target that was up and had counted before, a counter began at 0, whatever its first sample says. */
const bornSeries = (slo: Slo, which: Counted, { base, step, steps }: Grid): RecordTest => {
  const before = times(3 * steps, step);
  const steady = stretches([flow(10, 0.25, 3 * steps + 3)], step);
  const flows = stretches([flow(10, 0, 1), flow(10, 0.25, 2)], step);
  const subjects = subjectsOf(slo);
  const isUp = ({ series }: InputSeries): boolean => /^up\b/.test(series);
  const another = ({ series, values }: InputSeries): InputSeries => ({
    series: series.replace(/\}$/, ',version="2"}'),
    values,
  });
  return recordTest({
    title: "series that are born beside others count from 0",
    interval: step,
    at: times(3 * steps + 2, step),
    given: () =>
      subjects.flatMap(({ labels, factor }) => {
        const series = (traffic: readonly Traffic[]) => slo.sli.series?.(busier(traffic, factor), labels, step) ?? [];
        return [
          ...series(steady),
          ...series([{ absent: before }, ...flows])
            .filter((each) => !isUp(each))
            .map(another),
        ];
      }),
    expect: () =>
      expected(subjects, ({ factor }) => {
        const born = { from: step.milliseconds, to: 3 * step.milliseconds };
        const all = countOf(busier(flows, factor), which, born) / (base.milliseconds / 1000);
        return all + 10 * factor * (which === "bad" ? 0.25 : 1);
      }),
  });
};

/** A collector that had lost all of its series for a while shows them again, with all that they ever counted. */
const oldSeries = (slo: Slo, { step, steps }: Grid): RecordTest => {
  const [before, lost, back] = [times(3 * steps, step), times(3 * steps, step), times(3, step)];
  const quiet: Traffic = { perSecond: 0, badRatio: 0, for: back };
  const subjects = subjectsOf(slo);
  const isUp = ({ series }: InputSeries): boolean => /^up\b/.test(series);
  return recordTest({
    title: "series that come back to a target that was up bring nothing new",
    interval: step,
    at: times(6 * steps + 2, step),
    given: () =>
      subjects.flatMap(({ labels, factor }) => {
        const busy: Traffic = { perSecond: 10 * factor, badRatio: 0.25, for: before };
        const series = (traffic: readonly Traffic[]) => slo.sli.series?.(traffic, labels, step) ?? [];
        return [
          ...series([busy, { gap: lost }, quiet]).filter((each) => !isUp(each)),
          ...series([busy, { ...busy, for: lost }, quiet]).filter(isUp),
        ];
      }),
    expect: () => expected(subjects, () => 0),
  });
};

/** A journey is computed from what was recorded of its steps: each part in a traffic of its own, so that its weight shows. */
const partTests = (slo: Slo, which: Counted, { base, step, steps }: Grid): readonly RecordTest[] => {
  const parts = slo.sli.parts ?? [];
  const subjects = subjectsOf(slo);
  const name = (which === "bad" ? badEvents : events)(base);
  const traffic = (index: number, idle: boolean): readonly TrafficStretch[] => [
    { perSecond: idle ? 0 : index + 2, badRatio: 1 / (index + 2), for: times(3 * steps, step) },
  ];
  const at = times(2 * steps, step);
  const test = (title: string, idle: boolean): RecordTest =>
    recordTest({
      title,
      interval: step,
      at,
      given: () =>
        subjects.flatMap(({ labels, factor }) =>
          parts.map((part, index) => ({
            series: seriesText(name, { ...labels, slo: part.slo }),
            values: recordedValues(
              busier(traffic(index, idle), factor),
              { of: which, span: base, per: "second" },
              { interval: step, until: at },
            ),
          })),
        ),
      expect: () =>
        expected(subjects, ({ factor }) =>
          parts.reduce(
            (sum, { weight }, index) =>
              sum + weight * countOf(busier(traffic(index, idle), factor), which, { from: 0, to: 1000 }),
            0,
          ),
        ),
    });
  return [
    test("each event of each part counts as much as the part weighs", false),
    test("0 where nothing happens", true),
  ];
};
