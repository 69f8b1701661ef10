/** How the props that all components share are told to Kubernetes. Each component puts the pieces where its chart wants them. */
import type * as z from "zod";
import { compact } from "../charts";
import {
  join,
  kubernetesQuantity,
  scheduling,
  secretKey,
  type environmentFromSecrets,
  type Resources,
  type Scheduling,
  type SeccompProfile,
  type SecretRef,
  type Security,
  type Values,
  type Volume,
} from "../model";

type Environment = z.output<typeof environmentFromSecrets>;

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

/** For what nobody can say anything about. */
export const OWN_SECURITY: Security = { podSecurity: {}, containerSecurity: { addCapabilities: [] } };

const IDS = ["runAsUser", "runAsGroup", "fsGroup"] as const;
type Id = (typeof IDS)[number];

/**
 * A pod that Pod Security's level `restricted` admits, as `user` unless the settings say otherwise.
 * @param chartsOwn the ids that the chart would write if nothing were said, for a chart whose schema takes no null for any other
 */
export const restrictedPod = (
  user: number,
  { podSecurity }: Pick<Security, "podSecurity">,
  chartsOwn: readonly Id[] = IDS,
): Values => {
  const { supplementalGroups, seLinuxOptions } = podSecurity;
  // Left out alone, the chart's own number would stay: null takes it away.
  const id = (name: Id): number | null | undefined =>
    podSecurity[name] === "assigned" ? (chartsOwn.includes(name) ? null : undefined) : (podSecurity[name] ?? user);
  return compact({
    runAsNonRoot: true,
    runAsUser: id("runAsUser"),
    runAsGroup: id("runAsGroup"),
    fsGroup: id("fsGroup"),
    fsGroupChangePolicy: "OnRootMismatch",
    supplementalGroups,
    seccompProfile: seccompValue(podSecurity.seccompProfile),
    seLinuxOptions,
  });
};

/** A container that Pod Security's level `restricted` admits, its root file system read-only unless the settings say otherwise. */
export const restrictedContainer = ({ podSecurity, containerSecurity }: Security): Values => {
  const { addCapabilities, readOnlyRootFilesystem = true } = containerSecurity;
  return {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem,
    runAsNonRoot: true,
    capabilities: { drop: ["ALL"], ...(addCapabilities.length === 0 ? {} : { add: addCapabilities }) },
    seccompProfile: seccompValue(podSecurity.seccompProfile),
  };
};

/** For containers that the chart gives a user of their own, which would outdo the pod's. */
export const USER_OF_POD: Values = { runAsUser: null, runAsGroup: null };

export const seccompValue = (profile: SeccompProfile = "RuntimeDefault"): Values =>
  profile === "RuntimeDefault" ? { type: profile } : { type: "Localhost", localhostProfile: profile.localhost };

/** Environment variables from Secrets, as a container has them. */
export const environmentValue = (environment: Environment): readonly Values[] =>
  Object.entries(environment).map(([name, { secret, entry }]) => ({
    name,
    valueFrom: { secretKeyRef: secretKey(secret, entry) },
  }));

/** The secrets of an environment, with their places. */
export const environmentSecrets = (
  environment: Environment,
  path: string,
): readonly { readonly path: string; readonly secret: SecretRef }[] =>
  Object.entries(environment).map(([name, { secret }]) => ({ path: join(path, [name]), secret }));

/** Where pods run that nothing is spread for: an agent on each node, or one pod alone. */
export const placementOnly = scheduling.pick({
  nodeSelector: true,
  tolerations: true,
  affinity: true,
  priorityClass: true,
});

/** Node selector, tolerations, affinity and priority, under the keys that nearly all charts use. */
export const placementValues = ({
  affinity,
  nodeSelector,
  priorityClass,
  tolerations,
}: z.output<typeof placementOnly>): Values =>
  compact({ affinity, nodeSelector, tolerations, priorityClassName: priorityClass });

/** A claim template of a StatefulSet, one volume per replica. */
export const claimTemplate = ({ size, storageClass }: Volume): Values => ({
  spec: {
    accessModes: ["ReadWriteOnce"],
    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
    resources: { requests: { storage: kubernetesQuantity(size) } },
  },
});
