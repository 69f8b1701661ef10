/** The construct: releases in their order, who may talk to whom, and what it says of itself. */
import { TerraformStack, Testing } from "cdktf";
import { parse } from "yaml";
import {
  bearerToken,
  Prometheus,
  staticTargets,
  userAndPassword,
  type AlertReceiver,
  type PrometheusProps,
} from "../../../lib/components/prometheus";
import {
  basicAuth,
  ConfigurationError,
  days,
  existingSecret,
  fraction,
  gibibytes,
  ingress,
  noAuthentication,
  secretEnvironment,
  secretVariable,
  type Endpoint,
} from "../../../lib/model";
import { runChecks } from "../../../lib/checks";
import { modelsOf } from "../../../lib/terraform";
import { at } from "./settings";

interface Release {
  readonly name: string;
  readonly chart: string;
  readonly version: string;
  readonly namespace: string;
  readonly values: readonly string[];
  readonly depends_on?: readonly string[];
}
interface Policy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly pod_selector: { readonly match_labels: unknown };
    readonly ingress: readonly {
      readonly from?: readonly unknown[];
      readonly ports: readonly { readonly port: string }[];
    }[];
  };
}

/** A Prometheus in a stack of its own, wired by `wire`. */
const arranged = (props: PrometheusProps = {}, wire: (prometheus: Prometheus) => void = () => undefined) => {
  const stack = new TerraformStack(Testing.app(), "prod-platform");
  const prometheus = new Prometheus(stack, "prometheus", props);
  wire(prometheus);
  const { resource } = JSON.parse(Testing.synth(stack)) as {
    readonly resource: {
      readonly helm_release: Readonly<Record<string, Release>>;
      readonly kubernetes_network_policy_v1?: Readonly<Record<string, Policy>>;
      readonly kubernetes_secret_v1?: Readonly<Record<string, unknown>>;
    };
  };
  const releases = Object.entries(resource.helm_release).map(([id, release]) => ({ id, ...release }));
  const release = (name: string) => {
    const found = releases.find((each) => each.name === name);
    if (found === undefined)
      throw new Error(`no release ${name} among ${releases.map((each) => each.name).join(", ")}`);
    return found;
  };
  return {
    prometheus,
    releases,
    release,
    values: (name = "prometheus"): unknown => parse(release(name).values[0] ?? ""),
    policies: Object.values(resource.kubernetes_network_policy_v1 ?? {}),
    secrets: Object.keys(resource.kubernetes_secret_v1 ?? {}),
    model: () => modelsOf(stack.node.root)[0],
  };
};

const receiver = (name: string, replicas: number): AlertReceiver => ({
  pods: { name, namespace: "observability", labels: { "app.kubernetes.io/instance": name } },
  peers: Array.from({ length: replicas }, (_, index): Endpoint => ({
    scheme: "http",
    service: `${name}-${index}.${name}-headless`,
    namespace: "observability",
    port: 9093,
  })),
});

const connections = (policies: readonly Policy[]) =>
  policies.map(
    ({ metadata, spec }) =>
      `${metadata.name} ${spec.ingress.flatMap(({ ports }) => ports.map(({ port }) => port)).join("+")}`,
  );

test("the stack comes after its definitions, at the pinned versions", () => {
  const { release } = arranged();
  const definitions = release("prometheus-crds");
  expect(definitions).toMatchObject({
    chart: "prometheus-operator-crds",
    version: "31.0.1",
    namespace: "observability",
  });
  expect(release("prometheus")).toMatchObject({
    chart: "kube-prometheus-stack",
    version: "88.5.3",
    depends_on: [`helm_release.${definitions.id}`],
  });
});

test("definitions stay in the cluster when everything else goes", () => {
  expect(arranged().values("prometheus-crds")).toEqual({
    crds: { annotations: { "helm.sh/resource-policy": "keep" } },
  });
});

test("definitions that somebody else keeps are left alone", () => {
  const { prometheus, releases } = arranged({ crds: "existing" }, (each) =>
    each.sendAlertsTo(receiver("alertmanager", 1)),
  );
  expect(prometheus.crds).toBeUndefined();
  expect(releases.map(({ name, depends_on = [] }) => [name, depends_on])).toEqual([["prometheus", []]]);
});

