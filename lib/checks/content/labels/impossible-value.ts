/** Matchers that no value of their label satisfies. */
import { didYouMean } from "../../../model";
import {
  isVariable,
  labelsOf,
  NAME,
  satisfies,
  stateOf,
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

const unsatisfied = function* (selector: VectorSelector, world: World): Iterable<Unsatisfied> {
  for (const [index, matcher] of selector.matchers.entries()) {
    if (matcher.label === NAME || isVariable(matcher.value)) continue;
    const before = labelsOf({ ...selector, matchers: selector.matchers.slice(0, index) }, world);
    const { presence, values } = stateOf(before, matcher.label);
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
