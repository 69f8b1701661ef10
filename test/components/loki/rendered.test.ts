import { type LokiProps } from "../../../lib/components/loki";
import { gibibytes } from "../../../lib/model";
import { describeWithCharts } from "../../proof/tool";
import {
  containers,
  lokiConfig,
  named,
  object,
  pod,
  rendered,
  workloadList,
  workloads,
  type KubernetesObject,
} from "./rendered";
import { forbiddenBy } from "../../proof/pod-security";
import type { PodTemplate } from "../../proof/rendered";
import { s3, variants } from "./variants";

describeWithCharts("what the loki chart makes of it", (charts) => {
  const known = new Map<LokiProps, readonly KubernetesObject[]>();
  const of = (props: LokiProps): readonly KubernetesObject[] => {
    const objects = known.get(props) ?? rendered(charts, props);
    known.set(props, objects);
    return objects;
  };
  const variant = (name: keyof typeof variants): readonly KubernetesObject[] => of(variants[name] as LokiProps);

  describe.each(Object.keys(variants))("%s", (name) => {
    test("every pod passes Pod Security's restricted level", () => {
      for (const { of: place, pod: spec } of containers(variant(name)))
        expect({ place, faults: forbiddenBy("restricted", spec as PodTemplate["spec"]) }).toEqual({
          place,
          faults: [],
        });
    });

    test("every container requests CPU and memory, and has a memory limit", () => {
      for (const { of: place, container } of containers(variant(name)))
        expect({ place, ...container.resources }).toEqual({
          place,
          requests: { cpu: expect.any(String) as string, memory: expect.any(String) as string },
          limits: { memory: expect.any(String) as string },
        });
    });

    test("nothing requires a node for each replica", () => {
      for (const { metadata, spec } of workloads(variant(name)))
        expect({ [metadata.name]: spec.template?.spec.affinity?.podAntiAffinity ?? {} }).not.toHaveProperty(
          `${metadata.name}.requiredDuringSchedulingIgnoredDuringExecution`,
        );
    });

    test("nothing of what Loki 4 drops, no MinIO, no operator, no cluster role, no test", () => {
      const names = variant(name).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
      expect(names.filter((each) => /minio|rollout|-(read|write|backend)\b|ClusterRole|test/i.test(each))).toEqual([]);
    });

    test("retention is in force", () => {
      const config = lokiConfig(variant(name), variants[name]?.releaseName);
      const store = (config["schema_config"] as { configs: { object_store: string }[] }).configs[0]?.object_store;
      expect(config["limits_config"]).toHaveProperty("retention_period", "720h");
      expect(config["compactor"]).toEqual({ retention_enabled: true, delete_request_store: store });
    });

    test("no Secret is made of values", () => {
      expect(named(variant(name), "Secret")).toEqual([]);
    });
  });

  test("monolithic: three replicas behind two gateways", () => {
    expect(workloadList(variant("monolithic"))).toEqual(["Deployment/loki-gateway x2", "StatefulSet/loki x3"]);
    expect(named(variant("monolithic"), "Service")).toEqual([
      "loki",
      "loki-gateway",
      "loki-headless",
      "loki-memberlist",
    ]);
    expect(named(variant("monolithic"), "PodDisruptionBudget")).toEqual(["loki-gateway", "loki-single-binary"]);
  });

  test("monolithic on a file system: one replica", () => {
    expect(workloadList(variant("monolithic on a file system"))).toEqual([
      "Deployment/loki-gateway x2",
      "StatefulSet/loki x1",
    ]);
  });

  test("distributed: one workload for each kind of work", () => {
    expect(workloadList(variant("distributed"))).toEqual([
      "Deployment/loki-distributor x3",
      "Deployment/loki-gateway x2",
      "Deployment/loki-querier x3",
      "Deployment/loki-query-frontend x2",
      "Deployment/loki-query-scheduler x2",
      "StatefulSet/loki-compactor x1",
      "StatefulSet/loki-index-gateway x2",
      "StatefulSet/loki-ingester x3",
      "StatefulSet/loki-ruler x2",
    ]);
    expect(named(variant("distributed"), "PodDisruptionBudget")).toEqual([
      "loki-distributor",
      "loki-gateway",
      "loki-index-gateway",
      "loki-ingester",
      "loki-querier",
      "loki-query-frontend",
      "loki-query-scheduler",
      "loki-ruler",
    ]);
  });

  test("volumes have the sizes that were asked for", () => {
    const sizes = (objects: readonly KubernetesObject[]) =>
      workloads(objects).flatMap(({ metadata, spec }) =>
        (spec.volumeClaimTemplates ?? []).map(({ spec: claim }) => [
          metadata.name,
          claim.resources.requests.storage,
          claim.storageClassName,
        ]),
      );
    const volume = { size: gibibytes(30), storageClass: "gp3" };
    expect(sizes(of({ storage: s3, volume }))).toEqual([["loki", "30Gi", "gp3"]]);
    expect(
      sizes(
        of({
          storage: s3,
          volume,
          mode: "distributed",
          distributed: { ingester: { volume: { size: gibibytes(70) } } },
        }),
      ),
    ).toEqual([
      ["loki-compactor", "20Gi", "gp3"],
      ["loki-index-gateway", "20Gi", "gp3"],
      ["loki-ingester", "70Gi", "gp3"],
      ["loki-ruler", "5Gi", "gp3"],
    ]);
  });

  test("the gateway is what clients are told: Service port 80, container port 8080, its labels", () => {
    const service = object(variant("monolithic"), "Service", "loki-gateway");
    expect(service.spec?.["ports"]).toEqual([{ name: "http", port: 80, targetPort: "http", protocol: "TCP" }]);
    expect(pod(variant("monolithic"), "Deployment", "loki-gateway").containers[0]?.ports).toEqual([
      { name: "http", containerPort: 8080, protocol: "TCP" },
    ]);
  });

  test.each(["monolithic with everything", "distributed with everything", "another name"])(
    "%s: pods carry the labels by which policies and budgets know them",
    (name) => {
      const release = variants[name]?.releaseName ?? "loki";
      const seen = workloads(variant(name)).map(({ spec }) => spec.template?.metadata.labels ?? {});
      for (const labels of seen)
        expect(labels).toMatchObject({ "app.kubernetes.io/name": release, "app.kubernetes.io/instance": release });
      expect(seen.map((labels) => labels["app.kubernetes.io/component"])).toEqual(
        expect.arrayContaining(["gateway", name.startsWith("distributed") ? "ruler" : "single-binary"]),
      );
    },
  );

  test("a second release beside the first shares no name with it", () => {
    const names = (objects: readonly KubernetesObject[]) =>
      objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    const other = names(variant("another name"));
    expect(names(variant("monolithic")).filter((each) => other.includes(each))).toEqual([]);
  });

  test("every image comes from the mirror, under its own path", () => {
    const images = new Set(
      ["monolithic with everything", "distributed with everything"].flatMap((name) =>
        containers(variant(name)).map(({ container }) => container.image.replace(/:[^:]+$/, "")),
      ),
    );
    expect([...images].sort()).toEqual([
      "mirror.example/all/grafana/loki",
      "mirror.example/all/grafana/loki-canary",
      "mirror.example/all/jkroepke/access-log-exporter",
      "mirror.example/all/library/memcached",
      "mirror.example/all/nginxinc/nginx-unprivileged",
      "mirror.example/all/prom/memcached-exporter",
    ]);
  });

  test("no image is one of today", () => {
    for (const { container } of containers(variant("distributed with everything")))
      expect(container.image).not.toMatch(/:latest$/);
  });

  test("what is said of nodes holds for every pod", () => {
    for (const { metadata, spec } of workloads(variant("distributed with everything")))
      expect({ name: metadata.name, ...spec.template?.spec }).toMatchObject({
        name: metadata.name,
        nodeSelector: { pool: "logs" },
        priorityClassName: "high",
        imagePullSecrets: [{ name: "mirror" }],
      });
  });
});
