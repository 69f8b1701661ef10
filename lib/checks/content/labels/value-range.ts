/** Between which bounds the values of an expression lie, as far as that is certain. */
import {
  COMPARISONS,
  namesOf,
  typeOf,
  unwrapped,
  type Aggregation,
  type Binary,
  type Call,
  type Node,
  type VectorSelector,
} from "../../../query";
import type { SeriesRole, Unit } from "../../../model";
import { ahead, type Content, type Followed } from "../content";

export interface ValueRange {
  readonly least: number;
  readonly most: number;
  /** Whole numbers only. */
  readonly whole: boolean;
}

export const ANY: ValueRange = { least: -Infinity, most: Infinity, whole: false };
const from = (least: number, most = Infinity, whole = false): ValueRange => ({ least, most, whole });
const only = (value: number): ValueRange => from(value, value, Number.isInteger(value));

const hull = (all: readonly ValueRange[]): ValueRange => ({
  least: Math.min(...all.map(({ least }) => least)),
  most: Math.max(...all.map(({ most }) => most)),
  whole: all.every(({ whole }) => whole),
});

/** Values are 0 or more, and grow as sums do. */
const summed = ({ least, most, whole }: ValueRange): ValueRange =>
  from(least >= 0 ? least : -Infinity, most <= 0 ? most : Infinity, whole);

const AT_LEAST_ZERO: ReadonlySet<string> = new Set([
  "abs",
  "exp",
  "increase",
  "irate",
  "rate",
  "sqrt",
  "stddev_over_time",
  "stdvar_over_time",
  "time",
  "timestamp",
]);

const FIXED: ReadonlyMap<string, ValueRange> = new Map([
  ["absent", only(1)],
  ["absent_over_time", only(1)],
  ["present_over_time", only(1)],
  ["count_over_time", from(1, Infinity, true)],
  ["changes", from(0, Infinity, true)],
  ["resets", from(0, Infinity, true)],
  ["histogram_fraction", from(0, 1)],
  ["day_of_month", from(1, 31, true)],
  ["day_of_week", from(0, 6, true)],
  ["day_of_year", from(1, 366, true)],
  ["days_in_month", from(28, 31, true)],
  ["hour", from(0, 23, true)],
  ["minute", from(0, 59, true)],
  ["month", from(1, 12, true)],
  ["sgn", from(-1, 1, true)],
]);

/** Their values are some of the values that they are given. */
const SOME_OF: ReadonlySet<string> = new Set([
  "first_over_time",
  "label_join",
  "label_replace",
  "last_over_time",
  "max_over_time",
  "min_over_time",
  "scalar",
  "sort",
  "sort_desc",
  "vector",
]);
/** Theirs lie between those. */
const BETWEEN: ReadonlySet<string> = new Set(["avg_over_time", "quantile_over_time"]);

export const rangeOf = (node: Node, content: Content, followed: Followed = new Set()): ValueRange => {
  const of = (child: Node): ValueRange => rangeOf(child, content, followed);
  switch (node.kind) {
    case "number":
      return Number.isNaN(node.value) ? ANY : only(node.value);
    case "string":
      return ANY;
    case "parentheses":
    case "subquery":
      return of(node.expr);
    case "unary": {
      const inner = of(node.expr);
      return node.operator === "-" ? from(-inner.most, -inner.least, inner.whole) : inner;
    }
    case "selector": {
      const names = namesOf(node);
      return names === undefined ? ANY : hull(names.map((name) => ofName(name, node, content, followed)));
    }
    case "call":
      return ofCall(node, of);
    case "aggregation":
      return ofAggregation(node, of);
    case "binary":
      return ofBinary(node, of);
  }
};

const ofCall = ({ function: name, args }: Call, of: (node: Node) => ValueRange): ValueRange => {
  const fixed = FIXED.get(name);
  if (fixed !== undefined) return fixed;
  if (AT_LEAST_ZERO.has(name)) return from(0);
  const series = args.find((each) => typeOf(each) === "instant vector" || typeOf(each) === "range vector") ?? args[0];
  if (series === undefined) return ANY;
  if (SOME_OF.has(name)) return of(series);
  if (BETWEEN.has(name)) return { ...of(series), whole: false };
  if (name === "sum_over_time") return summed(of(series));
  if (name === "ceil" || name === "floor" || name === "round") {
    const { least, most } = of(series);
    return args.length > 1 ? ANY : from(Math.floor(least), Math.ceil(most), true);
  }
  return ANY;
};

const ofAggregation = ({ operator, expr }: Aggregation, of: (node: Node) => ValueRange): ValueRange => {
  const inner = of(expr);
  switch (operator) {
    case "count":
    case "count_values":
      return from(1, Infinity, true);
    case "group":
      return only(1);
    case "sum":
      return summed(inner);
    case "avg":
    case "quantile":
      return { ...inner, whole: false };
    case "stddev":
    case "stdvar":
      return from(0);
    default:
      return inner;
  }
};

