/** How the props that all components share are told to Kubernetes. Each component puts the pieces where its chart wants them. */
import { kubernetesQuantity, type Resources, type Scheduling, type Values, type Volume } from "../model";

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
