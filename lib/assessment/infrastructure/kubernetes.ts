/** Manifests of Kubernetes: workloads' images and settings, operators' objects, ingress and what only one cloud knows. */
import type { KubernetesObject, Project } from "../project";
import { connectionObservations } from "./connections";
import { engineOf } from "./engines";
import { helmChart } from "./helm-charts";
import { imageObservations } from "./images";
import {
  CLOUD_GROUPS,
  CLOUD_KEYS,
  COMPONENT_WORDS,
  ENGINE_KINDS,
  INGRESS_WORDS,
  KINDS,
  STORAGE,
} from "./kubernetes-types";
import { aside, seen, type Observation, type Thing } from "./observation";
import { entriesOf, leavesOf, listOf, textOf, within, type Keys } from "./values";

export const kubernetes = (project: Project): readonly Observation[] => {
  const objects = project.kubernetes.filter(({ file }) => !aside(file.path));
  const proxied = objects.some((object) => object.kind === "ConfigMap" && sendsOn(object) !== undefined);
  return objects.flatMap((object) => ofObject(object, proxied));
};

const ofObject = (object: KubernetesObject, proxied: boolean): readonly Observation[] => {
  const group = object.apiVersion.includes("/") ? (object.apiVersion.split("/", 1)[0] ?? "") : "";
  if (NO_OBJECTS.has(group)) return [];
  const at = `${object.kind}.${group}`;
  const sees = `kind: ${object.kind} (${object.apiVersion})`;
  const line = object.lineOf(["kind"]);
  const tell = (thing: Thing): Observation => seen(thing, "certain", object.file, line, sees);
  const known = KINDS.get(at) ?? KINDS.get(`*.${group}`);
  const engine = ENGINE_KINDS.has(at) ? engineIn(object) : undefined;
  const cloud = CLOUD_GROUPS.find(([end]) => group === end || group.endsWith(`.${end}`))?.[1];
  return [
    tell({ kind: "orchestration", name: "kubernetes" }),
    ...[known, engine, cloud === undefined ? undefined : { kind: "clouds" as const, name: cloud }].flatMap((each) =>
      each === undefined ? [] : [tell(each)],
    ),
    ...containers(object, proxied),
    ...keysOfClouds(object),
    ...ingress(object, at),
    ...storage(object),
    ...components(object, group),
    ...charts(object, at),
    ...settings(object),
    ...(group === "serving.knative.dev" && object.kind === "Service" && mentionsRun(object)
      ? [tell({ kind: "orchestration", name: "cloud-run" }), tell({ kind: "clouds", name: "gcp" })]
      : []),
  ];
};

/** Files that look like objects and are configuration of tools. */
const NO_OBJECTS: ReadonlySet<string> = new Set(["skaffold", "backstage.io", "kind.x-k8s.io", "k3d.io", "ctlptl.dev"]);

const mentionsRun = (object: KubernetesObject): boolean =>
  leavesOf(object.value).some(({ keys }) => keys.some((key) => String(key).startsWith("run.googleapis.com/")));

const engineIn = ({ value }: KubernetesObject): Thing | undefined =>
  engineOf(
    ["engine", "databaseVersion"]
      .flatMap((key) => [within(value, "spec", key), within(value, "spec", "forProvider", key)])
      .map(textOf)
      .join(" "),
  );

const WEB_SERVERS: ReadonlySet<string> = new Set(["nginx", "apache", "caddy"]);

/** Waiting for a server and saving it are done with its image, too: only what runs it is certain. */
const containers = (object: KubernetesObject, proxied: boolean): readonly Observation[] => {
  const once = object.kind === "Job" || object.kind === "CronJob";
  return leavesOf(object.value).flatMap(({ keys, text }): readonly Observation[] => {
    const list = String(keys.at(-3) ?? "");
    if (list !== "containers" && list !== "initContainers" && list !== "ephemeralContainers")
      return keys.at(-1) === "value" && keys.includes("env") ? variable(object, keys, text) : [];
    if (keys.at(-1) !== "image") return [];
    const found = imageObservations(text, once ? "likely" : "certain", object.file, object.lineOf(keys));
    return found.filter(
      ({ kind, name }) =>
        kind === "clouds" ||
        (list === "containers" && (kind !== "balancers" || !WEB_SERVERS.has(name) || proxied || isController(text))),
    );
  });
};

const isController = (image: string): boolean => /ingress|controller|proxy/.test(image);

const variable = (object: KubernetesObject, keys: Keys, text: string): readonly Observation[] =>
  connectionObservations(
    textOf(within(object.value, ...keys.slice(0, -1), "name")),
    text,
    object.file,
    object.lineOf(keys),
  );

const keysOfClouds = (object: KubernetesObject): readonly Observation[] =>
  leavesOf(object.value).flatMap(({ keys }) => {
    const key = String(keys.at(-1));
    const cloud = key.includes("/") ? CLOUD_KEYS.find(([start]) => key.startsWith(start))?.[1] : undefined;
    const balancer =
      key === "service.beta.kubernetes.io/aws-load-balancer-type" &&
      /^(?:nlb|external)/.test(textOf(within(object.value, ...keys)))
        ? [{ kind: "balancers" as const, name: "nlb" }]
        : [];
    const clouds = cloud === undefined ? [] : [{ kind: "clouds" as const, name: cloud }];
    return [...clouds, ...balancer].map((thing) => seen(thing, "certain", object.file, object.lineOf(keys), key));
  });