const ofBinary = (binary: Binary, of: (node: Node) => ValueRange): ValueRange => {
  const { operator, bool, left, right } = binary;
  const [a, b] = [of(left), of(right)];
  if (COMPARISONS.has(operator)) {
    if (bool) return from(0, 1, true);
    // A number on the left is compared with; what is kept are the values of the right.
    return typeOf(left) === "scalar" ? kept(b, MIRRORED[operator] ?? operator, a) : kept(a, operator, b);
  }
  switch (operator) {
    case "or":
      return hull([a, b]);
    case "and":
    case "unless":
      return a;
    case "+":
      return calculated([a.least + b.least, a.most + b.most], a.whole && b.whole);
    case "-":
      return calculated([a.least - b.most, a.most - b.least], a.whole && b.whole);
    case "*":
      return calculated([a.least * b.least, a.least * b.most, a.most * b.least, a.most * b.most], a.whole && b.whole);
    case "/":
      return b.least > 0 || b.most < 0
        ? calculated([a.least / b.least, a.least / b.most, a.most / b.least, a.most / b.most], false)
        : a.least >= 0 && b.least >= 0
          ? from(0)
          : ANY;
    default:
      return ANY;
  }
};

/** 0 times infinity may be anything. */
const calculated = (corners: readonly number[], whole: boolean): ValueRange =>
  corners.some(Number.isNaN) ? ANY : from(Math.min(...corners), Math.max(...corners), whole);

export const MIRRORED: Readonly<Record<string, string>> = { ">": "<", "<": ">", ">=": "<=", "<=": ">=" };

/** The values of the one range that compare so with some value of the other. */
export const kept = (a: ValueRange, operator: string, b: ValueRange): ValueRange => {
  switch (operator) {
    case ">":
    case ">=":
      return { ...a, least: Math.max(a.least, b.least) };
    case "<":
    case "<=":
      return { ...a, most: Math.min(a.most, b.most) };
    case "==":
      return { least: Math.max(a.least, b.least), most: Math.min(a.most, b.most), whole: a.whole };
    default:
      return a;
  }
};

/** Whether no value of the one compares so with any value of the other. */
export const neverTrue = (a: ValueRange, operator: string, b: ValueRange): boolean => {
  switch (operator) {
    case ">":
      return a.most <= b.least;
    case ">=":
      return a.most < b.least;
    case "<":
      return a.least >= b.most;
    case "<=":
      return a.least > b.most;
    case "==":
      return a.most < b.least || b.most < a.least || isBetween(a, b) || isBetween(b, a);
    case "!=":
      return a.least === a.most && b.least === b.most && a.least === b.least;
    default:
      return false;
  }
};

/** Whole numbers never equal 0.5. */
const isBetween = (whole: ValueRange, single: ValueRange): boolean =>
  whole.whole && single.least === single.most && Number.isFinite(single.least) && !Number.isInteger(single.least);

const OF_UNIT: Readonly<Partial<Record<Unit, ValueRange>>> = { boolean: from(0, 1, true), ratio: from(0, 1) };
const COUNTED: ReadonlySet<SeriesRole> = new Set(["bucket", "count"]);

const ofName = (name: string, selector: VectorSelector, content: Content, followed: Followed): ValueRange => {
  const definition = content.world.series(name);
  const rules = ahead(content, name, selector, followed);
  const recorded = rules.map((each) => {
    const known = OF_UNIT[each.rule.unit];
    return known ?? (each.node === undefined ? ANY : rangeOf(each.node, content, new Set([...followed, each])));
  });
  const exported =
    definition === undefined ? [] : [ofMetric(definition.metric.unit, definition.metric.type, definition.role)];
  return recorded.length + exported.length === 0 ? ANY : hull([...recorded, ...exported]);
};

const ofMetric = (unit: Unit, type: string, role: SeriesRole): ValueRange => {
  if (COUNTED.has(role) || type === "counter") return from(0);
  return role === "value" ? (OF_UNIT[unit] ?? ANY) : ANY;
};

export const rangeText = ({ least, most, whole }: ValueRange): string =>
  least === most
    ? `always ${least}`
    : least === 0 && most === 1 && whole
      ? "0 or 1"
      : Number.isFinite(least) && Number.isFinite(most)
        ? `between ${least} and ${most}`
        : Number.isFinite(least)
          ? `never below ${least}`
          : `never above ${most}`;

/** The expression under a chain of comparisons with numbers, and what they leave of its values: `x > 5 < 9`. */
export const filteredRange = (node: Node, content: Content): { readonly base: Node; readonly range: ValueRange } => {
  const inner = unwrapped(node);
  if (inner.kind !== "binary" || !COMPARISONS.has(inner.operator) || inner.bool)
    return { base: inner, range: rangeOf(inner, content) };
  const [series, number, operator] =
    typeOf(inner.left) === "scalar"
      ? [inner.right, inner.left, MIRRORED[inner.operator] ?? inner.operator]
      : [inner.left, inner.right, inner.operator];
  if (typeOf(number) !== "scalar") return { base: inner, range: rangeOf(inner, content) };
  const below = filteredRange(series, content);
  return { base: below.base, range: kept(below.range, operator, rangeOf(number, content)) };
};
