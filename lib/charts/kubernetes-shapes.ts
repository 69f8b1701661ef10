/**
 * Pieces of Kubernetes objects that charts pass on as they are: their keys, by the shape's name in the key files (`@resources`).
 * The API server drops keys that it does not know, so a typing error here is a missing setting too. Keys: Kubernetes 1.33.
 */
import type { KeyMap, KeyNode } from "./key-file";

/** A map of these keys, each any kind unless told otherwise. */
const keys = (names: string, more: KeyMap = {}): KeyMap => ({
  ...Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, "any"]),
  ),
  ...more,
});

/** Names of extended resources have a slash: `nvidia.com/gpu`. */
const quantities: KeyMap = {
  ...keys("cpu memory ephemeral-storage storage hugepages-1Gi hugepages-2Mi"),
  "*/*": "any",
};

const labelSelector = keys("", { matchLabels: { "*": "string" }, matchExpressions: [keys("key operator values")] });

const podAffinityTerm = keys("topologyKey namespaces namespaceSelector matchLabelKeys mismatchLabelKeys", {
  labelSelector,
});
const podAffinity: KeyMap = {
  requiredDuringSchedulingIgnoredDuringExecution: [podAffinityTerm],
  preferredDuringSchedulingIgnoredDuringExecution: [{ weight: "number", podAffinityTerm }],
};
const nodeSelectorTerm = keys("", {
  matchExpressions: [keys("key operator values")],
  matchFields: [keys("key operator values")],
});

export const kubernetesShapes: Readonly<Record<string, KeyNode>> = {
  texts: { "*": "string" },
  resources: { limits: quantities, requests: quantities, claims: [keys("name request")] },
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [nodeSelectorTerm] },
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: "number", preference: nodeSelectorTerm }],
    },
    podAffinity,
    podAntiAffinity: podAffinity,
  },
  tolerations: [keys("key operator value effect tolerationSeconds")],
  topologySpreadConstraints: [
    keys("maxSkew minDomains topologyKey whenUnsatisfiable nodeAffinityPolicy nodeTaintsPolicy matchLabelKeys", {
      labelSelector,
    }),
  ],
  securityContext: keys(
    `runAsUser runAsGroup fsGroup fsGroupChangePolicy supplementalGroups supplementalGroupsPolicy sysctls seLinuxOptions
     seLinuxChangePolicy windowsOptions appArmorProfile procMount`,
    {
      runAsNonRoot: "boolean",
      privileged: "boolean",
      allowPrivilegeEscalation: "boolean",
      readOnlyRootFilesystem: "boolean",
      capabilities: keys("add drop"),
      seccompProfile: keys("type localhostProfile"),
    },
  ),
  probe: keys(
    `httpGet tcpSocket exec grpc initialDelaySeconds periodSeconds timeoutSeconds successThreshold failureThreshold
     terminationGracePeriodSeconds`,
  ),
  env: [
    {
      name: "string",
      value: "string",
      valueFrom: keys("secretKeyRef configMapKeyRef fieldRef resourceFieldRef fileKeyRef"),
    },
  ],
  volumeMounts: [
    keys("name mountPath subPath subPathExpr mountPropagation recursiveReadOnly", { readOnly: "boolean" }),
  ],
  volumes: [
    keys(
      `name awsElasticBlockStore azureDisk azureFile cephfs cinder configMap csi downwardAPI emptyDir ephemeral fc flexVolume
       flocker gcePersistentDisk gitRepo glusterfs hostPath image iscsi nfs persistentVolumeClaim photonPersistentDisk
       portworxVolume projected quobyte rbd scaleIO secret storageos vsphereVolume`,
    ),
  ],
};
