/** Operations whose two sides never have a series in common. */
import { allLabels, labelsOf, matchingOf, type Binary, type LabelSet, type NeverMatches } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { modelWithAlert } from "../example";
import { binariesIn, listed, lossOf, written } from "./expression";

const cause = ({ labels, because }: NeverMatches): string => {
  if (because.kind === "one side only")
    return `only the ${because.side} side has ${listed(labels)}, on each of its series`;
  const texts = [because.left, because.right].map((values) => listed(values.slice(0, 5).map((each) => `"${each}"`)));
  return `${labels[0]} is ${texts[0]} on the left and ${texts[1]} on the right`;
};

const mend = ({ matching, operator }: Binary, { labels }: NeverMatches, lacking: LabelSet | undefined): string => {
  if (matching?.kind === "on") return `take ${listed(labels)} out of on (…), or give it to both sides`;
  if (lacking !== undefined && allLabels(lacking)?.size === 0)
    return ["and", "unless"].includes(operator)
      ? "write on () to ask whether there is anything at all"
      : "compare with a number, or write on () group_left () to take the one value for all series";
  return `write ignoring (${labels.join(", ")}), or on (…) with the labels that both sides share`;
};

export const neverMatches = check({
  id: "promql/never-matches",
  severity: "error",
  judges: "each by itself",
  reason:
    "Series find each other by equal labels. Where a label always differs, no pair is ever found: the result is empty, and nothing says why.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    for (const { asked, node, path } of binariesIn(model)) {
      // To unite what has nothing in common is what `or` is for.
      if (node.operator === "or") continue;
      const { never } = matchingOf(node, content.world);
      if (never === undefined) continue;
      const { labels, because } = never;
      const lacking = because.kind === "values" ? undefined : because.side === "left" ? node.right : node.left;
      // What an aggregation dropped that `on` asks for has a check of its own.
      if (
        node.matching?.kind === "on" &&
        lacking !== undefined &&
        labels.some((label) => lossOf(label, asked, lacking, content) !== undefined)
      )
        continue;
      yield at(path)
        .problem(
          `${written(asked, node)} ${node.operator === "unless" ? "takes nothing away" : "is always empty"}: ${cause(never)}`,
        )
        .mend(mend(node, never, lacking && labelsOf(lacking, content.world)));
    }
  },
  examples: () => ({
    passing: [
      'rate(shop_orders_total{outcome="refused"}[5m]) / ignoring (outcome) rate(shop_orders_total{outcome="accepted"}[5m]) > 0.1',
      "shop_queue_length > ignoring (queue) group_left () (shop_free_bytes / 1e6)",
      "shop_queue_length > 100 and on (service) shop_free_bytes < 1e6",
      "shop_queue_length > 100 or shop_free_bytes < 1e6",
      "metric_of_another_shop / size_of_another_shop > 0.9",
    ].map((expr) => modelWithAlert({ expr })),
    failing: [
      'rate(shop_orders_total{outcome="refused"}[5m]) / rate(shop_orders_total{outcome="accepted"}[5m]) > 0.1',
      "shop_queue_length / shop_free_bytes > 0.9",
      "shop_queue_length > vector(100)",
      "shop_queue_length > 100 unless sum(shop_free_bytes) > 1e9",
      'metric_of_another_shop{kind="a"} / metric_of_another_shop{kind="b"} > 0.9',
    ].map((expr) => modelWithAlert({ expr })),
  }),
});
