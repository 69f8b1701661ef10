/** What a service exports, held against what it is expected to: each difference with its mend, all of them at once. */
import type { ApplicationMetric } from "@cdktf-observability/contract";
import { clashOf } from "../family-names";
import { nearest } from "./nearest";
import { numberOf, type Exposition, type Family } from "./parse-exposition";

export interface ContractProblem {
  readonly metric: string;
  readonly problem: string;
  /** What to do about it. */
  readonly mend: string;
}

export interface Expectation {
  /** What has to be there. */
  readonly contract: readonly ApplicationMetric[];
  /** What may be there besides. */
  readonly own: readonly ApplicationMetric[];
  /** Whether a metric is somebody else's, of which nothing is expected. */
  readonly ignored: (metric: string) => boolean;
  /** Series that a metric may have; a histogram counts once for all its buckets. */
  readonly seriesLimit: number;
}

export function* contractProblems(
  { families, repeated, unreadable }: Exposition,
  { contract, own, ignored, seriesLimit }: Expectation,
): Generator<ContractProblem> {
  for (const line of unreadable) {
    yield { metric: line.slice(0, 80), problem: "is no line of either format", mend: "write it by a client library" };
  }
  for (const metric of repeated) {
    yield { metric, problem: "is described twice, and Prometheus refuses the whole scrape", mend: "register it once" };
  }
  yield* clashes([...families.values()]);
  const known = new Map([...own, ...contract].map((metric) => [metric.name, metric]));
  const missing = contract.filter(({ name, optional }) => optional !== true && !families.has(name));
  for (const metric of missing)
    yield { metric: metric.name, problem: "is missing", mend: `export ${description(metric)}` };
  for (const family of families.values()) {
    const metric = known.get(family.name);
    if (metric) yield* problemsOf(family, metric);
    else if (ignored(family.name) || isBegin(family, known)) continue;
    else yield stranger(family, missing);
    yield* cardinalityProblems(family, seriesLimit);
  }
}

/** The older text may hold the begin of a series as a gauge beside its metric: that is no clash. */
function* clashes(families: readonly Family[]): Generator<ContractProblem> {
  const named = families.filter(({ name, type }) => type !== "gauge" || !name.endsWith("_created"));
  for (const [index, { name, type }] of named.entries()) {
    const clash = clashOf({ name, type }, named.slice(0, index));
    if (!clash) continue;
    const problem = `takes the name ${clash.taken}, as ${clash.by} does, so nobody can tell whose a sample is`;
    yield { metric: name, problem, mend: "call one of them otherwise" };
  }
}

const description = ({ type, labels }: ApplicationMetric): string =>
  `a ${type} ${Object.keys(labels).length === 0 ? "without labels" : `with the labels ${Object.keys(labels).join(", ")}`}`;

/** The older text has no place for the begin of a series: some client libraries make it a gauge beside the metric. */
const isBegin = ({ name }: Family, known: ReadonlyMap<string, unknown>): boolean =>
  name.endsWith("_created") && ["", "_total"].some((part) => known.has(name.replace(/_created$/, part)));

function stranger({ name }: Family, missing: readonly ApplicationMetric[]): ContractProblem {
  const meant = nearest(
    name,
    missing.map((metric) => metric.name),
  );
  const mend =
    meant === undefined
      ? "describe it in `own` if it is yours, name it in `ignore` if it is a library's, else take it out"
      : `call it ${meant}`;
  return { metric: name, problem: "is in no contract, so no rule and no dashboard knows it", mend };
}

function* problemsOf(family: Family, metric: ApplicationMetric): Generator<ContractProblem> {
  const { name } = metric;
  if (!typesOf(metric).includes(family.type)) {
    const [problem = "", mend = ""] =
      family.type === "unknown"
        ? ["has no type", `say "# TYPE ${name} ${metric.type}" before its samples`]
        : [`is a ${family.type}`, `make it a ${metric.type}`];
    yield { metric: name, problem, mend };
    return;
  }
  yield* labelProblems(family, metric);
  if (metric.type === "histogram") yield* bucketProblems(family, metric);
  const seen = new Set<string>();
  for (const sample of family.samples) {
    const key = sample.name + JSON.stringify(Object.entries(sample.labels).sort());
    if (seen.has(key)) yield { metric: name, problem: `has a series twice: ${key}`, mend: "register it once" };
    seen.add(key);
    if (metric.type !== "gauge" && !sample.name.endsWith("_sum") && !(sample.value >= 0)) {
      yield { metric: name, problem: `is ${sample.value}`, mend: "only add to it, and never less than 0" };
    }
  }
}

