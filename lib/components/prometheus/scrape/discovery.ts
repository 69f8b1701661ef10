/** Where targets come from: written down, or known to somebody who is asked again and again. */
import * as z from "zod";
import { duration, labelName, nonEmpty, port, secretRef, text, urlWithoutCredentials } from "../../../model";
import { azureDiscoverySchema, ec2DiscoverySchema, gceDiscoverySchema } from "./cloud-discovery";
import { httpClientShape } from "./http-client";
import { kubernetesDiscoverySchema } from "./kubernetes-discovery";
import { address, filePattern, requestPath, someOf, target } from "./texts";

/** Labels that targets carry from the beginning. */
export const targetLabels = z.record(labelName, z.string()).readonly();

const targets = someOf(target, "write at least one target, e.g. postgres-exporter.databases.svc:9187");

export const staticDiscoverySchema = z.strictObject({
  kind: z.literal("static"),
  targets,
  /** @default none */
  labels: targetLabels.optional(),
});

/** What Consul is asked, in prometheus.yml and in custom resources (prometheus.io, consul_sd_config). */
export const consulShape = {
  /** Host and port of a Consul agent. */
  server: address,
  /** Where the API stands behind a gateway. @default none */
  pathPrefix: requestPath.optional(),
  /** Secret with the entry `token`, which is sent as a bearer token. @default none */
  token: secretRef("token").optional(),
  /** @default the agent's own */
  datacenter: nonEmpty.optional(),
  /** Consul Enterprise only. @default the token's own */
  namespace: nonEmpty.optional(),
  /** Consul Enterprise only. @default the token's own */
  partition: nonEmpty.optional(),
  /** @default "http" */
  scheme: z.enum(["http", "https"]).optional(),
  /** Services by name. @default all */
  services: z.array(nonEmpty).readonly().optional(),
  /** Expression by which the catalog is filtered, e.g. `"metrics" in ServiceTags`. @default none */
  filter: nonEmpty.optional(),
  /** Expression by which the instances are filtered, e.g. `"metrics" in Service.Tags`. @default none */
  healthFilter: nonEmpty.optional(),
  /** Tags that a service must all have; Consul prefers `filter`. @default none */
  tags: z.array(nonEmpty).readonly().optional(),
  /** Metadata that nodes must have; Consul prefers `filter`. @default none */
  nodeMeta: z.record(nonEmpty, z.string()).readonly().optional(),
  /** What stands between the tags in `__meta_consul_tags`, and around them. @default "," */
  tagSeparator: nonEmpty.optional(),
  /** Take answers that may be out of date, which spares Consul's leader. @default true */
  allowStale: z.boolean().optional(),
  /** How long names are trusted. @default seconds(30) */
  refreshInterval: duration.optional(),
} as const;

/** A token is an authentication: there can be only one. */
export const oneIdentity = (
  { token, authentication }: { readonly token?: unknown; readonly authentication?: unknown },
  context: z.RefinementCtx,
): void => {
  if (token !== undefined && authentication !== undefined)
    context.addIssue({
      code: "custom",
      path: ["authentication"],
      input: "",
      message: "stands beside a token",
      params: { mend: "write one of the two" },
    });
};

export const consulDiscoverySchema = z
  .strictObject({ kind: z.literal("consul"), ...consulShape, ...httpClientShape })
  .superRefine(oneIdentity);

