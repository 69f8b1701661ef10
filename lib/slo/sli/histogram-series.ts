/** A histogram that shows traffic to tests: fast and slow events. */
import { bucketLabel, type Duration, type InputSeries, type Metric, type Sli } from "../../model";
import { matchers, promql, type Matchers } from "../../query";
import type { Labels } from "../../routing";
import { nativeOver, type Observed } from "./native-series";
import { labelsAskedBy, labelsWith, selectorOf, strangersTo } from "./selector-values";
import { elsewhere, counterOver, phasesOf, replicasOf, upOver, type Flow, type Phase } from "./traffic";

/** Fast events last as long as the bound allows, slow ones end in the next bucket: a rule with another bound is wrong about them. */
export const histogramSeries = (histogram: Metric, where: Matchers, bound: number): Sli["series"] => {
  const conditions = selectorOf(promql`${histogram}{${matchers(where)}}`)?.matchers;
  if (conditions === undefined || labelsWith(conditions, {}) === undefined) return undefined;
  return (traffic, given, interval) => {
    const phases = phasesOf(traffic, interval);
    const own = labelsWith(conditions, given) ?? {};
    const asked = labelsAskedBy(conditions);
    const replicas = replicasOf(own, asked);
    const strangers = strangersTo(conditions, given).map((labels) => ({
      ...replicas[0]?.labels,
      ...elsewhere(labelsAskedBy(conditions)),
      ...labels,
    }));
    const made = (labels: Labels, buckets: Metric["buckets"], observed: Observed): readonly InputSeries[] =>
      buckets === "native"
        ? [nativeOver(histogram.name, labels, phases, interval, bound, observed)]
        : classicOver({ ...histogram, buckets }, labels, phases, interval, bound, observed);
    return [
      ...replicas.flatMap(({ labels, share }) =>
        made(labels, histogram.buckets, {
          fast: ({ perSecond, badRatio }) => share * perSecond * (1 - badRatio),
          slow: ({ perSecond, badRatio }) => share * perSecond * badRatio,
        }),
      ),
      // Of what no selector lets in, the bucket that it would be judged by is enough.
      ...strangers.flatMap((labels) =>
        made(labels, histogram.buckets === "native" ? "native" : [bound], { fast: () => 0, slow: () => 100 }),
      ),
      ...upOver(
        replicas.map(({ labels }) => labels),
        phases,
        interval,
      ),
    ];
  };
};

/** All series of a histogram with buckets; they exist from the start, as clients have it. */
const classicOver = (
  { name, buckets = [] }: Metric,
  labels: Labels,
  phases: readonly Phase[],
  interval: Duration,
  bound: number,
  { fast, slow }: Observed,
): readonly InputSeries[] => {
  const bounds = buckets === "native" ? [] : buckets;
  const next = bounds.find((each) => each > bound) ?? 2 * bound;
  const part = (suffix: string, more: Labels, perSecond: (flow: Flow) => number): InputSeries =>
    counterOver(`${name}${suffix}`, { ...labels, ...more }, phases, interval, { perSecond, from: "start" });
  const below = (limit: number) => (flow: Flow) => (bound <= limit ? fast(flow) : 0) + (next <= limit ? slow(flow) : 0);
  return [
    ...[...bounds, Infinity].map((limit) => part("_bucket", { le: bucketLabel(limit) }, below(limit))),
    part("_sum", {}, (flow) => bound * fast(flow) + next * slow(flow)),
    part("_count", {}, (flow) => fast(flow) + slow(flow)),
  ];
};
