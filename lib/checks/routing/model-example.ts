/** Models around one routing, for the passing and the failing examples that a check carries. */
import { pack, type AlertRouting, type Model, type Profile } from "../../model";
import { HEARTBEAT_ALERT, type RoutingTreeInput } from "../../routing";
import { exampleAlert, modelWith, shop, type ExampleAlert } from "../content/example";
import { exampleRouting } from "../example-routing";

/** Orders wait, products are sold out, and Prometheus is alive. */
export const EXAMPLE_ALERTS: readonly ExampleAlert[] = [
  { name: "ShopQueueLong", expr: "shop_queue_length > 100", severity: "warning" },
  {
    name: "ShopNoOrders",
    expr: "sum by (namespace, service) (rate(shop_orders_total[5m])) == 0",
    severity: "critical",
  },
  { name: HEARTBEAT_ALERT, expr: "vector(1)", severity: "none" },
];

/** A production environment with these alerts. */
export const routedModel = (
  tree: Partial<RoutingTreeInput> = {},
  {
    alerts = EXAMPLE_ALERTS,
    facts = {},
    profile = "production",
  }: {
    readonly alerts?: readonly ExampleAlert[];
    readonly facts?: Partial<AlertRouting>;
    readonly profile?: Profile;
  } = {},
): Model => ({
  ...modelWith([pack("shop", { metrics: shop, alerts: alerts.map(exampleAlert) })]),
  routings: [exampleRouting(tree, facts)],
  profile,
});
