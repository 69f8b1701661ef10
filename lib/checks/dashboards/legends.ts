/** Curves and figures that go by one name, so that nobody knows which is which. */
import { promqlText, type Panel } from "../../model";
import { query } from "../../dashboards";
import { at, check, type Problem } from "../check";
import { contentOf } from "../content/content";
import { panelsOf, type PanelInPlace } from "../content/dashboards-in";
import { examplePanel, modelAsking, modelWithPanel } from "./example";
import { carriesLabel, differingIn, labelsInBraces } from "./result";

/** Those that show each series under its legend. */
const NAMED: ReadonlySet<Panel["type"]> = new Set(["timeseries", "stat", "bargauge", "state-timeline"]);

/** Two queries of one panel that are called the same. */
const twice = function* ({ queries }: PanelInPlace): Iterable<Problem> {
  const first = new Map<string, string>();
  for (const { path, letter, query } of queries) {
    const earlier = first.get(query.legend);
    if (earlier === undefined) first.set(query.legend, letter);
    else
      yield at(`${path}.legend`)
        .problem(`is "${query.legend}", as that of query ${earlier}`)
        .mend('call each query by what sets it apart: "{{service}} refused"');
  }
};

const listed = (labels: readonly string[]): string => labels.map((label) => `{{${label}}}`).join(" ");

export const sameLegend = check({
  id: "dashboard/same-legend",
  severity: "warning",
  judges: "each by itself",
  reason:
    "Several curves of one name, one of which has gone up: the panel says that something is wrong and keeps to itself what.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    for (const place of panelsOf(model)) {
      if (!NAMED.has(place.panel.type)) continue;
      yield* twice(place);
      for (const { path, query, asked } of place.queries) {
        if (asked.kind !== "promql" || asked.node === undefined) continue;
        const shown = labelsInBraces(query.legend);
        // Of labels that the result does not carry, dashboard/label-not-in-result speaks.
        if (shown.some((label) => carriesLabel(asked, label, content) === false)) continue;
        const { key, certain } = differingIn(asked.node, content);
        // A legend with labels may leave out what follows from them; what a contract calls several values does not.
        const missing = shown.length === 0 ? key : certain.filter((label) => !shown.includes(label));
        // One value is shown of a repeated panel.
        const left = missing.filter((label) => label !== place.panel.repeat && label !== place.row.repeat);
        if (left.length > 0)
          yield at(`${path}.legend`)
            .problem(
              `${query.legend === "" ? "is empty" : `"${query.legend}" is the name of several series`}: they differ in ${left.join(", ")}`,
            )
            .mend(`write ${listed(left)} into it, or aggregate them: sum(…)`);
      }
    }
  },
  examples: () => {
    const two = (a: string, b: string) =>
      modelWithPanel(
        examplePanel({
          title: "Orders and room",
          queries: [query(promqlText("sum(shop_queue_length)"), a), query(promqlText("sum(shop_free_bytes)"), b)],
        }),
      );
    return {
      passing: [
        modelAsking("sum by (service) (shop_queue_length)", { legend: "{{service}}" }),
        modelAsking("sum(shop_queue_length)", { legend: "orders" }),
        modelAsking('sum by (service) (shop_queue_length{service="cart"})', { legend: "orders" }),
        modelAsking("max by (namespace, service) (shop_queue_length)", { legend: "{{service}}" }),
        two("orders", "room"),
      ],
      failing: [
        modelAsking("sum by (service) (shop_queue_length)", { legend: "orders" }),
        modelAsking("sum by (outcome, service) (rate(shop_orders_total[$__rate_interval]))", { legend: "{{service}}" }),
        two("orders", "orders"),
      ],
    };
  },
});
