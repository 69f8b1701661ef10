/** How long it takes to make the rules and tests of many objectives, to check them and to write them down, and how that grows with their number. */
import Table from "cli-table3";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { modelWith, runChecks } from "../../lib/checks";
import { deployed, errorsIn, grafanaLinks, ruleGroups, type MonitoringPack } from "../../lib/model";
import { yamlDocument } from "../../lib/terraform";
import { figure, growthExponent, median } from "./figures";
import { packsOf } from "./objectives";

/** One run: milliseconds, bytes, and how many came out. */
interface Run {
  /** Objectives and their rules. */
  readonly rules: number;
  /** Owners and links filled in, rules in groups. */
  readonly deploy: number;
  /** Groups as YAML. */
  readonly write: number;
  /** Tests, which are computed when checks or proofs ask for them. */
  readonly tests: number;
  /** What objectives, rules and tests keep. */
  readonly heap: number;
  readonly ruleCount: number;
  readonly testCount: number;
}

export interface Generation {
  readonly objectives: number;
  readonly runs: readonly Run[];
}

const LINKS = { team: "shop", ...grafanaLinks("https://grafana.example") };

setFlagsFromString("--expose-gc");
/** A context that is made after the flag was set knows the function. */
const collectGarbage = runInNewContext("gc") as () => void;

const collected = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

/** Each run has names of its own, so that nothing is remembered from the run before. */
let names = 0;

export const measureGeneration = (objectives: number, runs: number): Generation => ({
  objectives,
  runs: Array.from({ length: runs }, () => measureOnce(objectives)),
});

const measureOnce = (objectives: number): Run => {
  names += 1;
  const before = collected();
  const [rules, packs] = timed(() => packsOf(objectives, names));
  const written = measureWriting(packs);
  const [tests, testCount] = timed(() => testsIn(packs));
  const heap = collected() - before;
  // Counted at the end, so that the packs are not forgotten before their size is known.
  return { rules, ...written, tests, heap, ruleCount: rulesIn(packs).length, testCount };
};

const measureWriting = (packs: readonly MonitoringPack[]): Pick<Run, "deploy" | "write"> => {
  const [deploy, groups] = timed(() => packs.map((pack) => ruleGroups(deployed(pack, LINKS))));
  const [write] = timed(() => groups.forEach((each) => yamlDocument({ groups: each })));
  return { deploy, write };
};

const timed = <Result>(work: () => Result): readonly [milliseconds: number, result: Result] => {
  const begun = performance.now();
  const result = work();
  return [performance.now() - begun, result];
};

const rulesIn = (packs: readonly MonitoringPack[]) =>
  packs.flatMap(({ alerts, recordingRules }) => [...alerts, ...recordingRules]);

const testsIn = (packs: readonly MonitoringPack[]): number =>
  rulesIn(packs).reduce((sum, { tests }) => sum + tests.length, 0);

/** All checks, once: what they compute is remembered, so that a second time would tell nothing. */
export const measureChecks = (objectives: number): string => {
  names += 1;
  const model = modelWith(packsOf(objectives, names));
  const begun = performance.now();
  const found = runChecks([model]);
  const seconds = (performance.now() - begun) / 1000;
  return `All checks of ${objectives} objectives: ${figure(seconds)} s, ${errorsIn(found).length} errors, ${found.length - errorsIn(found).length} warnings.`;
};

const MEBIBYTE = 2 ** 20;

export const generationTable = (measured: readonly Generation[]): string => {
  const head = [
    "objectives",
    "rules",
    "tests",
    "rules, first, ms",
    "rules, ms",
    "deployed, ms",
    "as YAML, ms",
    "tests, ms",
    "kept, MiB",
  ];
  const rows = new Table({
    head,
    colAligns: head.map(() => "right"),
    style: { head: [], border: [], compact: true },
  });
  const middle = ({ runs }: Generation, of: (run: Run) => number): number => median(runs.map(of));
  for (const each of measured)
    rows.push([
      each.objectives,
      figure(middle(each, ({ ruleCount }) => ruleCount)),
      figure(middle(each, ({ testCount }) => testCount)),
      figure(each.runs[0]?.rules ?? NaN),
      figure(middle(each, ({ rules }) => rules)),
      figure(middle(each, ({ deploy }) => deploy)),
      figure(middle(each, ({ write }) => write)),
      figure(middle(each, ({ tests }) => tests)),
      figure(middle(each, ({ heap }) => heap) / MEBIBYTE),
    ]);
  if (measured.length < 2) return rows.toString();
  const exponent = (of: (run: Run) => number): string =>
    growthExponent(measured.map((each) => [each.objectives, middle(each, of)])).toFixed(2);
  const exponents = [
    `rules ${exponent(({ rules }) => rules)}`,
    `deployed ${exponent(({ deploy }) => deploy)}`,
    `YAML ${exponent(({ write }) => write)}`,
    `tests ${exponent(({ tests }) => tests)}`,
    `memory ${exponent(({ heap }) => heap)}`,
  ];
  return `${rows.toString()}\nGrowth exponents (1: twice as many take twice as much): ${exponents.join(", ")}.`;
};
