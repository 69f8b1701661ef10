/** What Prometheus and the log store answer, as Grafana's data frames: the shapes that its data sources would make of them. */
import { FieldType, type DataFrame, type Field, type Labels } from "@grafana/data";
import { buckets } from "../data/buckets";
import type { Target } from "../data/dashboard-json";

/** One series of an answer; an answer for one moment has one value. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [number, string])[];
}

export interface LogLine {
  /** Milliseconds. */
  readonly time: number;
  readonly line: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** @param step milliseconds between two samples */
export const frames = (answer: readonly Series[], target: Target, step: number, tables: number): DataFrame[] => {
  if (target.format === "table") return [tableFrame(answer, target, tables)];
  if (target.format === "heatmap") return [heatmapFrame(answer, target, step)];
  return answer.map((series) => seriesFrame(series, target, step));
};

export const seriesName = (legend: string | undefined, metric: Labels, expr: string): string => {
  if (legend === undefined || legend === "" || legend === "__auto") return labelText(metric) || expr;
  return legend.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, name: string) => metric[name] ?? "");
};

const labelText = ({ __name__: name = "", ...labels }: Labels): string => {
  const text = Object.entries(labels)
    .map(([key, value]) => `${key}="${value}"`)
    .join(", ");
  return text === "" ? name : `${name}{${text}}`;
};

const number = (text: string): number => (text === "+Inf" ? Infinity : text === "-Inf" ? -Infinity : Number(text));

const field = (name: string, type: FieldType, values: unknown[], rest: Partial<Field> = {}): Field => ({
  name,
  type,
  values,
  config: {},
  ...rest,
});

/** Samples that are missing are gaps, as long as there is something on both sides. */
const seriesFrame = ({ metric, values }: Series, target: Target, step: number): DataFrame => {
  const times: number[] = [];
  const numbers: (number | null)[] = [];
  for (const [seconds, text] of values) {
    const time = seconds * 1_000;
    const before = times.at(-1);
    if (before !== undefined && time - before > step * 1.5) {
      times.push(before + step);
      numbers.push(null);
    }
    times.push(time);
    numbers.push(number(text));
  }
  const name = seriesName(target.legendFormat, metric, target.expr ?? "");
  return {
    refId: target.refId,
    name,
    length: times.length,
    fields: [
      field("Time", FieldType.time, times, { config: { interval: step } }),
      field("Value", FieldType.number, numbers, { labels: { ...metric }, config: { displayNameFromDS: name } }),
    ],
  };
};

/** One row for each series, a column for each label; values are numbered where several queries answer. */
const tableFrame = (answer: readonly Series[], { refId }: Target, tables: number): DataFrame => {
  const rows = answer.flatMap(({ metric, values }) => {
    const last = values.at(-1);
    return last === undefined ? [] : [{ metric, time: last[0] * 1_000, value: number(last[1]) }];
  });
  const labels = [...new Set(rows.flatMap(({ metric }) => Object.keys(metric)))].sort();
  return {
    refId,
    length: rows.length,
    fields: [
      field(
        "Time",
        FieldType.time,
        rows.map(({ time }) => time),
      ),
      ...labels.map((label) =>
        field(
          label,
          FieldType.string,
          rows.map(({ metric }) => metric[label] ?? ""),
        ),
      ),
      field(
        tables > 1 ? `Value #${refId}` : "Value",
        FieldType.number,
        rows.map(({ value }) => value),
      ),
    ],
  };
};

const heatmapFrame = (answer: readonly Series[], { refId }: Target, step: number): DataFrame => {
  const times = [...new Set(answer.flatMap(({ values }) => values.map(([seconds]) => seconds * 1_000)))].sort(
    (left, right) => left - right,
  );
  const found = buckets(
    times,
    answer.map(({ metric, values }) => {
      const at = new Map(values.map(([seconds, text]) => [seconds * 1_000, number(text)]));
      return { bound: metric["le"] ?? "", values: times.map((time) => at.get(time)) };
    }),
  );
  return {
    refId,
    length: times.length,
    fields: [
      field("Time", FieldType.time, times, { config: { interval: step } }),
      ...found.rows.map(({ bound, counts }) =>
        field(String(bound), FieldType.number, [...counts], { labels: { le: String(bound) } }),
      ),
    ],
  };
};

export const logFrame = (lines: readonly LogLine[], { refId }: Target): DataFrame => ({
  refId,
  length: lines.length,
  fields: [
    field(
      "Time",
      FieldType.time,
      lines.map(({ time }) => time),
    ),
    field(
      "Line",
      FieldType.string,
      lines.map(({ line }) => line),
    ),
    field(
      "labels",
      FieldType.other,
      lines.map(({ labels }) => labels),
    ),
  ],
});
