/** Alerts that do not say where: their series knew it, and an aggregation has dropped it. */
import { labelsOf, mayCarry, selectorsIn } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf, type Content, type RuleInPlace } from "../content";
import { modelWithAlert } from "../example";
import { listed, lossMend, lossOf, lossText, type Loss } from "./expression";

/** They are set by the alert itself. */
const OF_ALERTS: ReadonlySet<string> = new Set(["alertname", "alertstate", "severity", "team"]);

/** Labels of which one is enough to find what is meant. */
const WHERE: readonly string[] = ["namespace", "service", "pod", "instance", "node", "job", "host", "container"];

const lossesOf = (rule: RuleInPlace, labels: readonly string[], content: Content): ReadonlyMap<string, Loss> => {
  const { node } = rule;
  if (node === undefined) return new Map();
  const certain = new Set(selectorsIn(node).flatMap((selector) => [...labelsOf(selector, content.world).always]));
  return new Map(
    labels
      .filter((label) => certain.has(label))
      .flatMap((label): readonly (readonly [string, Loss])[] => {
        const loss = lossOf(label, rule, node, content);
        return loss === undefined ? [] : [[label, loss]];
      }),
  );
};

export const routingLabelDropped = check({
  id: "alert/routing-label-dropped",
  severity: "error",
  judges: "each by itself",
  reason:
    "Routes, groups and inhibitions go by labels such as namespace and service. An alert without any of them reaches the default receiver, is silenced by nobody, and leaves the on-call to search.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    const routed = new Set(model.routings.flatMap(({ labels }) => labels).filter((label) => !OF_ALERTS.has(label)));
    for (const rule of content.alerts) {
      if (rule.node === undefined) continue;
      const result = labelsOf(rule.node, content.world);
      const says = (label: string): boolean => mayCarry(result, label) || Object.hasOwn(rule.rule.labels, label);
      if (result.open || [...routed, ...WHERE].some(says)) continue;
      const losses = lossesOf(rule, [...routed], content);
      const [first] = losses;
      if (first === undefined) continue;
      const [label, loss] = first;
      yield at(`${rule.path}.expr`)
        .problem(`says nowhere what it is about: ${lossText(loss, rule)} drops ${listed(losses.keys())}`)
        .mend(`${lossMend(label, loss, rule)}; or, where it is about the whole cluster, set the label on the alert`);
    }
  },
  examples: () => ({
    passing: [
      modelWithAlert({ expr: "sum by (namespace, service) (shop_queue_length) > 100" }),
      modelWithAlert({ expr: "max by (instance, queue) (shop_queue_length) > 100" }),
      modelWithAlert({ expr: "sum(shop_queue_length) > 100", labels: { namespace: "shop" } }),
      modelWithAlert({ expr: "sum(metric_of_another_shop) > 100" }),
      modelWithAlert({ expr: 'absent(shop_queue_length{queue="express"})' }),
    ],
    failing: [
      modelWithAlert({ expr: "sum(shop_queue_length) > 100" }),
      modelWithAlert({ expr: "sum by (queue) (shop_queue_length) > 100" }),
      modelWithAlert({ expr: "sum by (product) (rate(shop_orders_total[5m])) == 0" }),
    ],
  }),
});
