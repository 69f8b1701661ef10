/** Props that are refused: where, and in which words. */
import {
  blackboxExporterProps,
  dnsProbe,
  grpcProbe,
  httpProbe,
  postgresExporterProps,
  redisExporterProps,
  tcpProbe,
} from "../../../lib/components/exporters";
import { check, existingSecret, minutes, seconds, secretVariable, type Finding } from "../../../lib/model";
import { cache, login, orders } from "./settings";

const expectFinding = (found: readonly Finding[], place: string, words: string): void => {
  expect(found.map(({ path }) => path)).toContain(place);
  expect(found.map(({ problem, mend }) => `${problem} ${mend}`).join("\n")).toContain(words);
};
const shop = { name: "shop", url: "https://shop.example" };

describe("blackbox exporter", () => {
  test.each<[string, object, string, string]>([
    ["ICMP, which needs privileges", { modules: { ping: { kind: "icmp" } } }, "modules.ping.kind", "none of the kinds"],
    [
      "a module's name with blanks",
      { modules: { "http 2xx": httpProbe() } },
      'modules["http 2xx"]',
      "no name of a module",
    ],
    [
      "a status that is none",
      { modules: { a: httpProbe({ statusCodes: [20] }) } },
      "modules.a.statusCodes[0]",
      "100 to 599",
    ],
    [
      "a token in a header",
      { modules: { a: httpProbe({ headers: { Authorization: "Bearer x" } }) } },
      "modules.a.headers.Authorization",
      "clear text",
    ],
    [
      "a look ahead",
      { modules: { a: httpProbe({ bodyMatches: ["(?!error)"] }) } },
      "modules.a.bodyMatches[0]",
      "looks ahead",
    ],
    ["a question without a name", { modules: { a: dnsProbe({ queryName: "" }) } }, "modules.a.queryName", "is empty"],
    ["a module in text", { modules: { a: "http" } }, "modules.a", '"http"'],
    ["no timeout", { modules: { a: tcpProbe({ timeout: seconds(0) }) } }, "modules.a.timeout", "positive length"],
    ["a probe's name", { probes: [{ ...shop, name: "My Shop" }] }, "probes[0].name", "DNS-1123 label"],
    ["one name twice", { probes: [shop, shop] }, "probes[1].name", "as probes[0] is called"],
    ["no address", { probes: [{ ...shop, url: "shop.example" }] }, "probes[0].url", "cannot probe"],
    [
      "a login in the address",
      { probes: [{ ...shop, url: "https://a:b@shop.example" }] },
      "probes[0].url",
      "without user",
    ],
    ["TCP by URL", { probes: [{ ...shop, module: "tcp_connect" }] }, "probes[0].url", "host and port"],
    [
      "gRPC without a port",
      { modules: { g: grpcProbe() }, probes: [{ name: "a", url: "checkout", module: "g" }] },
      "probes[0].url",
      "host and port",
    ],
    [
      "a server with a path",
      {
        modules: { d: dnsProbe({ queryName: "a.example" }) },
        probes: [{ name: "a", url: "https://dns", module: "d" }],
      },
      "probes[0].url",
      "DNS server",
    ],
    ["faster than its timeout", { probes: [{ ...shop, interval: seconds(5) }] }, "probes[0].interval", "shorter than"],
    [
      "a label with a dash",
      { probes: [{ ...shop, labels: { "my-team": "a" } }] },
      "probes[0].labels.my-team",
      "label name",
    ],
    ["no replicas", { replicas: 0 }, "replicas", "whole number from 1"],
    [
      "a budget that never drains",
      { disruptionBudget: { minAvailable: 2 } },
      "disruptionBudget.minAvailable",
      "never drain",
    ],
    ["a typo", { probe: [] }, "probe", 'did you mean "probes"'],
  ])("%s", (_, props, place, words) =>
    expectFinding(check(blackboxExporterProps, props, "prod.blackbox"), `prod.blackbox.${place}`, words),
  );

  test("a slow module is fine when it is asked seldom", () =>
    expect(
      check(
        blackboxExporterProps,
        {
          modules: { slow: httpProbe({ timeout: seconds(50) }) },
          probes: [{ ...shop, module: "slow", interval: minutes(1) }],
        },
        "prod.blackbox",
      ),
    ).toEqual([]));
});

describe("PostgreSQL exporter", () => {
  test.each<[string, object, string, string]>([
    ["no host", { host: undefined }, "host", "is missing"],
    ["a host with its port", { host: "db:5432" }, "host", "DNS-1123"],
    ["no login", { credentials: undefined }, "credentials", "is missing"],
    ["half a login", { credentials: secretVariable("db", ["password"]) }, "credentials.entries", "username"],
    ["a database with a blank", { database: "my db" }, "database", "no name of a database"],
    ["an unknown mode", { sslMode: "prefer" }, "sslMode", "verify-full"],
    ["nothing to verify by", { sslMode: "verify-full" }, "authority", "is missing"],
    ["an authority that nobody asks", { sslMode: "require", authority: login }, "sslMode", "never looks"],
    ["an unknown collector", { enable: ["statements"] }, "enable[0]", "stat_statements"],
    ["on and off", { enable: ["wal"], disable: ["wal"] }, "disable", "names wal"],
    [
      "two annotations, which break the chart's YAML",
      { serviceAccount: { annotations: { a: "b", c: "d" } } },
      "serviceAccount.annotations",
      "broken YAML",
    ],
    ["replicas, which would count everything twice", { replicas: 2 }, "replicas", "no property"],
  ])("%s", (_, over, place, words) =>
    expectFinding(check(postgresExporterProps, { ...orders, ...over }, "prod.db"), `prod.db.${place}`, words),
  );
});

describe("Redis exporter", () => {
  const target = { name: "a", url: "redis://a:6379" };

  test.each<[string, object, string, string]>([
    ["no server", {}, "address", "is missing"],
    ["one and several", { ...cache, targets: [target] }, "targets", "beside address"],
    ["several, but none", { targets: [] }, "targets", "is empty"],
    ["no scheme", { address: "cache:6379" }, "address", "no address of a Redis server"],
    ["a password in the address", { address: "redis://:pw@cache:6379" }, "address", "clear text"],
    ["one name twice", { targets: [target, target] }, "targets[1].name", "as targets[0]"],
    ["nobody who says whom to ask", { targets: [target], serviceMonitor: false }, "serviceMonitor", "is off"],
    ["a user without password", { ...cache, user: "monitor" }, "credentials", 'for the user "monitor"'],
    [
      "two kinds of login",
      { ...cache, credentials: login, passwords: existingSecret("p") },
      "passwords",
      "beside credentials",
    ],
    ["TLS without TLS", { ...cache, authority: existingSecret("ca") }, "authority", "rediss://"],
    ["one pod to be spread", { ...cache, scheduling: { spreadOver: ["a"] } }, "scheduling.spreadOver", "no property"],
    ["a password in clear text", { ...cache, credentials: "pw" }, "credentials", "no reference to a secret"],
  ])("%s", (_, props, place, words) =>
    expectFinding(check(redisExporterProps, props, "prod.cache"), `prod.cache.${place}`, words),
  );
});
