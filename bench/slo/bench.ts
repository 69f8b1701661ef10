/** `npm run bench:slo`: what objectives cost, to generate and to evaluate. Prints, and writes nothing. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { prometheusDuration } from "../../lib/model";
import { generationTable, measureChecks, measureGeneration } from "./generation";
import { measureQueries, type Measurement } from "./query-cost";
import { detail, estimate, summary } from "./query-report";
import { toolPath, ToolError } from "./tools";
import { HISTORY, SCRAPE_INTERVAL } from "./traffic";

const USAGE = `usage: npm run bench:slo [-- options]

  --only PART            generation, checks or queries alone
  --objectives 10,100    how many are generated (10,100,1000)
  --series 20,100        raw series of the service whose history is made
  --runs 9               of which the one in the middle counts
  --rules                also what each rule costs
  --prometheus PATH      run this program
  --promtool PATH        run this program
  --help                 print this`;

const PARTS = ["generation", "checks", "queries"];

const options = () => {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      objectives: { type: "string", default: "10,100,1000" },
      series: { type: "string", default: "20,100" },
      runs: { type: "string", default: "9" },
      rules: { type: "boolean", default: false },
      prometheus: { type: "string" },
      promtool: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.only !== undefined && !PARTS.includes(values.only))
    throw new TypeError(`--only is "${values.only}": write ${PARTS.join(", ")}.`);
  return {
    ...values,
    objectives: counts("--objectives", values.objectives),
    series: counts("--series", values.series),
    runs: counts("--runs", values.runs)[0] ?? 1,
  };
};

const counts = (name: string, text: string): readonly number[] => {
  const numbers = text.split(",").map(Number);
  if (!numbers.every((each) => Number.isInteger(each) && each > 0))
    throw new TypeError(`${name} is "${text}": write whole numbers above 0, e.g. 10,100.`);
  return numbers;
};

type Options = ReturnType<typeof options>;

const generation = ({ objectives, runs }: Options): void => {
  console.log(generationTable(objectives.map((count) => measureGeneration(count, runs))));
};

const checks = ({ objectives }: Options): void => console.log(measureChecks(Math.max(...objectives)));

/** @throws ToolError */
const queries = async ({ series, runs, rules, ...given }: Options): Promise<void> => {
  const tools = {
    promtool: toolPath("promtool", given.promtool),
    prometheus: toolPath("prometheus", given.prometheus),
  };
  const measurements: Measurement[] = [];
  for (const count of series) {
    const measured = await measureQueries(tools, count, runs);
    const samples = measured.samples.toLocaleString("en");
    console.log(`${count} raw series: ${samples} samples made in ${measured.preparation.toFixed(0)} s.`);
    if (rules) console.log(detail(measured));
    measurements.push(measured);
  }
  console.log(
    `Prometheus ${measurements[0]?.version || "of unknown version"}; history of ${prometheusDuration(HISTORY)}, raw counters every ${prometheusDuration(SCRAPE_INTERVAL)}, recordings every minute; the median of ${runs} runs each.`,
  );
  console.log(summary(measurements));
  const [first] = measurements;
  if (first !== undefined) console.log(estimate(first));
};

/** @returns the exit code of the process: 0 all was measured, 1 a tool is missing or fails, 2 wrong usage */
const main = async (): Promise<number> => {
  let chosen: Options;
  try {
    chosen = options();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  if (chosen.help) {
    console.log(USAGE);
    return 0;
  }
  const wanted = (part: string): boolean => (chosen.only ?? part) === part;
  console.log(`Node ${process.version}, ${cpus().length} cores.`);
  if (wanted("generation")) generation(chosen);
  if (wanted("checks")) checks(chosen);
  try {
    if (wanted("queries")) await queries(chosen);
    return 0;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    console.error(error.message);
    return 1;
  }
};

void main().then((code) => {
  process.exitCode = code;
});
