/** Holds the metric contract of a pack against what a program really exposes. */
import {
  didYouMean,
  seriesOf,
  type Finding,
  type LabelValues,
  type Metric,
  type MonitoringPack,
  type SeriesRole,
  type Severity,
} from "../model";
import type { ExposedSeries, Exposition } from "./exposition";

export interface ContractProps {
  /** How bad it is when a metric is not there: many appear with their first event only. @default "error" */
  readonly missing?: Severity;
}

/** Where the contract promises something else than the page shows, in the order of the contract. */
export const contractFindings = (
  { name, metrics = {} }: MonitoringPack,
  page: Exposition,
  { missing = "error" }: ContractProps = {},
): readonly Finding[] => {
  const byName = groupedBy(page.series, (series) => series.name);
  const names = [...new Set([...byName.keys(), ...page.types.keys()])];
  return Object.entries(metrics).flatMap(([key, metric]) => {
    const found = exposed(metric, byName);
    const type = exposedType(metric, page.types);
    const problems =
      found.length === 0 && type === undefined ? [notThere(metric, names, missing)] : differences(metric, type, found);
    return problems.map((problem) => ({ path: `${name}.metrics.${key}`, ...problem }));
  });
};

/** How many metrics of the contract the page has. */
export const metricsFound = ({ metrics = {} }: MonitoringPack, page: Exposition): number => {
  const byName = groupedBy(page.series, (series) => series.name);
  return Object.values(metrics).filter(
    (metric) => exposed(metric, byName).length > 0 || exposedType(metric, page.types) !== undefined,
  ).length;
};

interface Exposed extends ExposedSeries {
  readonly role: SeriesRole;
}

type Problem = Omit<Finding, "path">;

const error = (check: string, problem: string, mend: string): Problem => ({ check, severity: "error", problem, mend });

const exposed = (metric: Metric, byName: ReadonlyMap<string, readonly ExposedSeries[]>): readonly Exposed[] => {
  const names = seriesOf(metric);
  // The text format cannot show a native histogram: what it has of one are its sum and count, and classic buckets where it keeps both.
  const shown = metric.buckets === "native" ? [...names, ...seriesOf({ ...metric, buckets: [] })] : names;
  return shown.flatMap(({ name, role }) => (byName.get(name) ?? []).map((series) => ({ ...series, role })));
};

/** OpenMetrics says the type of a counter of its name without `_total`. */
const exposedType = ({ name, type }: Metric, types: ReadonlyMap<string, string>): string | undefined =>
  types.get(name) ?? (type === "counter" ? types.get(name.replace(/_total$/, "")) : undefined);

const notThere = ({ name }: Metric, names: readonly string[], severity: Severity): Problem => ({
  ...error(
    "metrics/missing",
    `is ${name}, which the page does not have${didYouMean(name, names)}`,
    "correct the name, or give the pages of all programs that the pack reads; --allow-missing where it may not have happened yet",
  ),
  severity,
});

const differences = (metric: Metric, type: string | undefined, series: readonly Exposed[]): readonly Problem[] => [
  ...otherType(metric, type),
  ...unknownLabels(metric, series),
  ...missingLabels(metric, series),
  ...unknownValues(metric, series),
  ...otherBuckets(metric, series),
];

/** OpenMetrics knows no counter whose name ends otherwise than in `_total`: who exports one says that its type is not known. */
const isCounterWithoutType = ({ name, type }: Metric, found: string | undefined): boolean =>
  type === "counter" && !name.endsWith("_total") && (found === "unknown" || found === "untyped");

const otherType = (metric: Metric, found: string | undefined): readonly Problem[] => {
  const { name, type } = metric;
  if (found === type || isCounterWithoutType(metric, found)) return [];
  const said = found === undefined ? "is exposed without a type" : `is exposed as ${found}`;
  return [error("metrics/type", `calls ${name} a ${type}, and it ${said}`, "take over what the program says")];
};

