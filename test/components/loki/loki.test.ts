/** The construct: its release, who may talk to whom, and what it says of itself. */
import { TerraformStack, Testing } from "cdktf";
import { parse } from "yaml";
import { Loki, filesystemStorage, s3Bucket, type LogStore, type LokiProps } from "../../../lib/components/loki";
import type { AlertReceiver } from "../../../lib/components/prometheus";
import {
  basicAuth,
  ConfigurationError,
  days,
  existingSecret,
  gibibytes,
  ingress,
  mebibytes,
  secretEnvironment,
  secretVariable,
  type Facts,
  type Values,
} from "../../../lib/model";
import { modelsOf } from "../../../lib/terraform";
import { at, props } from "./settings";

interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version: string;
  readonly values: readonly string[];
  readonly depends_on?: readonly string[];
}
interface Policy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly pod_selector: { readonly match_labels: unknown };
    readonly ingress: readonly {
      readonly from?: readonly { readonly pod_selector: { readonly match_labels: unknown } }[];
      readonly ports: readonly { readonly port: string }[];
    }[];
  };
}

const arranged = (over: Partial<LokiProps> = {}, wire: (loki: Loki) => void = () => undefined) => {
  const stack = new TerraformStack(Testing.app(), "prod");
  const loki = new Loki(stack, "loki", props(over));
  wire(loki);
  const { resource } = JSON.parse(Testing.synth(stack)) as {
    readonly resource: {
      readonly helm_release: Readonly<Record<string, Release>>;
      readonly kubernetes_network_policy_v1?: Readonly<Record<string, Policy>>;
    };
  };
  const [release] = Object.values(resource.helm_release);
  const [model] = modelsOf(stack.node.root);
  if (release === undefined || model === undefined) throw new Error("nothing was made");
  return {
    loki,
    release,
    values: parse(release.values[0] ?? "") as Values,
    policies: Object.values(resource.kubernetes_network_policy_v1 ?? {}),
    facts: model as Facts,
  };
};

const alertmanager: AlertReceiver = {
  peers: [0, 1].map((index) => ({
    scheme: "http",
    service: `alertmanager-${index}.alertmanager-headless`,
    namespace: "observability",
    port: 9093,
  })),
  pods: { name: "alertmanager", namespace: "observability", labels: { "app.kubernetes.io/name": "alertmanager" } },
};

test("one release of the pinned chart", () => {
  expect(arranged().release).toMatchObject({
    name: "loki",
    namespace: "observability",
    chart: "loki",
    version: "18.11.0",
  });
});

test("clients are told of the gateway", () => {
  const store: LogStore = arranged().loki;
  expect(store.endpoint).toEqual({ scheme: "http", service: "loki-gateway", namespace: "observability", port: 80 });
  expect(store.pushUrl).toBe("http://loki-gateway.observability.svc:80/loki/api/v1/push");
  expect(store.otlpUrl).toBe("http://loki-gateway.observability.svc:80/otlp/v1/logs");
  expect(store.ports).toEqual([{ port: 8080 }]);
  expect(store.pods.labels).toEqual({
    "app.kubernetes.io/name": "loki",
    "app.kubernetes.io/instance": "loki",
    "app.kubernetes.io/component": "gateway",
  });
  expect([store.tenant, store.credentials]).toEqual([undefined, undefined]);
});

test("Grafana is told of the gateway", () => {
  expect(arranged().loki.dataSource).toMatchObject({
    uid: "loki",
    type: "loki",
    url: "http://loki-gateway.observability.svc:80",
  });
});

test("senders and Grafana are told their tenant and its login", () => {
  const credentials = existingSecret("loki-platform");
  const { loki } = arranged({
    tenants: { names: ["platform"], users: existingSecret("users"), platform: { name: "platform", credentials } },
  });
  expect([loki.tenant, loki.credentials]).toEqual(["platform", credentials]);
  expect(loki.dataSource.login).toEqual({ user: "platform", password: credentials });
});

