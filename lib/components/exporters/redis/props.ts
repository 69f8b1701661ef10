/** What a Redis exporter can be told. */
import * as z from "zod";
import {
  cores,
  dnsLabel,
  duration,
  environmentFromSecrets,
  mebibytes,
  nonEmpty,
  releaseName,
  resources,
  seconds,
  secretRef,
  values,
  workloadProps,
  isToken,
} from "../../../model";
import { placementOnly } from "../../workload";

/** `rediss` and `valkeys` speak TLS. */
const address = z
  .string()
  .refine((text) => isToken(text) || /^(redis|valkey)s?:\/\/[^\s/?#]+(\/\d+)?$/.test(text), {
    error: "is no address of a Redis server",
    params: { mend: "write e.g. redis://cache.data.svc:6379, or rediss:// for TLS" },
  })
  .refine((text) => isToken(text) || !text.includes("@"), {
    error: "carries a user or password in clear text",
    params: { mend: "leave it out and pass credentials" },
  });

const target = z.strictObject({
  /** Names the server in the label `target`. */
  name: dnsLabel,
  url: address,
});

const shape = z.strictObject({
  ...workloadProps,
  /** One pod has nobody to be kept apart from. @default nodes as the scheduler likes */
  scheduling: placementOnly.prefault({}),
  /** Name of the Helm release, of the Deployment and of the Service. @default "redis-exporter-<id>" */
  releaseName: releaseName.default("redis-exporter"),
  /** One server. */
  address: address.optional(),
  /** Or several servers that one exporter asks in turn. */
  targets: z.array(target).readonly().optional(),
  /** User of Redis's access control list. @default the default user */
  user: nonEmpty.optional(),
  /** Entry `password`, the same for all servers. @default none */
  credentials: secretRef("password").optional(),
  /** Entry `passwords.json`: `{ "redis://cache.data.svc:6379": "…" }`, where each server has its own. @default none */
  passwords: secretRef("passwords.json").optional(),
  /** Secret with `ca.crt`, who vouches for the servers. @default the authorities that the image trusts */
  authority: secretRef("ca.crt").optional(),
  /** Secret with `tls.crt` and `tls.key`, by which the exporter shows who it is. @default none */
  certificate: secretRef("tls.crt", "tls.key").optional(),
  /** How often it is scraped. @default seconds(30) */
  interval: duration.default(seconds(30)),
  /** @default 25m CPU and 32 MiB requested, 128 MiB limit */
  resources: resources.default({
    requests: { cpu: cores(0.025), memory: mebibytes(32) },
    limits: { memory: mebibytes(128) },
  }),
  /** Variables of the container, from Secrets. @default none */
  environment: environmentFromSecrets,
  /** Have Prometheus scrape it through a ServiceMonitor. @default true */
  serviceMonitor: z.boolean().default(true),
  /** Values of the chart, merged last. Checked like everything else. @default none */
  values: values.default({}),
});

export const redisExporterProps = shape.superRefine((input, context) => {
  const { address, authority, certificate, credentials, passwords, serviceMonitor, targets, user } = input;
  const issue = (path: readonly PropertyKey[], message: string, mend: string): void =>
    context.addIssue({ code: "custom", path: [...path], input: path, message, params: { mend } });
  if (address === undefined && targets === undefined)
    issue(["address"], "is missing", "write e.g. redis://cache.data.svc:6379");
  if (address !== undefined && targets !== undefined)
    issue(["targets"], "stand beside address", "write one of the two");
  if (targets?.length === 0) issue(["targets"], "is empty", "name at least one server");
  targets?.forEach(({ name }, index) => {
    const earlier = targets.findIndex((other) => other.name === name);
    if (earlier < index)
      issue(
        ["targets", index, "name"],
        `is "${name}", as targets[${earlier}] is called`,
        "give each server its own name",
      );
  });
  if (targets !== undefined && !serviceMonitor)
    issue(
      ["serviceMonitor"],
      "is off, but only the ServiceMonitor says which of the targets to ask",
      "leave it on, or write address",
    );
  if (credentials !== undefined && passwords !== undefined)
    issue(["passwords"], "stand beside credentials", "write one of the two");
  if (user !== undefined && credentials === undefined && passwords === undefined)
    issue(["credentials"], `is missing for the user "${user}"`, 'write existingSecret("…") with the entry password');
  const urls = [...(address === undefined ? [] : [address]), ...(targets ?? []).map(({ url }) => url)];
  if ((authority !== undefined || certificate !== undefined) && urls.every((url) => /^(redis|valkey):/.test(url)))
    issue(
      [authority === undefined ? "certificate" : "authority"],
      "has no effect on redis://",
      "write rediss://, or leave it out",
    );
});

export type RedisExporterProps = z.input<typeof redisExporterProps>;
export type RedisExporterSettings = z.output<typeof redisExporterProps>;
