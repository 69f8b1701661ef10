/** What every workload on Kubernetes can be told: how much it gets, where it runs, how it is reached. Shared by all components. */
import * as z from "zod";
import { annotations, bytes, count, cpu, dnsLabel, dnsName, hostName, labels, nonEmpty, url } from "./schema";
import type { SecretRef } from "./secret";
import { secretRef } from "./secret-schema";
import { kubernetesData } from "./values";

/** Where the pinned chart comes from: the public repository, a mirror, an OCI registry or a folder (air-gapped installations). */
export const chartSource = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("repository"), url }),
  z.strictObject({ kind: z.literal("oci"), url: z.string().startsWith("oci://", { error: "is no OCI address" }) }),
  z.strictObject({ kind: z.literal("folder"), path: nonEmpty }),
]);
export type ChartSource = z.output<typeof chartSource>;

/** A mirror of the chart repository: `chartRepository("https://charts.acme.example")`. */
export const chartRepository = (address: string): ChartSource => ({ kind: "repository", url: address });
/** A folder of an OCI registry that holds the charts: `ociCharts("oci://registry.acme.example/charts")`. */
export const ociCharts = (address: string): ChartSource => ({ kind: "oci", url: address });
/** A folder that holds `<chart>-<version>.tgz` files: `chartFolder("./charts")`. Relative to where Terraform runs unless absolute. */
export const chartFolder = (path: string): ChartSource => ({ kind: "folder", path });

/** CPU and memory, requested and limited. A CPU limit is optional on purpose: it throttles before it protects. */
export const resources = z.strictObject({
  requests: z.strictObject({ cpu, memory: bytes }),
  limits: z.strictObject({ cpu: cpu.optional(), memory: bytes }),
});
export type Resources = z.output<typeof resources>;

const toleration = z.strictObject({
  key: nonEmpty.optional(),
  operator: z.enum(["Exists", "Equal"]).optional(),
  value: z.string().optional(),
  effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]).optional(),
  tolerationSeconds: count(0).optional(),
});

/** Which nodes the pods run on. */
export const scheduling = z.strictObject({
  /** Labels that a node must carry. @default none */
  nodeSelector: labels.optional(),
  /** Taints that the pods bear. @default none, but agents that run on every node bear all */
  tolerations: z.array(toleration).readonly().optional(),
  /** A Kubernetes affinity, as it is. Replaces the one that `spread` makes. @default from `spread` */
  affinity: kubernetesData.optional(),
  /** Keep replicas on different nodes: `required` leaves a replica pending when nodes run out. @default "preferred" */
  antiAffinity: z.enum(["none", "preferred", "required"]).default("preferred"),
  /** Spread replicas evenly over these node labels, e.g. `topology.kubernetes.io/zone`. @default none */
  spreadOver: z.array(nonEmpty).readonly().default([]),
  /** PriorityClass of the pods; it must exist. @default none */
  priorityClass: dnsName.optional(),
});
export type Scheduling = z.output<typeof scheduling>;

/** How many replicas may be away at once during a node drain. Exactly one of the two. */
export const disruptionBudget = z
  .strictObject({ minAvailable: count(0).optional(), maxUnavailable: count(1).optional() })
  .refine(({ minAvailable, maxUnavailable }) => (minAvailable === undefined) !== (maxUnavailable === undefined), {
    error: "names both or neither of minAvailable and maxUnavailable",
    params: { mend: "write { maxUnavailable: 1 } or { minAvailable: 1 }" },
  });
export type DisruptionBudget = z.output<typeof disruptionBudget>;

/** A budget that keeps all replicas where they are: no node with one of them can ever be drained. */
export const neverDrains = (replicas: number, budget: DisruptionBudget | undefined): boolean =>
  budget?.minAvailable !== undefined && budget.minAvailable >= replicas;

/** A persistent volume for each replica. */
export const volume = z.strictObject({
  size: bytes,
  /** @default the cluster's default class */
  storageClass: dnsName.optional(),
});
export type Volume = z.output<typeof volume>;

