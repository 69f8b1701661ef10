/** What an environment's own properties reach: network policies, charts and images, and the order of things. */
import { dirname, isAbsolute, resolve } from "node:path";
import { chartFolder, chartRepository, ociCharts, secretVariable, type Environment } from "../../lib";
import { dev } from "../../stacks/environments/dev";
import { prod } from "../../stacks/environments/prod";
import { everywhere, installed, type InstalledRelease } from "./installed";

/** With one release of each chart. */
const full: Environment = {
  ...prod,
  // Without an image of its own, it would fetch a gem past the mirror, which is refused.
  fluentd: { image: { repository: "logs.acme.example/fluentd", tag: "1.19.3-loki" } },
  exporters: {
    blackbox: {},
    postgres: {
      orders: { host: "db.acme.example", credentials: secretVariable("orders-db", ["username", "password"]) },
    },
    redis: { cache: { address: "redis://cache.acme.example:6379" } },
  },
};
const production = installed(full);
/** Releases of the charts that others publish; ours travels with the stack. */
const published = (releases: readonly InstalledRelease[]) =>
  releases.filter(({ chart }) => !chart.startsWith("./assets/"));

describe("network policies", () => {
  interface Policy {
    readonly metadata: { readonly name: string; readonly namespace: string };
    readonly spec: {
      readonly pod_selector: { readonly match_labels?: object };
      readonly policy_types: readonly string[];
      readonly ingress?: readonly object[];
    };
  }
  const policies = production.resources("kubernetes_network_policy_v1") as unknown as readonly Policy[];

  test("deny everything in both namespaces", () => {
    const denying = policies.filter(({ metadata }) => metadata.name === "deny-ingress");
    expect(denying.map(({ metadata }) => metadata.namespace).sort()).toEqual(["observability", "observability-agents"]);
    for (const { spec } of denying) expect(spec).toEqual({ pod_selector: {}, policy_types: ["Ingress"] });
  });

  test("and allow each connection of the platform, no more", () =>
    expect(
      policies
        .map(({ metadata }) => metadata.name)
        .filter((name) => name !== "deny-ingress")
        .sort(),
    ).toEqual([
      "alertmanager-from-alertmanager-9094",
      "alertmanager-from-grafana-9093",
      "alertmanager-from-loki-ruler-9093",
      "alertmanager-from-namespace-ingress-nginx-9093",
      "alertmanager-from-prometheus-9093",
      "blackbox-exporter-from-prometheus-9115",
      "fluentd-from-observability-prometheus-24231",
      "grafana-from-namespace-ingress-nginx-3000",
      "grafana-from-prometheus-3000",
      "jaeger-from-anyone-4317-4318-5778-5779",
      "jaeger-from-grafana-16686",
      "jaeger-from-namespace-ingress-nginx-16686",
      "jaeger-from-prometheus-8888-8889",
      "loki-from-loki-3100-9095-7946",
      "loki-from-prometheus-3100",
      "loki-gateway-from-grafana-8080",
      "loki-gateway-from-observability-agents-fluentd-8080",
      "postgres-exporter-orders-from-prometheus-9187",
      "prometheus-from-grafana-9090",
      "prometheus-from-jaeger-9090",
      "prometheus-from-namespace-ingress-nginx-9090",
      "prometheus-from-prometheus-9090-8080",
      "prometheus-kube-state-metrics-from-prometheus-8080-8081",
      "prometheus-operator-from-anyone-10250",
      "redis-exporter-cache-from-prometheus-9121",
    ]));

  test("name the pods on both sides", () => {
    for (const { metadata, spec } of policies.filter(({ metadata: { name } }) => name !== "deny-ingress")) {
      expect([metadata.name, Object.keys(spec.pod_selector.match_labels ?? {}).length > 0]).toEqual([
        metadata.name,
        true,
      ]);
      if (!/-from-(anyone|namespace)-/.test(metadata.name))
        expect(spec.ingress).toMatchObject([
          { from: [{ namespace_selector: { match_labels: {} }, pod_selector: { match_labels: {} } }] },
        ]);
    }
  });
});

