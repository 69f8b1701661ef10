/** How many series a metric is, with the arithmetic: values that are bounded multiply, others are named. */
import { code, type Metric } from "../../model";
import { NAME, type LabelSet } from "../../query";

/** A factor of the product, or a label of which nobody knows how many values there are. */
type Factor = { readonly count: number; readonly what: string } | { readonly label: string };

/** `2 (`outcome`) × 14 (11 bounds, +Inf, sum, count) = 28 for each combination of `route`` */
export const seriesText = (metric: Metric): string => {
  const counted = metric.identifiedBy?.filter((label) => Object.hasOwn(metric.labels, label));
  const labels = counted ?? Object.keys(metric.labels);
  const follow = Object.keys(metric.labels).filter((label) => !labels.includes(label));
  const product = productText([...labels.map((label) => ofLabel(metric, label)), ...partsOf(metric)]);
  return `${product}${follow.length === 0 ? "" : `; ${listed(follow)} ${follow.length === 1 ? "follows" : "follow"} from ${labels.length === 1 ? "it" : "these"}`}`;
};

const ofLabel = ({ labels, optionalLabels }: Metric, label: string): Factor => {
  const values = labels[label] ?? "any";
  if (values === "any") return { label };
  const missing = optionalLabels.includes(label) && !values.includes("") ? 1 : 0;
  return { count: values.length + missing, what: `${code(label)}${missing === 1 ? " or none" : ""}` };
};

/** What a histogram or a summary is exported as. */
const partsOf = ({ type, buckets }: Metric): readonly Factor[] => {
  if (type === "summary") return [{ label: "quantile" }];
  if (type !== "histogram" || buckets === undefined || buckets === "native") return [];
  const bounds = buckets.length;
  return [{ count: bounds + 3, what: `${bounds} bounds, +Inf, sum, count` }];
};

/** Of what a rule records: its labels as they follow from its expression. */
export const recordedSeriesText = ({ always, sometimes, open, key, values }: LabelSet): string => {
  if (open) return "as many as what it is computed from has";
  const labels = [...(key ?? [...always, ...sometimes])].filter((label) => label !== NAME).sort();
  return productText(
    labels.map((label): Factor => {
      const bounded = values.get(label);
      return bounded === undefined
        ? { label }
        : { count: bounded.length + (sometimes.has(label) ? 1 : 0), what: code(label) };
    }),
  );
};

const productText = (factors: readonly Factor[]): string => {
  const bounded = factors.flatMap((factor) => ("count" in factor ? [factor] : []));
  const unbounded = factors.flatMap((factor) => ("label" in factor ? [factor.label] : []));
  const product = bounded.reduce((all, { count }) => all * count, 1);
  const arithmetic = bounded.map(({ count, what }) => `${count} (${what})`).join(" × ");
  const number = bounded.length === 0 ? "1" : bounded.length === 1 ? arithmetic : `${arithmetic} = ${product}`;
  return unbounded.length === 0
    ? number
    : `${number} for each ${unbounded.length === 1 ? "value" : "combination"} of ${listed(unbounded)}`;
};

const listed = (labels: readonly string[]): string => labels.map(code).join(", ");
