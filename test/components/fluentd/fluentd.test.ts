/** What a Fluentd connects: the log store, the network to it, the order of releases. */
import { TerraformStack, Testing } from "cdktf";
import { parse } from "yaml";
import { runChecks } from "../../../lib/checks";
import { charts } from "../../../lib/charts";
import { Fluentd, podVolume, type FluentdProps } from "../../../lib/components/fluentd";
import type { LogStore } from "../../../lib/components/loki";
import { ConfigurationError, gibibytes, minutes, secretVariable } from "../../../lib/model";
import { ChartRelease, modelsOf } from "../../../lib/terraform";
import { full } from "./full";

type Resource = Record<string, unknown> & {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: unknown;
};
type Resources = Readonly<Record<string, Resource>>;

const storeIn = (stack: TerraformStack, more: Partial<LogStore> = {}, name = "loki"): LogStore => ({
  endpoint: { scheme: "http", service: `${name}-gateway`, namespace: "observability", port: 80 },
  pushUrl: "",
  otlpUrl: "",
  pods: { name: `${name}-gateway`, namespace: "observability", labels: { app: name } },
  ports: [{ port: 8080 }],
  release: new ChartRelease(stack, name, {
    path: name,
    chart: charts.loki,
    name,
    namespace: "observability",
    values: () => ({}),
    timeout: minutes(10),
  }),
  ...more,
});

const stackWith = (props: FluentdProps, store?: Partial<LogStore>) => {
  const stack = new TerraformStack(Testing.app(), "test");
  const fluentd = new Fluentd(stack, "fluentd", props);
  const loki = store === undefined ? undefined : storeIn(stack, store);
  if (loki !== undefined) {
    fluentd.shipTo(loki);
    fluentd.shipTo(loki);
  }
  const resources = (type: string): Resources =>
    (JSON.parse(Testing.synth(stack)) as { resource: Record<string, Resources> }).resource[type] ?? {};
  return { fluentd, stack, resources };
};

const releaseIn = (releases: Resources): Resource =>
  Object.values(releases).find(({ name }) => name === "fluentd") as Resource;

test("the release is the pinned chart, in the namespace of agents", () => {
  expect(releaseIn(stackWith({}, {}).resources("helm_release"))).toMatchObject({
    namespace: "observability-agents",
    chart: "fluentd",
    version: "0.6.0",
  });
});

test("logs go to the store that it is told of afterwards", () => {
  const [text] = releaseIn(stackWith({}, {}).resources("helm_release"))["values"] as readonly string[];
  const values = parse((text ?? "").replaceAll("$${", "${")) as { fileConfigs: Record<string, string> };
  expect(values.fileConfigs["04_outputs.conf"]).toContain("url http://loki-gateway.observability.svc:80");
});

test("its pods may reach the store's pods, on the ports of the pods", () => {
  const policies = Object.values(stackWith({}, {}).resources("kubernetes_network_policy_v1"));
  expect(policies.map(({ metadata }) => metadata.namespace)).toEqual(["observability"]);
  expect(JSON.stringify(policies[0]?.spec)).toContain('"port":"8080"');
  expect(JSON.stringify(policies[0]?.spec)).toContain('"kubernetes.io/metadata.name":"observability-agents"');
});

test("it is deployed after the store, and after a password that Terraform writes", () => {
  const { resources } = stackWith({}, { tenant: "platform", credentials: secretVariable("loki-tenant", ["password"]) });
  const [secret, { metadata } = { metadata: undefined }] = Object.entries(resources("kubernetes_secret_v1"))[0] ?? [];
  expect(metadata).toMatchObject({ name: "loki-tenant", namespace: "observability-agents" });
  const store = Object.entries(resources("helm_release")).find(([, { name }]) => name === "loki")?.[0];
  expect(releaseIn(resources("helm_release"))["depends_on"]).toEqual([
    `kubernetes_secret_v1.${secret}`,
    `helm_release.${store}`,
  ]);
});

