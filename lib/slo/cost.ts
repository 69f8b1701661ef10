/** What an objective costs Prometheus: series that it keeps, samples that it reads. Counted in the rules themselves, not beside them. */
import { milliseconds, minutes, promqlText, textOf, type Duration, type Expression, type Slo } from "../model";
import { childrenOf, parsePromql, type Node, type Subquery, type VectorSelector } from "../query";
import { sloAlerts } from "./alerts";
import { budgetRecordings } from "./budget";
import { exact } from "./decimal";
import { INTERVAL } from "./recorded";
import { windowRecordings } from "./recordings";

export interface SloCost {
  /** Series that its rules record, for one value of its `groupBy` labels. */
  readonly series: number;
  readonly rules: number;
  /** Samples that one evaluation of all of its rules reads, per minute on average; those of the raw series are counted for one series. */
  readonly samplesPerMinute: number;
  /** Time that the rules take per minute, by the measurements of `npm run bench:slo`. */
  readonly evaluation: Duration;
}

/** What one evaluation of an expression reads. */
export interface Reading {
  /** Selectors, each of which looks series up. */
  readonly selectors: number;
  /** Samples: one of each instant vector, all in a range, those of each step of a subquery. */
  readonly samples: number;
  /** How many of them are read step by step in subqueries, which takes longer than reading them in a row. */
  readonly inSteps: number;
}

/**
 * What the parts of an evaluation take, in nanoseconds. Measured by `npm run bench:slo` with Prometheus 3.15, 2026-11-23, 2 cores, blocks
 * in the page cache; it prints these figures for the machine that it runs on.
 */
export const NANOSECONDS = { perRule: 20_000, perSelector: 20_000, perSample: 140, perSampleInSteps: 300 } as const;

/** How far apart the samples of a series are. */
type Spacing = (selector: VectorSelector) => Duration;

/** A rule as far as it costs anything. */
export interface CostedRule {
  readonly expr: Expression;
  /** Between two evaluations. */
  readonly interval: Duration;
}

/** `sloCost(checkoutAvailability, seconds(30)).samplesPerMinute` */
export const sloCost = (slo: Slo, scrapeInterval: Duration): SloCost => {
  const recordings = [...windowRecordings(slo, scrapeInterval), ...budgetRecordings(slo)];
  const alerts = sloAlerts(slo, { burn: () => [], missingData: () => [] });
  const everyOf = new Map(recordings.map(({ name, interval }) => [name, interval ?? INTERVAL]));
  const rules: readonly CostedRule[] = [
    ...recordings.map(({ expr, interval }) => ({ expr: expressionOf(expr), interval: interval ?? INTERVAL })),
    ...alerts.map(({ expr }) => ({ expr: expressionOf(expr), interval: INTERVAL })),
  ];
  const spacing: Spacing = ({ metric = "" }) => everyOf.get(metric) ?? scrapeInterval;
  return { series: recordings.length, rules: rules.length, ...costPerMinute(rules, spacing) };
};

const expressionOf = (expr: Expression | string): Expression => promqlText(textOf(expr));

/** What rules cost together, however often each of them is evaluated. */
export const costPerMinute = (
  rules: readonly CostedRule[],
  spacing: Spacing,
): Pick<SloCost, "samplesPerMinute" | "evaluation"> => {
  const perMinute = (figure: (reading: Reading) => number): number =>
    rules
      .map(({ expr, interval }) =>
        exact(figure(readingOf(expr, spacing)))
          .times(minutes(1).milliseconds)
          .div(interval.milliseconds),
      )
      .reduce((sum, each) => sum.plus(each), exact(0))
      .toNumber();
  return {
    samplesPerMinute: perMinute(({ samples }) => samples),
    evaluation: milliseconds(perMinute(nanosecondsOf) / 1e6),
  };
};

const nanosecondsOf = ({ selectors, samples, inSteps }: Reading): number =>
  NANOSECONDS.perRule +
  selectors * NANOSECONDS.perSelector +
  (samples - inSteps) * NANOSECONDS.perSample +
  inSteps * NANOSECONDS.perSampleInSteps;

/** What one evaluation reads where each selector finds one series; nothing for what cannot be read. */
export const readingOf = (expr: Expression, spacing: Spacing): Reading => {
  const { node } = parsePromql(expr.text);
  return node === undefined ? NOTHING : read(node, { spacing, steps: 1, inSteps: false });
};

const NOTHING: Reading = { selectors: 0, samples: 0, inSteps: 0 };

interface Place {
  readonly spacing: Spacing;
  /** How often it is read in one evaluation. */
  readonly steps: number;
  readonly inSteps: boolean;
}

const read = (node: Node, place: Place): Reading => {
  if (node.kind === "selector") return readSelector(node, place);
  const below = node.kind === "subquery" ? stepsIn(node, place) : place;
  return childrenOf(node)
    .map((child) => read(child, below))
    .reduce(
      (all, each) => ({
        selectors: all.selectors + each.selectors,
        samples: all.samples + each.samples,
        inSteps: all.inSteps + each.inSteps,
      }),
      NOTHING,
    );
};

/** What `@` fixes in time is the same in all steps, and read once. */
const timed = ({ at }: { readonly at?: string }, place: Place): Place =>
  at === undefined ? place : { ...place, steps: 1, inSteps: false };

const readSelector = (selector: VectorSelector, place: Place): Reading => {
  const { spacing, steps, inSteps } = timed(selector, place);
  const { range } = selector;
  const inRange = range?.milliseconds === undefined ? 1 : range.milliseconds / spacing(selector).milliseconds;
  const samples = steps * inRange;
  return { selectors: 1, samples, inSteps: inSteps ? samples : 0 };
};

/** Steps lie at whole multiples of their length; the first moment of a range is not in it. */
const stepsIn = (subquery: Subquery, place: Place): Place => {
  const { steps, ...rest } = timed(subquery, place);
  const { range, step } = subquery;
  const length = step?.milliseconds ?? INTERVAL.milliseconds;
  return { ...rest, steps: (steps * (range.milliseconds ?? length)) / length, inSteps: true };
};
