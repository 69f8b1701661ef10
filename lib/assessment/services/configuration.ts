/** Texts of a unit in which others are named: its settings, its configuration, its code. */
import type { Project, ProjectFile } from "../project";
import type { CodeFacts } from "./code";
import { evidence, type Mention } from "./hint";
import { folderOf, isAside } from "./paths";
import { belongsTo, type Unit } from "./units";
import { textsIn } from "./values";

const SETTINGS = /^\.env(?:\..{1,30})?$|^env\.[\w-]{1,30}$|^(?:application|bootstrap)(?:-[\w-]{1,30})?\.properties$/;
const STRUCTURED =
  /^(?:application|bootstrap)(?:-[\w-]{1,30})?\.ya?ml$|^appsettings(?:\.\w{1,30})?\.json$|^local\.settings\.json$|^(?:config|default|production|settings)\.(?:ya?ml|json)$/;

export const mentionsIn = (
  project: Project,
  units: readonly Unit[],
  unit: Unit,
  code: CodeFacts,
): readonly Mention[] => {
  const files = project.files.filter(({ path }) => belongsTo(unit, units, path) && !isAside(folderOf(path)));
  return [
    ...files
      .filter(({ name }) => SETTINGS.test(name) && !/test/i.test(name))
      .flatMap((file) =>
        project.settings(file).map(({ name, value, line }): Mention => ({
          variable: name,
          text: value,
          evidence: evidence(file.path, line, name),
        })),
      ),
    ...files
      .filter(({ name }) => STRUCTURED.test(name) && !/test/i.test(name))
      .flatMap((file) =>
        project.structured(file).flatMap(({ value, lineOf }) =>
          [...textsIn(value)].map(([keys, written]): Mention => ({
            variable: keys.filter((key) => typeof key === "string").join("."),
            text: written,
            evidence: evidence(file.path, lineOf(keys), keys.join(".")),
          })),
        ),
      ),
    ...files
      .filter(({ name }) => /\.conf(?:\.template)?$|^Caddyfile$/.test(name))
      .flatMap((file) =>
        (project.text(file) ?? "")
          .split("\n")
          .slice(0, 2000)
          .flatMap((line, index): readonly Mention[] =>
            /\b(?:proxy_pass|grpc_pass|fastcgi_pass|uwsgi_pass|reverse_proxy|server)\s/.test(line)
              ? [{ text: line, evidence: evidence(file.path, index + 1, line) }]
              : [],
          ),
      ),
    ...unit.dockerfiles.flatMap(({ file }) => ofDockerfile(project, file)),
    ...files
      .filter(({ name }) => name.endsWith(".prisma"))
      .flatMap((file) => ofPrisma(file.path, project.text(file) ?? "")),
    ...code.sources.flatMap(({ file, text }) => inProgram(file.path, text)),
  ];
};

const ofDockerfile = (project: Project, file: ProjectFile): readonly Mention[] =>
  project
    .dockerfile(file)
    .filter(({ keyword }) => keyword === "ENV")
    .flatMap(({ arguments: words, line }) =>
      [...words.slice(0, LONGEST).matchAll(/\b([A-Z][A-Z0-9_]{1,60})=["']?([^\s"']{1,200})/g)].map(
        (match): Mention => ({
          variable: match[1] ?? "",
          text: match[2] ?? "",
          evidence: evidence(file.path, line, `ENV ${match[1] ?? ""}`),
        }),
      ),
    );

/** What the sources of data of a schema are. */
const PROVIDERS: Readonly<Record<string, string>> = {
  postgresql: "postgres",
  postgres: "postgres",
  mysql: "mysql",
  mongodb: "mongodb",
  sqlite: "sqlite",
  sqlserver: "sqlserver",
  cockroachdb: "cockroachdb",
};

const ofPrisma = (path: string, schema: string): readonly Mention[] =>
  [...schema.slice(0, LONGEST).matchAll(/^[ \t]{0,20}provider[ \t]{0,20}=[ \t]{0,20}"([a-z]{1,20})"/gm)].flatMap(
    (match) => {
      const name = PROVIDERS[match[1] ?? ""];
      return name === undefined
        ? []
        : [
            {
              text: `server:${name}`,
              name: true,
              confidence: "certain" as const,
              evidence: evidence(path, schema.slice(0, match.index).split("\n").length, match[0]),
            },
          ];
    },
  );

const ADDRESS =
  /["'`]((?:[a-z][a-z0-9+.-]{1,20}:\/\/)?[A-Za-z][A-Za-z0-9.\-_]{1,100}:\d{2,5}[^"'`\n]{0,100}|[a-z][a-z0-9+.-]{1,20}:\/\/[A-Za-z][^"'`\n\s]{1,200})["'`]/g;
const VARIABLE = /\b([A-Z][A-Z0-9_]{2,60}_(?:URL|URI|HOST|ADDR|ADDRESS|ENDPOINT))\b/g;
const CLIENT = /\b(?:client|resource)\(\s{0,5}["'](s3|sqs|sns|dynamodb|kinesis|events)["']/g;
const OPERATOR = /\bairflow\.providers\.amazon\.aws\.[a-z]{1,20}\.(s3|sqs|sns|dynamodb|kinesis|eventbridge)/g;
const CLIENTS: Readonly<Record<string, string>> = { events: "eventbridge" };

/** Characters of one file that are looked through. */
const LONGEST = 200_000;

const inProgram = (path: string, whole: string): readonly Mention[] => {
  const program = whole.slice(0, LONGEST);
  const place = (index: number, sees: string) => evidence(path, program.slice(0, index).split("\n").length, sees);
  return [
    ...[...program.matchAll(ADDRESS)].map((match): Mention => ({
      text: match[1] ?? "",
      confidence: "likely",
      evidence: place(match.index, match[1] ?? ""),
    })),
    ...[...program.matchAll(VARIABLE)].map((match): Mention => ({
      variable: match[1] ?? "",
      text: "",
      confidence: "likely",
      evidence: place(match.index, match[1] ?? ""),
    })),
    ...[...program.matchAll(CLIENT), ...program.matchAll(OPERATOR)].map((match): Mention => ({
      text: `server:${CLIENTS[match[1] ?? ""] ?? match[1] ?? ""}`,
      name: true,
      confidence: "likely",
      evidence: place(match.index, match[0]),
    })),
  ];
};
