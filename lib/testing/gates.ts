/** What the tests of a rule must contain, whatever the rule: what can be said without running them. */
import type { DeployedAlert, RecordingRule } from "../model";
import { isTemplate } from "./bench";

/** A test that is missing. */
export interface Gap {
  /** Id of the check. */
  readonly check:
    | "alert/untested"
    | "alert/no-silent-test"
    | "alert/missing-data-untested"
    | "alert/expected-text-missing"
    | "rule/untested";
  readonly problem: string;
  readonly mend: string;
}

export const gapsOf = (subject: DeployedAlert | RecordingRule): readonly Gap[] =>
  subject.kind === "record" ? recordingGaps(subject) : alertGaps(subject);

const recordingGaps = ({ tests }: RecordingRule): readonly Gap[] =>
  tests.some(({ expect }) => expect.length > 0)
    ? []
    : [
        {
          check: "rule/untested",
          problem: tests.length === 0 ? "has no test" : "has no test in which it records anything",
          mend: 'add records("…", { given, at, expect: [{ labels, value }] })',
        },
      ];

const alertGaps = (alert: DeployedAlert): readonly Gap[] => {
  const { tests, onMissingData, severity } = alert;
  const firing = tests.filter((test) => test.kind === "fires").filter(({ expect }) => expect.length > 0);
  const gaps: Gap[] = [];
  if (firing.length === 0)
    gaps.push({
      check: "alert/untested",
      problem: "has no test in which it fires",
      mend: 'add fires("…", { given, after, expect: [{ labels, summary, description }] })',
    });
  // What tells a machine that alerting works fires always.
  if (severity !== "none" && !tests.some(({ kind }) => kind === "silent"))
    gaps.push({
      check: "alert/no-silent-test",
      problem: "has no test in which it stays silent",
      mend: 'add silent("just below the threshold", { given, for }) with a value within a tenth of the threshold',
    });
  if (onMissingData === "fires" && !firing.some(({ given }) => given.length === 0))
    gaps.push({
      check: "alert/missing-data-untested",
      problem: "is to fire when its data is missing, and no test shows that it does",
      mend: 'add fires("without any series", { given: [], after, expect }), or say onMissingData: "silent"',
    });
  for (const name of missingTexts(alert))
    gaps.push({
      check: "alert/expected-text-missing",
      problem: `has a template in its ${name}, and a test in which it fires does not say what people get to read`,
      mend: `add the ${name} as rendered to each expected alert; humanize… of the testing language spells numbers as Prometheus does`,
    });
  return gaps;
};

/** Annotations with a template whose rendered text some expected alert does not state. */
const missingTexts = ({ annotations, tests }: DeployedAlert): readonly string[] => {
  const expected = tests.flatMap((test) => (test.kind === "fires" ? test.expect : []));
  return Object.entries(annotations)
    .filter(([, text]) => isTemplate(text))
    .map(([name]) => name)
    .filter((name) =>
      expected.some(({ annotations: others, ...texts }) =>
        name === "summary" || name === "description" ? texts[name] === undefined : others?.[name] === undefined,
      ),
    );
};
