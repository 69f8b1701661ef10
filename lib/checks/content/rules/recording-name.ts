/** Names of recording rules: what is left of the labels, of what, computed how. */
import { days, hours, minutes, prometheusDuration, seconds, weeks, type Duration } from "../../../model";
import { nodesOf, type DurationText, type Node } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { exampleRecording, modelWithRules } from "../example";
import { isRecordedName, namesRead } from "./reads";

const FORM = /^[a-z_][a-z0-9_]*:[a-z_][a-z0-9_]*:[a-z_][a-z0-9_]*$/;
/** `rate5m`, `increase_1d`: the range that the operations were done over. */
const WINDOW =
  /(?:rate|increase|delta|deriv|over|min|max|avg|sum|count|quantile|p\d+)_?(?<count>\d+)(?<unit>[smhdw])(?![a-z0-9])/;
const UNITS: Readonly<Record<string, (count: number) => Duration>> = {
  s: seconds,
  m: minutes,
  h: hours,
  d: days,
  w: weeks,
};

const recording = (name: string, expr: string) =>
  modelWithRules({ recordingRules: [exampleRecording(name, expr, { readBy: "panels" })] });

export const recordingName = check({
  id: "rule/recording-name",
  severity: "error",
  reason:
    "A reader of a query sees the name alone. level:metric:operations tells which labels are left, what was measured and how it was computed, " +
    "and a colon tells that a rule made it.",
  *find(model): Iterable<Problem> {
    const { recordings, evaluator } = contentOf(model);
    for (const each of recordings) {
      const { path, rule, fact } = each;
      const said = windowIn(rule.name);
      if (!FORM.test(rule.name))
        yield at(path)
          .problem("is no name of the form level:metric:operations")
          .mend("write the labels that are left, the metric and what was done: service:http_requests:rate5m");
      else if (said !== undefined && each.node !== undefined) {
        const { node } = each;
        const ranges = rangesIn(node);
        const known = ranges.every(({ milliseconds }) => milliseconds !== undefined);
        // Over a window and one scrape more, `rate` counts what happened between two windows, too.
        const scrape = (fact.pack.scrapeInterval ?? evaluator?.scrapeInterval)?.milliseconds ?? 0;
        const wrong = !ranges.some(
          ({ milliseconds = 0 }) => milliseconds >= said.milliseconds && milliseconds <= said.milliseconds + scrape,
        );
        // What it reads from other recordings has their ranges.
        if (wrong && known && ranges.length > 0 && !namesRead(node).some(isRecordedName))
          yield at(path)
            .problem(
              `says ${prometheusDuration(said)}, and its expression looks at ${[...new Set(ranges.map(({ text }) => text))].join(", ")}`,
            )
            .mend("write the range of the expression into the name, or the other way round");
      }
    }
  },
  examples: () => ({
    passing: [
      recording("service:shop_orders:rate5m", "sum by (service) (rate(shop_orders_total[5m]))"),
      recording("service:shop_orders:rate5m", "sum by (service) (rate(shop_orders_total[5m30s]))"),
      recording("service_product:shop_orders:ratio", "shop_queue_length / 100"),
    ],
    failing: [
      recording("shop_orders_rate", "sum by (service) (rate(shop_orders_total[5m]))"),
      recording("shop:orders", "sum by (service) (rate(shop_orders_total[5m]))"),
      recording("service:shop_orders:rate5m", "sum by (service) (rate(shop_orders_total[1h]))"),
      recording("service:shop_orders:rate5m", "sum by (service) (rate(shop_orders_total[5m31s]))"),
    ],
  }),
});

const windowIn = (name: string): Duration | undefined => {
  const { count, unit = "" } = WINDOW.exec(name)?.groups ?? {};
  return UNITS[unit]?.(Number(count));
};

const rangesIn = (node: Node): readonly DurationText[] =>
  nodesOf(node).flatMap((each) =>
    (each.kind === "selector" || each.kind === "subquery") && each.range !== undefined ? [each.range] : [],
  );
