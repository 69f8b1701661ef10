/** `npm run prove [-- --pack NAME] [-- --alert NAME]`: every rule proven by promtool, its tests proven by mutants, and what that came to. */
import Table from "cli-table3";
import { parseArgs } from "node:util";
import { didYouMean, errorsIn, type MonitoringPack } from "../model";
import { formatProofFindings, MINIMUM_SCORE, PromtoolError, prove, type PackProof, type Proof } from "../testing";
import { provenPacks } from "./proven-packs";
import { isUsageError, plural, say, type ExitCode } from "./say";

const USAGE = `usage: npm run prove [-- [--pack NAME]... [--alert NAME]]

  --pack NAME     prove this pack only; may be given several times
  --alert NAME    prove this alert or recording rule only
  --promtool PATH run this program
  --help          print this`;

/** @returns the exit code of the process: 0 all is proven, 1 findings or no promtool, 2 wrong usage */
export const runProof = async (args: readonly string[]): Promise<ExitCode> => {
  const options = optionsOf(args);
  if ("message" in options) return say(`${options.message}\n\n${USAGE}`, 2);
  if (options.help === true) return say(USAGE, 0);
  const all = provenPacks();
  const wrong = unknownName(all, options);
  if (wrong !== undefined) return say(wrong, 2);
  const { alert: rule, promtool } = options;
  const packs = all.filter((pack) => wants(pack, options));
  // Promtool lives for seconds: it need not collect its garbage so often.
  process.env["GOGC"] ??= "400";
  try {
    const proof = await prove(packs, { promtool, with: all, rule });
    say(report(proof), 0);
    return errorsIn(proof.findings).length > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof PromtoolError) return say(error.message, 1);
    throw error;
  }
};

interface Options {
  readonly pack?: readonly string[];
  readonly alert?: string;
  readonly promtool?: string;
  readonly help?: boolean;
}

const optionsOf = (args: readonly string[]): Options | { readonly message: string } => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        pack: { type: "string", multiple: true },
        alert: { type: "string" },
        promtool: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    if (isUsageError(error)) return error;
    throw error;
  }
};

const rulesOf = ({ alerts, recordingRules }: MonitoringPack): readonly string[] =>
  [...alerts, ...recordingRules].map(({ name }) => name);

const wants = (pack: MonitoringPack, { pack: names, alert }: Options): boolean =>
  (names === undefined || names.includes(pack.name)) && (alert === undefined || rulesOf(pack).includes(alert));

const unknownName = (packs: readonly MonitoringPack[], options: Options): string | undefined => {
  const names = packs.map(({ name }) => name);
  const stray = options.pack?.find((name) => !names.includes(name));
  if (stray !== undefined)
    return `There is no pack "${stray}"${didYouMean(stray, names)}; there are ${names.join(", ")}.`;
  const { alert, pack } = options;
  if (alert === undefined || packs.some((each) => wants(each, options))) return undefined;
  const known = packs.filter((each) => wants(each, { pack })).flatMap(rulesOf);
  return `There is no alert or recording rule "${alert}"${didYouMean(alert, known)}${pack === undefined ? "" : ` in ${pack.join(", ")}`}.`;
};

/** Also what the jest test prints. */
export const report = ({ packs, findings, milliseconds }: Proof): string => {
  const errors = errorsIn(findings).length;
  const warnings = findings.length - errors;
  return [
    proofTable(packs),
    `${(milliseconds / 1000).toFixed(1)} s`,
    ...(findings.length === 0 ? [] : ["", formatProofFindings(findings)]),
    "",
    errors === 0
      ? `Proven${warnings === 0 ? "" : `; ${plural(warnings, "mutant")} survived`}.`
      : `Not proven: ${plural(errors, "error")}. Every rule needs all of its tests, all of them must pass, and they must notice ${MINIMUM_SCORE * 100} % of the mutants.`,
  ].join("\n");
};

const proofTable = (packs: readonly PackProof[]): string => {
  const table = new Table({
    head: ["pack", "alerts", "recording rules", "tests", "coverage", "mutants killed", "score"],
    colAligns: ["left", "right", "right", "right", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const proof of packs) table.push([proof.pack, ...figures(proof)]);
  if (packs.length > 1) table.push(["all", ...figures(total(packs))]);
  return table.toString();
};

const figures = ({ alerts, recordingRules, tests, covered, killed, mutants }: Omit<PackProof, "pack">) => [
  alerts,
  recordingRules,
  tests,
  share(covered, alerts + recordingRules),
  `${killed}/${mutants}`,
  share(killed, mutants),
];

/** Rounded down: 100 % is all. */
const share = (part: number, whole: number): string =>
  whole === 0 ? "-" : `${Math.floor((1000 * part) / whole) / 10} %`;

const total = (packs: readonly PackProof[]): Omit<PackProof, "pack"> => {
  const sum = (figure: (proof: PackProof) => number): number => packs.reduce((all, proof) => all + figure(proof), 0);
  return {
    alerts: sum(({ alerts }) => alerts),
    recordingRules: sum(({ recordingRules }) => recordingRules),
    tests: sum(({ tests }) => tests),
    covered: sum(({ covered }) => covered),
    mutants: sum(({ mutants }) => mutants),
    killed: sum(({ killed }) => killed),
  };
};

if (require.main === module)
  void runProof(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
