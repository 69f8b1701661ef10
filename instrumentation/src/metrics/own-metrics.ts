/** Metrics of a team's own: the same care as for those of the contract, and the same description, so that both can be checked alike. */
import { OTHER, type ApplicationMetric } from "@cdktf-observability/contract";
import {
  counterOf,
  deaf,
  gaugeOf,
  histogramOf,
  type CounterOf,
  type GaugeOf,
  type HistogramOf,
  type Workshop,
} from "./instruments";
import { labelValue, type Labels } from "./label-gate";
import { ownDefinition, type Described, type OwnDefinition } from "./own-definition";

interface OwnMetric<Name extends string, L extends Labels> {
  readonly name: Name;
  /** One sentence: what is counted. */
  readonly help: string;
  /** Names of labels with their values, where these are known: `{ channel: ["web", "app"], country: "any" }`. @default none */
  readonly labels?: L;
  /** @default "count" */
  readonly unit?: ApplicationMetric["unit"];
}
/** Its name ends in `_total`: Prometheus knows a counter by it. */
export type OwnCounter<L extends Labels> = OwnMetric<`${string}_total`, L>;
export interface OwnGauge<L extends Labels> extends OwnMetric<string, L> {
  /** Whether it may fall below 0. @default false */
  readonly signed?: boolean;
}
export interface OwnHistogram<L extends Labels> extends OwnMetric<string, L> {
  /** Upper bounds without `+Inf`, ascending, in the unit of the metric. */
  readonly buckets: readonly number[];
}

export interface OwnMetrics {
  /** Described as the contract describes its own. */
  readonly definitions: readonly ApplicationMetric[];
  counter<const L extends Labels = NoLabels>(metric: OwnCounter<L>): CounterOf<L>;
  gauge<const L extends Labels = NoLabels>(metric: OwnGauge<L>): GaugeOf<L>;
  histogram<const L extends Labels = NoLabels>(metric: OwnHistogram<L>): HistogramOf<L>;
}
export type NoLabels = Readonly<Record<never, never>>;

/** @param limit how many different metrics there may be */
export function ownMetrics(workshop: Workshop, limit: number): OwnMetrics {
  const definitions: ApplicationMetric[] = [];
  const made = new Map<string, { readonly description: string; readonly instrument: unknown }>();
  /** Also of those that could not be made: each of them is a series of the ledger. */
  const names = new Set<string>();

  const roomFor = (name: string): boolean => {
    if (names.size < limit) names.add(name);
    return names.has(name);
  };

  /** Asked twice for the same metric, it is the same: modules are loaded twice, and factories run for each request. */
  const once = <L extends Labels, Instrument>(
    { name = OTHER, ...described }: Described<L>,
    create: (definition: OwnDefinition<L>) => Instrument,
  ): Instrument | Deaf<L> => {
    if (name !== OTHER && !roomFor(name)) {
      const message = `there are ${limit} metrics of one's own already; ${name.slice(0, 50)} and what else is new is not counted`;
      return deaf<L>(workshop, { metric: OTHER, reason: "limit of metrics", message });
    }
    if ("fault" in described) return deaf<L>(workshop, { metric: labelValue(name), message: described.fault });
    const { definition } = described;
    const description = JSON.stringify(definition);
    const before = made.get(name);
    if (before?.description === description) return before.instrument as Instrument;
    const instrument = create(definition);
    if (before) return instrument;
    made.set(name, { description, instrument });
    definitions.push(definition);
    return instrument;
  };

  return {
    definitions,
    counter: <const L extends Labels>(metric: OwnCounter<L>) =>
      once(ownDefinition<L>(metric, "counter"), (definition) => counterOf(definition, workshop)),
    gauge: <const L extends Labels>(metric: OwnGauge<L>) =>
      once(ownDefinition<L>(metric, "gauge"), (definition) => gaugeOf(definition, workshop)),
    histogram: <const L extends Labels>(metric: OwnHistogram<L>) =>
      once(ownDefinition<L>(metric, "histogram"), (definition) => histogramOf(definition, workshop)),
  };
}
type Deaf<L extends Labels> = ReturnType<typeof deaf<L>>;
