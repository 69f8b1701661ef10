/** What is wrong with the props of a Grafana is told with its place and its mend. */
import { grafanaProps, mysql, oauth, postgres, sqlite } from "../../../lib/components/grafana";
import {
  check,
  existingSecret,
  externalSecret,
  gibibytes,
  ingress,
  mebibytes,
  millicores,
  parse,
  secretVariable,
  seconds,
} from "../../../lib/model";

const provider = {
  clientId: "grafana",
  clientSecret: existingSecret("grafana-oauth"),
  authUrl: "https://id.acme.example/authorize",
  tokenUrl: "https://id.acme.example/token",
  apiUrl: "https://id.acme.example/userinfo",
};
const server = { host: "grafana-db", credentials: existingSecret("grafana-db") };
const mail = { host: "smtp.acme.example", from: "grafana@acme.example" };

describe("bad props", () => {
  test.each<readonly [input: unknown, path: string, words: string]>([
    [undefined, "prod.grafana", "write an object"],
    ["grafana", "prod.grafana", "write an object"],
    [{ replica: 2 }, "prod.grafana.replica", "is no property here"],
    [{ releaseName: "Grafana" }, "prod.grafana.releaseName", "lower-case letters"],
    [{ releaseName: "g".repeat(54) }, "prod.grafana.releaseName", "at most 53"],
    [{ namespace: "a.b" }, "prod.grafana.namespace", "at most 63 lower-case letters"],
    [{ replicas: 0 }, "prod.grafana.replicas", "whole number from 1"],
    [{ replicas: 1.5 }, "prod.grafana.replicas", "whole number from 1"],
    [{ replicas: 2 }, "prod.grafana.replicas", "write replicas: 1, or database: postgres"],
    [{ replicas: 3, database: sqlite({ size: gibibytes(1) }) }, "prod.grafana.replicas", "SQLite is a file"],
    [{ database: "postgres" }, "prod.grafana.database", "write an object"],
    [{ database: { kind: "oracle" } }, "prod.grafana.database.kind", "none of the kinds allowed here"],
    [{ database: sqlite({ size: gibibytes(0) }) }, "prod.grafana.database.volume.size", "above zero"],
    [{ database: { kind: "sqlite", volume: { size: "10Gi" } } }, "prod.grafana.database.volume.size", "gibibytes(50)"],
    [
      { database: { kind: "sqlite", volume: { size: gibibytes(1), storageClass: "Fast!" } } },
      "prod.grafana.database.volume.storageClass",
      "lower-case letters",
    ],
    [
      { database: postgres({ ...server, host: "grafana-db:5432" }) },
      "prod.grafana.database.host",
      "the port is a property of its own",
    ],
    [
      { database: postgres({ ...server, host: "postgres://grafana-db" }) },
      "prod.grafana.database.host",
      "write the bare name",
    ],
    [{ database: postgres({ ...server, host: "" }) }, "prod.grafana.database.host", "is empty"],
    [{ database: postgres({ ...server, port: 70_000 }) }, "prod.grafana.database.port", "from 1 to 65535"],
    [{ database: postgres({ ...server, name: "grafana; drop" }) }, "prod.grafana.database.name", "letters, digits"],
    [{ database: { ...postgres(server), sslMode: "on" } }, "prod.grafana.database.sslMode", '"verify-full"'],
    [{ database: { kind: "postgres", host: "grafana-db" } }, "prod.grafana.database.credentials", "is missing"],
    [
      { database: { kind: "postgres", host: "grafana-db", credentials: "hunter2" } },
      "prod.grafana.database.credentials",
      "never the value",
    ],
    [
      { database: postgres({ ...server, credentials: secretVariable("grafana-db", ["password"]) }) },
      "prod.grafana.database.credentials.entries",
      'add "username"',
    ],
    [
      { database: postgres({ ...server, credentials: existingSecret("grafana-db", { user: "u" }) }) },
      "prod.grafana.database.credentials.keys.user",
      "the entries read here are username, password",
    ],
    [
      { database: postgres({ ...server, user: "grafana" } as never) },
      "prod.grafana.database.user",
      "is no property here",
    ],
    [{ database: mysql(server) }, "prod.grafana.database.ca", "grafana-db-ca"],
    [{ database: mysql({ ...server, sslMode: "skip-verify" }) }, "prod.grafana.database.ca", "no encrypted connection"],
    [{ admin: "admin" }, "prod.grafana.admin", "never the value"],
    [
      { admin: externalSecret("grafana-admin", { store: "vault", entries: { password: { key: "grafana" } } }) },
      "prod.grafana.admin.entries",
      'add "username"',
    ],
    [{ admin: existingSecret("Grafana_Admin") }, "prod.grafana.admin.name", "lower-case letters"],
    [
      { encryptionKey: secretVariable("grafana-key", ["keys"]) },
      "prod.grafana.encryptionKey.entries",
      'did you mean "keys"',
    ],
    [{ url: "grafana.acme.example" }, "prod.grafana.url", "write scheme and host"],
    [{ url: "https://acme.example/grafana" }, "prod.grafana.url", "a host of its own"],
    [{ url: "https://admin:admin@grafana.acme.example" }, "prod.grafana.url", "in clear text"],
    [{ exposure: ingress({ host: "https://grafana.acme.example" }) }, "prod.grafana.exposure.host", "without scheme"],
    [{ exposure: { kind: "loadBalancer" } }, "prod.grafana.exposure.kind", "none of the kinds allowed here"],
    [{ exposure: { kind: "gateway", host: "grafana.acme.example" } }, "prod.grafana.exposure.gateway", "is missing"],
    [{ oauth: { ...provider, clientSecret: "s3cret" } }, "prod.grafana.oauth.clientSecret", "never the value"],
    [{ oauth: { ...provider, clientId: "" } }, "prod.grafana.oauth.clientId", "is empty"],
    [{ oauth: { ...provider, clientId: "a\nb" } }, "prod.grafana.oauth.clientId", "on one line"],
    [{ oauth: { ...provider, name: "${HOME}" } }, "prod.grafana.oauth.name", "which Grafana replaces"],
    [{ oauth: { ...provider, authUrl: "id.acme.example" } }, "prod.grafana.oauth.authUrl", "write scheme and host"],
    [
      { oauth: { ...provider, tokenUrl: "https://u:p@id.acme.example" } },
      "prod.grafana.oauth.tokenUrl",
      "in clear text",
    ],
    [{ oauth: { ...provider, scopes: [] } }, "prod.grafana.oauth.scopes", "see its documentation"],
    [{ oauth: { ...provider, scopes: ["openid email"] } }, "prod.grafana.oauth.scopes[0]", "each scope by itself"],
    [
      { oauth: { ...provider, allowedDomains: ["@acme.example"] } },
      "prod.grafana.oauth.allowedDomains[0]",
      "is no host name",
    ],
    [
      { oauth: { ...provider, roles: { claim: "groups[*]" } } },
      "prod.grafana.oauth.roles.claim",
      "resource_access.grafana.roles",
    ],
    [
      { oauth: { ...provider, roles: { admins: ["ACME\\"] } } },
      "prod.grafana.oauth.roles.admins[0]",
      "ends with a backslash",
    ],
    [
      { oauth: { ...provider, roles: { otherwise: "turned away" } } },
      "prod.grafana.oauth.roles.otherwise",
      "name the groups that get in",
    ],
    [{ oauth: { ...provider, roles: { otherwise: "Admin" } } }, "prod.grafana.oauth.roles.otherwise", '"turned away"'],
    [{ loginForm: false }, "prod.grafana.loginForm", "no other way to log in"],
    [{ security: { cookies: true } }, "prod.grafana.security.cookies", "is no property here"],
    [{ security: { embedding: "yes" } }, "prod.grafana.security.embedding", "write a boolean"],
    [
      { smtp: { ...mail, host: "smtp.acme.example:587" } },
      "prod.grafana.smtp.host",
      "the port is a property of its own",
    ],
    [{ smtp: { ...mail, from: "grafana" } }, "prod.grafana.smtp.from", "grafana@acme.example"],
    [{ smtp: { ...mail, password: "hunter2" } }, "prod.grafana.smtp.password", "is no property here"],
    [{ smtp: { ...mail, startTls: true } }, "prod.grafana.smtp.startTls", '"MandatoryStartTLS"'],
    [{ plugins: ["grafana-clock-panel"] }, "prod.grafana.plugins[0]", "grafana-clock-panel@2.1.8"],
    [{ plugins: "grafana-clock-panel@2.1.8" }, "prod.grafana.plugins", "write an array"],
    [{ featureToggles: { "a b": true } }, 'prod.grafana.featureToggles["a b"]', "without spaces"],
    [{ featureToggles: { pinNavItems: "on" } }, "prod.grafana.featureToggles.pinNavItems", "write a boolean"],
    [
      { dashboardConfigMaps: { namespaces: ["ALL"] } },
      "prod.grafana.dashboardConfigMaps.namespaces[0]",
      "lower-case letters",
    ],
    [{ environment: { A: "b" } }, "prod.grafana.environment.A", "write an object"],
    [
      { resources: { requests: { cpu: millicores(100), memory: mebibytes(64) } } },
      "prod.grafana.resources.limits",
      "is missing",
    ],
    [{ disruptionBudget: {} }, "prod.grafana.disruptionBudget", "maxUnavailable: 1"],
    [{ scheduling: { antiAffinity: "soft" } }, "prod.grafana.scheduling.antiAffinity", '"preferred"'],
    [{ imageRegistry: "https://registry.acme.example" }, "prod.grafana.imageRegistry", "is no registry"],
    [{ serviceMonitor: seconds(15) }, "prod.grafana.serviceMonitor", "write a boolean"],
    [{ values: "replicas: 2" }, "prod.grafana.values", "as an object"],
  ])("%#: %j", (input, path, words) => {
    const found = check(grafanaProps, input, "prod.grafana");
    expect(found.map((finding) => finding.path)).toContain(path);
    expect(found.map(({ problem, mend }) => `${problem} -> ${mend}`).join("\n")).toContain(words);
  });

  test("no secret value is ever shown", () => {
    const found = check(grafanaProps, { url: "https://admin:hunter2@grafana.acme.example" }, "prod.grafana");
    expect(JSON.stringify(found)).not.toContain("hunter2");
  });
});

describe("defaults", () => {
  test("alone, it is one replica with a file on a volume", () => {
    const { database, replicas } = parse(grafanaProps, {}, "grafana");
    expect([database, replicas]).toEqual([{ kind: "sqlite", volume: { size: gibibytes(10) } }, undefined]);
  });

  test("a database is asked who it is", () => {
    expect(parse(grafanaProps, { database: postgres(server) }, "").database).toMatchObject({
      port: 5432,
      name: "grafana",
      sslMode: "verify-full",
    });
    expect(
      parse(grafanaProps, { database: mysql({ ...server, ca: existingSecret("ca") }) }, "").database,
    ).toMatchObject({ port: 3306, sslMode: "true" });
    expect(check(grafanaProps, { database: mysql({ ...server, sslMode: "false" }) }, "")).toEqual([]);
  });

  test("the administrator's Secret is a reference in any case", () => {
    expect(parse(grafanaProps, {}, "").admin).toEqual(existingSecret("grafana-admin"));
  });

  test("the form may go once there is another way in", () => {
    expect(check(grafanaProps, { loginForm: false, oauth: oauth(provider) }, "")).toEqual([]);
  });
});
