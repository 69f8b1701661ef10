/** The labels of what an aggregation gives. */
import { unwrapped, type Aggregation } from "./ast";
import {
  allLabels,
  filtered,
  isSubset,
  labelSet,
  mayCarry,
  NAME,
  NO_LABELS,
  stateOf,
  statesOf,
  withStates,
  type LabelSet,
} from "./label-set";

/** They choose some of the series and leave them as they are. */
const CHOOSING: ReadonlySet<string> = new Set(["topk", "bottomk", "limitk", "limit_ratio"]);

export const aggregationLabels = (aggregation: Aggregation, input: LabelSet): LabelSet => {
  const { operator, parameter } = aggregation;
  if (CHOOSING.has(operator)) return chosen(aggregation, input);
  if (operator !== "count_values") return grouped(aggregation, input);
  const label = parameter && unwrapped(parameter);
  if (label?.kind !== "string") return grouped(aggregation, input);
  // The label is put on each series before they are grouped.
  const counted = withStates(input, [[label.value, { presence: "always" }]]);
  const { grouping } = aggregation;
  const result =
    grouping?.kind === "without"
      ? grouped(aggregation, counted)
      : grouped(
          { ...aggregation, grouping: { kind: "by", labels: [...(grouping?.labels ?? []), label.value] } },
          counted,
        );
  return filtered(result);
};

const grouped = ({ grouping }: Aggregation, input: LabelSet): LabelSet => {
  if (grouping === undefined) return NO_LABELS;
  if (grouping.kind === "by") {
    const labels = new Set(grouping.labels.filter((label) => mayCarry(input, label)));
    return labelSet(
      [...labels].map((label) => [label, stateOf(input, label)] as const),
      { key: input.key && isSubset(input.key, labels) ? input.key : labels, dimensions: kept(input, labels) },
    );
  }
  const gone = new Set([...grouping.labels, NAME]);
  const left = [...statesOf(input)].filter(([label]) => !gone.has(label));
  const disjoint = input.key !== undefined && ![...input.key].some((label) => gone.has(label));
  return labelSet([...left, ...[...gone].map((label) => [label, { presence: "never" }] as const)], {
    open: input.open,
    key: disjoint ? input.key : "all",
    dimensions: kept(input, new Set(left.filter(([, { presence }]) => presence !== "never").map(([label]) => label))),
  });
};

/** A label that follows from one that is gone may have pinned it: then no label is certain to have several values. */
const kept = (input: LabelSet, labels: ReadonlySet<string>): readonly string[] => {
  const { key, dimensions } = input;
  const certain = key !== undefined && (isSubset(key, labels) || isSubset(labels, key));
  return certain ? [...dimensions].filter((label) => labels.has(label)) : [];
};

/** `topk by (a) (1, …)` leaves one series for each `a`. */
const chosen = ({ operator, parameter, grouping }: Aggregation, input: LabelSet): LabelSet => {
  const some = filtered(input);
  const count = parameter && unwrapped(parameter);
  if (operator === "limit_ratio" || count?.kind !== "number" || count.value !== 1) return some;
  if (grouping?.kind !== "without") {
    const labels = new Set((grouping?.labels ?? []).filter((label) => mayCarry(input, label)));
    return some.key !== undefined && isSubset(some.key, labels) ? some : { ...some, key: labels };
  }
  const gone = new Set([...grouping.labels, NAME]);
  const rest = [...(allLabels(input) ?? [])].filter((label) => !gone.has(label));
  return input.open ? some : { ...some, key: new Set(rest) };
};
