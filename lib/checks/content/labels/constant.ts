/** Alerts whose result does not depend on any series. */
import { nodesOf, selectorsIn, unwrapped, type Node } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { modelWithAlert } from "../example";
import { dependenceOf } from "./conditional";
import { alternativesOf } from "./expression";

/** They change with the clock. */
const OF_TIME: ReadonlySet<string> = new Set([
  "day_of_month",
  "day_of_week",
  "day_of_year",
  "days_in_month",
  "hour",
  "minute",
  "month",
  "time",
  "year",
]);

/** Alerts whose silence is the message, by the names that they go by. */
const DEAD_MANS_SWITCH = /watchdog|dead.?man|heartbeat/i;

const isConstant = (node: Node): boolean =>
  selectorsIn(node).length === 0 && !nodesOf(node).some((each) => each.kind === "call" && OF_TIME.has(each.function));

export const constant = check({
  id: "promql/constant",
  severity: "error",
  judges: "each by itself",
  reason:
    "An alert on a constant fires always or never. Only the Watchdog may: its silence is the message. vector(0) gives a panel a line; it gives an alert a reason to fire.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    for (const { path, node, rule, text } of content.alerts) {
      if (node === undefined || rule.severity === "none" || DEAD_MANS_SWITCH.test(rule.name)) continue;
      const found = at(`${path}.expr`);
      for (const each of alternativesOf(node).filter(isConstant)) {
        const always = dependenceOf(each, content) === "nothing";
        // A comparison of constants that is never true is told as an impossible one.
        if (!always) continue;
        yield each === unwrapped(node)
          ? found
              .problem("does not depend on any series")
              .mend("write the condition that it stands for, or give it the severity none")
          : found
              .problem(`${text.slice(each.from, each.to)} is there whatever happens, so that the alert always fires`)
              .mend(`leave it out, or put it before the comparison: (… or ${text.slice(each.from, each.to)}) > 0`);
      }
    }
  },
  examples: () => ({
    passing: [
      modelWithAlert({ expr: "vector(1)", name: "Watchdog", severity: "none" }),
      modelWithAlert({ expr: "(sum(rate(shop_orders_total[5m])) or vector(0)) == 0" }),
      modelWithAlert({ expr: "hour() > 22" }),
      modelWithAlert({ expr: "shop_queue_length > 100 and on () hour() > 22" }),
    ],
    failing: [
      modelWithAlert({ expr: "vector(1)" }),
      modelWithAlert({ expr: "1 > bool 0" }),
      modelWithAlert({ expr: "sum(rate(shop_orders_total[5m])) > 100 or vector(0)" }),
    ],
  }),
});
