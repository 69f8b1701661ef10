/** What rules come to: figures that promtool computes from given series, for documents and comparisons that want numbers and no verdict. */
import { prometheusDuration, type Duration, type InputSeries, type RuleGroup } from "../model";
import { rulesFile } from "./bench";
import { parseFailure } from "./failure";
import { labelsIn, printedSamples, yamlText } from "./promtool-text";
import { PromtoolError, testRules, type TestFile } from "./promtool";

/** An expression, and the time after the beginning at which it is asked. */
export interface Question {
  readonly expr: string;
  readonly at: Duration;
}

export interface Situation {
  /** Of letters, digits and dashes; no other situation has it. */
  readonly name: string;
  /** Evaluated in this order, all of them at each step. */
  readonly groups: readonly RuleGroup[];
  readonly given: readonly InputSeries[];
  /** Between two samples of what is given. */
  readonly sampleInterval: Duration;
  /** Between two evaluations of the rules. */
  readonly evaluationInterval: Duration;
  /** When it begins, in milliseconds since 1970, for what reads the clock. @default 0 */
  readonly from?: number;
  readonly questions: readonly Question[];
}

export interface Figure {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The figures, or why Prometheus cannot compute them. */
export type Answer = readonly Figure[] | { readonly problem: string };

/** What each question of each situation comes to, in their order, by the name of the situation. */
export const figures = async (
  promtool: string,
  situations: readonly Situation[],
): Promise<ReadonlyMap<string, readonly (readonly Figure[])[]>> => {
  const found = await answers(promtool, situations);
  return new Map([...found].map(([name, all]) => [name, all.map((answer) => computed(name, answer))]));
};

const computed = (name: string, answer: Answer): readonly Figure[] => {
  if ("problem" in answer) throw new PromtoolError(`promtool gave no figures for ${name}: ${answer.problem}`);
  return answer;
};

/** The same for questions that may be wrong: a problem of one is no problem of the others. */
export const answers = async (
  promtool: string,
  situations: readonly Situation[],
): Promise<ReadonlyMap<string, readonly Answer[]>> => {
  const report = await testRules(
    promtool,
    situations.map(({ name, groups }) => rulesFile(name, groups)),
    situations.map(testFile),
  );
  return new Map(
    situations.map((situation) => [situation.name, answersTo(situation, report.get(situation.name) ?? [])]),
  );
};

/** No series is called that, so that promtool says what it got instead. */
const NEVER = [{ labels: "nothing_is_called_this", value: 0 }];

const testFile = ({
  name,
  groups,
  given,
  sampleInterval,
  evaluationInterval,
  from,
  questions,
}: Situation): TestFile => ({
  name: `${name}.test.yml`,
  tests: [name],
  text: yamlText({
    rule_files: [`${name}.rules.yml`],
    evaluation_interval: prometheusDuration(evaluationInterval),
    group_eval_order: groups.map((group) => group.name),
    tests: [
      {
        name,
        interval: prometheusDuration(sampleInterval),
        ...(from === undefined ? {} : { start_timestamp: String(from / 1000) }),
        input_series: given,
        promql_expr_test: questions.map(({ expr, at }) => ({
          expr,
          eval_time: prometheusDuration(at),
          exp_samples: NEVER,
        })),
      },
    ],
  }),
});

const answersTo = ({ name, questions }: Situation, said: readonly string[]): readonly Answer[] => {
  if (said.length !== questions.length)
    throw new PromtoolError(`promtool did not answer all of ${name}: ${said.join("\n")}`);
  return said.map((text): Answer => {
    const failure = parseFailure(text);
    const samples = failure?.kind === "expression" ? printedSamples(failure.got) : undefined;
    if (samples === undefined) return { problem: text.trim() };
    return samples.map(({ labels, value }) => ({ labels: labelsIn(labels), value: numberOf(value) }));
  });
};

/** As Go prints it. */
const numberOf = (text: string): number =>
  /Inf$/.test(text) ? (text.startsWith("-") ? -Infinity : Infinity) : Number(text);
