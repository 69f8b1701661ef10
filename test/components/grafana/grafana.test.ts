/** What a Grafana connects: its data sources, the network between them, its secrets. */
import { App, TerraformStack, Testing } from "cdktf";
import { parse } from "yaml";
import { runChecks } from "../../../lib/checks";
import {
  Grafana,
  dataSource,
  postgres,
  sqlite,
  type DataSourceProvider,
  type GrafanaProps,
} from "../../../lib/components/grafana";
import {
  ConfigurationError,
  existingSecret,
  gibibytes,
  ingress,
  secretEnvironment,
  seconds,
  secretVariable,
  type Endpoint,
} from "../../../lib/model";
import { modelsOf } from "../../../lib/terraform";

type Resource = Record<string, unknown> & {
  readonly metadata: { readonly name: string };
  readonly spec: Record<string, unknown>;
};
interface Synthesized {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  readonly variable?: Readonly<Record<string, unknown>>;
}

const endpoint = (service: string, port: number): Endpoint => ({
  scheme: "http",
  service,
  namespace: "observability",
  port,
});
const prometheus: DataSourceProvider = {
  dataSource: dataSource.prometheus(endpoint("prometheus", 9090), seconds(15)),
  endpoint: endpoint("prometheus", 9090),
  pods: { name: "prometheus", namespace: "observability", labels: { app: "prometheus" } },
};
const loki: DataSourceProvider = {
  dataSource: dataSource.loki(endpoint("loki-gateway", 80), {
    tenant: "platform",
    credentials: secretVariable("loki-tenant", ["password"]),
  }),
  endpoint: endpoint("loki-gateway", 80),
  pods: { name: "loki-gateway", namespace: "observability", labels: { app: "loki" } },
  ports: [{ port: 8080 }],
};

const grafanaWith = (props: GrafanaProps, ...sources: readonly DataSourceProvider[]) => {
  const stack = new TerraformStack(Testing.app(), "test");
  const grafana = new Grafana(stack, "grafana", props);
  for (const source of sources) grafana.addDataSource(source);
  return { grafana, stack, synthesized: JSON.parse(Testing.synth(stack)) as Synthesized };
};

const releaseIn = ({ resource }: Synthesized): Resource => Object.values(resource["helm_release"] ?? {})[0] as Resource;
const valuesIn = (synthesized: Synthesized) => {
  const [text] = releaseIn(synthesized)["values"] as readonly string[];
  return parse((text ?? "").replaceAll("$${", "${")) as {
    datasources: { "datasources.yaml": { datasources: { uid: string }[] } };
  };
};
const policiesIn = ({ resource }: Synthesized): readonly Resource[] =>
  Object.values(resource["kubernetes_network_policy_v1"] ?? {});

test("the release is the pinned chart", () => {
  expect(releaseIn(grafanaWith({}).synthesized)).toMatchObject({
    name: "grafana",
    namespace: "observability",
    chart: "grafana",
    version: "12.11.1",
    atomic: true,
  });
});

test("sources that are added later count, each once", () => {
  const { synthesized } = grafanaWith({}, prometheus, loki, prometheus);
  expect(valuesIn(synthesized).datasources["datasources.yaml"].datasources.map(({ uid }) => uid)).toEqual([
    "prometheus",
    "loki",
  ]);
});

test("Grafana's pods may reach the pods of each source, on the ports of the pods", () => {
  const policies = policiesIn(grafanaWith({}, prometheus, loki).synthesized).map(({ spec }) => JSON.stringify(spec));
  expect(policies).toHaveLength(2);
  expect(policies).toContainEqual(expect.stringMatching(/"port":"9090".*"app":"prometheus"/));
  expect(policies).toContainEqual(expect.stringMatching(/"port":"8080".*"app":"loki"/));
  for (const policy of policies) expect(policy).toContain('"app.kubernetes.io/name":"grafana"');
});

test("people come in through the ingress controller once it is exposed", () => {
  const { synthesized } = grafanaWith({ exposure: ingress({ host: "grafana.acme.example" }) });
  const [policy, ...others] = policiesIn(synthesized);
  expect(others).toEqual([]);
  expect(JSON.stringify(policy?.spec)).toContain('"port":"3000"');
  expect(JSON.stringify(policy?.spec)).toContain('"kubernetes.io/metadata.name":"ingress-nginx"');
});

