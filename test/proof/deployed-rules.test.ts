/** What arrives in the cluster is what was proven: the PrometheusRule objects of every environment, read back from the synthesized files. */
import { App } from "cdktf";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { ruleGroups, textOf, type DeployedAlert, type DeployedPack, type RecordingRule } from "../../lib/model";
import { modelsOf } from "../../lib/terraform";
import { REGISTERED } from "../../lib/packs";
import { proveDeployed } from "../../lib/testing";
import { environments } from "../../stacks/environments";
import { PlatformStack } from "../../stacks/platform-stack";
import { prometheusRulesIn } from "../platform/deployed-rules";
import { describeWith, run, tool } from "./tool";

const folder = mkdtempSync(join(tmpdir(), "observability-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const app = new App({ outdir: join(folder, "out") });
for (const environment of environments) new PlatformStack(app, environment);
app.synth();
const models = modelsOf(app);
const rulesOf = (environment: string) =>
  prometheusRulesIn(join(app.outdir, "stacks", `${environment}-platform`, "cdk.tf.json"));

/** Everything that a proof of it depends on but other rules. */
const said = (rule: RecordingRule | DeployedAlert): string =>
  JSON.stringify([
    textOf(rule.expr),
    rule.labels,
    rule.tests,
    ...(rule.kind === "alert" ? [rule.for, rule.keepFiringFor, rule.annotations] : []),
  ]);

/** The recordings that these rules read, and those that these read in their turn. */
const read = (texts: readonly string[], recorded: ReadonlyMap<string, readonly string[]>): readonly string[] => {
  const found = new Map<string, readonly string[]>();
  const follow = (some: readonly string[]): void => {
    for (const [name, rules] of recorded)
      if (!found.has(name) && some.some((text) => text.includes(name))) {
        found.set(name, rules);
        follow(rules);
      }
  };
  follow(texts);
  return [...found.values()].flat().sort();
};

describe.each(models.map((model) => [model.name, model] as const))("%s", (name, { packs }) => {
  test("has one object for each pack with rules, and in it the groups that are proven", () => {
    const proven = packs.map(({ pack }) => [pack.name, ruleGroups(pack)] as const);
    const deployed = rulesOf(name).map(({ metadata, spec }) => [metadata.name, spec.groups] as const);
    expect(new Map(deployed)).toEqual(new Map(proven.filter(([, groups]) => groups.length > 0)));
  });
});

const registers = ({ recordingRules }: DeployedPack): boolean => recordingRules.some(({ name }) => name === REGISTERED);

/** What is registered is registered in every test, too, and scraped in none: ServiceNotScraped would tell of it. A test brings what it needs. */
const withoutRegistrations = (pack: DeployedPack): DeployedPack => ({
  ...pack,
  recordingRules: pack.recordingRules.filter(({ name }) => name !== REGISTERED),
});

describeWith(["promtool"], "promtool", () => {
  test.each(models.map(({ name }) => name))("takes the rules of %s as they stand", (name) => {
    const files = rulesOf(name).map(({ metadata, spec }) => {
      const file = join(folder, `${name}-${metadata.name}.yaml`);
      writeFileSync(file, stringify({ groups: spec.groups }));
      return file;
    });
    const { status, stdout, stderr } = run("promtool", ["check", "rules", "--lint=all", "--lint-fatal", ...files]);
    expect({ status, said: status === 0 ? "" : `${stdout}${stderr}` }).toEqual({ status: 0, said: "" });
  });

  /** What has been proven already: environments have much in common, to the letter. */
  const proven = new Set<string>();

  test.each(models.map((model) => [model.name, model] as const))(
    "sees every alert of %s fire and keep silent as it is configured there",
    async (_, model) => {
      const packs = model.packs.map(({ pack }) => pack);
      const recorded = new Map<string, string[]>();
      for (const { recordingRules } of packs)
        for (const rule of recordingRules) recorded.set(rule.name, [...(recorded.get(rule.name) ?? []), said(rule)]);
      const isNew = (pack: DeployedPack): boolean => {
        const texts = [...pack.recordingRules, ...pack.alerts].map(said);
        const key = JSON.stringify([texts, read(texts, recorded)]);
        const fresh = !proven.has(key);
        proven.add(key);
        return fresh;
      };
      // The mutants are tried on the packs as they are shipped.
      const fresh = packs.filter(isNew);
      console.info(`${model.name}: ${fresh.length} of ${packs.length} packs differ from all before`);
      const promtoolAlone = { promtool: tool("promtool"), mutants: false };
      const registering = fresh.filter(registers);
      const others = fresh.filter((each) => !registers(each));
      const proofs = [
        await proveDeployed(registering, { ...promtoolAlone, with: packs }),
        await proveDeployed(others, { ...promtoolAlone, with: packs.map(withoutRegistrations) }),
      ];
      expect(proofs.flatMap(({ findings }) => findings)).toEqual([]);
    },
    300_000,
  );
});
