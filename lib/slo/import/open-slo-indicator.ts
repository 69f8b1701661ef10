/** What an objective of OpenSLO measures, by which method, as an indicator of ours. */
import { didYouMean, hours, minutes, prometheusDuration, type Duration } from "../../model";
import { selectorsIn, type Node } from "../../query";
import { exact, type Decimal } from "../decimal";
import { eventsIndicator, gaugesIndicator, slicesIndicator, type Events } from "./events";
import { decimalIn, fieldsIn, fieldsOf, textIn, truthIn, type Fields } from "./fields";
import type { Indicator } from "./imported";
import { queryOf } from "./open-slo-metric";
import type { Objects } from "./open-slo-objects";
import { perSecond } from "./per-second";
import { ratioIndicator } from "./ratio";
import { shorthand } from "./shorthand";
import { COMPARISONS, thresholdIndicator, type Comparison } from "./threshold";
import type { Written } from "./written";

export const METHODS = ["Occurrences", "Timeslices", "RatioTimeslices"] as const;
export type Method = (typeof METHODS)[number];

interface Measured {
  readonly spec: Written;
  /** The entry of `objectives`, which says where the threshold is. */
  readonly objective: Fields;
  readonly method: Method;
  readonly objects: Objects;
}

const RATIO_KEYS = ["counter", "good", "bad", "total", "rawType", "raw"];

export const indicatorOf = (measured: Measured): Indicator | undefined => {
  const { report } = measured.objective;
  const sli = fieldsOf(measured.spec, "an indicator", ["description", "thresholdMetric", "ratioMetric"], report);
  const threshold = fieldsIn(sli, "thresholdMetric", "a metric", ["metricSource"]);
  const ratio = fieldsIn(sli, "ratioMetric", "a ratio", RATIO_KEYS);
  if ((threshold === undefined) === (ratio === undefined))
    return report.refuse(
      "import/missing-key",
      sli.at,
      threshold === undefined
        ? 'has neither "ratioMetric" nor "thresholdMetric"'
        : "has both ratioMetric and thresholdMetric",
      "write one of the two",
    );
  if (measured.method === "RatioTimeslices")
    return report.refuse(
      "import/not-supported",
      measured.objective.at,
      "RatioTimeslices is an average of ratios: a slice with one request counts as much as one with a million",
      "write budgetingMethod: Occurrences, which counts each event once",
    );
  return threshold === undefined ? ratio && ofRatio(ratio, measured) : ofThreshold(threshold, measured);
};

const ofThreshold = (metric: Fields, { objective, method, objects }: Measured): Indicator | undefined => {
  const { report } = objective;
  const query = queryOf(metric, objects);
  const op = comparisonIn(objective);
  const value = decimalIn(objective, "value");
  for (const key of ["op", "value"])
    if (objective.get(key) === undefined)
      report.refuse("import/missing-key", objective.at, `has no "${key}"`, "write op: lte and value, e.g. 500");
  if (query === undefined || op === undefined || value === undefined) return undefined;
  if (method === "Timeslices")
    report.warn(
      "import/changed-meaning",
      objective.at,
      "each sample is judged by itself here, and not each time slice as a whole",
      "nothing, or write budgetingMethod: Occurrences",
    );
  return thresholdIndicator(query, { op, value }, report);
};

const comparisonIn = (objective: Fields): Comparison | undefined => {
  const text = textIn(objective, "op");
  if (text === undefined) return undefined;
  return (
    COMPARISONS.find((each) => each === text) ??
    objective.report.refuse(
      "import/value",
      objective.get("op")?.at ?? objective.at,
      `"op" is "${text}"`,
      `write one of ${COMPARISONS.join(", ")}: what is good`,
    )
  );
};

const ofRatio = (ratio: Fields, measured: Measured): Indicator | undefined => {
  const { objective, method, objects } = measured;
  const { report } = objective;
  goodIsMore(objective);
  const counter = truthIn(ratio, "counter");
  const metric = (key: string) => fieldsIn(ratio, key, "a metric", ["metricSource"]);
  const [good, bad, total, raw] = [metric("good"), metric("bad"), metric("total"), metric("raw")];
  if (raw !== undefined) return ofRaw(ratio, raw, measured);
  const part = bad === undefined ? "good" : "bad";
  const some = bad ?? good;
  if ((good === undefined) === (bad === undefined) || some === undefined || total === undefined)
    return report.refuse(
      "import/missing-key",
      ratio.at,
      good !== undefined && bad !== undefined ? "has both good and bad" : "is no ratio of two numbers",
      "write total, and one of good and bad",
    );
  const [counted, all] = [queryOf(some, objects), queryOf(total, objects)];
  if (counted === undefined || all === undefined) return undefined;
  const counters = counter ?? [all, counted].every(({ node }) => looksLikeCounter(node));
  const events: Events = { total: all, part, counted, counters };
  if (counter === undefined && !counters && isGauge(events))
    return report.refuse(
      "import/missing-key",
      ratio.at,
      'has no "counter", and its queries do not tell whether they count events',
      "write counter: true where the metrics only grow, or counter: false where they go up and down",
    );
  if (hasSeveralRanges(events))
    return report.refuse(
      "import/query",
      counted.at,
      `is counted over ${rangesIn(counted.node).join(", ")}, and the total over ${rangesIn(all.node).join(", ")}`,
      "count both over the same range",
    );
  if (method === "Timeslices") return ofSlices(events, objective);
  return counter === false && isGauge(events) ? gaugesIndicator(events, report) : eventsIndicator(events, report);
};

