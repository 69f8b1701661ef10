/** The construct: its release, what stands beside it, who may talk to whom, and what it says of itself. */
import { TerraformStack, Testing } from "cdktf";
import { parse } from "yaml";
import {
  badger,
  elasticsearch,
  inMemory,
  Jaeger,
  type JaegerProps,
  type MetricsStore,
} from "../../../lib/components/jaeger";
import {
  basicAuth,
  days,
  existingSecret,
  gibibytes,
  ingress,
  secretVariable,
  type Model,
  type Values,
} from "../../../lib/model";
import { modelsOf, verify } from "../../../lib/terraform";
import { at, props, prometheus as endpoint } from "./settings";

interface Release {
  readonly name: string;
  readonly values: readonly string[];
  readonly depends_on?: readonly string[];
}
interface Policy {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly pod_selector: { readonly match_labels: unknown };
    readonly ingress: readonly { readonly ports: readonly { readonly port: string; readonly protocol: string }[] }[];
  };
}
interface Resources {
  readonly helm_release: Readonly<Record<string, Release>>;
  readonly kubernetes_network_policy_v1?: Readonly<Record<string, Policy>>;
  readonly kubernetes_pod_disruption_budget_v1?: Readonly<Record<string, { readonly spec: Values }>>;
  readonly kubernetes_persistent_volume_claim_v1?: Readonly<Record<string, Values>>;
}

const stackWith = (over: Partial<JaegerProps>, wire: (jaeger: Jaeger) => void) => {
  const stack = new TerraformStack(Testing.app(), "prod");
  const jaeger = new Jaeger(stack, "jaeger", props(over));
  wire(jaeger);
  return { stack, jaeger };
};

const arranged = (over: Partial<JaegerProps> = {}, wire: (jaeger: Jaeger) => void = () => undefined) => {
  const { stack, jaeger } = stackWith(over, wire);
  const { resource } = JSON.parse(Testing.synth(stack)) as { readonly resource: Resources };
  const releases = Object.entries(resource.helm_release).map(([id, release]) => ({ id, ...release }));
  const named = (name: string) => releases.find((release) => release.name === name);
  return {
    jaeger,
    release: named("jaeger"),
    values: parse(named("jaeger")?.values[0] ?? "") as Values,
    objects: (owner: string): unknown[] =>
      (
        (parse(named(`${owner}-manifests`)?.values[0] ?? "documents: []") as { documents: string[] }).documents ?? []
      ).map((document) => parse(document) as unknown),
    manifests: named("jaeger-manifests"),
    policy: (name: string) =>
      Object.values(resource.kubernetes_network_policy_v1 ?? {}).find(({ metadata }) => metadata.name.startsWith(name))
        ?.spec,
    budgets: Object.values(resource.kubernetes_pod_disruption_budget_v1 ?? {}).map(({ spec }) => spec),
    claims: Object.entries(resource.kubernetes_persistent_volume_claim_v1 ?? {}),
    facts: modelsOf(stack.node.root)[0] as Model,
  };
};

const labels = {
  "app.kubernetes.io/name": "jaeger",
  "app.kubernetes.io/instance": "jaeger",
  "app.kubernetes.io/component": "all-in-one",
};
const scraped: unknown[] = [];
const prometheus: MetricsStore = {
  endpoint,
  pods: { name: "prometheus", namespace: "observability", labels: { app: "prometheus" } },
  retention: days(30),
  scrape: (target) => scraped.push(target),
};
const portsOf = (policy: Policy["spec"] | undefined): readonly string[] =>
  policy?.ingress.flatMap(({ ports }) => ports.map(({ port, protocol }) => `${port}/${protocol}`)) ?? [];

test("where it is found", () => {
  const { jaeger } = arranged();
  const service = { service: "jaeger", namespace: "observability" };
  expect(jaeger.endpoint).toEqual({ ...service, scheme: "http", port: 16_686 });
  expect(jaeger.otlpGrpc).toEqual({ ...service, scheme: "grpc", port: 4317 });
  expect(jaeger.otlpHttp).toEqual({ ...service, scheme: "http", port: 4318 });
  expect(jaeger.samplingEndpoint).toEqual({ ...service, scheme: "http", port: 5778 });
  expect(jaeger.pods).toEqual({ name: "jaeger", namespace: "observability", labels });
  expect(jaeger.dataSource).toMatchObject({ uid: "jaeger", url: "http://jaeger.observability.svc:16686" });
});

