/** A small log store: the lines of the world's programs, and answers to what dashboards ask about them. */
import { evaluate, keyOf, type Read } from "./evaluate";
import { linesOf, type Stream } from "./lines";
import { pipeline, selector, type Entry } from "./pipeline";
import { child, find, milliseconds, parse } from "./tree";

interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Asked extends Span {
  /** As LogQL writes durations. */
  readonly step: string;
  /** The value of the end only. */
  readonly instant: boolean;
  readonly limit: number;
}

export interface Line {
  /** Milliseconds. */
  readonly time: number;
  readonly line: string;
  readonly labels: Readonly<Record<string, string>>;
}

export type Answer =
  | { readonly kind: "lines"; readonly lines: readonly Line[] }
  | {
      readonly kind: "series";
      readonly series: readonly {
        readonly metric: Readonly<Record<string, string>>;
        readonly values: readonly (readonly [number, string])[];
      }[];
    };

export interface LogStore {
  /** @throws NotKnown what the store cannot do */
  readonly answer: (query: string, asked: Asked) => Answer;
  /** The values of a label of all streams, or of those that fit. */
  readonly values: (label: string, stream: string, span: Span) => readonly string[];
}

export const logStore = (streams: readonly Stream[]): LogStore => {
  const read: Read = (fits, from, to) =>
    streams.filter(({ labels }) => fits(labels)).flatMap((stream) => linesOf(stream, { from, to }));
  return {
    answer: (query, asked) => {
      const tree = parse(query);
      const lines = find(tree, ({ name }) => name === "LogExpr" || name === "MetricExpr");
      return lines?.name === "LogExpr"
        ? { kind: "lines", lines: linesFor(lines, asked, read) }
        : { kind: "series", series: seriesFor(tree, asked, read) };
    },
    values: (label, stream) => {
      const fits = stream.trim() === "" ? () => true : selector(parse(stream));
      const found = streams
        .filter(({ labels }) => fits(labels))
        .map(({ labels }) => (labels as Readonly<Record<string, string>>)[label] ?? "");
      return [...new Set(found)].filter((value) => value !== "").sort();
    },
  };
};

const linesFor = (node: ReturnType<typeof parse>, { from, to, limit }: Asked, read: Read): readonly Entry[] => {
  const stage = pipeline(child(node, "PipelineExpr"));
  return read(selector(child(node, "Selector") ?? node), from, to)
    .flatMap((entry) => stage(entry) ?? [])
    .sort((left, right) => right.time - left.time)
    .slice(0, limit);
};

const seriesFor = (node: ReturnType<typeof parse>, { from, to, step, instant }: Asked, read: Read) => {
  const width = milliseconds(step) ?? 60_000;
  const times = instant
    ? [to]
    : Array.from({ length: Math.floor((to - from) / width) + 1 }, (_, index) => to - index * width).reverse();
  const series = new Map<string, { metric: Readonly<Record<string, string>>; values: [number, string][] }>();
  for (const [index, moments] of evaluate(node, times, read).entries())
    for (const { labels, value } of moments) {
      const key = keyOf(labels);
      const known = series.get(key) ?? { metric: labels, values: [] };
      series.set(key, known);
      known.values.push([(times[index] ?? 0) / 1_000, String(value)]);
    }
  return [...series.values()];
};
