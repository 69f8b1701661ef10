/** What Compose files say: images, environments, log drivers, commands. */
import { isMap } from "../../charts";
import { composeOf } from "../infrastructure";
import type { Project, Structured } from "../project";
import { agentsIn, backendOf } from "./agents";
import { at, labelsOf, mapOf, textOf, textsIn } from "./reading";
import { imageName, shortened, type Thing } from "./thing";

export const composeThings = (project: Project): readonly Thing[] =>
  composeOf(project).flatMap((file) =>
    Object.entries(mapOf(at(file.value, "services"))).flatMap(([name, service]) =>
      isMap(service) ? ofService(file, name, service) : [],
    ),
  );

const ofService = (file: Structured, name: string, service: Readonly<Record<string, unknown>>): readonly Thing[] => {
  const place = (key: string, sees: string) => ({
    file: file.file.path,
    line: file.lineOf(["services", name, key]),
    sees: shortened(sees),
    of: name,
  });
  const image = textOf(service["image"]);
  const driver = textOf(at(service, "logging", "driver"));
  const command = [...textsIn(service["command"]), ...textsIn(service["entrypoint"])].join(" ");
  return [
    ...(image === undefined ? [] : [imageThing(image, place("image", `image: ${image}`))]),
    ...(driver === undefined
      ? []
      : [{ kind: "driver" as const, name: driver, ...place("logging", `logging driver: ${driver}`) }]),
    ...environmentOf(service["environment"]).map((setting): Thing => ({
      kind: "setting",
      name: setting,
      ...place("environment", setting),
    })),
    ...Object.entries(composeLabels(service["environment"])).flatMap(([setting, address]) =>
      (setting.startsWith("OTEL_") ? backendOf(address) : []).map((tool): Thing => ({
        kind: "configuration",
        name: tool,
        confidence: "likely",
        ...place("environment", `${setting}: ${address}`),
      })),
    ),
    ...agentsIn(command).map((agent): Thing => ({ kind: "agent", name: agent, ...place("command", agent) })),
    ...Object.entries(composeLabels(service["labels"])).flatMap(([key, value]): readonly Thing[] =>
      key.startsWith("prometheus") || key.startsWith("com.datadoghq")
        ? [{ kind: "setting", name: `label:${key}`, ...place("labels", `${key}: ${value}`) }]
        : [],
    ),
  ];
};

export const imageThing = (image: string, place: Omit<Thing, "kind" | "name" | "version">): Thing => {
  const { repository, tag } = imageName(image);
  return { kind: "image", name: repository, ...(tag === undefined ? {} : { version: tag }), ...place };
};

/** Names of a map of variables, or of a list of `NAME=value`. */
const environmentOf = (value: unknown): readonly string[] =>
  isMap(value) ? Object.keys(value) : textsIn(value).map((each) => each.split("=", 1)[0] ?? "");

/** Labels of a map, or of a list of `name=value`. */
export const composeLabels = (value: unknown): Readonly<Record<string, string>> =>
  isMap(value)
    ? labelsOf(value)
    : Object.fromEntries(
        textsIn(value).map((each) => {
          const equals = each.indexOf("=");
          return equals < 0 ? [each, ""] : [each.slice(0, equals), each.slice(equals + 1)];
        }),
      );
