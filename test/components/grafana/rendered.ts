/** What a pinned chart makes of values, told by the real Helm: the objects, and what all of a pod's containers have to have. */
import type { ChartPin, Values } from "../../../lib/model";
import { rendered as renderedBy } from "../../proof/rendered";
import type { Charts } from "../../proof/tool";

export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: Spec;
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly automountServiceAccountToken?: boolean;
}

/** Loosely typed on purpose: tests say what they expect of it. */
export interface Spec {
  readonly [key: string]: unknown;
  readonly replicas?: number;
  readonly template?: {
    readonly metadata: { readonly labels: Readonly<Record<string, string>> };
    readonly spec: PodSpec;
  };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly livenessProbe?: unknown;
  readonly startupProbe?: unknown;
}

export interface PodSpec {
  readonly [key: string]: unknown;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly volumes?: readonly Readonly<Record<string, unknown>>[];
}

/** The chart's objects for a release, in the way that a release of ours passes its values. */
export const rendered = (
  charts: Charts,
  pin: ChartPin,
  release: { readonly name: string; readonly namespace: string },
  values: Values,
): readonly KubernetesObject[] => renderedBy(charts, pin, { ...release, values });

export const only = (objects: readonly KubernetesObject[], kind: string): KubernetesObject => {
  const found = objects.filter((object) => object.kind === kind && !isTest(object));
  expect(found.map(({ metadata }) => metadata.name)).toHaveLength(1);
  return found[0] as KubernetesObject;
};

export const podOf = ({ spec }: KubernetesObject): PodSpec => {
  if (spec?.template === undefined) throw new Error("has no pods");
  return spec.template.spec;
};

export const containersOf = (pod: PodSpec): readonly Container[] => [...(pod.initContainers ?? []), ...pod.containers];

const isTest = ({ metadata }: KubernetesObject): boolean => metadata.annotations?.["helm.sh/hook"] === "test";

/** Containers without requests or without a memory limit. */
export const unbounded = (pod: PodSpec): readonly string[] =>
  containersOf(pod)
    .filter(
      ({ resources }) =>
        resources?.requests?.["cpu"] === undefined ||
        resources.requests["memory"] === undefined ||
        resources.limits?.["memory"] === undefined,
    )
    .map(({ name }) => name);
