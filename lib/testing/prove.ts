/** Proves packs: runs the tests of all their rules by the real promtool, and tests those tests by mutants. */
import { deployed, grafanaLinks, ruleGroups, type DeployedPack, type Deployment, type MonitoringPack } from "../model";
import { rulesFile } from "./bench";
import { hear } from "./hearing";
import { ruleBook } from "./needed-rules";
import { findingsAbout, findingsAboutPack, packProof, type Proof } from "./proof";
import { checkRules } from "./promtool";
import { trialOf, verdictOf, type Trial } from "./trial";

interface Options {
  /** The program, 3.x. @default "promtool", found on PATH */
  readonly promtool?: string;
  /** Only this alert or recording rule. @default all */
  readonly rule?: string;
  /** Whether mutants test the tests; they take most of the time. @default true */
  readonly mutants?: boolean;
}

export interface ProveOptions extends Options {
  /** Packs whose recording rules these ones read. @default none */
  readonly with?: readonly MonitoringPack[];
  /** @default a team and links that serve as an example */
  readonly deployment?: Partial<Deployment>;
}

export interface ProveDeployedOptions extends Options {
  /** Packs whose recording rules these ones read. @default none */
  readonly with?: readonly DeployedPack[];
}

const EXAMPLE: Deployment = { team: "platform", ...grafanaLinks("https://grafana.example") };

/**
 * Proves packs: no findings, or what is wrong.
 * ```ts
 * const { findings } = await prove(shopPack, { promtool: "/usr/local/bin/promtool" });
 * expect(findings).toEqual([]);
 * ```
 * @throws PromtoolError where promtool is missing or broken
 */
export const prove = (
  packs: MonitoringPack | readonly MonitoringPack[],
  { deployment, with: others = [], ...options }: ProveOptions = {},
): Promise<Proof> => {
  const deploy = (pack: MonitoringPack): DeployedPack => deployed(pack, { ...EXAMPLE, ...deployment });
  return proveDeployed(("name" in packs ? [packs] : packs).map(deploy), { ...options, with: others.map(deploy) });
};

/** Proves packs as an environment deploys them, overrides included. */
export const proveDeployed = async (
  packs: readonly DeployedPack[],
  { promtool = "promtool", with: others = [], rule, mutants = true }: ProveDeployedOptions = {},
): Promise<Proof> => {
  const trials = trialsOf(packs, others, { rule, mutants });
  const started = performance.now();
  const asDeployed = packs.map((pack, index) => rulesFile(`p${index}`, ruleGroups(pack)));
  const [refused, outcomes] = await Promise.all([checkRules(promtool, asDeployed), hear(promtool, trials)]);
  const verdicts = trials.flatMap((trial) => {
    const outcome = outcomes.get(trial);
    return outcome === undefined ? [] : [verdictOf(trial, outcome)];
  });
  const figures = packs.map((pack) =>
    packProof(
      pack.name,
      verdicts.filter(({ trial }) => trial.pack === pack),
    ),
  );
  return {
    findings: [
      ...figures.flatMap((each, index) =>
        findingsAboutPack(
          each,
          refused.flatMap(({ file, message }) => (file === asDeployed[index]?.name ? [message] : [])),
        ),
      ),
      ...verdicts.flatMap(findingsAbout),
    ],
    packs: figures,
    milliseconds: performance.now() - started,
  };
};

const trialsOf = (
  packs: readonly DeployedPack[],
  others: readonly DeployedPack[],
  { rule, mutants }: { readonly rule?: string; readonly mutants: boolean },
): readonly Trial[] => {
  const strangers = others.filter(({ name }) => packs.every((pack) => pack.name !== name));
  const book = ruleBook([...packs, ...strangers]);
  return packs.flatMap((pack, index) =>
    [...pack.recordingRules, ...pack.alerts]
      .filter(({ name }) => rule === undefined || name === rule)
      .map((subject, position) => trialOf(`p${index}r${position}`, pack, subject, book, { mutants })),
  );
};
