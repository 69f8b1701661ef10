// Which keys of a chart are pieces of Kubernetes objects, by their name: what is in them stands in lib/charts/kubernetes-shapes.ts.

const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const MAPS = [
  [/^resources$/, "@resources"],
  [/^(a|\w+A)ffinity$/, "@affinity"],
  [/^(s|\w+S)ecurityContext$/, "@securityContext"],
  [/^((l|\w+L)ivenessProbe|(r|\w+R)eadinessProbe|(s|\w+S)tartupProbe)$/, "@probe"],
  [/^(nodeSelector|(a|\w+A)nnotations|(l|\w+L)abels)$/, "@texts"],
];

const LISTS = [
  [/^(t|\w+T)olerations$/, "@tolerations"],
  [/^topologySpreadConstraints$/, "@topologySpreadConstraints"],
  [/^(env|extraEnv|extraEnvs)$/, "@env"],
  [/^(v|extraV)olumeMounts$/, "@volumeMounts"],
  [/^(v|extraV)olumes$/, "@volumes"],
];

/** Small specifications that charts write out whole next to keys of their own: no other keys than these and the chart's. */
const SPECIFICATIONS = {
  podDisruptionBudget: ["maxUnavailable", "minAvailable", "unhealthyPodEvictionPolicy"],
  persistentVolumeClaimRetentionPolicy: ["whenDeleted", "whenScaled"],
};

export const specificationKeys = (name) => SPECIFICATIONS[name];

/** Names that mean the same in every chart, even where no default says whether they are a map or a list. */
const UNMISTAKABLE =
  /^(resources|affinity|tolerations|topologySpreadConstraints|nodeSelector|annotations|labels|pod(Labels|Annotations))$/;

/** The shape of a key that a template writes out whole, or undefined. */
export function shapeOf(name, value) {
  const unknown = value === undefined || value === null;
  if (unknown && !UNMISTAKABLE.test(name)) return undefined;
  // A switch of the chart's own next to the object's keys.
  if (isMap(value) && "enabled" in value) return undefined;
  // Some charts write {} for an empty list.
  const isEmptyMap = isMap(value) && Object.keys(value).length === 0;
  const table = [
    ...(unknown || isMap(value) ? MAPS : []),
    ...(unknown || isEmptyMap || Array.isArray(value) ? LISTS : []),
  ];
  return table.find(([pattern]) => pattern.test(name))?.[1];
}
