/** Helm and Kustomize beside the manifests: charts with what they bring along, their values, releases of helmfile. */
import type { Project, Structured } from "../project";
import { helmChart } from "./helm-charts";
import { imageObservations } from "./images";
import { aside, seen, type Observation, type Thing } from "./observation";
import { isValues, leavesOf, listOf, textOf, within, type Keys } from "./values";

export const helm = (project: Project): readonly Observation[] => [
  ...documents(project, "**/Chart.yaml").flatMap((chart) => [
    seen(KUBERNETES, "certain", chart.file, undefined, "a chart of Helm"),
    seen(HELM, "certain", chart.file, undefined, "a chart of Helm"),
    ...listOf(within(chart.value, "dependencies")).flatMap((_, index) =>
      dependency(project, chart, ["dependencies", index]),
    ),
  ]),
  ...documents(project, "**/requirements.yaml").flatMap((chart) =>
    listOf(within(chart.value, "dependencies")).flatMap((_, index) =>
      dependency(project, chart, ["dependencies", index]),
    ),
  ),
  ...documents(project, "**/helmfile*.{yaml,yml}").flatMap(releases),
  ...["**/values*.{yaml,yml}", "**/*values.{yaml,yml}"].flatMap((glob) => documents(project, glob)).flatMap(values),
  ...documents(project, "**/kustomization.{yaml,yml}").flatMap(({ file }) => [
    seen(KUBERNETES, "certain", file, undefined, "a kustomization"),
    seen({ kind: "orchestration", name: "kustomize" }, "certain", file, undefined, "a kustomization"),
  ]),
];

const HELM: Thing = { kind: "orchestration", name: "helm" };
const KUBERNETES: Thing = { kind: "orchestration", name: "kubernetes" };

const documents = (project: Project, glob: string): readonly Structured[] =>
  project
    .matching(glob)
    .filter(({ path }) => !aside(path))
    .flatMap((file) => project.structured(file));

/** What a condition of the values turns off is not there. */
const dependency = (project: Project, chart: Structured, keys: Keys): readonly Observation[] => {
  const name = textOf(within(chart.value, ...keys, "name"));
  const condition = textOf(within(chart.value, ...keys, "condition")).split(",", 1)[0] ?? "";
  const defaults = project.file(`${chart.file.path.slice(0, -chart.file.name.length)}values.yaml`);
  const off =
    condition !== "" &&
    defaults !== undefined &&
    project.structured(defaults).some(({ value }) => within(value, ...condition.split(".")) === false);
  if (off) return [];
  return helmChart(name).map((thing) =>
    seen(thing, "certain", chart.file, chart.lineOf([...keys, "name"]), `dependency: ${name}`),
  );
};

const releases = (document: Structured): readonly Observation[] => [
  seen(HELM, "certain", document.file, undefined, "helmfile"),
  seen(KUBERNETES, "certain", document.file, undefined, "helmfile"),
  ...listOf(within(document.value, "releases")).flatMap((release, index) => {
    const chart = textOf(within(release, "chart"));
    return within(release, "installed") === false || chart.startsWith(".")
      ? []
      : helmChart(chart).map((thing) =>
          seen(thing, "certain", document.file, document.lineOf(["releases", index, "chart"]), `chart: ${chart}`),
        );
  }),
];

/** `image: { repository: … }` and `image: "…"`, but not of what is turned off. */
const values = (document: Structured): readonly Observation[] =>
  leavesOf(document.value).flatMap(({ keys, text }) => {
    const isImage = keys.at(-1) === "image" || (keys.at(-1) === "repository" && /image$/i.test(String(keys.at(-2))));
    if (!isImage || keys.some((_, depth) => turnedOff(document.value, keys.slice(0, depth)))) return [];
    if (keys.some((key) => /test|init|wait|metrics|exporter|sidecar|volumePermissions/i.test(String(key)))) return [];
    return imageObservations(text, "likely", document.file, document.lineOf(keys), { balancers: false });
  });

const turnedOff = (value: unknown, keys: Keys): boolean => {
  const inner = within(value, ...keys);
  return isValues(inner) && inner["enabled"] === false;
};
