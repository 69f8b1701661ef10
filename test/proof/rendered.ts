/** What Helm makes of a chart and values: the objects of one release, as the cluster would get them. */
import { parseAllDocuments } from "yaml";
import { escapeTpl } from "../../lib/terraform/helm-template-literal";
import { yamlText } from "../../lib/terraform/yaml-text";
import type { ChartPin, Values } from "../../lib/model";
import { run, type Charts } from "./tool";

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: Values;
  readonly data?: Readonly<Record<string, string>>;
  readonly rules?: readonly Values[];
}

interface ReleaseName {
  readonly name: string;
  readonly namespace: string;
}

/** Rendered for Kubernetes 1.31 with the operator's definitions in place. */
export const rendered = (
  charts: Charts,
  chart: ChartPin,
  release: ReleaseName & { readonly values: Values },
): readonly KubernetesObject[] => renderedText(charts, chart, release, yamlText(escapeTpl(release.values, chart.tpl)));

/** The same from values that are written already. */
export const renderedText = (
  charts: Charts,
  chart: ChartPin,
  release: ReleaseName,
  values: string,
): readonly KubernetesObject[] => {
  const { status, stdout, stderr } = run(
    "helm",
    [
      "template",
      release.name,
      charts.folder(chart.name, chart.version),
      ...["--namespace", release.namespace, "--values", "-", "--kube-version", "1.31.0"],
      ...["--api-versions", "monitoring.coreos.com/v1"],
    ],
    { input: values },
  );
  if (status !== 0) throw new Error(stderr);
  return objectsIn(stdout);
};

/** The objects of a stream of YAML documents; empty documents are none. */
export const objectsIn = (text: string): readonly KubernetesObject[] =>
  parseAllDocuments(text)
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null);

export interface PodTemplate {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: Values & { readonly containers: readonly Container[]; readonly initContainers?: readonly Container[] };
}

export interface Container extends Values {
  readonly name: string;
  readonly image: string;
  readonly resources: { readonly requests: Values; readonly limits: Values };
  readonly securityContext: Values;
}

/** Everything that makes pods, except the Prometheus resource, of which the operator makes them. */
export const workloads = (
  objects: readonly KubernetesObject[],
): readonly { readonly object: KubernetesObject; readonly template: PodTemplate }[] =>
  objects.flatMap((object) => {
    const template = (object.spec as { readonly template?: PodTemplate } | undefined)?.template;
    return template === undefined ? [] : [{ object, template }];
  });
