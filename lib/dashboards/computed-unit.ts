/** What the values of an expression are measured in, as far as that is certain. */
import type { SeriesDefinition, Unit } from "../model";
import { COMPARISONS, selectorsIn, unwrapped, type Binary, type Call, type Node, type VectorSelector } from "../query";

/** A rule that records a series. */
export interface RecordingNode {
  /** Undefined where Prometheus would not read it. */
  readonly node?: Node;
}

/** Where names of series come from. */
export interface UnitSource<Rule extends RecordingNode = RecordingNode> {
  /** Undefined where no contract has it. */
  readonly series: (name: string) => SeriesDefinition | undefined;
  /** The rules that a selector reads under a name and that have not been followed yet. */
  readonly recorders: (name: string, selector: VectorSelector, followed: ReadonlySet<Rule>) => readonly Rule[];
}

/** A unit of contracts; seconds in each second, which is a share, a number of cores, or how many do something at once; a number as it stands. */
export type Computed = Unit | "seconds per second" | "number";

/** Undefined where nobody knows. */
export const computedUnit = <Rule extends RecordingNode>(
  node: Node,
  source: UnitSource<Rule>,
  followed: ReadonlySet<Rule> = new Set(),
): Computed | undefined => {
  const of = (each: Node): Computed | undefined => computedUnit(each, source, followed);
  switch (node.kind) {
    case "number":
      return "number";
    case "string":
      return undefined;
    case "selector":
      return ofSelector(node, source, followed, (definition) => ofSeries(definition), computedUnit);
    case "subquery":
    case "unary":
    case "parentheses":
      return of(node.expr);
    case "aggregation": {
      if (node.operator === "group") return "number";
      if (COUNTING.has(node.operator)) return "count";
      const unit = of(node.expr);
      if (unit !== "boolean") return unit;
      return node.operator === "sum" ? "count" : KEEPING_AGGREGATIONS.has(node.operator) ? unit : undefined;
    }
    case "call":
      return ofCall(node, of, (each) => boundsUnit(each, source, followed));
    case "binary":
      return ofBinary(node, of);
  }
};

const COUNTING: ReadonlySet<string> = new Set(["count", "count_values"]);
const KEEPING_AGGREGATIONS: ReadonlySet<string> = new Set(["min", "max", "topk", "bottomk"]);

/** Amounts of several kinds under one name: `kube_pod_container_resource_limits{resource="memory", unit="byte"}`. */
const OF_SEVERAL = ["unit", "resource"];

const ofSeries = ({ metric, role }: SeriesDefinition): Unit | undefined => {
  if (role === "bucket" || role === "count") return "count";
  if (metric.unit === "count" && OF_SEVERAL.some((label) => Object.hasOwn(metric.labels, label))) return undefined;
  return role === "value" && metric.type === "histogram" ? undefined : metric.unit;
};

/** Of the buckets of a histogram: what their bounds are measured in. */
export const boundsUnit = <Rule extends RecordingNode>(
  node: Node,
  source: UnitSource<Rule>,
  followed: ReadonlySet<Rule> = new Set(),
): Unit | undefined => {
  const units = selectorsIn(node).map((selector) =>
    ofSelector(
      selector,
      source,
      followed,
      ({ metric, role }) => (role === "bucket" || metric.type === "histogram" ? metric.unit : undefined),
      boundsUnit,
    ),
  );
  return same(units);
};

type Follow<Found, Rule extends RecordingNode> = (
  node: Node,
  source: UnitSource<Rule>,
  followed: ReadonlySet<Rule>,
) => Found | undefined;

/** From the contract, or from the rules that record it; what these say of themselves counts where nothing can be computed. */
const ofSelector = <Found, Rule extends RecordingNode>(
  selector: VectorSelector,
  source: UnitSource<Rule>,
  followed: ReadonlySet<Rule>,
  ofDefinition: (definition: SeriesDefinition) => Found | undefined,
  follow: Follow<Found, Rule>,
): Found | undefined => {
  const { metric } = selector;
  if (metric === undefined) return undefined;
  const definition = source.series(metric);
  if (definition !== undefined) return ofDefinition(definition);
  const rules = source.recorders(metric, selector, followed);
  // Thousands of services record under one name: all of them alike.
  const [rule] = rules;
  return rule?.node && follow(rule.node, source, new Set([...followed, rule]));
};

const same = <Found>(all: readonly (Found | undefined)[]): Found | undefined =>
  all.every((each) => each === all[0]) ? all[0] : undefined;

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const SPEED = words("rate irate deriv");
const GROWTH = words("increase delta idelta");
const KEEPING = words(
  "abs ceil floor round clamp clamp_min clamp_max sort sort_desc label_replace label_join scalar vector max_over_time min_over_time " +
    "avg_over_time last_over_time first_over_time quantile_over_time sum_over_time predict_linear",
);
const COUNTS = words("count_over_time changes resets");
const VERDICTS = words("absent absent_over_time present_over_time");

const SPEED_OF: Readonly<Partial<Record<Computed, Computed>>> = {
  count: "per second",
  bytes: "bytes per second",
  seconds: "seconds per second",
};

const ofCall = (
  { function: name, args }: Call,
  of: (node: Node) => Computed | undefined,
  boundsOf: (node: Node) => Unit | undefined,
): Computed | undefined => {
  const [first] = args;
  if (name === "time" || name === "timestamp") return "timestamp";
  if (name === "histogram_quantile") return args[1] && boundsOf(args[1]);
  if (COUNTS.has(name)) return "count";
  if (VERDICTS.has(name)) return "boolean";
  const unit = first && of(first);
  if (unit === undefined) return undefined;
  if (SPEED.has(name)) return SPEED_OF[unit];
  if (GROWTH.has(name)) return unit === "timestamp" ? "seconds" : unit;
  if (!KEEPING.has(name)) return undefined;
  // The average of yes and no is a share, their sum a number.
  return unit === "boolean" && /^(avg|sum|quantile)_/.test(name) ? undefined : unit;
};

const ofBinary = (
  { operator, bool, left, right }: Binary,
  of: (node: Node) => Computed | undefined,
): Computed | undefined => {
  const [a, b] = [of(left), of(right)];
  if (COMPARISONS.has(operator)) return bool ? "boolean" : a === "number" ? b : a;
  if (operator === "and" || operator === "unless") return a;
  if (operator === "or") return a === "number" ? b : b === "number" || a === b || isZeroOf(right) ? a : undefined;
  if (operator === "-" && a === "timestamp" && b === "timestamp") return "seconds";
  if (operator === "+" || operator === "-") return a === b ? a : a === "number" ? b : b === "number" ? a : undefined;
  return operator === "/" ? quotient(a, b) : undefined;
};

/** `errors or 0 * requests` */
const isZeroOf = (node: Node): boolean => {
  const inner = unwrapped(node);
  return (
    inner.kind === "binary" &&
    inner.operator === "*" &&
    [inner.left, inner.right].some((side) => {
      const number = unwrapped(side);
      return number.kind === "number" && number.value === 0;
    })
  );
};

/** Things in each thing are a share or an average: nobody knows. */
const quotient = (a: Computed | undefined, b: Computed | undefined): Computed | undefined => {
  if (a === undefined || b === undefined) return undefined;
  if (a === b) return a === "bytes" || a === "bytes per second" || a === "cores" ? "ratio" : undefined;
  if (b === "per second" && a === "seconds per second") return "seconds";
  if (b === "per second" && a === "bytes per second") return "bytes";
  if (b === "count" && (a === "seconds" || a === "bytes")) return a;
  return undefined;
};