test("all of it is found in the cluster under one name", () => {
  const { prometheus } = arranged({
    releaseName: "metrics",
    namespace: "monitoring",
    replicas: 2,
    shards: 2,
    remoteWrite: [{ url: "https://mimir.acme.example" }],
  });
  const endpoint = (service: string) => ({ scheme: "http", service, namespace: "monitoring", port: 9090 });
  expect(prometheus.endpoint).toEqual(endpoint("metrics-prometheus"));
  expect(prometheus.peers).toEqual(
    ["metrics-0", "metrics-1", "metrics-shard-1-0", "metrics-shard-1-1"].map((pod) =>
      endpoint(`prometheus-${pod}.prometheus-operated`),
    ),
  );
  expect(prometheus.pods).toEqual({
    name: "metrics",
    namespace: "monitoring",
    labels: { "app.kubernetes.io/name": "prometheus", "operator.prometheus.io/name": "metrics" },
  });
});

test("Grafana learns address and interval", () => {
  expect(arranged().prometheus.dataSource).toMatchObject({
    uid: "prometheus",
    url: "http://prometheus-prometheus.observability.svc:9090",
    settings: { timeInterval: "15s" },
  });
});

test("alerts go to every peer of every Alertmanager, over connections that are allowed", () => {
  const { values, policies } = arranged({}, (prometheus) => {
    prometheus.sendAlertsTo(receiver("alertmanager", 2));
    prometheus.sendAlertsTo(receiver("backup", 1));
  });
  expect(at(values(), "prometheus.prometheusSpec.additionalAlertManagerConfigs")).toEqual(
    [
      ["alertmanager-0.alertmanager-headless", "alertmanager-1.alertmanager-headless"],
      ["backup-0.backup-headless"],
    ].map((services) => ({
      scheme: "http",
      api_version: "v2",
      static_configs: [{ targets: services.map((service) => `${service}.observability.svc:9093`) }],
    })),
  );
  expect(connections(policies)).toEqual(
    expect.arrayContaining(["alertmanager-from-prometheus-9093 9093", "backup-from-prometheus-9093 9093"]),
  );
});

test("what brings a ServiceMonitor waits for the definitions", () => {
  const { release } = arranged({}, (prometheus) => {
    const other = new Prometheus(TerraformStack.of(prometheus), "other", { crds: "existing", releaseName: "other" });
    prometheus.sendAlertsTo({ ...receiver("alertmanager", 1), release: other.release });
  });
  expect(release("other").depends_on).toEqual([`helm_release.${release("prometheus-crds").id}`]);
});

test("a component's metrics are reached on the ports that it names", () => {
  const pods = { name: "loki", namespace: "logs", labels: { "app.kubernetes.io/name": "loki" } };
  const { policies } = arranged({}, (prometheus) =>
    prometheus.scrape({ pods, metricsPorts: [{ port: "http-metrics" }] }),
  );
  expect(
    policies.find(({ metadata }) => metadata.name === "loki-from-observability-prometheus-http-metrics"),
  ).toMatchObject({
    metadata: { namespace: "logs" },
    spec: { pod_selector: { match_labels: pods.labels }, ingress: [{ ports: [{ port: "http-metrics" }] }] },
  });
});

test("within the stack, what has to be reached can be", () => {
  expect(connections(arranged().policies)).toEqual([
    "prometheus-from-prometheus-9090-8080 9090+8080",
    "prometheus-kube-state-metrics-from-prometheus-8080-8081 8080+8081",
    "prometheus-operator-from-anyone-10250 10250",
  ]);
});

test("people are let in where there is a door for them", () => {
  expect(connections(arranged({ exposure: ingress({ host: "p.acme.example" }) }).policies)).toContain(
    "prometheus-from-namespace-ingress-nginx-9090 9090",
  );
});

test.each([{ otlpReceiver: {} }, { remoteWriteReceiver: true }])("applications may push from anywhere: %j", (props) =>
  expect(connections(arranged(props).policies)).toContain("prometheus-from-anyone-9090 9090"),
);

test("pods that ask or push are let in by name", () => {
  const adapter = { name: "adapter", namespace: "keda", labels: { app: "adapter" } };
  const { policies } = arranged({}, (prometheus) => prometheus.allowFrom(adapter));
  expect(connections(policies)).toContain("prometheus-from-keda-adapter-9090 9090");
});

