/** What the checks say of exporters that are told all they can be told: nothing. */
import { TerraformStack, Testing } from "cdktf";
import { runChecks } from "../../../lib/checks";
import { BlackboxExporter, httpProbe, PostgresExporter, RedisExporter } from "../../../lib/components/exporters";
import { modelsOf } from "../../../lib/terraform";
import { login, orders } from "./settings";

const shared = {
  imageRegistry: "mirror.example",
  imagePullSecrets: ["pull"],
  podLabels: { team: "platform" },
  scheduling: {
    nodeSelector: { pool: "small" },
    priorityClass: "high",
    tolerations: [{ operator: "Exists" as const }],
  },
};
const account = { serviceAccount: { annotations: { "acme.example/role": "probes" } } };

test.each<[string, (stack: TerraformStack) => unknown]>([
  [
    "blackbox exporter",
    (stack) =>
      new BlackboxExporter(stack, "blackbox", {
        ...shared,
        ...account,
        modules: { login: httpProbe({ credentials: login }) },
        probes: [{ name: "shop", url: "https://shop.example", module: "login" }],
      }),
  ],
  [
    "PostgreSQL exporter",
    (stack) =>
      new PostgresExporter(stack, "orders", {
        ...shared,
        ...account,
        ...orders,
        authority: login,
        enable: ["stat_statements"],
      }),
  ],
  [
    "Redis exporter",
    (stack) =>
      new RedisExporter(stack, "cache", {
        ...shared,
        address: "rediss://cache:6379",
        user: "monitor",
        credentials: login,
        authority: login,
        certificate: login,
      }),
  ],
  [
    "Redis exporter of several servers",
    (stack) =>
      new RedisExporter(stack, "cache", {
        ...shared,
        targets: [{ name: "a", url: "redis://a:6379" }],
        passwords: login,
      }),
  ],
])("%s", (_, define) => {
  const stack = new TerraformStack(Testing.app(), "prod");
  define(stack);
  expect(runChecks(modelsOf(stack.node.root))).toEqual([]);
});
