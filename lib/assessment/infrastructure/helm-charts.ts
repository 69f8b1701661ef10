/** Names of Helm charts: mostly those of the image, and some of their own. */
import { imageOf } from "../known-libraries";
import type { Thing } from "./observation";

/** What a chart runs; nothing for tools of monitoring and for charts of one's own. */
export const helmChart = (name: string): readonly Thing[] => {
  const chart = name.toLowerCase().split("/").at(-1) ?? "";
  if (Object.hasOwn(CHARTS, chart)) return [CHARTS[chart]].flatMap((each) => each ?? []);
  const known = imageOf(chart);
  if (
    known === undefined ||
    known.kind === "tool" ||
    known.kind === "other server" ||
    known.kind === "development only"
  )
    return [];
  // A chart named nginx serves files.
  if (known.kind === "balancers" && chart === "nginx") return [];
  return [{ kind: known.kind, name: known.name }];
};

const CHARTS: Readonly<Record<string, Thing>> = {
  "ingress-nginx": { kind: "balancers", name: "nginx" },
  "nginx-ingress": { kind: "balancers", name: "nginx" },
  "nginx-ingress-controller": { kind: "balancers", name: "nginx" },
  istiod: { kind: "balancers", name: "istio" },
  "istio-ingress": { kind: "balancers", name: "istio" },
  contour: { kind: "balancers", name: "envoy" },
  gateway: { kind: "balancers", name: "istio" },
  "gateway-helm": { kind: "balancers", name: "envoy" },
  "postgresql-ha": { kind: "databases", name: "postgres" },
  "cloudnative-pg": { kind: "databases", name: "postgres" },
  "postgres-operator": { kind: "databases", name: "postgres" },
  "mongodb-sharded": { kind: "databases", name: "mongodb" },
  "community-operator": { kind: "databases", name: "mongodb" },
  "strimzi-kafka-operator": { kind: "queues", name: "kafka" },
  "cp-helm-charts": { kind: "queues", name: "kafka" },
  "redis-operator": { kind: "caches", name: "redis" },
  "eck-operator": { kind: "databases", name: "elasticsearch" },
  "eck-stack": { kind: "databases", name: "elasticsearch" },
  "minio-operator": { kind: "objectStores", name: "minio" },
  "timescaledb-single": { kind: "databases", name: "timescaledb" },
  "altinity-clickhouse-operator": { kind: "databases", name: "clickhouse" },
  temporal: { kind: "queues", name: "temporal" },
};
