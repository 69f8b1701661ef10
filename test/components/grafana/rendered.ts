/** What a pinned chart makes of values, told by the real Helm: the objects, and what all of a pod's containers have to have. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseAllDocuments } from "yaml";
import type { ChartPin, Values } from "../../../lib/model";
import { escapeTpl } from "../../../lib/terraform/helm-template-literal";
import { yamlText } from "../../../lib/terraform/yaml-text";
import { run, type Charts } from "../../proof/tool";

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
): readonly KubernetesObject[] => {
  const folder = mkdtempSync(path.join(tmpdir(), "rendered-"));
  try {
    const file = path.join(folder, "values.yaml");
    writeFileSync(file, yamlText(escapeTpl(values, pin.tpl)));
    const { status, stdout, stderr } = run("helm", [
      "template",
      release.name,
      charts.folder(pin.name, pin.version),
      `--namespace=${release.namespace}`,
      "--kube-version=1.31.0",
      "--api-versions=monitoring.coreos.com/v1",
      `--values=${file}`,
    ]);
    if (status !== 0) throw new Error(stderr);
    return parseAllDocuments(stdout)
      .map((document) => document.toJS() as KubernetesObject | null)
      .filter((object) => object !== null);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

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

/** What Pod Security's `restricted` level finds wrong with a pod (kubernetes.io, "Pod Security Standards"). */
export const notRestricted = (pod: PodSpec): readonly string[] => {
  const forPod = pod.securityContext ?? {};
  return [
    ...["hostNetwork", "hostPID", "hostIPC"].filter((key) => pod[key] === true),
    ...(pod.volumes ?? [])
      .filter((volume) => "hostPath" in volume)
      .map(({ name }) => `volume ${String(name)}: hostPath`),
    ...containersOf(pod).flatMap(({ name, securityContext = {} }) => [
      ...((securityContext["runAsNonRoot"] ?? forPod["runAsNonRoot"]) === true ? [] : [`${name}: may run as root`]),
      ...((securityContext["runAsUser"] ?? forPod["runAsUser"]) === 0 ? [`${name}: runs as root`] : []),
      ...(securityContext["allowPrivilegeEscalation"] === false ? [] : [`${name}: may gain privileges`]),
      ...(JSON.stringify(securityContext["capabilities"]) === '{"drop":["ALL"]}'
        ? []
        : [`${name}: keeps capabilities`]),
      ...(securityContext["seccompProfile"] === undefined && forPod["seccompProfile"] === undefined
        ? [`${name}: has no seccomp profile`]
        : []),
    ]),
  ];
};

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
