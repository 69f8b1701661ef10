import {
  azureContainer,
  filesystemStorage,
  gcsBucket,
  s3Bucket,
  s3CompatibleBucket,
  type LokiProps,
} from "../../../lib/components/loki";
import { existingSecret, secretVariable } from "../../../lib/model";
import { at, expectFinding, valuesOf, type Anything, type Mistake } from "./settings";

type Fact = readonly [fact: string, over: Partial<LokiProps>, path: string, value: unknown];

const FACTS: readonly Fact[] = [
  [
    "S3",
    {},
    "loki.storage",
    { type: "s3", bucketNames: { chunks: "acme-loki-chunks", ruler: "acme-loki-chunks" }, s3: {} },
  ],
  [
    "S3 in a region, rules by themselves",
    { storage: s3Bucket("chunks", { rulerBucket: "rules", region: "eu-west-1" }) },
    "loki.storage",
    { type: "s3", bucketNames: { chunks: "chunks", ruler: "rules" }, s3: { region: "eu-west-1" } },
  ],
  [
    "S3 with keys, which the AWS client reads from its environment",
    { storage: s3Bucket("chunks", { region: "eu-west-1", credentials: existingSecret("s3", { accessKeyId: "id" }) }) },
    "defaults.extraEnv",
    [
      { name: "AWS_ACCESS_KEY_ID", valueFrom: { secretKeyRef: { name: "s3", key: "id" } } },
      { name: "AWS_SECRET_ACCESS_KEY", valueFrom: { secretKeyRef: { name: "s3", key: "secretAccessKey" } } },
    ],
  ],
  [
    "another store that speaks S3",
    { storage: s3CompatibleBucket({ url: "http://ceph:7480", bucket: "loki", credentials: existingSecret("s3") }) },
    "loki.storage.s3",
    { endpoint: "http://ceph:7480", region: "us-east-1", s3ForcePathStyle: true, insecure: true },
  ],
  [
    "GCS",
    { storage: gcsBucket("acme-logs") },
    "loki.storage",
    { type: "gcs", bucketNames: { chunks: "acme-logs", ruler: "acme-logs" } },
  ],
  [
    "GCS with a key file",
    { storage: gcsBucket("acme-logs", { credentials: existingSecret("gcs") }) },
    "defaults.extraVolumes",
    [
      {
        name: "gcs-key",
        secret: { secretName: "gcs", items: [{ key: "serviceAccountKey", path: "service-account.json" }] },
      },
    ],
  ],
  [
    "Azure by workload identity",
    { storage: azureContainer({ account: "acmelogs", container: "loki" }) },
    "loki.storage.azure",
    { accountName: "acmelogs", useFederatedToken: true },
  ],
  [
    "Azure's webhook knows the pods",
    { storage: azureContainer({ account: "acmelogs", container: "loki" }) },
    "defaults.podLabels",
    { "azure.workload.identity/use": "true" },
  ],
  [
    "Azure by the account's key",
    { storage: azureContainer({ account: "acmelogs", container: "loki", credentials: existingSecret("azure") }) },
    "loki.storage.azure",
    { accountName: "acmelogs", accountKey: "${AZURE_STORAGE_KEY}" },
  ],
  ["the file system is for one replica", { storage: filesystemStorage() }, "singleBinary.replicas", 1],
  ["one replica keeps each line once", { storage: filesystemStorage() }, "loki.commonConfig.replication_factor", 1],
  [
    "cloud identity",
    { serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": "arn" } } },
    "serviceAccount.annotations",
    { "eks.amazonaws.com/role-arn": "arn" },
  ],
];

const store = (storage: unknown): Anything => ({ storage });
const s3Name = "3 to 63 lower-case letters";
const MISTAKES: readonly Mistake[] = [
  ["no storage", { storage: undefined }, "storage", "use s3Bucket"],
  ["storage by its bare name", store("acme-loki-chunks"), "storage", "use s3Bucket"],
  ["a store that there is not", store({ kind: "minio" }), "storage", "use s3Bucket"],
  ["capitals in a bucket", store(s3Bucket("Acme-Logs")), "storage.bucket", s3Name],
  ["a bucket of two letters", store(s3Bucket("ab")), "storage.bucket", s3Name],
  ["a bucket of 64 letters", store(s3Bucket("a".repeat(64))), "storage.bucket", s3Name],
  ["an underscore in a bucket", store(s3Bucket("acme_logs")), "storage.bucket", s3Name],
  ["two dots in a bucket", store(s3Bucket("acme..logs")), "storage.bucket", s3Name],
  ["an address as a bucket", store(s3Bucket("192.168.5.4")), "storage.bucket", s3Name],
  ["a reserved beginning", store(s3Bucket("xn--logs")), "storage.bucket", "reserved beginnings"],
  ["a reserved end", store(s3Bucket("logs-s3alias")), "storage.bucket", "reserved beginnings and endings"],
  ["a bucket as an address", store(s3Bucket("s3://logs")), "storage.bucket", s3Name],
  [
    "a ruler's bucket with a dash at its end",
    store(s3Bucket("logs", { rulerBucket: "rules-" })),
    "storage.rulerBucket",
    s3Name,
  ],
  ["a zone as a region", store(s3Bucket("logs", { region: "us-east-1a" })), "storage.region", '"us-east-1"'],
  ["a region by its city", store(s3Bucket("logs", { region: "Frankfurt" })), "storage.region", "write its code"],
  [
    "keys without a region",
    store(s3Bucket("logs", { credentials: existingSecret("s3") })),
    "storage.region",
    "region: ",
  ],
  [
    "keys of other names",
    store(
      s3Bucket("logs", { region: "us-east-1", credentials: secretVariable("s3", ["accessKey", "secretAccessKey"]) }),
    ),
    "storage.credentials.entries",
    'add "accessKeyId"',
  ],
  [
    "a store without credentials",
    store({ kind: "s3Compatible", url: "https://s3.acme.example", bucket: "logs" }),
    "storage.credentials",
    "existingSecret",
  ],
  [
    "credentials in an address",
    store(
      s3CompatibleBucket({
        url: "https://me:secret@s3.acme.example",
        bucket: "logs",
        credentials: existingSecret("s3"),
      }),
    ),
    "storage.url",
    "secret reference",
  ],
  [
    "a store without a scheme",
    store(s3CompatibleBucket({ url: "s3.acme.example:9000", bucket: "logs", credentials: existingSecret("s3") })),
    "storage.url",
    "scheme and host",
  ],
  ["a bucket of Google's", store(gcsBucket("google-logs")), "storage.bucket", 'without "google"'],
  ["a bucket that begins like Google's", store(gcsBucket("goog-logs")), "storage.bucket", 'without "google"'],
  [
    "an account with a dash",
    store(azureContainer({ account: "acme-logs", container: "loki" })),
    "storage.account",
    "3 to 24",
  ],
  [
    "two dashes in a container",
    store(azureContainer({ account: "acmelogs", container: "lo--ki" })),
    "storage.container",
    "single '-'",
  ],
  ["an unknown option of a store", store({ ...s3Bucket("logs"), prefix: "a" }), "storage.prefix", "remove it"],
  [
    "three replicas of one file system",
    { storage: filesystemStorage(), replicas: 3 },
    "replicas",
    "write 1, or use s3Bucket",
  ],
  [
    "a file system for many workloads",
    { storage: filesystemStorage(), mode: "distributed" },
    "storage",
    "use s3Bucket",
  ],
];

test.each(FACTS)("%s", (_, over, path, value) => {
  expect(at(valuesOf(over), path)).toEqual(value);
});

test.each(MISTAKES)("a finding about %s", (_, input, path, mend) => {
  expectFinding(input, path, mend);
});
