/** What a Prometheus refuses: each mistake is found at its place, and the mend says what to write instead. */
import {
  prometheusProps,
  sigv4,
  staticTargets,
  userAndPassword,
  bearerToken,
  type PrometheusProps,
} from "../../../lib/components/prometheus";
import {
  basicAuth,
  check,
  cores,
  days,
  existingSecret,
  gibibytes,
  hours,
  ingress,
  mebibytes,
  milliseconds,
  minutes,
  seconds,
  secretEnvironment,
  secretVariable,
} from "../../../lib/model";
import { settings } from "./settings";

const destination = { url: "https://mimir.acme.example/api/v1/push" };
const job = { jobName: "db", discovery: [staticTargets(["db-1.acme.example:9187"])] };

type Row = readonly [mistake: string, props: unknown, path: string, mend: string];
const mistakes: readonly Row[] = [
  ["an unknown property", { replica: 2 }, "replica", "remove it"],
  ["no replica at all", { replicas: 0 }, "replicas", "whole number from 1"],
  ["half a replica", { replicas: 1.5 }, "replicas", "whole number from 1"],
  ["no shard", { shards: 0 }, "shards", "whole number from 1"],
  ["shards that nobody can query together", { shards: 2 }, "shards", "remoteWrite"],
  ["a release name with capitals", { releaseName: "Prometheus" }, "releaseName", "lower-case"],
  ["a release name that the chart would cut", { releaseName: "a".repeat(27) }, "releaseName", "at most 26"],
  ["a namespace with an underscore", { namespace: "my_space" }, "namespace", "lower-case"],
  ["an agents' namespace with a dot", { agentNamespace: "agents.acme" }, "agentNamespace", "lower-case"],
  ["an unknown kind of control plane", { controlPlane: "eks" }, "controlPlane", '"managed" or "self-hosted"'],
  ["an unknown way to keep definitions", { crds: "none" }, "crds", '"managed" or "existing"'],
  ["a storage without unit", { storage: { size: 100 } }, "storage.size", "gibibytes"],
  ["a misspelt ephemeral storage", { storage: "emptyDir" }, "storage", "object"],
  ["a volume too small to hold a block", { storage: { size: mebibytes(100) } }, "storage.size", "gibibytes(1)"],
  ["a retention without unit", { retention: 30 }, "retention", "days(30)"],
  ["no retention", { retention: days(0) }, "retention", "above zero"],
  ["more kept than fits", { storage: { size: gibibytes(10) }, retentionSize: gibibytes(10) }, "retentionSize", "85 %"],
  ["more kept than fits the default volume", { retentionSize: gibibytes(200) }, "retentionSize", "85 %"],
  ["a size as text", { retentionSize: "50GB" }, "retentionSize", "gibibytes(50)"],
  ["a window without unit", { outOfOrderWindow: "30m" }, "outOfOrderWindow", "minutes(5)"],
  [
    "a timeout above the interval",
    { scrapeInterval: seconds(5), scrapeTimeout: seconds(10) },
    "scrapeTimeout",
    "at most scrapeInterval",
  ],
  ["a timeout above the default interval", { scrapeTimeout: seconds(20) }, "scrapeTimeout", "at most scrapeInterval"],
  [
    "an interval that queries do not look back over",
    { scrapeInterval: minutes(5) },
    "scrapeInterval",
    "query.lookback",
  ],
  ["an evaluation as rare", { evaluationInterval: minutes(4) }, "evaluationInterval", "minutes(1)"],
  ["an interval above a short look back", { query: { lookback: seconds(20) } }, "scrapeInterval", "query.lookback"],
  [
    "a memory limit without unit",
    { resources: { requests: { cpu: cores(1), memory: gibibytes(1) }, limits: { memory: 8 } } },
    "resources.limits.memory",
    "gibibytes",
  ],
  ["resources without requests", { resources: { limits: { memory: gibibytes(8) } } }, "resources.requests", "object"],
  [
    "both ends of a disruption budget",
    { disruptionBudget: { minAvailable: 1, maxUnavailable: 1 } },
    "disruptionBudget",
    "{ maxUnavailable: 1 }",
  ],
  [
    "a disruption budget that stops every drain",
    { disruptionBudget: { minAvailable: 2 } },
    "disruptionBudget.minAvailable",
    "at most 1",
  ],
  [
    "a disruption budget for a single replica",
    { replicas: 1, disruptionBudget: { minAvailable: 1 } },
    "disruptionBudget.minAvailable",
    "raise replicas",
  ],
  [
    "an external label with a dash",
    { externalLabels: { "my-cluster": "a" } },
    "externalLabels.my-cluster",
    "letters, digits and '_'",
  ],
  [
    "an external label of Prometheus's own",
    { externalLabels: { __cluster: "a" } },
    "externalLabels.__cluster",
    "without the underscores",
  ],
  [
    "an external label that the operator sets",
    { externalLabels: { prometheus: "a" } },
    "externalLabels.prometheus",
    "another name",
  ],
  [
    "the replica label as an external one",
    { externalLabels: { prometheus_replica: "a" } },
    "externalLabels.prometheus_replica",
    "another name",
  ],
  ["an empty external label", { externalLabels: { cluster: "" } }, "externalLabels.cluster", "write a value"],
  [
    "an external label for the reloader",
    { externalLabels: { cluster: "$(CLUSTER)" } },
    "externalLabels.cluster",
    "the value itself",
  ],
  ["a replica label that names the whole", { replicaLabel: "prometheus" }, "replicaLabel", "prometheus_replica"],
  ["a replica label with a dash", { replicaLabel: "my-replica" }, "replicaLabel", "letters, digits and '_'"],
  ["an unknown feature", { enableFeatures: ["exemplar-storag"] }, "enableFeatures[0]", "concurrent-rule-eval"],
  ["a feature that has a prop", { enableFeatures: ["native-histograms"] }, "enableFeatures[0]", "write"],
  ["a feature twice", { enableFeatures: ["old-ui", "old-ui"] }, "enableFeatures[1]", "its own"],
  ["no exemplars, told by zero", { exemplarStorage: 0 }, "exemplarStorage", "whole number from 1"],
  [
    "an address of a person's browser without scheme",
    { externalUrl: "prometheus.acme.example" },
    "externalUrl",
    "scheme and host",
  ],
  [
    "an exposure with a scheme",
    { exposure: ingress({ host: "https://prometheus.acme.example" }) },
    "exposure.host",
    "bare name",
  ],
  [
    "a login that lacks its entry",
    { exposure: ingress({ host: "p.acme.example", authentication: basicAuth(secretVariable("ui", ["password"])) }) },
    "exposure.authentication.secret.entries",
    '"auth"',
  ],
  ["a query that loads nothing", { query: { maxSamples: 0 } }, "query.maxSamples", "whole number from 1"],
  [
    "more samples than the operator can say",
    { query: { maxSamples: 2 ** 31 } },
    "query.maxSamples",
    "whole number from 1",
  ],
  ["a query timeout as text", { query: { timeout: "2m" } }, "query.timeout", "minutes(5)"],
  ["a destination without address", { remoteWrite: [{}] }, "remoteWrite[0].url", "string"],
  [
    "a destination that is no address",
    { remoteWrite: [{ url: "mimir:9009" }] },
    "remoteWrite[0].url",
    "scheme and host",
  ],
  [
    "a login in an address",
    { remoteWrite: [{ url: "https://user:word@mimir.acme.example" }] },
    "remoteWrite[0].url",
    "secret reference",
  ],
  [
    "a login that lacks the password",
    { remoteWrite: [{ ...destination, authentication: userAndPassword(secretVariable("m", ["username"])) }] },
    "remoteWrite[0].authentication.secret.entries",
    '"password"',
  ],
  [
    "a token under a wrong key",
    { remoteWrite: [{ ...destination, authentication: bearerToken(existingSecret("m", { tokn: "x" })) }] },
    "remoteWrite[0].authentication.secret.keys.tokn",
    "token",
  ],
  [
    "an unknown login",
    { remoteWrite: [{ ...destination, authentication: { kind: "digest" } }] },
    "remoteWrite[0].authentication.kind",
    "functions",
  ],
  [
    "a signature without region",
    { remoteWrite: [{ ...destination, authentication: sigv4({ region: " " }) }] },
    "remoteWrite[0].authentication.region",
    "write a value",
  ],
  [
    "a role that is no role",
    { remoteWrite: [{ ...destination, authentication: sigv4({ region: "eu-1", roleArn: "metrics" }) }] },
    "remoteWrite[0].authentication.roleArn",
    "arn:aws:iam",
  ],
  [
    "a header that Prometheus sets",
    { remoteWrite: [{ ...destination, headers: { "Content-Type": "x" } }] },
    "remoteWrite[0].headers.Content-Type",
    "authentication",
  ],
  [
    "a login as a header",
    { remoteWrite: [{ ...destination, headers: { Authorization: "x" } }] },
    "remoteWrite[0].headers.Authorization",
    "authentication",
  ],
  [
    "a secret as a header",
    { remoteWrite: [{ ...destination, headers: { "X-Api-Key": "x" } }] },
    "remoteWrite[0].headers.X-Api-Key",
    "secret reference",
  ],
  [
    "a header with a blank in its name",
    { remoteWrite: [{ ...destination, headers: { "X Scope": "x" } }] },
    'remoteWrite[0].headers["X Scope"]',
    "X-Scope-OrgID",
  ],
  [
    "a header for the reloader",
    { remoteWrite: [{ ...destination, headers: { "X-Scope-OrgID": "$(TENANT)" } }] },
    "remoteWrite[0].headers.X-Scope-OrgID",
    "[$](TENANT)",
  ],
  [
    "more senders at least than at most",
    { remoteWrite: [{ ...destination, queue: { minShards: 60 } }] },
    "remoteWrite[0].queue.minShards",
    "maxShards",
  ],
  [
    "a queue smaller than a request",
    { remoteWrite: [{ ...destination, queue: { capacity: 500 } }] },
    "remoteWrite[0].queue.capacity",
    "three to ten times",
  ],
  [
    "a first wait longer than the last",
    { remoteWrite: [{ ...destination, queue: { minBackoff: seconds(6) } }] },
    "remoteWrite[0].queue.minBackoff",
    "maxBackoff",
  ],
  [
    "certificates for plain http",
    { remoteWrite: [{ url: "http://mimir:9009/api/v1/push", tls: {} }] },
    "remoteWrite[0].tls",
    "https:",
  ],
  [
    "a lowest TLS above the highest",
    { remoteWrite: [{ ...destination, tls: { minVersion: "TLS13", maxVersion: "TLS12" } }] },
    "remoteWrite[0].tls.maxVersion",
    "lowest",
  ],
  [
    "two destinations of one name",
    {
      remoteWrite: [
        { ...destination, name: "mimir" },
        { ...destination, name: "mimir" },
      ],
    },
    "remoteWrite[1].name",
    "its own",
  ],
  [
    "an unknown wire format",
    { remoteWrite: [{ ...destination, protocol: "1" }] },
    "remoteWrite[0].protocol",
    '"1.0" or "2.0"',
  ],
  [
    "an expression that is none",
    { remoteWrite: [{ ...destination, relabel: [{ action: "drop", from: ["__name__"], matching: "go_(" }] }] },
    "remoteWrite[0].relabel[0].matching",
    "RE2",
  ],
  [
    "an unknown translation",
    { otlpReceiver: { translation: "Underscore" } },
    "otlpReceiver.translation",
    "UnderscoreEscapingWithSuffixes",
  ],
  [
    "an attribute twice",
    { otlpReceiver: { promoteResourceAttributes: ["service.name", "service.name"] } },
    "otlpReceiver.promoteResourceAttributes[1]",
    "once",
  ],
  [
    "an attribute with a blank",
    { otlpReceiver: { promoteResourceAttributes: ["service name"] } },
    "otlpReceiver.promoteResourceAttributes[0]",
    "service.name",
  ],
  ["a switch instead of the receiver's settings", { otlpReceiver: true }, "otlpReceiver", "object"],
  ["two jobs of one name", { scrapeConfigs: [job, job] }, "scrapeConfigs[1].jobName", "its own name"],
  [
    "a job that waits longer than Prometheus's interval",
    { scrapeConfigs: [{ ...job, scrapeTimeout: seconds(20) }] },
    "scrapeConfigs[0].scrapeTimeout",
    "interval",
  ],
  [
    "a job for the reloader",
    { scrapeConfigs: [{ ...job, params: { q: ["$(QUERY)"] } }] },
    "scrapeConfigs[0].params.q[0]",
    "[$](QUERY)",
  ],
  [
    "an environment variable without entry",
    { environment: { AWS_REGION: { secret: existingSecret("aws"), entry: "" } } },
    "environment.AWS_REGION.entry",
    "write a value",
  ],
  ["an environment variable in clear text", { environment: { AWS_SECRET: "x" } }, "environment.AWS_SECRET", "object"],
  [
    "labels of an unknown resource",
    { kubeStateMetrics: { labels: { pod: ["app"] } } },
    "kubeStateMetrics.labels.pod",
    "",
  ],
  [
    "labels of Secrets, which nobody reads",
    { kubeStateMetrics: { labels: { secrets: ["app"] } } },
    "kubeStateMetrics.labels.secrets",
    "services",
  ],
  [
    "all labels at once",
    { kubeStateMetrics: { labels: { pods: ["*"] } } },
    "kubeStateMetrics.labels.pods[0]",
    "example.com/team",
  ],
  [
    "a toleration with an unknown effect",
    { nodeExporter: { tolerations: [{ effect: "Never" }] } },
    "nodeExporter.tolerations[0].effect",
    '"NoSchedule"',
  ],
  [
    "anti-affinity of an exporter on every node",
    { nodeExporter: { antiAffinity: "required" } },
    "nodeExporter.antiAffinity",
    "remove it",
  ],
  [
    "an operator's memory as text",
    { operator: { resources: { requests: { cpu: cores(1), memory: "1Gi" }, limits: { memory: gibibytes(1) } } } },
    "operator.resources.requests.memory",
    "mebibytes",
  ],
  ["values that are no object", { values: [] }, "values", "object"],
];

