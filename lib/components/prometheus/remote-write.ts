/** Samples sent on to another store: what it can be told, and how the operator's `remoteWrite` says it. */
import * as z from "zod";
import { compact } from "../../charts";
import {
  count,
  duration,
  nonEmpty,
  prometheusDuration,
  secretRef,
  urlWithoutCredentials,
  type Values,
} from "../../model";
import { relabelings, relabelRule } from "./scrape";
import { entryOf, resourceClientShape, resourceClientValue } from "./scrape/resource-client";
import { inResource } from "./scrape/spelling";

/** Headers that Prometheus sets itself and refuses from anybody else (`reservedHeaders` in its config package). */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  "authorization",
  "host",
  "content-encoding",
  "content-length",
  "content-type",
  "user-agent",
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "www-authenticate",
  "accept-encoding",
  "x-prometheus-remote-write-version",
  "x-prometheus-remote-read-version",
  "x-amz-date",
  "x-amz-security-token",
  "x-amz-content-sha256",
]);

const headerName = nonEmpty
  .refine((name) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name), {
    error: "is no HTTP header name",
    params: { mend: "write letters, digits and '-', e.g. X-Scope-OrgID" },
  })
  .refine((name) => !RESERVED_HEADERS.has(name.toLowerCase()), {
    error: "is a header that Prometheus sets itself",
    params: { mend: "leave it out; a login goes into `authentication`" },
  })
  .refine(
    (name) => !/(secret|token|password|cookie|api-?key)/i.test(name) || RESERVED_HEADERS.has(name.toLowerCase()),
    {
      error: "is a header whose value would stand in clear text in state and cluster",
      params: { mend: "log in by a secret reference: authentication: bearerToken(existingSecret(...))" },
    },
  );

const signature = z.strictObject({
  kind: z.literal("sigv4"),
  region: nonEmpty,
  /** Entries `accessKey` and `secretKey`. @default the service account's identity */
  secret: secretRef("accessKey", "secretKey").optional(),
  /** Role to take on. @default none */
  roleArn: nonEmpty
    .refine((arn) => /^arn:[a-z-]+:iam::\d{12}:role\/\S+$/.test(arn), {
      error: "is no ARN of a role",
      params: { mend: "write e.g. arn:aws:iam::123456789012:role/metrics" },
    })
    .optional(),
});

/** Requests signed for AWS, e.g. Amazon Managed Service for Prometheus: `sigv4({ region: "eu-central-1" })`. */
export const sigv4 = (props: Omit<z.input<typeof signature>, "kind">) => ({ kind: "sigv4", ...props }) as const;

/** Prometheus's own sizes of a queue (`DefaultQueueConfig`), against which partial settings are held. */
const QUEUE = {
  capacity: 10_000,
  minShards: 1,
  maxShards: 50,
  maxSamplesPerSend: 2_000,
  minBackoff: 30,
  maxBackoff: 5_000,
};

const queue = z
  .strictObject({
    /** Samples that each shard holds in memory. @default 10000, Prometheus's own */
    capacity: count(1).optional(),
    /** Senders at the least. @default 1, Prometheus's own */
    minShards: count(1).optional(),
    /** Senders at the most. @default 50, Prometheus's own */
    maxShards: count(1).optional(),
    /** Samples in one request. @default 2000, Prometheus's own */
    maxSamplesPerSend: count(1).optional(),
    /** How long a sample waits for its request to fill. @default seconds(5), Prometheus's own */
    batchSendDeadline: duration.optional(),
    /** First wait after a failure; doubles with each one. @default milliseconds(30), Prometheus's own */
    minBackoff: duration.optional(),
    /** @default seconds(5), Prometheus's own */
    maxBackoff: duration.optional(),
    /** Try again when the receiver says "too many requests". @default false, Prometheus's own */
    retryOnRateLimit: z.boolean().optional(),
    /** Samples that are older are given up. @default none are */
    sampleAgeLimit: duration.optional(),
  })
  .superRefine((settings, context) => {
    const { capacity, minShards, maxShards, maxSamplesPerSend, minBackoff, maxBackoff } = settings;
    const conflict = (key: keyof typeof settings, message: string, mend: string): void =>
      context.addIssue({ code: "custom", path: [key], input: settings[key] ?? settings, message, params: { mend } });
    if ((minShards ?? QUEUE.minShards) > (maxShards ?? QUEUE.maxShards))
      conflict("minShards", `is above maxShards (${maxShards ?? QUEUE.maxShards})`, "lower it or raise maxShards");
    if ((minBackoff?.milliseconds ?? QUEUE.minBackoff) > (maxBackoff?.milliseconds ?? QUEUE.maxBackoff))
      conflict("minBackoff", "is longer than maxBackoff", "shorten it or lengthen maxBackoff");
    if ((capacity ?? QUEUE.capacity) < (maxSamplesPerSend ?? QUEUE.maxSamplesPerSend))
      conflict(
        "capacity",
        "is smaller than one request",
        "hold three to ten times maxSamplesPerSend, as Prometheus's remote write tuning advises",
      );
  });

