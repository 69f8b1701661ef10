/** A test of a recording, put into words when somebody reads it: a thousand objectives have tens of thousands. */
import type { ExpectedSample, InputSeries, RecordTest, Slo } from "../../model";
import { distinctSeries } from "../sli/traffic";
import { exampleLabels } from "../sli/selector-values";

interface Situation extends Pick<RecordTest, "title" | "at" | "interval" | "every" | "from"> {
  readonly given: () => readonly InputSeries[];
  readonly expect: () => readonly ExpectedSample[];
}

export const recordTest = ({ given, expect, ...situation }: Situation): RecordTest => {
  let series: readonly InputSeries[] | undefined;
  let samples: readonly ExpectedSample[] | undefined;
  return {
    kind: "records",
    ...situation,
    get given() {
      return (series ??= distinctSeries(given()));
    },
    get expect() {
      return (samples ??= expect());
    },
  };
};

/** One indicator of an objective: the values of its `groupBy` labels, and what happens there. */
export interface Subject {
  readonly labels: Readonly<Record<string, string>>;
  /** How much busier it is than the first. */
  readonly factor: number;
}

/** One, or two that differ in each label of `groupBy`, so that a label that gets lost shows. */
export const subjectsOf = (slo: Slo): readonly Subject[] => {
  const found = known.get(slo) ?? subjects(slo);
  known.set(slo, found);
  return found;
};

const known = new WeakMap<Slo, readonly Subject[]>();

const subjects = ({ groupBy, sli }: Slo): readonly Subject[] => {
  if (groupBy.length === 0) return [{ labels: {}, factor: 1 }];
  const [one, other] = [0, 1].map((number) => exampleLabels(sli.reads, groupBy, number));
  const first = { labels: one ?? {}, factor: 1 };
  return JSON.stringify(one) === JSON.stringify(other) ? [first] : [first, { labels: other ?? {}, factor: 3 }];
};

export const busier = <Stretch extends object>(traffic: readonly Stretch[], factor: number): readonly Stretch[] =>
  traffic.map((each) => ("perSecond" in each ? { ...each, perSecond: Number(each.perSecond) * factor } : each));

/** What is expected of each subject; undefined for nothing. */
export const expected = (
  subjects: readonly Subject[],
  value: (subject: Subject) => number | undefined,
): readonly ExpectedSample[] =>
  subjects.flatMap((subject) => {
    const number = value(subject);
    return number === undefined ? [] : [{ labels: subject.labels, value: number }];
  });
