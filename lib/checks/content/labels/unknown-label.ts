/** Labels that are asked of series which never have them. */
import { didYouMean } from "../../../model";
import {
  allLabels,
  labelsByName,
  labelsOf,
  mayCarry,
  NAME,
  type Call,
  type LabelSet,
  type Matcher,
  type Node,
  type World,
} from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf, type Content } from "../content";
import { modelWithAlert } from "../example";
import { isExternal, lossOf, nodesIn, written, type NodeInPlace } from "./expression";

/** A label that something names, and the series that should have it. */
interface Asked {
  readonly label: string;
  /** Where it is named: `by (pod)`. */
  readonly by: string;
  readonly of: LabelSet;
  readonly series: Node;
  /** Only a name that is nearly right is a mistake: to leave out what is not there harms nobody. */
  readonly harmless?: boolean;
}

/** `namespace=~"shop|"`: whoever writes this knows that some series lack it. */
const takesNone = ({ operator, value }: Matcher): boolean => operator === "=~" && value.split("|").includes("");

const matcherText = ({ label, operator, value }: Matcher): string => `${label}${operator}"${value}"`;

const askedBy = (node: Node, world: World): readonly Asked[] => {
  switch (node.kind) {
    case "selector": {
      const of = labelsByName(node, world);
      return node.matchers
        .filter(({ label }) => label !== NAME)
        .map((matcher) => ({
          label: matcher.label,
          by: matcherText(matcher),
          of,
          series: node,
          harmless: takesNone(matcher),
        }));
    }
    case "aggregation": {
      const { grouping } = node;
      if (grouping === undefined) return [];
      const of = labelsOf(node.expr, world);
      const harmless = grouping.kind === "without";
      return grouping.labels.map((label) => ({
        label,
        by: `${grouping.kind} (${label})`,
        of,
        series: node.expr,
        harmless,
      }));
    }
    case "binary": {
      const { matching } = node;
      const [left, right] = [labelsOf(node.left, world), labelsOf(node.right, world)];
      return (matching?.labels ?? [])
        .filter((label) => !mayCarry(left, label))
        .map((label) => ({
          label,
          by: `${matching?.kind} (${label})`,
          of: right,
          series: node.right,
          harmless: matching?.kind === "ignoring",
        }));
    }
    case "call":
      return askedByCall(node, world);
    default:
      return [];
  }
};

const askedByCall = ({ function: name, args }: Call, world: World): readonly Asked[] => {
  const [series, ...texts] = args;
  if (series === undefined || !["label_replace", "label_join"].includes(name)) return [];
  const values = texts.map((each) => (each.kind === "string" ? each.value : ""));
  const [, replacement = "", , regex] = values;
  // A constant that is set whatever the source is needs no source.
  if (name === "label_replace" && !replacement.includes("$")) return [];
  const sources = name === "label_replace" ? values.slice(2, 3) : values.slice(2);
  const of = labelsOf(series, world);
  return sources
    .filter((label) => label !== "")
    .map((label) => ({
      label,
      by: `${name}(…, "${label}"${regex !== undefined && name === "label_replace" ? `, "${regex}"` : ""})`,
      of,
      series,
    }));
};

const problem = (
  { asked, path }: NodeInPlace,
  { label, by, of, series, harmless }: Asked,
  content: Content,
): Problem | undefined => {
  if (mayCarry(of, label) || lossOf(label, asked, series, content) !== undefined) return undefined;
  const known = [...(allLabels(of) ?? of.always)].filter((each) => each !== NAME);
  const meant = didYouMean(label, known);
  if (harmless && meant === "") return undefined;
  const found = at(path).problem(`${by} names a label that ${written(asked, series)} never has${meant}`);
  if (isExternal(label, content))
    return found.mend(`leave ${label} out: Prometheus adds it to what it sends, not to what it queries`);
  return found.mend(known.length === 0 ? "leave it out" : `write one of ${known.sort().join(", ")}`);
};

export const unknownLabel = check({
  id: "promql/unknown-label",
  severity: "error",
  judges: "each by itself",
  reason:
    "Prometheus takes a label that no series has for an empty one, without a word: a matcher finds nothing or everything, by (…) makes one group of all.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    for (const each of nodesIn(model))
      for (const asked of askedBy(each.node, content.world)) {
        const found = problem(each, asked, content);
        if (found !== undefined) yield found;
      }
  },
  examples: () => ({
    passing: [
      'shop_queue_length{queue="express"} > 100',
      'shop_queue_length{cluster=~"production|"} > 100',
      "sum by (namespace, service) (rate(shop_orders_total[5m])) > 100",
      "sum without (pod, instance, queue) (shop_queue_length) > 100",
      'label_replace(shop_queue_length, "kind", "queue", "", "") > 100',
      "sum by (service, whatever) (rate(orders_of_another_shop_total[5m])) > 100",
      'up{job="shop"} == 0',
    ].map((expr) => modelWithAlert({ expr })),
    failing: [
      'shop_queue_length{queu="express"} > 100',
      "sum by (services) (rate(shop_orders_total[5m])) > 100",
      "max by (cluster) (shop_queue_length) > 100",
      "sum without (queues) (shop_queue_length) > 100",
      "shop_queue_length > on (service, host) group_left () (2 * count by (service, host) (shop_free_bytes))",
      'label_replace(shop_queue_length, "short", "$1", "host", "([^.]+).*") > 100',
    ].map((expr) => modelWithAlert({ expr })),
  }),
});