describe("charts", () => {
  test("come from an OCI registry, each at its pinned version", () => {
    for (const { name, chart, version, repository } of published(
      installed({ ...full, charts: ociCharts("oci://registry.acme.example/charts/") }).releases,
    )) {
      const before = production.release(name);
      expect([chart, version, repository]).toEqual([
        `oci://registry.acme.example/charts/${before.chart}`,
        before.version,
        undefined,
      ]);
    }
  });

  test("come from a mirror of their repositories", () => {
    for (const { name, chart, version, repository } of published(
      installed({ ...full, charts: chartRepository("https://charts.acme.example") }).releases,
    ))
      expect([chart, version, repository]).toEqual([
        production.release(name).chart,
        production.release(name).version,
        "https://charts.acme.example",
      ]);
  });

  test("come from a folder of the project, wherever Terraform runs", () => {
    const { releases, platformFolder } = installed({ ...full, charts: chartFolder("vendor/charts") });
    for (const { name, chart, repository } of published(releases)) {
      const before = production.release(name);
      expect(repository).toBeUndefined();
      expect(isAbsolute(chart)).toBe(false);
      expect(resolve(platformFolder, chart)).toBe(resolve("vendor/charts", `${before.chart}-${before.version}.tgz`));
    }
  });

  test("come from an absolute folder", () =>
    expect(
      new Set(
        published(installed({ ...full, charts: chartFolder("/opt/charts") }).releases).map(({ chart }) =>
          dirname(chart),
        ),
      ),
    ).toEqual(new Set(["/opt/charts"])));
});

describe("images", () => {
  const mirrored = installed({
    ...full,
    imageRegistry: "registry.acme.example/mirror",
    imagePullSecrets: ["registry-login"],
  });
  const withImages = published(mirrored.releases).filter(({ name }) => name !== "prometheus-crds");

  test("all releases take theirs from the mirror, but for the one that the environment names", () => {
    expect(withImages).toHaveLength(9);
    for (const { name, chartValues } of withImages.filter(({ name }) => name !== "fluentd"))
      expect([name, JSON.stringify(chartValues)]).toEqual([
        name,
        expect.stringContaining("registry.acme.example/mirror"),
      ]);
  });

  test("all releases log in there", () => {
    for (const { name, chartValues } of withImages)
      expect([name, JSON.stringify(chartValues)]).toEqual([name, expect.stringContaining("registry-login")]);
  });

  test("no image names another registry", () => {
    for (const { name, chartValues } of withImages)
      expect([name, ...["registry", "imageRegistry"].flatMap((key) => everywhere(chartValues, key))].slice(1)).toEqual(
        [...["registry", "imageRegistry"].flatMap((key) => everywhere(chartValues, key))].map(
          () => "registry.acme.example/mirror",
        ),
      );
  });
});

describe("order", () => {
  const crds = production.release("prometheus-crds").address;

  test("what has a ServiceMonitor waits for its definition", () => {
    const waiting = published(production.releases).filter(({ name }) => name !== "prometheus-crds");
    expect(waiting.map(({ name, depends_on }) => [name, depends_on.includes(crds)])).toEqual(
      waiting.map(({ name }) => [name, true]),
    );
  });

  test("objects of the operator come after the release that they belong to", () => {
    const jaeger = production.release("jaeger").address;
    expect(production.release("jaeger-manifests").depends_on).toContain(jaeger);
  });

  test("readers of a Secret come after it", () =>
    expect(production.release("postgres-exporter-orders").depends_on).toContainEqual(
      expect.stringMatching(/^kubernetes_secret_v1\.secret-observability-orders-db/),
    ));

  test("nobody waits where somebody else keeps the definitions", () => {
    const { releases } = installed({ ...prod, prometheus: { ...prod.prometheus, crds: "existing" } });
    expect(releases.map(({ name }) => name)).not.toContain("prometheus-crds");
  });
});

test("a Secret that exists is made by nobody", () => {
  const { resources } = installed(dev);
  expect(resources("kubernetes_secret_v1")).toEqual([]);
});
