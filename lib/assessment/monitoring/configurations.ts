/** Files that configure a tool of monitoring, told by their shape; a name alone is told where the format has no parser. */
import { isMap } from "../../charts";
import type { Values } from "../../model";
import type { Project, ProjectFile, Structured } from "../project";
import { documentsIn, embeddedFiles } from "./embedded";
import { at, listOf, mapOf } from "./reading";

export type Shape =
  | "prometheus"
  | "rules"
  | "alertmanager"
  | "promtail"
  | "loki"
  | "tempo"
  | "mimir"
  | "grafana-agent"
  | "collector"
  | "jaeger"
  | "vector"
  | "fluent-bit"
  | "filebeat"
  | "blackbox-exporter"
  | "node-exporter"
  | "provisioning";

export interface Configuration {
  readonly shape: Shape;
  readonly document: Structured;
}

/** What only Prometheus has beside `global`. */
const PROMETHEUS_KEYS = ["rule_files", "scrape_config_files", "remote_write", "remote_read", "otlp", "alerting"];

/** The first that holds is it. */
const SHAPES: readonly (readonly [Shape, (value: Values) => boolean])[] = [
  ["promtail", (it) => Array.isArray(it["scrape_configs"]) && ("clients" in it || "positions" in it)],
  ["grafana-agent", (it) => isMap(it["metrics"]) && Array.isArray(at(it, "metrics", "configs"))],
  [
    "prometheus",
    (it) => Array.isArray(it["scrape_configs"]) || ("global" in it && PROMETHEUS_KEYS.some((key) => key in it)),
  ],
  ["alertmanager", (it) => isMap(it["route"]) && Array.isArray(it["receivers"])],
  ["jaeger", (it) => isMap(at(it, "extensions", "jaeger_query")) || isMap(at(it, "extensions", "jaeger_storage"))],
  ["collector", (it) => isMap(it["receivers"]) && isMap(it["exporters"]) && isMap(at(it, "service", "pipelines"))],
  ["mimir", (it) => isMap(it["blocks_storage"]) && !isMap(it["schema_config"])],
  ["loki", (it) => isMap(it["schema_config"]) || (isMap(it["limits_config"]) && isMap(it["storage_config"]))],
  ["tempo", (it) => isMap(at(it, "storage", "trace")) && isMap(it["distributor"])],
  ["vector", (it) => isMap(it["sources"]) && isMap(it["sinks"])],
  ["fluent-bit", (it) => Array.isArray(at(it, "pipeline", "inputs"))],
  ["filebeat", (it) => "filebeat.inputs" in it || "filebeat.autodiscover" in it || isMap(it["filebeat"])],
  ["blackbox-exporter", (it) => Object.values(mapOf(it["modules"])).some((each) => "prober" in mapOf(each))],
  [
    "rules",
    (it) => !("kind" in it) && listOf(it["groups"]).some((group) => listOf(mapOf(group)["rules"]).some(isRule)),
  ],
  [
    "provisioning",
    (it) =>
      (it["apiVersion"] === 1 || it["apiVersion"] === "1") &&
      ["datasources", "providers", "contactPoints", "policies", "muteTimes", "groups"].some((key) =>
        Array.isArray(it[key]),
      ),
  ],
];

const isRule = (rule: unknown): boolean => {
  const { alert, record, expr } = mapOf(rule);
  return expr !== undefined && (alert !== undefined || record !== undefined);
};

/** Rules that the engine of Prometheus reads, or Grafana's own with an `apiVersion`. */
const shapeOf = (value: unknown): Shape | undefined =>
  isMap(value) ? SHAPES.find(([, holds]) => holds(value))?.[0] : undefined;

const known = new WeakMap<Project, readonly Configuration[]>();

export const configurationsOf = (project: Project): readonly Configuration[] => {
  const before = known.get(project) ?? found(project);
  known.set(project, before);
  return before;
};

const found = (project: Project): readonly Configuration[] => [
  ...yamlFiles(project).flatMap((file) => project.structured(file).flatMap(configuration)),
  ...project.matching("**/vector*.toml").flatMap((file): readonly Configuration[] => {
    const value = project.toml(file);
    return value === undefined || shapeOf(value) !== "vector"
      ? []
      : [{ shape: "vector", document: { file, value, lineOf: () => 1 } }];
  }),
  ...embeddedFiles(project)
    .filter(({ text }) => text.includes(":"))
    .flatMap((file) => documentsIn(file).flatMap(configuration)),
  ...objectConfigurations(project),
  ...inValues(project),
];

const configuration = (document: Structured): readonly Configuration[] => {
  const shape = shapeOf(document.value);
  return shape === undefined ? [] : [{ shape, document }];
};

/** The configuration of a collector within its object, and the values of charts that hold one. */
const objectConfigurations = ({ kubernetes }: Project): readonly Configuration[] =>
  kubernetes.flatMap((object) => {
    if (object.kind !== "OpenTelemetryCollector") return [];
    const value = at(object.value, "spec", "config");
    return isMap(value)
      ? configuration({ file: object.file, value, lineOf: (keys) => object.lineOf(["spec", "config", ...keys]) })
      : [];
  });

/** Shapes that values of charts hold somewhere within. */
const NESTED: ReadonlySet<Shape> = new Set<Shape>(["alertmanager", "collector", "prometheus", "rules"]);
const MOST_DEPTH = 7;

const inValues = (project: Project): readonly Configuration[] => [
  ...yamlFiles(project)
    .filter(({ name }) => /values/i.test(name))
    .flatMap((file) => project.structured(file).flatMap((document) => below(document, document.value, []))),
  ...project.kubernetes.flatMap(({ kind, file, value, lineOf }) =>
    kind === "HelmRelease" || kind === "Application" ? below({ file, value, lineOf }, value["spec"], ["spec"]) : [],
  ),
];

/** Maps that are looked at in one file. */
const MOST_MAPS = 20_000;

const below = (
  document: Structured,
  value: unknown,
  keys: readonly string[],
  seen = { maps: 0 },
): readonly Configuration[] => {
  if (!isMap(value) || keys.length > MOST_DEPTH || (seen.maps += 1) > MOST_MAPS) return [];
  const shape = keys.length === 0 ? undefined : shapeOf(withScrapes(value));
  if (shape !== undefined && NESTED.has(shape)) {
    const { file, lineOf } = document;
    return [
      {
        shape,
        document: { file, value: withScrapes(value), lineOf: (inner) => lineOf([...keys, ...inner.map(asWritten)]) },
      },
    ];
  }
  return Object.entries(value).flatMap(([key, inner]) => below(document, inner, [...keys, key], seen));
};

/** How the operator's chart spells the jobs of its Prometheus. */
const SCRAPES = "additionalScrapeConfigs";

const withScrapes = (value: Values): Values =>
  Array.isArray(value[SCRAPES]) ? { ...value, scrape_configs: value[SCRAPES] } : value;

const asWritten = (key: string | number): string | number => (key === "scrape_configs" ? SCRAPES : key);

/** Files that belong to somebody else's format altogether. */
const NONE = /(?:^|\/)(?:pnpm-lock|package-lock|openapi|swagger)[^/]*$/;

export const yamlFiles = (project: Project): readonly ProjectFile[] =>
  project.files.filter(({ path }) => /\.(?:ya?ml)$/.test(path) && !NONE.test(path));