test.each(mistakes)("%s", (_, props, path, mend) => {
  const findings = check(prometheusProps, props, "prod.prometheus");
  expect(findings.map((finding) => finding.path)).toEqual([`prod.prometheus.${path}`]);
  expect(findings[0]?.mend).toContain(mend);
  expect(findings[0]?.severity).toBe("error");
});

const good: readonly (readonly [string, PrometheusProps])[] = [
  ["nothing at all", {}],
  ["a name of exactly 26 characters", { releaseName: "a".repeat(26) }],
  ["a timeout as long as the interval", { scrapeInterval: seconds(20), scrapeTimeout: seconds(20) }],
  ["an interval so short that the timeout follows", { scrapeInterval: seconds(5) }],
  ["a long interval with a long look back", { scrapeInterval: minutes(5), query: { lookback: minutes(11) } }],
  ["shards that send everything to one place", { shards: 2, remoteWrite: [destination] }],
  ["shards beside Thanos", { shards: 2, values: { prometheus: { prometheusSpec: { thanos: {} } } } }],
  ["no volume, but a limit", { storage: "ephemeral", retentionSize: gibibytes(5) }],
  ["a budget that leaves room", { replicas: 3, disruptionBudget: { minAvailable: 2 } }],
  ["the shard in a relabelling", { scrapeConfigs: [{ ...job, params: { shard: ["$(SHARD)"] } }] }],
  ["two nameless destinations", { remoteWrite: [destination, destination] }],
  [
    "an environment from a Secret",
    { environment: { AWS_ACCESS_KEY_ID: secretEnvironment(existingSecret("aws"), "id") } },
  ],
  [
    "a queue told in part",
    { remoteWrite: [{ ...destination, queue: { minBackoff: milliseconds(100), maxShards: 10 } }] },
  ],
  ["a wide window", { outOfOrderWindow: hours(2) }],
];

test.each(good)("takes %s", (_, props) => {
  expect(check(prometheusProps, props, "prometheus")).toEqual([]);
});

test("defaults are production's", () => {
  expect(settings()).toMatchObject({
    namespace: "observability",
    agentNamespace: "observability-agents",
    releaseName: "prometheus",
    replicas: 2,
    shards: 1,
    retention: days(30),
    storage: { size: gibibytes(100) },
    scrapeInterval: seconds(15),
    exemplarStorage: 100_000,
    remoteWriteReceiver: false,
  });
});