test("rules fire at every Alertmanager, and its policy lets them in", () => {
  const { values, policies } = arranged({}, (loki) => loki.sendAlertsTo(alertmanager));
  expect(at(values, "loki.rulerConfig.alertmanager_url")).toBe(
    "http://alertmanager-0.alertmanager-headless.observability.svc:9093,http://alertmanager-1.alertmanager-headless.observability.svc:9093",
  );
  const policy = policies.find(({ metadata }) => metadata.name.startsWith("alertmanager-from-loki-ruler"));
  expect(policy?.spec.ingress[0]?.ports).toEqual([{ port: "9093", protocol: "TCP" }]);
  expect(policy?.spec.ingress[0]?.from?.[0]?.pod_selector.match_labels).toEqual({
    "app.kubernetes.io/name": "loki",
    "app.kubernetes.io/instance": "loki",
    "app.kubernetes.io/component": "single-binary",
  });
});

test("in distributed mode it is the ruler that may reach Alertmanager", () => {
  const { policies } = arranged({ mode: "distributed" }, (loki) => loki.sendAlertsTo(alertmanager));
  const policy = policies.find(({ metadata }) => metadata.name.startsWith("alertmanager-from-loki-ruler"));
  expect(policy?.spec.ingress[0]?.from?.[0]?.pod_selector.match_labels).toMatchObject({
    "app.kubernetes.io/component": "ruler",
  });
});

test.each<readonly [what: string, over: Partial<LokiProps>, ports: readonly number[]]>([
  ["each other", {}, [3100, 9095, 7946]],
  ["caches too", { chunksCache: { memory: gibibytes(1) } }, [3100, 9095, 7946, 11_211]],
  ["the gateway too, where a canary writes through it", { canary: true }, [3100, 9095, 7946, 8080]],
])("Loki's pods reach %s", (_, over, ports) => {
  const { policies, loki } = arranged(over);
  const policy = policies.find(({ metadata }) => metadata.name.startsWith("loki-from-loki"));
  expect(policy?.spec.ingress[0]?.ports.map(({ port }) => Number(port))).toEqual(ports);
  expect(policy?.spec.pod_selector.match_labels).toEqual(loki.allPods.labels);
});

test("an exposed gateway is open to the ingress controller, and only then", () => {
  const open = (over: Partial<LokiProps>) =>
    arranged(over)
      .policies.filter(({ metadata }) => metadata.name.includes("ingress-nginx"))
      .map(({ spec }) => [spec.pod_selector.match_labels, spec.ingress[0]?.ports]);
  expect(open({})).toEqual([]);
  expect(open({ exposure: ingress({ host: "loki.acme.example" }) })).toEqual([
    [arranged().loki.pods.labels, [{ port: "8080", protocol: "TCP" }]],
  ]);
});

test("other pods may push and query at the gateway", () => {
  const shop = { name: "shop", namespace: "shop", labels: { app: "shop" } };
  const { loki, policies } = arranged({}, (made) => made.allowFrom(shop));
  expect(policies.find(({ metadata }) => metadata.name === "loki-gateway-from-shop-shop-8080")?.spec).toMatchObject({
    pod_selector: { match_labels: loki.pods.labels },
    ingress: [{ from: [{ pod_selector: { match_labels: shop.labels } }], ports: [{ port: "8080" }] }],
  });
});

test("Prometheus is told of every port with metrics", () => {
  const ports = (over: Partial<LokiProps>) => arranged(over).loki.scrapeTarget.metricsPorts.map(({ port }) => port);
  expect(ports({})).toEqual([3100]);
  expect(ports({ canary: true, gateway: { metrics: true }, resultsCache: { memory: gibibytes(1) } })).toEqual([
    3100, 4040, 9150, 3500,
  ]);
});

test("the release waits for the secrets that Terraform writes", () => {
  const credentials = secretVariable("loki-s3", ["accessKeyId", "secretAccessKey"]);
  const { release } = arranged({ storage: s3Bucket("logs", { region: "us-east-1", credentials }) });
  expect(release.depends_on?.join()).toMatch(/loki-s3/);
});

