/** Rendered objects as tests ask for them: the only one of a kind, pods of every kind, what bounds and admits them. */
import type { Values } from "../../../lib/model";
import { forbiddenBy } from "../../proof/pod-security";
import type { Container, KubernetesObject, PodTemplate } from "../../proof/rendered";

export type Pod = PodTemplate["spec"];

export const only = (objects: readonly KubernetesObject[], kind: string): KubernetesObject => {
  const found = objects.filter((object) => object.kind === kind);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`expected one ${kind}, got ${found.length}`);
  return first;
};

/** Pods of Deployments and CronJobs. */
export const podsOf = (objects: readonly KubernetesObject[]): readonly Pod[] =>
  objects.flatMap(({ spec }) => {
    const job = spec?.["jobTemplate"] as { readonly spec: { readonly template: PodTemplate } } | undefined;
    const template = job?.spec.template ?? (spec?.["template"] as PodTemplate | undefined);
    return template === undefined ? [] : [template.spec];
  });

/** What keeps the pods out of a `restricted` namespace, and containers that may take all they want. */
export const faultsOf = (pods: readonly Pod[]): readonly string[] => [
  ...pods.flatMap((pod) => forbiddenBy("restricted", pod)),
  ...containersOf(pods)
    .filter(({ resources }) => !isBounded(resources))
    .map(({ name }) => `${name}: resources`),
];

export const containersOf = (pods: readonly Pod[]): readonly Container[] =>
  pods.flatMap(({ containers, initContainers = [] }) => [...initContainers, ...containers]);

/** Mounts that no volume of their pod is behind. */
export const danglingMounts = (pods: readonly Pod[]): readonly string[] =>
  pods.flatMap((pod) => {
    const volumes = namesIn(pod["volumes"]);
    return containersOf([pod]).flatMap(({ volumeMounts }) =>
      namesIn(volumeMounts).filter((name) => !volumes.includes(name)),
    );
  });

const namesIn = (list: unknown): readonly string[] =>
  ((list ?? []) as readonly { readonly name: string }[]).map(({ name }) => name);

const isBounded = ({ requests, limits }: { readonly requests?: Values; readonly limits?: Values }): boolean =>
  requests?.["cpu"] !== undefined && requests["memory"] !== undefined && limits?.["memory"] !== undefined;
