/** LogQL's metrics over the sample store: as far as dashboards ask for them; all else says that it is not known. */
import { pipeline, quantity, selector, type Entry, type Labels } from "./pipeline";
import { all, child, find, milliseconds, NotKnown, type Node } from "./tree";

export interface Moment {
  readonly labels: Labels;
  readonly value: number;
}

/** All lines of the streams that fit, between two times. */
export type Read = (fits: (labels: Labels) => boolean, from: number, to: number) => readonly Entry[];

/** What a metric is at each of these times, in milliseconds. */
export const evaluate = (node: Node, times: readonly number[], read: Read): readonly (readonly Moment[])[] => {
  const inner = node.name === "MetricExpr" || node.name === "Expr" || node.name === "LogQL" ? node.children : undefined;
  if (inner !== undefined) {
    const [only] = inner.filter(({ name }) => name.endsWith("Expr"));
    if (only !== undefined) return evaluate(only, times, read);
  }
  switch (node.name) {
    case "RangeAggregationExpr":
      return rangeAggregation(node, times, read);
    case "VectorAggregationExpr":
      return vectorAggregation(node, times, read);
    case "LiteralExpr":
    case "VectorExpr": {
      const value = Number(find(node, ({ name }) => name === "Number")?.text ?? node.text);
      return times.map(() => [{ labels: {}, value }]);
    }
    case "BinOpExpr":
      return binary(node, times, read);
  }
  throw new NotKnown(`The sample store does not know "${node.text}".`);
};

type Reduce = (values: readonly number[], seconds: number, bytes: number) => number;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const REDUCERS: Readonly<Record<string, Reduce>> = {
  CountOverTime: (values) => values.length,
  Rate: (values, seconds) => values.length / seconds,
  BytesOverTime: (_, __, bytes) => bytes,
  BytesRate: (_, seconds, bytes) => bytes / seconds,
  SumOverTime: sum,
  AvgOverTime: (values) => sum(values) / values.length,
  MaxOverTime: (values) => Math.max(...values),
  MinOverTime: (values) => Math.min(...values),
  QuantileOverTime: (values) => values.at(-1) ?? 0,
};

const rangeAggregation = (node: Node, times: readonly number[], read: Read): readonly (readonly Moment[])[] => {
  const kind = child(node, "RangeOp")?.children[0]?.name ?? "";
  const range = child(node, "LogRangeExpr");
  const reduce = REDUCERS[kind];
  if (range === undefined || reduce === undefined) throw new NotKnown(`The sample store does not know "${node.text}".`);
  const length = milliseconds(find(range, ({ name }) => name === "Range")?.text.replace(/[[\]\s]/g, "") ?? "");
  const unwrap = child(range, "UnwrapExpr");
  const label = unwrap === undefined ? undefined : (all(unwrap, "Identifier")[0]?.text ?? "");
  const fits = selector(child(range, "Selector") ?? range);
  const stage = pipeline(child(range, "PipelineExpr"));
  const quantile = Number(child(node, "Number")?.text ?? "0.5");
  const window = length ?? 60_000;
  const entries = read(fits, (times[0] ?? 0) - window, times.at(-1) ?? 0).flatMap((entry) => stage(entry) ?? []);
  return times.map((time) => {
    const groups = new Map<string, { labels: Labels; values: number[]; bytes: number }>();
    for (const entry of entries) {
      if (entry.time <= time - window || entry.time > time) continue;
      const { [label ?? ""]: unwrapped, ...labels } = entry.labels;
      const key = keyOf(labels);
      const group = groups.get(key) ?? { labels, values: [], bytes: 0 };
      groups.set(key, group);
      group.values.push(label === undefined ? 1 : quantity(unwrapped ?? "NaN"));
      group.bytes += entry.line.length;
    }
    const moments = [...groups.values()].map(({ labels, values, bytes }) => {
      const sorted = kind === "QuantileOverTime" ? [...values].sort((a, b) => a - b) : values;
      const chosen = kind === "QuantileOverTime" ? [sorted[Math.floor(quantile * (sorted.length - 1))] ?? 0] : values;
      return { labels, value: reduce(chosen, window / 1_000, bytes) };
    });
    const grouping = child(node, "Grouping");
    return grouping === undefined ? moments : grouped(moments, grouping, (values) => values.at(-1) ?? 0);
  });
};