/** Labels that the format itself sets. */
const FORMAT: Readonly<Partial<Record<SeriesRole, string>>> = { bucket: "le", quantile: "quantile" };

const ownLabels = ({ labels, role }: Exposed): readonly (readonly [string, string])[] =>
  Object.entries(labels).filter(([label, value]) => label !== FORMAT[role] && value !== "");

const unknownLabels = (metric: Metric, series: readonly Exposed[]): readonly Problem[] => {
  const known = [...Object.keys(metric.labels), ...metric.targetLabels, ...metric.optionalTargetLabels];
  const first = new Map<string, string>();
  for (const each of series)
    for (const [label] of ownLabels(each))
      if (!known.includes(label) && !first.has(label)) first.set(label, each.place);
  return [...first].map(([label, place]) =>
    error(
      "metrics/unknown-label",
      `does not know the label "${label}" of ${metric.name} (${place})${didYouMean(label, Object.keys(metric.labels))}`,
      "add it to the labels of the contract, so that rules say whether they keep it",
    ),
  );
};

const missingLabels = ({ name, labels, optionalLabels }: Metric, series: readonly Exposed[]): readonly Problem[] =>
  Object.keys(labels)
    .filter((label) => !optionalLabels.includes(label))
    .flatMap((label) => {
      const without = series.filter(({ labels }) => (labels[label] ?? "") === "");
      const [first] = without;
      if (first === undefined) return [];
      const all = without.length === series.length;
      return [
        error(
          "metrics/missing-label",
          `promises the label "${label}" on ${name}, which ${all ? "no series has" : `${without.length} of ${series.length} series lack`} (${first.place})`,
          all ? "remove it from the labels" : "add it to optionalLabels",
        ),
      ];
    });

const unknownValues = ({ name, labels }: Metric, series: readonly Exposed[]): readonly Problem[] =>
  Object.entries(labels).flatMap(([label, values]) => {
    const strange = [...new Set(series.map((each) => each.labels[label] ?? ""))].filter(
      (value) => value !== "" && !allows(values, value),
    );
    return strange.length === 0
      ? []
      : [
          error(
            "metrics/unknown-value",
            `bounds the label "${label}" of ${name}, and the page has ${listed(strange.map((value) => `"${value}"`))}`,
            'add it to the values, or write "any"',
          ),
        ];
  });

const allows = (values: LabelValues, value: string): boolean => values === "any" || values.includes(value);

const otherBuckets = ({ name, type, buckets }: Metric, series: readonly Exposed[]): readonly Problem[] => {
  if (type !== "histogram" || buckets === undefined || buckets === "native") return [];
  const histograms = groupedBy(
    series.filter(({ role }) => role === "bucket"),
    (each) => JSON.stringify(ownLabels(each)),
  );
  const wanted = sorted(buckets);
  const others = new Map<string, string>();
  for (const [first, ...more] of histograms.values()) {
    const found = sorted([first, ...more].flatMap((each) => bound(each?.labels["le"])));
    if (found !== wanted && first !== undefined && !others.has(found)) others.set(found, first.place);
  }
  return [...others].map(([found, place]) =>
    error(
      "metrics/buckets",
      `has the buckets ${wanted} for ${name}, and the page has ${found} (${place})`,
      "take over the buckets of the page: a quantile or an objective on another bound is a guess",
    ),
  );
};

const bound = (le: string | undefined): readonly number[] =>
  le === undefined || !Number.isFinite(Number(le)) ? [] : [Number(le)];

const sorted = (bounds: readonly number[]): string => [...bounds].sort((a, b) => a - b).join(" ");

const listed = (texts: readonly string[]): string =>
  texts.length <= 3 ? texts.join(", ") : `${texts.slice(0, 3).join(", ")} and ${texts.length - 3} more`;

const groupedBy = <Item>(items: readonly Item[], key: (item: Item) => string): ReadonlyMap<string, readonly Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
};
