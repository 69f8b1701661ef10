/** A worker behind a queue, with the servers that it keeps its data in: a worked example. */
import { existingSecret, minutes, type ServiceMonitoring } from "../../lib";

export const orders = (platform: ServiceMonitoring): void => {
  platform.monitorQueueConsumer({
    name: "orders-worker",
    namespace: "shop",
    team: "shop",
    queue: "orders",
    objectives: { within: minutes(5) },
  });
  platform.monitorPostgres({
    name: "orders-db",
    team: "shop",
    exporter: { host: "orders-db.data.svc", credentials: existingSecret("orders-db-monitoring") },
  });
  platform.monitorRedis({ name: "carts", team: "shop", exporter: { address: "redis://carts.data.svc:6379" } });
};
