/** Each check finds what is wrong in its failing examples, and nothing in its passing ones. */
import { promqlChecks } from "../../../../lib/checks/content/promql";

const cases = promqlChecks.flatMap((check) => {
  const { passing, failing } = check.examples?.() ?? { passing: [], failing: [] };
  return [
    ...passing.map((model, index) => ({ check, model, title: `passes ${index + 1}`, fails: false })),
    ...failing.map((model, index) => ({ check, model, title: `fails ${index + 1}`, fails: true })),
  ].map((each) => [`${check.id} ${each.title}`, each] as const);
});

test.each(cases)("%s", (_, { check, model, fails }) => {
  const found = [...check.find(model)];
  if (fails) expect(found.length).toBeGreaterThan(0);
  else expect(found).toEqual([]);
  for (const { path, problem, mend } of found) {
    expect(path).toMatch(/^example\.packs\./);
    expect(problem).not.toBe("");
    expect(mend).not.toBe("");
  }
});

test.each(promqlChecks.map((check) => [check.id, check] as const))("%s has several examples of both", (_, check) => {
  const { passing, failing } = check.examples?.() ?? { passing: [], failing: [] };
  expect(passing.length).toBeGreaterThan(1);
  expect(failing.length).toBeGreaterThan(1);
});
