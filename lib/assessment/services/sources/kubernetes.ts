/** Workloads of Kubernetes: Deployments and all that runs pods like them, plain or as templates of a chart. */
import { imageOf } from "../../known-libraries";
import type { KubernetesObject, Project } from "../../project";
import type { Evidence, ServiceKind } from "../../assessment";
import { commandFact, commandLine, isOneOff } from "../commands";
import { together, type Found, type Reader } from "../found";
import { evidence, seen, type ServiceHint } from "../hint";
import { isPublicImage, isSidecar } from "../images";
import { keyOf, withoutKind } from "../names";
import { folderOf, isAside } from "../paths";
import { at, count, list, mapping, port, text } from "../values";
import { additions, isTemplate } from "./kubernetes-additions";
import { mentionsOf } from "./kubernetes-mentions";

/** Where the pod stands in each kind of workload. */
const PODS: Readonly<Record<string, readonly string[]>> = {
  Deployment: ["spec", "template"],
  StatefulSet: ["spec", "template"],
  DaemonSet: ["spec", "template"],
  ReplicaSet: ["spec", "template"],
  Rollout: ["spec", "template"],
  DeploymentConfig: ["spec", "template"],
  CronJob: ["spec", "jobTemplate", "spec", "template"],
  ScaledJob: ["spec", "jobTargetRef", "template"],
  Service: ["spec", "template"],
};

export const kubernetes: Reader = (project) => {
  const objects = project.kubernetes.filter(({ file }) => !isAside(file.path));
  const workloads = objects.filter((object) => isWorkload(object));
  return together([...workloads.map((object) => fromWorkload(project, objects, object)), additions(objects)]);
};

const isWorkload = ({ kind, apiVersion }: KubernetesObject): boolean =>
  Object.hasOwn(PODS, kind) && (kind !== "Service" || apiVersion.startsWith("serving.knative.dev"));

const fromWorkload = (project: Project, objects: readonly KubernetesObject[], object: KubernetesObject): Found => {
  const path = PODS[object.kind] ?? [];
  const template = at(object.value, ...path);
  const labels = mapping(at(template, "metadata", "labels"));
  const main = mainContainer(template);
  const name = nameOf(object, labels, text(at(main?.value, "name")));
  if (name === undefined) return { hints: [], hosts: [] };
  const services = objects.filter((other) => selects(other, object, labels)).map((service) => service.name);
  const image = text(at(main?.value, "image"));
  const aliases = [
    ...new Set([object.name, ...services, text(labels["app"]) ?? "", text(labels["app.kubernetes.io/name"]) ?? ""]),
  ].filter((alias) => alias !== "" && alias !== name && !alias.includes("{{"));
  if (image !== undefined && isPublicImage(image)) {
    const known = imageOf(image);
    return {
      hints: [],
      hosts: known === undefined ? [] : [name, ...aliases].map((alias) => ({ alias, name: known.name })),
    };
  }
  const command = commandLine(at(main?.value, "command"), at(main?.value, "args"));
  if (isOneOff(name, command)) return { hints: [], hosts: [] };
  const where = (keys: readonly (string | number)[], sees: string) =>
    evidence(object.file.path, object.lineOf(keys), sees);
  const inPod = (keys: readonly (string | number)[], sees: string) =>
    where([...path, "spec", "containers", main?.index ?? 0, ...keys], sees);
  const replicas = object.kind === "DaemonSet" ? undefined : count(at(object.value, "spec", "replicas"));
  const kind = kindOf(object, command);
  const framework = command === undefined ? undefined : commandFact(command)?.framework;
  const hint: ServiceHint = {
    source: isTemplate(object.file.path) ? "helm" : "kubernetes",
    name,
    aliases,
    evidence: where(["kind"], `${object.kind} ${object.name}${image === undefined ? "" : `, image ${image}`}`),
    confidence: "certain",
    onlyAdds: main === undefined || image === undefined,
    ...(image === undefined ? {} : { image }),
    ...(command === undefined ? {} : { command }),
    ...(kind === undefined ? {} : { kind: seen(kind.value, "certain", where(["kind"], kind.sees)) }),
    ports: list(at(main?.value, "ports")).flatMap((each, index) => {
      const number = port(at(each, "containerPort"));
      return number === undefined
        ? []
        : [seen(number, "certain", inPod(["ports", index, "containerPort"], `containerPort: ${number}`))];
    }),
    health: ["readinessProbe", "livenessProbe", "startupProbe"].flatMap((probe) => {
      const checked = text(at(main?.value, probe, "httpGet", "path"));
      return checked?.startsWith("/") === true
        ? [seen(checked.split("?")[0] ?? checked, "certain", inPod([probe, "httpGet", "path"], `${probe}: ${checked}`))]
        : [];
    }),
    ...probeOf(main?.value, inPod),
    ...(replicas === undefined
      ? {}
      : { replicas: seen(replicas, "certain", where(["spec", "replicas"], `replicas: ${replicas}`)) }),
    ...namespaceOf(project, object),
    ...(framework === undefined
      ? {}
      : { framework: seen(framework, "certain", where(["kind"], `command: ${command ?? ""}`)) }),
    mentions: mentionsOf(objects, object, template, path),
  };
  return { hints: [hint], hosts: [] };
};

