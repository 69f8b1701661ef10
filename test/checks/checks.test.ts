import { checks, clearTextIn, reasonOf, runChecks } from "../../lib/checks";
import { findings, type Check } from "../../lib/checks/check";
import {
  cores,
  existingSecret,
  externalSecret,
  gibibytes,
  mebibytes,
  model,
  secretVariable,
  type ChartPin,
  type Exposure,
  type Facts,
  type Profile,
  type Release,
  type SecretRef,
  type Values,
} from "../../lib/model";

const chart: ChartPin = {
  name: "alertmanager",
  version: "1.42.0",
  appVersion: "v0.34.0",
  repository: "https://charts.example",
  tpl: [],
};
const release = (given: Partial<Release> = {}): Release => ({
  path: "prod.alertmanager",
  name: "alertmanager",
  namespace: "observability",
  chart,
  values: {},
  ownValues: {},
  userValues: {},
  ...given,
});
const exposure = (given: Partial<Extract<Exposure, { kind: "ingress" }>> = {}): Exposure => ({
  kind: "ingress",
  host: "alerts.acme.example",
  annotations: {},
  ...given,
});
const resources = { requests: { cpu: cores(1), memory: mebibytes(1) }, limits: { memory: mebibytes(1) } };

const found = (id: string, facts: Partial<Facts>, profile: Profile = "production") => {
  const check = checks.find((each) => each.id === id) as Check;
  return findings([check], [model("prod", profile, [facts])]).map(({ path }) => path);
};

test("every check has an id of its own, a reason and a family", () => {
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  for (const { id, reason } of checks) {
    expect(id).toMatch(/^[a-z]+\/[a-z-]+$/);
    expect(reason.length).toBeGreaterThan(40);
  }
});

test("the reason of a check is told by its id, and findings about the input have none", () => {
  for (const { id, reason } of checks) expect(reasonOf(id)).toBe(reason);
  expect(reasonOf("input/missing")).toBeUndefined();
});

test("findings are sorted: errors first, then by place", () => {
  const unsorted = model("prod", "production", [
    {
      workloads: [
        { path: "prod.loki", name: "loki", replicas: 1, resources },
        { path: "prod.grafana", name: "grafana", replicas: 2 },
        { path: "prod.alertmanager", name: "alertmanager", replicas: 2 },
      ],
    },
  ]);
  expect(runChecks([unsorted]).map(({ path }) => path)).toEqual([
    "prod.alertmanager.resources",
    "prod.grafana.resources",
    "prod.loki.replicas",
  ]);
});

describe("production", () => {
  const bare = { workloads: [{ path: "prod.loki", name: "loki", replicas: 1 }] };
  test("wants resources", () => expect(found("production/resources-missing", bare)).toEqual(["prod.loki.resources"]));
  test("warns of one replica", () => expect(found("production/single-replica", bare)).toEqual(["prod.loki.replicas"]));
  test("lets be what there is once by nature", () =>
    expect(
      found("production/single-replica", {
        workloads: [{ path: "p", name: "exporter", replicas: 1, singleton: true }],
      }),
    ).toEqual([]));
  test("wants volumes", () =>
    expect(found("production/storage-missing", { stores: [{ path: "prod.loki.volume", name: "loki" }] })).toEqual([
      "prod.loki.volume",
    ]));
  test("takes storage outside of the cluster", () =>
    expect(found("production/storage-missing", { stores: [{ path: "p", name: "loki", external: true }] })).toEqual([]));
  test.each(["development", "staging"] as const)("%s wants none of it", (profile) => {
    expect(found("production/resources-missing", bare, profile)).toEqual([]);
    expect(found("production/single-replica", bare, profile)).toEqual([]);
    expect(found("production/storage-missing", { stores: [{ path: "p", name: "loki" }] }, profile)).toEqual([]);
  });
});

describe("retention", () => {
  const store = (kept: number) => ({
    stores: [
      { path: "prod.prometheus.retentionSize", name: "p", size: gibibytes(100), retentionSize: gibibytes(kept) },
    ],
  });
  test.each([91, 100, 200])("of %d GiB does not fit on 100 GiB", (kept) =>
    expect(found("storage/retention-fits-disk", store(kept))).toEqual(["prod.prometheus.retentionSize"]),
  );
  test.each([85, 90])("of %d GiB fits on 100 GiB", (kept) =>
    expect(found("storage/retention-fits-disk", store(kept))).toEqual([]),
  );
});

