/** The ways of an alert through a routing, for every label set that it can carry. */
import { HEARTBEAT_ALERT } from "../../../lib/routing";
import { matches, type Matchers } from "../../../lib/query";
import type { ExampleAlert } from "../../../lib/checks/content/example";
import { treeOf } from "../../../lib/checks/example-routing";
import { routedModel } from "../../../lib/checks/routing/model-example";
import { routedOf } from "../../../lib/checks/routing/outcomes";

/** The labels of each of its outcomes, and where it goes with them. */
const ways = (alert: Omit<ExampleAlert, "name">, matchers: Matchers) => {
  const model = routedModel(
    { route: treeOf({ matchers, receiver: "shop-oncall" }) },
    { alerts: [{ ...alert, name: "ShopQueueLong" }] },
  );
  return routedOf(model)
    .flatMap(({ outcomes }) => outcomes)
    .map(({ labels, deliveries }) => ({
      ...Object.fromEntries(Object.entries(labels).filter(([label]) => label !== "alertname")),
      to: deliveries.map(({ receiver }) => receiver).join(),
    }));
};

const to = (name: string, labels: object = {}) => ({ ...labels, to: name });

test.each<[string, Omit<ExampleAlert, "name">, Matchers, readonly object[]]>([
  [
    "a label with any value",
    { expr: "shop_queue_length > 1" },
    { queue: "express" },
    [to("shop", { queue: "other" }), to("shop-oncall", { queue: "express" })],
  ],
  [
    "a label whose values the contract knows",
    { expr: "rate(shop_orders_total[5m]) > 1" },
    { outcome: matches("ref.*") },
    [to("shop", { outcome: "accepted" }), to("shop-oncall", { outcome: "refused" })],
  ],
  [
    "a label that the query asks for",
    { expr: 'shop_queue_length{queue="express"} > 1' },
    { queue: "express" },
    [to("shop-oncall", { queue: "express" })],
  ],
  [
    "a label that is aggregated away",
    { expr: "sum by (service) (shop_queue_length) > 1" },
    { queue: "express" },
    [to("shop")],
  ],
  [
    "two alternatives, whose labels do not mix",
    {
      expr: 'shop_queue_length{queue="express", service="cart"} > 1 or shop_queue_length{queue="slow", service="web"} > 1',
    },
    { queue: "express", service: "web" },
    [to("shop", { queue: "express", service: "cart" }), to("shop", { queue: "slow", service: "web" })],
  ],
  [
    "a label of the rule in place of the series' own",
    { expr: "shop_queue_length > 1", labels: { queue: "all" } },
    { queue: "all" },
    [to("shop-oncall", { queue: "all" })],
  ],
  [
    "a label that the rule takes away",
    { expr: "shop_queue_length > 1", labels: { queue: "" } },
    { queue: "" },
    [to("shop-oncall")],
  ],
  [
    "a label that the rule fills in",
    { expr: "sum(shop_queue_length) > 1", labels: { queue: "{{ $externalLabels.queue }}" } },
    { queue: "all" },
    [to("shop", { queue: "other" }), to("shop-oncall", { queue: "all" })],
  ],
  [
    "an external label",
    { expr: "shop_queue_length > 1" },
    { cluster: "example" },
    [to("shop-oncall", { cluster: "example" })],
  ],
  [
    "an external label beside one of the alert's own",
    { expr: "shop_queue_length > 1", labels: { cluster: "eu" } },
    { cluster: "example" },
    [to("shop", { cluster: "eu" })],
  ],
  [
    "the severity and the team",
    { expr: "shop_queue_length > 1", severity: "critical" },
    { severity: "critical", team: "shop" },
    [to("shop-oncall", { severity: "critical", team: "shop" })],
  ],
  ["the name", { expr: "shop_queue_length > 1" }, { alertname: HEARTBEAT_ALERT }, [to("shop")]],
  [
    "what cannot be read carries anything",
    { expr: "sum by (" },
    { namespace: "shop" },
    [to("shop", { namespace: "other" }), to("shop-oncall", { namespace: "shop" })],
  ],
])("%s", (_, alert, matchers, expected) => {
  const key = (each: object): string => JSON.stringify(Object.entries(each).sort());
  expect(ways(alert, matchers).map(key).sort()).toEqual(expected.map(key).sort());
});
