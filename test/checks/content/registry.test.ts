/** Every check shows in its own examples what it finds and what it leaves alone. */
import { checkEntries, EXAMPLE_DAY, runChecks } from "../../../lib/checks";

test("every check has an id of its own, in a family, and a reason", () => {
  const ids = checkEntries.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) < index)).toEqual([]);
  for (const { id, reason } of checkEntries) {
    expect(id).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
    expect(reason).toMatch(/^\S.{40,}\.$/s);
  }
});

describe.each(checkEntries.map((entry) => [entry.id, entry] as const))("%s", (id, { examples, severity }) => {
  const { passing, failing } = examples?.() ?? { passing: [], failing: [] };
  const found = (model: (typeof passing)[number]) =>
    runChecks([model], EXAMPLE_DAY).filter((finding) => finding.check === id);

  test("has examples of both kinds", () => {
    expect(passing.length).toBeGreaterThan(0);
    expect(failing.length).toBeGreaterThan(0);
  });

  test.each(passing.map((model, index) => [index, model] as const))("finds nothing in what is right (%i)", (_, model) =>
    expect(found(model)).toEqual([]),
  );

  test.each(failing.map((model, index) => [index, model] as const))(
    "finds what is wrong, says where and what to write (%i)",
    (_, model) => {
      const findings = found(model);
      expect(findings).not.toEqual([]);
      for (const finding of findings) {
        expect(finding.severity).toBe(severity);
        expect(finding.path).toMatch(/^example\./);
        expect(finding.problem.length).toBeGreaterThan(5);
        expect(finding.mend.length).toBeGreaterThan(5);
        expect(`${finding.problem}${finding.mend}`).not.toMatch(/undefined|\[object|\n/);
      }
    },
  );
});
