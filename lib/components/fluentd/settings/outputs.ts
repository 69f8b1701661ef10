/** Where lines go besides the log store: an index to search, a bucket to keep. */
import * as z from "zod";
import {
  duration,
  gibibytes,
  mebibytes,
  milliseconds,
  minutes,
  secretRef,
  urlWithoutCredentials,
} from "../../../model";
import { awsRegion, s3BucketName } from "../../loki";
import { bufferShape, chunkUpTo, outputBuffer } from "./buffer";

const tls = z.strictObject({
  /** Secret with `ca.crt`, who vouches for the server. @default the authorities that the image trusts */
  authority: secretRef("ca.crt").optional(),
  /** Secret with `tls.crt` and `tls.key`, by which Fluentd shows who it is. @default none */
  certificate: secretRef("tls.crt", "tls.key").optional(),
});

const indexPrefix = z.string().refine((text) => /^[a-z0-9][a-z0-9_.-]{0,99}$/.test(text) && !text.includes(".."), {
  error: "is no beginning of names of indices",
  params: { mend: "write at most 100 lower-case letters, digits, '-', '_' and '.'" },
});

const searchEngine = {
  /** Addresses of the nodes, or one that leads to all of them. By https, unless somebody else encrypts what goes there. */
  urls: z
    .array(urlWithoutCredentials)
    .readonly()
    .refine((urls) => urls.length > 0, {
      error: "is empty",
      params: { mend: "name at least one node, e.g. https://search.acme.example:9200" },
    }),
  /** Entries `username` and `password`. @default none */
  credentials: secretRef("username", "password").optional(),
  /** For https addresses. @default the authorities that the image trusts */
  tls: tls.prefault({}),
  /** Begins the names of all indices. @default "logs" */
  indexPrefix: indexPrefix.default("logs"),
  /** How often a new index begins. @default "day": `logs-2026.01.02` */
  rotation: z.enum(["day", "month"]).default("day"),
  buffer: outputBuffer.prefault({}),
} as const;

interface Addressed {
  readonly urls: readonly string[];
  readonly credentials?: unknown;
  readonly tls: z.output<typeof tls>;
}

const addressed = (
  { urls, credentials, tls: { authority, certificate } }: Addressed,
  context: z.RefinementCtx,
): void => {
  const plain = urls.findIndex((url) => url.startsWith("http://"));
  if (plain < 0) return;
  const issue = (path: readonly (string | number)[], message: string): void =>
    context.addIssue({ code: "custom", path: [...path], input: urls, message, params: { mend: "write https://" } });
  if (credentials !== undefined) issue(["urls", plain], "would carry the password in clear text");
  if (authority !== undefined || certificate !== undefined) issue(["urls", plain], "has no use of tls");
};

const elasticsearch = z
  .strictObject({
    kind: z.literal("elasticsearch"),
    ...searchEngine,
    /** Its major version, for which the client must be made. @default 8 */
    version: z.union([z.literal(7), z.literal(8), z.literal(9)]).default(8),
  })
  .superRefine(addressed);
const opensearch = z.strictObject({ kind: z.literal("opensearch"), ...searchEngine }).superRefine(addressed);

const prefix = z.string().refine((text) => /^[A-Za-z0-9!_.'()/-]{1,200}$/.test(text) && !/^\/|\/$|\/\//.test(text), {
  error: "is no folder of a bucket",
  params: { mend: "write letters, digits, '-', '_', '.' and '/' between them, e.g. logs/production" },
});

const bucket = z.strictObject({
  kind: z.literal("s3"),
  bucket: s3BucketName,
  region: awsRegion,
  /** Below which objects lie by year, month, day and hour. @default "logs" */
  prefix: prefix.default("logs"),
  /** Entries `accessKeyId` and `secretAccessKey`. @default workload identity, by `serviceAccount.annotations` */
  credentials: secretRef("accessKeyId", "secretAccessKey").optional(),
  /** A store that speaks S3's language, e.g. MinIO. @default Amazon's */
  endpoint: urlWithoutCredentials.optional(),
  /** How often an object is written: what a node that is lost takes with it. @default minutes(10) */
  every: duration
    .refine(({ milliseconds: length }) => length >= milliseconds(60_000).milliseconds && length % 60_000 === 0, {
      error: "is no whole number of minutes",
      params: { mend: "write e.g. minutes(10)" },
    })
    .default(minutes(10)),
  buffer: z
    .strictObject({
      size: outputBuffer.shape.size.default(gibibytes(2)),
      whenFull: outputBuffer.shape.whenFull,
      /** Most that one object holds, before it is compressed. @default 64 MiB */
      chunkSize: chunkUpTo(mebibytes(256)).default(mebibytes(64)),
      retryMaxInterval: bufferShape.retryMaxInterval,
    })
    .prefault({}),
});

export const output = z.discriminatedUnion("kind", [elasticsearch, opensearch, bucket]);
export type Output = z.output<typeof output>;
type OutputInput = z.input<typeof output>;
type Input<Kind> = Omit<Extract<OutputInput, { kind: Kind }>, "kind">;

/** `elasticsearchLogs({ urls: ["https://es.internal:9200"], credentials: existingSecret("fluentd-es") })` */
export const elasticsearchLogs = (props: Input<"elasticsearch">): OutputInput => ({ kind: "elasticsearch", ...props });
/** `opensearchLogs({ urls: ["https://search.internal:9200"], credentials: existingSecret("fluentd-search") })` */
export const opensearchLogs = (props: Input<"opensearch">): OutputInput => ({ kind: "opensearch", ...props });
/** `s3Logs({ bucket: "acme-logs", region: "eu-central-1" })` */
export const s3Logs = (props: Input<"s3">): OutputInput => ({ kind: "s3", ...props });
