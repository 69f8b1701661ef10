/** The constructs: their releases, probes, and what they say of themselves. */
import { TerraformStack, Testing } from "cdktf";
import { parse } from "yaml";
import { BlackboxExporter, httpProbe, PostgresExporter, RedisExporter } from "../../../lib/components/exporters";
import { existingSecret, minutes, secretEnvironment, secretVariable, type Model } from "../../../lib/model";
import { modelsOf, verify } from "../../../lib/terraform";
import { cache, login, orders } from "./settings";

interface Release {
  readonly name: string;
  readonly chart: string;
  readonly values: readonly string[];
  readonly depends_on?: readonly string[];
}

const arranged = <T>(define: (stack: TerraformStack) => T) => {
  const stack = new TerraformStack(Testing.app(), "prod");
  const made = define(stack);
  const { resource } = JSON.parse(Testing.synth(stack)) as {
    readonly resource: {
      readonly helm_release: Readonly<Record<string, Release>>;
      readonly kubernetes_service_account_v1?: Readonly<Record<string, unknown>>;
    };
  };
  const releases = Object.values(resource.helm_release);
  return {
    made,
    accounts: Object.values(resource.kubernetes_service_account_v1 ?? {}),
    releases: Object.fromEntries(releases.map((release) => [release.name, release])),
    facts: modelsOf(stack.node.root)[0] as Model,
    verified: () => verify(stack.node.root),
  };
};

const environment = { PROXY: secretEnvironment(secretVariable("proxy", ["url"]), "url") };
const endpoint = (service: string, port: number) => ({ scheme: "http", service, namespace: "observability", port });
const podsOf = (name: string, chart: string) => ({
  name,
  namespace: "observability",
  labels: { "app.kubernetes.io/name": chart, "app.kubernetes.io/instance": name },
});

describe("blackbox exporter", () => {
  const probes = [
    { name: "shop", url: "https://shop.example/healthz", interval: minutes(1), labels: { team: "shop" } },
    { name: "db", url: "orders-db.data.svc:5432", module: "tcp_connect" },
  ];

  test("where it is found", () => {
    const { made } = arranged((stack) => new BlackboxExporter(stack, "blackbox"));
    expect(made.endpoint).toEqual(endpoint("blackbox-exporter", 9115));
    expect(made.pods).toEqual(podsOf("blackbox-exporter", "prometheus-blackbox-exporter"));
    expect(made.metricsPorts).toEqual([{ port: 9115 }]);
  });

  test("a Probe for each thing that is probed, after the release", () => {
    const { releases } = arranged((stack) => new BlackboxExporter(stack, "blackbox", { probes }));
    const manifests = releases["blackbox-exporter-probes-manifests"];
    const { documents } = parse(manifests?.values[0] ?? "") as { documents: string[] };
    expect(documents.map((document) => parse(document) as unknown)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: "Probe",
          spec: {
            jobName: "probe",
            interval: "1m",
            scrapeTimeout: "6s",
            module: "http_2xx",
            prober: { url: "blackbox-exporter.observability.svc:9115" },
            targets: {
              staticConfig: { static: ["https://shop.example/healthz"], labels: { team: "shop", probe: "shop" } },
            },
          },
        }),
      ]),
    );
    expect(documents).toHaveLength(2);
    expect(manifests?.depends_on).toEqual([expect.stringMatching(/^helm_release\.blackbox_release_/)]);
  });

  test("no release without probes", () =>
    expect(Object.keys(arranged((stack) => new BlackboxExporter(stack, "blackbox")).releases)).toEqual([
      "blackbox-exporter",
    ]));

  test("a module that is none is found, with what it might be", () =>
    expect(
      arranged((stack) => {
        new BlackboxExporter(stack, "blackbox", {
          probes: [{ name: "a", url: "https://a.example", module: "http_2x" }],
        });
      }).verified,
    ).toThrow(/prod\.blackbox\.probes\[0\]\.module: .*http_2xx/));

  test("its secrets, with their places", () =>
    expect(
      arranged((stack) => {
        new BlackboxExporter(stack, "blackbox", { modules: { login: httpProbe({ credentials: login }) } });
      }).facts.secrets,
    ).toEqual([{ path: "prod.blackbox.modules.login.credentials", namespace: "observability", secret: login }]));
});

