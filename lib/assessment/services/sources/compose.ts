/** Services of Compose: what is built, and what has an image of the project's own. */
import { composeOf } from "../../infrastructure";
import { imageOf } from "../../known-libraries";
import type { Project, Structured } from "../../project";
import type { Seen } from "../../assessment";
import { commandFact, commandLine, isOneOff, pathOfCheck } from "../commands";
import { dockerFacts, merelyRuns } from "../docker";
import { together, type Found, type Reader } from "../found";
import { evidence, seen, type Mention, type ServiceHint } from "../hint";
import { isPublicImage } from "../images";
import { lastPart } from "../names";
import { folderOf, isAside, resolved } from "../paths";
import { at, count, list, mapping, port, text } from "../values";

export const compose: Reader = (project) => {
  const used = composeOf(project).filter(
    ({ file }) => !isAside(file.path) && !/(?:^|[.\-_])(?:tests?|ci|e2e|integration)[.\-_]/i.test(file.name),
  );
  return together(
    used.flatMap((document) =>
      Object.entries(mapping(at(document.value, "services"))).map(([name, value]) =>
        fromService(project, document, name, value),
      ),
    ),
  );
};

/** Ports that debuggers listen on. */
const DEBUGGERS = new Set([9229, 9230, 5005, 5678, 40000, 2345, 35729]);

const fromService = (project: Project, document: Structured, name: string, value: unknown): Found => {
  const { file, lineOf } = document;
  const line = lineOf(["services", name]);
  const build = at(value, "build");
  const image = text(at(value, "image"));
  const aliases = [
    text(at(value, "container_name")),
    text(at(value, "hostname")),
    ...Object.values(mapping(at(value, "networks"))).flatMap((network) => list(at(network, "aliases")).map(text)),
  ].filter((alias) => alias !== undefined);
  const run = (known: string): Found => ({
    hints: [],
    hosts: [name, ...aliases].map((alias) => ({ alias, name: known })),
  });
  const command = commandLine(at(value, "entrypoint"), at(value, "command"));
  if (build === undefined && image !== undefined && isPublicImage(image)) {
    const known = imageOf(image);
    // A public image of a language with one's own code mounted into it is one's own program.
    const mounted =
      known === undefined || known.kind === "other server" ? mountedCode(document, value, command) : undefined;
    if (mounted === undefined) return known === undefined ? { hints: [], hosts: [] } : run(known.name);
  }
  const built = builtFrom(project, folderOf(file.path), build);
  const facts = built.dockerfile === undefined ? undefined : project.file(built.dockerfile);
  const merely = facts === undefined ? undefined : merelyRuns(project, dockerFacts(project, facts));
  if (merely !== undefined && command === undefined) return run(merely.name);
  if (
    isOneOff(name, command) ||
    (at(value, "profiles") !== undefined &&
      list(at(value, "profiles")).every((profile) =>
        /^(?:tools?|dev|debug|tests?|ci|e2e|migrat\w{0,10}|seed|cli|manual)$/.test(text(profile) ?? ""),
      ))
  )
    return { hints: [], hosts: [] };
  const fact = command === undefined ? undefined : commandFact(command);
  const own = build !== undefined || image !== undefined;
  const mounted = build === undefined ? mountedCode(document, value, command) : undefined;
  const see = evidence(file.path, line, `${name}: ${build === undefined ? `image: ${image ?? ""}` : "build"}`);
  const hint: ServiceHint = {
    source: "compose",
    name,
    aliases: [...aliases, ...(typeof at(build, "target") === "string" ? [] : [])],
    evidence: see,
    confidence: build === undefined ? "likely" : "certain",
    onlyAdds: !own,
    ...built,
    ...(mounted === undefined ? {} : { folder: mounted }),
    ...(image === undefined ? {} : { image }),
    ...(command === undefined ? {} : { command }),
    ...(fact?.kind === undefined
      ? {}
      : {
          kind: seen(
            fact.kind,
            "certain",
            evidence(file.path, lineOf(["services", name, "command"]), `command: ${command ?? ""}`),
          ),
        }),
    ...(fact?.framework === undefined ? {} : { framework: seen(fact.framework, "certain", see) }),
    ports: portsOf(document, name, value),
    health: healthOf(document, name, value),
    ...probeOf(document, name, value),
    ...replicasOf(document, name, value),
    mentions: mentionsOf(document, name, value),
  };
  return { hints: [hint], hosts: [] };
};

/** `./src:/app` in an image of a language: the folder is what runs. */
const mountedCode = ({ file }: Structured, value: unknown, command: string | undefined): string | undefined => {
  if (command === undefined) return undefined;
  for (const volume of list(at(value, "volumes"))) {
    const source = typeof volume === "string" ? volume.split(":")[0] : text(at(volume, "source"));
    const target = typeof volume === "string" ? volume.split(":")[1] : text(at(volume, "target"));
    if (
      source?.startsWith(".") === true &&
      /^\/(?:app|src|code|usr\/src|srv|workspace|var\/www)(?:\/|$)/.test(target ?? "")
    )
      return resolved(folderOf(file.path), source);
  }
  return undefined;
};