/** What a cloud's workload identity asks of the service account. */
export const serviceAccount = z.strictObject({
  /** E.g. `eks.amazonaws.com/role-arn`, `iam.gke.io/gcp-service-account`. @default none */
  annotations: annotations.default({}),
});

/** Who may open a user interface that has no login of its own. Enforced by the ingress controller (ingress-nginx annotations). */
export const authentication = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("basicAuth"), secret: secretRef("auth") }),
  z.strictObject({ kind: z.literal("forwardAuth"), url, signIn: url.optional() }),
  z.strictObject({ kind: z.literal("none"), reason: nonEmpty }),
]);
export type Authentication = z.output<typeof authentication>;

/** An Ingress, or a route of the Gateway API; TLS always. */
export const exposure = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("ingress"),
    host: hostName,
    /** @default the cluster's default class */
    className: dnsName.optional(),
    /** Secret with the certificate. @default `<host with dashes>-tls`, where cert-manager would put it */
    tlsSecret: dnsName.optional(),
    /** E.g. `cert-manager.io/cluster-issuer`. @default none */
    annotations: annotations.default({}),
    authentication: authentication.optional(),
  }),
  z.strictObject({
    kind: z.literal("gateway"),
    host: hostName,
    /** The Gateway that terminates TLS. */
    gateway: z.strictObject({ name: dnsLabel, namespace: dnsLabel.optional(), listener: nonEmpty.optional() }),
    authentication: authentication.optional(),
  }),
]);
export type Exposure = z.output<typeof exposure>;
type ExposureInput<Kind> = Omit<Extract<z.input<typeof exposure>, { kind: Kind }>, "kind">;

/** Reached through an Ingress with TLS: `ingress({ host: "prometheus.acme.example", authentication: basicAuth(existingSecret("ui")) })`. */
export const ingress = (props: ExposureInput<"ingress">): z.input<typeof exposure> => ({ kind: "ingress", ...props });
/** Reached through an HTTPRoute on a Gateway that terminates TLS. */
export const gatewayRoute = (props: ExposureInput<"gateway">): z.input<typeof exposure> => ({
  kind: "gateway",
  ...props,
});

/** What all components have in common. */
export const workloadProps = {
  /** Namespace, which must exist or be made by the platform. @default "observability" */
  namespace: dnsLabel.default("observability"),
  /** Where the chart comes from; its version is pinned. @default the chart's public repository */
  chart: chartSource.optional(),
  /** Registry that mirrors the container images under their original paths. @default the products' own registries */
  imageRegistry: hostNameAndPort().optional(),
  /** Secrets with credentials of the image registry. @default none */
  imagePullSecrets: z.array(dnsName).readonly().default([]),
  /** @default nodes as the scheduler likes, replicas preferably on different ones */
  scheduling: scheduling.prefault({}),
  /** Annotations of the service account (cloud identity). @default none */
  serviceAccount: serviceAccount.prefault({}),
  /** Labels on top of the platform's own, on all pods where the chart can. @default none */
  podLabels: labels.default({}),
} as const;

function hostNameAndPort() {
  return z.string().regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?(\/[a-z0-9._-]+)*$/, { error: "is no registry" });
}

/** A login by user and password at the ingress; the Secret's key `auth` is an htpasswd file. */
export const basicAuth = (secret: SecretRef) => ({ kind: "basicAuth", secret }) as const;
/** A login by a proxy such as oauth2-proxy: each request is asked about at `url`, and people are sent to `signIn`. */
export const forwardAuth = (props: { readonly url: string; readonly signIn?: string }) =>
  ({ kind: "forwardAuth", ...props }) as const;
/** No login here, because something else sees to it: say what. */
export const noAuthentication = (reason: string) => ({ kind: "none", reason }) as const;

/** An environment variable from a Secret: `{ GF_SMTP_PASSWORD: secretEnvironment(existingSecret("smtp"), "password") }`. */
export const secretEnvironment = (secret: SecretRef, entry: string) => ({ secret, entry });
export const environmentFromSecrets = z
  .record(nonEmpty, z.strictObject({ secret: secretRef(), entry: nonEmpty }))
  .readonly()
  .default({});
