/** Infers which labels the series of an expression carry. */
import type { SeriesDefinition } from "../model";
import type { Node } from "./ast";
import type { LabelSet, World } from "./label-set";

/** A recording rule as inference reads it. */
export interface Recorded {
  readonly name: string;
  readonly node: Node;
  readonly labels: Readonly<Record<string, string>>;
}

/** The world of these series and recording rules. */
export const worldOf = (series: readonly SeriesDefinition[], _recorded: readonly Recorded[]): World => {
  const byName = new Map(series.map((each) => [each.name, each]));
  return { series: (name) => byName.get(name), recorded: () => undefined };
};

export const labelsOf = (_node: Node, _world: World): LabelSet => ({
  always: new Set(),
  sometimes: new Set(),
  open: true,
  values: new Map(),
});
