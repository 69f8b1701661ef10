/** `npm run check-metrics -- --pack NAME FILE|URL…`: whether a program still exposes what the contract of a pack says that it does. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { allOf, contractFindings, metricsFound, readExposition, type Exposition } from "../assessment";
import { didYouMean, errorsIn, formatFinding, type MonitoringPack } from "../model";
import { shippedPacks } from "../packs";
import { isUsageError, plural, say, type ExitCode } from "./say";

const USAGE = `usage: npm run check-metrics -- --pack NAME [--allow-missing] FILE|URL...

  --pack NAME      the pack whose contract is held against the pages; may be given several times
  --allow-missing  a metric that no page has is a warning: many appear with their first event only
  FILE|URL         a page of metrics: saved, or where to ask for it (http://localhost:3100/metrics); several are read as one
  --help           print this`;

/** Milliseconds; Prometheus gives a target ten seconds, too. */
const PATIENCE = 10_000;

/** @returns the exit code of the process: 0 no errors, 1 errors or a page that cannot be read, 2 wrong usage */
export const checkMetrics = async (args: readonly string[]): Promise<ExitCode> => {
  const options = optionsOf(args);
  if ("message" in options) return say(`${options.message}\n\n${USAGE}`, 2);
  const { help, pack: wanted = [], "allow-missing": lenient } = options.values;
  if (help === true) return say(USAGE, 0);
  if (wanted.length === 0 || options.positionals.length === 0) return say(USAGE, 2);
  const shipped: readonly MonitoringPack[] = shippedPacks();
  const names = shipped.map(({ name }) => name);
  const stray = wanted.find((name) => !names.includes(name));
  if (stray !== undefined)
    return say(`There is no pack "${stray}"${didYouMean(stray, names)}; there are ${names.join(", ")}.`, 2);
  const pages = await Promise.all(options.positionals.map(page));
  const unreadable = pages.flatMap((each) => ("reason" in each ? [each.reason] : []));
  if (unreadable.length > 0) return say(unreadable.join("\n"), 1);
  const read = pages.flatMap((each) => ("reason" in each ? [] : [each]));
  return judge(
    shipped.filter(({ name }) => wanted.includes(name)),
    allOf(read),
    lenient === true,
  );
};

const judge = (packs: readonly MonitoringPack[], exposition: Exposition, lenient: boolean): ExitCode => {
  if (exposition.findings.length > 0) return say(exposition.findings.map(formatFinding).join("\n"), 1);
  const findings = [
    ...packs.flatMap((pack) => contractFindings(pack, exposition, { missing: lenient ? "warning" : "error" })),
  ];
  const errors = errorsIn(findings).length;
  const figures = packs.map((pack) => {
    const all = Object.keys(pack.metrics ?? {}).length;
    return `${pack.name}: ${metricsFound(pack, exposition)} of ${plural(all, "metric")} found`;
  });
  return say(
    [
      ...findings.map(formatFinding),
      `${figures.join("; ")}. ${plural(errors, "error")}, ${plural(findings.length - errors, "warning")}.`,
    ].join("\n"),
    errors === 0 ? 0 : 1,
  );
};

const page = async (source: string): Promise<Exposition | { readonly reason: string }> => {
  try {
    return readExposition(await (/^https?:\/\//.test(source) ? answer(source) : file(source)), source);
  } catch (error) {
    return { reason: `${source} cannot be read: ${reasonOf(error)}` };
  }
};

/** Named from where the person stands, who need not stand in the project's folder. */
const file = (path: string): Promise<string> => readFile(resolve(process.env["INIT_CWD"] ?? ".", path), "utf8");

const answer = async (url: string): Promise<string> => {
  const headers = { accept: "text/plain;version=0.0.4" };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`it answers ${response.status} ${response.statusText}`.trimEnd());
  return response.text();
};

/** `fetch` hides what happened in the cause. */
const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
};

const optionsOf = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        pack: { type: "string", multiple: true },
        "allow-missing": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    if (isUsageError(error)) return error;
    throw error;
  }
};

if (require.main === module)
  void checkMetrics(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