describe("applications", () => {
  test("may send from anywhere, and nothing else is open", () =>
    expect(portsOf(arranged().policy("jaeger-from-anyone"))).toEqual(["4317/TCP", "4318/TCP", "5778/TCP", "5779/TCP"]));

  test("may use old protocols when these are on", () =>
    expect(portsOf(arranged({ legacyReceivers: ["jaeger"], sampling: "off" }).policy("jaeger-from-anyone"))).toEqual([
      "4317/TCP",
      "4318/TCP",
      "14250/TCP",
      "14268/TCP",
      "6831/UDP",
      "6832/UDP",
    ]));

  test("people come through the ingress controller when it is exposed, and only to the user interface", () => {
    const { policy } = arranged({
      exposure: ingress({ host: "traces.acme.example", authentication: basicAuth(existingSecret("ui")) }),
    });
    expect(portsOf(policy("jaeger-from-namespace-ingress-nginx"))).toEqual(["16686/TCP"]);
    expect(portsOf(policy("jaeger-from-anyone"))).not.toContain("16686/TCP");
  });
});

describe("exportMetricsTo", () => {
  const wired = () => arranged({}, (jaeger) => jaeger.exportMetricsTo(prometheus));

  test("sets both ends in Jaeger's configuration", () => {
    const { values } = wired();
    expect(at(values, "userconfig.exporters.prometheus")).toEqual({
      endpoint: "0.0.0.0:8889",
      enable_open_metrics: true,
    });
    expect(at(values, "userconfig.extensions.jaeger_storage.metric_backends.metrics.prometheus.endpoint")).toBe(
      "http://prometheus.observability.svc:9090",
    );
  });

  test("lets Jaeger ask Prometheus", () => {
    const policy = wired().policy("prometheus-from-jaeger");
    expect(policy?.pod_selector.match_labels).toEqual({ app: "prometheus" });
    expect(portsOf(policy)).toEqual(["9090/TCP"]);
  });

  test("lets Prometheus scrape Jaeger", () => {
    const { jaeger } = wired();
    expect(scraped.at(-1)).toBe(jaeger);
    expect(jaeger.metricsPorts).toEqual([{ port: 8888 }, { port: 8889 }]);
  });

  test("has the span metrics scraped", () =>
    expect(wired().objects("jaeger")).toEqual([
      expect.objectContaining({
        kind: "ServiceMonitor",
        metadata: { name: "jaeger", namespace: "observability", labels },
        spec: {
          jobLabel: "app.kubernetes.io/instance",
          selector: { matchLabels: labels },
          endpoints: [{ port: "internal-metrics" }, { port: "span-metrics" }],
        },
      }),
    ]));

  test("has the span metrics scraped alone where Jaeger's own are not", () =>
    expect(
      arranged({ serviceMonitor: false }, (jaeger) => jaeger.exportMetricsTo(prometheus)).objects("jaeger"),
    ).toMatchObject([{ spec: { endpoints: [{ port: "span-metrics" }] } }]));

  test("may be said twice", () =>
    expect(() =>
      arranged({}, (jaeger) => {
        jaeger.exportMetricsTo(prometheus);
        jaeger.exportMetricsTo(prometheus);
      }),
    ).not.toThrow());

  test("nothing of it without", () => {
    const { objects, policy, values } = arranged();
    expect(objects("jaeger")).toMatchObject([{ spec: { endpoints: [{ port: "internal-metrics" }] } }]);
    expect(policy("prometheus-from-jaeger")).toBeUndefined();
    expect(at(values, "userconfig.connectors")).toBeUndefined();
  });
});

