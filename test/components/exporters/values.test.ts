/** Values of the three charts. */
import {
  dnsProbe,
  grpcProbe,
  httpProbe,
  tcpProbe,
  type BlackboxExporterProps,
  type PostgresExporterProps,
  type RedisExporterProps,
} from "../../../lib/components/exporters";
import { existingSecret, seconds, type Values } from "../../../lib/model";
import { blackboxValues, cache, login, postgresValues, redisValues } from "./settings";

describe("blackbox exporter", () => {
  test.each<[string, BlackboxExporterProps, Values]>([
    ["two replicas, one of which may be away", {}, { replicas: 2, podDisruptionBudget: { maxUnavailable: 1 } }],
    ["a mirror of the images", { imageRegistry: "mirror.example" }, { global: { imageRegistry: "mirror.example" } }],
    [
      "its own metrics, by the name of the port",
      {},
      { serviceMonitor: { selfMonitor: { enabled: true, port: "http" } } },
    ],
    ["not scraped", { serviceMonitor: false }, { serviceMonitor: { selfMonitor: { enabled: false } } }],
    ["labels", { podLabels: { team: "platform" } }, { pod: { labels: { team: "platform" } } }],
  ])("%s", (_, props, expected) => expect(blackboxValues(props)).toMatchObject(expected));

  test("one replica has no disruption budget", () =>
    expect(blackboxValues({ replicas: 1 })).not.toHaveProperty("podDisruptionBudget"));

  const modulesOf = (props: BlackboxExporterProps): Values =>
    (blackboxValues(props)["config"] as { readonly modules: Values }).modules;
  const shared = { preferred_ip_protocol: "ip4", ip_protocol_fallback: true };

  test("two modules that everybody expects", () =>
    expect(modulesOf({})).toEqual({
      http_2xx: { prober: "http", timeout: "5s", http: { ...shared, method: "GET", follow_redirects: true } },
      tcp_connect: { prober: "tcp", timeout: "5s", tcp: shared },
    }));

  test("the chart's own module goes, when it is not among one's own", () =>
    expect(modulesOf({ modules: { tcp: tcpProbe() } })).toMatchObject({ http_2xx: null }));

  test.each<[string, Required<BlackboxExporterProps>["modules"][string], Values]>([
    [
      "HTTP in all its detail",
      httpProbe({
        timeout: seconds(3),
        ipProtocol: "ip6",
        method: "POST",
        statusCodes: [200, 204],
        followRedirects: false,
        tls: "required",
        skipVerification: true,
        headers: { Accept: "application/json" },
        body: "{}",
        bodyMatches: ["ok"],
        bodyLacks: ["error"],
        credentials: existingSecret("shop", { password: "pass" }),
      }),
      {
        prober: "http",
        timeout: "3s",
        http: {
          preferred_ip_protocol: "ip6",
          ip_protocol_fallback: true,
          method: "POST",
          valid_status_codes: [200, 204],
          follow_redirects: false,
          fail_if_not_ssl: true,
          tls_config: { insecure_skip_verify: true },
          headers: { Accept: "application/json" },
          body: "{}",
          fail_if_body_not_matches_regexp: ["ok"],
          fail_if_body_matches_regexp: ["error"],
          basic_auth: {
            username_file: "/etc/blackbox-secrets/probed/username",
            password_file: "/etc/blackbox-secrets/probed/pass",
          },
        },
      },
    ],
    [
      "TCP with a conversation",
      tcpProbe({ conversation: [{ expect: "^220" }, { send: "STARTTLS" }, { startTls: true }] }),
      {
        prober: "tcp",
        timeout: "5s",
        tcp: { ...shared, query_response: [{ expect: "^220" }, { send: "STARTTLS" }, { starttls: true }] },
      },
    ],
    [
      "DNS",
      dnsProbe({ queryName: "shop.example", queryType: "MX", transport: "tcp", answerMatches: ["mail"] }),
      {
        prober: "dns",
        timeout: "5s",
        dns: {
          ...shared,
          query_name: "shop.example",
          query_type: "MX",
          transport_protocol: "tcp",
          valid_rcodes: ["NOERROR"],
          validate_answer_rrs: { fail_if_not_matches_regexp: ["mail"] },
        },
      },
    ],
    [
      "gRPC",
      grpcProbe({ service: "checkout.v1.Checkout", tls: true }),
      { prober: "grpc", timeout: "5s", grpc: { ...shared, service: "checkout.v1.Checkout", tls: true } },
    ],
  ])("%s", (_, module, expected) => expect(modulesOf({ modules: { probed: module } })["probed"]).toEqual(expected));

  test("credentials are mounted where the module reads them", () =>
    expect(
      blackboxValues({ modules: { http_Login: httpProbe({ credentials: login }) } })["extraSecretMounts"],
    ).toMatchObject([
      {
        name: "credentials-http-login",
        mountPath: "/etc/blackbox-secrets/http_Login",
        secretName: "orders-db",
        readOnly: true,
      },
    ]));
});