/** What a probe asks where it asks for no path. */
const ASKED: Readonly<Record<string, string>> = { grpc: "grpc", tcpSocket: "tcp", exec: "command" };

const probeOf = (
  container: unknown,
  inPod: (keys: readonly (string | number)[], sees: string) => Evidence,
): Pick<ServiceHint, "probe"> => {
  for (const probe of ["readinessProbe", "livenessProbe", "startupProbe"])
    for (const [key, asked] of Object.entries(ASKED))
      if (at(container, probe, key) !== undefined)
        return { probe: seen(asked, "certain", inPod([probe, key], `${probe}: ${key}`)) };
  return {};
};

const mainContainer = (template: unknown): { readonly value: unknown; readonly index: number } | undefined => {
  const all = list(at(template, "spec", "containers")).map((value, index) => ({ value, index }));
  const beside = ({ value }: { readonly value: unknown }) => isSidecar(text(at(value, "name")) ?? "");
  const own = (image: string | undefined) => image !== undefined && !isPublicImage(image);
  return (
    all.find((each) => !beside(each) && own(text(at(each.value, "image")))) ??
    all.find((each) => !beside(each)) ??
    all[0]
  );
};

/** Labels tell the name where a template computes it. */
const nameOf = (
  object: KubernetesObject,
  labels: Readonly<Record<string, unknown>>,
  container: string | undefined,
): string | undefined => {
  const told = [object.name, text(labels["app.kubernetes.io/name"]), text(labels["app"]), container].find(
    (name) => name !== undefined && name !== "" && !name.includes("{{"),
  );
  if (told === undefined) return undefined;
  const plain = withoutKind(told);
  const app = text(labels["app"]);
  return app !== undefined && !app.includes("{{") && keyOf(app) === keyOf(plain) && told.startsWith(app) ? app : plain;
};

const selects = (
  service: KubernetesObject,
  workload: KubernetesObject,
  labels: Readonly<Record<string, unknown>>,
): boolean => {
  if (service.kind !== "Service" || service.apiVersion !== "v1") return false;
  if (service.namespace !== undefined && workload.namespace !== undefined && service.namespace !== workload.namespace)
    return false;
  const selector = Object.entries(mapping(at(service.value, "spec", "selector")));
  const plain = selector.filter(([, value]) => value !== "");
  if (
    isTemplate(service.file.path) !== isTemplate(workload.file.path) ||
    (isTemplate(service.file.path) && folderOf(service.file.path) !== folderOf(workload.file.path))
  )
    return false;
  return plain.length > 0 && plain.every(([label, value]) => text(labels[label]) === text(value));
};

const kindOf = (
  object: KubernetesObject,
  command: string | undefined,
): { readonly value: ServiceKind; readonly sees: string } | undefined => {
  if (object.kind === "CronJob") return { value: "cron", sees: "kind: CronJob" };
  if (object.kind === "ScaledJob") return { value: "queue consumer", sees: "kind: ScaledJob" };
  const fact = command === undefined ? undefined : commandFact(command);
  return fact?.kind === undefined ? undefined : { value: fact.kind, sees: `command: ${command ?? ""}` };
};

const namespaceOf = (
  project: Project,
  { file, namespace, lineOf }: KubernetesObject,
): Pick<ServiceHint, "namespace"> => {
  if (namespace !== undefined && !namespace.includes("{{"))
    return {
      namespace: seen(
        namespace,
        "certain",
        evidence(file.path, lineOf(["metadata", "namespace"]), `namespace: ${namespace}`),
      ),
    };
  const folder = folderOf(file.path);
  for (const name of ["kustomization.yaml", "kustomization.yml"]) {
    const beside = project.file(folder === "" ? name : `${folder}/${name}`);
    const [document] = beside === undefined ? [] : project.structured(beside);
    const told = text(at(document?.value, "namespace"));
    if (document !== undefined && told !== undefined)
      return {
        namespace: seen(
          told,
          "likely",
          evidence(document.file.path, document.lineOf(["namespace"]), `namespace: ${told}`),
        ),
      };
  }
  return {};
};