const AGGREGATIONS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Sum: sum,
  Avg: (values) => sum(values) / values.length,
  Max: (values) => Math.max(...values),
  Min: (values) => Math.min(...values),
  Count: (values) => values.length,
};

const vectorAggregation = (node: Node, times: readonly number[], read: Read): readonly (readonly Moment[])[] => {
  const kind = child(node, "VectorOp")?.children[0]?.name ?? "";
  const of = node.children.find(({ name }) => name === "MetricExpr" || name === "Expr");
  if (of === undefined) throw new NotKnown(`The sample store does not know "${node.text}".`);
  const inner = evaluate(of, times, read);
  if (kind === "Topk" || kind === "Bottomk") {
    const count = Number(child(node, "Number")?.text ?? "1");
    const sign = kind === "Topk" ? 1 : -1;
    return inner.map((moments) => [...moments].sort((a, b) => sign * (b.value - a.value)).slice(0, count));
  }
  const reduce = AGGREGATIONS[kind];
  if (reduce === undefined) throw new NotKnown(`The sample store does not know "${node.text}".`);
  return inner.map((moments) => grouped(moments, child(node, "Grouping"), reduce));
};

const grouped = (
  moments: readonly Moment[],
  grouping: Node | undefined,
  reduce: (values: readonly number[]) => number,
): readonly Moment[] => {
  const names = grouping === undefined ? [] : all(grouping, "Identifier").map(({ text }) => text);
  const without = grouping !== undefined && child(grouping, "Without") !== undefined;
  const groups = new Map<string, { labels: Labels; values: number[] }>();
  for (const { labels, value } of moments) {
    const kept = Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name) !== without));
    const key = keyOf(kept);
    const group = groups.get(key) ?? { labels: kept, values: [] };
    groups.set(key, group);
    group.values.push(value);
  }
  return [...groups.values()].map(({ labels, values }) => ({ labels, value: reduce(values) }));
};

const ARITHMETIC: Readonly<Record<string, (left: number, right: number) => number | undefined>> = {
  Add: (left, right) => left + right,
  Sub: (left, right) => left - right,
  Mul: (left, right) => left * right,
  Div: (left, right) => left / right,
  Gtr: (left, right) => (left > right ? left : undefined),
  Gte: (left, right) => (left >= right ? left : undefined),
  Lss: (left, right) => (left < right ? left : undefined),
  Lte: (left, right) => (left <= right ? left : undefined),
};

const binary = (node: Node, times: readonly number[], read: Read): readonly (readonly Moment[])[] => {
  const [first, operator, ...rest] = node.children;
  const second = rest.at(-1);
  if (first === undefined || operator === undefined || second === undefined)
    throw new NotKnown(`The sample store does not know "${node.text}".`);
  const [left, right] = [evaluate(first, times, read), evaluate(second, times, read)];
  const compute = ARITHMETIC[operator.name];
  const scalar = find(second, ({ name }) => name === "RangeAggregationExpr") === undefined;
  return left.map((moments, index) => {
    const others = right[index] ?? [];
    const keys = new Set(moments.map(({ labels }) => keyOf(labels)));
    if (operator.name === "Or") return [...moments, ...others.filter(({ labels }) => !keys.has(keyOf(labels)))];
    if (compute === undefined) throw new NotKnown(`The sample store does not know "${operator.text}".`);
    const byKey = new Map(others.map(({ labels, value }) => [keyOf(labels), value]));
    return moments.flatMap(({ labels, value }) => {
      const other = scalar ? others[0]?.value : byKey.get(keyOf(labels));
      const result = other === undefined ? undefined : compute(value, other);
      return result === undefined ? [] : [{ labels, value: result }];
    });
  });
};

export const keyOf = (labels: Labels): string =>
  JSON.stringify(Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1)));
