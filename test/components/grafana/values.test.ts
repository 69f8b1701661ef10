/** The chart's values, without Terraform and without the chart. */
import {
  dataSource,
  grafanaProps,
  grafanaValues,
  mysql,
  oauth,
  postgres,
  type GrafanaProps,
} from "../../../lib/components/grafana";
import { clearTextIn } from "../../../lib/checks/secrets/clear-text";
import { existingSecret, gatewayRoute, ingress, noAuthentication, parse, type Values } from "../../../lib/model";

const valuesOf = (props: GrafanaProps = {}): Values => grafanaValues(parse(grafanaProps, props, "grafana"), []);
const iniOf = (props: GrafanaProps = {}): Record<string, Values> =>
  valuesOf(props)["grafana.ini"] as Record<string, Values>;

const server = { host: "grafana-db", credentials: existingSecret("grafana-db") };
const provider = oauth({
  clientId: "grafana",
  clientSecret: existingSecret("grafana-oauth"),
  authUrl: "https://id.acme.example/authorize",
  tokenUrl: "https://id.acme.example/token",
  apiUrl: "https://id.acme.example/userinfo",
});

describe("grafana.ini", () => {
  test.each<readonly [section: string, settings: Values]>([
    ["auth.anonymous", { enabled: false, hide_version: true }],
    [
      "users",
      { allow_sign_up: false, allow_org_create: false, auto_assign_org_role: "Viewer", viewers_can_edit: false },
    ],
    [
      "analytics",
      {
        reporting_enabled: false,
        check_for_updates: false,
        check_for_plugin_updates: false,
        feedback_links_enabled: false,
      },
    ],
    ["news", { news_feed_enabled: false }],
    ["snapshots", { external_enabled: false }],
    ["public_dashboards", { enabled: false }],
    ["unified_alerting", { enabled: true, execute_alerts: false }],
    ["auth", { disable_login_form: false }],
    ["database", { type: "sqlite3" }],
  ])("[%s] is safe and silent from the start", (section, settings) => {
    expect(iniOf()[section]).toEqual(settings);
  });

  test.each<readonly [title: string, props: GrafanaProps, root: string, domain: string, https: boolean]>([
    ["inside the cluster", {}, "http://grafana.observability.svc:80/", "grafana.observability.svc", false],
    [
      "behind an ingress",
      { exposure: ingress({ host: "g.acme.example" }) },
      "https://g.acme.example/",
      "g.acme.example",
      true,
    ],
    [
      "behind a gateway",
      {
        exposure: gatewayRoute({
          host: "g.acme.example",
          gateway: { name: "edge" },
          authentication: noAuthentication("its own"),
        }),
      },
      "https://g.acme.example/",
      "g.acme.example",
      true,
    ],
    [
      "by another name",
      { url: "https://g.acme.example:8443/" },
      "https://g.acme.example:8443/",
      "g.acme.example",
      true,
    ],
  ])("%s, links and cookies fit the address", (_, props, root, domain, https) => {
    const { server: section, security } = iniOf(props);
    expect(section).toEqual({ root_url: root, domain });
    expect(security).toMatchObject({
      cookie_secure: https,
      strict_transport_security: https,
      content_security_policy: true,
      allow_embedding: false,
      disable_gravatar: true,
    });
  });

  test("security can be told otherwise", () => {
    const security = {
      secureCookies: true,
      strictTransportSecurity: false,
      contentSecurityPolicy: false,
      embedding: true,
    };
    expect(iniOf({ security })["security"]).toMatchObject({
      cookie_secure: true,
      strict_transport_security: false,
      content_security_policy: false,
      allow_embedding: true,
    });
  });

  test("a PostgreSQL server is asked for its certificate", () => {
    expect(iniOf({ database: postgres({ ...server, ca: existingSecret("ca") }) })["database"]).toEqual({
      type: "postgres",
      host: "grafana-db:5432",
      name: "grafana",
      user: "$__file{/etc/secrets/database/username}",
      password: "$__file{/etc/secrets/database/password}",
      ssl_mode: "verify-full",
      ca_cert_path: "/etc/secrets/database-ca/ca.crt",
    });
  });

  test("a MySQL server is held against its name", () => {
    expect(iniOf({ database: mysql({ ...server, ca: existingSecret("ca") }) })["database"]).toMatchObject({
      type: "mysql",
      host: "grafana-db:3306",
      ssl_mode: "true",
      server_cert_name: "grafana-db",
    });
  });

  test("an IPv6 address has brackets", () => {
    expect(iniOf({ database: postgres({ ...server, host: "fd00::a" }) })["database"]).toMatchObject({
      host: '"""[fd00::a]:5432"""',
    });
  });

  test("single sign-on makes accounts for whom the provider lets in", () => {
    expect(iniOf({ oauth: provider, loginForm: false })).toMatchObject({
      auth: { disable_login_form: true },
      "auth.generic_oauth": {
        enabled: true,
        client_id: "grafana",
        client_secret: "$__file{/etc/secrets/oauth/clientSecret}",
        scopes: "openid profile email",
        use_pkce: true,
        allow_sign_up: true,
        role_attribute_path: `"""'Viewer'"""`,
        role_attribute_strict: false,
        allow_assign_grafana_admin: false,
      },
    });
  });

  test("without single sign-on, mail and toggles their sections are absent", () => {
    expect(Object.keys(iniOf())).not.toEqual(expect.arrayContaining(["auth.generic_oauth"]));
    expect(iniOf()).not.toHaveProperty("smtp");
    expect(iniOf()).not.toHaveProperty("feature_toggles");
    expect(iniOf({ featureToggles: { a: true, b: false } })["feature_toggles"]).toEqual({ a: true, b: false });
  });

  test("nothing is fetched unless plugins are asked for", () => {
    expect(iniOf()["plugins"]).toMatchObject({
      preinstall_disabled: true,
      preinstall_auto_update: false,
      plugin_admin_enabled: false,
    });
    expect(iniOf({ plugins: ["grafana-clock-panel@2.1.8"] })["plugins"]).toMatchObject({
      preinstall_disabled: false,
      preinstall_auto_update: false,
    });
  });
});

test.each<readonly [props: GrafanaProps, replicas: number, budget: unknown]>([
  [{}, 1, undefined],
  [{ database: postgres(server) }, 2, { maxUnavailable: 1 }],
  [{ database: postgres(server), replicas: 1 }, 1, undefined],
  [{ database: postgres(server), replicas: 3, disruptionBudget: { minAvailable: 2 } }, 3, { minAvailable: 2 }],
])("%# replicas and budget follow the database", (props, replicas, budget) => {
  expect([valuesOf(props)["replicas"], valuesOf(props)["podDisruptionBudget"]]).toEqual([replicas, budget]);
});

test("no secret stands in the values", () => {
  const props: GrafanaProps = {
    database: postgres({ ...server, ca: existingSecret("ca") }),
    oauth: provider,
    encryptionKey: existingSecret("key"),
    smtp: { host: "smtp.acme.example", from: "g@acme.example", credentials: existingSecret("smtp") },
  };
  const endpoint = { scheme: "http", service: "loki", namespace: "x", port: 80 } as const;
  const loki = dataSource.loki(endpoint, { tenant: "t", credentials: existingSecret("loki") });
  expect(clearTextIn(grafanaValues(parse(grafanaProps, props, ""), [loki]), "")).toEqual([]);
});
