/** Words that mean something by themselves, so that they are nobody's name. */
import { WORST_FIRST, textOf, type Metric, type PackFact } from "../../model";
import { FUNCTIONS } from "../../query";
import { rulesOf } from "./subjects";

const QUERY_WORDS =
  "by without on ignoring group_left group_right bool offset and or unless atan2 sum min max avg count group stddev stdvar topk bottomk quantile count_values limitk limit_ratio start end promql logql inf nan";
const PANEL_WORDS =
  "timeseries stat gauge bargauge table text logs heatmap heat map statetimeline state timeline row label interval now series left right above below line bar area red orange yellow green blue purple gray markdown";

/** All that a text says: `a-b` is also `a` and `b`. */
export const wordsIn = function* (text: string): Iterable<string> {
  for (const [word] of text.matchAll(/[\w-]+/g)) {
    yield word;
    const parts = word.split("-");
    if (parts.length === 1) continue;
    for (let from = 0; from < parts.length; from += 1)
      for (let to = from + 1; to <= parts.length; to += 1) yield parts.slice(from, to).join("-");
  }
};

const saidByMetric = ({
  name,
  labels,
  optionalLabels,
  targetLabels,
  optionalTargetLabels,
}: Metric): readonly string[] => [
  name,
  ...Object.entries(labels).flatMap(([label, values]) => [label, ...(values === "any" ? [] : values)]),
  ...optionalLabels,
  ...targetLabels,
  ...optionalTargetLabels,
];

/** What the languages, the metrics of all, and rules and routes say that are about no service in particular. */
export const meaningfulWords = (
  packs: readonly PackFact[],
  rest: readonly PackFact[],
  routings: readonly string[],
): ReadonlySet<string> => {
  const metrics = new Set(packs.flatMap(({ pack }) => Object.values(pack.metrics ?? {})));
  const texts = [
    QUERY_WORDS,
    PANEL_WORDS,
    ...FUNCTIONS.keys(),
    ...WORST_FIRST,
    ...routings,
    ...[...metrics].flatMap(saidByMetric),
    ...packs.flatMap((fact) => [...new Set(rulesOf(fact).flatMap(({ labels }) => Object.keys(labels)))]),
    ...rest.flatMap((fact) => [
      fact.pack.name,
      ...rulesOf(fact).flatMap(({ name, expr, labels }) => [name, textOf(expr), ...Object.values(labels)]),
    ]),
  ];
  return new Set(texts.flatMap((text) => [...wordsIn(text)]));
};