const ingress = (object: KubernetesObject, at: string): readonly Observation[] => {
  const isIngress = object.kind === "Ingress";
  if (!isIngress && at !== "Gateway.gateway.networking.k8s.io" && object.kind !== "IngressClass") return [];
  const annotations = entriesOf(within(object.value, "metadata", "annotations"));
  const told: readonly (readonly [string, Keys])[] = [
    [textOf(within(object.value, "spec", "ingressClassName")), ["spec", "ingressClassName"]],
    [textOf(within(object.value, "spec", "gatewayClassName")), ["spec", "gatewayClassName"]],
    [textOf(within(object.value, "spec", "controller")), ["spec", "controller"]],
    ...annotations.flatMap(([key, value]): readonly (readonly [string, Keys])[] =>
      key === "kubernetes.io/ingress.class"
        ? [[textOf(value), ["metadata", "annotations", key]]]
        : /^(?:[a-z]{1,20}\.)?(?:nginx|alb|traefik|haproxy|appgw|konghq)\.(?:ingress\.kubernetes\.io|org)\//.test(key)
          ? [[key, ["metadata", "annotations", key]]]
          : [],
    ),
  ];
  return told.flatMap(([text, keys]) => {
    const known = INGRESS_WORDS.find(([word]) => text.toLowerCase().includes(word))?.[1];
    return known === undefined ? [] : [seen(known, "certain", object.file, object.lineOf(keys), text)];
  });
};

const storage = (object: KubernetesObject): readonly Observation[] =>
  leavesOf(object.value).flatMap(({ keys, text }) => {
    const key = keys.at(-1);
    if (key !== "storageClassName" && key !== "provisioner" && key !== "storageClass") return [];
    const cloud = STORAGE.find(([name]) => name === text)?.[1];
    return cloud === undefined
      ? []
      : [
          seen(
            { kind: "clouds", name: cloud },
            key === "provisioner" ? "certain" : "likely",
            object.file,
            object.lineOf(keys),
            `${key}: ${text}`,
          ),
        ];
  });

const components = (object: KubernetesObject, group: string): readonly Observation[] => {
  const types: readonly Keys[] =
    group === "keda.sh"
      ? listOf(within(object.value, "spec", "triggers")).map((_, index) => ["spec", "triggers", index, "type"])
      : group === "dapr.io" && object.kind === "Component"
        ? [["spec", "type"]]
        : [];
  return types.flatMap((keys) => {
    const type = textOf(within(object.value, ...keys));
    const known = COMPONENT_WORDS.find(([word]) => type.includes(word))?.[1];
    return known === undefined ? [] : [seen(known, "certain", object.file, object.lineOf(keys), `type: ${type}`)];
  });
};

/** Releases of Flux and applications of Argo CD. */
const charts = (object: KubernetesObject, at: string): readonly Observation[] => {
  const places: readonly Keys[] =
    at === "HelmRelease.helm.toolkit.fluxcd.io"
      ? [["spec", "chart", "spec", "chart"]]
      : at === "Application.argoproj.io" || at === "ApplicationSet.argoproj.io"
        ? leavesOf(object.value)
            .filter(({ keys }) => keys.at(-1) === "chart")
            .map(({ keys }) => keys)
        : at.startsWith("HelmChart.")
          ? [["spec", "chart"]]
          : [];
  return places.flatMap((keys) => {
    const chart = textOf(within(object.value, ...keys));
    if (chart === "") return [];
    const say = (thing: Thing): Observation =>
      seen(thing, "certain", object.file, object.lineOf(keys), `chart: ${chart}`);
    return [say({ kind: "orchestration", name: "helm" }), ...helmChart(chart).map(say)];
  });
};

const SENDS = /(?:proxy|fastcgi|uwsgi|grpc)_pass\s|^\s{0,40}upstream\s/m;

const sendsOn = (object: KubernetesObject): string | undefined =>
  entriesOf(object.value["data"]).find(([, text]) => SENDS.test(textOf(text).slice(0, 100_000)))?.[0];

const settings = (object: KubernetesObject): readonly Observation[] => {
  if (object.kind !== "ConfigMap" && object.kind !== "Secret") return [];
  const field = object.kind === "ConfigMap" ? "data" : "stringData";
  const key = object.kind === "ConfigMap" ? sendsOn(object) : undefined;
  return [
    ...(key === undefined
      ? []
      : [
          seen(
            { kind: "balancers" as const, name: "nginx" },
            "certain",
            object.file,
            object.lineOf(["data", key]),
            `${key}: sends requests on`,
          ),
        ]),
    ...entriesOf(object.value[field]).flatMap(([name, value]) =>
      textOf(value).length > 2000
        ? []
        : connectionObservations(name, textOf(value), object.file, object.lineOf([field, name])),
    ),
  ];
};
