/** Values of the chart: who runs where, with how much, and how people get in. */
import { badger, clickhouse, inMemory, type JaegerProps } from "../../../lib/components/jaeger";
import {
  basicAuth,
  cores,
  existingSecret,
  gatewayRoute,
  gibibytes,
  ingress,
  mebibytes,
  secretEnvironment,
} from "../../../lib/model";
import { at, props, prometheus, secret, valuesOf } from "./settings";

test.each<[fact: string, over: Partial<JaegerProps>, path: string, value: unknown]>([
  ["one name for all", { releaseName: "traces" }, "fullnameOverride", "traces"],
  ["two replicas", {}, "jaeger.replicas", 2],
  ["more of them", { replicas: 4 }, "jaeger.replicas", 4],
  [
    "a new pod before the old one goes",
    {},
    "jaeger.strategy",
    { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  ],
  [
    "an old pod goes first, where each has to have its own node",
    { scheduling: { antiAffinity: "required" } },
    "jaeger.strategy.rollingUpdate",
    { maxSurge: 0, maxUnavailable: 1 },
  ],
  ["a mirror of all images", { imageRegistry: "mirror.example" }, "global", { imageRegistry: "mirror.example" }],
  ["login at the registry", { imagePullSecrets: ["pull"] }, "jaeger.image.pullSecrets", ["pull"]],
  ["the cleaner's, too", { imagePullSecrets: ["pull"] }, "esIndexCleaner.image.pullSecrets", ["pull"]],
  [
    "no token of the API server",
    { serviceAccount: { annotations: { "acme.example/role": "traces" } } },
    "jaeger.serviceAccount",
    { annotations: { "acme.example/role": "traces" }, automountServiceAccountToken: false },
  ],
  [
    "resources",
    { resources: { requests: { cpu: cores(1), memory: gibibytes(1) }, limits: { memory: gibibytes(2) } } },
    "jaeger.resources",
    { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "2Gi" } },
  ],
  ["nodes", { scheduling: { nodeSelector: { pool: "traces" } } }, "jaeger.nodeSelector", { pool: "traces" }],
  [
    "the cleaner's nodes",
    { scheduling: { nodeSelector: { pool: "traces" } } },
    "esIndexCleaner.nodeSelector",
    { pool: "traces" },
  ],
  [
    "zones, under the key that the chart reads",
    { scheduling: { spreadOver: ["topology.kubernetes.io/zone"] } },
    "jaeger.topologySpreadConstraints.0.topologyKey",
    "topology.kubernetes.io/zone",
  ],
  [
    "an ingress with TLS and a login",
    { exposure: ingress({ host: "traces.acme.example", className: "nginx", authentication: basicAuth(secret) }) },
    "jaeger.ingress",
    {
      enabled: true,
      ingressClassName: "nginx",
      annotations: {
        "nginx.ingress.kubernetes.io/ssl-redirect": "true",
        "nginx.ingress.kubernetes.io/auth-type": "basic",
        "nginx.ingress.kubernetes.io/auth-secret": "jaeger-store",
        "nginx.ingress.kubernetes.io/auth-realm": "observability",
      },
      hosts: ["traces.acme.example"],
      pathType: "Prefix",
      tls: [{ secretName: "traces-acme-example-tls", hosts: ["traces.acme.example"] }],
    },
  ],
  [
    "a gateway route",
    { exposure: gatewayRoute({ host: "traces.acme.example", gateway: { name: "public" } }) },
    "jaeger.httproute",
    {
      enabled: true,
      hostnames: ["traces.acme.example"],
      parentRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "public" }],
    },
  ],
])("%s", (_, over, path, expected) => expect(at(valuesOf(over), path)).toEqual(expected));

test("Go collects garbage before the limit is reached", () =>
  expect(at(valuesOf(), "jaeger.extraEnv")).toContainEqual({ name: "GOMEMLIMIT", value: "921MiB" }));

test("Jaeger does not trace itself", () =>
  expect(at(valuesOf(), "jaeger.extraEnv")).toContainEqual({ name: "OTEL_TRACES_SAMPLER", value: "always_off" }));

test("variables from Secrets", () =>
  expect(
    at(valuesOf({ environment: { TOKEN: secretEnvironment(existingSecret("t"), "token") } }), "jaeger.extraEnv"),
  ).toContainEqual({ name: "TOKEN", valueFrom: { secretKeyRef: { name: "t", key: "token" } } }));

describe("a change of the configuration starts new pods", () => {
  const hashOf = (...args: Parameters<typeof valuesOf>): unknown => at(valuesOf(...args), "jaeger.podLabels");

  test("the hash is a label, since the chart has no annotations for pods", () => {
    const { team, "config-hash": hash } = hashOf({ podLabels: { team: "platform" } }) as Record<string, string>;
    expect(team).toBe("platform");
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
  });

  test.each<[string, Parameters<typeof valuesOf>]>([
    ["another storage", [{ storage: clickhouse({ addresses: ["ch:9000"] }) }]],
    ["another batch", [{ batch: { spans: 1 } }]],
    ["a Prometheus", [{}, prometheus]],
    ["a link", [{ ui: { linkPatterns: [{ type: "traces", url: "https://x.example", text: "x" }] } }]],
    ["one's own values", [{ values: { userconfig: { service: { telemetry: { logs: { level: "debug" } } } } } }]],
  ])("%s", (_, args) => expect(hashOf(...args)).not.toEqual(hashOf()));

  test("more memory is the Deployment's business", () =>
    expect(
      hashOf({ resources: { requests: { cpu: cores(1), memory: mebibytes(1) }, limits: { memory: gibibytes(9) } } }),
    ).toEqual(hashOf()));
});

test.each([
  ["memory", inMemory()],
  ["badger", badger()],
  ["a search engine", props().storage],
])("no value is undefined or empty by accident: %s", (_, storage) =>
  expect(JSON.stringify(valuesOf({ storage }, prometheus))).not.toMatch(/undefined|NaN|\[object/),
);