describe("what it says of itself", () => {
  test("the logs are outside of the cluster, the write-ahead log on volumes", () => {
    expect(arranged({ retention: days(7) }).facts.stores).toEqual([
      {
        path: "prod.loki.storage",
        name: "loki",
        keeps: "log chunks and their index",
        medium: "the bucket acme-loki-chunks",
        retention: days(7),
        external: true,
      },
      { path: "prod.loki.volume", name: "loki", keeps: "lines that are not written out yet", size: gibibytes(50) },
    ]);
  });

  test("on a file system the volume is all there is", () => {
    expect(arranged({ storage: filesystemStorage(), retention: days(7) }).facts.stores).toEqual([
      {
        path: "prod.loki.volume",
        name: "loki",
        keeps: "log chunks and their index",
        size: gibibytes(50),
        retention: days(7),
      },
    ]);
  });

  test("workloads stand where their props do", () => {
    const places = (over: Partial<LokiProps>) =>
      arranged(over).facts.workloads.map(({ path, name, replicas }) => `${path}: ${name} x${replicas}`);
    expect(places({ canary: true, chunksCache: { memory: mebibytes(512), replicas: 2 } })).toEqual([
      "prod.loki: loki x3",
      "prod.loki.gateway: loki-gateway x2",
      "prod.loki.chunksCache: loki-chunks-cache x2",
      "prod.loki.canary: loki-canary x1",
    ]);
    expect(places({ mode: "distributed" })).toContain("prod.loki.distributed.indexGateway: loki-index-gateway x2");
  });

  test("every workload says what it takes", () => {
    for (const { name, resources } of arranged({ mode: "distributed", canary: true }).facts.workloads)
      expect({ name, memory: resources?.limits.memory.bytes }).toEqual({ name, memory: expect.any(Number) as number });
  });

  test("one compactor is all that works", () => {
    const { workloads } = arranged({ mode: "distributed" }).facts;
    expect(workloads.filter(({ singleton }) => singleton === true).map(({ name }) => name)).toEqual(["loki-compactor"]);
  });

  test("each secret with its place", () => {
    const { secrets } = arranged({
      storage: s3Bucket("logs", { region: "us-east-1", credentials: existingSecret("s3") }),
      tenants: {
        names: ["a"],
        users: existingSecret("users"),
        platform: { name: "a", credentials: existingSecret("a") },
      },
      environment: { TOKEN: secretEnvironment(existingSecret("extra"), "token") },
      exposure: ingress({ host: "loki.acme.example", authentication: basicAuth(existingSecret("ui")) }),
    }).facts;
    expect(secrets.map(({ path, secret, namespace }) => `${path}: ${namespace}/${secret.name}`)).toEqual([
      "prod.loki.storage.credentials: observability/s3",
      "prod.loki.tenants.users: observability/users",
      "prod.loki.environment.TOKEN.secret: observability/extra",
      "prod.loki.exposure.authentication.secret: observability/ui",
    ]);
  });

  test("the platform's tenant must be one of the tenants", () => {
    const { references } = arranged({ tenants: { names: ["a", "b"], platform: { name: "c" } } }).facts;
    expect(references).toEqual([
      { path: "prod.loki.tenants.platform.name", kind: "tenant", name: "c", known: ["a", "b"] },
    ]);
  });

  test("an interface with logins of its own needs no other", () => {
    const exposure = ingress({ host: "loki.acme.example" });
    const tenants: LokiProps["tenants"] = {
      names: ["a"],
      users: existingSecret("users"),
      platform: { name: "a", credentials: existingSecret("a") },
    };
    const ownLogin = (over: Partial<LokiProps>) => arranged(over).facts.interfaces.map((each) => each.ownLogin);
    expect(ownLogin({ exposure })).toEqual([false]);
    expect(ownLogin({ exposure, tenants })).toEqual([true]);
    expect(ownLogin({})).toEqual([]);
  });
});

test("all that is wrong is told at once, and nothing is made", () => {
  const stack = new TerraformStack(Testing.app(), "prod");
  expect(() => new Loki(stack, "loki", props({ replicas: 0, retention: days(0.5) }))).toThrow(ConfigurationError);
  expect(JSON.parse(Testing.synth(stack))).not.toHaveProperty("resource");
});

test("values of one's own are merged last", () => {
  const { values } = arranged({ values: { loki: { server: { log_level: "warn" } } } });
  expect(at(values, "loki.server.log_level")).toBe("warn");
  expect(at(values, "loki.auth_enabled")).toBe(false);
});
