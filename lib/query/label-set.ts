/** What is known of the labels of the series that an expression gives: the type system of the product. */
import type { LabelValues, SeriesDefinition } from "../model";

/** The labels of a set of series. A label that is neither in `always` nor in `sometimes` is on none of them, unless the set is `open`. */
export interface LabelSet {
  /** On each series, not empty. */
  readonly always: ReadonlySet<string>;
  /** On some series only, or perhaps on none. */
  readonly sometimes: ReadonlySet<string>;
  /** The series may carry labels that nobody declared, because their metric has no contract. */
  readonly open: boolean;
  /** The values that a label can have, where they are bounded. */
  readonly values: ReadonlyMap<string, LabelValues>;
  /** Labels that tell the series apart: two series never agree in all of them. Undefined where unknown. */
  readonly key?: ReadonlySet<string>;
}

/** What the names in queries mean: the contracts and recording rules of a model. */
export interface World {
  /** The metric that a series name belongs to; undefined where no contract has it. */
  readonly series: (name: string) => SeriesDefinition | undefined;
  /** The labels of what a recording rule gives; undefined where no rule records that name. */
  readonly recorded: (name: string) => LabelSet | undefined;
}
