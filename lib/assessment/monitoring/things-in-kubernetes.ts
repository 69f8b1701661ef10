/** What Kubernetes objects say: their kinds, the images and variables of their containers, annotations, charts that operators install. */
import { isMap } from "../../charts";
import type { Values } from "../../model";
import type { KubernetesObject, Project } from "../project";
import { agentsIn, backendOf } from "./agents";
import { at, labelsOf, listOf, mapOf, textOf, textsIn } from "./reading";
import { imageThing } from "./things-in-compose";
import { shortened, type Thing } from "./thing";

export const kubernetesThings = ({ kubernetes }: Project): readonly Thing[] =>
  kubernetes.flatMap((object) => [
    objectThing(object),
    ...containersOf(object),
    ...annotationThings(object),
    ...chartsIn(object),
  ]);

const groupOf = (apiVersion: string): string => (apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "core");

const objectThing = (object: KubernetesObject): Thing => ({
  kind: "object",
  name: `${groupOf(object.apiVersion)}/${object.kind}`,
  file: object.file.path,
  line: object.lineOf(["kind"]),
  sees: shortened(`kind: ${object.kind} ${object.name}`.trim()),
  of: object.name,
  body: object.value,
});

/** Where the template of pods stands in each kind of workload. */
const TEMPLATES: readonly (readonly string[])[] = [
  ["spec", "template"],
  ["spec", "jobTemplate", "spec", "template"],
];

/** The template of its pods with the keys that lead there; a Pod is its own. */
export const podTemplate = (
  object: KubernetesObject,
): { readonly template: Values; readonly keys: readonly string[] } | undefined => {
  if (object.kind === "Pod") return { template: object.value, keys: [] };
  for (const keys of TEMPLATES) {
    const template = at(object.value, ...keys);
    if (isMap(template) && isMap(template["spec"])) return { template, keys };
  }
  return undefined;
};

const containersOf = (object: KubernetesObject): readonly Thing[] => {
  const pod = podTemplate(object);
  if (pod === undefined) return [];
  return (["initContainers", "containers"] as const).flatMap((list) =>
    listOf(at(pod.template, "spec", list)).flatMap((container, index) =>
      isMap(container) ? inContainer(object, container, [...pod.keys, "spec", list, index]) : [],
    ),
  );
};

const inContainer = (
  object: KubernetesObject,
  container: Values,
  keys: readonly (string | number)[],
): readonly Thing[] => {
  const place = (inner: readonly (string | number)[], sees: string) => ({
    file: object.file.path,
    line: object.lineOf([...keys, ...inner]),
    sees: shortened(sees),
    of: object.name,
  });
  const image = textOf(container["image"]);
  const command = [...textsIn(container["command"]), ...textsIn(container["args"])].join(" ");
  return [
    ...(image === undefined ? [] : [imageThing(image, place(["image"], `image: ${image}`))]),
    ...listOf(container["env"]).flatMap((entry, index): readonly Thing[] => {
      const name = textOf(mapOf(entry)["name"]);
      if (name === undefined) return [];
      const address = name.startsWith("OTEL_") ? (textOf(mapOf(entry)["value"]) ?? "") : "";
      return [
        { kind: "setting", name, ...place(["env", index], name) },
        ...backendOf(address).map((tool): Thing => ({
          kind: "configuration",
          name: tool,
          confidence: "likely",
          ...place(["env", index], `${name}: ${address}`),
        })),
        ...agentsIn(textOf(mapOf(entry)["value"]) ?? "").map((agent): Thing => ({
          kind: "agent",
          name: agent,
          ...place(["env", index], agent),
        })),
      ];
    }),
    ...agentsIn(command).map((agent): Thing => ({ kind: "agent", name: agent, ...place([], agent) })),
  ];
};

/** Beginnings of annotations and labels that are about monitoring. */
const ABOUT: readonly string[] = [
  "prometheus.io/",
  "ad.datadoghq.com/",
  "admission.datadoghq.com/",
  "tags.datadoghq.com/",
  "instrumentation.opentelemetry.io/",
  "sidecar.opentelemetry.io/",
  "sidecar.jaegertracing.io/",
  "fluentbit.io/",
  "co.elastic.logs/",
  "newrelic.com/",
  "grafana_dashboard",
  "grafana_datasource",
];

const annotationThings = (object: KubernetesObject): readonly Thing[] => {
  const pod = podTemplate(object);
  const places = [
    ["metadata", "annotations"],
    ["metadata", "labels"],
    ...(pod === undefined || pod.keys.length === 0
      ? []
      : [
          [...pod.keys, "metadata", "annotations"],
          [...pod.keys, "metadata", "labels"],
        ]),
  ];
  return places.flatMap((keys) =>
    Object.entries(labelsOf(at(object.value, ...keys))).flatMap(([key, value]): readonly Thing[] =>
      ABOUT.some((beginning) => key.startsWith(beginning))
        ? [
            {
              kind: "setting",
              name: `annotation:${key}`,
              version: value,
              file: object.file.path,
              line: object.lineOf([...keys, key]),
              sees: shortened(`${key}: ${value}`),
              of: object.name,
            },
          ]
        : [],
    ),
  );
};

/** Charts that Flux and Argo CD install, and Kustomize inflates. */
const chartsIn = (object: KubernetesObject): readonly Thing[] => {
  const thing = (keys: readonly (string | number)[], source: Values, name: unknown, values: unknown): Thing[] => {
    const chart = textOf(name);
    if (chart === undefined || chart === "") return [];
    const version = textOf(source["version"] ?? source["targetRevision"]);
    return [
      {
        kind: "chart",
        name: chart.split("/").at(-1) ?? chart,
        ...(version === undefined ? {} : { version }),
        file: object.file.path,
        line: object.lineOf(keys),
        sees: shortened(`chart: ${chart}${version === undefined ? "" : ` ${version}`}`),
        of: object.name,
        body: {
          values: values ?? {},
          repository: textOf(source["repoURL"] ?? source["repository"] ?? at(source, "sourceRef", "name")) ?? "",
        },
      },
    ];
  };
  const { spec } = object.value;
  if (object.kind === "HelmRelease") {
    const inner = mapOf(at(spec, "chart", "spec"));
    return thing(["spec", "chart", "spec", "chart"], inner, inner["chart"], at(spec, "values"));
  }
  if (object.kind === "HelmChart") return thing(["spec", "chart"], mapOf(spec), at(spec, "chart"), {});
  if (object.kind !== "Application") return [];
  const source = mapOf(at(spec, "source"));
  return [
    ...thing(["spec", "source", "chart"], source, source["chart"], at(source, "helm", "valuesObject")),
    ...listOf(at(spec, "sources")).flatMap((each, index) =>
      thing(["spec", "sources", index], mapOf(each), mapOf(each)["chart"], at(each, "helm", "valuesObject")),
    ),
  ];
};
