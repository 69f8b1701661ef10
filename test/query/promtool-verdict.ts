/** What the real promtool says of many expressions, or many annotations, at once. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../proof/tool";

type Verdict = string | undefined;

/** Why promtool refuses each rule; undefined where it accepts it. One group for each rule, one process for all. */
const verdicts = (rules: readonly object[]): readonly Verdict[] => {
  const folder = mkdtempSync(join(tmpdir(), "promtool-verdict-"));
  try {
    const file = join(folder, "rules.json");
    writeFileSync(
      file,
      JSON.stringify({ groups: rules.map((rule, index) => ({ name: String(index), rules: [rule] })) }),
    );
    const { stdout, stderr } = run("promtool", ["check", "rules", "--lint=none", file]);
    const found = new Array<Verdict>(rules.length).fill(undefined);
    const refused = [...`${stdout}\n${stderr}`.matchAll(/group "(\d+)", rule \d+, "r": (.*)/g)];
    for (const [, index, reason] of refused) found[Number(index)] = reason;
    if (refused.length === 0 && !stdout.includes("SUCCESS"))
      throw new Error(`promtool said something else:\n${stdout}${stderr}`);
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** As expressions of recording rules. */
export const promtoolVerdicts = (expressions: readonly string[]): readonly Verdict[] =>
  verdicts(expressions.map((expr) => ({ record: "r", expr })));

/** As annotations of alerts. */
export const promtoolTemplateVerdicts = (texts: readonly string[]): readonly Verdict[] =>
  verdicts(texts.map((summary) => ({ alert: "r", expr: "up", annotations: { summary } })));
