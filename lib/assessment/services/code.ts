/** What the code of a unit tells of the program: language, framework, kind, ports, health, and which libraries it uses. */
import { libraryOf, type KnownServer } from "../known-libraries";
import type { Project, SourceFile } from "../project";
import type { Seen, ServiceKind } from "../assessment";
import { dependenciesOf, sourcesOf } from "./code-of";
import { configuredPorts, libraryHealth, routesByFile } from "./conventions";
import { frameworkOf, kindOf, loads } from "./frameworks";
import { startsItself } from "./starts";
import { reachedFrom } from "./entry";
import { combined, evidence, seen } from "./hint";
import { programFacts, type ProgramFacts } from "./programs";
import { belongsTo, type Unit } from "./units";

export interface CodeFacts {
  readonly sources: readonly SourceFile[];
  readonly language?: Seen<string>;
  readonly framework?: Seen<string>;
  readonly kind?: Seen<ServiceKind>;
  readonly serves: boolean;
  readonly consumes: boolean;
  readonly ports: readonly Seen<number>[];
  readonly health: readonly Seen<string>[];
  /** Servers whose clients it uses. */
  readonly servers: readonly Seen<KnownServer>[];
  /** It is started by itself: a script, a `main`, a plugin that makes it executable. */
  readonly starts: boolean;
}

export const codeFacts = (project: Project, units: readonly Unit[], unit: Unit, entry?: string): CodeFacts => {
  const all = sourcesOf(project, units, unit);
  const sources = entry === undefined ? all : reachedFrom(entry, all);
  const read = sources.map((source) => ({ source, facts: programFacts(source.text) }));
  const used = dependenciesOf(project, units, unit, sources, entry !== undefined);
  const some = (is: (facts: ProgramFacts) => boolean) => read.find(({ facts }) => is(facts))?.source;
  const framework = frameworkOf(project, unit, used, read);
  const serves =
    some(({ serves }) => serves) !== undefined ||
    framework?.value === "aspnet-core" ||
    framework?.value === "django" ||
    framework?.value === "rails" ||
    framework?.value === "laravel";
  const language = languageOf(unit, sources);
  const load = used.find(loads);
  const kind =
    load === undefined
      ? kindOf(framework, unit, project, read, some)
      : seen("worker" as const, "certain", evidence(load.file.path, load.line, load.name));
  return {
    sources,
    ...(language === undefined ? {} : { language }),
    ...(framework === undefined ? {} : { framework }),
    ...(kind === undefined ? {} : { kind }),
    serves,
    consumes: some(({ consumes }) => consumes) !== undefined,
    ports: [
      ...configuredPorts(project, units, unit),
      ...read.flatMap(({ source, facts }) =>
        facts.ports.map((found) =>
          seen(found.port, "likely", evidence(source.file.path, found.line, `port ${found.port}`)),
        ),
      ),
    ],
    health: combined([
      ...read.flatMap(({ source, facts }) =>
        facts.health.map((found) =>
          seen(found.path, "likely", evidence(source.file.path, found.line, `route ${found.path}`)),
        ),
      ),
      ...libraryHealth(used),
      ...routesByFile(project, units, unit),
    ]),
    servers: used.flatMap((dependency) => {
      const server = libraryOf(dependency).infrastructure;
      // Drivers of databases are named to mappers in configurations; clients of all else stand in the code.
      if (
        dependency.ecosystem === "npm" &&
        server?.kind !== "databases" &&
        !all.some(({ text: program }) => program.includes(dependency.name)) &&
        belongsTo(unit, units, dependency.file.path)
      )
        return [];
      return server === undefined
        ? []
        : [seen(server, "likely", evidence(dependency.file.path, dependency.line, dependency.name))];
    }),
    starts: startsItself(project, unit, sources),
  };
};

/** What a manifest builds; pages and scripts beside it are no language of the program. */
const LANGUAGES_OF_MANIFESTS: readonly (readonly [manifest: RegExp, languages: readonly string[]])[] = [
  [/^(?:pom\.xml|build\.gradle(?:\.kts)?|build\.sbt)$/, ["java", "kotlin", "scala"]],
  [/\.(?:csproj|fsproj)$/, ["csharp"]],
  [/^Gemfile$/, ["ruby"]],
  [/^composer\.json$/, ["php"]],
  [/^mix\.exs$/, ["elixir"]],
];

const languageOf = (unit: Unit, all: readonly SourceFile[]): Seen<string> | undefined => {
  const built = LANGUAGES_OF_MANIFESTS.filter(([manifest]) =>
    unit.manifests.some(({ name }) => manifest.test(name)),
  ).flatMap(([, languages]) => languages);
  const inBuilt = all.filter(({ language }) => built.includes(language));
  const sources = inBuilt.length > 0 ? inBuilt : all;
  const weight = new Map<string, number>();
  for (const { language, text: program } of sources) weight.set(language, (weight.get(language) ?? 0) + program.length);
  const scripts = (weight.get("typescript") ?? 0) > 0 && (weight.get("javascript") ?? 0) > 0;
  if (scripts && (weight.get("typescript") ?? 0) * 3 > (weight.get("javascript") ?? 0)) weight.delete("javascript");
  const [first] = [...weight].sort(([one, more], [other, less]) => less - more || (one < other ? -1 : 1));
  const source = sources.find(({ language }) => language === first?.[0]);
  return first === undefined || source === undefined
    ? undefined
    : seen(first[0], "certain", evidence(source.file.path, 1, first[0]));
};
