/** Mistakes in routings, each found at its place with its mend, and nothing else said of it. */
import { EXAMPLE_DAY, routingChecks, runChecks } from "../../../lib/checks";
import { findings } from "../../../lib/checks/check";
import { ConfigurationError, parse } from "../../../lib/model";
import { routingTree } from "../../../lib/routing";
import { production, reference, withRoutes } from "./seeded/reference";
import { hidingRows, lifeRows } from "./seeded/hiding";
import { refused } from "./seeded/refused";
import { receiverRows } from "./seeded/receivers";
import { treeRows } from "./seeded/routes";
import { timeRows } from "./seeded/times";

const rows = [...treeRows, ...receiverRows, ...timeRows, ...hidingRows, ...lifeRows];

test("the sound routing gives no finding", () => expect(runChecks([production(reference)], EXAMPLE_DAY)).toEqual([]));

test.each(rows.map((row) => [row.title, row] as const))(
  "%s",
  (_, { tree, facts, packs, check, at, words, also = [] }) => {
    const found = findings(routingChecks, [production(tree, facts, packs)]);
    const own = found.filter((each) => each.check === check && each.path === `prod.alerting${at}`);
    const said = own.map(({ problem, mend }) => `${problem} -> ${mend}`).join("\n");
    expect({ found: found.map((each) => `${each.path}: ${each.check}`), own: own.length > 0 }).toMatchObject({
      own: true,
    });
    for (const word of words) expect(said).toContain(word);
    const others = found.filter((each) => !own.includes(each)).map((each) => each.check);
    expect([...new Set(others)].sort()).toEqual([...also].sort());
  },
);

test.each(refused.map((row) => [row.title, row] as const))("refused: %s", (_, { input, at, words }) => {
  const refusal = () => {
    try {
      parse(routingTree, input, "prod.alerting");
    } catch (error) {
      if (error instanceof ConfigurationError) return error.findings;
      throw error;
    }
    return [];
  };
  const own = refusal().filter(({ path }) => path.startsWith(`prod.alerting${at}`));
  expect(own).not.toEqual([]);
  expect(own.map(({ problem, mend }) => `${problem} -> ${mend}`).join("\n")).toContain(words);
});

test("a way that wakes nobody is told once, however many alerts and teams go it", () => {
  const found = findings(routingChecks, [production(withRoutes({ pages: { receiver: "platform" } }))]);
  expect(found.filter(({ check }) => check === "routing/critical-without-page")).toHaveLength(1);
});

test("every check of routing has a mistake that it finds", () => {
  const found = new Set(rows.map(({ check }) => check));
  expect(routingChecks.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
});

test("there are more than forty mistakes, all but a few found by checks", () => {
  expect(rows.length).toBeGreaterThanOrEqual(50);
  expect(rows.length + refused.length).toBeGreaterThanOrEqual(60);
});
