/** Client libraries: who asks for one at run time is likely to have the server. */
import { libraryOf } from "../known-libraries";
import type { Project } from "../project";
import { aside, seen, type Observation } from "./observation";

export const libraries = (project: Project): readonly Observation[] =>
  project.dependencies
    .filter(({ development, file }) => !development && !aside(file.path))
    .flatMap((dependency) => {
      const { infrastructure, cloud } = libraryOf(dependency);
      return [
        ...(infrastructure === undefined ? [] : [infrastructure]),
        ...(cloud === undefined ? [] : [{ kind: "clouds" as const, name: cloud }]),
      ].map((thing) =>
        seen(thing, "likely", dependency.file, dependency.line, `${dependency.ecosystem}: ${dependency.name}`),
      );
    });
