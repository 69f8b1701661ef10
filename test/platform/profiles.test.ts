/** What each profile gives an environment that says little itself, and that what it says wins. */
import {
  badger,
  cores,
  days,
  elasticsearch,
  existingSecret,
  gibibytes,
  hours,
  inMemory,
  kubeconfig,
  localBackend,
  mebibytes,
  minutes,
  podVolume,
  postgres,
  s3Bucket,
  type Environment,
} from "../../lib";
import { dev } from "../../stacks/environments/dev";
import { prod } from "../../stacks/environments/prod";
import { staging } from "../../stacks/environments/staging";
import { changed } from "./changed";
import { at, everywhere, installed } from "./installed";

/** No more than has to be said. */
const bare = (name: string, profile: Environment["profile"]): Environment => ({
  name,
  profile,
  cluster: { name, region: "us-east-1", access: kubeconfig({ context: name }) },
  state: localBackend(),
  alerting: { teams: { platform: { slack: "#alerts" } }, slackWebhook: existingSecret("slack-webhook") },
});

describe("production", () => {
  const { model, release, resources } = installed({
    ...bare("live", "production"),
    // Production must page, and must be missed when it is silent.
    alerting: {
      teams: { platform: { slack: "#alerts", pager: existingSecret("pagerduty") } },
      slackWebhook: existingSecret("slack-webhook"),
      heartbeat: existingSecret("heartbeat"),
    },
    grafana: { database: postgres({ host: "db.acme.example", credentials: existingSecret("grafana-db") }) },
    loki: { storage: s3Bucket("acme-loki", { region: "us-east-1" }) },
    jaeger: { storage: elasticsearch({ url: "https://es.acme.example:9200" }) },
  });
  const values = (name: string) => release(name).chartValues;

  test.each([
    ["prometheus", 2],
    ["alertmanager", 3],
    ["grafana", 2],
    ["loki", 3],
    ["loki-gateway", 2],
    ["jaeger", 2],
    ["fluentd", "every node"],
    ["prometheus-node-exporter", "every node"],
  ])("%s runs %p times", (name, replicas) =>
    expect(model.workloads.find((workload) => workload.name === name)?.replicas).toBe(replicas),
  );

  test.each([
    ["prometheus", "prometheus.prometheusSpec.replicas", 2],
    ["alertmanager", "replicaCount", 3],
    ["grafana", "replicas", 2],
    ["loki", "singleBinary.replicas", 3],
    ["loki", "loki.commonConfig.replication_factor", 3],
    ["loki", "deploymentMode", "Monolithic"],
    ["loki", "loki.storage.type", "s3"],
    ["loki", "loki.storage.bucketNames.chunks", "acme-loki"],
    ["jaeger", "jaeger.replicas", 2],
    ["grafana", "persistence.enabled", false],
    ["prometheus", "prometheus.prometheusSpec.retention", "30d"],
    ["loki", "loki.limits_config.retention_period", "720h"],
    ["loki", "loki.compactor.retention_enabled", true],
  ])("%s: %s is %p", (name, path, value) => expect(at(values(name), path)).toEqual(value));

  test("Grafana's database is outside of the cluster", () =>
    expect(values("grafana")["grafana.ini"]).toMatchObject({
      database: { type: "postgres", host: "db.acme.example:5432", ssl_mode: "verify-full" },
    }));

  test.each([
    ["prometheus", "prometheus.prometheusSpec.affinity"],
    ["alertmanager", "affinity"],
    ["grafana", "affinity"],
    ["loki", "singleBinary.affinity"],
    ["loki", "gateway.affinity"],
    ["jaeger", "jaeger.affinity"],
  ])("replicas of %s keep away from each other (%s)", (name, path) =>
    expect(at(values(name), `${path}.podAntiAffinity`)).toMatchObject({
      preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: { topologyKey: "kubernetes.io/hostname" } }],
    }),
  );

  test("of everything that runs several times, one pod may be away", () => {
    for (const [name, path] of [
      ["prometheus", "prometheus.podDisruptionBudget"],
      ["alertmanager", "podDisruptionBudget"],
      ["grafana", "podDisruptionBudget"],
      ["loki", "singleBinary.podDisruptionBudget"],
      ["loki", "gateway.podDisruptionBudget"],
    ] as const)
      expect([name, at(values(name), `${path}.maxUnavailable`)]).toEqual([name, 1]);
    expect(resources("kubernetes_pod_disruption_budget_v1")).toMatchObject([
      { metadata: { name: "jaeger" }, spec: { max_unavailable: "1" } },
    ]);
  });

  test("data are on volumes or outside of the cluster", () => {
    expect(model.stores.filter(({ size, external }) => size === undefined && external !== true)).toEqual([]);
    expect(
      at(values("prometheus"), "prometheus.prometheusSpec.storageSpec.volumeClaimTemplate.spec.resources"),
    ).toEqual({
      requests: { storage: "100Gi" },
    });
    expect(at(values("alertmanager"), "persistence")).toMatchObject({ enabled: true, size: "2Gi" });
    expect(at(values("loki"), "singleBinary.persistence")).toMatchObject({ enabled: true, size: "50Gi" });
  });

  test("Prometheus deletes by size before its volume is full", () => {
    const store = model.stores.find(({ name }) => name === "prometheus");
    expect(store?.retentionSize?.bytes).toBe((store?.size?.bytes ?? 0) * 0.85);
    expect(at(values("prometheus"), "prometheus.prometheusSpec.retentionSize")).toBe("87040MB");
  });

  test("everything requests CPU and memory, and has a limit of memory", () => {
    expect(model.workloads.length).toBeGreaterThan(8);
    for (const { name, resources } of model.workloads)
      expect([name, resources]).toEqual([
        name,
        {
          requests: { cpu: expect.anything() as unknown, memory: expect.anything() as unknown },
          limits: expect.objectContaining({ memory: expect.anything() as unknown }) as unknown,
        },
      ]);
  });

  test("connections are denied unless allowed", () =>
    expect(resources("kubernetes_network_policy_v1").length).toBeGreaterThan(10));
});