describe("PostgreSQL exporter", () => {
  test.each<[string, Partial<PostgresExporterProps>, Values]>([
    [
      "the server, its login by reference",
      {},
      {
        config: {
          datasource: {
            host: "orders-db.data.svc",
            port: "5432",
            database: "postgres",
            sslmode: "require",
            userSecret: { name: "orders-db", key: "username" },
            passwordSecret: { name: "orders-db", key: "password" },
          },
        },
      },
    ],
    [
      "an authority, by which the server is verified",
      { authority: existingSecret("ca", { "ca.crt": "root.pem" }) },
      {
        config: {
          datasource: { sslmode: "verify-full", extraParams: "sslrootcert=/etc/postgres-authority/root.pem" },
        },
        extraVolumes: [{ name: "authority", secret: { secretName: "ca" } }],
        extraVolumeMounts: [{ name: "authority", mountPath: "/etc/postgres-authority", readOnly: true }],
      },
    ],
    [
      "collectors",
      { enable: ["stat_statements"], disable: ["wal"] },
      {
        config: {
          extraArgs: ["--collector.stat_statements", "--collector.database_wraparound", "--no-collector.wal"],
        },
      },
    ],
    [
      "named for the server that it asks",
      { interval: seconds(60) },
      {
        serviceMonitor: {
          enabled: true,
          interval: "1m",
          relabelings: [{ targetLabel: "instance", replacement: "orders-db.data.svc:5432" }],
        },
      },
    ],
    ["a mirror of the images", { imageRegistry: "mirror.example" }, { image: { registry: "mirror.example" } }],
    ["a single pod", {}, { replicaCount: 1 }],
    ["a priority", { scheduling: { priorityClass: "high" } }, { priorityClassName: "high" }],
  ])("%s", (_, over, expected) => expect(postgresValues(over)).toMatchObject(expected));
});

describe("Redis exporter", () => {
  test.each<[string, RedisExporterProps, Values]>([
    [
      "one server",
      cache,
      {
        redisAddress: "redis://cache.data.svc:6379",
        auth: { enabled: false },
        serviceMonitor: {
          enabled: true,
          interval: "30s",
          relabelings: [{ targetLabel: "instance", replacement: "redis://cache.data.svc:6379" }],
        },
      },
    ],
    [
      "several servers",
      { targets: [{ name: "a", url: "redis://a:6379" }] },
      {
        redisAddress: "",
        serviceMonitor: {
          multipleTarget: true,
          telemetryPath: "/scrape",
          targets: [{ name: "a", url: "redis://a:6379", interval: "30s", scrapeTimeout: "10s" }],
        },
      },
    ],
    [
      "a login",
      { ...cache, user: "monitor", credentials: login },
      { auth: { enabled: true, redisUser: "monitor", secret: { name: "orders-db", key: "password" } } },
    ],
    [
      "a login for each server",
      { targets: [{ name: "a", url: "redis://a:6379" }], passwords: existingSecret("caches") },
      { auth: { enabled: true, redisPasswordFile: { secret: { name: "caches", key: "passwords.json" } } } },
    ],
    [
      "TLS by an authority of one's own",
      { address: "rediss://cache:6379", authority: existingSecret("ca"), certificate: existingSecret("me") },
      {
        redisTlsConfig: {
          enabled: true,
          caCertFile: { secret: { name: "ca", key: "ca.crt" } },
          clientCertFile: { secret: { name: "me", key: "tls.crt" } },
          clientKeyFile: { secret: { name: "me", key: "tls.key" } },
        },
      },
    ],
    [
      "a mirror of the images",
      { ...cache, imageRegistry: "mirror.example" },
      { image: { repository: "mirror.example/oliver006/redis_exporter" } },
    ],
  ])("%s", (_, props, expected) => expect(redisValues(props)).toMatchObject(expected));
});