test("secrets that Terraform writes stand before the release, those of sources too", () => {
  const { synthesized } = grafanaWith({ admin: secretVariable("grafana-admin", ["username", "password"]) }, loki);
  const secrets = Object.keys(synthesized.resource["kubernetes_secret_v1"] ?? {});
  expect(secrets).toHaveLength(2);
  expect(releaseIn(synthesized)["depends_on"]).toEqual(
    expect.arrayContaining(secrets.map((id) => `kubernetes_secret_v1.${id}`)),
  );
});

test("it says what it is", () => {
  const { stack } = grafanaWith(
    { database: postgres({ host: "db", credentials: existingSecret("grafana-db") }) },
    loki,
  );
  const [model] = modelsOf(stack.node.root);
  expect(model?.workloads).toEqual([expect.objectContaining({ path: "test.grafana", name: "grafana", replicas: 2 })]);
  expect(model?.stores).toEqual([
    expect.objectContaining({ path: "test.grafana.database", name: "grafana", external: true }),
  ]);
  expect(model?.secrets.map(({ path, namespace, secret }) => [path, namespace, secret.name])).toEqual([
    ["test.grafana.admin", "observability", "grafana-admin"],
    ["test.grafana.database.credentials", "observability", "grafana-db"],
    ["test.grafana.dataSources.loki", "observability", "loki-tenant"],
  ]);
  const alone = modelsOf(
    grafanaWith({ database: sqlite({ size: gibibytes(3) }), exposure: ingress({ host: "g.acme.example" }) }).stack.node
      .root,
  )[0];
  expect(alone?.stores).toEqual([
    expect.objectContaining({ path: "test.grafana.database.volume", name: "grafana", size: gibibytes(3) }),
  ]);
  expect(alone?.interfaces).toEqual([expect.objectContaining({ path: "test.grafana.exposure", ownLogin: true })]);
});

test("no check finds fault with it, values held against the pinned chart included", () => {
  const { stack } = grafanaWith(
    {
      database: postgres({
        host: "db",
        credentials: existingSecret("grafana-db"),
        ca: existingSecret("grafana-db-ca"),
      }),
      exposure: ingress({ host: "grafana.acme.example" }),
      encryptionKey: existingSecret("grafana-key"),
      oauth: {
        clientId: "grafana",
        clientSecret: existingSecret("grafana-oauth"),
        authUrl: "https://id.acme.example/authorize",
        tokenUrl: "https://id.acme.example/token",
        apiUrl: "https://id.acme.example/userinfo",
      },
      smtp: { host: "smtp.acme.example", from: "grafana@acme.example", credentials: existingSecret("smtp") },
      dashboardConfigMaps: { namespaces: ["apps"], value: "1" },
      environment: { EXTRA: secretEnvironment(existingSecret("extra"), "value") },
      featureToggles: { some: true },
      plugins: ["grafana-clock-panel@2.1.8"],
      imageRegistry: "registry.acme.example",
      imagePullSecrets: ["pull"],
      scheduling: {
        nodeSelector: { pool: "tools" },
        spreadOver: ["topology.kubernetes.io/zone"],
        priorityClass: "high",
      },
    },
    prometheus,
    loki,
  );
  expect(runChecks(modelsOf(stack.node.root))).toEqual([]);
});

test.each<readonly [props: GrafanaProps, url: string]>([
  [{}, "http://grafana.observability.svc:80"],
  [{ exposure: ingress({ host: "grafana.acme.example" }) }, "https://grafana.acme.example"],
  [{ url: "https://g.acme.example/" }, "https://g.acme.example"],
])("%# its address is the one that people type", (props, url) => {
  expect(grafanaWith(props).grafana.url).toBe(url);
});

test("two sources with one uid are refused, with the place of both", () => {
  const { grafana } = grafanaWith({}, prometheus);
  const other = { ...prometheus, dataSource: { ...prometheus.dataSource, url: "http://other" } };
  expect(() => grafana.addDataSource(other)).toThrow(ConfigurationError);
  expect(() => grafana.addDataSource(other)).toThrow('test.grafana.dataSources.prometheus: has the uid "prometheus"');
});

test("everything wrong is told at once", () => {
  const stack = new TerraformStack(new App({ outdir: "/nowhere" }), "test");
  expect(
    () => new Grafana(stack, "grafana", { serviceMonitor: "yes" as never, url: "grafana", releaseName: "" }),
  ).toThrow(/^3 findings/);
});