describe("names", () => {
  test("two releases of one name in one namespace", () =>
    expect(found("names/duplicate", { releases: [release(), release({ path: "prod.other" })] })).toEqual([
      "prod.other.releaseName",
    ]));
  test("one name in two namespaces is fine", () =>
    expect(found("names/duplicate", { releases: [release(), release({ namespace: "other" })] })).toEqual([]));
  test("two objects of one kind and name", () =>
    expect(
      found("names/duplicate", {
        objects: [
          { path: "prod.a", kind: "ConfigMap", namespace: "o", name: "user-config" },
          { path: "prod.b", kind: "ConfigMap", namespace: "o", name: "user-config" },
          { path: "prod.c", kind: "Secret", namespace: "o", name: "user-config" },
        ],
      }),
    ).toEqual(["prod.b"]));
  test("two interfaces on one host", () => {
    const ui = (path: string, host: string) => ({ path, exposure: exposure({ host }), ownLogin: false });
    expect(
      found("names/duplicate", {
        interfaces: [
          ui("prod.a.exposure", "a.example"),
          ui("prod.b.exposure", "b.example"),
          ui("prod.c.exposure", "a.example"),
        ],
      }),
    ).toEqual(["prod.c.exposure.host"]);
  });
});

test("a name that nothing has is told with the one that was meant", () => {
  const facts = { references: [{ path: "prod.x", kind: "team", name: "platfrom", known: ["platform", "dba"] }] };
  const [finding] = runChecks([model("prod", "production", [facts])]);
  expect(finding?.problem).toContain('did you mean "platform"?');
  expect(
    found("references/unknown", { references: [{ path: "p", kind: "team", name: "dba", known: ["dba"] }] }),
  ).toEqual([]);
});

describe("a user interface", () => {
  const ui = (given: Exposure, ownLogin = false) => ({
    interfaces: [{ path: "prod.prometheus.exposure", exposure: given, ownLogin }],
  });
  const login = { kind: "basicAuth", secret: existingSecret("ui") } as const;
  const gateway: Exposure = { kind: "gateway", host: "a.example", gateway: { name: "public" }, authentication: login };
  test("without a login is refused", () =>
    expect(found("exposure/login-missing", ui(exposure()))).toEqual(["prod.prometheus.exposure.authentication"]));
  test("with one is not", () =>
    expect(found("exposure/login-missing", ui(exposure({ authentication: login })))).toEqual([]));
  test("that has its own is not", () => expect(found("exposure/login-missing", ui(exposure(), true))).toEqual([]));
  test("that says why it has none is not", () =>
    expect(found("exposure/login-missing", ui(exposure({ authentication: { kind: "none", reason: "VPN" } })))).toEqual(
      [],
    ));
  test("on a gateway cannot be given one", () =>
    expect(found("exposure/login-not-enforced", ui(gateway))).toEqual(["prod.prometheus.exposure.authentication"]));
  test.each(["traefik", "alb", "contour", "haproxy"])("of the class %s does not ask for ingress-nginx's", (className) =>
    expect(found("exposure/login-not-enforced", ui(exposure({ className, authentication: login })))).toEqual([
      "prod.prometheus.exposure.authentication",
    ]),
  );
  test.each([undefined, "nginx", "internal-nginx", "${TfToken[TOKEN.1]}"])("of the class %s may", (className) =>
    expect(found("exposure/login-not-enforced", ui(exposure({ className, authentication: login })))).toEqual([]),
  );
  test("of another class that says why it has no login is fine", () =>
    expect(
      found(
        "exposure/login-not-enforced",
        ui(exposure({ className: "traefik", authentication: { kind: "none", reason: "its middleware" } })),
      ),
    ).toEqual([]));
});

describe("a component that is of no use alone", () => {
  const fluentd = (made: boolean) => ({
    connections: [{ path: "prod.fluentd", to: "log store", through: "shipTo(loki)", made }],
  });
  test("is told what to connect", () =>
    expect(found("wiring/not-connected", fluentd(false))).toEqual(["prod.fluentd"]));
  test("is fine once it is connected", () => expect(found("wiring/not-connected", fluentd(true))).toEqual([]));
});

describe("size", () => {
  // Text that does not compress: hexadecimal digits of a simple generator.
  const noise = (length: number): string => {
    let state = 1;
    let text = "";
    while (text.length < length) text += (state = (state * 48_271) % 2_147_483_647).toString(36);
    return text;
  };
  test("of a release above what its Secret holds", () =>
    expect(found("size/release", { releases: [release({ values: { config: noise(600_000) } })] })).toEqual([
      "prod.alertmanager",
    ]));
  test("of a release that compresses well is fine", () =>
    expect(found("size/release", { releases: [release({ values: { config: "x".repeat(600_000) } })] })).toEqual([]));
  test("of text that a ConfigMap does not take, however well it compresses", () =>
    expect(
      found("size/config-map", { releases: [release({ values: { config: "x".repeat(2 ** 20), small: "x" } })] }),
    ).toEqual(["prod.alertmanager.values.config"]));
  test("of an object above 1 MiB", () =>
    expect(
      found("size/object", { objects: [{ path: "p", kind: "ConfigMap", name: "c", bytes: 2 ** 20 + 1 }] }),
    ).toEqual(["p"]));
  test("of an object of 1 MiB is fine", () =>
    expect(found("size/object", { objects: [{ path: "p", kind: "ConfigMap", name: "c", bytes: 2 ** 20 }] })).toEqual(
      [],
    ));
});

