/** Labels that an aggregation drops and something above it needs. */
import { labelsOf, mayCarry, stateOf, type Binary, type Node } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf, type Content, type ExpressionInPlace } from "../content";
import { modelWithAlert } from "../example";
import { carries, lossMend, lossOf, lossText, nodesIn } from "./expression";

/** A label that something needs of the series of a node. */
interface Need {
  readonly label: string;
  readonly by: string;
  readonly of: Node;
}

/** A label in `on` that only the one side has: the other has dropped it, or never had it. */
const neededByMatching = ({ matching, left, right }: Binary, { world }: Content): readonly Need[] => {
  if (matching?.kind !== "on") return [];
  return matching.labels.flatMap((label) =>
    [
      [left, right],
      [right, left],
    ].flatMap(([side, other]): readonly Need[] =>
      side !== undefined &&
      other !== undefined &&
      !carries(side, label, world) &&
      stateOf(labelsOf(other, world), label).presence === "always"
        ? [{ label, by: `on (${label})`, of: side }]
        : [],
    ),
  );
};

const needsOf = (node: Node, content: Content): readonly Need[] => {
  switch (node.kind) {
    case "aggregation":
      return node.grouping?.kind === "by"
        ? node.grouping.labels.map((label) => ({ label, by: `by (${label})`, of: node.expr }))
        : [];
    case "binary":
      return node.operator === "or" ? [] : neededByMatching(node, content);
    case "call": {
      const [series, , replacement, source] = node.args;
      return node.function === "label_replace" &&
        series !== undefined &&
        source?.kind === "string" &&
        replacement?.kind === "string" &&
        replacement.value.includes("$")
        ? [{ label: source.value, by: "label_replace", of: series }]
        : [];
    }
    default:
      return [];
  }
};

const lossBehind = ({ label, of }: Pick<Need, "label" | "of">, asked: ExpressionInPlace, content: Content) =>
  mayCarry(labelsOf(of, content.world), label) ? undefined : lossOf(label, asked, of, content);

export const droppedLabel = check({
  id: "promql/dropped-label",
  severity: "error",
  judges: "each by itself",
  reason:
    "The series had the label, an aggregation has dropped it, and what comes after asks for it: the matching finds no partner, the grouping has one group.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    for (const { asked, node, path } of nodesIn(model))
      for (const need of needsOf(node, content)) {
        const loss = lossBehind(need, asked, content);
        if (loss !== undefined)
          yield at(path)
            .problem(`${need.by} needs ${need.label}, which ${lossText(loss, asked)} drops`)
            .mend(lossMend(need.label, loss, asked));
      }
  },
  examples: () => ({
    passing: [
      "max by (service) (sum by (service, pod) (shop_queue_length)) > 100",
      "sum by (service) (shop_queue_length) > on (service) sum by (service) (shop_free_bytes)",
      "sum by (service, queue) (shop_queue_length) > on (service) group_left () sum by (service) (shop_free_bytes)",
    ].map((expr) => modelWithAlert({ expr })),
    failing: [
      "max by (service, pod) (sum by (service) (shop_queue_length)) > 100",
      "max by (service, host) (sum by (service) (metric_of_another_shop)) > 100",
      "sum by (service, pod) (shop_queue_length) > on (service, pod) sum by (service) (shop_free_bytes)",
      'label_replace(sum by (service) (shop_queue_length), "name", "$1", "pod", "(.*)-.*") > 100',
    ].map((expr) => modelWithAlert({ expr })),
  }),
});
