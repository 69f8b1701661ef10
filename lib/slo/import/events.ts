/** Events and what is bad or good of them, asked in PromQL by somebody else, as an indicator of ours. */
import { prometheusDuration, type Duration } from "../../model";
import { printPromql, type Node, type VectorSelector } from "../../query";
import { decimalText, exact, type Decimal } from "../decimal";
import { countedSelector, sameLabels, type CountedSelector } from "./counted-selector";
import { groupingOf, sumOfPresent, withoutZero } from "./grouping";
import type { ImportedSli, Indicator } from "./imported";
import { perSecond } from "./per-second";
import { aggregation, binary, call, number, subquery } from "./query-nodes";
import { holeAsRange, rangedQuery, type Hole } from "./ranged-query";
import { asksTheSame, type ReadQuery } from "./read-query";
import type { Report } from "./report";

export interface Events {
  readonly total: ReadQuery;
  /** Which of the two is asked for. */
  readonly part: "bad" | "good";
  readonly counted: ReadQuery;
  /** Whether selectors without a rate are of counters. */
  readonly counters?: boolean;
}

export const eventsIndicator = (written: Events, report: Report): Indicator | undefined => {
  const events = turned(written);
  const total = countedSelector(events.total.node, events.total.isWindow, events.counters);
  const counted = countedSelector(events.counted.node, events.counted.isWindow, events.counters);
  if (total === undefined || counted === undefined) return sampled(events) ?? inOwnWords(events, report);
  if (!sameLabels(total.groupBy, counted.groupBy))
    return differentLabels(events, total.groupBy, counted.groupBy, report);
  if (!total.summed && !events.counters)
    report.warn(
      "import/changed-meaning",
      events.total.at,
      "asks for the rates of single series, and here their sum counts",
      "nothing, or sum by (…) the labels that are to have an objective each",
    );
  return { sli: availabilityOf(total.selector, events.part, counted.selector), groupBy: total.groupBy };
};

/** Bad events that are asked for as all without the good ones, and the other way round. */
const turned = (events: Events): Events => {
  const difference = differenceIn(withoutZero(events.counted.node));
  return difference !== undefined && asksTheSame(difference.left, events.total.node)
    ? {
        ...events,
        part: events.part === "bad" ? "good" : "bad",
        counted: { ...events.counted, node: difference.right },
      }
    : events;
};

/** `sum(a) - sum(b)`, `sum(a - ignoring (le) b)` */
const differenceIn = (node: Node): { readonly left: Node; readonly right: Node } | undefined => {
  if (node.kind === "binary" && node.operator === "-" && node.matching?.group === undefined) return node;
  if (node.kind !== "aggregation" || node.operator !== "sum") return undefined;
  const inner = differenceIn(node.expr);
  return inner && { left: { ...node, expr: inner.left }, right: { ...node, expr: inner.right } };
};

const differentLabels = (
  { counted }: Events,
  all: readonly string[],
  some: readonly string[],
  report: Report,
): undefined =>
  report.refuse(
    "import/query",
    counted.at,
    `counts ${by(some)}, and the total ${by(all)}: they do not match`,
    "sum both by the same labels",
  );

const by = (labels: readonly string[]): string =>
  labels.length === 0 ? "everything as one" : `by ${labels.join(", ")}`;

const availabilityOf = (total: VectorSelector, part: "bad" | "good", counted: VectorSelector): ImportedSli => ({
  kind: "availability",
  total: printPromql(total),
  part,
  counted: printPromql(counted),
  unit: unitOf(total),
  ...(part === "good" ? slowness(total, counted) : {}),
});

const unitOf = ({ metric = "" }: VectorSelector): "requests" | "events" =>
  /request|http|grpc|rpc_|response/i.test(metric) ? "requests" : "events";

/** The bucket of a histogram is what was fast enough. */
const slowness = (total: VectorSelector, { metric, matchers }: VectorSelector): { readonly badMeans?: string } => {
  const [, base] = /^(.*)_bucket$/.exec(metric ?? "") ?? [];
  const bound = matchers.find(({ label, operator }) => label === "le" && operator === "=")?.value;
  if (base === undefined || bound === undefined || ![`${base}_count`, metric].includes(total.metric)) return {};
  const [, unit] = /_(seconds|milliseconds)$/.exec(base) ?? [];
  return { badMeans: unit === undefined ? `are above ${bound}` : `take longer than ${bound} ${unit}` };
};

/** Probes, of which one series tells both how many there were and how many succeeded. */
export const PROBES: ReadonlySet<string> = new Set(["probe_success", "up"]);

const sampled = ({ total, part, counted }: Events): Indicator | undefined => {
  const [all, good] = [samplesOf(total, "count_over_time"), samplesOf(counted, "sum_over_time")];
  return part === "good" &&
    all !== undefined &&
    good !== undefined &&
    PROBES.has(all.selector.metric ?? "") &&
    asksTheSame(all.selector, good.selector) &&
    sameLabels(all.groupBy, good.groupBy)
    ? { sli: { kind: "probe", probe: printPromql(all.selector) }, groupBy: all.groupBy }
    : undefined;
};

