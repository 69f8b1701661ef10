/** Exporters: blackbox, PostgreSQL, Redis. */
import { existingSecret, httpProbe, milliseconds, seconds, secretVariable } from "../../../lib";
import { dev, prod, staging, type Row } from "./row";

const orders = { host: "orders-db.acme.example", credentials: existingSecret("orders-db") };
const server = "exporters.postgres.orders";
const cache = "exporters.redis.cache";
const address = "redis://cache.data.svc:6379";

export const exporterRows: readonly Row[] = [
  [prod, "exporters", [], "write an object"],
  [prod, "exporters.kafka", {}, "is no property here"],
  [prod, "exporters.blackbox", null, "is no object"],
  [prod, "exporters.postgres", "orders", "write an object"],
  [prod, "exporters.postgres.Orders", orders, "is no DNS-1123 label"],
  [prod, server, "orders-db", "is no object"],
  [prod, server, { host: "orders-db" }, "is missing -> write existingSecret", `${server}.credentials`],
  [prod, server, { ...orders, host: "https://orders-db" }, "is no DNS-1123 name", `${server}.host`],
  [prod, server, { ...orders, port: "5432" }, "write a number", `${server}.port`],
  [prod, server, { ...orders, sslMode: "verify-full" }, "has nothing to verify by", `${server}.authority`],
  [prod, server, { ...orders, enable: ["locks"], disable: ["locks"] }, "which enable names, too", `${server}.disable`],
  [prod, server, { ...orders, enable: ["lock"] }, '"locks"', `${server}.enable[0]`],
  [prod, server, { ...orders, interval: milliseconds(0) }, "is not a positive length of time", `${server}.interval`],
  [
    prod,
    server,
    { ...orders, credentials: secretVariable("orders-db", ["user", "password"]) },
    'lacks the entry "username"',
    `${server}.credentials.entries`,
  ],
  [
    prod,
    server,
    { ...orders, namespace: "databases" },
    "write it as namespace of the environment",
    `${server}.namespace`,
  ],
  [staging, cache, {}, "is missing -> write e.g. redis://", `${cache}.address`],
  [staging, cache, { address: "cache:6379" }, "is no address of a Redis server", `${cache}.address`],
  [staging, cache, { address, targets: [] }, "stand beside address", `${cache}.targets`],
  [staging, cache, { address, authority: existingSecret("ca") }, "has no effect on redis://", `${cache}.authority`],
  [staging, cache, { address, user: "metrics" }, 'is missing for the user "metrics"', `${cache}.credentials`],
  [
    staging,
    cache,
    {
      targets: [
        { name: "a", url: address },
        { name: "a", url: address },
      ],
    },
    "as targets[0] is called",
    `${cache}.targets[1].name`,
  ],
  [
    dev,
    "exporters.blackbox",
    { replicas: 2, disruptionBudget: { minAvailable: 2 } },
    "can never drain",
    "exporters.blackbox.disruptionBudget.minAvailable",
  ],
  [
    dev,
    "exporters.blackbox",
    { probes: [{ name: "shop", url: "shop.example" }] },
    "which a module of the kind http cannot probe",
    "exporters.blackbox.probes[0].url",
  ],
  [
    dev,
    "exporters.blackbox",
    { probes: [{ name: "shop", url: "https://shop.example", module: "http_3xx" }] },
    'did you mean "http_2xx"?',
    "exporters.blackbox.probes[0].module",
  ],
  [
    dev,
    "exporters.blackbox",
    { probes: [{ name: "shop", url: "https://shop.example", interval: seconds(1) }] },
    "shorter than a probe",
    "exporters.blackbox.probes[0].interval",
  ],
  [
    dev,
    "exporters.blackbox",
    { modules: { ok: httpProbe({ bodyMatches: ["(?=x)"] }) } },
    "looks ahead or behind",
    "exporters.blackbox.modules.ok.bodyMatches[0]",
  ],
  [
    dev,
    "exporters.blackbox",
    { modules: { ping: { kind: "icmp" } } },
    "the kinds are http, tcp, dns, grpc",
    "exporters.blackbox.modules.ping.kind",
  ],
];
