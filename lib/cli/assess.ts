/** `cdktf-observability assess FOLDER`: what a project is made of, what watches it, and what to do first. */
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { assess as assessed, assessmentJson, assessmentMarkdown, starterFiles, type Assessment } from "../assessment";
import { plural, say, isUsageError, type ExitCode } from "./say";

const USAGE = `usage: cdktf-observability assess [--format markdown|json] [--write-environment FILE] FOLDER

  FOLDER                    the project: it is read and nothing else, without a network, and no code of it is run
  --format markdown|json    how the report is written to standard output; @default markdown
  --write-environment FILE  writes an environment to begin with as FILE (prod.ts), and its services beside it; files that are there stay
  --help                    print this`;

const FORMATS: Readonly<Record<string, (assessment: Assessment) => string>> = {
  markdown: assessmentMarkdown,
  json: assessmentJson,
};

/** What `--write-environment` may be called: the environment takes its name. */
const ENVIRONMENT_FILE = /^[A-Za-z][\w-]{0,60}\.ts$/;

/** @returns the exit code of the process: 0 the report is written, 1 it cannot be, 2 wrong usage */
export const assess = async (args: readonly string[]): Promise<ExitCode> => {
  const options = optionsOf(args);
  if ("message" in options) return say(`${options.message}\n\n${USAGE}`, 2);
  const { help, format = "markdown", "write-environment": file } = options.values;
  if (help === true) return say(USAGE, 0);
  const [folder, stray] = options.positionals;
  if (folder === undefined) return say(USAGE, 2);
  if (stray !== undefined) return say(`One folder at a time: "${stray}" is one too many.\n\n${USAGE}`, 2);
  const report = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (report === undefined) return say(`There is no format "${format}"; write markdown or json.`, 2);
  if (file !== undefined && !ENVIRONMENT_FILE.test(basename(file)))
    return say(`"${file}" is no name of an environment's file: write prod.ts or the like.`, 2);
  const place = fromHere(folder);
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory() !== true)
    return say(`There is no folder "${folder}".`, 2);
  return written(place, report, file === undefined ? undefined : fromHere(file));
};

const written = async (
  folder: string,
  report: (assessment: Assessment) => string,
  environment: string | undefined,
): Promise<ExitCode> => {
  const started = performance.now();
  const progress = (text: string): void => void process.stderr.write(`  ${text}\n`);
  const assessment = await assessed(folder, { progress });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  progress(`${plural(assessment.looked.files, "file")} assessed in ${seconds} s`);
  // First what can be refused: who is told so need not look for it above a long report.
  const refusal = environment === undefined ? undefined : writeStarter(assessment, environment, progress);
  process.stdout.write(`${report(assessment).trimEnd()}\n`);
  return refusal === undefined ? 0 : say(refusal, 1);
};

/** @returns why nothing was written, if so */
const writeStarter = (
  assessment: Assessment,
  environment: string,
  progress: (text: string) => void,
): string | undefined => {
  const files = starterFiles(assessment, { name: basename(environment, ".ts") });
  const places = [...files].map(([name, text]) => ({ place: join(dirname(environment), name), text }));
  const there = places.filter(({ place }) => existsSync(place));
  if (there.length > 0)
    return `Nothing was written: ${there.map(({ place }) => place).join(", ")} ${there.length === 1 ? "is" : "are"} there already. Remove what you do not need, or give another name.`;
  mkdirSync(dirname(environment), { recursive: true });
  for (const { place, text } of places) {
    // Never over a file that has appeared since, nor through a link.
    writeFileSync(place, text, { flag: "wx" });
    progress(`written: ${place}`);
  }
  return undefined;
};

/** Named from where the person stands, who need not stand in the project's folder. */
const fromHere = (path: string): string => resolve(process.env["INIT_CWD"] ?? ".", path);

const optionsOf = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: "string" },
        "write-environment": { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    if (isUsageError(error)) return error;
    throw error;
  }
};
