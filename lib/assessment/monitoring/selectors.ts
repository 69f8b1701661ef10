/** Which workloads a monitor or a Service of Kubernetes means by its selector. */
import type { Values } from "../../model";
import type { KubernetesObject, Project } from "../project";
import { at, labelsOf, listOf, mapOf, textOf, textsIn } from "./reading";
import { podTemplate } from "./things-in-kubernetes";

type Labels = Readonly<Record<string, string>>;

/** `matchLabels` and `matchExpressions` together; one that says nothing takes all. */
export const selects = (selector: Values, labels: Labels): boolean =>
  Object.entries(labelsOf(selector["matchLabels"])).every(([key, value]) => labels[key] === value) &&
  listOf(selector["matchExpressions"]).every((each) => holds(mapOf(each), labels));

const holds = (expression: Values, labels: Labels): boolean => {
  const key = textOf(expression["key"]) ?? "";
  const values = textsIn(expression["values"]);
  switch (expression["operator"]) {
    case "In":
      return values.includes(labels[key] ?? "");
    case "NotIn":
      return !values.includes(labels[key] ?? "");
    case "Exists":
      return key in labels;
    case "DoesNotExist":
      return !(key in labels);
    default:
      return false;
  }
};

const podLabels = (object: KubernetesObject): Labels | undefined => {
  const pod = podTemplate(object);
  return pod === undefined ? undefined : labelsOf(at(pod.template, "metadata", "labels"));
};

/** Workloads whose pods have these labels. */
export const workloadsWith = ({ kubernetes }: Project, wanted: (labels: Labels) => boolean): readonly string[] => [
  ...new Set(
    kubernetes.flatMap((object) => {
      const labels = podLabels(object);
      return labels !== undefined && wanted(labels) ? [object.name] : [];
    }),
  ),
];

/** Workloads behind a Service. */
export const behind = (project: Project, service: KubernetesObject): readonly string[] => {
  const selector = Object.entries(labelsOf(at(service.value, "spec", "selector")));
  return selector.length === 0
    ? [service.name]
    : [service.name, ...workloadsWith(project, (labels) => selector.every(([key, value]) => labels[key] === value))];
};

/** Whether a monitor looks into the namespace of an object; where neither says one, it does. */
export const sees = (monitor: KubernetesObject, object: KubernetesObject): boolean => {
  const chosen = mapOf(at(monitor.value, "spec", "namespaceSelector"));
  if (chosen["any"] === true) return true;
  const names = textsIn(chosen["matchNames"]);
  if (object.namespace === undefined) return true;
  if (names.length > 0) return names.includes(object.namespace);
  return monitor.namespace === undefined || monitor.namespace === object.namespace;
};
