/** Gauges, probes and counters that show to tests when time was good and when it was bad. */
import { inSeconds, times, type Duration, type Expression, type InputSeries, type Sli } from "../../model";
import type { Labels } from "../../routing";
import type { SeriesBuilder } from "../../testing";
import { labelsAskedBy, labelsWith, selectorOf } from "./selector-values";
import { counterOver, gaugeOver, phasesOf, replicasOf, upOver, type Phase, type Replica } from "./traffic";

type GaugeMeaning =
  | { readonly kind: "above" | "below"; readonly bound: number }
  | { readonly kind: "timestamp"; readonly within: number };

type Add = (built: SeriesBuilder, bad: boolean, count: number, second: number) => SeriesBuilder;

/** One series shows the traffic. The other is always good where the worst one counts, and always stale where the newest does. */
export const gaugeSeries = (gauge: Expression, meaning: GaugeMeaning): Sli["series"] =>
  shown(gauge, (metric, replicas, phases, interval) => {
    const add = adding(meaning, interval);
    return replicas.map(({ labels }, index) =>
      gaugeOver(metric, labels, phases, interval, (built, bad, count, second) =>
        add(built, index === 0 ? bad : meaning.kind === "timestamp", count, second),
      ),
    );
  });

const adding = (meaning: GaugeMeaning, interval: Duration): Add => {
  if (meaning.kind === "timestamp") return aging(meaning.within, interval);
  const { bound } = meaning;
  const away = bound === 0 ? 1 : Math.abs(bound) / 10;
  const worse = meaning.kind === "above" ? away : -away;
  return (built, bad, count) => built.constant(bad ? bound + worse : bound - worse, times(count, interval));
};

/** Good data stays fresh until the next sample, however seldom these are. */
const aging = (within: number, interval: Duration): Add => {
  const step = inSeconds(interval);
  return (built, bad, count, second) => {
    const begin = second - (bad ? 1.25 * within : Math.min(0.75 * within, within - step));
    return built.line(begin, begin + (count - 1) * step, times(count, interval));
  };
};

/** Two probers; where some probes fail, they fail in both. */
export const probeSeries = (probe: Expression): Sli["series"] =>
  shown(probe, (metric, replicas, phases, interval) =>
    replicas.map(({ labels }) =>
      gaugeOver(metric, labels, phases, interval, (built, bad, count) =>
        built.constant(bad ? 0 : 1, times(count, interval)),
      ),
    ),
  );

/** What is done in good times and in bad ones, in shares of the least that is enough. */
export const THROUGHPUT = { good: 1.5, bad: 0.7 } as const;

export const throughputSeries = (counter: Expression, floor: number): Sli["series"] =>
  shown(counter, (metric, replicas, phases, interval) =>
    replicas.map(({ labels, share }) =>
      counterOver(metric, labels, phases, interval, {
        perSecond: ({ badRatio }) => share * floor * (badRatio > 0 ? THROUGHPUT.bad : THROUGHPUT.good),
        from: "start",
      }),
    ),
  );

const shown = (
  expression: Expression,
  made: (
    metric: string,
    replicas: readonly Replica[],
    phases: readonly Phase[],
    interval: Duration,
  ) => readonly InputSeries[],
): Sli["series"] => {
  const selector = selectorOf(expression);
  if (selector === undefined || labelsWith(selector.matchers, {}) === undefined) return undefined;
  const { metric, matchers } = selector;
  const asked = labelsAskedBy(matchers);
  return (traffic, given, interval) => {
    const phases = phasesOf(traffic, interval);
    const labels: Labels = labelsWith(matchers, given) ?? given;
    const replicas = replicasOf(labels, asked);
    return [
      ...made(metric, replicas, phases, interval),
      ...upOver(
        replicas.map((each) => each.labels),
        phases,
        interval,
      ),
    ];
  };
};
