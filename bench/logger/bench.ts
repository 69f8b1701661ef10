/** `npm run bench:logger`: lines per second of pino, the StructuredLogger and winston, in one run. */
import Table from "cli-table3";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { SCENARIOS } from "./lines";
import type { Target } from "./loggers";
import { measure, type Result, type Rounds } from "./measure";

const USAGE = `usage: npm run bench:logger [-- options]

  --rounds 30       of which the one in the middle counts
  --lines 5000      of each logger in each round
  --per-turn 20     lines within one turn of the event loop
  --target device   or memory: one of the two alone
  --goal 0.9        the share of pino's speed that ours must reach, over all lines; less is a failure
  --help            print this`;

const TARGETS: Readonly<Record<Target, string>> = {
  device:
    "to a device that takes all, each logger in its own way: pino and ours by the descriptor, winston by a stream",
  memory: "to one function in memory: the making of lines alone",
};

function options():
  { readonly rounds: Rounds; readonly goal: number; readonly targets: readonly Target[] } | undefined {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "30" },
      lines: { type: "string", default: "5000" },
      "per-turn": { type: "string", default: "20" },
      target: { type: "string" },
      goal: { type: "string", default: "0.9" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  if (values.target !== undefined && !Object.hasOwn(TARGETS, values.target))
    throw new TypeError(`--target is "${values.target}": write ${Object.keys(TARGETS).join(" or ")}.`);
  return {
    rounds: {
      rounds: above0("--rounds", values.rounds),
      lines: above0("--lines", values.lines),
      perTurn: above0("--per-turn", values["per-turn"]),
    },
    goal: above0("--goal", values.goal),
    targets: (Object.keys(TARGETS) as Target[]).filter((each) => values.target === undefined || each === values.target),
  };
}

function above0(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new TypeError(`${name} is "${text}": write a number above 0.`);
  return value;
}

const thousands = (value: number): string => `${(value / 1000).toFixed(0)} k`;

/** Each scenario counts the same: the mean that suits ratios. */
const overall = (results: readonly Result[], name: "ours" | "winston"): number =>
  Math.exp(results.reduce((sum, { ratio }) => sum + Math.log(ratio[name]), 0) / results.length);

function tableOf(results: readonly Result[]): string {
  const table = new Table({
    head: ["lines per second", "pino", "ours", "winston", "ours / pino", "winston / pino"],
    colAligns: ["left", "right", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const { scenario, linesPerSecond: speed, ratio } of results)
    table.push([
      scenario,
      thousands(speed.pino),
      thousands(speed.ours),
      thousands(speed.winston),
      ratio.ours.toFixed(2),
      ratio.winston.toFixed(2),
    ]);
  table.push(["all", "", "", "", overall(results, "ours").toFixed(2), overall(results, "winston").toFixed(2)]);
  return table.toString();
}

/** @returns whether the goal was reached */
async function measureOn(target: Target, rounds: Rounds, goal: number): Promise<boolean> {
  const results: Result[] = [];
  for (const scenario of SCENARIOS) results.push(await measure(scenario, target, rounds));
  const reached = overall(results, "ours") >= goal;
  console.log(`\n${TARGETS[target]}\n${tableOf(results)}`);
  console.log(
    `ours / pino ${overall(results, "ours").toFixed(2)}: the goal of ${goal} is ${reached ? "reached" : "missed"}`,
  );
  return reached;
}

async function main(): Promise<number> {
  const given = options();
  if (given === undefined) {
    console.log(USAGE);
    return 0;
  }
  const { rounds, goal, targets } = given;
  console.log(
    `${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}; ${rounds.rounds} rounds of ${rounds.lines} lines, interleaved; medians, by seconds of the processor`,
  );
  let reached = true;
  for (const target of targets) reached = (await measureOn(target, rounds, goal)) && reached;
  return reached ? 0 : 1;
}

main().then(
  (code) => (process.exitCode = code),
  (problem: unknown) => {
    console.error(problem instanceof Error ? problem.message : problem);
    process.exitCode = 2;
  },
);
