/** What is recorded of random objectives against a count of each event, by the real promtool. */
import Table from "cli-table3";
import fc from "fast-check";
import { figures, type Figure } from "../../lib/testing";
import { SEED } from "../proof/terraform/hostile";
import { describeWith, tool } from "../proof/tool";
import { dayCase, hourlyCase, KINDS, longCase, shortCase, type Case, type Kind } from "./properties/cases";
import { comparisons, situationOf, type Comparison } from "./properties/compare";

const DEFAULT_CASES = 3;
/** Cases of each kind of traffic; the environment variable SLO_CASES sets another number, and more of them take longer windows, too. */
const CASES = Number(process.env["SLO_CASES"] ?? DEFAULT_CASES);

/** Each with random numbers of its own. */
const sample = (arbitrary: fc.Arbitrary<Case>, count: number, salt: number): readonly Case[] =>
  fc.sample(arbitrary, { numRuns: count, seed: SEED + salt });

const cases: readonly Case[] = [
  ...KINDS.flatMap((kind, index) => [
    ...sample(shortCase(kind), CASES, index),
    ...sample(dayCase(kind), Math.ceil(CASES / 8), 100 + index),
  ]),
  ...sample(longCase("steps", 4), 1, 200),
  ...sample(longCase("restarts", 90), 1, 201),
  ...(CASES > DEFAULT_CASES ? [...sample(longCase("steps", 14), 1, 202), ...sample(hourlyCase("steps"), 1, 203)] : []),
];

/** What is promised where PromQL sets no limit. */
const PROMISED: Partial<Readonly<Record<Kind, number>>> = { steady: 0.001, steps: 0.01, idle: 0.01 };

/** Rounding of a sum of thousands of floating point numbers. */
const DUST = 1e-9;

const isBeyondLimits = ({ recorded, limits }: Comparison): boolean => {
  if (recorded === undefined) return limits !== undefined && limits.low > 0;
  if (limits === undefined || !Number.isFinite(recorded)) return true;
  const dust = DUST * Math.max(1, Math.abs(recorded));
  return recorded < limits.low - dust || recorded > limits.high + dust;
};

/** Of the greater of the two, so that something where nothing should be is 100 %. */
const relative = (recorded: number | undefined, exact: number | undefined): number =>
  recorded === exact
    ? 0
    : recorded === undefined || exact === undefined
      ? 1
      : Math.abs(recorded - exact) / Math.max(Math.abs(recorded), Math.abs(exact));

/** What is left of a budget may be anything; what is spent of it is what was counted. */
const errorOf = ({ figure, recorded }: Comparison, exact: number | undefined): number =>
  figure.startsWith("remaining")
    ? relative(recorded === undefined ? undefined : 1 - recorded, exact === undefined ? undefined : 1 - exact)
    : relative(recorded, exact);

const isWrong = (kind: Kind, each: Comparison): boolean =>
  isBeyondLimits(each) || errorOf(each, each.seen) > (PROMISED[kind] ?? Infinity);

/** Of so few events, one more or less says nothing of the rules. */
const ENOUGH = 20;

const COLUMNS: readonly (readonly [string, Comparison["of"], (each: Comparison) => number | undefined])[] = [
  ["period", "period", ({ seen }) => seen],
  ["tickets", "tickets", ({ seen }) => seen],
  ["pages", "pages", ({ seen }) => seen],
  ["period", "period", ({ exact }) => exact],
  ["tickets", "tickets", ({ exact }) => exact],
  ["pages", "pages", ({ exact }) => exact],
];

type Compared = Case & { readonly figures: readonly Comparison[] };

const report = (compared: readonly Compared[]): string => {
  const table = new Table({
    head: [
      "traffic",
      "cases",
      "figures",
      ...COLUMNS.map(([head], index) => `${head} ${index < 3 ? "(scraped)" : "(all)"}`),
    ],
    colAligns: ["left", ...COLUMNS.map(() => "right" as const), "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const kind of KINDS) {
    const here = compared.filter((each) => each.kind === kind);
    const all = here.flatMap((each) => each.figures);
    const largest = COLUMNS.map(([, of, exact]) => {
      const errors = all
        .filter((each) => each.of === of && each.badEvents >= ENOUGH)
        .map((each) => errorOf(each, exact(each)));
      return errors.length === 0 ? "-" : percent(Math.max(...errors));
    });
    table.push([kind, here.length, all.length, ...largest]);
  }
  return [
    `Recorded figures beside the count of events, the largest relative errors where ${ENOUGH} events or more were bad (SEED=${SEED})`,
    "  scraped: events that were scraped, over the base ranges that the rule adds up; all: each event in the window",
    table.toString(),
    "",
  ].join("\n");
};

const percent = (value: number): string =>
  value < 1e-9 ? "0 %" : `${value < 1e-5 ? "< 0.001" : (value * 100).toPrecision(2)} %`;

/** Two processes, since each works alone. */
const computed = async (): Promise<readonly Compared[]> => {
  const promtool = tool("promtool") ?? "promtool";
  const situations = cases.map((each, index) => situationOf(`case-${index}`, each));
  const halves = [0, 1].map((half) => situations.filter((_, index) => index % 2 === half));
  const [left, right] = await Promise.all(halves.map((half) => figures(promtool, half)));
  const answers = (index: number): readonly (readonly Figure[])[] =>
    (index % 2 === 0 ? left : right)?.get(`case-${index}`) ?? [];
  return cases.map((each, index) => ({ ...each, figures: comparisons(each, answers(index)) }));
};

describeWith(["promtool"], "what is recorded of an objective", () => {
  let compared: readonly Compared[] = [];
  beforeAll(async () => {
    compared = await computed();
    process.stdout.write(report(compared));
  }, 1_200_000);

  test.each(KINDS)("is the count of its events, or as near as PromQL can come: %s", (kind) => {
    const here = compared.filter((each) => each.kind === kind);
    const wrong = here.flatMap(({ figures: found, instances, ...each }) =>
      found.filter((figure) => isWrong(kind, figure)).map((figure) => ({ SEED, ...figure, each, instances })),
    );
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(here.flatMap((each) => each.figures).length).toBeGreaterThan(6 * CASES);
  });
});