/** No format has a word for a counter that is not called a total. */
const typesOf = ({ name, type }: ApplicationMetric): readonly string[] =>
  type === "counter" && !name.endsWith("_total") ? ["counter", "unknown"] : [type];

function* labelProblems({ samples }: Family, { name, labels, type }: ApplicationMetric): Generator<ContractProblem> {
  const lacking = new Set<string>();
  const extra = new Set<string>();
  const foreign = new Map<string, Set<string>>();
  for (const { labels: given } of samples) {
    for (const [label, values] of Object.entries(labels)) {
      const value = given[label];
      if (value === undefined || value === "") lacking.add(label);
      else if (values !== "any" && !values.includes(value))
        foreign.set(label, (foreign.get(label) ?? new Set()).add(value));
    }
    for (const label of Object.keys(given))
      if (!(label in labels) && !(type === "histogram" && label === "le")) extra.add(label);
  }
  for (const label of lacking)
    yield { metric: name, problem: `has series without the label ${label}`, mend: "give it on each" };
  for (const label of extra) {
    yield {
      metric: name,
      problem: `has the label ${label}, which no rule knows`,
      mend: "take it off, each value multiplies the series",
    };
  }
  for (const [label, values] of foreign) {
    const known = labels[label];
    const mend = `use ${Array.isArray(known) ? known.join(", ") : ""}`;
    yield { metric: name, problem: `has ${label}=${listed(values)}`, mend };
  }
}

/** Each series on its own: a bucket that only some of them have makes a quantile of all of them wrong. */
function* bucketProblems({ samples }: Family, { name, buckets = [] }: ApplicationMetric): Generator<ContractProblem> {
  const wanted = [...buckets, Infinity];
  const bounds = new Map<string, Set<number>>();
  for (const sample of samples) {
    if (!/_(bucket|sum|count)$/.test(sample.name)) continue;
    const { le, ...labels } = sample.labels;
    const series = JSON.stringify(Object.entries(labels).sort());
    const known = bounds.get(series) ?? new Set();
    bounds.set(series, le === undefined ? known : known.add(numberOf(le)));
  }
  const sets = [...bounds.values()];
  const lacking = wanted.filter((bound) => sets.some((set) => !set.has(bound)));
  const extra = new Set(sets.flatMap((set) => [...set].filter((bound) => !wanted.includes(bound))));
  if (lacking.length + extra.size === 0) return;
  const parts = [
    lacking.length > 0 && `lacks the buckets ${lacking.map(boundName).join(", ")}`,
    extra.size > 0 && `has ${[...extra].map(boundName).join(", ")} too many`,
  ];
  yield { metric: name, problem: parts.filter(Boolean).join(", "), mend: `buckets: [${buckets.join(", ")}]` };
}

const boundName = (bound: number): string => (bound === Infinity ? "+Inf" : String(bound));

function* cardinalityProblems({ name, samples }: Family, limit: number): Generator<ContractProblem> {
  const values = new Map<string, Set<string>>();
  const series = new Set<string>();
  for (const { labels } of samples) {
    const own = Object.entries(labels).filter(([label]) => label !== "le");
    series.add(JSON.stringify(own));
    for (const [label, value] of own) values.set(label, (values.get(label) ?? new Set()).add(value));
  }
  if (series.size > limit) {
    const [label = "", most = new Set<string>()] = [...values].sort(([, a], [, b]) => b.size - a.size)[0] ?? [];
    const problem = `has ${series.size} combinations of labels, ${most.size} values of ${label} alone: ${listed(most)}`;
    yield { metric: name, problem, mend: "give that label few values, known beforehand, or raise `seriesLimit`" };
  }
  for (const [label, all] of values) {
    const ids = [...all].filter((value) => looksLikeAnId(label, value));
    if (ids.length === 0) continue;
    const mend =
      label === "route" ? "use the template of the route: /orders/:id" : "leave out what names a single thing";
    yield { metric: name, problem: `has ids in ${label}: ${listed(ids)}`, mend };
  }
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const HASH = /(^|[^0-9a-z])(?=[a-f]*\d)[0-9a-f]{16,}([^0-9a-z]|$)/i;
const MAIL = /[^\s@/]@[^\s@/]+\.[a-z]/i;
const NUMBER_IN_PATH = /\/\d+(\/|$)/;

const looksLikeAnId = (label: string, value: string): boolean =>
  [UUID, HASH, MAIL].some((id) => id.test(value)) || (label === "route" && NUMBER_IN_PATH.test(value));

function listed(values: Iterable<string>): string {
  const all = [...values];
  return all.slice(0, 3).join(", ") + (all.length > 3 ? ` and ${all.length - 3} more` : "");
}
