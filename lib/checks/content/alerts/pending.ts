/** How long an alert waits, against how often it is asked. */
import { milliseconds, minutes, prometheusDuration, seconds } from "../../../model";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { modelWithAlert } from "../example";

export const forBelowInterval = check({
  id: "alert/for-below-interval",
  severity: "error",
  reason:
    "An alert is asked once in each evaluation interval and counts its wait from the first yes. A wait that is no multiple of the interval ends " +
    "with the next evaluation: it is longer than it says.",
  *find(model): Iterable<Problem> {
    const { alerts, evaluator } = contentOf(model);
    for (const { path, rule, fact } of alerts) {
      const interval = fact.pack.interval ?? evaluator?.evaluationInterval;
      if (!Number.isFinite(rule.for.milliseconds) || rule.for.milliseconds < 0) {
        yield at(`${path}.for`)
          .problem("is no length of time")
          .mend("write e.g. minutes(5), or minutes(0) to fire at once");
        continue;
      }
      if (interval === undefined) continue;
      const late = rule.for.milliseconds % interval.milliseconds;
      if (late === 0) continue;
      const real = milliseconds(rule.for.milliseconds - late + interval.milliseconds);
      yield at(`${path}.for`)
        .problem(
          `is ${prometheusDuration(rule.for)} and lasts ${prometheusDuration(real)}, because the alert is evaluated every ${prometheusDuration(interval)}`,
        )
        .mend(`write ${prometheusDuration(real)}, or another multiple of ${prometheusDuration(interval)}`);
    }
  },
  examples: () => ({
    passing: [seconds(30), minutes(0), minutes(5)].map((wait) =>
      modelWithAlert({ expr: "shop_queue_length > 100", for: wait }),
    ),
    failing: [seconds(20), seconds(45), minutes(-1)].map((wait) =>
      modelWithAlert({ expr: "shop_queue_length > 100", for: wait }),
    ),
  }),
});
