/** Metrics of a team's own: the same care as for those of the contract, and the same description, so that both can be checked alike. */
import type { ApplicationMetric } from "@cdktf-observability/contract";
import {
  counterOf,
  gaugeOf,
  histogramOf,
  type CounterOf,
  type GaugeOf,
  type HistogramOf,
  type Workshop,
} from "./instruments";
import type { Labels } from "./label-gate";
import type { Definition } from "./taking";

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

export function ownMetrics(workshop: Workshop): OwnMetrics {
  const definitions: ApplicationMetric[] = [];
  const known = new Map<string, { readonly description: string; readonly instrument: unknown }>();

  /** Asked twice for the same metric, it is the same: modules are loaded twice, and factories run for each request. */
  const once = <Instrument>(definition: ApplicationMetric, create: () => Instrument): Instrument => {
    const description = JSON.stringify(definition);
    const before = known.get(definition.name);
    if (before?.description === description) return before.instrument as Instrument;
    const instrument = create();
    if (before) return instrument;
    known.set(definition.name, { description, instrument });
    definitions.push(definition);
    return instrument;
  };
  const complete = <L extends Labels>(
    { labels, ...metric }: OwnMetric<string, L> & { readonly buckets?: readonly number[]; readonly signed?: boolean },
    type: ApplicationMetric["type"],
  ): Definition<L> & ApplicationMetric => ({ unit: "count", ...metric, type, labels: labels ?? ({} as L) });

  return {
    definitions,
    counter: (metric) => {
      const definition = complete(metric, "counter");
      return once(definition, () => counterOf(definition, workshop));
    },
    gauge: (metric) => {
      const definition = complete(metric, "gauge");
      return once(definition, () => gaugeOf(definition, workshop));
    },
    histogram: (metric) => {
      const definition = complete(metric, "histogram");
      return once(definition, () => histogramOf(definition, workshop));
    },
  };
}
