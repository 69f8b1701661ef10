/** Charts of one's own: what their values say of images, replicas and ports, also those of production. */
import type { Project, ProjectFile, Structured } from "../../project";
import type { Found, Reader } from "../found";
import { evidence, seen, type ServiceHint } from "../hint";
import { isPublicImage } from "../images";
import { isOneOff } from "../commands";
import { folderOf, isAside, lies } from "../paths";
import { at, count, mapping, port, text, textsIn } from "../values";

export const helm: Reader = (project) => {
  const charts = project.files.filter(({ name, path }) => /^Chart\.ya?ml$/.test(name) && !isAside(path));
  return { hints: charts.flatMap((chart) => fromChart(project, chart, charts)), hosts: [] } satisfies Found;
};

const fromChart = (project: Project, chart: ProjectFile, charts: readonly ProjectFile[]): readonly ServiceHint[] => {
  const folder = folderOf(chart.path);
  const name = text(at(project.structured(chart)[0]?.value, "name")) ?? folder.split("/").at(-1) ?? "";
  const nested = charts
    .filter((other) => other !== chart && lies(other.path, folder))
    .map(({ path }) => folderOf(path));
  const values = project.files.filter(
    ({ name: file, path }) =>
      /^values[\w.-]{0,60}\.ya?ml$/.test(file) &&
      lies(path, folder) &&
      !nested.some((other) => lies(path, other)) &&
      !/\/templates\//.test(path),
  );
  const workloads = project.kubernetes.filter(
    ({ file, kind }) =>
      lies(file.path, `${folder}/templates`) && /^(?:Deployment|StatefulSet|DaemonSet|CronJob|Rollout|Job)$/.test(kind),
  );
  return values
    .flatMap((file) => project.structured(file))
    .flatMap((document) => fromValues(document, name, workloads.length));
};

const fromValues = (document: Structured, chart: string, workloads: number): readonly ServiceHint[] => {
  const { value } = document;
  const top =
    at(value, "image") !== undefined || at(value, "replicaCount") !== undefined
      ? [hintOf(document, chart, [], workloads > 0)]
      : [];
  const holders: readonly (readonly string[])[] = [
    [],
    ...["services", "apps", "deployments", "workers", "microservices"]
      .filter((key) => Object.keys(mapping(at(value, key))).length > 0)
      .map((key) => [key]),
  ];
  const within = holders.flatMap((holder) =>
    Object.entries(mapping(at(value, ...holder)))
      .filter(
        ([key, inner]) =>
          key !== "image" &&
          key !== "global" &&
          (at(inner, "image") !== undefined ||
            at(inner, "replicaCount") !== undefined ||
            at(inner, "replicas") !== undefined),
      )
      .map(([key]) => hintOf(document, key, [...holder, key], workloads > 1)),
  );
  return [...top, ...within].filter((hint) => hint !== undefined);
};

const hintOf = (
  { file, value, lineOf }: Structured,
  name: string,
  keys: readonly string[],
  templated: boolean,
): ServiceHint | undefined => {
  const inner = at(value, ...keys);
  const image =
    typeof at(inner, "image") === "string"
      ? text(at(inner, "image"))
      : [
          text(at(inner, "image", "registry")),
          text(at(inner, "image", "repository")) ?? text(at(inner, "image", "name")),
        ]
          .filter((part) => part !== undefined && part !== "")
          .join("/");
  if ((image !== undefined && image !== "" && isPublicImage(image)) || isOneOff(name)) return undefined;
  const where = (more: readonly string[], sees: string) => evidence(file.path, lineOf([...keys, ...more]), sees);
  const ports = [
    ["containerPort"],
    ["service", "targetPort"],
    ["service", "containerPort"],
    ["containerPorts", "http"],
  ].flatMap((more) => {
    const number = port(at(inner, ...more));
    return number === undefined ? [] : [seen(number, "certain", where(more, `${more.join(".")}: ${number}`))];
  });
  const asked = port(at(inner, "service", "port")) ?? port(at(inner, "port"));
  const replicas = [["replicaCount"], ["replicas"]]
    .map((more) => ({ more, number: count(at(inner, ...more)) }))
    .find(({ number }) => number !== undefined);
  const least =
    at(inner, "autoscaling", "enabled") === true ? count(at(inner, "autoscaling", "minReplicas")) : undefined;
  const number = least ?? replicas?.number;
  const health = [
    ["livenessProbe"],
    ["readinessProbe"],
    ["probes", "liveness"],
    ["probes", "readiness"],
    ["health"],
    ["healthCheck"],
  ].flatMap((more) => {
    const path = text(at(inner, ...more, "httpGet", "path")) ?? text(at(inner, ...more, "path"));
    return path?.startsWith("/") === true ? [seen(path, "certain", where(more, `${more.join(".")}: ${path}`))] : [];
  });
  return {
    source: "helm",
    name,
    evidence: where([], image === undefined || image === "" ? `values of ${name}` : `image ${image}`),
    confidence: "likely",
    onlyAdds: templated || image === undefined || image === "",
    ...(image === undefined || image === "" ? {} : { image }),
    ports:
      ports.length > 0 || asked === undefined || templated
        ? ports
        : [seen(asked, "possible", where(["service", "port"], `port: ${asked}`))],
    health,
    ...(number === undefined
      ? {}
      : {
          replicas: seen(
            number,
            least === undefined ? "certain" : "likely",
            where(least === undefined ? (replicas?.more ?? []) : ["autoscaling", "minReplicas"], `replicas: ${number}`),
          ),
        }),
    mentions: ["env", "environment", "config", "configMap", "extraEnv", "envVars"].flatMap((key) =>
      [...textsIn(at(inner, key))].map(([inside, written]) => ({
        variable: text(at(at(inner, key), ...inside.slice(0, -1), "name")) ?? String(inside.at(-1) ?? ""),
        text: written,
        evidence: where([key, ...inside.map(String)], inside.join(".")),
      })),
    ),
  };
};
