/** An address outside of the cluster: a worked example. */
import type { ServiceMonitoring } from "../../lib";

export const shopFront = (platform: ServiceMonitoring): void =>
  platform.monitorEndpoint({
    name: "shop-front",
    team: "shop",
    url: "https://shop.acme.example/healthz",
    objectives: { availability: "99.5%" },
  });