describe("a value that replaces what a property set", () => {
  const overriding = (ownValues: Values, userValues: Values) =>
    found("values/overridden", { releases: [release({ ownValues, userValues })] });
  test("is told", () =>
    expect(overriding({ a: { b: 1, c: 2 } }, { a: { b: 3 } })).toEqual(["prod.alertmanager.values.a.b"]));
  test("is not told when it says the same", () => expect(overriding({ a: 1 }, { a: 1 })).toEqual([]));
  test("is not told when nothing was set", () => expect(overriding({ a: {} }, { a: { x: 1 }, b: 2 })).toEqual([]));
});

describe("a value that undoes what was checked", () => {
  const undermining = (userValues: Values, ownValues: Values = {}, profile?: Profile) =>
    found("values/undermines", { releases: [release({ ownValues, userValues })] }, profile);
  const own = {
    resources: { requests: { cpu: "1" }, limits: { memory: "1Gi" } },
    persistence: { enabled: true },
    ingress: { enabled: true },
    securityContext: { runAsUser: 65_534, allowPrivilegeEscalation: false },
  };

  test.each<[string, Values]>([
    ["resources", { resources: null }],
    ["server.resources", { server: { resources: {} } }],
    ["resources.limits", { resources: { limits: null } }],
    ["resources.limits.memory", { resources: { limits: { memory: null } } }],
    ["persistence.enabled", { persistence: { enabled: false } }],
    ["prometheus.prometheusSpec.storageSpec", { prometheus: { prometheusSpec: { storageSpec: null } } }],
    ["p.storageSpec.emptyDir", { p: { storageSpec: { emptyDir: {} } } }],
    ["alertmanagerSpec.storage.emptyDir", { alertmanagerSpec: { storage: { emptyDir: { medium: "Memory" } } } }],
    ["securityContext.privileged", { securityContext: { privileged: true } }],
    ["securityContext.allowPrivilegeEscalation", { securityContext: { allowPrivilegeEscalation: true } }],
    ["securityContext.runAsUser", { securityContext: { runAsUser: 0 } }],
    ["securityContext.runAsNonRoot", { securityContext: { runAsNonRoot: false } }],
    ["containers[1].securityContext.privileged", { containers: [{}, { securityContext: { privileged: true } }] }],
    ["hostNetwork", { hostNetwork: true }],
    ["a.hostPID", { a: { hostPID: true } }],
    ["gateway.ingress.enabled", { gateway: { ingress: { enabled: true } } }],
    ["route.main.enabled", { route: { main: { enabled: true } } }],
    ["service.type", { service: { type: "LoadBalancer" } }],
    ["thanosService.type", { thanosService: { type: "NodePort" } }],
  ])("%s", (place, userValues) => {
    expect(undermining(userValues, own)).toEqual([`prod.alertmanager.values.${place}`]);
    expect(undermining(userValues, own, "staging")).toEqual([]);
  });

  test.each<[string, Values, Values]>([
    ["an empty map, which Helm merges away", { resources: {} }, own],
    ["what the component has too", { ingress: { enabled: true }, securityContext: { runAsUser: 65_534 } }, own],
    ["root where the component is root", { securityContext: { runAsUser: 0 } }, { securityContext: { runAsUser: 0 } }],
    ["no limit of the CPU", { resources: { limits: { cpu: null } } }, own],
    ["more of it", { resources: { limits: { memory: "2Gi" } }, service: { type: "ClusterIP" } }, own],
    ["a folder for caches", { extraVolumes: [{ name: "cache", emptyDir: {} }] }, own],
    ["the node exporter on its node", { "prometheus-node-exporter": { hostNetwork: true, hostPID: true } }, own],
    ["what an account may read", { rules: [{ resources: [], verbs: ["get"] }] }, own],
  ])("%s is fine", (_, userValues, ownValues) => expect(undermining(userValues, ownValues)).toEqual([]));

  test("is told once", () => {
    const facts = { releases: [release({ ownValues: own, userValues: { resources: null } })] };
    const ids = (profile: Profile) => runChecks([model("prod", profile, [facts])]).map(({ check }) => check);
    expect(ids("production")).toEqual(["values/undermines"]);
    expect(ids("development")).toEqual(["values/overridden"]);
  });
});