test("receivers are where senders look for them", () => {
  const { prometheus } = arranged({ otlpReceiver: {}, remoteWriteReceiver: true });
  expect(prometheus.otlpEndpoint).toBe("http://prometheus-prometheus.observability.svc:9090/api/v1/otlp");
  expect(prometheus.remoteWriteEndpoint).toBe("http://prometheus-prometheus.observability.svc:9090/api/v1/write");
});

test.each([
  ["otlpReceiver", (prometheus: Prometheus) => prometheus.otlpEndpoint],
  ["remoteWriteReceiver", (prometheus: Prometheus) => prometheus.remoteWriteEndpoint],
])("nobody sends to a receiver that is off: %s", (prop, ask) => {
  const { prometheus } = arranged();
  expect(() => ask(prometheus)).toThrow(ConfigurationError);
  expect(() => ask(prometheus)).toThrow(`prod-platform.prometheus.${prop}`);
});

test("secrets are there before the release that reads them", () => {
  const token = secretVariable("db", ["token"]);
  const { release, secrets } = arranged({
    scrapeConfigs: [{ jobName: "db", discovery: [staticTargets(["db:9187"])], authentication: bearerToken(token) }],
  });
  expect(secrets).toHaveLength(1);
  expect(release("prometheus").depends_on).toContain(`kubernetes_secret_v1.${secrets[0]}`);
});

test("it says of itself what checks and documents read", () => {
  const { model } = arranged({
    scrapeConfigs: [
      { jobName: "db", discovery: [staticTargets(["db:9187"])], authentication: bearerToken(existingSecret("db")) },
    ],
    remoteWrite: [{ url: "https://mimir.acme.example", authentication: userAndPassword(existingSecret("mimir")) }],
    environment: { AWS_REGION: secretEnvironment(existingSecret("aws"), "region") },
    exposure: ingress({ host: "p.acme.example", authentication: basicAuth(existingSecret("ui")) }),
  });
  const path = "prod-platform.prometheus";
  expect(model()).toMatchObject({
    workloads: [
      { path, name: "prometheus", replicas: 2 },
      { path: `${path}.operator`, name: "prometheus-operator", replicas: 1 },
      { path: `${path}.kubeStateMetrics`, name: "prometheus-kube-state-metrics", replicas: 1 },
      { path: `${path}.nodeExporter`, name: "prometheus-node-exporter", replicas: "every node" },
    ],
    stores: [
      {
        path: `${path}.storage`,
        size: gibibytes(100),
        retention: days(30),
        retentionSize: fraction(gibibytes(100), 0.85),
      },
    ],
    interfaces: [{ path: `${path}.exposure`, ownLogin: false }],
  });
  expect(model()?.secrets.map(({ path, secret }) => [path, secret.name])).toEqual([
    [`${path}.exposure.authentication.secret`, "ui"],
    [`${path}.scrapeConfigs[0].authentication.secret`, "db"],
    [`${path}.remoteWrite[0].authentication.secret`, "mimir"],
    [`${path}.environment.AWS_REGION.secret`, "aws"],
  ]);
  expect(model()?.releases.map(({ path, name }) => [path, name])).toEqual([
    [`${path}.crds`, "prometheus-crds"],
    [path, "prometheus"],
  ]);
});

test("no check complains about what it does by itself", () => {
  const { model } = arranged({
    remoteWrite: [{ url: "https://mimir.acme.example", authentication: userAndPassword(existingSecret("mimir")) }],
    otlpReceiver: {},
    exposure: ingress({ host: "p.acme.example", authentication: noAuthentication("a proxy in front asks") }),
  });
  expect(runChecks([model()].filter((each) => each !== undefined))).toEqual([]);
});

test("the user's values win, and nothing wins silently: both are in the model", () => {
  const { values, model } = arranged({
    values: { prometheus: { prometheusSpec: { logLevel: "debug", replicas: 5 } } },
  });
  expect(at(values(), "prometheus.prometheusSpec.replicas")).toBe(5);
  expect(at(model()?.releases[1]?.ownValues, "prometheus.prometheusSpec.replicas")).toBe(2);
});

test("all mistakes come at once", () => {
  const stack = new TerraformStack(Testing.app(), "prod-platform");
  expect(() => new Prometheus(stack, "prometheus", { replicas: 0, retention: days(0) })).toThrow(/2 findings/);
});
