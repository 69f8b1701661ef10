/** Files of hosters: fly.toml, render.yaml, App Engine's app.yaml, Procfile. */
import type { Project, ProjectFile } from "../../project";
import type { ServiceKind } from "../../assessment";
import { commandFact, isOneOff } from "../commands";
import type { Found, Reader } from "../found";
import { evidence, seen, type Mention, type ServiceHint } from "../hint";
import { lastPart } from "../names";
import { folderOf, isAside, resolved } from "../paths";
import { at, count, list, mapping, port, text } from "../values";

export const hosting: Reader = (project) => {
  const files = (name: RegExp) => project.files.filter((file) => name.test(file.name) && !isAside(file.path));
  return {
    hints: [
      ...files(/^fly(?:\.[\w-]{1,40})?\.toml$/).flatMap((file) => fromFly(project, file)),
      ...files(/^render\.ya?ml$/).flatMap((file) => fromRender(project, file)),
      ...files(/^app\.ya?ml$/).flatMap((file) => fromAppEngine(project, file)),
      ...files(/^Procfile$/).flatMap((file) => fromProcfile(project, file)),
    ],
    hosts: [],
  } satisfies Found;
};

const fromFly = (project: Project, file: ProjectFile): readonly ServiceHint[] => {
  const value = project.toml(file);
  const name = text(at(value, "app"));
  if (name === undefined) return [];
  const here = evidence(file.path, project.lineOf(file, "app"), `app = ${name}`);
  const servers = [at(value, "http_service"), ...list(at(value, "services"))];
  const ports = servers.map((server) => port(at(server, "internal_port"))).filter((number) => number !== undefined);
  const checks = [
    ...servers.flatMap((server) => [...list(at(server, "checks")), ...list(at(server, "http_checks"))]),
    ...Object.values(mapping(at(value, "checks"))),
  ]
    .map((check) => text(at(check, "path")))
    .filter((path) => path !== undefined);
  return [
    {
      source: "hosting",
      name,
      evidence: here,
      confidence: "certain",
      folder: folderOf(file.path),
      ports: ports.map((number) => seen(number, "certain", here)),
      health: checks.map((path) => seen(path ?? "", "certain", here)),
      mentions: Object.entries(mapping(at(value, "env"))).map(([variable, written]): Mention => ({
        variable,
        text: text(written) ?? "",
        evidence: here,
      })),
    },
  ];
};

const RENDER: Readonly<Record<string, ServiceKind>> = {
  web: "web",
  pserv: "web",
  worker: "worker",
  cron: "cron",
  static: "frontend",
};

const fromRender = (project: Project, file: ProjectFile): readonly ServiceHint[] =>
  project.structured(file).flatMap(({ value, lineOf }) =>
    list(at(value, "services")).flatMap((service, index): readonly ServiceHint[] => {
      const name = text(at(service, "name"));
      const type = text(at(service, "type")) ?? "";
      const kind =
        text(at(service, "runtime")) === "static" || text(at(service, "env")) === "static"
          ? "frontend"
          : Object.hasOwn(RENDER, type)
            ? RENDER[type]
            : undefined;
      if (name === undefined || kind === undefined) return [];
      const here = evidence(file.path, lineOf(["services", index]), `${type} ${name}`);
      const check = text(at(service, "healthCheckPath"));
      const replicas = count(at(service, "numInstances"));
      const command = text(at(service, "startCommand")) ?? text(at(service, "dockerCommand"));
      return [
        {
          source: "hosting",
          name,
          evidence: here,
          confidence: "certain",
          folder: resolved(folderOf(file.path), text(at(service, "rootDir")) ?? ".") ?? "",
          ...(command === undefined ? {} : { command }),
          ...(kind === "web" ? {} : { kind: seen(kind, "certain", here) }),
          health: check === undefined ? [] : [seen(check, "certain", here)],
          ...(replicas === undefined ? {} : { replicas: seen(replicas, "certain", here) }),
          mentions: list(at(service, "envVars")).flatMap((variable): readonly Mention[] => [
            { variable: text(at(variable, "key")) ?? "", text: text(at(variable, "value")) ?? "", evidence: here },
            ...[text(at(variable, "fromService", "name"))]
              .filter((other) => other !== undefined)
              .map((other) => ({ text: other ?? "", name: true, evidence: here })),
          ]),
        },
      ];
    }),
  );

const fromAppEngine = (project: Project, file: ProjectFile): readonly ServiceHint[] =>
  project.structured(file).flatMap(({ value, lineOf }): readonly ServiceHint[] => {
    const runtime = text(at(value, "runtime"));
    if (runtime === undefined || at(value, "apiVersion") !== undefined || at(value, "services") !== undefined)
      return [];
    const folder = folderOf(file.path);
    const told = text(at(value, "service"));
    const name = told === undefined || told === "default" ? lastPart(folder) || project.name : told;
    const here = evidence(file.path, lineOf(["runtime"]), `runtime: ${runtime}`);
    const command = text(at(value, "entrypoint"));
    return [
      {
        source: "hosting",
        name,
        evidence: here,
        confidence: "certain",
        folder,
        ...(command === undefined ? {} : { command }),
        mentions: Object.entries(mapping(at(value, "env_variables"))).map(([variable, written]): Mention => ({
          variable,
          text: text(written) ?? "",
          evidence: here,
        })),
      },
    ];
  });

const fromProcfile = (project: Project, file: ProjectFile): readonly ServiceHint[] =>
  (project.text(file) ?? "").split("\n").flatMap((raw, index, lines): readonly ServiceHint[] => {
    const match = /^([A-Za-z][\w-]{0,60}):\s*(\S.*)$/.exec(raw.slice(0, 1000));
    const process = match?.[1];
    const command = match?.[2];
    if (process === undefined || command === undefined || process === "release" || isOneOff(process, command))
      return [];
    const here = evidence(file.path, index + 1, `${process}: ${command}`);
    const folder = folderOf(file.path);
    // A project's folder is called as whoever has copied it likes; beside others the process has a name of its own.
    const several =
      lines.filter((line) => /^(?!release:)[A-Za-z][\w-]{0,60}:\s*\S/.test(line.slice(0, 1000))).length > 1;
    const kind = process === "web" ? undefined : commandFact(command)?.kind;
    return [
      {
        source: "processes",
        name: process === "web" ? lastPart(folder) || (several ? process : project.name) : process,
        evidence: here,
        confidence: "certain",
        folder,
        command,
        ...(process === "web"
          ? { kind: seen("web" as const, "likely" as const, here) }
          : { kind: seen(kind ?? ("worker" as const), "certain" as const, here) }),
      },
    ];
  });
