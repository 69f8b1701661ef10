/** What the real Prometheus engine returns for many expressions over the same series, asked through promtool. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../proof/tool";

export type Labels = Readonly<Record<string, string>>;

/** What it returned: the labels of each series, or why the expression cannot be computed. */
export type Answer = { readonly series: readonly Labels[] } | { readonly error: string };

export interface Question {
  readonly given: readonly { readonly series: string; readonly values: string }[];
  /** Recording rules, evaluated every minute. */
  readonly rules: readonly { readonly record: string; readonly expr: string; readonly labels?: Labels }[];
  /** No two alike. */
  readonly expressions: readonly string[];
}

const AT = "20m";

/** Expecting nothing of each expression makes promtool print all that it got; what it does not mention returned nothing. */
export const promtoolAnswers = ({ given, rules, expressions }: Question): ReadonlyMap<string, Answer> => {
  const folder = mkdtempSync(join(tmpdir(), "promtool-answers-"));
  try {
    const ruleFile = join(folder, "rules.json");
    writeFileSync(ruleFile, JSON.stringify({ groups: [{ name: "recordings", rules }] }));
    const testFile = join(folder, "test.json");
    writeFileSync(
      testFile,
      JSON.stringify({
        rule_files: [ruleFile],
        evaluation_interval: "1m",
        tests: [
          {
            interval: "1m",
            input_series: given,
            promql_expr_test: expressions.map((expr) => ({ expr, eval_time: AT, exp_samples: [] })),
          },
        ],
      }),
    );
    const { stdout, stderr } = run("promtool", ["test", "rules", testFile]);
    return read(`${stdout}\n${stderr}`, expressions);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const read = (output: string, expressions: readonly string[]): ReadonlyMap<string, Answer> => {
  const answers = new Map<string, Answer>(expressions.map((each) => [each, { series: [] }]));
  const failures = [
    ...output.matchAll(/^ *expr: ("(?:[^"\\]|\\.)*"), time: \w+,(?: err: (.*)|\n *exp: nil\n *got: (.*))$/gm),
  ];
  for (const [whole, quoted = "", error, got] of failures) {
    const expression = JSON.parse(quoted) as string;
    if (!answers.has(expression)) throw new Error(`promtool speaks of something else:\n${whole}`);
    answers.set(expression, error === undefined ? { series: seriesIn(got ?? "") } : { error });
  }
  if (failures.length === 0) throw new Error(`promtool said something else:\n${output}`);
  return answers;
};

/** `{a="b", c="d"} 1E+00, {} 2E+00` */
const seriesIn = (text: string): readonly Labels[] =>
  [...text.matchAll(/\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\} (?:[-+]?[\dIN][^,]*)/g)].map(([, inside = ""]) =>
    Object.fromEntries(
      [...inside.matchAll(/(\w+|"(?:[^"\\]|\\.)*")=("(?:[^"\\]|\\.)*")/g)].map(([, label = "", value = '""']) => [
        label.startsWith('"') ? (JSON.parse(label) as string) : label,
        JSON.parse(value) as string,
      ]),
    ),
  );
