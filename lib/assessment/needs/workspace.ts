/** Packages of a workspace: what one of them measures, the services that depend on it measure. */
import { posix } from "node:path";
import type { AssessedService } from "../assessment";
import { allTexts, thingsOf } from "../monitoring";
import type { Project } from "../project";
import { serviceAt, servicesOfThing } from "./signal";

/** The services that run what stands in a file: by their folder, or by a package of the project that they depend on. */
export const runsIn = (
  project: Project,
  services: readonly AssessedService[],
): ((file: string) => readonly AssessedService[]) => {
  const libraries = thingsOf(project).filter(({ kind, name }) => kind === "library" && name.startsWith("npm:"));
  const shared = packagesOf(project).flatMap(({ folder, name }) => {
    const users = libraries
      .filter((library) => library.name === `npm:${name}`)
      .flatMap((library) => servicesOfThing(library, { project, services }));
    return users.length === 0 ? [] : [{ folder, users: [...new Set(users)] }];
  });
  const all = [...shared, ...projectsOf(project, services)];
  return (file) => {
    const users = [...new Set(all.filter(({ folder }) => file.startsWith(folder)).flatMap((each) => each.users))];
    return users.length > 0 ? users : serviceAt(file, services);
  };
};

/** Projects of .NET that the projects of services refer to. */
const projectsOf = (
  project: Project,
  services: readonly AssessedService[],
): readonly { readonly folder: string; readonly users: readonly AssessedService[] }[] =>
  project.matching("**/*.csproj").flatMap((file) => {
    const users = serviceAt(file.path, services).filter(({ folder }) => folder !== "");
    return users.length === 0
      ? []
      : allTexts(project.xml(file))
          .filter((text) => text.endsWith(".csproj"))
          .map((text) => ({ folder: folderFrom(file.path, text), users }));
  });

const folderFrom = (file: string, reference: string): string =>
  `${posix.dirname(posix.join(posix.dirname(file), reference.replaceAll("\\", "/")))}/`;

/** Packages below the root with the names under which others ask for them. */
const packagesOf = (project: Project): readonly { readonly folder: string; readonly name: string }[] =>
  project.matching("**/package.json").flatMap((file) =>
    project.structured(file).flatMap(({ value }) => {
      const name = (value as { readonly name?: unknown } | null)?.name;
      const folder = file.path.slice(0, file.path.length - file.name.length);
      return typeof name === "string" && folder !== "" ? [{ folder, name }] : [];
    }),
  );
