/** Queries that Prometheus or Loki would refuse. */
import { promqlText, type Expression, type LogExpression } from "../../../model";
import type { SyntaxProblem } from "../../../query";
import { at, check, type Problem } from "../../check";
import { logqlOf } from "../dashboards-in";
import { contentOf } from "../content";
import { expressionsOf } from "../expressions";
import { modelWithAlert, modelWithRules, exampleRecording } from "../example";
import { runbookQueries } from "./queries";

const QUEUE_LONG = "sum by (service) (shop_queue_length) > 100";

const withQuery = (query: Expression | LogExpression | string) =>
  modelWithAlert({
    expr: QUEUE_LONG,
    runbook: {
      meaning: "Orders wait.",
      impact: "Customers wait.",
      diagnosis: [{ text: "See which queue grows.", query }],
      mitigation: ["Start more workers."],
    },
  });

/** The first one: the others mostly follow from it. */
const firstOf = function* (path: string, [first]: readonly SyntaxProblem[], reader: string): Iterable<Problem> {
  if (first !== undefined)
    yield at(path)
      .problem(first.message)
      .mend(first.mend ?? `write it as ${reader} reads it`);
};

export const promqlSyntax = check({
  id: "promql/syntax",
  severity: "error",
  judges: "each by itself",
  reason:
    "Prometheus refuses a whole group of rules for one expression that it cannot read, and goes on with the old ones. Nobody is told but its log. A panel shows an error in place of its data.",
  *find(model) {
    const content = contentOf(model);
    for (const { exprPath, problems } of expressionsOf(model)) yield* firstOf(exprPath, problems, "Prometheus");
    for (const query of runbookQueries(content))
      if (query.kind === "promql") yield* firstOf(query.path, query.parsed.problems, "Prometheus");
  },
  examples: () => ({
    passing: [
      modelWithAlert({ expr: QUEUE_LONG }),
      modelWithAlert({
        expr: '# of all shops\nrate({"shop_orders_total", outcome!~"acc.*",}[5m] offset -1h) > bool 1_000',
      }),
      modelWithRules({ recordingRules: [exampleRecording("service:shop_queue_length:sum", "1 + 2m")] }),
      withQuery(promqlText('rate(shop_orders_total{service="$service"}[$__rate_interval])')),
    ],
    failing: [
      modelWithAlert({ expr: "sum by (service) (shop_queue_length > 100" }),
      modelWithAlert({ expr: "rate(shop_orders_total) > 1" }),
      modelWithAlert({ expr: "avg_over_tme(shop_queue_length[5m]) > 1" }),
      modelWithAlert({ expr: 'shop_queue_length{queue=~"("} > 1' }),
      modelWithAlert({ expr: "shop_orders_total[5m]" }),
      modelWithAlert({ expr: "limitk(1, shop_queue_length) > 1" }),
      modelWithAlert({ expr: "rate(shop_orders_total[$__rate_interval]) > 1" }),
      modelWithRules({ recordingRules: [exampleRecording("service:shop_queue_length:sum", "1 > 2")] }),
      withQuery(promqlText("sum(shop_queue_length")),
    ],
  }),
});

export const logqlSyntax = check({
  id: "logql/syntax",
  severity: "error",
  judges: "each by itself",
  reason:
    "Whoever follows a runbook at night pastes its query into Grafana. One that Loki refuses costs the minutes that count, and a panel that asks it shows an error.",
  *find(model) {
    for (const query of runbookQueries(contentOf(model)))
      if (query.kind === "logql") yield* firstOf(query.path, query.parsed.problems, "Loki");
    for (const { exprPath, problems } of logqlOf(model)) yield* firstOf(exprPath, problems, "Loki");
  },
  examples: () => ({
    passing: [
      withQuery({ kind: "logql", text: '{namespace="$namespace"} |= "error" | json | status >= 500 and took > 1.5s' }),
      withQuery('sum by (pod) (count_over_time({service="$service"} |~ "(?i)panic|fatal" [15m]))'),
      withQuery('shop_queue_length{service="$service"}'),
    ],
    failing: [
      withQuery({ kind: "logql", text: '{namespace="shop"' }),
      withQuery({ kind: "logql", text: '{namespace=~".*"} |= "error"' }),
      withQuery({ kind: "logql", text: "{namespace='shop'}" }),
      withQuery({ kind: "logql", text: 'sum_over_time({namespace="shop"} | json [5m])' }),
      withQuery('{namespace="shop"} |~ "("'),
    ],
  }),
});
