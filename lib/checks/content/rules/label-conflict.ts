/** Static labels of rules that collide: with the labels of the result, with those that the whole of Prometheus carries, with Prometheus itself. */
import { labelsOf, mayCarry, selectorsIn, stateOf, type LabelSet, type Node } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf, type Content } from "../content";
import { exampleAlert, exampleRecording, modelWithRules } from "../example";

const recording = (labels: Readonly<Record<string, string>>) =>
  modelWithRules({
    recordingRules: [
      exampleRecording("service:shop_queue_length:sum", "sum by (service) (shop_queue_length)", {
        labels,
        readBy: "panels",
      }),
    ],
  });

const alerting = (labels: Readonly<Record<string, string>>) =>
  modelWithRules({ alerts: [exampleAlert({ expr: "shop_queue_length > 100", labels })] });

export const labelConflict = check({
  id: "rule/label-conflict",
  severity: "error",
  judges: "each by itself",
  reason:
    "A static label replaces a label of the result, so that series become one that were several, and it keeps an external label of its name from " +
    "being added: the alert then names the wrong cluster. Names of other forms are refused by Prometheus or by what reads from it.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    const { rules, world } = content;
    const external = new Set(model.evaluators.flatMap(({ externalLabels }) => Object.keys(externalLabels)));
    for (const { path, rule, node } of rules) {
      const result = node === undefined ? undefined : labelsOf(node, world);
      for (const [name, value] of Object.entries(rule.labels)) {
        const found = at(`${path}.labels.${name}`);
        if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name))
          yield found.problem("is no name of a label").mend("use letters, digits and '_', not beginning with a digit");
        else if (name.startsWith("__"))
          yield found.problem("has a name that Prometheus keeps for itself").mend("give it a name without '__'");
        else if (name === "alertname")
          yield found.problem("is written over with the name of the rule").mend("remove it");
        else if (external.has(name))
          yield found
            .problem(`hides the external label "${name}", which tells where the alert or series comes from`)
            .mend("remove it, or give it another name");
        else if (result !== undefined && isWrittenOver(result, name, value) && !isRuleMade(name, node, content))
          yield found
            .problem(`writes over the label "${name}" of the result`)
            .mend(`give it another name, or aggregate "${name}" away`);
      }
    }
  },
  examples: () => ({
    passing: [
      recording({ shop: "north" }),
      alerting({ page: "true" }),
      alerting({ service: "{{ $labels.service }}" }),
      modelWithRules({
        recordingRules: [
          exampleRecording("service:shop_queue_length:sum", 'sum by (queue) (shop_queue_length{queue="express"})', {
            labels: { queue: "express" },
            readBy: "panels",
          }),
        ],
      }),
    ],
    failing: [
      recording({ service: "shop" }),
      recording({ "shop-name": "north" }),
      alerting({ cluster: "one" }),
      alerting({ service: "{{ $labels.queue }}" }),
      alerting({ __replica__: "a" }),
      alerting({ alertname: "ShopQueueVeryLong" }),
    ],
  }),
});

/** A label that the result has; to write what is there anyway tells rules of one name apart, or says who owns each series. */
const isWrittenOver = (result: LabelSet, name: string, value: string): boolean => {
  if (!result.always.has(name) && !result.sometimes.has(name)) return false;
  if (value.replace(/\s/g, "") === `{{$labels.${name}}}`) return false;
  const { presence, values } = stateOf(result, name);
  return presence !== "always" || values?.length !== 1 || values[0] !== value;
};

/** What one rule has written another one may write anew: a day that is computed from `window="1h"` is no hour. */
const isRuleMade = (name: string, node: Node | undefined, { recorders, world }: Content): boolean => {
  const carriers = node === undefined ? [] : selectorsIn(node).filter((each) => mayCarry(labelsOf(each, world), name));
  const read = carriers.map((each) => recorders(each.metric ?? "", each.matchers));
  const values = new Set(read.flat().map(({ rule }) => rule.labels[name]));
  return read.every((rules) => rules.length > 0) && values.size === 1 && !values.has(undefined);
};
