/** A rule on the bench: itself, or mutants of it, with the rules that it reads and the tests that it must pass, as the files that promtool reads. */
import {
  milliseconds,
  prometheusDuration,
  type AlertTest,
  type DeployedAlert,
  type Duration,
  type ExpectedAlert,
  type RecordingRule,
  type RecordTest,
  type Rule,
  type RuleGroup,
  type SilentTest,
} from "../model";
import type { TestFile } from "./promtool";
import { seriesText, yamlText } from "./promtool-text";

export type RuleTest = AlertTest | RecordTest;

export type AlertingRule = Extract<Rule, { readonly alert: string }>;

/** A rule under the name by which the test files know it. */
export interface Specimen {
  readonly name: string;
  readonly rule: Rule;
}

export interface Bench {
  /** Token: part of file names. */
  readonly id: string;
  readonly subject: DeployedAlert | RecordingRule;
  /** Evaluated before the specimens, in this order. */
  readonly context: readonly RuleGroup[];
  readonly specimens: readonly Specimen[];
  readonly tests: readonly RuleTest[];
}

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

export const rulesFile = (name: string, groups: readonly RuleGroup[]): TextFile => ({
  name: `${name}.rules.yml`,
  text: yamlText({ groups }),
});

/** What promtool calls a test; unique in a run, of letters, digits and dots only. */
export const testName = (bench: Bench, test: RuleTest): string => `${bench.id}.test${bench.tests.indexOf(test)}`;

/** Time between two evaluations. */
export const evaluationInterval = (test: RuleTest): Duration =>
  test.kind === "records" ? (test.every ?? test.interval) : test.interval;

/** Promtool evaluates a file at one interval, so that tests of several intervals are several files. */
export const benchFiles = (bench: Bench): { readonly rules: TextFile; readonly tests: readonly TestFile[] } => {
  // Names of groups are of no consequence here, and those of several packs might be the same.
  const groups = [...bench.context.map(({ rules }) => rules), bench.specimens.map(({ rule }) => rule)].map(
    (rules, index) => ({ name: `group ${index}`, rules }),
  );
  const rules = rulesFile(bench.id, groups);
  const intervals = [...new Set(bench.tests.map((test) => evaluationInterval(test).milliseconds))];
  return {
    rules,
    tests: intervals.map((interval) => {
      const here = bench.tests.filter((test) => evaluationInterval(test).milliseconds === interval);
      return {
        name: `${bench.id}.every${interval}.test.yml`,
        tests: here.map((test) => testName(bench, test)),
        text: yamlText({
          rule_files: [rules.name],
          evaluation_interval: prometheusDuration(milliseconds(interval)),
          group_eval_order: groups.map(({ name }) => name),
          tests: here.map((test) => testGroup(bench, test)),
        }),
      };
    }),
  };
};

const testGroup = (bench: Bench, test: RuleTest) => {
  const parts = bench.specimens.map((specimen) => assertions(bench.subject, test, specimen));
  return {
    name: testName(bench, test),
    interval: prometheusDuration(test.interval),
    ...(test.kind === "records" && test.from !== undefined ? { start_timestamp: String(test.from / 1000) } : {}),
    input_series: test.given,
    alert_rule_test: parts.flatMap(({ alerts = [] }) => alerts),
    promql_expr_test: parts.flatMap(({ expressions = [] }) => expressions),
  };
};

interface Assertions {
  readonly alerts?: readonly unknown[];
  readonly expressions?: readonly unknown[];
}

const assertions = (subject: DeployedAlert | RecordingRule, test: RuleTest, { name, rule }: Specimen): Assertions => {
  switch (test.kind) {
    case "fires":
      return {
        alerts: [
          ...(test.notBefore === undefined
            ? []
            : [{ eval_time: prometheusDuration(test.notBefore), alertname: name, exp_alerts: [] }]),
          {
            eval_time: prometheusDuration(test.at),
            alertname: name,
            exp_alerts:
              "alert" in rule && subject.kind === "alert"
                ? test.expect.map((each) => expectedAlert(subject, rule, each))
                : [],
          },
        ],
      };
    case "silent":
      return {
        alerts: [{ eval_time: prometheusDuration(test.until), alertname: name, exp_alerts: [] }],
        expressions: [{ expr: firstFiring(name, test), eval_time: prometheusDuration(test.until), exp_samples: [] }],
      };
    case "records":
      return {
        expressions: [
          {
            // Several recordings of one name differ in their labels.
            expr: seriesText(name, subject.labels),
            eval_time: prometheusDuration(test.at),
            exp_samples: test.expect.map(({ labels, value }) => ({
              labels: seriesText(name, { ...labels, ...subject.labels }),
              ...(typeof value === "string" ? { histogram: value } : { value }),
            })),
          },
        ],
      };
  }
};

/** When each series of the alert fired for the first time: nothing where it never did. */
const firstFiring = (name: string, { until, interval }: SilentTest): string => {
  // A range leaves out its very beginning, and the first evaluation is at 0.
  const range = milliseconds(until.milliseconds + interval.milliseconds);
  const alerts = seriesText("ALERTS", { alertname: name, alertstate: "firing" });
  return `min_over_time(timestamp(${alerts})[${prometheusDuration(range)}:${prometheusDuration(interval)}])`;
};

/** Whether Prometheus has something to fill in. */
export const isTemplate = (text: string): boolean => text.includes("{{");

const expectedAlert = (
  subject: DeployedAlert,
  rule: AlertingRule,
  { labels, summary, description, annotations }: ExpectedAlert,
) => {
  const fixed = Object.entries(rule.labels).filter(([label, value]) => !isTemplate(value) || !(label in labels));
  const stated = Object.entries({ summary, description, ...annotations }).filter(
    // A mutant goes without annotations that cannot change; what the alert never had must be missed.
    ([name, text]) => text !== undefined && (name in rule.annotations || !(name in subject.annotations)),
  );
  return {
    exp_labels: { ...labels, ...Object.fromEntries(fixed) },
    exp_annotations: { ...rule.annotations, ...Object.fromEntries(stated) },
  };
};
