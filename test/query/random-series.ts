/** Series that keep a contract, at random: what inference promises of a contract must hold for all of them. */
import fc from "fast-check";
import {
  bucketLabel,
  contract,
  counter,
  gauge,
  histogram,
  summary,
  seriesOf,
  type LabelValues,
  type Metric,
} from "../../lib/model";
import type { Labels } from "./promtool-answers";

/** Each label a different kind of promise. */
const ofPods = contract(
  { targetLabels: ["service", "pod"], optionalTargetLabels: ["node"], source: "a test" },
  {
    requests: counter("requests_total", { help: "…", labels: { code: ["200", "500"], method: ["GET", "POST"] } }),
    errors: counter("errors_total", { help: "…", labels: { code: ["500", "503"], reason: "any" } }),
    queue: gauge("queue_length", { help: "…", labels: { queue: "any", shard: "any" }, optionalLabels: ["shard"] }),
    duration: histogram("duration_seconds", { help: "…", labels: { method: ["GET", "POST"] }, buckets: [0.5, 1] }),
    latency: summary("latency_seconds", { help: "…" }),
    pod: gauge("pod_info", {
      help: "…",
      labels: { ip: "any", phase: ["Running", "Pending"] },
      identifiedBy: ["service", "pod"],
    }),
  },
);

const ofServices = contract({ targetLabels: ["service"], source: "a test" }, { limit: gauge("limit", { help: "…" }) });

export const metrics = { ...ofPods, ...ofServices };

/** A metric without a contract. */
export const UNKNOWN = "unknown_total";

/** Recorded from the metrics above: static labels, a name with two rules, a rule on a rule. */
export const recordings: readonly { readonly record: string; readonly expr: string; readonly labels?: Labels }[] = [
  { record: "service:requests:rate5m", expr: "sum by (service, code) (rate(requests_total[5m]))" },
  { record: "service:share:ratio", expr: "sum by (service) (service:requests:rate5m)", labels: { origin: "rule" } },
  { record: "all:figures", expr: "sum by (service) (queue_length)", labels: { figure: "queue" } },
  { record: "all:figures", expr: "max by (service) (limit)", labels: { figure: "limit" } },
  { record: "bare:share:ratio", expr: "service:share:ratio", labels: { origin: "" } },
];

/** Enough pods that one left out leaves several. */
const PODS = ["a", "b"].map((service) => ["1", "2", "3"].map((number) => ({ service, pod: `${service}${number}` })));

const ANY_VALUES: Readonly<Record<string, readonly string[]>> = {
  reason: ["timeout", "refused"],
  queue: ["x", "y"],
  shard: ["1", "2"],
  ip: ["10.0.0.1", "10.0.0.2", "10.0.0.3"],
};

const boundsOf = (metric: Metric): readonly number[] =>
  metric.buckets === undefined || metric.buckets === "native" ? [] : [...metric.buckets, Infinity];

const product = (labels: readonly (readonly [string, readonly string[]])[]): readonly Labels[] =>
  labels.reduce<readonly Labels[]>(
    (all, [label, values]) => all.flatMap((each) => values.map((value) => ({ ...each, [label]: value }))),
    [{}],
  );

const valuesOf = (label: string, values: LabelValues): readonly string[] =>
  values === "any" ? (ANY_VALUES[label] ?? ["v"]) : values;

/** All series of a target: each combination of what the instrument distinguishes. */
const ofTarget = (metric: Metric, target: Labels, index: number): readonly { name: string; labels: Labels }[] =>
  seriesOf(metric).flatMap(({ name, role }) => {
    const own = Object.entries(metric.labels).map(([label, values]): readonly [string, readonly string[]] => {
      const possible = valuesOf(label, values);
      // What does not identify follows from what does: one value per target.
      if (metric.identifiedBy) return [label, [possible[index % possible.length] ?? ""]];
      return [label, metric.optionalLabels.includes(label) ? [...possible, ""] : possible];
    });
    const part: readonly (readonly [string, readonly string[]])[] =
      role === "bucket"
        ? [["le", boundsOf(metric).map(bucketLabel)]]
        : role === "quantile"
          ? [["quantile", ["0.5", "0.99"]]]
          : [];
    return product([...own, ...part]).map((labels) => ({ name, labels: { ...target, ...labels } }));
  });

const text = ({ name, labels }: { readonly name: string; readonly labels: Labels }): string =>
  `${name}{${Object.entries(labels)
    .filter(([, value]) => value !== "")
    .map(([label, value]) => `${label}="${value}"`)
    .join(",")}}`;

/** Which pods there are, which of them tell their node, and the values of their series. */
export const givenSeries: fc.Arbitrary<readonly { series: string; values: string }[]> = fc
  .tuple(
    fc.subarray(PODS, { minLength: 1 }).map((services) => services.flat()),
    fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    fc.array(fc.constantFrom("0x20", "1x20", "5x20", "0+60x20", "0+7x20", "3-1x20"), { minLength: 7, maxLength: 7 }),
  )
  .map(([pods, withNode, values]) => {
    let next = 0;
    const all = Object.values<Metric>(metrics).flatMap((metric) =>
      pods.flatMap((pod, index) => {
        const target: Labels = metric.targetLabels.includes("pod")
          ? { ...pod, ...(withNode[index] ? { node: `n${index}` } : {}) }
          : { service: pod.service };
        return ofTarget(metric, target, index).map(text);
      }),
    );
    const unknown = pods.map(({ pod }, index) =>
      text({ name: UNKNOWN, labels: { pod, zone: index === 0 ? "z" : "" } }),
    );
    return [...new Set([...all, ...unknown])].map((series) => {
      next += 1;
      return { series, values: values[next % values.length] ?? "1x20" };
    });
  });
