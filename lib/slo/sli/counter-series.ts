/** Counters that show traffic to tests: every series that the selectors of an indicator tell apart. */
import type { Expression, InputSeries, Sli } from "../../model";
import type { Labels } from "../../routing";
import { labelsAskedBy, labelsWith, labelsWithout, selectorOf, strangersTo, type Selector } from "./selector-values";
import {
  counterOver,
  distinctSeries,
  elsewhere,
  phasesOf,
  replicasOf,
  upOver,
  type CounterShape,
  type Flow,
} from "./traffic";

interface Selectors {
  readonly total: Expression;
  readonly bad?: Expression;
  readonly good?: Expression;
}

/** Labels of a counter, and what it counts. */
interface Counter {
  readonly metric: string;
  readonly labels: Labels;
  readonly shape: CounterShape;
  /** Labels that selectors ask it for. */
  readonly asked: readonly string[];
}

const BAD: CounterShape = { perSecond: ({ perSecond, badRatio }) => perSecond * badRatio, from: "first event" };
const GOOD: CounterShape = { perSecond: ({ perSecond, badRatio }) => perSecond * (1 - badRatio), from: "start" };
const ALL: CounterShape = { perSecond: ({ perSecond }: Flow) => perSecond, from: "start" };
/** What no selector is to let in; it would be seen at once. */
const STRANGER: CounterShape = { perSecond: () => 100, from: "start" };

/**
 * Undefined where the selectors are no plain ones, or none can tell bad from good.
 * @param selectors the total, and either its bad part or its good one
 */
export const counterSeries = ({ total, bad, good }: Selectors): Sli["series"] => {
  const whole = selectorOf(total);
  const part = selectorOf(bad ?? good ?? total);
  if (whole === undefined || part === undefined) return undefined;
  const [ofPart, ofRest] = bad === undefined ? [GOOD, BAD] : [BAD, GOOD];
  const counters = (given: Labels): readonly Counter[] | undefined =>
    whole.metric === part.metric
      ? oneMetric(whole, part, ofPart, ofRest, given)
      : twoMetrics(whole, part, ofPart, given);
  if (counters({}) === undefined) return undefined;
  return (traffic, given, interval) => {
    const phases = phasesOf(traffic, interval);
    const found = counters(given) ?? [];
    const replicas = found.map((each) => ({ each, all: replicasOf(each.labels, each.asked) }));
    const made = replicas.flatMap(({ each: { metric, shape }, all }): readonly InputSeries[] =>
      all.map(({ labels, share }) =>
        counterOver(metric, labels, phases, interval, {
          ...shape,
          perSecond: (flow) => share * shape.perSecond(flow),
        }),
      ),
    );
    const targets = replicas.flatMap(({ all }) => all.map(({ labels }) => labels));
    return [...distinctSeries(made), ...upOver(targets, phases, interval)];
  };
};

/** The selectors differ in labels: each event is in one series. */
const oneMetric = (
  { metric, matchers }: Selector,
  part: Selector,
  ofPart: CounterShape,
  ofRest: CounterShape,
  given: Labels,
): readonly Counter[] | undefined => {
  const inside = labelsWith([...matchers, ...part.matchers], given);
  const outside = labelsWithout(matchers, part.matchers, given);
  if (inside === undefined || outside === undefined) return undefined;
  const asked = labelsAskedBy([...matchers, ...part.matchers]);
  return [
    { metric, labels: outside, shape: ofRest, asked },
    { metric, labels: inside, shape: ofPart, asked },
    ...strangers({ metric, matchers }, inside, asked, given),
  ];
};

/** The selectors differ in metrics: each event is in the total, and some are in the other one too. */
const twoMetrics = (
  whole: Selector,
  part: Selector,
  ofPart: CounterShape,
  given: Labels,
): readonly Counter[] | undefined => {
  const [all, some] = [labelsWith(whole.matchers, given), labelsWith(part.matchers, given)];
  if (all === undefined || some === undefined) return undefined;
  const [ofAll, ofSome] = [labelsAskedBy(whole.matchers), labelsAskedBy(part.matchers)];
  return [
    { metric: whole.metric, labels: all, shape: ALL, asked: ofAll },
    { metric: part.metric, labels: some, shape: ofPart, asked: ofSome },
    ...strangers(whole, all, ofAll, given),
    ...strangers(part, some, ofSome, given),
  ];
};

const strangers = (
  { metric, matchers }: Selector,
  others: Labels,
  asked: readonly string[],
  given: Labels,
): readonly Counter[] =>
  strangersTo(matchers, given).map((labels) => ({
    metric,
    labels: { ...elsewhere(asked), ...others, ...labels },
    shape: STRANGER,
    asked,
  }));
