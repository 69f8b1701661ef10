/** Names of alerts: what is read first on a phone. */
import { kebabCase } from "../../../model";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { modelWithAlert } from "../example";

/** What a phone shows of a notification's first two lines. */
const LONGEST = 60;

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
    "together.",
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
          .problem(`is ${words}, ${words.length} characters long: its end is not seen on a phone`)
          .mend(`shorten it to ${LONGEST} characters, a dash between words included`);
    }
  },
  examples: () => ({
    passing: ["ShopQueueLong", "PodOOMKilled", "Http5xxRatioHigh"].map((name) =>
      modelWithAlert({ name, expr: "shop_queue_length > 100" }),
    ),
    failing: [
      "HighErrorRatio",
      "shop_queue_long",
      "Shop",
      "ShopOrdersOfCustomersInAllCountriesWaitLongerThanCustomersDo",
    ].map((name) => modelWithAlert({ name, expr: "shop_queue_length > 100" })),
  }),
});
