/** The environments of an installation: chosen by name, judged, built. */
import { App, type TerraformStack } from "cdktf";
import { ConfigurationError, didYouMean, errorsIn, type Finding } from "../model";
import { environmentFindings, environmentName, type Environment } from "../platform";
import { synthesizeQuickly } from "../terraform";

/** The environments of an installation, and how one of them becomes stacks. */
export interface Installation {
  readonly environments: readonly Environment[];
  readonly stacks: (app: App, environment: Environment) => Iterable<TerraformStack>;
}

/** The same with some of its environments, all by default, or what is wrong with their names. */
export const withEnvironments = (
  installation: Installation,
  wanted: readonly string[] | undefined,
): Installation | { readonly problem: string } => {
  const known = installation.environments.map(environmentName);
  const unknown = wanted?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    return {
      problem: `There is no environment "${unknown}"${didYouMean(unknown, known)}; there are ${known.join(", ")}.`,
    };
  return {
    ...installation,
    environments: installation.environments.filter((each) => wanted?.includes(environmentName(each)) ?? true),
  };
};

/** All of its stacks in an app that nobody writes. */
export const built = (installation: Installation): App => {
  judge(installation);
  const app = new App();
  for (const environment of installation.environments)
    for (const stack of installation.stacks(app, environment)) synthesizeQuickly(stack);
  return app;
};

/**
 * Everything that is wrong with any environment, before any of them is built.
 * @throws ConfigurationError when one of the findings is an error
 */
export const judge = ({ environments }: Installation): void => {
  const findings = [...environments.flatMap(environmentFindings), ...namesakes(environments)];
  if (errorsIn(findings).length > 0) throw new ConfigurationError(findings);
};

/** Two environments of one name would be one pair of stacks. */
const namesakes = (environments: readonly Environment[]): readonly Finding[] => {
  const names = environments.map(environmentName);
  return [...new Set(names.filter((name, index) => names.indexOf(name) < index))].map((name) => ({
    check: "names/duplicate",
    severity: "error",
    path: `${name}.name`,
    problem: "is the name of several environments",
    mend: "give each a name of its own",
  }));
};
