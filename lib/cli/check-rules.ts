/** `npm run check-rules -- FILE…`: what the checks of content say of rules that somebody else wrote and deploys. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { packsOf } from "../assessment";
import { runForeignChecks } from "../checks";
import { errorsIn, formatFinding, model, sortFindings, type Finding } from "../model";
import { reasons } from "./epilogue";
import { isUsageError, plural, say, type ExitCode } from "./say";

const USAGE = `usage: npm run check-rules -- [--all] FILE...

  FILE    rules as Prometheus reads them or PrometheusRule objects, in YAML; or a folder of such files
  --all   also what is a matter of agreement: names, texts and labels as the rules of this project have them
  --help  print this`;

/** @returns the exit code of the process: 0 no errors, 1 errors, 2 wrong usage */
export const checkRules = (args: readonly string[]): ExitCode => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { all: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    });
    if (values.help === true) return say(USAGE, 0);
    if (positionals.length === 0) return say(USAGE, 2);
    const absent = positionals.find((file) => statSync(file, { throwIfNoEntry: false }) === undefined);
    if (absent !== undefined) return say(`There is no file "${absent}".`, 2);
    return judge(positionals.flatMap(filesIn), values.all === true);
  } catch (error) {
    if (isUsageError(error)) return say(`${error.message}\n\n${USAGE}`, 2);
    throw error;
  }
};

const judge = (files: readonly string[], habits: boolean): ExitCode => {
  const started = performance.now();
  const read = files.map((file) => packsOf(readFileSync(file, "utf8"), file));
  const packs = read.flatMap((each) => each.packs);
  const findings = sortFindings([
    ...read.flatMap((each) => each.findings),
    ...runForeignChecks(model("rules", "production", [{ packs }]), { habits }),
  ]);
  const count = packs.reduce((sum, { pack }) => sum + pack.recordingRules.length + pack.alerts.length, 0);
  const seconds = (performance.now() - started) / 1000;
  const figures = `${plural(count, "rule")} in ${plural(files.length, "file")}: ${told(findings)} (${seconds.toFixed(1)} s)`;
  const why = reasons(findings);
  return say(
    [
      ...(findings.length === 0 ? [] : [...findings.map(formatFinding), ""]),
      ...(why.length === 0 ? [] : [...why, ""]),
      figures,
    ].join("\n"),
    errorsIn(findings).length === 0 ? 0 : 1,
  );
};

const told = (findings: readonly Finding[]): string => {
  const errors = errorsIn(findings).length;
  return `${plural(errors, "error")}, ${plural(findings.length - errors, "warning")}`;
};

/** A file itself, or all YAML files below a folder. */
const filesIn = (file: string): readonly string[] =>
  statSync(file).isDirectory()
    ? readdirSync(file, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
        .map(({ parentPath, name }) => `${parentPath}/${name}`)
        .sort()
    : [file];

if (require.main === module) process.exitCode = checkRules(process.argv.slice(2));
