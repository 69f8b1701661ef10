/** How the props that all components share are told to Kubernetes. Each component puts the pieces where its chart wants them. */
import {
  kubernetesQuantity,
  type Authentication,
  type Exposure,
  type Resources,
  type Scheduling,
  type SecretRef,
  type Values,
  type Volume,
} from "../model";

export const resourcesValue = ({ requests, limits }: Resources): Values => ({
  requests: { cpu: kubernetesQuantity(requests.cpu), memory: kubernetesQuantity(requests.memory) },
  limits: {
    ...(limits.cpu === undefined ? {} : { cpu: kubernetesQuantity(limits.cpu) }),
    memory: kubernetesQuantity(limits.memory),
  },
});

/**
 * Node selector, tolerations, affinity, spread and priority, under the keys that nearly all charts use.
 * @param podLabels the labels by which the pods of one workload know each other
 */
export const schedulingValues = (scheduling: Scheduling, podLabels: Readonly<Record<string, string>>): Values => ({
  ...(scheduling.nodeSelector === undefined ? {} : { nodeSelector: scheduling.nodeSelector }),
  ...(scheduling.tolerations === undefined ? {} : { tolerations: scheduling.tolerations }),
  affinity: scheduling.affinity ?? antiAffinity(scheduling.antiAffinity, podLabels),
  topologySpreadConstraints: scheduling.spreadOver.map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: podLabels },
  })),
  ...(scheduling.priorityClass === undefined ? {} : { priorityClassName: scheduling.priorityClass }),
});

/** Keeps the replicas of one workload on different nodes. */
export const antiAffinity = (
  strength: Scheduling["antiAffinity"],
  podLabels: Readonly<Record<string, string>>,
): Values => {
  const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: podLabels } };
  switch (strength) {
    case "none":
      return {};
    case "required":
      return { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    case "preferred":
      return {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }],
        },
      };
  }
};

/** A pod that Pod Security's `restricted` level admits. */
export const restrictedPod = (user: number): Values => ({
  runAsNonRoot: true,
  runAsUser: user,
  runAsGroup: user,
  fsGroup: user,
  fsGroupChangePolicy: "OnRootMismatch",
  seccompProfile: { type: "RuntimeDefault" },
});

/** A container that Pod Security's `restricted` level admits, its root file system read-only. */
export const restrictedContainer: Values = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};

/** A claim template of a StatefulSet, one volume per replica. */
export const claimTemplate = ({ size, storageClass }: Volume): Values => ({
  spec: {
    accessModes: ["ReadWriteOnce"],
    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
    resources: { requests: { storage: kubernetesQuantity(size) } },
  },
});

/** The Secret with the certificate of a host: where cert-manager would put it, unless named. */
export const tlsSecretOf = (exposure: Extract<Exposure, { kind: "ingress" }>): string =>
  exposure.tlsSecret ?? `${exposure.host.replace("*", "wildcard").replaceAll(".", "-")}-tls`;

/** What an Ingress asks of its controller, login included. */
export const ingressAnnotations = (
  exposure: Extract<Exposure, { kind: "ingress" }>,
): Readonly<Record<string, string>> => ({
  "nginx.ingress.kubernetes.io/ssl-redirect": "true",
  ...authenticationAnnotations(exposure.authentication),
  ...exposure.annotations,
});

/** ingress-nginx's annotations for a login in front of what has none of its own. */
const authenticationAnnotations = (authentication: Authentication | undefined): Readonly<Record<string, string>> => {
  switch (authentication?.kind) {
    case "basicAuth":
      return {
        "nginx.ingress.kubernetes.io/auth-type": "basic",
        "nginx.ingress.kubernetes.io/auth-secret": authentication.secret.name,
        "nginx.ingress.kubernetes.io/auth-realm": "observability",
      };
    case "forwardAuth":
      return {
        "nginx.ingress.kubernetes.io/auth-url": authentication.url,
        ...(authentication.signIn === undefined
          ? {}
          : { "nginx.ingress.kubernetes.io/auth-signin": authentication.signIn }),
      };
    default:
      return {};
  }
};

/** The secrets that an exposure reads. */
export const exposureSecrets = (
  exposure: Exposure | undefined,
  path: string,
): readonly { path: string; secret: SecretRef }[] =>
  exposure?.authentication?.kind === "basicAuth"
    ? [{ path: `${path}.authentication.secret`, secret: exposure.authentication.secret }]
    : [];

/** The parent of an HTTPRoute. */
export const parentRefs = ({ gateway }: Extract<Exposure, { kind: "gateway" }>): readonly Values[] => [
  {
    group: "gateway.networking.k8s.io",
    kind: "Gateway",
    name: gateway.name,
    ...(gateway.namespace === undefined ? {} : { namespace: gateway.namespace }),
    ...(gateway.listener === undefined ? {} : { sectionName: gateway.listener }),
  },
];

/** `https://prometheus.acme.example`: where people reach it. */
export const externalUrlOf = (exposure: Exposure | undefined): string | undefined =>
  exposure === undefined ? undefined : `https://${exposure.host}`;
