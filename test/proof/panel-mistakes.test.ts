/** The proof of panels sees what is wrong with them: each mistake by its place and its reason. */
import { cluster, dashboard, labelVariable, now, query, table, timeSeries, top } from "../../lib/dashboards";
import {
  contract,
  counter,
  deployed,
  gauge,
  grafanaLinks,
  minutes,
  pack,
  promqlText,
  SERVICE_TARGET,
  type Dashboard,
  type Panel,
} from "../../lib/model";
import { emptyColumns, judged } from "./panels/judged";
import { undefinedVariables } from "./panels/asked";
import { askAll } from "./panels/run";
import { worldOfPacks } from "./panels/worlds";
import { describeWith, tool } from "./tool";

const shop = contract(
  { targetLabels: SERVICE_TARGET, source: "an example" },
  {
    orders: counter("shop_orders_total", { help: "Orders.", labels: { outcome: ["accepted", "refused"] } }),
    waiting: gauge("shop_orders_waiting", { help: "Orders that wait." }),
  },
);

const series = (title: string, expr: string, legend = "{{service}}", more: Partial<Panel> = {}): Panel => ({
  ...timeSeries(title, { description: "An example.", unit: "count", queries: [query(promqlText(expr), legend)] }),
  ...(more as object),
});

const ORDERS = "sum by (service) (rate(shop_orders_total[$__rate_interval]))";

const panels: readonly Panel[] = [
  series("Fine", ORDERS),
  series("Fine with nothing", "shop_orders_waiting > 1e9", "{{service}}", { whenEmpty: "none" }),
  series("Fine with a variable", 'sum by (service) (shop_orders_waiting{pod=~"$pod"})'),
  series("Wrong metric", "sum by (service) (shop_order_waiting)"),
  series("Wrong value of a label", 'sum by (service) (shop_orders_total{outcome="lost"})'),
  series("Wrong label in the legend", ORDERS, "{{servce}} of {{service}}"),
  series("Join that matches nothing", `${ORDERS} / on (service, pod) sum by (service, pod) (shop_orders_waiting)`),
  series("Join of many with many", "shop_orders_total / on (namespace) shop_orders_waiting", ""),
  series("No number", `${ORDERS} * NaN`),
  series("Variable of another dashboard", 'sum by (service) (shop_orders_waiting{node=~"$node"})'),
  table("Wrong column", {
    description: "An example.",
    queries: [now(promqlText("sum by (service) (shop_orders_waiting)"))],
    columns: [
      { of: "service", title: "Service" },
      { of: "pod", title: "Pod" },
      { of: 0, title: "Waiting" },
    ],
  }),
];

const wrong: Dashboard = dashboard("wrong", {
  title: "Wrong",
  description: "An example.",
  variables: [
    cluster,
    labelVariable("pod", "Pod", promqlText("shop_orders_waiting")),
    labelVariable("shelf", "Shelf", promqlText("shop_orders_waiting")),
  ],
  annotations: [
    { name: "Never", expr: promqlText("shop_orders_waiting < 0"), title: "{{service}}", color: "blue" },
    { name: "Often", expr: promqlText("shop_orders_waiting >= 0"), title: "{{service}}", color: "blue" },
  ],
  rows: [top(panels)],
});

describeWith(["promtool"], "promtool", () => {
  test("names each mistake, and nothing that is right", async () => {
    const world = worldOfPacks("wrong", [
      deployed(pack("shop", { metrics: shop, dashboards: [wrong], interval: minutes(1) }), {
        team: "shop",
        ...grafanaLinks("https://grafana.example"),
      }),
    ]);
    const [asking] = await askAll(tool("promtool") ?? "promtool", [world]);
    const { queries = [], problems = [] } = asking ?? {};
    const found = [
      ...problems,
      ...queries.flatMap(([query, answer]) => [
        ...undefinedVariables(query).map((variable) => `${query.place}: there is no variable $${variable}`),
        ...judged(query, answer).map((why) => `${query.place}: ${why}`),
        ...(query.columns.length > 0 ? emptyColumns([[query, answer]]) : []),
      ]),
    ];
    expect(found).toEqual([
      "wrong › variable shelf: no series has the label shelf",
      "wrong › annotation Never: it marks no moment of this world",
      "wrong › Wrong metric › A: it returns nothing",
      "wrong › Wrong value of a label › A: it returns nothing",
      "wrong › Wrong label in the legend › A: its legend names {{servce}}, which no series has",
      "wrong › Join that matches nothing › A: it returns nothing",
      expect.stringMatching(/^wrong › Join of many with many › A: Prometheus refuses it: found duplicate series/),
      "wrong › No number › A: no value is a number (NaN)",
      "wrong › Variable of another dashboard › A: there is no variable $node",
      "wrong › Variable of another dashboard › A: it returns nothing",
      "wrong › Wrong column: its column pod is a label that no query carries",
    ]);
  });
});
