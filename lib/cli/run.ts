/** `node main.js [synth | start] [--environment NAME]`: build, check everything, write, and tell a person what there is now. */
import { App, type TerraformStack } from "cdktf";
import { parseArgs } from "node:util";
import { ConfigurationError, didYouMean, errorsIn, type Finding } from "../model";
import { environmentFindings, environmentName, type Environment } from "../platform";
import { verify } from "../terraform";
import { epilogue, reasons } from "./epilogue";
import { isUsageError, plural, say, type ExitCode } from "./say";
import { summarize, summaryTable } from "./summary";
import { timed, type Stopwatch } from "./timed";

/** The environments of an installation, and how one of them becomes stacks. */
export interface Installation {
  readonly environments: readonly Environment[];
  readonly stacks: (app: App, environment: Environment) => Iterable<TerraformStack>;
}

const USAGE = `usage: npm start [-- --environment NAME]...

  --environment NAME  synthesize this environment only; may be given several times
  --help              print this`;

/** @returns the exit code of the process: 0 all is well, 1 findings, 2 wrong usage */
export const run = (args: readonly string[], installation: Installation): ExitCode => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { environment: { type: "string", multiple: true, short: "e" }, help: { type: "boolean", short: "h" } },
    });
    if (values.help === true) return say(USAGE, 0);
    const [command = "synth", ...rest] = positionals;
    const stray = command === "start" || command === "synth" ? rest[0] : command;
    if (stray !== undefined) return say(`"${stray}" is no argument here (--environment ${stray}?)\n\n${USAGE}`, 2);
    const known = installation.environments.map(environmentName);
    const wanted = values.environment ?? known;
    const unknown = wanted.find((name) => !known.includes(name));
    if (unknown !== undefined)
      return say(
        `There is no environment "${unknown}"${didYouMean(unknown, known)}; there are ${known.join(", ")}.`,
        2,
      );
    const environments = installation.environments.filter((each) => wanted.includes(environmentName(each)));
    const synthesize = command === "start" ? synthesizeForPeople : synthesizeQuietly;
    synthesize({ ...installation, environments });
    return 0;
  } catch (error) {
    if (error instanceof ConfigurationError)
      return say([error.message, ...indented(reasons(error.findings))].join("\n"), 1);
    if (isUsageError(error)) return say(`${error.message}\n\n${USAGE}`, 2);
    throw error;
  }
};

/** For `cdktf`, which prints for itself. */
const synthesizeQuietly = (installation: Installation): void => {
  judge(installation);
  const app = new App();
  for (const environment of installation.environments) Array.from(installation.stacks(app, environment));
  verify(app);
  app.synth();
};

const synthesizeForPeople = (installation: Installation): void => {
  const progress = (text: string): void => void process.stdout.write(`${text}\n`);
  judge(installation);
  const app = new App();
  const watch: Stopwatch = new Map();
  const built = installation.environments.flatMap((environment) => {
    const stacks = timed(installation.stacks(app, environment), watch);
    progress(`  built    ${stacks.map(({ node }) => node.id).join(", ")}`);
    return stacks.map((stack) => ({ environment: environment.name, stack }));
  });
  const findings = verify(app);
  progress(`  checked  ${plural(findings.length, "finding")}`);
  app.synth();
  progress(`  written  ${plural(built.length, "stack")}\n`);
  progress(summaryTable(built.map(({ environment, stack }) => summarize(app, environment, stack, findings, watch))));
  progress(epilogue(app, findings, installation.environments[0]?.name ?? "dev"));
};

/** Everything that is wrong with any environment, before any of them is built. */
const judge = ({ environments }: Installation): void => {
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

const indented = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ["", ...lines]);
