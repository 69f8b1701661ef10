/** Folders that a program may be built from: those with a manifest of a package manager, a Dockerfile or a `main` of Go. */
import type { Project, ProjectFile } from "../project";
import { dockerFacts, type DockerFacts } from "./docker";
import { compare, evidence } from "./hint";
import { lastPart } from "./names";
import { folderOf, isAside, lies } from "./paths";
import { at, list, mapping, text } from "./values";
import type { Evidence } from "../assessment";

export interface Unit {
  readonly folder: string;
  /** What packages, modules and folders call it. */
  readonly names: readonly string[];
  readonly manifests: readonly ProjectFile[];
  readonly dockerfiles: readonly DockerFacts[];
  /** It holds a `func main` of Go. */
  readonly main: boolean;
  /** Folder of that `func main`, its own or the only one below it. */
  readonly mainFolder?: string;
  readonly evidence: Evidence;
}

const MANIFEST =
  /^(?:package\.json|go\.mod|pom\.xml|build\.gradle(?:\.kts)?|Cargo\.toml|pyproject\.toml|requirements\.txt|Pipfile|setup\.py|Gemfile|composer\.json|mix\.exs|build\.sbt|host\.json)$|\.(?:csproj|fsproj)$/;

/** Folders that tell nothing of what stands in them. */
const PLAIN_FOLDERS = new Set("src app code cmd main server backend docker build source".split(" "));

export const unitsOf = (project: Project): readonly Unit[] => {
  const manifests = project.files.filter(({ name }) => MANIFEST.test(name));
  const mains = project.sources
    .filter(
      ({ language, text: program }) =>
        language === "go" && /^package main\b/m.test(program) && /^func main\(\)/m.test(program),
    )
    .map(({ file }) => file);
  const files = [...manifests, ...project.dockerfiles, ...mains];
  const folders = [...new Set(files.map(({ path }) => folderOf(path)))]
    .filter((folder) => !isAside(folder))
    .sort(compare);
  return collapsed(
    folders.map((folder): Unit => {
      const here = (all: readonly ProjectFile[]) => all.filter(({ path }) => folderOf(path) === folder);
      const own = here(manifests);
      const dockerfiles = here(project.dockerfiles).map((file) => dockerFacts(project, file));
      const first = own[0] ?? dockerfiles[0]?.file ?? here(mains)[0];
      return {
        folder,
        names: [
          ...new Set([...folderNames(folder, project.name), ...own.flatMap((file) => packageNames(project, file))]),
        ],
        manifests: own,
        dockerfiles,
        main: here(mains).length > 0,
        ...(here(mains).length > 0 ? { mainFolder: folder } : {}),
        evidence: evidence(first?.path ?? folder, 1, first?.name ?? folder),
      };
    }),
  );
};

/** A module whose only program stands in `cmd/orders` is that program. */
const collapsed = (units: readonly Unit[]): readonly Unit[] => {
  const only = (unit: Unit): Unit | undefined => {
    if (unit.main || !unit.manifests.some(({ name }) => name === "go.mod")) return undefined;
    const below = units.filter(
      (other) =>
        other.main &&
        lies(other.folder, unit.folder) &&
        !units.some(
          (nearer) =>
            nearer !== unit &&
            nearer.manifests.some(({ name }) => name === "go.mod") &&
            lies(nearer.folder, unit.folder) &&
            lies(other.folder, nearer.folder),
        ),
    );
    const [program] = below;
    return below.length === 1 && program?.dockerfiles.length === 0 && program.manifests.length === 0
      ? program
      : undefined;
  };
  const programs = new Set(units.map(only));
  return units
    .filter((unit) => !programs.has(unit))
    .map((unit) => {
      const program = only(unit);
      return program === undefined
        ? unit
        : { ...unit, names: [...new Set([...unit.names, ...program.names])], main: true, mainFolder: program.folder };
    });
};

const folderNames = (folder: string, project: string): readonly string[] => {
  if (folder === "") return [project];
  const parts = folder.split("/");
  const telling = parts.filter((part) => !PLAIN_FOLDERS.has(part.toLowerCase()));
  return [...new Set([lastPart(folder), telling.at(-1)].filter((name) => name !== undefined))];
};

const packageNames = (project: Project, file: ProjectFile): readonly string[] => {
  const names = (): readonly unknown[] => {
    if (file.name === "package.json" || file.name === "composer.json")
      return [at(project.structured(file)[0]?.value, "name")];
    if (file.name === "Cargo.toml")
      return [
        at(project.toml(file), "package", "name"),
        ...list(at(project.toml(file), "bin")).map((bin) => at(bin, "name")),
      ];
    if (file.name === "pyproject.toml")
      return [at(project.toml(file), "project", "name"), at(project.toml(file), "tool", "poetry", "name")];
    if (file.name === "pom.xml") return [at(mapping(project.xml(file))["project"], "artifactId")];
    if (file.name === "go.mod")
      return [/^module\s+(\S{1,300})/m.exec(project.text(file) ?? "")?.[1]?.replace(/\/v\d+$/, "")];
    if (/proj$/.test(file.name)) return [file.name.replace(/\.\w+$/, "")];
    return [];
  };
  return names()
    .map(text)
    .filter((name) => name !== undefined && name !== "")
    .map((name) => lastPart(name ?? ""));
};

/** Whether something of a unit stands in it by itself, and not in a unit that lies below it. */
export const belongsTo = (unit: Unit, units: readonly Unit[], path: string): boolean =>
  lies(path, unit.folder) &&
  !units.some(
    (other) =>
      other !== unit &&
      lies(other.folder, unit.folder) &&
      lies(path, other.folder) &&
      (unit.folder === "" || other.dockerfiles.length > 0 || other.main || isPart(other)),
  );

/** Parts of a monolith that are programs of their own: a page's application below a server's. */
const isPart = (unit: Unit): boolean =>
  unit.manifests.some(
    ({ name }) => name === "package.json" || /proj$|^pom\.xml$|^build\.gradle|^host\.json$/.test(name),
  );