describe("secrets that meet in one place", () => {
  const uses = (...secrets: readonly (readonly [SecretRef, string?])[]): Partial<Facts> => ({
    secrets: secrets.map(([secret, namespace = "o"], index) => ({ path: `prod.s${index}`, namespace, secret })),
  });
  const db = secretVariable("db", ["password"]);
  const vault = (key: string) => externalSecret("db", { store: "vault", entries: { password: { key } } });

  test.each<[string, Partial<Facts>]>([
    ["other entries", uses([db], [secretVariable("db", ["password", "username"])])],
    ["another revision", uses([db], [secretVariable("db", ["password"], { revision: 2 })])],
    ["another source", uses([db], [vault("a")])],
    ["another key of the vault", uses([vault("a")], [vault("b")])],
  ])("with %s", (_, facts) => {
    expect(found("secrets/conflict", facts)).toEqual(["prod.s1"]);
    const [finding] = runChecks([model("prod", "production", [facts])]);
    expect(finding?.problem).toContain("prod.s0");
  });
  test.each<[string, Partial<Facts>]>([
    ["the same", uses([db], [{ ...db }])],
    ["another namespace", uses([vault("a")], [vault("b"), "p"])],
    ["what exists", uses([existingSecret("db")], [existingSecret("db", { password: "pw" })], [db])],
  ])("%s is no conflict", (_, facts) => expect(found("secrets/conflict", facts)).toEqual([]));

  test.each<[string, Partial<Facts>]>([
    ["names", uses([secretVariable("a-b", ["x"])], [secretVariable("a.b", ["x"])])],
    ["entries", uses([secretVariable("a-b", ["c"])], [secretVariable("a", ["b_c"])])],
    ["entries of one Secret", uses([db], [secretVariable("a", ["x-y", "x.y"])])],
  ])("%s that give one variable", (_, facts) => expect(found("secrets/one-variable", facts)).toEqual(["prod.s1"]));
  test("one Secret in two namespaces shares its variables", () =>
    expect(found("secrets/one-variable", uses([db], [db, "p"]))).toEqual([]));
});

describe("secrets in clear text", () => {
  test.each<[string, Values]>([
    ["adminPassword", { adminPassword: "hunter2" }],
    ["a.password", { a: { password: "hunter2" } }],
    ["auth.client_secret", { auth: { client_secret: "s3cr3t" } }],
    ["slack.api_key", { slack: { api_key: "k" } }],
    ["list[1].token", { list: [{}, { token: "t" }] }],
    ["s3.secretAccessKey", { s3: { secretAccessKey: "t" } }],
    ["pd[0].routing_key", { pd: [{ routing_key: "t" }] }],
    ["url", { url: "https://user:word@db.example" }],
    ["text", { text: `-----BEGIN ${"RSA"} PRIVATE KEY-----` }],
    ["hook", { hook: ["https://hooks.slack.com", "services", "T0", "B0", "xyz"].join("/") }],
  ])("%s", (place, userValues) => expect(clearTextIn(userValues, "v").map(({ path }) => path)).toEqual([`v.${place}`]));

  test.each<[string, Values]>([
    [
      "a file",
      { slack_api_url_file: "/etc/secrets/url", bearer_token_file: "/var/run/token", password: "/run/secret" },
    ],
    ["an environment variable", { password: "$__env{DB_PASSWORD}", token: "${TOKEN}", secret: "${env:ES_PASSWORD}" }],
    [
      "the name of a Secret",
      { existingSecret: "grafana-admin", secretName: "tls", admin: { existingSecret: "a", passwordKey: "p" } },
    ],
    [
      "a key of a Secret",
      { secretKeyRef: { name: "db", key: "password" }, passwordSecret: { name: "db", key: "password" } },
    ],
    ["a switch", { password: true, token: 3, automountServiceAccountToken: false }],
    ["nothing", { password: "", token: null }],
    ["an address with a port", { url: "http://loki-gateway.observability.svc:80/loki/api/v1/push" }],
  ])("%s is none", (_, values) => expect(clearTextIn(values, "v")).toEqual([]));

  test("never show the value", () => {
    const facts = { releases: [release({ userValues: { adminPassword: "the-marker" }, values: {} })] };
    const all = JSON.stringify(runChecks([model("prod", "production", [facts])]));
    expect(all).toContain("secrets/clear-text");
    expect(all).not.toContain("the-marker");
  });
});
