/** Ranges that are too short for the scrapes that fill them, or reach back further than anything is kept. */
import { hours, milliseconds, prometheusDuration } from "../../../model";
import type { DurationText } from "../../../query";
import { lookBack } from "../../../slo";
import { at, check, type Problem } from "../../check";
import { objectivesByRule } from "../objectives";
import { contentOf, type ExpressionInPlace } from "../content";
import { exampleAlert, exampleRecording, modelWithAlert, modelWithRules } from "../example";
import { partOf, selectionsOf, type Selection } from "./selections";
import { modelWithoutContract } from "./without-contract";

/** Where a period of the calendar ends is looked up a while before. */
const HOUR = hours(1);

/** Two samples must be left where one or two scrapes have failed. */
const SCRAPES = 4;

/** They compare samples with each other; the others make do with one. */
const COMPARING = new Set("rate increase irate delta idelta deriv predict_linear changes resets".split(" "));

export const shortRange = check({
  id: "promql/short-range",
  severity: "error",
  judges: "each by itself",
  reason:
    "A rate needs two samples. Where the range holds few scrapes, one that fails leaves a hole, and the alert forgets how long its condition has held.",
  *find(model): Iterable<Problem> {
    const { evaluator, world, closed } = contentOf(model);
    if (evaluator === undefined) return;
    const least = SCRAPES * evaluator.scrapeInterval.milliseconds;
    for (const { asked, path, selector, around, definition } of selectionsOf(model)) {
      const [call] = around;
      const range = selector.range?.milliseconds;
      if (call?.kind !== "call" || !COMPARING.has(call.function) || range === undefined || range >= least) continue;
      // How often strangers are scraped, nobody knows.
      if (!closed && definition === undefined) continue;
      if (selector.metric === undefined || world.recorded(selector.metric) || selector.metric.includes(":")) continue;
      yield at(path)
        .problem(
          `${partOf(asked, call)} looks at ${selector.range?.text}, less than ${SCRAPES} scrapes of ${prometheusDuration(evaluator.scrapeInterval)}`,
        )
        .mend(`write [${prometheusDuration(milliseconds(least))}] or more`);
    }
  },
  examples: () => ({
    passing: [
      modelWithAlert({ expr: "rate(shop_orders_total[2m]) > 1" }),
      modelWithAlert({ expr: "max_over_time(shop_queue_length[1m]) > 1" }),
      modelWithAlert({ expr: "increase(shop_orders_total[1h:1m]) > 1" }),
      modelWithoutContract({ expr: "rate(metric_of_another_shop_total[1m]) > 1" }),
      modelWithRules({
        recordingRules: [exampleRecording("service:shop_queue_length:sum", "sum by (service) (shop_queue_length)")],
        alerts: [exampleAlert({ expr: "deriv(service:shop_queue_length:sum[1m]) > 1" })],
      }),
    ],
    failing: [
      modelWithAlert({ expr: "rate(shop_orders_total[1m]) > 1" }),
      modelWithAlert({ expr: "sum by (service) (irate(shop_orders_total[119s])) > 1" }),
      modelWithAlert({ expr: "deriv(shop_queue_length[30s]) > 1" }),
    ],
  }),
});

const lengthOf = (duration: DurationText | undefined): number => duration?.milliseconds ?? 0;

/** How far before the evaluation a selector reads, with all that stands around it. */
const reachOf = ({ selector, around }: Selection): number =>
  around.reduce(
    (sum, node) => (node.kind === "subquery" ? sum + lengthOf(node.range) + lengthOf(node.offset) : sum),
    lengthOf(selector.range) + lengthOf(selector.offset),
  );

export const beyondRetention = check({
  id: "promql/beyond-retention",
  severity: "error",
  judges: "each by itself",
  reason:
    "What is older than the retention is deleted. A query that looks further back finds nothing, or only the younger part of it, and says neither.",
  *find(model): Iterable<Problem> {
    const { evaluator } = contentOf(model);
    if (evaluator === undefined) return;
    const { retention } = evaluator;
    const objectives = objectivesByRule(model);
    // The period of an objective has a check of its own.
    const isPeriod = ({ path }: ExpressionInPlace, reach: number): boolean =>
      (objectives.get(path) ?? []).some(({ slo }) => reach <= lookBack(slo.window).milliseconds + HOUR.milliseconds);
    for (const selection of selectionsOf(model)) {
      const reach = reachOf(selection);
      if (reach <= retention.milliseconds || selection.selector.at !== undefined) continue;
      if (isPeriod(selection.asked, reach)) continue;
      yield at(selection.path)
        .problem(
          `${partOf(selection.asked, selection.selector)} looks back ${prometheusDuration(milliseconds(reach))}, but ${evaluator.path} keeps ${prometheusDuration(retention)}`,
        )
        .mend("shorten the range and the offset, or keep the data longer");
    }
  },
  examples: () => ({
    passing: [
      modelWithAlert({ expr: "rate(shop_orders_total[1h] offset 4w) > 1" }),
      modelWithAlert({ expr: "avg_over_time(shop_queue_length[30d]) > 1" }),
      modelWithAlert({ expr: "shop_queue_length offset -5w > 1" }),
    ],
    failing: [
      modelWithAlert({ expr: "rate(shop_orders_total[1h] offset 30d) > 1" }),
      modelWithAlert({ expr: "avg_over_time(shop_queue_length[5w]) > 1" }),
      modelWithAlert({ expr: "max_over_time(rate(shop_orders_total[1d])[2w:1h] offset 3w) > 1" }),
    ],
  }),
});
