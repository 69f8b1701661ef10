/** What the values of an expression are measured in, by the contracts and rules of a model. */
import { boundsUnit as boundsBy, computedUnit as computedBy, type Computed, type UnitSource } from "../../dashboards";
import type { RecordingRule, Unit } from "../../model";
import type { Node } from "../../query";
import { ahead, type Content, type RuleInPlace } from "../content/content";

export type { Computed } from "../../dashboards";

const sourceOf = (content: Content): UnitSource<RuleInPlace<RecordingRule>> => ({
  series: (name) => content.world.series(name),
  recorders: (name, selector, followed) => ahead(content, name, selector, followed),
});

/** Undefined where nobody knows. */
export const computedUnit = (node: Node, content: Content): Computed | undefined => computedBy(node, sourceOf(content));

/** Of the buckets of a histogram: what their bounds are measured in. */
export const boundsUnit = (node: Node, content: Content): Unit | undefined => boundsBy(node, sourceOf(content));
