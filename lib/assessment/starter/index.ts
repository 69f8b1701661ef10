/** An environment and services to begin with, in TypeScript, made of what an assessment found. */
import type { Assessment } from "../assessment";
import { appFile } from "./app-file";
import { environmentFile } from "./environment-file";
import { label } from "./names";
import { registrationsOf } from "./registrations";
import { servicesFile } from "./services-file";
import { teamsOf } from "./teams";

export interface StarterOptions {
  /** Name of the environment's file without `.ts`: `prod`. The environment is called like it. */
  readonly name: string;
}

const LONGEST_ENVIRONMENT = 30;

/**
 * Three files of one folder, which compile and synthesize as they stand: the environment, `<name>.ts`, first; `<name>-services.ts`; and
 * `<name>-app.ts`, the program that makes stacks of both.
 */
export const starterFiles = (assessment: Assessment, { name }: StarterOptions): ReadonlyMap<string, string> => {
  const teams = teamsOf(assessment);
  const namespace = label(assessment.name, 63, "default");
  return new Map([
    [
      `${name}.ts`,
      environmentFile(assessment, {
        file: name,
        name: label(name, LONGEST_ENVIRONMENT, "starter"),
        teams: teams.all,
      }),
    ],
    [`${name}-services.ts`, servicesFile(registrationsOf(assessment, teams), { project: assessment.name, namespace })],
    [`${name}-app.ts`, appFile(name)],
  ]);
};
