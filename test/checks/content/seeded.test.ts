/** Mistakes in packs, end to end: each stops the command, is told at its place with its reason and its mend, and writes nothing. */
import { TerraformStack, type App } from "cdktf";
import { Construct } from "constructs";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Alertmanager, deployTo, Prometheus, type Environment } from "../../../lib";
import { checkEntries, contentChecks, EXAMPLE_DAY, modelWith, reasonOf, runChecks } from "../../../lib/checks";
import { waiverChecks } from "../../../lib/checks/content/waivers";
import { run } from "../../../lib/cli";
import { deployed, grafanaLinks, type MonitoringPack } from "../../../lib/model";
import { componentProps } from "../../../lib/platform/component-props";
import { enterEnvironment } from "../../../lib/terraform";
import { shippedPacks } from "../../../lib/packs";
import { ContentStack } from "../../../stacks/content-stack";
import { environments } from "../../../stacks/environments";
import { dev } from "../../../stacks/environments/dev";
import { PlatformStack } from "../../../stacks/platform-stack";
import { filesIn } from "../../platform/installation";
import { temporaryFolder } from "../../stacks/synthesized";
import { exampleAlert } from "../../../lib/checks/content/example";
import { seeded } from "./seeded";
import { recording, shopPack, type Seeded } from "./seeded/row";

interface Said {
  readonly exitCode: number;
  /** All that people see. */
  readonly text: string;
  /** The lines of findings in it. */
  readonly findings: readonly string[];
  /** What was written. */
  readonly files: number;
}

/** What packs need of a platform: something that evaluates their rules, somebody who is told. All else would only take time. */
const withPacksOnly = (app: App, packs: readonly MonitoringPack[]): TerraformStack => {
  const stack = new TerraformStack(app, "dev-platform");
  deployTo(stack, dev);
  const scope = new Construct(stack, "observability");
  const props = componentProps(dev);
  enterEnvironment(scope, props.environment);
  const prometheus = new Prometheus(scope, "prometheus", props.prometheus);
  prometheus.sendAlertsTo(new Alertmanager(scope, "alertmanager", props.alertmanager));
  for (const pack of packs)
    prometheus.evaluate(deployed(pack, { team: "platform", ...grafanaLinks("https://grafana.dev.acme.example") }));
  return stack;
};

/** `npm start` of an installation whose whole platform has these packs besides its own. */
const started = (packs: readonly MonitoringPack[], environment: Environment = dev): Said =>
  heard(environment, function* (app) {
    const stack = new PlatformStack(app, environment);
    for (const pack of packs) stack.platform.addPack(pack);
    yield stack;
    yield new ContentStack(app, environment, stack);
  });

const heard = (environment: Environment, stacks: (app: App) => Iterable<TerraformStack>): Said => {
  const outdir = join(temporaryFolder(), "out");
  mkdirSync(outdir);
  const before = process.env["CDKTF_OUTDIR"];
  process.env["CDKTF_OUTDIR"] = outdir;
  let text = "";
  const hear = (stream: NodeJS.WriteStream) =>
    jest.spyOn(stream, "write").mockImplementation((said) => ((text += String(said)), true));
  const ears = [process.stdout, process.stderr].map(hear);
  try {
    const exitCode = run(["start"], { environments: [environment], stacks });
    return {
      exitCode,
      text,
      findings: text.split("\n").filter((line) => FINDING.test(line)),
      files: filesIn(outdir).size,
    };
  } finally {
    ears.forEach((ear) => ear.mockRestore());
    if (before === undefined) delete process.env["CDKTF_OUTDIR"];
    else process.env["CDKTF_OUTDIR"] = before;
  }
};

const FINDING = /^ {2}(?:error|warning) +\S+: .* -> .* \[[a-z/-]+\]$/;

const severityOf = (id: string) => checkEntries.find((entry) => entry.id === id)?.severity;

describe.each(Object.entries(seeded))("%s", (_, rows) => {
  test.each(rows.map((row): readonly [string, string, Seeded] => [row.title, row.check, row]))(
    "%s: %s",
    (_title, check, { packs, at, words }) => {
      const { exitCode, text, findings, files } = heard(dev, (app) => [withPacksOnly(app, packs)]);
      const told = findings.filter((line) => line.endsWith(`[${check}]`) && line.includes(` dev.${at}: `));
      expect(told.join("\n")).toContain(words);
      expect(told.join("\n")).toContain(`${severityOf(check)} `);
      expect(text).toContain(`  ${check}: ${reasonOf(check)}`);
      if (severityOf(check) === "error") expect({ exitCode, files }).toEqual({ exitCode: 1, files: 0 });
      else if (findings.every((line) => line.startsWith("  warning"))) expect(exitCode).toBe(0);
    },
  );
});

test("a mistake stops the whole platform, too", () => {
  const [row] = Object.values(seeded).flat();
  expect(row && started(row.packs)).toMatchObject({ exitCode: 1, files: 0 });
});

test("every check of content has a mistake that it finds", () => {
  const found = new Set(Object.values(seeded).flatMap((rows) => rows.map(({ check }) => check)));
  expect([...contentChecks, ...waiverChecks].map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
});

test("there are sixty mistakes that stop the command", () =>
  expect(
    Object.values(seeded)
      .flat()
      .filter(({ check }) => severityOf(check) === "error").length,
  ).toBeGreaterThanOrEqual(60));

test("the same packs without a mistake give no finding", () => {
  const packs = [
    shopPack({ alerts: [exampleAlert({ expr: "shop_queue_length > 100" })], recordingRules: [recording()] }),
  ];
  expect(started(packs)).toMatchObject({ exitCode: 0, findings: [] });
});

test("no pack that comes with the library gives a finding", () =>
  expect(runChecks([modelWith(shippedPacks())], EXAMPLE_DAY)).toEqual([]));

test.each(environments.map((environment) => [environment.name, environment] as const))(
  "the content that is shipped gives no finding in %s",
  (_, environment) => expect(started([], environment)).toMatchObject({ exitCode: 0, findings: [] }),
);
