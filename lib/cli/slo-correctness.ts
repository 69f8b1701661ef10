/** `npm run slo-correctness`: asks promtool for the figures of `docs/slo-correctness.md` and writes it. */
import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { correctnessPage, correctnessSituations } from "../documents";
import { figures, PromtoolError } from "../testing";
import { isUsageError, say, type ExitCode } from "./say";

const USAGE = `usage: npm run slo-correctness

  --promtool PATH run this program
  --help          print this`;

const FILE = path.join("docs", "slo-correctness.md");

/** @returns the exit code of the process: 0 it is written, 1 no promtool, 2 wrong usage */
export const sloCorrectness = async (args: readonly string[]): Promise<ExitCode> => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { promtool: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
    if (values.help === true) return say(USAGE, 0);
    const page = correctnessPage(await figures(values.promtool ?? "promtool", correctnessSituations()));
    mkdirSync(path.dirname(FILE), { recursive: true });
    writeFileSync(FILE, page);
    return say(`written: ${FILE}`, 0);
  } catch (error) {
    if (isUsageError(error)) return say(`${error.message}\n\n${USAGE}`, 2);
    if (error instanceof PromtoolError) return say(error.message, 1);
    throw error;
  }
};

if (require.main === module)
  void sloCorrectness(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
