/** `node main.js [synth | start] [--environment NAME]`: build, check everything, write, and tell a person what there is now. */
import { App } from "cdktf";
import { parseArgs } from "node:util";
import { modelsOf, verify } from "../terraform";
import { docs } from "./docs";
import { epilogue } from "./epilogue";
import { built, judge, withEnvironments, type Installation } from "./installation";
import { preview } from "./preview";
import { refusing } from "./refusals";
import { routes } from "./routes";
import { plural, say, type ExitCode } from "./say";
import { slos } from "./slos";
import { summarize, summaryTable } from "./summary";
import { watched, type Watch } from "./watched";

export type { Installation };

const USAGE = `usage: npm start [-- --environment NAME]...

  --environment NAME  synthesize this environment only; may be given several times
  --help              print this`;

/** @returns the exit code of the process: 0 all is well, 1 findings, 2 wrong usage */
export const run = (args: readonly string[], installation: Installation): ExitCode => {
  const [command, ...rest] = args;
  if (command === "routes") return routes(rest, installation);
  if (command === "slos") return slos(rest, installation);
  if (command === "docs") return docs(rest, installation);
  if (command === "preview") return preview(rest, installation);
  return refusing(USAGE, () => synthesize(args, installation));
};

const synthesize = (args: readonly string[], installation: Installation): ExitCode => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { environment: { type: "string", multiple: true, short: "e" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help === true) return say(USAGE, 0);
  const [command = "synth", ...rest] = positionals;
  const stray = command === "start" || command === "synth" ? rest[0] : command;
  if (stray !== undefined) return say(`"${stray}" is no argument here (--environment ${stray}?)\n\n${USAGE}`, 2);
  const chosen = withEnvironments(installation, values.environment);
  if ("problem" in chosen) return say(chosen.problem, 2);
  (command === "start" ? synthesizeForPeople : synthesizeQuietly)(chosen);
  return 0;
};

/** For `cdktf`, which prints for itself. */
const synthesizeQuietly = (installation: Installation): void => {
  const app = built(installation);
  verify(app);
  app.synth();
};

const synthesizeForPeople = (installation: Installation): void => {
  const progress = (text: string): void => void process.stdout.write(`${text}\n`);
  judge(installation);
  const app = new App();
  const watch: Watch = new Map();
  const written = installation.environments.flatMap((environment) => {
    const stacks = watched(installation.stacks(app, environment), watch);
    progress(`  built    ${stacks.map(({ node }) => node.id).join(", ")}`);
    return stacks.map((stack) => ({ environment: environment.name, stack }));
  });
  const findings = verify(app);
  progress(`  checked  ${plural(findings.length, "finding")}`);
  app.synth();
  progress(`  written  ${plural(written.length, "stack")}\n`);
  const models = modelsOf(app);
  progress(
    summaryTable(written.map(({ environment, stack }) => summarize(app, models, environment, stack, findings, watch))),
  );
  progress(epilogue(app, models, findings, installation.environments[0]?.name ?? "dev"));
};
