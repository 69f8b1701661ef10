import {
  Alertmanager,
  alertmanagerProps,
  alertmanagerValues,
  type AlertmanagerProps,
} from "../../../lib/components/alertmanager";
import {
  basicAuth,
  chartRepository,
  check,
  days,
  existingSecret,
  forwardAuth,
  gatewayRoute,
  gibibytes,
  ingress,
  minutes,
  noAuthentication,
  ociCharts,
  parse,
  secretVariable,
  type Values,
} from "../../../lib/model";
import { stackJson } from "../../terraform/stack";

const routing = {
  teams: { platform: { slack: "#alerts", pager: existingSecret("pager") }, dba: { slack: "#dba" } },
  slackWebhook: existingSecret("slack", { url: "webhook" }),
};
const valuesOf = (props: Partial<AlertmanagerProps> = {}): Values =>
  alertmanagerValues(parse(alertmanagerProps, { routing, ...props }, "prod.alertmanager"));

describe("values of the chart", () => {
  test.each<[string, Partial<AlertmanagerProps>, Values]>([
    ["three replicas, one of which may be away", {}, { replicaCount: 3, podDisruptionBudget: { maxUnavailable: 1 } }],
    ["no budget that would block the drain of the only replica's node", { replicas: 1 }, { replicaCount: 1 }],
    ["a volume for each replica", {}, { persistence: { enabled: true, size: "2Gi" } }],
    ["no volume where the data may go", { storage: "ephemeral" }, { persistence: { enabled: false } }],
    [
      "the class of the volume",
      { storage: { size: gibibytes(5), storageClass: "gp3" } },
      { persistence: { enabled: true, size: "5Gi", storageClass: "gp3" } },
    ],
    [
      "the retention in Go's units",
      { retention: days(10) },
      { extraArgs: { "data.retention": "240h", "enable-feature": "utf8-strict-mode", "web.route-prefix": "/" } },
    ],
    [
      "a mirror of the images",
      { imageRegistry: "mirror.example" },
      { image: { repository: "mirror.example/prometheus/alertmanager" } },
    ],
    ["no token of the API server", {}, { automountServiceAccountToken: false }],
    [
      "the address that links begin with",
      { exposure: ingress({ host: "alerts.acme.example" }) },
      { baseURL: "https://alerts.acme.example" },
    ],
    [
      "an address of one's own, whose path moves neither the API nor the probes",
      { externalUrl: "https://a.example/am" },
      { baseURL: "https://a.example/am", extraArgs: { "web.route-prefix": "/" } },
    ],
  ])("%s", (_, props, expected) => expect(valuesOf(props)).toMatchObject(expected));

  test("a single replica has no disruption budget", () =>
    expect(valuesOf({ replicas: 1 })).not.toHaveProperty("podDisruptionBudget"));

  test("each secret is mounted once, read-only", () =>
    expect(valuesOf()["extraSecretMounts"]).toEqual([
      { name: "pager", mountPath: "/etc/alertmanager/secrets/pager", secretName: "pager", readOnly: true },
      { name: "slack", mountPath: "/etc/alertmanager/secrets/slack", secretName: "slack", readOnly: true },
    ]));

  test("an ingress has TLS and a login", () => {
    const exposure = ingress({ host: "alerts.acme.example", authentication: basicAuth(existingSecret("ui")) });
    expect(valuesOf({ exposure })["ingress"]).toMatchObject({
      enabled: true,
      hosts: [{ host: "alerts.acme.example", paths: [{ path: "/", pathType: "Prefix" }] }],
      tls: [{ secretName: "alerts-acme-example-tls", hosts: ["alerts.acme.example"] }],
      annotations: { "nginx.ingress.kubernetes.io/auth-secret": "ui" },
    });
  });

  test("a gateway route", () =>
    expect(
      valuesOf({ exposure: gatewayRoute({ host: "a.example", gateway: { name: "public" } }) })["route"],
    ).toMatchObject({
      main: { enabled: true, hostnames: ["a.example"], parentRefs: [{ kind: "Gateway", name: "public" }] },
    }));
});

