/** What every workload on Kubernetes can be told: how much it gets, where it runs, how it is reached. Shared by all components. */
import * as z from "zod";
import { minutes } from "./duration";
import { containerSecurity, podSecurity } from "./pod-security";
import {
  annotations,
  bytes,
  count,
  cpu,
  dnsLabel,
  dnsName,
  duration,
  hostName,
  labels,
  nonEmpty,
  text,
  urlWithoutCredentials,
} from "./schema";
import type { SecretRef } from "./secret";
import { secretRef } from "./secret-schema";
import { kubernetesData } from "./values";

const ociAddress = text({
  holds: (value) => value.startsWith("oci://") && URL.canParse(value),
  problem: "is no OCI address",
  mend: "write text of the form oci://registry.acme.example/charts",
}).refine((value) => !URL.canParse(value) || (new URL(value).username === "" && new URL(value).password === ""), {
  error: "carries a user or password in clear text",
  params: { mend: "leave it out and have Helm log in to the registry where Terraform runs" },
});

/** Where the pinned chart comes from: the public repository, a mirror, an OCI registry or a folder (air-gapped installations). */
export const chartSource = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("repository"), url: urlWithoutCredentials }),
  z.strictObject({ kind: z.literal("oci"), url: ociAddress }),
  z.strictObject({ kind: z.literal("folder"), path: nonEmpty }),
]);
export type ChartSource = z.output<typeof chartSource>;

/** A mirror of the chart repository: `chartRepository("https://charts.acme.example")`. */
export const chartRepository = (address: string): ChartSource => ({ kind: "repository", url: address });
/** A folder of an OCI registry that holds the charts: `ociCharts("oci://registry.acme.example/charts")`. */
export const ociCharts = (address: string): ChartSource => ({ kind: "oci", url: address });
/** A folder that holds `<chart>-<version>.tgz` files: `chartFolder("./charts")`. Relative to the project unless absolute. */
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
  /** A Kubernetes affinity, as it is. Replaces the one that `antiAffinity` makes. @default from `antiAffinity` */
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
  z.strictObject({
    kind: z.literal("forwardAuth"),
    url: urlWithoutCredentials,
    signIn: urlWithoutCredentials.optional(),
  }),
  z.strictObject({ kind: z.literal("none"), reason: nonEmpty }),
]);
export type Authentication = z.output<typeof authentication>;

/** What ingress-nginx decides by who may come in. `satisfy: any` lets in who has no login but the right address. */
const LOGIN_ANNOTATION = /^nginx\.ingress\.kubernetes\.io\/(auth-.*|satisfy)$/;

const ingressExposure = z
  .strictObject({
    kind: z.literal("ingress"),
    host: hostName,
    /** @default the cluster's default class */
    className: dnsName.optional(),
    /** Namespace of the ingress controller, from which alone the pods let connections in. @default "ingress-nginx" */
    controllerNamespace: dnsLabel.optional(),
    /** Secret with the certificate. @default `<host with dashes>-tls`, where cert-manager would put it */
    tlsSecret: dnsName.optional(),
    /** E.g. `cert-manager.io/cluster-issuer`. What ingress-nginx asks of a login is told by `authentication`. @default none */
    annotations: annotations.default({}),
    authentication: authentication.optional(),
  })
  .superRefine(({ annotations, authentication }, context) => {
    if (authentication === undefined || authentication.kind === "none") return;
    for (const key of Object.keys(annotations).filter((each) => LOGIN_ANNOTATION.test(each)))
      context.addIssue({
        code: "custom",
        path: ["annotations", key],
        input: annotations,
        message: "would change the login that authentication asks for",
        params: { mend: 'leave it out, or write noAuthentication("why") and all annotations of the login yourself' },
      });
  });

/** An Ingress, or a route of the Gateway API; TLS always. */
export const exposure = z.discriminatedUnion("kind", [
  ingressExposure,
  z.strictObject({
    kind: z.literal("gateway"),
    host: hostName,
    /** The Gateway that terminates TLS. */
    gateway: z.strictObject({ name: dnsLabel, namespace: dnsLabel.optional(), listener: nonEmpty.optional() }),
    /** Namespace of the Gateway's pods, from which alone the pods let connections in. @default that of the Gateway, else the component's own */
    controllerNamespace: dnsLabel.optional(),
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

/** By these, Services, network policies and operators find pods. */
const SELECTING_LABEL = /^(app\.kubernetes\.io\/(name|instance|component)|app|release|operator\.prometheus\.io\/.*)$/;

const podLabels = labels.superRefine((given, context) => {
  for (const key of Object.keys(given).filter((each) => SELECTING_LABEL.test(each)))
    context.addIssue({
      code: "custom",
      path: [key],
      input: given,
      message: "is a label by which the pods are selected, so that nothing would find them",
      params: { mend: "write another key, e.g. app.kubernetes.io/part-of or example.com/team" },
    });
});

/** What all components have in common. */
export const workloadProps = {
  /** Namespace, which must exist or be made by the platform. @default "observability" */
  namespace: dnsLabel.default("observability"),
  /** Where the chart comes from; its version is pinned. @default the chart's public repository */
  chart: chartSource.optional(),
  /** How long Helm waits until everything is ready; after that the release rolls back. @default minutes(10) */
  timeout: duration.default(minutes(10)),
  /** Registry that mirrors the container images under their original paths. @default the products' own registries */
  imageRegistry: hostNameAndPort().optional(),
  /** Secrets with credentials of the image registry. @default none */
  imagePullSecrets: z.array(dnsName).readonly().default([]),
  /** @default nodes as the scheduler likes, replicas preferably on different ones */
  scheduling: scheduling.prefault({}),
  /** Annotations of the service account (cloud identity). @default none */
  serviceAccount: serviceAccount.prefault({}),
  /** Labels on top of the platform's own, on all pods where the chart can; not those by which pods are selected. @default none */
  podLabels: podLabels.default({}),
  /** Who the pods run as, over the component's own, which pass Pod Security's level `restricted`. @default the component's own */
  podSecurity: podSecurity.prefault({}),
  /** What the containers may, over the component's own. @default the component's own: next to nothing */
  containerSecurity: containerSecurity.prefault({}),
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