const domainName = text({
  holds: (text) =>
    text.length <= 253 &&
    /^([A-Za-z0-9_]([-\w]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9_]([-\w]{0,61}[A-Za-z0-9])?\.?$/.test(text),
  problem: "is no domain name",
  mend: "write the name of the record without scheme, port or path, e.g. _metrics._tcp.shop.example.com",
});

/** Names in the DNS (prometheus.io, dns_sd_config). */
export const dnsDiscoverySchema = z
  .strictObject({
    kind: z.literal("dns"),
    names: someOf(domainName, "write at least one name"),
    /** @default "SRV" */
    type: z.enum(["SRV", "A", "AAAA", "MX", "NS"]).optional(),
    /** Port of the targets, which only SRV records know by themselves. */
    port: port.optional(),
    /** How often the names are looked up. @default seconds(30) */
    refreshInterval: duration.optional(),
  })
  .superRefine(({ type = "SRV", port }, context) => {
    if ((type === "SRV") !== (port !== undefined)) return;
    context.addIssue({
      code: "custom",
      path: ["port"],
      input: port ?? "",
      message:
        type === "SRV"
          ? "is not read, because SRV records carry their own"
          : `is needed, because ${type} records carry none`,
      params: {
        mend: type === "SRV" ? 'leave it out, or write type: "A"' : "write the port that metrics are scraped from",
      },
    });
  });

/** Something that answers with a list of targets (prometheus.io, http_sd_config). */
export const httpDiscoverySchema = z.strictObject({
  kind: z.literal("http"),
  url: urlWithoutCredentials,
  /** How often it is asked. @default seconds(60) */
  refreshInterval: duration.optional(),
  ...httpClientShape,
});

/** Files with lists of targets in Prometheus's container (prometheus.io, file_sd_config). */
export const fileDiscoverySchema = z.strictObject({
  kind: z.literal("file"),
  files: someOf(filePattern, "write at least one pattern"),
  /** How often the files are read even though nobody has seen them change. @default minutes(5) */
  refreshInterval: duration.optional(),
});

/** One source of targets. */
export const discovery = z.discriminatedUnion("kind", [
  staticDiscoverySchema,
  kubernetesDiscoverySchema,
  consulDiscoverySchema,
  dnsDiscoverySchema,
  httpDiscoverySchema,
  fileDiscoverySchema,
  ec2DiscoverySchema,
  gceDiscoverySchema,
  azureDiscoverySchema,
]);
export type Discovery = z.output<typeof discovery>;
export type DiscoveryInput = z.input<typeof discovery>;
export type DiscoveryKind = Discovery["kind"];
type Source<Kind extends DiscoveryKind> = Extract<DiscoveryInput, { kind: Kind }>;
type Props<Kind extends DiscoveryKind> = Omit<Source<Kind>, "kind">;
/** The very properties that were written, none of them unknown: so a source that says little fits both prometheus.yml and the operator's object. */
type Exactly<Kind extends DiscoveryKind, Given> = Given &
  Readonly<Record<Exclude<keyof Given, keyof Props<Kind>>, never>>;

const source =
  <Kind extends DiscoveryKind>(kind: Kind) =>
  <const Given extends Props<Kind>>(props: Exactly<Kind, Given>) => ({ kind, ...props });

/** Targets by name: `staticTargets(["db-1.acme.example:9187"], { tier: "db" })`. */
export const staticTargets = (
  targets: readonly string[],
  labels?: Readonly<Record<string, string>>,
): Source<"static"> => ({ kind: "static", targets, ...(labels === undefined ? {} : { labels }) });
/** Objects of a Kubernetes cluster: `kubernetesDiscovery({ role: "pod", namespaces: { names: ["shop"] } })`. */
export const kubernetesDiscovery = source("kubernetes");
/** Services of Consul: `consulDiscovery({ server: "consul.infra.svc:8500", services: ["checkout"] })`. */
export const consulDiscovery = source("consul");
/** Names in the DNS: `dnsDiscovery({ names: ["_metrics._tcp.shop.example.com"] })`. */
export const dnsDiscovery = source("dns");
/** What a service of your own lists: `httpDiscovery({ url: "https://inventory.acme.example/targets" })`. */
export const httpDiscovery = source("http");
/** What files list: `fileDiscovery({ files: ["/etc/prometheus/configmaps/targets/*.yaml"] })`. */
export const fileDiscovery = source("file");
/** Instances of EC2: `ec2Discovery({ region: "eu-central-1", port: 9100, filters: [{ name: "tag:team", values: ["shop"] }] })`. */
export const ec2Discovery = source("ec2");
/** Instances of Compute Engine: `gceDiscovery({ project: "acme-shop", zone: "europe-west3-a", port: 9100 })`. */
export const gceDiscovery = source("gce");
/** Virtual machines of Azure: `azureDiscovery({ subscriptionId, identity: { method: "WorkloadIdentity" }, port: 9100 })`. */
export const azureDiscovery = source("azure");
