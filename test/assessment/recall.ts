/** Holds what an assessment says of a project against what a careful person wrote of it beforehand. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assess } from "../../lib/assessment/assess";
import { factsOf, PARTS, type Part } from "../../lib/assessment/facts";

type Expected = Readonly<Record<Part, readonly string[]>> & {
  /** What may be said besides: neither right nor wrong. */
  readonly allowed?: Readonly<Partial<Record<Part, readonly string[]>>>;
};

export interface Compared {
  readonly fixture: string;
  readonly part: Part;
  readonly expected: number;
  readonly found: number;
  readonly missing: readonly string[];
  readonly wrong: readonly string[];
}

/** Folders that hold `expected.json` and `project/`. */
export const fixturesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

export const compare = async (folder: string, fixture: string): Promise<readonly Compared[]> => {
  const expected = JSON.parse(readFileSync(join(folder, fixture, "expected.json"), "utf8")) as Expected;
  const said = factsOf(await assess(join(folder, fixture, "project")));
  return PARTS.map((part) => {
    const wanted = expected[part];
    const allowed = expected.allowed?.[part] ?? [];
    return {
      fixture,
      part,
      expected: wanted.length,
      found: wanted.filter((fact) => said[part].includes(fact)).length,
      missing: wanted.filter((fact) => !said[part].includes(fact)),
      wrong: said[part].filter((fact) => !wanted.includes(fact) && !allowed.includes(fact)),
    };
  });
};

export interface Rates {
  readonly recall: number;
  readonly precision: number;
}

/** Of what was expected, how much was said; of what was said, how much was right. */
export const ratesOf = (compared: readonly Compared[]): Rates => {
  const sum = (count: (each: Compared) => number): number => compared.reduce((total, each) => total + count(each), 0);
  const [found, expected, wrong] = [
    sum((each) => each.found),
    sum((each) => each.expected),
    sum((each) => each.wrong.length),
  ];
  return {
    recall: expected === 0 ? 1 : found / expected,
    precision: found + wrong === 0 ? 1 : found / (found + wrong),
  };
};

/** One line for each fixture (found/expected, and +wrong), then recall and precision. */
export const tableOf = (compared: readonly Compared[]): string => {
  const fixtures = [...new Set(compared.map(({ fixture }) => fixture))];
  const lines = fixtures.map((fixture) => {
    const cells = PARTS.map((part) => {
      const each = compared.find((one) => one.fixture === fixture && one.part === part);
      return each === undefined
        ? ""
        : `${each.found}/${each.expected}${each.wrong.length === 0 ? "" : ` +${each.wrong.length}`}`;
    });
    return row(fixture, cells);
  });
  const rates = [...PARTS.map((part) => ratesOf(compared.filter((each) => each.part === part))), ratesOf(compared)];
  return [
    row("found/expected +wrong", [...PARTS, "all"]),
    ...lines,
    row(
      "recall",
      rates.map(({ recall }) => recall.toFixed(3)),
    ),
    row(
      "precision",
      rates.map(({ precision }) => precision.toFixed(3)),
    ),
  ].join("\n");
};

const row = (first: string, cells: readonly string[]): string =>
  `${first.padEnd(26)}${cells.map((cell) => cell.padStart(16)).join("")}`.trimEnd();

/** What is missing (-) and what is wrong (+), by fixture and part. */
export const differencesOf = (compared: readonly Compared[]): string =>
  compared
    .filter(({ missing, wrong }) => missing.length + wrong.length > 0)
    .flatMap(({ fixture, part, missing, wrong }) => [
      `${fixture}: ${part}`,
      ...missing.map((fact) => `  - ${fact}`),
      ...wrong.map((fact) => `  + ${fact}`),
    ])
    .join("\n");