/** Read as if it were a rate: the forms are the same. */
const samplesOf = ({ node, isWindow }: ReadQuery, of: string): CountedSelector | undefined => {
  const inner = node.kind === "aggregation" ? node.expr : node;
  if (inner.kind !== "call" || inner.function !== of) return undefined;
  const asRate = call("rate", ...inner.args);
  return countedSelector(node.kind === "aggregation" ? { ...node, expr: asRate } : asRate, isWindow);
};

const RANGE: Hole = { is: "range" };

const inOwnWords = (events: Events, report: Report): Indicator | undefined => {
  const pair = pairOf(events, RANGE, report);
  if (pair === undefined) return undefined;
  const { total, counted, groupBy } = pair;
  const bad = events.part === "bad" ? counted : without(total, counted);
  return { sli: { kind: "raw", total: rangedQuery(total), bad: rangedQuery(bad), unit: "events" }, groupBy };
};

interface Pair {
  readonly total: Node;
  readonly counted: Node;
  readonly groupBy: readonly string[];
}

/** Both per second, with the same labels. */
const pairOf = (events: Events, rate: Hole, report: Report): Pair | undefined => {
  const total = oneOf(events.total, rate, report);
  const counted = oneOf(events.counted, rate, report);
  if (total === undefined || counted === undefined) return undefined;
  return sameLabels(total.groupBy, counted.groupBy)
    ? { total: total.node, counted: counted.node, groupBy: total.groupBy }
    : differentLabels(events, total.groupBy, counted.groupBy, report);
};

const oneOf = (
  { node, at, isWindow }: ReadQuery,
  rate: Hole,
  report: Report,
): { readonly node: Node; readonly groupBy: readonly string[] } | undefined => {
  const asked = withoutZero(node);
  const read = perSecond(asked, { rate, isWindow });
  if ("refusal" in read)
    return report.refuse(
      "import/query",
      at,
      `does not count events: ${read.refusal}`,
      "write sum(rate(counter[range])) of all events, and of the good or bad ones",
    );
  const groupBy = groupingOf(asked);
  return groupBy === undefined
    ? report.refuse(
        "import/query",
        at,
        "does not say by which labels it counts",
        "write sum(…), or sum by (…) the labels that are to have an objective each",
      )
    : { node: sumOfPresent(read.node, groupBy), groupBy };
};

/** What is left of the total without the good, which need not exist; never below 0. */
const without = (total: Node, good: Node): Node =>
  call("clamp_min", binary("-", total, orNone(good, total)), number("0"));

const orNone = (some: Node, total: Node): Node => binary("or", some, binary("*", number("0"), total));

const WINDOW: Hole = { is: "window" };

/** Gauges of how much there is at each moment, and how much of it is bad: an hour of much weighs more than an hour of little. */
export const gaugesIndicator = ({ total, part, counted }: Events, report: Report): Indicator | undefined => {
  const [all, some] = [groupingOf(total.node), groupingOf(counted.node)];
  if (all === undefined || some === undefined)
    return report.refuse(
      "import/query",
      all === undefined ? total.at : counted.at,
      "does not say by which labels it counts",
      "write sum(…) or count(…), or counter: true where it is a counter",
    );
  if (!sameLabels(all, some)) return differentLabels({ total, part, counted }, all, some, report);
  const average = (node: Node): Node => call("avg_over_time", subquery(withoutZero(node), holeAsRange(WINDOW), "1m"));
  const [whole, rest] = [average(total.node), average(counted.node)];
  return {
    sli: {
      kind: "raw",
      total: rangedQuery(whole),
      bad: rangedQuery(part === "bad" ? rest : without(whole, rest)),
      unit: "seconds",
    },
    groupBy: all,
  };
};

/** Slices of time, each of them good as a whole or bad as a whole; one without events is good. */
export const slicesIndicator = (
  written: Events,
  { slice, target }: { readonly slice: Duration; readonly target: Decimal },
  report: Report,
): Indicator | undefined => {
  const events = turned(asRates(written));
  const pair = pairOf(events, { is: "slice", slice }, report);
  if (pair === undefined) return undefined;
  const { total, counted, groupBy } = pair;
  const ratio = binary("/", orNone(counted, total), total);
  const isBad =
    events.part === "good"
      ? binary("<", ratio, number(decimalText(target)), true)
      : binary(">", ratio, number(decimalText(exact(1).minus(target))), true);
  const step = prometheusDuration(slice);
  return {
    sli: {
      kind: "raw",
      total: rangedQuery(aggregation("group", groupBy, total)),
      bad: rangedQuery(call("avg_over_time", subquery(isBad, holeAsRange(WINDOW), step))),
      unit: "seconds",
      badMeans: `lie in slices of ${step} of which less than ${decimalText(target.times(100))} % is good`,
    },
    groupBy,
  };
};

/** Counters without a rate get one. */
const asRates = (events: Events): Events => {
  const rated = (query: ReadQuery): ReadQuery => {
    const counted = events.counters ? countedSelector(query.node, query.isWindow, true) : undefined;
    if (counted === undefined) return query;
    const rate = call("rate", { ...counted.selector, range: holeAsRange(RANGE) });
    return { ...query, node: aggregation("sum", counted.groupBy, rate), isWindow: () => true };
  };
  return { ...events, total: rated(events.total), counted: rated(events.counted) };
};
