/** What is right by itself and wrong in production, or beside something else in the same environment. */
import { existingSecret, gibibytes, httpProbe } from "../../../lib";
import { ABSENT, prod, staging, type Row } from "./row";

const orders = { host: "orders-db.acme.example", credentials: existingSecret("orders-db") };

export const productionRows: readonly Row[] = [
  [prod, "prometheus.storage", "ephemeral", "keeps its data in the pod"],
  [prod, "jaeger", { storage: { kind: "memory" }, replicas: 1 }, "keeps its data in the pod", "jaeger.storage"],
  [prod, "prometheus.releaseName", "loki", 'is the Helm release "loki"', "loki.releaseName"],
  [prod, "exporters.blackbox.releaseName", "grafana", 'is the Helm release "grafana"'],
  [
    prod,
    "exporters.postgres",
    { a: { ...orders, releaseName: "pg" }, b: { ...orders, releaseName: "pg" } },
    'is the Helm release "pg"',
    "exporters.postgres.b.releaseName",
  ],
  [
    prod,
    "exporters.blackbox",
    { probes: [{ name: "a", url: "https://a.example", module: "http" }], modules: { http_2xx: httpProbe() } },
    "http_2xx",
    "exporters.blackbox.probes[0].module",
  ],
  [staging, "prometheus.retentionSize", gibibytes(48), "on a volume of 50 GiB", "prometheus.storage"],
  [prod, "alerting.teams", ABSENT, "is missing"],
];
