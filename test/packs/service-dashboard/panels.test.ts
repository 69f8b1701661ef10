/** Dashboards of registered services of several kinds, asked of a real Prometheus like all shipped ones. */
import { deployed, grafanaLinks, pack } from "../../../lib/model";
import {
  http,
  httpDependency,
  httpObjectives,
  httpSignals,
  postgresDependency,
  redisDependency,
  serviceDashboard,
  shippedPacks,
} from "../../../lib/packs";
import { sloPack } from "../../../lib/slo";
import { provenIn } from "../../proof/panels/proven";
import { worldOfPacks } from "../../proof/panels/worlds";

const registered = pack("registered", {
  metrics: {},
  dashboards: [
    serviceDashboard({
      service: { namespace: "shop", name: "checkout", title: "Checkout" },
      dependencies: [
        postgresDependency({ namespace: "observability", service: "postgres-exporter-orders", name: "orders" }),
        redisDependency({ namespace: "observability", service: "redis-exporter-cache" }),
        httpDependency({ namespace: "shop", service: "cart" }),
      ],
    }),
    serviceDashboard({
      service: { namespace: "shop", name: "cart" },
      signals: [httpSignals({ duration: undefined, inFlight: undefined })],
      objectives: false,
      pods: { workload: "cart" },
    }),
  ],
});

const objectives = sloPack("shop-objectives", {
  metrics: http,
  slos: httpObjectives({ service: "checkout", namespace: "shop" }),
});

const packs = [...shippedPacks(), objectives, registered].map((each) =>
  deployed(each, { team: "platform", ...grafanaLinks("https://grafana.example") }),
);

const world = worldOfPacks("services", packs);
provenIn([{ ...world, dashboards: world.dashboards.filter(({ uid }) => uid.startsWith("service-")) }]);