test("it says what it is", () => {
  const [model] = modelsOf(
    stackWith({}, { tenant: "platform", credentials: secretVariable("loki-tenant", ["password"]) }).stack.node.root,
  );
  expect(model?.workloads).toEqual([
    expect.objectContaining({ path: "test.fluentd", name: "fluentd", replicas: "every node" }),
  ]);
  expect(model?.stores).toEqual([
    expect.objectContaining({ path: "test.fluentd.buffer", name: "fluentd", size: gibibytes(4) }),
  ]);
  expect(model?.secrets).toEqual([
    expect.objectContaining({ path: "test.fluentd.shipTo", namespace: "observability-agents" }),
  ]);
  expect(model?.references).toEqual([]);
});

test("shipping nowhere is a finding", () => {
  const found = runChecks(modelsOf(stackWith({}).stack.node.root));
  expect(found).toEqual([expect.objectContaining({ severity: "error", path: "test.fluentd" })]);
  expect(found[0]?.problem).toContain("log store");
});

test("no check finds fault with the rest, values held against the pinned chart included", () => {
  const props: FluentdProps = {
    image: { repository: "registry.acme.example/fluentd-loki", tag: "1.19.3" },
    labels: { cluster: "production" },
    buffer: { size: gibibytes(1), location: podVolume({ size: gibibytes(2), storageClass: "fast" }) },
    imagePullSecrets: ["pull"],
    scheduling: { nodeSelector: { pool: "apps" }, affinity: {}, priorityClass: "high" },
  };
  for (const each of [{}, props])
    expect(
      runChecks(modelsOf(stackWith(each, {}).stack.node.root)).filter(({ path }) => path.startsWith("test.fluentd")),
    ).toEqual([]);
});

describe("with everything in it", () => {
  const { stack, resources } = stackWith(
    { ...full, image: { repository: "registry.acme.example/fluentd", tag: "1" } },
    {},
  );
  const [model] = modelsOf(stack.node.root);

  test("no check finds fault with it", () =>
    expect(
      runChecks([model].filter((each) => each !== undefined)).filter(({ path }) => path.startsWith("test.fluentd")),
    ).toEqual([]));

  test("its doors are open to the namespaces that were named, and to nobody else", () => {
    const policies = Object.values(resources("kubernetes_network_policy_v1")).filter(
      ({ metadata }) => metadata.namespace === "observability-agents",
    );
    expect(policies.map(({ metadata }) => metadata.name).sort()).toEqual([
      "fluentd-from-namespace-edge-9880",
      "fluentd-from-namespace-legacy-24224",
    ]);
  });

  test("every secret is told with its place", () =>
    expect(model?.secrets.map(({ path, secret }) => [path, secret.name])).toEqual([
      ["test.fluentd.receive.forward.sharedKey", "forward"],
      ["test.fluentd.also[0].credentials", "fluentd-es"],
      ["test.fluentd.also[1].credentials", "fluentd-search"],
      ["test.fluentd.also[2].credentials", "fluentd-s3"],
      ["test.fluentd.receive.forward.certificate", "door"],
      ["test.fluentd.receive.http.certificate", "door"],
      ["test.fluentd.receive.http.clientAuthority", "devices"],
      ["test.fluentd.also[0].tls.authority", "es-ca"],
    ]));

  test("the model carries the pipeline, with the room that there is for it", () =>
    expect(model?.pipelines).toEqual([
      expect.objectContaining({ path: "test.fluentd", probed: true, disk: gibibytes(20) }),
    ]));
});

test("parts of one's own are checked like the rest", () => {
  const extra: FluentdProps["extra"] = [
    {
      name: "label",
      argument: "@AUDIT",
      sections: [{ name: "match", argument: "**", parameters: { "@type": "lokki" } }],
    },
  ];
  const found = runChecks(modelsOf(stackWith({ extra }, {}).stack.node.root));
  expect(found.map(({ check, path }) => `${path}: ${check}`)).toEqual([
    "test.fluentd.extra[0]: pipeline/label-unreached",
    'test.fluentd.extra[0].match["@type"]: pipeline/unknown-plugin',
  ]);
});

test("two stores are refused", () => {
  const { fluentd, stack } = stackWith({}, {});
  expect(() => fluentd.shipTo(storeIn(stack, {}, "other"))).toThrow(ConfigurationError);
});
