/** An HTTP service with business metrics: a worked example, to be replaced by the services that there are. */
import type { ServiceMonitoring } from "../../lib";
import { checkoutMetrics, checkoutPromises } from "./checkout-promises";

export const checkout = (platform: ServiceMonitoring): void =>
  platform.monitorHttpService({
    name: "checkout",
    namespace: "shop",
    team: "shop",
    dependencies: [{ postgres: "orders-db" }, { redis: "carts" }],
    alerts: { HttpHighErrorRatio: { parameters: { errorRatio: 0.02 } } },
    slos: checkoutPromises,
    metrics: checkoutMetrics,
    business: true,
  });