export const remoteWrite = z
  .strictObject({
    /** Tells this destination from others in Prometheus's own metrics and logs. @default a hash of its settings */
    name: nonEmpty.optional(),
    /** Where to, e.g. `https://mimir.acme.example/api/v1/push`. Holds no login. */
    url: urlWithoutCredentials,
    ...resourceClientShape,
    /** `userAndPassword(...)`, `bearerToken(...)`, `oauth2(...)` or `sigv4(...)`. @default none */
    authentication: z
      .discriminatedUnion("kind", [...resourceClientShape.authentication.unwrap().options, signature])
      .optional(),
    /** HTTP headers that are no secret, e.g. `X-Scope-OrgID`. @default none */
    headers: z.record(headerName, nonEmpty).readonly().default({}),
    /** @default Prometheus's own sizes */
    queue: queue.optional(),
    /** Changes and choices before sending, in order. @default everything goes as it is */
    relabel: z.array(relabelRule).readonly().default([]),
    /** Trace ids go along. @default true */
    sendExemplars: z.boolean().default(true),
    /** @default as `nativeHistograms` of Prometheus */
    sendNativeHistograms: z.boolean().optional(),
    /** How long a request may take. @default seconds(30), Prometheus's own */
    timeout: duration.optional(),
    /** Wire format; `2.0` needs a receiver that knows it. @default "1.0" */
    protocol: z.enum(["1.0", "2.0"]).default("1.0"),
  })
  .superRefine(({ url, tls }, context) => {
    if (tls !== undefined && url.startsWith("http:"))
      context.addIssue({
        code: "custom",
        path: ["tls"],
        input: tls,
        message: "has no effect on an address that begins with http:",
        params: { mend: "write https: or leave tls out" },
      });
  });
export type RemoteWrite = z.output<typeof remoteWrite>;

/** One entry of the Prometheus resource's `remoteWrite`. The operator reads the secrets; they need no mount. */
export const remoteWriteValue = (settings: RemoteWrite, nativeHistograms: boolean): Values => {
  const { name, url, headers, queue, relabel, timeout, authentication } = settings;
  const { tls, proxy, followRedirects, enableHttp2 } = settings;
  return compact({
    name,
    url,
    ...resourceClientValue(
      {
        authentication: authentication?.kind === "sigv4" ? undefined : authentication,
        tls,
        proxy,
        followRedirects,
        enableHttp2,
      },
      "enableHTTP2",
    ),
    sigv4: authentication?.kind === "sigv4" ? signatureValue(authentication) : undefined,
    headers: Object.keys(headers).length === 0 ? undefined : headers,
    queueConfig: queue === undefined ? undefined : inResource(queue),
    writeRelabelConfigs: relabel.length === 0 ? undefined : relabelings(relabel),
    sendExemplars: settings.sendExemplars,
    sendNativeHistograms: settings.sendNativeHistograms ?? nativeHistograms,
    remoteTimeout: timeout === undefined ? undefined : prometheusDuration(timeout),
    messageVersion: `V${settings.protocol}`,
  });
};

const signatureValue = ({ region, roleArn, secret }: z.output<typeof signature>): Values => ({
  region,
  roleArn,
  accessKey: secret && entryOf(secret, "accessKey"),
  secretKey: secret && entryOf(secret, "secretKey"),
});
