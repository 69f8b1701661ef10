/** Matchers that no value of their label satisfies. */
import { didYouMean } from "../../../model";
import {
  isVariable,
  labelsByName,
  labelsOf,
  NAME,
  satisfies,
  stateOf,
  type LabelSet,
  type Matcher,
  type World,
  type VectorSelector,
} from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { modelWithAlert } from "../example";
import { exceptionsIn } from "../rules/reads";
import { listed, nodesIn, written } from "./expression";

interface Unsatisfied {
  readonly matcher: Matcher;
  /** What the label can be, as far as the contract and the matchers before this one leave it. */
  readonly possible: readonly string[];
}

/**
 * What is known before one of the matchers is asked. Of series that are exported, only matchers of the same label say something about it;
 * which recording rules are read depends on all.
 */
const labelsBefore = (selector: VectorSelector, index: number, world: World): LabelSet => {
  const { metric, matchers } = selector;
  const isExported = metric !== undefined && world.recorded(metric) === undefined;
  const label = matchers[index]?.label;
  const earlier = matchers.slice(0, index).filter((each) => !isExported || each.label === label);
  const narrowed = { ...selector, matchers: earlier };
  return earlier.length === 0 ? labelsByName(narrowed, world) : labelsOf(narrowed, world);
};

const unsatisfied = function* (selector: VectorSelector, world: World): Iterable<Unsatisfied> {
  for (const [index, matcher] of selector.matchers.entries()) {
    if (matcher.label === NAME || isVariable(matcher.value)) continue;
    const { presence, values } = stateOf(labelsBefore(selector, index, world), matcher.label);
    // A label that is never there is the business of another check.
    if (presence === "never" || values === undefined || values.length === 0) continue;
    const possible = presence === "always" ? values : [...values, ""];
    if (!possible.some((value) => satisfies(matcher, value))) yield { matcher, possible: values };
  }
};

/** Whether a bound of a bucket exists is asked by a check of its own. */
const BOUNDS: ReadonlySet<string> = new Set(["le"]);

export const impossibleValue = check({
  id: "promql/impossible-value",
  severity: "error",
  judges: "each by itself",
  reason:
    "The label has a few values, and the matcher wants another: the selector finds nothing, now and always, and an alert on it is silent for ever.",
  *find(model): Iterable<Problem> {
    const { world, recordedAs } = contentOf(model);
    for (const { asked, node, path } of nodesIn(model)) {
      if (node.kind !== "selector") continue;
      for (const { matcher, possible } of unsatisfied(node, world)) {
        const { label, operator, value } = matcher;
        if (BOUNDS.has(label)) continue;
        // What rules record today is no contract: an exception of another kind may be recorded tomorrow.
        const isException = asked.node !== undefined && exceptionsIn(asked.node).has(node);
        if (isException && recordedAs(node.metric ?? "").length > 0 && didYouMean(value, possible) === "") continue;
        yield at(path)
          .problem(
            `${label}${operator}"${value}" in ${written(asked, node)} finds nothing${operator === "=" ? didYouMean(value, possible) : ""}`,
          )
          .mend(
            `${label} is ${listed(possible.map((each) => `"${each}"`)).replace(/ and (?=[^ ]*$)/, " or ")}: write what is meant`,
          );
      }
    }
  },
  examples: () => ({
    passing: [
      'rate(shop_orders_total{outcome="refused"}[5m]) > 1',
      'rate(shop_orders_total{outcome=~"re.*"}[5m]) > 1',
      'rate(shop_orders_total{outcome!="accepted"}[5m]) > 1',
      'rate(shop_orders_total{product="tea"}[5m]) > 1',
      'up{job="shop", job!="shop-test"} == 0',
    ].map((expr) => modelWithAlert({ expr })),
    failing: [
      'rate(shop_orders_total{outcome="rejected"}[5m]) > 1',
      'rate(shop_orders_total{outcome=~"REF.*"}[5m]) > 1',
      'rate(shop_orders_total{outcome!~"accepted|refused"}[5m]) > 1',
      'shop_queue_length{queue="express", queue="standard"} > 100',
      'shop_queue_length{queue="express", queue!~"exp.*"} > 100',
    ].map((expr) => modelWithAlert({ expr })),
  }),
});