const builtFrom = (project: Project, folder: string, build: unknown): Pick<ServiceHint, "folder" | "dockerfile"> => {
  if (build === undefined || build === null) return {};
  const context = resolved(folder, typeof build === "string" ? build : (text(at(build, "context")) ?? "."));
  if (context === undefined) return {};
  const written = text(at(build, "dockerfile"));
  // Of a file that a variable names nobody knows the folder: the context is that of all.
  if (written?.includes("$") === true) return {};
  const named = resolved(context, written ?? "Dockerfile");
  const dockerfile = named === undefined ? undefined : project.file(named);
  return { folder: context, ...(dockerfile === undefined ? {} : { dockerfile: dockerfile.path }) };
};

const portsOf = ({ file, lineOf }: Structured, name: string, value: unknown): readonly Seen<number>[] => {
  const told = (key: "ports" | "expose") =>
    list(at(value, key)).flatMap((entry, index) => {
      const written = typeof entry === "object" ? text(at(entry, "target")) : text(entry);
      const number = port(inContainer(written ?? ""));
      return number === undefined || DEBUGGERS.has(number)
        ? []
        : [
            seen(
              number,
              "certain",
              evidence(file.path, lineOf(["services", name, key, index]), `${key}: ${written ?? ""}`),
            ),
          ];
    });
  return [...told("ports"), ...told("expose")];
};

/** The last part of `127.0.0.1:8081:80/tcp`, `${PORT:-8081}:80`. */
const inContainer = (written: string): string => {
  const plain = written.split("/")[0] ?? "";
  const end = /(?:^|:)(\$\{[A-Za-z0-9_]{1,100}(?::?-\d{1,5})?\}|\d{1,5})$/.exec(plain);
  return end?.[1] ?? "";
};

const healthOf = ({ file, lineOf }: Structured, name: string, value: unknown): readonly Seen<string>[] => {
  const check = commandLine(at(value, "healthcheck", "test"));
  const path = check === undefined ? undefined : pathOfCheck(check);
  return path === undefined
    ? []
    : [
        seen(
          path,
          "certain",
          evidence(file.path, lineOf(["services", name, "healthcheck", "test"]), `healthcheck: ${check ?? ""}`),
        ),
      ];
};

const probeOf = ({ file, lineOf }: Structured, name: string, value: unknown): Pick<ServiceHint, "probe"> => {
  const check = commandLine(at(value, "healthcheck", "test"));
  if (check === undefined || check === "NONE" || at(value, "healthcheck", "disable") === true) return {};
  const place = evidence(file.path, lineOf(["services", name, "healthcheck", "test"]), `healthcheck: ${check}`);
  return pathOfCheck(check) === undefined ? { probe: seen("command", "certain", place) } : {};
};

const replicasOf = ({ file, lineOf }: Structured, name: string, value: unknown): Pick<ServiceHint, "replicas"> => {
  const scale = at(value, "scale") === undefined ? ["deploy", "replicas"] : ["scale"];
  const number = count(at(value, ...scale));
  return number === undefined
    ? {}
    : {
        replicas: seen(
          number,
          "certain",
          evidence(file.path, lineOf(["services", name, ...scale]), `replicas: ${number}`),
        ),
      };
};

const mentionsOf = ({ file, lineOf }: Structured, name: string, value: unknown): readonly Mention[] => {
  const place =
    (...keys: readonly (string | number)[]) =>
    (sees: string) =>
      evidence(file.path, lineOf(["services", name, ...keys]), sees);
  const named = (key: "depends_on" | "links") => {
    const told = at(value, key);
    const names = Array.isArray(told) ? told.map(text) : Object.keys(mapping(told));
    return names
      .filter((each) => each !== undefined)
      .map((each): Mention => ({
        text: lastPart(each.split(":")[0] ?? ""),
        name: true,
        evidence: place(key)(`${key}: ${each}`),
      }));
  };
  const environment = at(value, "environment");
  const variables: readonly (readonly [string, string, string | number])[] = Array.isArray(environment)
    ? environment.map((entry, index) => {
        const [variable = "", ...rest] = (text(entry) ?? "").split("=");
        return [variable, rest.join("="), index] as const;
      })
    : Object.entries(mapping(environment)).map(
        ([variable, written]) => [variable, text(written) ?? "", variable] as const,
      );
  const build = Object.entries(mapping(at(value, "build", "args"))).map(([variable, written]): Mention => ({
    variable,
    text: text(written) ?? "",
    evidence: place("build")(`args: ${variable}`),
  }));
  return [
    ...named("depends_on"),
    ...named("links"),
    ...variables.map(([variable, written, key]): Mention => ({
      variable,
      text: written,
      evidence: place("environment", key)(variable),
    })),
    ...build,
    ...(commandLine(at(value, "command")) === undefined
      ? []
      : [{ text: commandLine(at(value, "command")) ?? "", evidence: place("command")("command") }]),
    ...list(at(value, "env_file")).flatMap((entry) => {
      const path = resolved(folderOf(file.path), text(entry) ?? text(at(entry, "path")) ?? "");
      return path === undefined
        ? []
        : [{ text: path, variable: "env_file", evidence: place("env_file")(`env_file: ${path}`) }];
    }),
  ];
};
