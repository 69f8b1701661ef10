/** The label sets of a metric: where it is exported, of which objects it tells, and in which states; each query finds one at least. */
import type { Metric } from "../../model";
import { satisfies } from "../../query";
import type { Selection } from "./asked";
import type { Labels } from "./cluster";
import { TOGETHER, usualValues } from "./label-values";
import type { Objects } from "./objects";
import { witness } from "./witnesses";

/** Of labels that are independent of one another, so many combinations are made; beyond, each value occurs, but not each with each. */
const MOST_COMBINATIONS = 16;

export interface Surroundings {
  /** The labels of the instances that export it. */
  readonly instances: readonly Labels[];
  /** The objects that it can tell of; none for what tells of its process. */
  readonly objects: Objects;
  /** Rows in addition to those of the objects: pods as a whole. */
  readonly more: readonly Labels[];
  /** All selections of queries for its series. */
  readonly asked: readonly Selection[];
  /** The labels of all instances there are. */
  readonly everywhere: readonly Labels[];
}

export const rowsOf = (
  metric: Metric,
  { instances, objects, more, asked, everywhere }: Surroundings,
): readonly Labels[] => {
  const targets = distinct(instances.map((each) => onTarget(metric, each)));
  const known = objects.find(([label]) => label in metric.labels)?.[1];
  const own = Object.keys(metric.labels);
  const subjects = known === undefined ? [{}] : [...known, ...more];
  const places = targets.flatMap((target) =>
    subjects
      .filter((subject: Labels) => isHere(target, subject))
      .map((subject) => ({ ...target, ...pick(subject, own) })),
  );
  const free = Object.keys(metric.labels).filter((label) => !subjects.some((row: Labels) => label in row));
  const exclusive = free.filter((label) => label === "reason" && known !== undefined);
  const combinations = combined(
    metric,
    free.filter((label) => !exclusive.includes(label)),
  );
  const rows = places.flatMap((place, number) => {
    const states = exclusive.map((label) => [label, nth(usualValues(metric, label), number)] as const);
    return combinations.map((row): Labels => ({ ...place, ...row, ...Object.fromEntries(states) }));
  });
  const moved = rehomed(metric, rows, asked, everywhere);
  return distinct([...rows, ...moved, ...missing(metric, [...rows, ...moved], asked)]);
};

/** One thing has one reason. */
const nth = (values: readonly string[], number: number): string => values[number % values.length] ?? "";

/** The same on targets that queries name by their job and that did not seem to export it. */
const rehomed = (
  metric: Metric,
  rows: readonly Labels[],
  asked: readonly Selection[],
  everywhere: readonly Labels[],
): readonly Labels[] => {
  const [first] = rows;
  if (first === undefined) return [];
  return asked.flatMap((selection) => {
    const where = selection.filter(({ label }) => !(label in metric.labels) && metric.targetLabels.includes(label));
    if (!where.some(({ label, operator }) => label === "job" && operator !== "!=" && operator !== "!~")) return [];
    if (rows.some((row) => finds(where, row))) return [];
    const own = pick(first, Object.keys(metric.labels));
    return everywhere
      .map((instance) => onTarget(metric, instance))
      .filter((instance) => finds(where, instance))
      .map((instance) => ({ ...instance, ...own }));
  });
};

/** A label of a target that the metric says it does not have is not there: kube-state-metrics has no node of its own. */
const onTarget = ({ targetLabels, optionalTargetLabels }: Metric, instance: Labels): Labels =>
  pick(instance, [...targetLabels, ...optionalTargetLabels]);

const pick = (row: Labels, labels: readonly string[]): Labels =>
  Object.fromEntries(labels.flatMap((label) => (row[label] === undefined ? [] : [[label, row[label]]])));

/** A kubelet tells of what is on its node. */
const isHere = (target: Labels, subject: Labels): boolean =>
  target["job"] !== "kubelet" || subject["node"] === undefined || target["node"] === subject["node"];

const combined = (metric: Metric, labels: readonly string[]): readonly Labels[] => {
  const together = TOGETHER.find(
    ([name, rows]) =>
      name.test(metric.name) &&
      Object.keys(rows[0] ?? {}).every((label) => labels.includes(label) && fits(metric, label, rows)),
  )?.[1];
  const rest = labels.filter((label) => together === undefined || !(label in (together[0] ?? {})));
  return product([
    ...(together === undefined ? [] : [together]),
    ...rest
      .filter((label) => !metric.optionalLabels.includes(label) || usualValues(metric, label).length > 1)
      .map((label) => usualValues(metric, label).map((value): Labels => ({ [label]: value }))),
  ]);
};

const fits = ({ labels }: Metric, label: string, rows: readonly Labels[]): boolean => {
  const values = labels[label];
  return values === "any" || rows.every((row) => values?.includes(row[label] ?? "") ?? false);
};

const product = (choices: readonly (readonly Labels[])[]): readonly Labels[] => {
  const count = choices.reduce((all, each) => all * each.length, 1);
  if (count <= MOST_COMBINATIONS)
    return choices.reduce<readonly Labels[]>(
      (rows, options) => rows.flatMap((row) => options.map((option) => ({ ...row, ...option }))),
      [{}],
    );
  const longest = Math.max(...choices.map((each) => each.length));
  return Array.from(
    { length: longest },
    (_, index) => Object.assign({}, ...choices.map((options) => options[index % options.length] ?? {})) as Labels,
  );
};

/** What a selection asks for and no row has. */
const missing = (metric: Metric, rows: readonly Labels[], asked: readonly Selection[]): readonly Labels[] => {
  const added: Labels[] = [];
  for (const selection of asked) {
    if ([...rows, ...added].some((row) => finds(selection, row))) continue;
    const row = nearest(metric, rows, selection);
    if (row !== undefined) added.push(row);
  }
  return added;
};

const finds = (selection: Selection, row: Labels): boolean =>
  selection.every((each) => each.label === "le" || each.label === "quantile" || satisfies(each, row[each.label] ?? ""));

/** The row with the fewest labels to change, changed; undefined where the metric has no such labels, or no value satisfies. */
const nearest = (metric: Metric, rows: readonly Labels[], selection: Selection): Labels | undefined => {
  const labels = [...new Set(selection.map(({ label }) => label))].filter(
    (each) => each !== "le" && each !== "quantile",
  );
  const isOwn = (label: string): boolean =>
    label in metric.labels || metric.targetLabels.includes(label) || metric.optionalTargetLabels.includes(label);
  let best: { readonly row: Labels; readonly changes: number } | undefined;
  for (const row of rows) {
    const changed: Record<string, string> = { ...row };
    let changes = 0;
    for (const label of labels) {
      const own = selection.filter((each) => each.label === label);
      if (own.every((each) => satisfies(each, row[label] ?? ""))) continue;
      const bounded = metric.labels[label];
      const value = witness(own, bounded === undefined || bounded === "any" ? usualValues(metric, label) : bounded);
      if (value === undefined || !isOwn(label) || (Array.isArray(bounded) && !bounded.includes(value)))
        return undefined;
      // Another target is farther away than another state.
      changes += label in metric.labels ? 1 : 10;
      if (value === "") delete changed[label];
      else changed[label] = value;
    }
    if (best === undefined || changes < best.changes) best = { row: changed, changes };
  }
  return best?.row;
};

const distinct = (rows: readonly Labels[]): readonly Labels[] => [
  ...new Map(rows.map((row) => [keyOf(row), row])).values(),
];

export const keyOf = (row: Labels): string =>
  Object.keys(row)
    .sort()
    .map((label) => `${label}=${row[label]}`)
    .join("\n");
