/** Labels of alerts that change with the value. */
import { readTemplate } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { modelWithAlert } from "../example";

export const valueInLabel = check({
  id: "alert/value-in-label",
  severity: "error",
  judges: "each by itself",
  reason:
    "Labels are what an alert is known by. One that changes with the value makes a new alert at each evaluation: none of them ever waits long enough to fire, or each notifies anew.",
  *find(model): Iterable<Problem> {
    for (const { path, rule } of contentOf(model).alerts)
      for (const [label, text] of Object.entries(rule.labels))
        if (readTemplate(text).values.length > 0)
          yield at(`${path}.labels.${label}`)
            .problem(`is "${text}", which changes with the value`)
            .mend("print the value in the summary or the description");
  },
  examples: () => ({
    passing: [
      modelWithAlert({ expr: "shop_queue_length > 100", labels: { kind: "{{ $labels.queue }}" } }),
      modelWithAlert({
        expr: "shop_queue_length > 100",
        labels: { size: "{{ if gt $value 1000.0 }}long{{ else }}short{{ end }}" },
      }),
    ],
    failing: [
      modelWithAlert({ expr: "shop_queue_length > 100", labels: { length: "{{ $value }}" } }),
      modelWithAlert({ expr: "shop_queue_length > 100", labels: { length: "{{ $value | humanize }} orders" } }),
    ],
  }),
});
