import { type LokiProps } from "../../../lib/components/loki";
import {
  basicAuth,
  existingSecret,
  gatewayRoute,
  gibibytes,
  ingress,
  mebibytes,
  secretEnvironment,
} from "../../../lib/model";
import { at, valuesOf } from "./settings";

type Fact = readonly [fact: string, over: Partial<LokiProps>, path: string, value: unknown];

const PRODUCTION: readonly Fact[] = [
  ["one program, three times", {}, "deploymentMode", "Monolithic"],
  ["three replicas survive the loss of one", {}, "singleBinary.replicas", 3],
  ["each line stands on three of them", {}, "loki.commonConfig.replication_factor", 3],
  ["nobody is asked for a tenant", {}, "loki.auth_enabled", false],
  ["ConfigMaps are named after the release", { releaseName: "logs" }, "nameOverride", "logs"],
  ["Services are named after the release", { releaseName: "logs" }, "fullnameOverride", "logs"],
  ["no usage is reported", {}, "loki.analytics", { reporting_enabled: false }],
  ["the rules' side container is off", {}, "sidecar.rules.enabled", false],
  ["the canary is off", {}, "lokiCanary", { enabled: false }],
  ["the Helm test is off", {}, "test.enabled", false],
  ["no MinIO", {}, "minio.enabled", false],
  ["the chart's network policies are off", {}, "networkPolicy.enabled", false],
  ["the chart's rules are off", {}, "monitoring.rules.enabled", false],
  ["the chart's alerts are off", {}, "monitoring.alerts.enabled", false],
  ["the chart's dashboards are off", {}, "monitoring.dashboards.enabled", false],
  ["no cluster role is made", {}, "rbac.namespaced", true],
  ["no token of the API server is mounted", {}, "defaults.automountServiceAccountToken", false],
  ["the chunks cache is off", {}, "chunksCache", { enabled: false }],
  ["the results cache is off", {}, "resultsCache", { enabled: false }],
  ["two gateways", {}, "gateway.replicas", 2],
  ["no line of the gateway for each request", {}, "gateway.verboseLogging", false],
  ["the gateway takes what a tenant may send", {}, "gateway.nginxConfig.clientMaxBodySize", "20480k"],
  ["a volume of 50 GiB", {}, "singleBinary.persistence", { enabled: true, size: "50Gi" }],
  ["one replica may be away", {}, "singleBinary.podDisruptionBudget", { enabled: true, maxUnavailable: 1 }],
  ["time to write chunks out", {}, "singleBinary.terminationGracePeriodSeconds", 300],
  ["Prometheus scrapes as often as it does", {}, "monitoring.serviceMonitor", { enabled: true, interval: null }],
];

const SURROUNDINGS: readonly Fact[] = [
  ["mirror", { imageRegistry: "mirror.example/all" }, "global.imageRegistry", "mirror.example/all"],
  ["pull secrets", { imagePullSecrets: ["mirror"] }, "imagePullSecrets", [{ name: "mirror" }]],
  [
    "storage class",
    { volume: { size: gibibytes(10), storageClass: "gp3" } },
    "singleBinary.persistence.storageClass",
    "gp3",
  ],
  ["labels", { podLabels: { team: "core" } }, "loki.podLabels", { team: "core" }],
  ["priority", { scheduling: { priorityClass: "high" } }, "gateway.priorityClassName", "high"],
  ["nodes", { scheduling: { nodeSelector: { pool: "logs" } } }, "singleBinary.nodeSelector", { pool: "logs" }],
  [
    "a budget of one's own",
    { disruptionBudget: { minAvailable: 2 } },
    "singleBinary.podDisruptionBudget",
    { enabled: true, minAvailable: 2 },
  ],
  ["no budget for one replica", { replicas: 1 }, "singleBinary.podDisruptionBudget", { enabled: false }],
  [
    "environment from secrets",
    { environment: { TOKEN: secretEnvironment(existingSecret("extra"), "token") } },
    "defaults.extraEnv",
    [{ name: "TOKEN", valueFrom: { secretKeyRef: { name: "extra", key: "token" } } }],
  ],
  [
    "ingress with TLS, and not the chart's example of it",
    {
      exposure: ingress({
        host: "loki.acme.example",
        className: "nginx",
        authentication: basicAuth(existingSecret("ui")),
      }),
    },
    "gateway.ingress.tls",
    [{ secretName: "loki-acme-example-tls", hosts: ["loki.acme.example"] }],
  ],
  [
    "route",
    { exposure: gatewayRoute({ host: "loki.acme.example", gateway: { name: "public", namespace: "edge" } }) },
    "gateway.route.main",
    {
      enabled: true,
      hostnames: ["loki.acme.example"],
      parentRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "public", namespace: "edge" }],
    },
  ],
  ["not scraped", { serviceMonitor: false }, "monitoring.serviceMonitor.enabled", false],
  ["DNS of another distribution", { clusterDns: { service: "rke2-coredns" } }, "global.dnsService", "rke2-coredns"],
  ["no IPv6", { gateway: { ipv6: false } }, "gateway.nginxConfig.enableIPv6", false],
  ["cache in MiB", { chunksCache: { memory: gibibytes(2) } }, "chunksCache.allocatedMemory", 2_048],
  [
    "memory of a cache",
    { resultsCache: { memory: mebibytes(100) } },
    "resultsCache.resources",
    { requests: { cpu: "100m", memory: "120Mi" }, limits: { memory: "120Mi" } },
  ],
  ["canary", { canary: true }, "lokiCanary.kind", "Deployment"],
];

