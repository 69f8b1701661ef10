/** Where Loki keeps its logs: object storage of a cloud, of one's own, or, for development, the pod's volume. */
import * as z from "zod";
import { dnsName, matches, nonEmpty, secretRef, text, urlWithoutCredentials, type SecretRef } from "../../model";

const named = (form: RegExp, problem: string, mend: string) => text({ holds: matches(form), problem, mend });

/** Names of S3 buckets (docs.aws.amazon.com, "General purpose bucket naming rules"). */
export const s3BucketName = named(
  /^(?!xn--|sthree-|amzn-s3-demo-|\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  "is no name of an S3 bucket",
  "write 3 to 63 lower-case letters, digits, '-' and '.', beginning and ending with a letter or digit, without reserved beginnings and endings",
);

/** Names of GCS buckets (cloud.google.com, "About Cloud Storage buckets"). */
const gcsBucketName = named(
  /^(?!goog)(?!.*google)[a-z0-9](?:[a-z0-9._-]{1,61}[a-z0-9])$/,
  "is no name of a GCS bucket",
  "write 3 to 63 lower-case letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, without \"google\"",
);

/** Names of blob containers (learn.microsoft.com, "Naming and referencing containers, blobs, and metadata"). */
const azureContainerName = named(
  /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  "is no name of an Azure container",
  "write 3 to 63 lower-case letters, digits and single '-', beginning and ending with a letter or digit",
);

const azureAccount = named(
  /^[a-z0-9]{3,24}$/,
  "is no name of an Azure storage account",
  "write 3 to 24 lower-case letters and digits",
);

export const awsRegion = named(
  /^[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}$/,
  "is no AWS region",
  'write its code, e.g. "us-east-1"',
);

const keyPair = secretRef("accessKeyId", "secretAccessKey");

const s3 = z.strictObject({
  kind: z.literal("s3"),
  bucket: s3BucketName,
  /** Bucket of the ruler's rules. @default the same bucket, where they lie below `rules/` */
  rulerBucket: s3BucketName.optional(),
  /** @default the one that the cluster tells its pods, as EKS does */
  region: awsRegion.optional(),
  /** @default workload identity, by `serviceAccount.annotations` */
  credentials: keyPair.optional(),
});

const s3Compatible = z.strictObject({
  kind: z.literal("s3Compatible"),
  url: urlWithoutCredentials,
  bucket: s3BucketName,
  /** Bucket of the ruler's rules. @default the same bucket, where they lie below `rules/` */
  rulerBucket: s3BucketName.optional(),
  /** What the store calls its region; most do not care. @default "us-east-1" */
  region: nonEmpty.default("us-east-1"),
  /** The bucket in the path instead of in the host's name. @default true */
  pathStyle: z.boolean().default(true),
  /** Entries `accessKeyId` and `secretAccessKey`. */
  credentials: keyPair,
});

const gcs = z.strictObject({
  kind: z.literal("gcs"),
  bucket: gcsBucketName,
  /** Bucket of the ruler's rules. @default the same bucket, where they lie below `rules/` */
  rulerBucket: gcsBucketName.optional(),
  /** A service account's key as a JSON file, entry `serviceAccountKey`. @default workload identity, by `serviceAccount.annotations` */
  credentials: secretRef("serviceAccountKey").optional(),
});

const azure = z.strictObject({
  kind: z.literal("azure"),
  account: azureAccount,
  container: azureContainerName,
  /** Container of the ruler's rules. @default the same container, where they lie below `rules/` */
  rulerContainer: azureContainerName.optional(),
  /** Suffix of the account's address outside of the public cloud, e.g. `blob.core.chinacloudapi.cn`. @default "blob.core.windows.net" */
  endpointSuffix: dnsName.optional(),
  /** The account's key, entry `accountKey`. @default workload identity, by `serviceAccount.annotations` */
  credentials: secretRef("accountKey").optional(),
});

const filesystem = z.strictObject({ kind: z.literal("filesystem") });

const stores = z.discriminatedUnion("kind", [s3, s3Compatible, gcs, azure, filesystem]);
const kinds: readonly unknown[] = stores.options.map(({ shape }) => shape.kind.value);
type StoreInput = z.input<typeof stores>;

export const OBJECT_STORES = 's3Bucket("…"), gcsBucket("…"), azureContainer({ … }) or s3CompatibleBucket({ … })';

const isStore = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "kind" in value && kinds.includes(value.kind);

export const logStorage = z
  .custom<StoreInput>(isStore, {
    error: "is no store that Loki can keep logs in",
    params: { mend: `use ${OBJECT_STORES}; filesystemStorage() for development` },
    abort: true,
  })
  .pipe(stores);
export type LogStorage = z.output<typeof stores>;
type Input<Kind> = Extract<StoreInput, { kind: Kind }>;
type Options<Kind, Named extends string> = Omit<Input<Kind>, "kind" | Named>;

/** Amazon S3: `s3Bucket("acme-loki-chunks", { rulerBucket: "acme-loki-ruler", region: "us-east-1" })`. */
export const s3Bucket = (bucket: string, options: Options<"s3", "bucket"> = {}): Input<"s3"> => ({
  kind: "s3",
  bucket,
  ...options,
});

/** Anything that speaks S3: `s3CompatibleBucket({ url: "https://s3.acme.example", bucket: "loki", credentials: existingSecret("loki-s3") })`. */
export const s3CompatibleBucket = (props: Omit<Input<"s3Compatible">, "kind">): Input<"s3Compatible"> => ({
  kind: "s3Compatible",
  ...props,
});

/** Google Cloud Storage: `gcsBucket("acme-loki-chunks")`. */
export const gcsBucket = (bucket: string, options: Options<"gcs", "bucket"> = {}): Input<"gcs"> => ({
  kind: "gcs",
  bucket,
  ...options,
});

/** Azure Blob Storage: `azureContainer({ account: "acmelogs", container: "loki-chunks" })`. */
export const azureContainer = (props: Omit<Input<"azure">, "kind">): Input<"azure"> => ({ kind: "azure", ...props });

/** The volume of the only replica: for development, because it neither scales nor survives the volume. */
export const filesystemStorage = (): Input<"filesystem"> => ({ kind: "filesystem" });

/** The credentials that a store is opened with, if any. */
export const storageCredentials = (storage: LogStorage): SecretRef | undefined =>
  "credentials" in storage ? storage.credentials : undefined;