describe("the configuration", () => {
  const config = () => valuesOf()["config"] as { route: { routes: { receiver: string }[] }; receivers: Values[] };

  test("reads its secrets from files only", () =>
    expect(config().receivers).toContainEqual({
      name: "team/platform/critical",
      slack_configs: [
        expect.objectContaining({ api_url_file: "/etc/alertmanager/secrets/slack/webhook", channel: "#alerts" }),
      ],
      pagerduty_configs: [
        expect.objectContaining({
          routing_key_file: "/etc/alertmanager/secrets/pager/routingKey",
          send_resolved: true,
        }),
      ],
    }));

  test("a team's own alerts come before the fallback", () =>
    expect(config().route.routes.map(({ receiver }) => receiver)).toEqual([
      "nobody",
      "team/platform",
      "team/dba",
      "team/platform/critical",
      "team/platform/digest",
    ]));
});

test.each([
  [
    "annotations of a login of one's own",
    {
      exposure: ingress({
        host: "a.example",
        annotations: { "nginx.ingress.kubernetes.io/auth-tls-secret": "o/ca" },
        authentication: noAuthentication("client certificates"),
      }),
    },
  ],
  ["labels that select nothing", { podLabels: { team: "platform", "app.kubernetes.io/part-of": "observability" } }],
  ["a registry with a port", { chart: ociCharts("oci://registry.acme.example:5000/charts") }],
])("%s are fine", (_, props) =>
  expect(check(alertmanagerProps, { routing, ...props }, "prod.alertmanager")).toEqual([]),
);

describe("in a stack", () => {
  const resources = (props: Partial<AlertmanagerProps>) =>
    stackJson((stack) => {
      new Alertmanager(stack, "alertmanager", { routing, ...props });
    }).resource ?? {};
  const doors = (exposure: AlertmanagerProps["exposure"]) =>
    Object.values(resources({ exposure, replicas: 1 })["kubernetes_network_policy_v1"] ?? {});

  test.each<[string, AlertmanagerProps["exposure"], string]>([
    ["ingress-nginx", ingress({ host: "a.example" }), "ingress-nginx"],
    ["another ingress controller", ingress({ host: "a.example", controllerNamespace: "edge" }), "edge"],
    ["a Gateway", gatewayRoute({ host: "a.example", gateway: { name: "g", namespace: "gateways" } }), "gateways"],
    ["a Gateway in the same namespace", gatewayRoute({ host: "a.example", gateway: { name: "g" } }), "observability"],
    [
      "a Gateway whose pods are elsewhere",
      gatewayRoute({ host: "a.example", gateway: { name: "g", namespace: "gateways" }, controllerNamespace: "envoy" }),
      "envoy",
    ],
  ])("only %s comes in", (_, exposure, namespace) =>
    expect(doors(exposure)).toMatchObject([
      {
        spec: {
          ingress: [
            {
              from: [{ namespace_selector: { match_labels: { "kubernetes.io/metadata.name": namespace } } }],
              ports: [{ port: "9093" }],
            },
          ],
        },
      },
    ]),
  );
});

