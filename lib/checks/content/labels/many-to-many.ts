/** Operations in which several series on both sides have the same labels. */
import { matchingOf, type Binary, type ManyMatches } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { modelWithAlert } from "../example";
import { binariesIn, listed, written } from "./expression";

const problem = ({ side, labels, grouped }: ManyMatches): string =>
  grouped
    ? `the ${side} side, of which group_${side === "right" ? "left" : "right"} wants one series, has several that differ in ${listed(labels)}`
    : `the ${side} side has several series that differ in ${listed(labels)} only, which the matching does not compare`;

const mend = ({ matching }: Binary, { side, labels, grouped }: ManyMatches): string => {
  const compare =
    matching?.kind === "on" ? `compare ${listed(labels)} in on (…)` : `take ${listed(labels)} out of ignoring (…)`;
  const aggregate = `aggregate the ${side} side over ${listed(labels)}`;
  return grouped ? `${compare}, or ${aggregate}` : `${compare}, or ${aggregate}, or write group_${side} (…)`;
};

export const manyToMany = check({
  id: "promql/many-to-many",
  severity: "error",
  judges: "each by itself",
  reason:
    "Prometheus refuses to guess which of several series is meant: the whole rule fails at each evaluation, with a line in a log that nobody reads.",
  *find(model): Iterable<Problem> {
    const { world } = contentOf(model);
    for (const { asked, node, path } of binariesIn(model)) {
      const { many } = matchingOf(node, world);
      if (many !== undefined)
        yield at(path)
          .problem(`in ${written(asked, node)} ${problem(many)}`)
          .mend(mend(node, many));
    }
  },
  examples: () => ({
    passing: [
      "shop_queue_length > on (service, pod) group_left () shop_free_bytes",
      "sum by (service) (shop_queue_length) > on (service) group_right () shop_free_bytes",
      'shop_queue_length{queue="express"} > on (service, pod) shop_queue_length{queue="standard"}',
      "shop_queue_length > 100 and on (service) shop_queue_length < 1000",
      "metric_of_another_shop / on (service) size_of_another_shop > 0.9",
    ].map((expr) => modelWithAlert({ expr })),
    failing: [
      "shop_free_bytes > on (service, pod) shop_queue_length",
      "shop_queue_length > on (service, pod) shop_free_bytes",
      "shop_queue_length > ignoring (product, outcome) group_left () rate(shop_orders_total[5m])",
      "sum by (service, queue) (shop_queue_length) > on (service) sum by (service, product) (rate(shop_orders_total[5m]))",
    ].map((expr) => modelWithAlert({ expr })),
  }),
});
