/** The document about correctness: cases in which ways of counting differ, as inputs for promtool, with the figures that it computes of them. */
import { stringify } from "yaml";
import { EXAMPLE_DAY, modelWith, runChecks } from "../checks";
import { code, minutes, table } from "../model";
import type { Figure, Question, Situation } from "../testing";
import { eventsText, percentText, type Asked, type Cell, type Run } from "./slo-correctness-asked";
import { correctnessCases, REFUSAL, rulesFiles, type CorrectnessCase } from "./slo-correctness-cases";
import { SCRAPE_INTERVAL, shopObjective, shopPack } from "./slo-correctness-rules";
import { named, seriesOf } from "./slo-correctness-traffic";

/** What promtool answered: the figures of each question of each situation, by the name of the situation. */
export type Answers = ReadonlyMap<string, readonly (readonly Figure[])[]>;

const runs = (): readonly Run[] => correctnessCases().flatMap((each) => each.runs);

const sameQuestion = (a: Asked, b: Asked): boolean => a.expr === b.expr && a.at === b.at;

/** Each question once. */
const askedOf = ({ rows }: Run): readonly Asked[] =>
  rows
    .flat()
    .filter((cell): cell is Asked => typeof cell !== "string")
    .filter((cell, index, all) => all.findIndex((other) => sameQuestion(cell, other)) === index);

const questionOf = ({ expr, at }: Asked): Question => ({ expr, at: minutes(at) });

/** What promtool is to compute for the document. */
export const correctnessSituations = (): readonly Situation[] =>
  runs().map((run) => ({
    name: run.name,
    groups: run.rules.flatMap(({ groups }) => groups()),
    given: seriesOf(run.traffic),
    sampleInterval: SCRAPE_INTERVAL,
    evaluationInterval: minutes(1),
    questions: askedOf(run).map(questionOf),
  }));

/** What promtool said to a cell; undefined where it found nothing. */
type Answer = (run: Run, asked: Asked) => readonly Figure[];

const answerOf =
  (answers: Answers): Answer =>
  (run, asked) => {
    const index = askedOf(run).findIndex((each) => sameQuestion(each, asked));
    const found = answers.get(run.name)?.[index];
    if (found === undefined) throw new Error(`Nobody asked ${asked.expr} of ${run.name}.`);
    return found;
  };

/** @param answers of promtool to `correctnessSituations()` */
export const correctnessPage = (answers: Answers): string => {
  const answer = answerOf(answers);
  return [
    INTRODUCTION,
    ...correctnessCases().map((each, index) => section(each, index, answer)),
    "## The rules",
    RULES,
    ...rulesFiles.map(({ name, groups }) => file(name, { groups: groups() })),
  ]
    .join("\n\n")
    .concat("\n");
};

const INTRODUCTION = `# Budgets that are right

<!-- Written by \`npm run slo-correctness\`, which asks promtool for every figure. Change lib/documents/slo-correctness-cases.ts, not this page. -->

An error budget is a count: so many events, so many of them bad. Many rules do not count. They record a ratio each few minutes and take the
average of the ratios over the period, which is cheap, and wrong wherever traffic changes. Here are cases in which that matters, with three
figures each: the exact count of the events that went into the test, the average of ratios, and what the rules of this project record. Their
mathematics are in [slo-mathematics.md](slo-mathematics.md).

The objective is 99.9 % over 30 days where nothing else is said. Targets are scraped and rules are evaluated each minute. Each case stands here as a test
for promtool, with the figures that promtool computes: put the files of [the rules](#the-rules) and the test of a case into one folder, and run
\`promtool test rules\` on the test (promtool 3.x). What \`!= bool\` is 1 of is \`NaN\`, which alone differs from itself. The average of ratios is written after its published description, and so are the alerts: a
page at 14.4 times the allowed ratio over 1 h and 5 min.`;

