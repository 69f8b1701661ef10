/** Mistakes in objectives: each is refused at its place with the arithmetic, and nothing else is said of it. */
import { checkEntries, runChecks, sloChecks } from "../../../lib/checks";
import { ConfigurationError, days, type Finding } from "../../../lib/model";
import { indicatorRows } from "./seeded/indicators";
import { levelRows } from "./seeded/levels";
import { refused } from "./seeded/refused";
import { environment, objective, sound } from "./seeded/row";
import { severalRows } from "./seeded/several";

const found = [...levelRows, ...indicatorRows, ...severalRows];

const TODAY = "2027-01-01";

/** An environment of objectives alone has no routing; what that lacks is no mistake of theirs. */
const ofContent = ({ check }: Finding): boolean => !check.startsWith("routing/");

const said = (findings: readonly Finding[]): string =>
  findings.map(({ problem, mend }) => `${problem} -> ${mend}`).join("\n");

test("the sound objectives give no finding", () =>
  expect(runChecks([environment({ slos: sound })], TODAY).filter(ofContent)).toEqual([]));

test.each(found.map((row) => [row.title, row] as const))("%s", (_, row) => {
  const findings = runChecks([environment(row.environment())], TODAY).filter(ofContent);
  const place = row.at.startsWith("../../") ? `prod.packs.${row.at.slice(6)}` : `prod.packs.web.slos.${row.at}`;
  const own = findings.filter(({ check, path }) => check === row.check && path === place);
  expect({ own: own.length, all: findings.map(({ check, path }) => `${check} ${path}`) }).toMatchObject({ own: 1 });
  for (const words of row.words) expect(said(own)).toContain(words);
  expect([...new Set(findings.map(({ check }) => check))]).toEqual([row.check]);
});

test.each(refused.map((row) => [row.title, row] as const))("refused: %s", (_, { props, at, words }) => {
  const findings = (): readonly Finding[] => {
    try {
      objective(props);
    } catch (error) {
      if (error instanceof ConfigurationError) return error.findings;
      throw error;
    }
    return [];
  };
  const name = "name" in props ? String(props["name"]) : "web-availability";
  const own = findings().filter(({ path }) => path === `slos.${name}${at}`);
  expect({ own: own.length, all: findings().map(({ path }) => path) }).toMatchObject({ own: 1 });
  expect(findings()).toHaveLength(1);
  for (const each of words) expect(said(own)).toContain(each);
});

test("a label may have a name that JavaScript's objects know", () =>
  expect(objective({ groupBy: ["constructor"] }).groupBy).toEqual(["constructor"]));

test("all mistakes of an objective are told at once", () => {
  const wrong = () => objective({ objective: "100%", owner: "Team Web", groupBy: ["le"], namespace: "A" });
  expect(wrong).toThrow("4 findings");
});

test("a waiver on an objective speaks of it and of all of its rules", () => {
  const waiver = { check: "slo/retention", reason: "Thanos keeps a year.", until: "2027-12-31" };
  const waived = environment({ slos: [objective({ window: days(90), waivers: [waiver] })] });
  expect(runChecks([waived], TODAY).filter(ofContent)).toEqual([]);
  const needless = environment({ slos: [objective({ waivers: [waiver] })] });
  expect(runChecks([needless], TODAY).filter(ofContent)).toMatchObject([
    { check: "waiver/unused", path: "prod.packs.web.slos.web-availability.waivers[0]" },
  ]);
});

test("every check of objectives has a mistake that it finds", () => {
  const seen = new Set(found.map(({ check }) => check));
  expect(sloChecks.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
});

test("what a check explains is a check", () => {
  const ids = new Set(checkEntries.map(({ id }) => id));
  expect(sloChecks.flatMap(({ explains = [] }) => explains).filter((id) => !ids.has(id))).toEqual([]);
});

test("there are more than thirty mistakes of both kinds", () => {
  expect(found.length).toBeGreaterThanOrEqual(30);
  expect(refused.length).toBeGreaterThanOrEqual(30);
});