describe("what stands beside the release", () => {
  test("a ServiceMonitor, after the release that waits for its definition", () => {
    const { manifests, objects } = arranged();
    expect(objects("jaeger")).toMatchObject([
      { kind: "ServiceMonitor", metadata: { name: "jaeger" }, spec: { endpoints: [{ port: "internal-metrics" }] } },
    ]);
    expect(manifests?.depends_on).toEqual([expect.stringMatching(/^helm_release\.jaeger_release_/)]);
  });

  test("none when it is off", () => expect(arranged({ serviceMonitor: false }).objects("jaeger")).toEqual([]));

  test("a disruption budget for several replicas", () =>
    expect(arranged().budgets).toEqual([{ max_unavailable: "1", selector: { match_labels: labels } }]));

  test("one's own budget", () =>
    expect(arranged({ replicas: 3, disruptionBudget: { minAvailable: 2 } }).budgets).toMatchObject([
      { min_available: "2" },
    ]));

  test("none for one replica, whose node could never be drained", () =>
    expect(arranged({ storage: inMemory() }).budgets).toEqual([]));

  test("badger's volume, which outlives the release", () => {
    const { claims, release } = arranged({
      storage: badger({ volume: { size: gibibytes(5), storageClass: "gp3" } }),
    });
    expect(claims.map(([, claim]) => claim)).toEqual([
      expect.objectContaining({
        metadata: { name: "jaeger-badger", namespace: "observability" },
        spec: {
          access_modes: ["ReadWriteOnce"],
          storage_class_name: "gp3",
          resources: { requests: { storage: "5Gi" } },
        },
        wait_until_bound: false,
      }),
    ]);
    expect(release?.depends_on).toEqual([`kubernetes_persistent_volume_claim_v1.${claims[0]?.[0]}`]);
  });

  test("a Secret that Terraform writes stands before", () =>
    expect(
      arranged({
        storage: elasticsearch({
          url: "https://es.internal:9200",
          credentials: secretVariable("es", ["username", "password"]),
        }),
      }).release?.depends_on,
    ).toEqual([expect.stringMatching(/^kubernetes_secret_v1\./)]));
});

describe("facts", () => {
  test.each<[string, Partial<JaegerProps>, Partial<Model>]>([
    [
      "replicas and resources",
      {},
      { workloads: [expect.objectContaining({ name: "jaeger", replicas: 2, singleton: false })] },
    ],
    [
      "one pod is all there can be",
      { storage: badger() },
      { workloads: [expect.objectContaining({ replicas: 1, singleton: true })] },
    ],
    [
      "traces outside of the cluster",
      {},
      {
        stores: [{ path: "prod.jaeger.storage", name: "jaeger", size: undefined, retention: days(7), external: true }],
      },
    ],
    [
      "traces on a volume",
      { storage: badger({ volume: { size: gibibytes(5) } }) },
      {
        stores: [
          { path: "prod.jaeger.storage", name: "jaeger", size: gibibytes(5), retention: days(3), external: false },
        ],
      },
    ],
    [
      "secrets with their places",
      { exposure: ingress({ host: "t.example", authentication: basicAuth(existingSecret("ui")) }) },
      {
        secrets: [
          {
            path: "prod.jaeger.storage.credentials",
            namespace: "observability",
            secret: existingSecret("jaeger-store"),
          },
          {
            path: "prod.jaeger.exposure.authentication.secret",
            namespace: "observability",
            secret: existingSecret("ui"),
          },
        ],
      },
    ],
  ])("%s", (_, over, expected) => expect(arranged(over).facts).toMatchObject(expected));

  test("names of the chart's own that no second Jaeger can have", () =>
    expect(arranged().facts.objects).toEqual(
      expect.arrayContaining([
        { path: "prod.jaeger", kind: "ConfigMap", namespace: "observability", name: "user-config" },
        { path: "prod.jaeger", kind: "ConfigMap", namespace: "observability", name: "ui-config" },
      ]),
    ));

  test("two Jaegers in one namespace are refused", () => {
    const stack = new TerraformStack(Testing.app(), "prod");
    new Jaeger(stack, "one", props({ releaseName: "one" }));
    new Jaeger(stack, "two", props({ releaseName: "two" }));
    expect(() => verify(stack.node.root)).toThrow(
      'prod.two: is ConfigMap "user-config" in the namespace "observability"',
    );
  });

  test("two in two namespaces are fine", () => {
    const stack = new TerraformStack(Testing.app(), "prod");
    new Jaeger(stack, "one", props({ releaseName: "one", namespace: "one" }));
    new Jaeger(stack, "two", props({ releaseName: "two", namespace: "two" }));
    expect(verify(stack.node.root).filter(({ check }) => check === "names/duplicate")).toEqual([]);
  });
});
