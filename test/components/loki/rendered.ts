/** The objects that the real chart makes of a Loki's values, and the questions that tests ask of them. */
import { charts } from "../../../lib/charts";
import { lokiProps, lokiValues, type LokiProps } from "../../../lib/components/loki";
import { parse, type Values } from "../../../lib/model";
import { parse as parseYaml } from "yaml";
import { rendered as renderedBy } from "../../proof/rendered";
import type { Charts } from "../../proof/tool";

export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: Spec;
  readonly data?: Readonly<Record<string, string>>;
}
interface Spec {
  readonly replicas?: number;
  readonly template?: {
    readonly metadata: { readonly labels: Readonly<Record<string, string>> };
    readonly spec: PodSpec;
  };
  readonly volumeClaimTemplates?: readonly ClaimTemplate[];
  readonly [key: string]: unknown;
}
interface ClaimTemplate {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly storageClassName?: string;
    readonly resources: { readonly requests: { readonly storage: string } };
  };
}
export interface PodSpec {
  readonly securityContext?: Values;
  readonly containers: readonly Container[];
  readonly volumes?: readonly Values[];
  readonly affinity?: { readonly podAntiAffinity?: Values };
  readonly [key: string]: unknown;
}
interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly Values[];
  readonly args?: readonly string[];
  readonly securityContext?: Values;
  readonly resources?: { readonly requests?: Values; readonly limits?: Values };
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
}

/** As a release of ours would hand it to Helm. */
export const rendered = (folder: Charts, props: LokiProps): readonly KubernetesObject[] => {
  const settings = parse(lokiProps, props, "prod.loki");
  const values = lokiValues(settings, { alertmanagers: ["http://am-0:9093", "http://am-1:9093"] });
  const release = { name: settings.releaseName, namespace: settings.namespace, values };
  return renderedBy(folder, charts.loki, release);
};

const WORKLOADS = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod"];

export const workloads = (
  objects: readonly KubernetesObject[],
): readonly (KubernetesObject & { readonly spec: Spec })[] =>
  objects.flatMap((object) =>
    WORKLOADS.includes(object.kind) && object.spec !== undefined ? [{ ...object, spec: object.spec }] : [],
  );

/** `StatefulSet/loki x3` */
export const workloadList = (objects: readonly KubernetesObject[]): readonly string[] =>
  workloads(objects)
    .map(({ kind, metadata, spec }) => `${kind}/${metadata.name} x${spec.replicas}`)
    .sort();

export const named = (objects: readonly KubernetesObject[], kind: string): readonly string[] =>
  objects
    .filter((object) => object.kind === kind)
    .map(({ metadata }) => metadata.name)
    .sort();

export const object = (objects: readonly KubernetesObject[], kind: string, name: string): KubernetesObject => {
  const found = objects.find((each) => each.kind === kind && each.metadata.name === name);
  if (found === undefined)
    throw new Error(
      `no ${kind} ${name} among ${objects.map((each) => `${each.kind} ${each.metadata.name}`).join(", ")}`,
    );
  return found;
};

export const pod = (objects: readonly KubernetesObject[], kind: string, name: string): PodSpec => {
  const spec = object(objects, kind, name).spec?.template?.spec;
  if (spec === undefined) throw new Error(`${kind} ${name} has no pods`);
  return spec;
};

export const containers = (
  objects: readonly KubernetesObject[],
): readonly { readonly of: string; readonly pod: PodSpec; readonly container: Container }[] =>
  workloads(objects).flatMap(({ metadata, spec }) => {
    const template = spec.template?.spec;
    return (template?.containers ?? []).map((container) => ({
      of: `${metadata.name}/${container.name}`,
      pod: template as PodSpec,
      container,
    }));
  });

/** The configuration that Loki reads, before it expands its environment. */
export const lokiConfig = (objects: readonly KubernetesObject[], name = "loki"): Values =>
  parseYaml(object(objects, "ConfigMap", name).data?.["config.yaml"] ?? "") as Values;

export const lokiConfigText = (objects: readonly KubernetesObject[], name = "loki"): string =>
  object(objects, "ConfigMap", name).data?.["config.yaml"] ?? "";
