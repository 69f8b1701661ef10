/** Which files are a program's own, and which libraries those files use. */
import { libraryOf } from "../known-libraries";
import type { Dependency, Project, SourceFile } from "../project";
import { BUILT } from "./frameworks";
import { folderOf, isAside, lies } from "./paths";
import { belongsTo, type Unit } from "./units";
import { at, text } from "./values";

/** A program of Go is the packages that its `main` imports; any other is the files of its folder. */
export const sourcesOf = (project: Project, units: readonly Unit[], unit: Unit): readonly SourceFile[] => {
  const own = project.sources.filter(({ file }) => belongsTo(unit, units, file.path) && !isAside(file.path));
  const go = project.sources.filter(({ language }) => language === "go");
  if (go.length === 0 || (own.length > 0 && !own.some(({ language }) => language === "go"))) return own;
  const module = project.files
    .filter(({ name, path }) => name === "go.mod" && lies(unit.folder, folderOf(path)))
    .at(-1);
  const name = module === undefined ? undefined : /^module\s+(\S{1,300})/m.exec(project.text(module) ?? "")?.[1];
  if (module === undefined || name === undefined) return own;
  const root = folderOf(module.path);
  const reached = new Set(
    unit.mainFolder !== undefined ? [unit.mainFolder] : own.map(({ file }) => folderOf(file.path)),
  );
  const folders = [...reached];
  while (folders.length > 0) {
    const folder = folders.pop();
    for (const source of go.filter(({ file }) => folderOf(file.path) === folder))
      for (const match of source.text
        .slice(0, 20_000)
        .matchAll(/^\s{0,10}(?:import\s{1,3})?(?:[\w.]{1,60}\s)?"([^"\n]{1,300})"/gm)) {
        const path = match[1] ?? "";
        if (!path.startsWith(`${name}/`)) continue;
        const next = `${root === "" ? "" : `${root}/`}${path.slice(name.length + 1)}`;
        if (!reached.has(next)) {
          reached.add(next);
          folders.push(next);
        }
      }
  }
  const closure = go.filter(({ file }) => reached.has(folderOf(file.path)) && !isAside(file.path));
  return [...closure, ...own.filter((source) => source.language !== "go")];
};

/** Of its own manifests; of those above it only what its code speaks of. */
export const dependenciesOf = (
  project: Project,
  units: readonly Unit[],
  unit: Unit,
  sources: readonly SourceFile[],
  entered: boolean,
): readonly Dependency[] => {
  const running = project.dependencies.filter(({ development, file }) => !development && !isAside(file.path));
  const own = project.dependencies.filter(
    (dependency) =>
      !isAside(dependency.file.path) &&
      (!dependency.development || BUILT.has(libraryOf(dependency).framework ?? "")) &&
      belongsTo(unit, units, dependency.file.path),
  );
  const above = running.filter(
    ({ file }) =>
      lies(unit.folder, folderOf(file.path)) &&
      folderOf(file.path) !== unit.folder &&
      !own.some((other) => other.ecosystem === file.name),
  );
  const speaks = ({ ecosystem, name }: Dependency) => {
    const plain =
      ecosystem === "maven" ? (name.split(":")[0] ?? name) : ecosystem === "pypi" ? name.replace(/-/g, "_") : name;
    return sources.some(
      ({ text: program }) =>
        program.includes(plain) ||
        (ecosystem === "pypi" && program.toLowerCase().includes(`import ${name.split(/[-[]/)[0] ?? ""}`)),
    );
  };
  const needsWords = (dependency: Dependency) =>
    entered || (dependency.ecosystem === "go" && (unit.main || units.some((other) => other.main && other !== unit)));
  const all = [...own.filter((dependency) => !needsWords(dependency) || speaks(dependency)), ...above.filter(speaks)];
  const internal = project.dependencies.length > 5000 ? [] : internalOf(project, units, own, running);
  return [...all, ...internal];
};

/** What the packages of the same repository bring that it asks for. */
const internalOf = (
  project: Project,
  units: readonly Unit[],
  own: readonly Dependency[],
  running: readonly Dependency[],
): readonly Dependency[] =>
  own
    .filter(({ ecosystem }) => ecosystem === "npm")
    .flatMap(({ name }) =>
      units.filter((unit) =>
        unit.manifests.some(
          (file) => file.name === "package.json" && text(at(project.structured(file)[0]?.value, "name")) === name,
        ),
      ),
    )
    .flatMap((unit) => running.filter(({ file }) => folderOf(file.path) === unit.folder))
    .filter((dependency) => libraryOf(dependency).infrastructure !== undefined);