describe("props that are refused", () => {
  test.each<[string, unknown, string, string]>([
    ["replicas", { replicas: 0 }, "replicas", "no whole number from 1"],
    ["releaseName", { releaseName: "Alert Manager" }, "releaseName", "Helm release name"],
    ["namespace", { namespace: "x_y" }, "namespace", "DNS-1123"],
    ["retention", { retention: 5 }, "retention", "no duration"],
    ["storage", { storage: { size: "5Gi" } }, "storage.size", "no amount of bytes"],
    ["storage", { storage: "none" }, "storage", "none"],
    ["resources", { resources: {} }, "resources.requests", "missing"],
    ["budget", { disruptionBudget: { minAvailable: 1, maxUnavailable: 1 } }, "disruptionBudget", "both or neither"],
    ["budget", { replicas: 2, disruptionBudget: { minAvailable: 2 } }, "disruptionBudget.minAvailable", "never drain"],
    ["url", { externalUrl: "alerts.acme.example" }, "externalUrl", "no http(s) address"],
    ["url with a login", { externalUrl: "https://a:b@alerts.acme.example" }, "externalUrl", "in clear text"],
    ["host", { exposure: ingress({ host: "https://a" }) }, "exposure.host", "no host name"],
    [
      "login that annotations change",
      {
        exposure: ingress({
          host: "a.example",
          annotations: { "nginx.ingress.kubernetes.io/auth-url": "https://other.example" },
          authentication: basicAuth(existingSecret("ui")),
        }),
      },
      'exposure.annotations["nginx.ingress.kubernetes.io/auth-url"]',
      "would change the login",
    ],
    [
      "login proxy with a login",
      { exposure: ingress({ host: "a.example", authentication: forwardAuth({ url: "https://a:b@sso.example" }) }) },
      "exposure.authentication.url",
      "in clear text",
    ],
    [
      "sign-in page with a login",
      {
        exposure: ingress({
          host: "a.example",
          authentication: forwardAuth({ url: "https://sso.example", signIn: "https://a:b@sso.example" }),
        }),
      },
      "exposure.authentication.signIn",
      "in clear text",
    ],
    ["charts with a login", { chart: chartRepository("https://a:b@c.example") }, "chart.url", "in clear text"],
    ["OCI charts with a login", { chart: ociCharts("oci://a:b@c.example/charts") }, "chart.url", "in clear text"],
    ["OCI charts", { chart: ociCharts("https://c.example/charts") }, "chart.url", "no OCI address"],
    ...["app", "release", "app.kubernetes.io/name", "app.kubernetes.io/instance", "operator.prometheus.io/name"].map(
      (key): [string, unknown, string, string] => [
        `pod label ${key}`,
        { podLabels: { [key]: "x" } },
        /[./]/.test(key) ? `podLabels["${key}"]` : `podLabels.${key}`,
        "pods are selected",
      ],
    ),
    [
      "channel",
      { routing: { ...routing, teams: { a: { slack: "alerts" } } } },
      "routing.teams.a.slack",
      "no Slack channel",
    ],
    ["team", { routing: { teams: { "A B": {} } } }, 'routing.teams["A B"]', "DNS-1123"],
    ["no team", { routing: { teams: {} } }, "routing.teams", "no team"],
    ["no webhook", { routing: { teams: { a: { slack: "#a" } } } }, "routing.slackWebhook", "missing"],
    ["default team", { routing: { ...routing, defaultTeam: "dab" } }, "routing.defaultTeam", 'did you mean "dba"'],
    ["interval", { routing: { ...routing, repeatInterval: minutes(1) } }, "routing.repeatInterval", "shorter than"],
    [
      "pager",
      { routing: { ...routing, teams: { a: { pager: secretVariable("p", ["key"]) } } } },
      "routing.teams.a.pager.entries",
      "routingKey",
    ],
    [
      "pager in clear",
      { routing: { ...routing, teams: { a: { pager: "R0UT1NG" } } } },
      "routing.teams.a.pager",
      "no reference to a secret",
    ],
    ["unknown", { replcas: 3 }, "replcas", 'did you mean "replicas"'],
  ])("%s", (_, props, place, words) => {
    const found = check(alertmanagerProps, { routing, ...(props as object) }, "prod.alertmanager");
    expect(found.map(({ path, problem }) => `${path} ${problem}`).join("\n")).toContain(`prod.alertmanager.${place} `);
    expect(found.map(({ problem }) => problem).join("\n")).toContain(words);
  });
});
