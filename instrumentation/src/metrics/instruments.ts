/** Counters, gauges and histograms as an application holds them: labels known to the compiler, and nothing that it gives them can throw. */
import type { ApplicationMetric, LabelsOf } from "@cdktf-observability/contract";
import { Counter, Gauge, Histogram } from "prom-client";
import { exemplarOfActiveTrace } from "./exemplar";
import { clashOf } from "./family-names";
import { labelGate, type CheckedLabels, type Labels } from "./label-gate";
import type { Ledger } from "./ledger";
import { messageOf, promBuckets, promConfiguration, type MetricsRegistry } from "./prom";
import { declaring, eachCombination, split, taker, type Definition, type Take } from "./taking";

/** Labels come first; a metric without any takes none. */
type Given<L extends Labels, Rest extends unknown[]> = keyof L extends never
  ? Rest
  : [labels: LabelsOf<{ readonly labels: L }>, ...rest: Rest];

/** The values that each label is going to have; a label whose values the metric lists may be left out. */
export type DeclaredLabels<L extends Labels> = {
  readonly [Label in keyof L as L[Label] extends "any" ? Label : never]: readonly string[];
} & { readonly [Label in keyof L]?: readonly string[] };

interface Declarable<L extends Labels> {
  /** Begins the series of all combinations at 0: Prometheus does not count the value that it sees first. */
  declare(values: DeclaredLabels<L>): void;
}
export interface CounterOf<L extends Labels> extends Declarable<L> {
  /** Adds to it: 1, unless told otherwise. */
  inc(...given: Given<L, [value?: number]>): void;
}
export interface HistogramOf<L extends Labels> extends Declarable<L> {
  /** Takes the active trace along as an exemplar. */
  observe(...given: Given<L, [value: number]>): void;
}
export interface GaugeOf<L extends Labels> {
  set(...given: Given<L, [value: number]>): void;
  /** Adds to it: 1, unless told otherwise. */
  inc(...given: Given<L, [value?: number]>): void;
  /** Takes from it: 1, unless told otherwise. */
  dec(...given: Given<L, [value?: number]>): void;
}

/** What all instruments of a collector share. */
export interface Workshop {
  readonly registry: MetricsRegistry;
  readonly ledger: Ledger;
  /** Combinations of labels that one metric may have. */
  readonly limit: number;
}

export function counterOf<const L extends Labels>(definition: Definition<L>, workshop: Workshop): CounterOf<L> {
  const counter = created(definition, "counter", workshop, (configuration) => new Counter(configuration));
  const take = takeOf(definition, workshop, counter);
  const add = (labels: unknown, value: unknown): void =>
    take(labels, value, "counted as other", (checked, amount) => counter?.inc(checked, amount));
  const begin = (labels: unknown): void => add(labels, 0);
  eachCombination(definition, {}, begin);
  return {
    inc: (...given: readonly unknown[]) => add(...split(definition, given, 1)),
    declare: declaring(definition, workshop.ledger, begin),
  };
}

export function histogramOf<const L extends Labels>(definition: Definition<L>, workshop: Workshop): HistogramOf<L> {
  const histogram = created(
    definition,
    "histogram",
    workshop,
    (configuration) => new Histogram({ ...configuration, buckets: promBuckets(definition), enableExemplars: true }),
  );
  const take = takeOf(definition, workshop, histogram);
  /** prom-client's `zero` sets a series back that exists. */
  const begun = new Set<CheckedLabels>();
  const begin = (labels: unknown): void =>
    take(labels, 0, "counted as other", (checked) => {
      if (begun.has(checked)) return;
      begun.add(checked);
      histogram?.zero(checked);
    });
  eachCombination(definition, {}, begin);
  return {
    observe: (...given: readonly unknown[]) =>
      take(...split(definition, given), "counted as other", (checked, value) => {
        begun.add(checked);
        histogram?.observe({ labels: checked, value, exemplarLabels: exemplarOfActiveTrace() });
      }),
    declare: declaring(definition, workshop.ledger, begin),
  };
}

export function gaugeOf<const L extends Labels>(definition: Definition<L>, workshop: Workshop): GaugeOf<L> {
  const gauge = created(definition, "gauge", workshop, (configuration) => new Gauge(configuration));
  const take = takeOf(definition, workshop, gauge);
  return {
    set: (...given: readonly unknown[]) =>
      take(...split(definition, given), "left out", (labels, value) => gauge?.set(labels, value)),
    inc: (...given: readonly unknown[]) =>
      take(...split(definition, given, 1), "counted as other", (labels, value) => gauge?.inc(labels, value)),
    dec: (...given: readonly unknown[]) =>
      take(...split(definition, given, 1), "counted as other", (labels, value) => gauge?.dec(labels, value)),
  };
}

/** Nothing, if a scrape could not carry it, or prom-client refuses the name or knows it already: the instrument is deaf then, and the application lives. */
function created<Instrument>(
  definition: Definition,
  type: ApplicationMetric["type"],
  { registry, ledger }: Workshop,
  create: (configuration: ReturnType<typeof promConfiguration>) => Instrument,
): Instrument | undefined {
  try {
    const fault = labelFault(definition) ?? nameFault(definition.name, type, registry);
    if (fault !== undefined) throw new RangeError(fault);
    const instrument = create(promConfiguration(definition, registry));
    ledger.open(definition.name);
    return instrument;
  } catch (error) {
    ledger.refuse(definition.name, DEAF, messageOf(error));
    return undefined;
  }
}
const DEAF = "definition";

function labelFault({ labels }: Definition): string | undefined {
  const reserved = Object.keys(labels).find((label) => label.startsWith("__"));
  return (
    reserved && `label ${reserved} begins with two underscores, as those of Prometheus itself do; call it otherwise`
  );
}

function nameFault(name: string, type: string, registry: MetricsRegistry): string | undefined {
  const others = registry.getMetricsAsArray().map((other) => ({ name: other.name, type: String(other.type) }));
  const clash = clashOf({ name, type }, others);
  return clash && `${clash.by} takes the name ${clash.taken} already; call it otherwise`;
}

/** Takes nothing: what it is given is lost, and counted as such under the name. */
export function deaf<L extends Labels>(
  { ledger }: Workshop,
  { metric, reason = DEAF, message }: { readonly metric: string; readonly reason?: string; readonly message: string },
): CounterOf<L> & GaugeOf<L> & HistogramOf<L> {
  const lose = (): void => ledger.refuse(metric, reason, message);
  lose();
  return { inc: lose, dec: lose, set: lose, observe: lose, declare: () => undefined };
}

/** What a deaf instrument is given is lost, and counted as such. */
function takeOf(definition: Definition, { ledger, limit }: Workshop, instrument: object | undefined): Take {
  const { name, labels } = definition;
  if (instrument) return taker(definition, labelGate({ name, labels, limit }, ledger), ledger);
  return () => ledger.refuse(name, DEAF, "it could not be made");
}