/** `op` is for thresholds; the other way round it would say something that nobody means. */
const goodIsMore = (objective: Fields): void => {
  const op = comparisonIn(objective);
  if (op === "lt" || op === "lte")
    objective.report.refuse(
      "import/value",
      objective.get("op")?.at ?? objective.at,
      `"op" is "${op}", but more good events are better`,
      "leave op out: a ratio needs none",
    );
  if (objective.get("value") !== undefined)
    objective.report.warn(
      "import/not-carried-over",
      objective.get("value")?.at ?? objective.at,
      '"value" means nothing beside a ratio',
      "leave it out",
    );
};

/** Where OpenSLO does not say what it is, its name does. */
const looksLikeCounter = (node: Node): boolean =>
  selectorsIn(node).every(({ metric = "" }) => /_(?:total|count|sum|bucket)$/.test(metric));

/** No rate and no range: numbers that go up and down. */
const isGauge = ({ total, counted }: Events): boolean =>
  [total, counted].every(({ node, isWindow }) => "refusal" in perSecond(node, { rate: { is: "range" }, isWindow })) &&
  [total, counted].every(({ node }) => rangesIn(node).length === 0);

const rangesIn = (node: Node): readonly string[] => [
  ...new Set(selectorsIn(node).flatMap(({ range }) => (range === undefined ? [] : [range.text]))),
];

const hasSeveralRanges = ({ total, counted }: Events): boolean =>
  new Set([...rangesIn(total.node), ...rangesIn(counted.node)]).size > 1;

const ofRaw = (ratio: Fields, raw: Fields, { method, objective, objects }: Measured): Indicator | undefined => {
  const { report } = objective;
  const others = ["good", "bad", "total"].filter((key) => ratio.get(key) !== undefined);
  if (others.length > 0)
    return report.refuse(
      "import/value",
      ratio.at,
      `has both raw and ${others.join(", ")}`,
      "write one of the two forms",
    );
  const type = textIn(ratio, "rawType");
  if (type !== "success" && type !== "failure")
    return report.refuse(
      type === undefined ? "import/missing-key" : "import/value",
      ratio.get("rawType")?.at ?? ratio.at,
      type === undefined ? 'has no "rawType"' : `"rawType" is "${type}"${didYouMean(type, ["success", "failure"])}`,
      "write rawType: success or rawType: failure",
    );
  if (method === "Timeslices")
    return report.refuse(
      "import/not-supported",
      objective.at,
      "time slices of a ratio that is stored are not judged here",
      "write good or bad, and total",
    );
  const query = queryOf(raw, objects);
  return query && ratioIndicator(query, type === "success" ? "good" : "bad", report);
};

/** Slices must fill the five minutes of which all sums are made, or they are no slices. */
const SLICES: readonly Duration[] = [minutes(1), minutes(5)];

const ofSlices = (events: Events, objective: Fields): Indicator | undefined => {
  const { report } = objective;
  const target = decimalIn(objective, "timeSliceTarget");
  const slice = sliceIn(objective);
  if (objective.get("timeSliceTarget") === undefined)
    report.refuse(
      "import/missing-key",
      objective.at,
      'has no "timeSliceTarget"',
      "write which share makes a slice good",
    );
  if (target === undefined || slice === undefined) return undefined;
  if (!inUnit(target))
    return report.refuse(
      "import/value",
      objective.get("timeSliceTarget")?.at ?? objective.at,
      `"timeSliceTarget" is ${target.toString()}, which is no share`,
      "write a number above 0 and at most 1",
    );
  if (!SLICES.some(({ milliseconds }) => milliseconds === slice.milliseconds))
    return report.refuse(
      "import/not-supported",
      objective.get("timeSliceWindow")?.at ?? objective.at,
      `slices of ${prometheusDuration(slice)} are not judged here`,
      `write timeSliceWindow: ${SLICES.map(prometheusDuration).join(" or ")}, or budgetingMethod: Occurrences`,
    );
  return slicesIndicator(events, { slice, target }, report);
};

const inUnit = (value: Decimal): boolean => value.greaterThan(0) && value.lessThanOrEqualTo(exact(1));

/** A bare number is minutes. */
const sliceIn = (objective: Fields): Duration | undefined => {
  const text = textIn(objective, "timeSliceWindow");
  if (text === undefined)
    return objective.report.refuse(
      "import/missing-key",
      objective.at,
      'has no "timeSliceWindow"',
      "write how long a slice is, e.g. 1m",
    );
  const length = /^\d{1,4}$/.test(text) ? minutes(Number(text)) : shorthand(text);
  return length !== undefined && length.milliseconds > 0 && length.milliseconds < hours(24).milliseconds
    ? length
    : objective.report.refuse(
        "import/value",
        objective.get("timeSliceWindow")?.at ?? objective.at,
        `"timeSliceWindow" is ${JSON.stringify(text)}, which is no length of a slice`,
        "write 1m or 5m",
      );
};
