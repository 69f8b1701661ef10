/** All things of a project that may say by what it is watched, gathered once. */
import type { Project } from "../project";
import { yamlFiles } from "./configurations";
import { composeThings } from "./things-in-compose";
import { fileThings } from "./things-in-files";
import { kubernetesThings } from "./things-in-kubernetes";
import { textThings } from "./things-in-texts";
import { armThings, cloudFormationThings, terraformThings } from "./things-in-terraform";
import type { Thing } from "./thing";

const known = new WeakMap<Project, readonly Thing[]>();

/** In the order of kinds of files; asked twice, gathered once. */
export const thingsOf = (project: Project): readonly Thing[] => {
  const before = known.get(project) ?? gathered(project);
  known.set(project, before);
  return before;
};

const gathered = (project: Project): readonly Thing[] => {
  const yaml = yamlFiles(project).flatMap((file) => project.structured(file));
  const json = project.files
    .filter(({ path }) => path.endsWith(".json"))
    .filter((file) => /"(?:AWS::|Microsoft\.)/.test(project.text(file) ?? ""))
    .flatMap((file) => project.structured(file));
  return [
    ...fileThings(project),
    ...composeThings(project),
    ...kubernetesThings(project),
    ...terraformThings(project),
    ...cloudFormationThings([...yaml, ...json]),
    ...armThings(json),
    ...textThings(project),
  ];
};
