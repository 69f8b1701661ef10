/** What files say by what they are: charts and their dependencies, Dockerfiles, settings, configurations, libraries. */
import { isMap } from "../../charts";
import type { Dependency, Project } from "../project";
import { agentsIn, backendOf } from "./agents";
import { configurationsOf, type Configuration } from "./configurations";
import { embeddedFiles } from "./embedded";
import { at, listOf, mapOf, textOf } from "./reading";
import { imageThing } from "./things-in-compose";
import { shortened, type Thing } from "./thing";

export const fileThings = (project: Project): readonly Thing[] => [
  ...project.dependencies.flatMap(libraryThings),
  ...configurationsOf(project).map(({ shape, document }): Thing => ({
    kind: "configuration",
    name: shape,
    file: document.file.path,
    line: Math.max(1, document.lineOf([])),
    sees: `configuration of ${SHAPE_WORDS[shape] ?? shape}`,
  })),
  ...configurationsOf(project).flatMap(withinConfiguration),
  ...namedFiles(project),
  ...dockerThings(project),
  ...settingThings(project),
  ...chartThings(project),
];

/** Where a collector sends to, and what an agent measures besides. */
const withinConfiguration = ({ shape, document }: Configuration): readonly Thing[] => {
  const thing = (name: string, keys: readonly string[], sees: string): Thing => ({
    kind: "configuration",
    name,
    file: document.file.path,
    line: document.lineOf(keys),
    sees: shortened(sees),
    confidence: "likely",
  });
  if (shape === "grafana-agent")
    return isMap(at(document.value, "integrations", "node_exporter"))
      ? [thing("node-exporter", ["integrations", "node_exporter"], "integration node_exporter")]
      : [];
  if (shape !== "collector") return [];
  return Object.entries(mapOf(at(document.value, "exporters"))).flatMap(([exporter, settings]) => {
    const address = textOf(mapOf(settings)["endpoint"]) ?? "";
    return backendOf(address).map((name) => thing(name, ["exporters", exporter], `endpoint ${address}`));
  });
};

const SHAPE_WORDS: Readonly<Record<string, string>> = {
  rules: "rules",
  collector: "an OpenTelemetry Collector",
  provisioning: "Grafana's provisioning",
};

const libraryThings = ({ ecosystem, name, version, file, line, development }: Dependency): readonly Thing[] =>
  development
    ? []
    : [
        {
          kind: "library",
          name: `${ecosystem}:${name}`,
          ...(version === undefined ? {} : { version }),
          file: file.path,
          line,
          sees: shortened(version === undefined ? name : `${name} ${version}`),
        },
      ];

/** Names that say it all, by the end of the path. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:fluentd?|td-agent)\.conf$/, "fluentd"],
  [/(?:^|\/)td-agent\.conf$/, "td-agent"],
  [/(?:^|\/)fluent-?bit[^/]{0,40}\.(?:conf|ya?ml)$/, "fluent-bit"],
  [/(?:^|\/)logstash[^/]{0,40}\.(?:conf|yml)$|(?:^|\/)logstash\/pipelines?\/[^/]{1,80}\.conf$/, "logstash"],
  [/(?:^|\/)(?:kibana|filebeat|metricbeat|heartbeat|apm-server)\.ya?ml$/, "elastic"],
  [/(?:^|\/)newrelic\.(?:js|cjs|ya?ml|ini|config|xml)$/, "newrelic"],
  [/(?:^|\/)datadog(?:-agent)?\.ya?ml$/, "datadog"],
  [/(?:^|\/)(?:sentry\.properties|\.sentryclirc|sentry\.(?:client|server|edge)\.config\.[cm]?[jt]s)$/, "sentry"],
  [/\.alloy$/, "alloy"],
  [/(?:^|\/)telegraf\.conf$/, "telegraf"],
  [/(?:^|\/)grafana\.ini$/, "grafana"],
  [/(?:^|\/)vector\.(?:toml|ya?ml)$/, "vector"],
  [/(?:^|\/)amazon-cloudwatch-agent(?:-config)?\.json$/, "cloudwatch-agent"],
];

const namedFiles = (project: Project): readonly Thing[] => [
  ...project.files.flatMap(({ path, name }) =>
    NAMES.filter(([pattern]) => pattern.test(path)).map(([, tool]): Thing => ({
      kind: "configuration",
      name: tool,
      file: path,
      line: 1,
      sees: `file ${name}`,
    })),
  ),
  ...embeddedFiles(project).flatMap(({ name, object, line }) =>
    NAMES.filter(([pattern]) => pattern.test(name)).map(([, tool]): Thing => ({
      kind: "configuration",
      name: tool,
      file: object.file.path,
      line,
      sees: `file ${name}`,
    })),
  ),
];

const dockerThings = (project: Project): readonly Thing[] =>
  project.dockerfiles.flatMap((file) =>
    project.dockerfile(file).flatMap(({ keyword, arguments: text, line }): readonly Thing[] => {
      const place = { file: file.path, line, sees: shortened(`${keyword} ${text}`) };
      if (keyword === "FROM") {
        const image = text.split(/\s+/).find((word) => !word.startsWith("--"));
        return image === undefined ? [] : [imageThing(image, place)];
      }
      return [
        ...agentsIn(text).map((agent): Thing => ({
          kind: "agent",
          name: agent,
          ...place,
          sees: `${keyword} … ${agent}`,
        })),
        ...(keyword === "ENV" || keyword === "ARG"
          ? [...text.matchAll(/([A-Z][A-Z0-9_]{2,60})[= ]/g)].map(([, name = ""]): Thing => ({
              kind: "setting",
              name,
              ...place,
              sees: name,
            }))
          : []),
      ];
    }),
  );

/** Names of variables of dotenv, ini and properties files, the values left out. */
const settingThings = (project: Project): readonly Thing[] =>
  project.files
    .filter(({ name }) => /^\.env|\.env$|\.properties$/.test(name))
    .flatMap((file) =>
      project
        .settings(file)
        .map(({ name, line }): Thing => ({ kind: "setting", name, file: file.path, line, sees: shortened(name) })),
    );

const chartThings = (project: Project): readonly Thing[] => [
  ...["**/Chart.yaml", "**/requirements.yaml"].flatMap((glob) => chartsIn(project, glob, ["dependencies"], "name")),
  ...chartsIn(project, "**/helmfile*.y*ml", ["releases"], "chart"),
  ...chartsIn(project, "**/kustomization.y*ml", ["helmCharts"], "name"),
];

const chartsIn = (project: Project, glob: string, keys: readonly string[], key: string): readonly Thing[] =>
  project.matching(glob).flatMap((file) =>
    project.structured(file).flatMap(({ value, lineOf }) =>
      listOf(at(value, ...keys)).flatMap((entry, index): readonly Thing[] => {
        const chart = textOf(mapOf(entry)[key]);
        if (!isMap(entry) || chart === undefined) return [];
        const version = textOf(entry["version"]);
        return [
          {
            kind: "chart",
            name: chart.split("/").at(-1) ?? chart,
            ...(version === undefined ? {} : { version }),
            file: file.path,
            line: lineOf([...keys, index]),
            sees: shortened(`chart ${chart}${version === undefined ? "" : ` ${version}`}`),
            body: { values: {}, repository: textOf(entry["repository"] ?? entry["repo"]) ?? chart },
          },
        ];
      }),
    ),
  );
