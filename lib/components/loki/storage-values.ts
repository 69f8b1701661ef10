/** How the chart, Loki and the cloud's own client are told of a store. Credentials reach the pods as environment or file, never as configuration. */
import { secretKey, type SecretRef, type Values } from "../../model";
import type { LogStorage } from "./storage";

/** A store by the name that Loki's schema, its compactor and the chart call it. */
export const storeType = ({ kind }: LogStorage): "s3" | "gcs" | "azure" | "filesystem" =>
  kind === "s3Compatible" ? "s3" : kind;

/** The section `loki.storage`. */
export const storageValue = (storage: LogStorage): Values => {
  switch (storage.kind) {
    case "s3":
      return {
        type: "s3",
        bucketNames: { chunks: storage.bucket, ruler: storage.rulerBucket ?? storage.bucket },
        s3: { region: storage.region },
      };
    case "s3Compatible":
      return {
        type: "s3",
        bucketNames: { chunks: storage.bucket, ruler: storage.rulerBucket ?? storage.bucket },
        s3: {
          endpoint: storage.url,
          region: storage.region,
          s3ForcePathStyle: storage.pathStyle,
          insecure: storage.url.startsWith("http://"),
        },
      };
    case "gcs":
      return { type: "gcs", bucketNames: { chunks: storage.bucket, ruler: storage.rulerBucket ?? storage.bucket } };
    case "azure":
      return {
        type: "azure",
        bucketNames: { chunks: storage.container, ruler: storage.rulerContainer ?? storage.container },
        azure: {
          accountName: storage.account,
          endpointSuffix: storage.endpointSuffix,
          // Loki's client reads a key from its configuration only. A key is base64, so nothing in it needs quotes.
          ...(storage.credentials === undefined ? { useFederatedToken: true } : { accountKey: `\${${AZURE_KEY}}` }),
        },
      };
    case "filesystem":
      return { type: "filesystem" };
  }
};

/** What Loki's pods need to open the store, in the chart's `defaults`. */
export interface StorageAccess {
  readonly environment: readonly Values[];
  readonly volumes: readonly Values[];
  readonly volumeMounts: readonly Values[];
  readonly podLabels: Readonly<Record<string, string>>;
}

const AZURE_KEY = "AZURE_STORAGE_KEY";
const GCS_KEY_FOLDER = "/etc/loki/gcs";
const GCS_KEY_FILE = "service-account.json";

/**
 * Newer AWS clients add checksums that stores other than Amazon's often refuse
 * (docs.aws.amazon.com, "Data Integrity Protections for Amazon S3").
 */
const ONLY_NEEDED_CHECKSUMS: readonly Values[] = [
  { name: "AWS_REQUEST_CHECKSUM_CALCULATION", value: "when_required" },
  { name: "AWS_RESPONSE_CHECKSUM_VALIDATION", value: "when_required" },
];

export const storageAccess = (storage: LogStorage): StorageAccess => {
  const nothing = { environment: [], volumes: [], volumeMounts: [], podLabels: {} };
  switch (storage.kind) {
    case "s3":
      return storage.credentials === undefined ? nothing : { ...nothing, environment: awsKeys(storage.credentials) };
    case "s3Compatible":
      return { ...nothing, environment: [...awsKeys(storage.credentials), ...ONLY_NEEDED_CHECKSUMS] };
    case "gcs":
      return storage.credentials === undefined ? nothing : { ...nothing, ...gcsKeyFile(storage.credentials) };
    case "azure":
      return storage.credentials === undefined
        ? // The mark by which Azure's webhook knows which pods get a token.
          { ...nothing, podLabels: { "azure.workload.identity/use": "true" } }
        : { ...nothing, environment: [fromSecret(AZURE_KEY, storage.credentials, "accountKey")] };
    case "filesystem":
      return nothing;
  }
};

/** An environment variable whose value is an entry of a Secret. */
export const fromSecret = (name: string, secret: SecretRef, entry: string): Values => ({
  name,
  valueFrom: { secretKeyRef: secretKey(secret, entry) },
});

/** Where every AWS client looks first when its configuration names no keys. */
const awsKeys = (secret: SecretRef): readonly Values[] => [
  fromSecret("AWS_ACCESS_KEY_ID", secret, "accessKeyId"),
  fromSecret("AWS_SECRET_ACCESS_KEY", secret, "secretAccessKey"),
];

const gcsKeyFile = (secret: SecretRef): Omit<StorageAccess, "podLabels"> => {
  const { name, key } = secretKey(secret, "serviceAccountKey");
  return {
    environment: [{ name: "GOOGLE_APPLICATION_CREDENTIALS", value: `${GCS_KEY_FOLDER}/${GCS_KEY_FILE}` }],
    volumes: [{ name: "gcs-key", secret: { secretName: name, items: [{ key, path: GCS_KEY_FILE }] } }],
    volumeMounts: [{ name: "gcs-key", mountPath: GCS_KEY_FOLDER, readOnly: true }],
  };
};