const RULES = `Ours are those of \`sloPack\`, without the texts of the alerts. Prometheus evaluates the group \`…-every-5m\` each five minutes, promtool all groups
each minute. Those for 90 % have one level, which can fire.`;

const section = ({ title, story, runs: own, moral }: CorrectnessCase, index: number, answer: Answer): string =>
  [
    `## ${index + 1}. ${title}`,
    story,
    ...own.map((run) => figuresTable(run, answer)),
    moral.replace(REFUSAL, () => refusal()),
    ...own.map((run) => file(`${run.name}.test.yml`, testOf(run, answer))),
  ].join("\n\n");

const figuresTable = (run: Run, answer: Answer): string =>
  table(
    run.head,
    run.rows.map((row) => row.map((cell) => cellText(run, cell, answer))),
  );

const cellText = (run: Run, cell: Cell, answer: Answer): string => {
  if (typeof cell === "string") return cell;
  const [figure] = answer(run, cell);
  if (figure === undefined) return cell.unit === "minutes" ? "none" : cell.unit === "minute" ? "never" : "nothing";
  const { value } = figure;
  if (cell.exactly !== undefined) return distanceText(value, cell.exactly);
  switch (cell.unit) {
    case "percent":
      return percentText(value);
    case "events":
      return eventsText(value);
    case "minutes":
      return String(value);
    case "minute":
      return `${value} min`;
    case "value":
      return code(String(value));
  }
};

/** Relative; less than this is rounding. */
const DUST = 1e-9;

const distanceText = (value: number, exactly: number): string => {
  const distance = value === exactly ? 0 : Math.abs(value / exactly - 1);
  return distance < DUST ? "0 %" : percentText(distance);
};

/** What stops the synthesis of the objective of 90 % with the usual levels. */
const refusal = (): string => {
  const found = runChecks([modelWith([shopPack(shopObjective("90%"))])], EXAMPLE_DAY).filter(
    ({ check }) => check === "slo/never-fires",
  );
  if (found.length === 0) throw new Error("No check refuses a page that cannot fire.");
  return ["```text", ...found.map(({ path, problem, mend }) => `${path}: ${problem}\n  -> ${mend}`), "```"].join("\n");
};

/** Sums of floating point numbers differ in their last digits from machine to machine. */
const PRECISION = 1e-8;
const INVERSE = 1e8;

/** As an assertion that holds anywhere; `NaN` is all that differs from itself, and promtool takes no two of them for the same. */
const asserted = ({ expr, at, unit }: Asked, found: readonly Figure[]) => {
  const isNaN = found.some(({ value }) => Number.isNaN(value));
  const isExact = unit === "value";
  return {
    expr: isNaN ? `${expr} != bool ${expr}` : isExact ? expr : `round(${expr}, ${PRECISION})`,
    eval_time: `${at}m`,
    // Neither a comparison nor a rounded value keeps the name.
    exp_samples: found.map(({ labels, value }) => ({
      labels: named("", Object.fromEntries(Object.entries(labels).filter(([label]) => label !== "__name__"))),
      value: isNaN ? 1 : isExact ? value : Math.round(value * INVERSE) / INVERSE,
    })),
  };
};

const testOf = (run: Run, answer: Answer) => ({
  rule_files: run.rules.map(({ name }) => name),
  evaluation_interval: "1m",
  group_eval_order: run.rules.flatMap(({ groups }) => groups().map(({ name }) => name)),
  tests: [
    {
      name: run.name,
      interval: "1m",
      input_series: seriesOf(run.traffic),
      promql_expr_test: askedOf(run).map((asked) => asserted(asked, answer(run, asked))),
    },
  ],
});

/** A file of YAML, to be copied. */
const file = (name: string, content: unknown): string =>
  [
    "<details>",
    `<summary><code>${name}</code></summary>`,
    "",
    "```yaml",
    `# ${name}`,
    stringify(content, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd(),
    "```",
    "",
    "</details>",
  ].join("\n");