describe.each([
  ["in production", PRODUCTION],
  ["surroundings", SURROUNDINGS],
])("%s", (_, facts) => {
  test.each(facts)("%s", (_, over, path, value) => {
    expect(at(valuesOf(over), path)).toEqual(value);
  });
});

test("the other mode's workloads are off, and those that Loki 4 drops", () => {
  const off = (values: object) =>
    Object.entries(values).flatMap(([key, value]) =>
      (value as { replicas?: number } | undefined)?.replicas === 0 ? [key] : [],
    );
  const distributed = [
    "distributor",
    "ingester",
    "queryFrontend",
    "queryScheduler",
    "querier",
    "indexGateway",
    "compactor",
    "ruler",
  ];
  expect(off(valuesOf())).toEqual([...distributed, "read", "write", "backend"]);
  expect(off(valuesOf({ mode: "distributed" }))).toEqual(["singleBinary", "read", "write", "backend"]);
});

test("the chart's required anti-affinity is taken out, whatever replaces it", () => {
  const required = { requiredDuringSchedulingIgnoredDuringExecution: null };
  const affinityWith = (scheduling: LokiProps["scheduling"]) => at(valuesOf({ scheduling }), "singleBinary.affinity");
  expect(affinityWith({ antiAffinity: "none" })).toEqual({ podAntiAffinity: required });
  expect(affinityWith({ affinity: { nodeAffinity: {} } })).toEqual({ podAntiAffinity: required, nodeAffinity: {} });
  expect(affinityWith({ antiAffinity: "required" })).toHaveProperty(
    "podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.0.labelSelector.matchLabels",
    {
      "app.kubernetes.io/name": "loki",
      "app.kubernetes.io/instance": "loki",
      "app.kubernetes.io/component": "single-binary",
    },
  );
});

describe("distributed", () => {
  const values = (distributed: LokiProps["distributed"], over: Partial<LokiProps> = {}) =>
    valuesOf({ mode: "distributed", distributed, ...over });

  test("each workload has its own size", () => {
    expect(at(values({ querier: { replicas: 7 } }), "querier.replicas")).toBe(7);
    expect(at(values({}), "deploymentMode")).toBe("Distributed");
    expect(at(values({}), "compactor.replicas")).toBe(1);
  });

  test("the claims of ingesters and compactor are lists, those of the others are not", () => {
    const withClass = values(
      { ruler: { volume: { size: gibibytes(9), storageClass: "slow" } } },
      {
        volume: { size: gibibytes(1), storageClass: "gp3" },
      },
    );
    const claims = (size: string) => ({
      enabled: true,
      claims: [{ name: "data", accessModes: ["ReadWriteOnce"], size, storageClass: "gp3" }],
    });
    expect(at(withClass, "ingester.persistence")).toEqual(claims("50Gi"));
    expect(at(withClass, "compactor.persistence")).toEqual(claims("20Gi"));
    expect(at(withClass, "indexGateway.persistence")).toEqual({ enabled: true, size: "20Gi", storageClass: "gp3" });
    expect(at(withClass, "ruler.persistence")).toEqual({ enabled: true, size: "9Gi", storageClass: "slow" });
    expect(at(withClass, "querier.persistence")).toBeUndefined();
  });

  test("three ingesters keep each line three times, fewer keep it once", () => {
    const factor = (replicas: number) => at(values({ ingester: { replicas } }), "loki.commonConfig.replication_factor");
    expect([1, 2, 3, 9].map(factor)).toEqual([1, 1, 3, 3]);
  });

  test("ingesters are no zones of an operator that is not there", () => {
    expect(at(values({}), "ingester.zoneAwareReplication.enabled")).toBe(false);
  });
});
