/** Names of series that nothing exports and no rule records. */
import { didYouMean, promqlText, scrape, seriesOf, type Model } from "../../../model";
import { BASE_RANGE, recordedNames } from "../../../slo";
import { namesOf, NAME, regexMatches, selectorsIn, type Node, type VectorSelector } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { expressionsOf } from "../expressions";
import { exampleAlert, exampleRecording, modelWithAlert, modelWithRules, shop } from "../example";
import { runbookQueries } from "./queries";
import { modelWithoutContract } from "./without-contract";

/** What Prometheus writes itself, beyond what `scrape` describes. */
const ALWAYS_THERE = ["ALERTS_FOR_STATE", "scrape_timeout_seconds", "scrape_sample_limit", "scrape_body_size_bytes"];

/** What is recorded of objectives: dashboards may show them where there are none yet. */
const OF_OBJECTIVES = [
  ...Object.values(recordedNames).filter((name) => typeof name === "string"),
  recordedNames.events(BASE_RANGE),
  recordedNames.badEvents(BASE_RANGE),
];

const namesIn = (model: Model): ReadonlySet<string> => {
  const contracts = [scrape, ...model.packs.map(({ pack }) => pack.metrics ?? {})];
  return new Set([
    ...ALWAYS_THERE,
    ...OF_OBJECTIVES,
    ...contracts.flatMap((metrics) =>
      Object.values(metrics)
        .flatMap(seriesOf)
        .map(({ name }) => name),
    ),
    ...model.packs.flatMap(({ pack }) => pack.recordingRules.map(({ name }) => name)),
  ]);
};

const PARTS = ["_bucket", "_sum", "_count", "_total"];

/** The name with or without the ending of a part, where that one exists. */
const relative = (name: string, known: ReadonlySet<string>): string | undefined => {
  const stem = name.replace(/_(?:bucket|sum|count|total)$/, "");
  return [stem, ...PARTS.map((part) => stem + part)].find((each) => each !== name && known.has(each));
};

const MEND = "write the name as its contract has it, or add the metric to the contract of the pack";

const problemOf = (name: string, known: ReadonlySet<string>): { readonly problem: string; readonly mend: string } => {
  const other = relative(name, known);
  const problem = `nothing exports or records ${name}`;
  return other === undefined
    ? { problem: `${problem}${didYouMean(name, known)}`, mend: MEND }
    : { problem: `${problem}, but there is ${other}`, mend: `write ${other}, or add ${name} to a contract` };
};

/** Names that a selector asks for and that do not exist. */
const unknownIn = function* (
  selector: VectorSelector,
  known: ReadonlySet<string>,
  isOthers: (name: string) => boolean,
): Iterable<{ readonly problem: string; readonly mend: string }> {
  const names = namesOf(selector);
  const missing = names?.filter((name) => !known.has(name) && !/[$]/.test(name)) ?? [];
  // Of several names in one regular expression it is enough that one is there; the others may be those of other versions.
  if (names !== undefined && missing.length === names.length)
    for (const name of missing) if (!isOthers(name)) yield problemOf(name, known);
  if (names !== undefined) return;
  for (const { label, operator, value } of selector.matchers)
    if (
      label === NAME &&
      operator === "=~" &&
      !value.includes("$") &&
      ![...known].some((name) => regexMatches(value, name))
    )
      yield { problem: `no metric and no recorded series has a name like ${value}`, mend: MEND };
};

export const unknownMetric = check({
  id: "promql/unknown-metric",
  severity: "error",
  judges: "each by itself",
  reason:
    "A query of a name that nobody exports is valid and finds nothing: the alert never fires, the panel stays empty, and nothing says why.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    if (!content.closed) return;
    const known = namesIn(model);
    const inNode = function* (
      path: string,
      node: Node | undefined,
      isOthers: (name: string) => boolean,
    ): Iterable<Problem> {
      const seen = new Set<string>();
      for (const selector of node === undefined ? [] : selectorsIn(node))
        for (const { problem, mend } of unknownIn(selector, known, isOthers))
          if (!seen.has(problem)) {
            seen.add(problem);
            yield at(path).problem(problem).mend(mend);
          }
    };
    // Of names with colons in rules, rule/missing-recording speaks.
    for (const { exprPath, node, rule } of expressionsOf(model))
      yield* inNode(exprPath, node, (name) => rule !== undefined && name.includes(":"));
    for (const query of runbookQueries(content))
      if (query.kind === "promql") yield* inNode(query.path, query.parsed.node, () => false);
  },
  examples: () => ({
    passing: [
      modelWithAlert({
        expr: 'shop_queue_length > 100 and on (instance) up == 1 unless on () ALERTS{alertname="Shut"}',
      }),
      modelWithAlert({ expr: 'rate(shop_checkout_duration_seconds_count[5m]) > 1 or {__name__=~"shop_queue_.+"} > 1' }),
      modelWithRules({
        recordingRules: [exampleRecording("service:shop_queue_length:sum", "sum by (service) (shop_queue_length)")],
        alerts: [exampleAlert({ expr: "service:shop_queue_length:sum > 100" })],
      }),
      modelWithoutContract({ expr: "metric_of_another_shop > 1" }),
    ],
    failing: [
      modelWithAlert({ expr: "shop_queue_lenght > 100" }),
      modelWithAlert({ expr: "rate(shop_orders[5m]) > 1" }),
      modelWithAlert({ expr: "shop_checkout_duration_seconds > 1" }),
      modelWithAlert({ expr: '{__name__=~"store_.+"} > 1' }),
      modelWithAlert({ expr: '{"shop.queue.length"} > 1' }),
      modelWithAlert({
        expr: "shop_queue_length > 100",
        runbook: {
          meaning: "Orders wait.",
          impact: "Customers wait.",
          diagnosis: [{ text: "See how many workers run.", query: promqlText('shop_workers{service="$service"}') }],
          mitigation: ["Start more workers."],
        },
      }),
      modelWithAlert({ expr: "shop_queue_length > 100" }, { ...shop, queueLength: shop.freeBytes }),
    ],
  }),
});