describe("PostgreSQL exporter", () => {
  test("where it is found", () => {
    const name = "postgres-exporter-orders";
    const { made } = arranged((stack) => new PostgresExporter(stack, "orders", orders));
    expect(made.endpoint).toEqual(endpoint(name, 9187));
    expect(made.pods).toEqual(podsOf(name, "prometheus-postgres-exporter"));
    expect(made.metricsPorts).toEqual([{ port: 9187 }]);
  });

  test("several servers stand side by side", () => {
    const { verified } = arranged((stack) => {
      new PostgresExporter(stack, "orders", orders);
      new PostgresExporter(stack, "billing", { host: "billing-db", credentials: existingSecret("billing-db") });
    });
    expect(verified().filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("a Secret that Terraform writes stands before", () =>
    expect(
      arranged((stack) => {
        new PostgresExporter(stack, "orders", {
          ...orders,
          credentials: secretVariable("db", ["username", "password"]),
        });
      }).releases["postgres-exporter-orders"]?.depends_on,
    ).toEqual([expect.stringMatching(/^kubernetes_secret_v1\./)]));

  test("one pod is enough, and no finding says otherwise", () =>
    expect(arranged((stack) => new PostgresExporter(stack, "orders", orders)).facts.workloads).toMatchObject([
      { path: "prod.orders", replicas: 1, singleton: true },
    ]));
});

describe("Redis exporter", () => {
  test("its service account has an identity in the cloud and no token for the API server, and stands before", () => {
    const { accounts, releases } = arranged((stack) => {
      new RedisExporter(stack, "cache", { ...cache, serviceAccount: { annotations: { "acme.example/role": "r" } } });
    });
    expect(accounts).toEqual([
      {
        metadata: {
          name: "redis-exporter-cache",
          namespace: "observability",
          annotations: { "acme.example/role": "r" },
        },
        automount_service_account_token: false,
      },
    ]);
    expect(releases["redis-exporter-cache"]?.depends_on).toEqual([
      expect.stringMatching(/^kubernetes_service_account_v1\./),
    ]);
  });

  test("where it is found", () => {
    const { made } = arranged((stack) => new RedisExporter(stack, "cache", cache));
    expect(made.endpoint).toEqual(endpoint("redis-exporter-cache", 9121));
    expect(made.pods).toEqual(podsOf("redis-exporter-cache", "prometheus-redis-exporter"));
    expect(made.metricsPorts).toEqual([{ port: 9121 }]);
  });

  test("its secrets, with their places", () =>
    expect(
      arranged((stack) => {
        new RedisExporter(stack, "cache", {
          address: "rediss://c:6379",
          credentials: login,
          authority: existingSecret("ca"),
        });
      }).facts.secrets.map(({ path }) => path),
    ).toEqual(["prod.cache.credentials", "prod.cache.authority"]));
});

test.each([
  ["blackbox", (stack: TerraformStack) => new BlackboxExporter(stack, "it", { environment })],
  ["PostgreSQL", (stack: TerraformStack) => new PostgresExporter(stack, "it", { ...orders, environment })],
  ["Redis", (stack: TerraformStack) => new RedisExporter(stack, "it", { ...cache, environment })],
])("secrets in the environment stand before and are told of: %s exporter", (_, make) => {
  const { facts, releases } = arranged(make);
  expect(facts.secrets.map(({ path }) => path)).toContain("prod.it.environment.PROXY");
  expect(Object.values(releases)[0]?.depends_on).toContainEqual(expect.stringMatching(/^kubernetes_secret_v1\./));
});
