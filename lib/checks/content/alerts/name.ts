/** Names of alerts: what is read first on a phone, and what the address of the runbook is made of. */
import { kebabCase } from "../../../model";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { modelWithAlert } from "../example";

/** `runbook-` and the name are the uid of a page in Grafana, which takes 40 characters. */
const LONGEST = 40 - "runbook-".length;

/** Words that say how something is, and not yet what. */
const STATES: ReadonlySet<string> = new Set(
  (
    "absent alert bad big critical decreased degraded down error errors excessive failed failing failure failures fast few high " +
    "increased is large long low many missing my no not slow some test the too unhealthy up very warning"
  ).split(" "),
);

export const alertName = check({
  id: "alert/name",
  severity: "error",
  reason:
    "A list of alerts is sorted by name, and a phone shows the beginning of it: the component comes first, so that what belongs together stands " +
    "together. The address of the runbook is made of the name, and Grafana's have an end.",
  *find(model): Iterable<Problem> {
    for (const { path, rule } of contentOf(model).alerts) {
      const words = kebabCase(rule.name);
      const [first = "", second] = words.split("-");
      const found = at(`${path}.name`);
      if (!/^[A-Z][A-Za-z0-9]*$/.test(rule.name))
        yield found.problem(`is "${rule.name}", which is not CamelCase`).mend("write it like HttpHighErrorRatio");
      else if (STATES.has(first))
        yield found
          .problem(`begins with "${first}", which does not say what this is about`)
          .mend("put the component first: not HighErrorRatio, but HttpHighErrorRatio");
      else if (second === undefined && rule.severity !== "none")
        yield found
          .problem(`is "${rule.name}", which names a component and not what ails it`)
          .mend(`say what has happened: ${rule.name}Down, ${rule.name}QueueFull`);
      else if (words.length > LONGEST)
        yield found
          .problem(`is ${words} in the address of its runbook, ${words.length} characters long`)
          .mend(`shorten it to ${LONGEST} characters, dashes included`);
    }
  },
  examples: () => ({
    passing: ["ShopQueueLong", "PodOOMKilled", "Http5xxRatioHigh"].map((name) =>
      modelWithAlert({ name, expr: "shop_queue_length > 100" }),
    ),
    failing: ["HighErrorRatio", "shop_queue_long", "Shop", "ShopOrdersWaitLongerThanCustomersDo"].map((name) =>
      modelWithAlert({ name, expr: "shop_queue_length > 100" }),
    ),
  }),
});
