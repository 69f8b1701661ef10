/** Targets that a cloud knows. Who Prometheus is there comes from its service account, never from a key in clear text. */
import * as z from "zod";
import { duration, nonEmpty, port, text, url } from "../../../model";
import { httpClientShape } from "./http-client";
import { someOf } from "./texts";

const common = {
  /** Port that metrics are scraped from; for public addresses, relabel instead. @default 80 */
  port: port.optional(),
} as const;

const region = text({
  holds: (text) => /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text),
  problem: "is no AWS region",
  mend: "write e.g. eu-central-1",
});

/** EC2 instances (prometheus.io, ec2_sd_config); the settings that custom resources have as well. */
export const ec2Shape = {
  /** @default that of the instance that Prometheus runs on */
  region: region.optional(),
  /** Role to assume. @default the service account's own */
  roleArn: text({
    holds: (text) => /^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/.test(text),
    problem: "is no ARN of a role",
    mend: "write arn:aws:iam::<account>:role/<name>",
  }).optional(),
  ...common,
  /** How often the instances are listed. @default seconds(60) */
  refreshInterval: duration.optional(),
  /** What EC2 filters the instances by, e.g. `tag:team`. @default none */
  filters: z
    .array(z.strictObject({ name: nonEmpty, values: someOf(z.string(), "write at least one value") }))
    .readonly()
    .optional(),
} as const;

export const ec2DiscoverySchema = z
  .strictObject({
    kind: z.literal("ec2"),
    ...ec2Shape,
    /** Address of another API, e.g. a private endpoint. @default AWS's own */
    endpoint: url.optional(),
    /** Named profile of the AWS configuration in the container. @default none */
    profile: nonEmpty.optional(),
    /** What the owner of the role asks for beside its name. @default none */
    externalId: nonEmpty.optional(),
    ...httpClientShape,
  })
  .refine(({ roleArn, externalId }) => externalId === undefined || roleArn !== undefined, {
    path: ["externalId"],
    error: "is given without a role",
    params: { mend: "write roleArn as well" },
  });

/** Compute Engine instances (prometheus.io, gce_sd_config). */
export const gceDiscoverySchema = z.strictObject({
  kind: z.literal("gce"),
  project: text({
    holds: (text) => /^([a-z][-a-z0-9.]*:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$/.test(text),
    problem: "is no id of a Google Cloud project",
    mend: "write the id, not the name or number: 6 to 30 lower-case letters, digits and '-'",
  }),
  /** One zone; for several, list the discovery several times. */
  zone: text({
    holds: (text) => /^[a-z]+(-[a-z]+)+\d+-[a-z]$/.test(text),
    problem: "is no zone",
    mend: "write e.g. europe-west3-a",
  }),
  /** In the syntax of the instances.list call. @default none */
  filter: nonEmpty.optional(),
  ...common,
  /** How often the instances are listed. @default seconds(60) */
  refreshInterval: duration.optional(),
  /** What stands between the tags of an instance. @default "," */
  tagSeparator: nonEmpty.optional(),
});

const uuid = text({
  holds: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
  problem: "is no id",
  mend: "write the id as the portal shows it: 8-4-4-4-12 hexadecimal digits",
});
export { uuid as azureId };

/** Virtual machines of Azure (prometheus.io, azure_sd_config); the settings that custom resources have as well. */
export const azureShape = {
  subscriptionId: uuid,
  /** @default "AzurePublicCloud" */
  environment: z.enum(["AzurePublicCloud", "AzureChinaCloud", "AzureUSGovernmentCloud"]).optional(),
  /** Look into one resource group only. @default all */
  resourceGroup: nonEmpty.optional(),
  ...common,
  /** How often the machines are listed. @default minutes(5) */
  refreshInterval: duration.optional(),
} as const;

/** The ways to be somebody in Azure without a secret. */
export const azureIdentities = [
  z.strictObject({ method: z.literal("WorkloadIdentity") }),
  z.strictObject({
    method: z.literal("ManagedIdentity"),
    /** Which of several identities. @default the one that the system assigned */
    clientId: uuid.optional(),
  }),
  z.strictObject({ method: z.literal("SDK") }),
] as const;

export const azureDiscoverySchema = z.strictObject({
  kind: z.literal("azure"),
  ...azureShape,
  /** Who Prometheus is. OAuth needs a secret in clear text here; a ScrapeConfig object can do it. @default { method: "WorkloadIdentity" } */
  identity: z.discriminatedUnion("method", azureIdentities).prefault({ method: "WorkloadIdentity" }),
  ...httpClientShape,
});
