/** `npm run import-slos -- FILE…`: objectives of OpenSLO and Sloth as TypeScript that a person keeps. */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ConfigurationError, errorsIn, formatFinding, milliseconds, sortFindings, type Finding } from "../model";
import { durationMilliseconds } from "../query";
import { importedSource } from "../slo";
import { isUsageError, plural, say, type ExitCode } from "./say";

const USAGE = `usage: npm run --silent import-slos -- [OPTION]... FILE... > stacks/services/NAME.ts

  FILE             OpenSLO v1, Sloth's prometheus/v1 or its PrometheusServiceLevel objects, in YAML; several are read as one
  --window LENGTH  over which objectives are kept that do not say it, as all of Sloth's (default 30d)
  --owner TEAM     the team that owns them (default: the label team or owner of the file)
  --name OLD=NEW   what an objective is called here; OLD is its name, or SERVICE/NAME; may be given several times
  --module PATH    where the printed source imports this package from (default ../../lib)
  --help           print this`;

const MODULE = "../../lib";

/** @returns the exit code of the process: 0 the source is printed, 1 something cannot be carried over and nothing is, 2 wrong usage */
export const importSlos = (args: readonly string[]): ExitCode => {
  const options = optionsOf(args);
  if ("message" in options) return say(`${options.message}\n\n${USAGE}`, 2);
  const { values, positionals } = options;
  if (values.help === true) return say(USAGE, 0);
  if (positionals.length === 0) return say(USAGE, 2);
  const absent = positionals.find((file) => statSync(pathOf(file), { throwIfNoEntry: false })?.isFile() !== true);
  if (absent !== undefined) return say(`There is no file "${absent}".`, 2);
  const length = durationMilliseconds(values.window ?? "30d");
  if (length === undefined || length === 0) return say(`"${values.window}" is no length of time; write e.g. 28d.`, 2);
  const names = (values.name ?? []).map((each) => each.split("="));
  const unreadable = names.findIndex((parts) => parts.length !== 2 || parts.includes(""));
  if (unreadable >= 0) return say(`"${values.name?.[unreadable]}" is no pair of names; write OLD=NEW.`, 2);
  try {
    const { source, count, findings } = importedSource(
      positionals.map((file) => ({ file, text: readFileSync(pathOf(file), "utf8") })),
      {
        window: milliseconds(length),
        names: Object.fromEntries(names.map(([old = "", given = ""]) => [old, given])),
        ...(values.owner === undefined ? {} : { owner: values.owner }),
        module: values.module ?? MODULE,
      },
    );
    process.stdout.write(source);
    process.stderr.write(
      `${told(findings)}${plural(count, "objective")} of ${plural(positionals.length, "file")}: ${figures(findings)}\n`,
    );
    return 0;
  } catch (error) {
    if (error instanceof ConfigurationError)
      return say(`${told(error.findings)}Nothing is printed: ${figures(error.findings)}`, 1);
    throw error;
  }
};

const told = (findings: readonly Finding[]): string =>
  findings.length === 0 ? "" : `${sortFindings(findings).map(formatFinding).join("\n")}\n\n`;

const figures = (findings: readonly Finding[]): string => {
  const errors = errorsIn(findings).length;
  return `${plural(errors, "error")}, ${plural(findings.length - errors, "warning")}`;
};

/** Named from where the person stands, who need not stand in the project's folder. */
const pathOf = (file: string): string => resolve(process.env["INIT_CWD"] ?? ".", file);

const optionsOf = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        window: { type: "string" },
        owner: { type: "string" },
        name: { type: "string", multiple: true },
        module: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    if (isUsageError(error)) return error;
    throw error;
  }
};

if (require.main === module) process.exitCode = importSlos(process.argv.slice(2));
