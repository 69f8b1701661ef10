import { s3Bucket, lokiProps, type LokiProps } from "../../../lib/components/loki";
import {
  check,
  cores,
  days,
  existingSecret,
  gibibytes,
  hours,
  kibibytes,
  mebibytes,
  minutes,
} from "../../../lib/model";
import { expectFinding, props, type Anything, type Mistake } from "./settings";

const login = existingSecret("loki-platform");
const memoryOnly = { requests: { memory: gibibytes(1) }, limits: { memory: gibibytes(1) } };

const SIZE: readonly Mistake[] = [
  ["a mode that Loki drops", { mode: "simpleScalable" }, "mode", '"monolithic" or "distributed"'],
  ["no replica", { replicas: 0 }, "replicas", "whole number from 1"],
  ["half a replica", { replicas: 1.5 }, "replicas", "whole number from 1"],
  ["workloads of the other mode", { distributed: {} }, "distributed", 'mode: "distributed"'],
  [
    "no ingester",
    { mode: "distributed", distributed: { ingester: { replicas: 0 } } },
    "distributed.ingester.replicas",
    "from 1 to 100",
  ],
  [
    "a workload that there is not",
    { mode: "distributed", distributed: { store: {} } },
    "distributed.store",
    "remove it",
  ],
  [
    "a volume where nothing is kept",
    { mode: "distributed", distributed: { querier: { volume: { size: gibibytes(1) } } } },
    "distributed.querier.volume",
    "remove it",
  ],
  ["more copies than replicas", { replicas: 2, replicationFactor: 3 }, "replicationFactor", "at most 2"],
  [
    "more copies than ingesters",
    { mode: "distributed", distributed: { ingester: { replicas: 3 } }, replicationFactor: 5 },
    "replicationFactor",
    "add ingesters",
  ],
  ["a volume as text", { volume: { size: "50Gi" } }, "volume.size", "gibibytes(50)"],
  ["a volume without a size", { volume: {} }, "volume.size", "gibibytes(50)"],
  [
    "a storage class with capitals",
    { volume: { size: gibibytes(1), storageClass: "GP3" } },
    "volume.storageClass",
    "lower-case",
  ],
  ["requests without CPU", { resources: memoryOnly }, "resources.requests.cpu", "cores(0.5)"],
  ["no gateway", { gateway: { replicas: 0 } }, "gateway.replicas", "from 1 to 100"],
  ["a cache of nothing", { chunksCache: { memory: mebibytes(1) } }, "chunksCache.memory", "mebibytes(64)"],
  ["a cache without memory", { resultsCache: {} }, "resultsCache.memory", "mebibytes(512)"],
  [
    "both sides of a budget",
    { disruptionBudget: { minAvailable: 1, maxUnavailable: 1 } },
    "disruptionBudget",
    "{ maxUnavailable: 1 }",
  ],
];

const TIME: readonly Mistake[] = [
  ["a retention of half a day", { retention: hours(12) }, "retention", "days(1) or more"],
  ["a retention of a day and a half", { retention: hours(36) }, "retention", "whole days"],
  ["a retention as text", { retention: "30d" }, "retention", "days(30)"],
  [
    "a rule of an hour",
    { retentionRules: [{ selector: '{a="b"}', retention: hours(1) }] },
    "retentionRules[0].retention",
    "days(1)",
  ],
  [
    "a rule without braces",
    { retentionRules: [{ selector: 'a="b"', retention: days(1) }] },
    "retentionRules[0].selector",
    "in braces",
  ],
  [
    "a rule for everything",
    { retentionRules: [{ selector: "{}", retention: days(1) }] },
    "retentionRules[0].selector",
    "label matchers",
  ],
  [
    "a rule with a filter",
    { retentionRules: [{ selector: '{a="b"} |= "x"', retention: days(1) }] },
    "retentionRules[0].selector",
    "label matchers",
  ],
  [
    "chunks that idle longer than they live",
    { ingester: { chunkIdlePeriod: hours(1), maxChunkAge: minutes(30) } },
    "ingester.maxChunkAge",
    "above chunkIdlePeriod",
  ],
  ["no idle period", { ingester: { chunkIdlePeriod: minutes(0) } }, "ingester.chunkIdlePeriod", "above zero"],
  [
    "lines older than the retention",
    { retention: days(3), limits: { maxLineAge: days(7) } },
    "limits.maxLineAge",
    "at most the retention",
  ],
  ["a date as a date", { schema: { from: new Date(0) } }, "schema.from", "a string"],
  ["a day that there is not", { schema: { from: "2025-02-30" } }, "schema.from", "2024-04-01"],
  ["a day the other way round", { schema: { from: "01.04.2024" } }, "schema.from", "year, month and day"],
  ["a table's name with a slash", { schema: { indexPrefix: "index/" } }, "schema.indexPrefix", "loki_index_"],
];

const LIMITS: readonly Mistake[] = [
  ["a rate as a number", { limits: { ingestionRate: 4 } }, "limits.ingestionRate", "mebibytes(512)"],
  ["no streams", { limits: { maxStreams: 0 } }, "limits.maxStreams", "from 1 up"],
  ["a limit that there is not", { limits: { maxStream: 10 } }, "limits.maxStream", "remove it"],
  [
    "a line that no burst takes",
    { limits: { ingestionBurst: kibibytes(100) } },
    "limits.ingestionBurst",
    "limits.maxLineSize",
  ],
  [
    "a line that no stream takes",
    { limits: { streamBurst: kibibytes(100) } },
    "limits.streamBurst",
    "limits.maxLineSize",
  ],
  [
    "a line that no request takes",
    { gateway: { maxRequestSize: kibibytes(100) } },
    "gateway.maxRequestSize",
    "limits.maxLineSize",
  ],
  [
    "a label instead of an attribute",
    { limits: { otlpLabels: ["k8s/pod"] } },
    "limits.otlpLabels[0]",
    "k8s.namespace.name",
  ],
];

