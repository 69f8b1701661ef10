/** How much of what a careful person says of sixteen systems the assessment says too, and how much it says besides. */
import { join } from "node:path";
import { PARTS } from "../../lib/assessment/facts";
import { compare, differencesOf, fixturesOf, ratesOf, tableOf, type Compared } from "./recall";

const folder = process.env["FIXTURES"] ?? join(__dirname, "fixtures");
const only = process.env["FIXTURE"];
const fixtures = fixturesOf(folder).filter((name) => only === undefined || only === "all" || name === only);

let compared: readonly Compared[] = [];

beforeAll(async () => {
  for (const fixture of fixtures) compared = [...compared, ...(await compare(folder, fixture))];
  process.stdout.write(`\n${tableOf(compared)}\n${only === undefined ? "" : `\n${differencesOf(compared)}\n`}`);
}, 60_000);

/** The differences stand in the message where it falls short. */
const reaches = (value: number, least: number, part?: string): void => {
  if (value >= least) return;
  const those = compared.filter((each) => part === undefined || each.part === part);
  throw new Error(`${value.toFixed(3)} is less than ${least}:\n${differencesOf(those)}`);
};

test("there are at least twelve kinds of systems", () => {
  if (only === undefined) expect(fixtures.length).toBeGreaterThanOrEqual(12);
});

test("over all, recall is at least 0.95 and precision at least 0.9", () => {
  const { recall, precision } = ratesOf(compared);
  reaches(recall, 0.95);
  reaches(precision, 0.9);
});

test.each(PARTS)("of %s, recall is at least 0.9 and precision at least 0.85", (part) => {
  const { recall, precision } = ratesOf(compared.filter((each) => each.part === part));
  reaches(recall, 0.9, part);
  reaches(precision, 0.85, part);
});
