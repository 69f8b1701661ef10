/** What the checks say of each Jaeger: nothing, but that memory is no place for production's traces. */
import { TerraformStack, Testing } from "cdktf";
import { runChecks } from "../../../lib/checks";
import {
  adaptiveSampling,
  badger,
  cassandra,
  clickhouse,
  elasticsearch,
  inMemory,
  Jaeger,
  opensearch,
  type JaegerProps,
} from "../../../lib/components/jaeger";
import { basicAuth, gatewayRoute, ingress, noAuthentication, secretEnvironment } from "../../../lib/model";
import { modelsOf } from "../../../lib/terraform";
import { secret } from "./settings";

const tls = { authority: secret, certificate: secret, serverName: "store.internal" };

test.each<[string, JaegerProps, readonly string[]]>([
  ["memory", { storage: inMemory() }, ["production/storage-missing"]],
  ["badger", { storage: badger(), sampling: adaptiveSampling(), legacyReceivers: ["jaeger", "zipkin"] }, []],
  [
    "Elasticsearch, exposed",
    {
      storage: elasticsearch({ url: "https://es:9200", credentials: secret, tls, indexPrefix: "prod" }),
      exposure: ingress({ host: "traces.acme.example", className: "nginx", authentication: basicAuth(secret) }),
    },
    [],
  ],
  [
    "OpenSearch, with all that a pod can be told",
    {
      storage: opensearch({ url: "https://search:9200" }),
      exposure: gatewayRoute({
        host: "traces.acme.example",
        gateway: { name: "public" },
        authentication: noAuthentication("the Gateway asks for it"),
      }),
      imageRegistry: "mirror.example",
      imagePullSecrets: ["pull"],
      podLabels: { team: "platform" },
      environment: { TOKEN: secretEnvironment(secret, "token") },
      serviceAccount: { annotations: { "acme.example/role": "traces" } },
      scheduling: {
        nodeSelector: { pool: "traces" },
        spreadOver: ["topology.kubernetes.io/zone"],
        tolerations: [{ operator: "Exists" }],
      },
    },
    [],
  ],
  ["Cassandra", { storage: cassandra({ servers: ["c"], credentials: secret, tls }) }, []],
  ["ClickHouse", { storage: clickhouse({ addresses: ["c:9000"], credentials: secret, tls }) }, []],
])("%s", (_, props, expected) => {
  const stack = new TerraformStack(Testing.app(), "prod");
  new Jaeger(stack, "jaeger", props);
  expect(runChecks(modelsOf(stack.node.root)).map(({ check }) => check)).toEqual(expected);
});

test("a value of one's own that the chart does not know", () => {
  const stack = new TerraformStack(Testing.app(), "prod");
  new Jaeger(stack, "jaeger", {
    storage: cassandra({ servers: ["c"] }),
    values: { jaeger: { priorityClassName: "high" } },
  });
  expect(runChecks(modelsOf(stack.node.root)).map(({ path }) => path)).toEqual([
    "prod.jaeger.values.jaeger.priorityClassName",
  ]);
});
