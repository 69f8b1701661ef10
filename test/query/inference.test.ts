/** What inference says of labels, held against what Prometheus returns for random expressions over random series. */
import fc from "fast-check";
import { seriesOf } from "../../lib/model";
import {
  labelsOf,
  matchingOf,
  nodesOf,
  parsePromql,
  printPromql,
  typeOf,
  worldOf,
  type LabelSet,
  type MatchingVerdict,
  type Node,
} from "../../lib/query";
import { describeWith } from "../proof/tool";
import { matchingExpressions } from "./matching-expressions";
import { promtoolAnswers, type Answer, type Labels } from "./promtool-answers";
import { expressions, type Vocabulary } from "./random-expressions";
import { givenSeries, metrics, recordings, UNKNOWN } from "./random-series";

const world = worldOf(
  Object.values(metrics).flatMap(seriesOf),
  recordings.map(({ record, expr, labels = {} }) => {
    const { node } = parsePromql(expr);
    if (node === undefined) throw new Error(`${expr} cannot be read`);
    return { name: record, node, labels };
  }),
);

const vocabulary: Vocabulary = {
  metrics: [
    ...Object.values(metrics).flatMap((metric) => seriesOf(metric).map(({ name }) => name)),
    ...recordings.map(({ record }) => record),
    UNKNOWN,
  ],
  labels: ["service", "pod", "node", "code", "method", "reason", "shard", "phase", "le", "origin"],
  values: ["a", "b", "a1", "200", "500", "GET", "Running", "0.5", "", "a|b", "rule", ".+", "z"],
  depth: 2,
};

const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const RUNS = 6;
const PER_RUN = 150;

/** Everything in an expression that Prometheus can be asked for by itself. */
const askable = (node: Node): readonly Node[] =>
  nodesOf(node).filter((each) => ["instant vector", "scalar"].includes(typeOf(each)) && each.kind !== "number");

/** What is wrong with the inferred set, given the series that there are. */
const disagreements = (set: LabelSet, series: readonly Labels[]): readonly string[] => [
  ...series.flatMap((labels) => [
    ...[...set.always].filter((label) => !labels[label]).map((label) => `${label} is not always there`),
    ...Object.entries(labels).flatMap(([label, value]) => [
      ...(set.always.has(label) || set.sometimes.has(label) || (set.open && !set.never.has(label))
        ? []
        : [`${label} is there`]),
      ...(set.values.get(label)?.includes(value) === false ? [`${label} is ${value}`] : []),
    ]),
  ]),
  ...(set.key === undefined || new Set(series.map((each) => identity(each, set.key))).size === series.length
    ? []
    : [`two series have the same ${[...set.key].join(", ")}`]),
];

const identity = (labels: Labels, key: LabelSet["key"]): string =>
  JSON.stringify([...(key ?? [])].map((label) => labels[label] ?? ""));

/** Each dimension has two series that differ in it and agree in all that does not follow from it. */
const missingDimensions = ({ dimensions, key }: LabelSet, series: readonly Labels[]): readonly string[] =>
  series.length === 0
    ? []
    : [...dimensions]
        .filter((dimension) => {
          const others = new Set([...(key ?? [])].filter((label) => label !== dimension));
          const groups = new Map<string, Set<string>>();
          for (const labels of series) {
            const rest = identity(labels, others);
            groups.set(rest, (groups.get(rest) ?? new Set()).add(labels[dimension] ?? ""));
          }
          return ![...groups.values()].some((values) => values.size > 1);
        })
        .map((label) => `${label} has but one value`);

type Answers = ReadonlyMap<string, Answer>;

interface Tally {
  asked: number;
  answered: number;
  never: number;
  many: number;
  manyRefused: number;
}

/** Both sides have series, and the side that must have one of a kind has several: Prometheus can but refuse. */
const mustBeRefused = (node: Node, { many }: MatchingVerdict, answers: Answers): boolean =>
  node.kind === "binary" &&
  many !== undefined &&
  (many.grouped || many.side === "right") &&
  [node.left, node.right].every((side) => {
    const answer = answers.get(printPromql(side));
    return answer !== undefined && "series" in answer && answer.series.length > 0;
  });

const judged = (node: Node, answers: Answers, tally: Tally): readonly string[] => {
  const answer = answers.get(printPromql(node)) ?? { error: "no answer" };
  const verdict: MatchingVerdict = node.kind === "binary" ? matchingOf(node, world) : { missing: [] };
  tally.asked += 1;
  if (verdict.many) tally.many += 1;
  if ("error" in answer) {
    if (verdict.many) tally.manyRefused += 1;
    return /duplicate series|multiple matches|same labelset|[Pp]arameter value|Scalar value/.test(answer.error)
      ? []
      : [`unexpected: ${answer.error}`];
  }
  if (mustBeRefused(node, verdict, answers) || (verdict.many && answer.series.length > 0))
    return ["many-to-many is certain, but Prometheus computes it"];
  if (answer.series.length > 0) tally.answered += 1;
  const combines = node.kind === "binary" && ["or", "unless"].includes(node.operator);
  if (verdict.never && !combines) {
    tally.never += 1;
    if (answer.series.length > 0) return [`it never matches because of ${verdict.never.labels.join(", ")}, but does`];
  }
  const set = labelsOf(node, world);
  return [...disagreements(set, answer.series), ...missingDimensions(set, answer.series)];
};

describeWith(["promtool"], "inference agrees with Prometheus", () => {
  test(`on random expressions (SEED=${SEED})`, () => {
    const tally: Tally = { asked: 0, answered: 0, never: 0, many: 0, manyRefused: 0 };
    const wrong: string[] = [];
    for (let round = 0; round < RUNS; round += 1) {
      const seed = SEED + round;
      const [given = []] = fc.sample(givenSeries, { seed, numRuns: 1 });
      const roots = [
        ...fc.sample(expressions(vocabulary), { seed, numRuns: PER_RUN }),
        ...fc.sample(matchingExpressions(vocabulary), { seed, numRuns: PER_RUN }),
      ];
      const asked = new Map<string, Node>();
      for (const root of roots) {
        const { node } = parsePromql(printPromql(root));
        for (const each of node === undefined ? [] : askable(node)) asked.set(printPromql(each), each);
      }
      const answers = promtoolAnswers({ given, rules: recordings, expressions: [...asked.keys()] });
      for (const [text, node] of asked) {
        for (const problem of judged(node, answers, tally))
          wrong.push(`seed ${seed}: ${text}\n    ${problem}\n    ${JSON.stringify(answers.get(text)).slice(0, 400)}`);
      }
    }
    console.info(
      `seed ${SEED}: ${tally.asked} expressions asked, ${tally.answered} returned series; ${tally.never} judged never to match, ` +
        `${tally.many} judged many-to-many, of which Prometheus refused ${tally.manyRefused}`,
    );
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(tally.answered).toBeGreaterThan(300);
    expect(tally.never).toBeGreaterThan(0);
    expect(tally.manyRefused).toBeGreaterThan(0);
  });
});