const tenants = (of: object): Anything => ({ tenants: { names: ["a"], platform: { name: "a" }, ...of } });

const TENANTS: readonly Mistake[] = [
  ["no names", tenants({ names: [] }), "tenants.names", "at least one"],
  ["an empty name", tenants({ names: [""] }), "tenants.names[0]", "letters, digits"],
  ["a slash in a name", tenants({ names: ["a/b"] }), "tenants.names[0]", "letters, digits"],
  ["a name twice", tenants({ names: ["a", "a"] }), "tenants.names", "once"],
  ["no tenant of the platform's own", { tenants: { names: ["a"] } }, "tenants.platform", "write an object"],
  [
    "a password that nobody asks for",
    tenants({ platform: { name: "a", credentials: login } }),
    "tenants.platform.credentials",
    "tenants.users",
  ],
  [
    "no password where one is asked for",
    tenants({ users: existingSecret("users") }),
    "tenants.platform.credentials",
    "existingSecret",
  ],
  [
    "users under another key",
    tenants({ users: existingSecret("users", { ".htpasswd": "auth" }), platform: { name: "a", credentials: login } }),
    'tenants.users.keys[".htpasswd"]',
    "under .htpasswd",
  ],
  [
    "a canary without a password",
    { ...tenants({ users: existingSecret("users"), platform: { name: "a", credentials: login } }), canary: true },
    "canary",
    "leave the canary out",
  ],
];

const NAMES: readonly Mistake[] = [
  ["capitals in the release", { releaseName: "Loki" }, "releaseName", "lower-case"],
  ["a release too long for its Services", { releaseName: "l".repeat(39) }, "releaseName", "at most 38"],
  ["a property that there is not", { replica: 3 }, "replica", "remove it"],
  ["environment without a secret", { environment: { TOKEN: "abc" } }, "environment.TOKEN", "write an object"],
  ["DNS with a path", { clusterDns: { domain: "cluster.local/" } }, "clusterDns.domain", "lower-case"],
  ["a label that Kubernetes refuses", { podLabels: { team: "core team" } }, "podLabels.team", "63 letters"],
];

describe.each([
  ["size", SIZE],
  ["time", TIME],
  ["limits", LIMITS],
  ["tenants", TENANTS],
  ["names", NAMES],
])("a finding about %s", (_, rows) => {
  test.each(rows)("%s", (_, input, path, mend) => {
    expectFinding(input, path, mend);
  });
});

test("one mistake is one finding", () => {
  expect(check(lokiProps, props({ replicas: 2, replicationFactor: 3 }), "prod.loki")).toHaveLength(1);
  expect(check(lokiProps, props({ retention: hours(1) }), "prod.loki")).toHaveLength(1);
  expect(check(lokiProps, {}, "prod.loki")).toHaveLength(1);
});

test("several mistakes are told at once", () => {
  const wrong = props({ storage: s3Bucket("A"), retention: hours(1), limits: { maxStreams: -1 } });
  expect(check(lokiProps, wrong, "prod.loki").map(({ path }) => path)).toEqual([
    "prod.loki.storage.bucket",
    "prod.loki.retention",
    "prod.loki.limits.maxStreams",
  ]);
});

test.each<readonly [what: string, over: Partial<LokiProps>]>([
  ["the least", {}],
  ["a bucket that Terraform makes", { storage: s3Bucket("${TfToken[TOKEN.7]}") }],
  ["the longest bucket", { storage: s3Bucket("a".repeat(63)) }],
  ["regions of several partitions", { storage: s3Bucket("logs", { region: "us-gov-west-1" }) }],
  ["a sovereign region", { storage: s3Bucket("logs", { region: "eusc-de-east-1" }) }],
  ["a retention of one day", { retention: days(1) }],
  ["chunks as old as they may idle", { ingester: { chunkIdlePeriod: hours(1), maxChunkAge: hours(1) } }],
  ["a rule of several matchers", { retentionRules: [{ selector: '{a="b", c=~`d.*`,}', retention: days(1) }] }],
  ["as many copies as replicas", { replicas: 3, replicationFactor: 3 }],
  ["the longest release", { releaseName: "l".repeat(38) }],
  [
    "half a core",
    { resources: { requests: { cpu: cores(0.5), memory: gibibytes(1) }, limits: { memory: gibibytes(2) } } },
  ],
])("nothing is wrong with %s", (_, over) => {
  expect(check(lokiProps, props(over), "prod.loki")).toEqual([]);
});

test.each(Object.keys(lokiProps.shape))("no value of %s makes the judge stumble", (key) => {
  const odd = [null, 0, -1, NaN, "", "x", true, [], [null], {}, { kind: "s3" }, { names: 1 }, () => 1, new Date(0)];
  for (const value of odd) expect(() => check(lokiProps, { ...props(), [key]: value }, "prod.loki")).not.toThrow();
});
