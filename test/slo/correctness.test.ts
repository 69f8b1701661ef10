/** docs/slo-correctness.md: not stale, its files run as they stand, and its four anchors hold. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXAMPLE_DAY, modelWith, runChecks } from "../../lib/checks";
import { correctnessPage, correctnessSituations, type Answers } from "../../lib/documents";
import { LEVELS_OF_90 } from "../../lib/documents/slo-correctness-cases";
import { shopObjective, shopPack } from "../../lib/documents/slo-correctness-rules";
import { figures, type Figure, type Situation } from "../../lib/testing";
import { describeWith, run, tool } from "../proof/tool";

const committed = join(__dirname, "..", "..", "docs", "slo-correctness.md");

describeWith(["promtool"], "docs/slo-correctness.md", () => {
  const situations = correctnessSituations();
  let answers: Answers = new Map();
  let page = "";
  beforeAll(async () => {
    answers = await figures(tool("promtool") ?? "promtool", situations);
    page = correctnessPage(answers);
  }, 120_000);

  /** What promtool answered to what it was asked in a situation, at a minute. */
  const answer = (name: string, expr: RegExp, minute: number): Figure | undefined => {
    const { questions = [] }: Partial<Situation> = situations.find((each) => each.name === name) ?? {};
    const index = questions.findIndex((each) => expr.test(each.expr) && each.at.milliseconds === minute * 60_000);
    if (index === -1) throw new Error(`Nobody asked ${String(expr)} of ${name} at ${minute}.`);
    return answers.get(name)?.[index]?.[0];
  };
  const AVERAGE = /^average:ratio30d$/;
  const OURS = /^slo:bad_events:ratio\{.*window="30d"/;
  const PAGE = /^count_over_time\(ALERTS\{alertname="ShopAvailabilityBurn/;
  const AVERAGE_PAGE = /^count_over_time\(ALERTS\{alertname="AveragePage"/;
  const FIRST_PAGE = /^min_over_time\(timestamp\(ALERTS\{alertname="ShopAvailabilityBurn/;
  const printed = (text: string): boolean => process.stdout.write(`${text}\n`);

  test("is what `npm run slo-correctness` writes", () => expect(readFileSync(committed, "utf8")).toBe(page));

  test("two busy hours, then a quiet time with errors: the exact count is 0.0965 %, ours within 1 % of it, the average of ratios 24 %", () => {
    const exact = 116 / 120_232;
    const ours = answer("busy-then-quiet", OURS, 240)?.value ?? NaN;
    const average = answer("busy-then-quiet", AVERAGE, 240)?.value ?? NaN;
    printed(
      `anchor 1  exact count 116 of 120,232 = ${percent(exact)}, recorded ${percent(ours)} (off by ${percent(Math.abs(ours / exact - 1))}), average of ratios ${percent(average)}`,
    );
    expect(exact).toBeCloseTo(0.000965, 6);
    expect(Math.abs(ours / exact - 1)).toBeLessThan(0.01);
    expect(average).toBeGreaterThan(0.235);
    expect(average).toBeLessThan(0.245);
  });

  test("half an hour without requests: ours stays finite, the average of ratios is NaN for as long as its window holds it", () => {
    const at = [90, 150, 210, 240];
    const ours = at.map((minute) => answer("idle", OURS, minute)?.value ?? NaN);
    const average = at.map((minute) => answer("idle", AVERAGE, minute)?.value);
    const shorter = at.map((minute) => answer("idle", /^average:ratio2h$/, minute)?.value);
    printed(
      `anchor 2  after 30 idle minutes: recorded ${ours.map(percent).join(", ")}; average of ratios ${average.join(", ")}`,
    );
    for (const value of ours) expect(value).toBeCloseTo(1 / 60, 9);
    expect(average).toEqual([NaN, NaN, NaN, NaN]);
    expect(shorter.map((value) => Number.isNaN(value))).toEqual([true, true, false, false]);
  });

  test("an objective of 90 % with a page at 14.4 times: refused, and where it is not, a total outage pages nobody", () => {
    const refused = runChecks([modelWith([shopPack(shopObjective("90%"))])], EXAMPLE_DAY).filter(
      ({ check }) => check === "slo/never-fires",
    );
    printed(`anchor 3  ${refused.map(({ severity, problem }) => `${severity}: ${problem}`).join("\n")}`);
    expect(refused.map(({ severity }) => severity)).toEqual(["error"]);
    expect(page).toContain(refused[0]?.problem);
    expect(answer("ninety-percent", AVERAGE_PAGE, 240)).toBeUndefined();
    expect(answer("ninety-percent", PAGE, 240)?.value).toBeGreaterThan(0);
  });

  test("the levels that stand beside the refused ones are accepted", () => {
    const found = runChecks([modelWith([shopPack(shopObjective("90%", LEVELS_OF_90))])], EXAMPLE_DAY);
    expect(found.filter(({ check, severity }) => check.startsWith("slo/") && severity === "error")).toEqual([]);
  });

  test("one failed request at one a minute: nobody is woken, but a total outage wakes somebody", () => {
    const [ours, average] = [answer("one-failed", PAGE, 240), answer("one-failed", AVERAGE_PAGE, 240)];
    const after = answer("outage-at-one-a-minute", FIRST_PAGE, 240)?.value;
    printed(
      `anchor 4  one failed request of one a minute: ours pages ${ours?.value ?? 0} minutes, the ratio alone ${average?.value ?? 0}; a total outage pages after ${after ?? "never"} minutes`,
    );
    expect(ours).toBeUndefined();
    expect(average?.value).toBeGreaterThan(0);
    expect(after).toBe(12);
  });

  test("its files run as they stand in it", () => {
    const files = [...page.matchAll(/^```yaml\n# (\S+)\n([^]*?)^```$/gm)];
    const folder = mkdtempSync(join(tmpdir(), "slo-correctness-"));
    try {
      for (const [, name = "", text = ""] of files) writeFileSync(join(folder, name), text);
      const tests = files.map(([, name = ""]) => name).filter((name) => name.endsWith(".test.yml"));
      expect(tests.length).toBe(situations.length);
      const { status, stdout, stderr } = run("promtool", ["test", "rules", ...tests], { cwd: folder });
      expect({ status, said: `${stdout}${stderr}`.match(/FAILED/g) ?? [] }).toEqual({ status: 0, said: [] });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 120_000);
});

const percent = (ratio: number): string => `${Number((ratio * 100).toPrecision(4))} %`;
