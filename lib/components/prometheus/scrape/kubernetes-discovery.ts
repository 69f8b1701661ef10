/** Targets that the Kubernetes API knows: what can be asked for, and which questions make sense together (prometheus.io, kubernetes_sd_config). */
import * as z from "zod";
import { dnsLabel, urlWithoutCredentials } from "../../../model";
import { CLIENT_SETTINGS, httpClientShape } from "./http-client";
import { fieldSelectorText, filePath, labelSelectorText, someOf } from "./texts";

export const kubernetesRole = z.enum(["node", "service", "pod", "endpoints", "endpointslice", "ingress"]);
export type KubernetesRole = z.output<typeof kubernetesRole>;

/** What each role can be narrowed by (discovery/kubernetes, allowedSelectors). */
const SELECTABLE: Readonly<Record<KubernetesRole, readonly KubernetesRole[]>> = {
  node: ["node"],
  service: ["service"],
  pod: ["pod", "node"],
  endpoints: ["pod", "service", "endpoints"],
  endpointslice: ["pod", "service", "endpointslice"],
  ingress: ["ingress"],
};

/** Which roles can have what attached (prometheus.io, attach_metadata). */
const ATTACHABLE: Readonly<Record<string, readonly KubernetesRole[]>> = {
  node: ["pod", "endpoints", "endpointslice"],
  namespace: ["pod", "endpoints", "endpointslice", "service", "ingress"],
  deployment: ["pod"],
  job: ["pod"],
  cronjob: ["pod"],
};

const selector = z
  .strictObject({
    role: kubernetesRole,
    /** In the notation of `kubectl -l`. @default all */
    label: labelSelectorText.optional(),
    /** In the notation of `kubectl --field-selector`. @default all */
    field: fieldSelectorText.optional(),
  })
  .refine(({ label, field }) => label !== undefined || field !== undefined, {
    error: "selects nothing",
    params: { mend: 'write { role: "pod", label: "app=shop" } or leave it out' },
  });

/** What the API is asked, in prometheus.yml and in custom resources. */
export const kubernetesShape = {
  /** What becomes a target. */
  role: kubernetesRole,
  /** @default the cluster that Prometheus runs in */
  apiServer: urlWithoutCredentials.optional(),
  /** Where to look. @default all namespaces */
  namespaces: z
    .strictObject({
      /** The namespace that Prometheus runs in. @default false */
      own: z.boolean().optional(),
      /** @default all */
      names: someOf(dnsLabel, "name a namespace, or leave it out to look into all").optional(),
    })
    .optional(),
  /** Narrows the question at the API server; each combination costs a watch of its own. @default none */
  selectors: someOf(selector, "write a selector or leave it out").optional(),
} as const;

const attachMetadata = z.strictObject({
  /** Labels and annotations of the node. @default false */
  node: z.boolean().optional(),
  /** Labels and annotations of the namespace. @default false */
  namespace: z.boolean().optional(),
  /** Name of the Deployment. @default false */
  deployment: z.boolean().optional(),
  /** Name of the Job. @default false */
  job: z.boolean().optional(),
  /** Name of the CronJob. @default false */
  cronjob: z.boolean().optional(),
});

interface Question extends Partial<Record<(typeof CLIENT_SETTINGS)[number], unknown>> {
  readonly role: KubernetesRole;
  readonly apiServer?: string;
  readonly kubeconfigFile?: string;
  readonly namespaces?: { readonly own?: boolean };
  readonly selectors?: readonly { readonly role: KubernetesRole }[];
  readonly attachMetadata?: Readonly<Record<string, boolean | undefined>>;
}

/** Refuses what Prometheus refuses when it starts. */
export const kubernetesRules = (question: Question, context: z.RefinementCtx): void => {
  const { role, apiServer, kubeconfigFile, namespaces, selectors = [], attachMetadata = {} } = question;
  const wrong = (path: readonly PropertyKey[], input: unknown, message: string, mend: string): void =>
    context.addIssue({ code: "custom", path: [...path], input, message, params: { mend } });

  selectors.forEach((each, index) => {
    const allowed = SELECTABLE[role];
    if (!allowed.includes(each.role))
      wrong(
        ["selectors", index, "role"],
        each.role,
        `cannot narrow the role "${role}"`,
        `select by ${allowed.join(" or ")}`,
      );
    if (selectors.findIndex((other) => other.role === each.role) < index)
      wrong(["selectors", index, "role"], each.role, "is selected by twice", "put both conditions into one selector");
  });
  for (const [name, roles] of Object.entries(ATTACHABLE))
    if (attachMetadata[name] === true && !roles.includes(role))
      wrong(
        ["attachMetadata", name],
        true,
        `cannot be attached to the role "${role}"`,
        `leave it out, or use ${roles.join(" or ")}`,
      );

  if (apiServer !== undefined && kubeconfigFile !== undefined)
    wrong(["kubeconfigFile"], kubeconfigFile, "stands beside apiServer", "write one of the two");
  if (namespaces?.own === true && (apiServer ?? kubeconfigFile) !== undefined)
    wrong(["namespaces", "own"], true, "means nothing in another cluster", "name the namespaces");
  if (apiServer === undefined && CLIENT_SETTINGS.some((name) => question[name] !== undefined))
    wrong(
      ["apiServer"],
      "",
      "is needed where authentication, tls, proxy, headers or the like are set",
      "write the address of the API server",
    );
};

export const kubernetesDiscoverySchema = z
  .strictObject({
    kind: z.literal("kubernetes"),
    ...kubernetesShape,
    /** A kubeconfig in Prometheus's container. @default none */
    kubeconfigFile: filePath.optional(),
    /** What else is told about a target; Prometheus must be allowed to list and watch it. @default nothing */
    attachMetadata: attachMetadata.optional(),
    ...httpClientShape,
  })
  .superRefine(kubernetesRules);