describe("development", () => {
  const { model, release, resources } = installed(bare("laptop", "development"));
  test("one of everything", () =>
    expect(
      model.workloads.filter(({ replicas }) => replicas !== 1 && replicas !== "every node").map(({ name }) => name),
    ).toEqual(["loki-gateway"]));
  test("nothing outside of the cluster", () => expect(model.stores.filter(({ external }) => external)).toEqual([]));
  test("days of data", () => {
    expect(at(release("prometheus").chartValues, "prometheus.prometheusSpec.retention")).toBe("3d");
    expect(at(release("loki").chartValues, "loki.limits_config.retention_period")).toBe("72h");
  });
  test("no network policies", () => expect(resources("kubernetes_network_policy_v1")).toEqual([]));
});

describe("staging", () => {
  const { model, resources } = installed(bare("rehearsal", "staging"));
  test.each([
    ["prometheus", 2],
    ["alertmanager", 2],
    ["grafana", 1],
    ["loki", 1],
    ["jaeger", 1],
  ])("%s runs %d times", (name, replicas) =>
    expect(model.workloads.find((workload) => workload.name === name)?.replicas).toBe(replicas),
  );
  test("every store has a volume", () => expect(model.stores.filter(({ size }) => size === undefined)).toEqual([]));
  test("network policies like production's", () =>
    expect(resources("kubernetes_network_policy_v1").length).toBeGreaterThan(10));
});

