/** Starters of the projects that are kept for tests: assessed, compiled in one program, synthesized. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { assess } from "../../../lib/assessment/assess";
import { starterFiles } from "../../../lib/assessment/starter";
import { compileErrors, started } from "./started";

const folder = join(__dirname, "..", "fixtures");

/** @param initials of the names of fixtures: `a-g` */
export const testStarters = (initials: string): void => {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && new RegExp(`^[${initials}]`).test(entry.name))
    .map(({ name }) => name)
    .sort();
  const starters = new Map<string, ReadonlyMap<string, string>>();

  beforeAll(async () => {
    for (const name of names)
      starters.set(name, starterFiles(await assess(join(folder, name, "project")), { name: "prod" }));
  }, 120_000);

  test("there are some", () => expect(names.length).toBeGreaterThan(3));

  test("all of them compile against the package", () => {
    expect(compileErrors(starters)).toEqual([]);
  }, 120_000);

  test.each(names)(
    "the starter of %s synthesizes, and nothing in it is an error",
    (name) => {
      const { stacks, findings } = started(starters.get(name) ?? new Map());
      expect(stacks).toEqual(["prod-platform", "prod-content"]);
      expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    },
    120_000,
  );
};
