/** The names by which one service is told from the next, and texts with these names taken out. */
import { runbookPage, WORST_FIRST, type DeployedPack, type Metric, type Model } from "../../model";
import { FUNCTIONS } from "../../query";

export interface Names {
  /** The same for the same names. */
  readonly id: string;
  /** The text with each name replaced by its number. What stands in `{{ … }}` or behind `$` stays: it is no name there. */
  readonly without: (text: string) => string;
  /** The same of a query, in which only what stands in quotes can be a name. */
  readonly withoutInQuery: (query: string) => string;
}

/** Words that mean something by themselves, so that a service which is called like one of them is unlike all others. */
export type Vocabulary = ReadonlySet<string>;

const QUERY_WORDS =
  "by without on ignoring group_left group_right bool offset and or unless atan2 sum min max avg count group stddev stdvar topk bottomk quantile count_values limitk limit_ratio start end promql logql inf nan";

const ownLabels = (model: Model): readonly string[] =>
  model.packs.flatMap(({ pack }) =>
    [...pack.recordingRules, ...pack.alerts].flatMap(({ labels }) => Object.keys(labels)),
  );

const wordsOf = ({ name, labels, optionalLabels, targetLabels, optionalTargetLabels }: Metric): readonly string[] => [
  name,
  ...Object.keys(labels),
  ...Object.values(labels).flatMap((values) => (Array.isArray(values) ? (values as readonly string[]) : [])),
  ...optionalLabels,
  ...targetLabels,
  ...optionalTargetLabels,
];

/** Names of labels, metrics, functions and variables; values that a contract lists, because only these are there. */
export const vocabularyOf = (model: Model): Vocabulary => {
  const metrics = new Set(model.packs.flatMap(({ pack }) => Object.values(pack.metrics ?? {})));
  return new Set([
    ...QUERY_WORDS.split(" "),
    ...FUNCTIONS.keys(),
    ...WORST_FIRST,
    ...ownLabels(model),
    ...[...metrics].flatMap(wordsOf),
    ...model.dashboards.flatMap(({ dashboard }) => dashboard.variables.map(({ name }) => name)),
  ]);
};

/** Longer than a letter, and nothing that a regular expression would read otherwise. */
const NAME = /^[a-z][a-z0-9-]+$/i;

/**
 * In an order that is the same for all packs of a kind. A name that the rules write onto their series counts, so that the two packs of a
 * service have the same names first.
 */
export const namesOf = (pack: DeployedPack, vocabulary: Vocabulary): Names => {
  const labels = [...pack.recordingRules, ...pack.alerts].find((rule) => rule.labels["service"] !== undefined)?.labels;
  const candidates = [
    labels?.["service"],
    labels?.["namespace"],
    pack.team,
    ...pack.slos.map(({ name }) => name),
    ...pack.alerts.flatMap(({ name }) => [name, runbookPage(name)]),
  ];
  return namesFrom(
    candidates.map((name) => (name !== undefined && NAME.test(name) && !vocabulary.has(name) ? name : undefined)),
    vocabulary,
  );
};

/** What has no names: each text is its own shape. */
export const NAMELESS: Names = { id: "", without: (text) => text, withoutInQuery: (text) => text };

/** No text of ours has such a character. */
const MARK = "\u0000";

const namesFrom = (candidates: readonly (string | undefined)[], vocabulary: Vocabulary): Names => {
  const numbers = new Map<string, number>();
  for (const [number, name] of candidates.entries())
    if (name !== undefined && !numbers.has(name)) numbers.set(name, number);
  if (numbers.size === 0) return NAMELESS;
  const words = [...numbers.keys()];
  // Of names that begin alike, the longer one is meant where it stands.
  const longestFirst = [...words].sort((a, b) => b.length - a.length).join("|");
  const pattern = new RegExp(`\\{\\{[^]*?\\}\\}|\\$\\{[^}]*\\}|(?<![\\w$])(?:${longestFirst})(?!\\w)`, "g");
  const without = (text: string): string =>
    words.some((word) => text.includes(word))
      ? text.replace(pattern, (found) => {
          const number = numbers.get(found);
          return number === undefined ? found : `${MARK}${number}${MARK}`;
        })
      : text;
  const withoutInQuery = (query: string): string =>
    query.includes("#")
      ? query
      : query.replace(QUOTED, (quoted) => (vocabulary.has(quoted.slice(1, -1)) ? quoted : without(quoted)));
  return { id: candidates.join(MARK), without, withoutInQuery };
};

const QUOTED = /"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|`[^`]*`/g;