describe("what an environment says wins over its profile", () => {
  const small = { requests: { cpu: cores(0.2), memory: mebibytes(300) }, limits: { memory: mebibytes(600) } };
  test.each([
    ["prometheus.replicas", dev, 3, "prometheus", "prometheus.prometheusSpec.replicas", 3],
    ["prometheus.retention", dev, hours(36), "prometheus", "prometheus.prometheusSpec.retention", "1d12h"],
    ["prometheus.resources", dev, small, "prometheus", "prometheus.prometheusSpec.resources.limits.memory", "600Mi"],
    ["alertmanager.storage", dev, { size: gibibytes(1) }, "alertmanager", "persistence.size", "1Gi"],
    ["jaeger.storage", dev, badger({ volume: { size: gibibytes(3) } }), "jaeger", "jaeger.strategy.type", "Recreate"],
    ["alertmanager.replicas", staging, 5, "alertmanager", "replicaCount", 5],
    ["loki.volume", staging, { size: gibibytes(7) }, "loki", "singleBinary.persistence.size", "7Gi"],
    ["loki.retention", prod, days(90), "loki", "loki.limits_config.retention_period", "2160h"],
    ["loki.ingester.maxChunkAge", prod, minutes(90), "loki", "loki.ingester.max_chunk_age", "1h30m"],
    [
      "prometheus.externalLabels",
      prod,
      { cluster: "blue" },
      "prometheus",
      "prometheus.prometheusSpec.externalLabels.cluster",
      "blue",
    ],
    ["alertmanager.values", prod, { replicaCount: 4 }, "alertmanager", "replicaCount", 4],
  ] as const)("%s", (path, environment, value, release, place, expected) =>
    expect(at(installed(changed(environment, path, value)).release(release).chartValues, place)).toEqual(expected),
  );

  test("in part: the rest stays the profile's", () => {
    const { release } = installed({ ...dev, prometheus: { scrapeInterval: minutes(1) } });
    expect(at(release("prometheus").chartValues, "prometheus.prometheusSpec")).toMatchObject({
      scrapeInterval: "1m",
      replicas: 1,
      retention: "3d",
    });
  });

  test("what is undefined says nothing", () => {
    const { release } = installed({ ...dev, prometheus: { retention: undefined, replicas: undefined } });
    expect(at(release("prometheus").chartValues, "prometheus.prometheusSpec")).toMatchObject({
      replicas: 1,
      retention: "3d",
    });
  });

  test("network policies can be had in development, too", () =>
    expect(
      installed({ ...dev, networkPolicies: true }).resources("kubernetes_network_policy_v1").length,
    ).toBeGreaterThan(10));
});

describe("one storage class", () => {
  const classes = (environment: Environment): readonly unknown[] => {
    const { releases, resources } = installed(environment);
    const everything = [
      ...releases.map(({ chartValues }) => chartValues),
      ...resources("kubernetes_persistent_volume_claim_v1"),
    ];
    return ["storageClass", "storageClassName", "storage_class_name"].flatMap((key) => everywhere(everything, key));
  };

  test("reaches every volume of every product", () =>
    // Prometheus, Alertmanager, Grafana, Loki, Jaeger.
    expect(classes({ ...bare("rehearsal", "staging"), storageClass: "fast" })).toEqual(
      Array.from({ length: 5 }, () => "fast"),
    ));

  test("reaches the volumes that production has by default", () =>
    // Prometheus, Alertmanager, Loki: the rest is outside of the cluster.
    expect(classes({ ...prod, storageClass: "fast", loki: { ...prod.loki, volume: undefined } })).toEqual([
      "fast",
      "fast",
      "fast",
    ]));

  test("reaches the workloads of a distributed Loki", () =>
    expect(
      classes({ ...prod, storageClass: "fast", loki: { storage: s3Bucket("acme-loki"), mode: "distributed" } }),
    ).toEqual(
      // Ingester, index gateway, compactor and ruler beside the two others.
      Array.from({ length: 6 }, () => "fast"),
    ));

  test("reaches the volumes of Fluentd's buffers", () =>
    expect(
      classes({ ...prod, storageClass: "fast", fluentd: { buffer: { location: podVolume({ size: gibibytes(10) }) } } }),
    ).toHaveLength(4));

  test("gives way to the class that a volume names", () =>
    expect(
      classes({
        ...bare("rehearsal", "staging"),
        storageClass: "fast",
        prometheus: { storage: { size: gibibytes(50), storageClass: "local" } },
        jaeger: { storage: inMemory() },
      }).toSorted(),
    ).toEqual(["fast", "fast", "fast", "local"]));

  test("is the cluster's own where nobody names one", () => expect(classes(bare("rehearsal", "staging"))).toEqual([]));
});
