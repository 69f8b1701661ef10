/** What is kept, for how long, how large it may grow, and what makes it grow: arithmetic where the model has the figures, a query where it has not. */
import {
  fraction,
  humanBytes,
  inSeconds,
  kibibytes,
  code,
  prometheusDuration,
  prose,
  table,
  type Model,
  type RuleEvaluator,
  type Store,
  type Workload,
} from "../../model";
import { slosOf } from "../slos";
import { counted, promql } from "./words";

/** Prometheus's documentation ("Storage"): "an average of only 1-2 bytes per sample". */
const BYTES_PER_SAMPLE = 2;
/** Rule of thumb: memory for one active series. */
const BYTES_PER_SERIES = kibibytes(8).bytes;
/** What a span takes up, as Jaeger's queue is reckoned. */
const BYTES_PER_SPAN = 1_000;

export const storageTable = (model: Model): string =>
  table(
    ["keeps", "workload", "in", "size of each", "replicas", "together", "retention"],
    model.stores.map((store) => {
      const replicas = workloadOf(model, store)?.replicas;
      return [
        prose(store.keeps ?? "data"),
        code(store.name),
        prose(store.medium ?? (store.size === undefined ? "memory or disk of the pod, gone with it" : "volume")),
        store.size === undefined ? "" : humanBytes(store.size),
        store.external === true ? "" : `${replicas ?? ""}`,
        store.size === undefined || typeof replicas !== "number"
          ? ""
          : humanBytes({ kind: "bytes", bytes: store.size.bytes * replicas }),
        retentionText(model, store),
      ];
    }),
  );

/** What ends by itself, or when somebody ends it, has no retention of its own. */
const UNTIL: Readonly<Record<string, string>> = {
  "lines of each node that wait": "until they are taken in",
  "lines that are not written out yet": "until they are written out",
  "accounts, preferences and dashboards that people made": "until somebody deletes them",
  "log chunks and their index": "for ever",
  "a copy of the index": "as long as the index",
  "tables that are being compacted": "until they are compacted",
  "samples of rules that are not sent yet": "until they are sent",
};

/** Alertmanager forgets a silence so long after its end, and what it has told so long after the last time. */
const REMEMBERED = "silences and what has been told";

const retentionText = ({ routings }: Model, { keeps = "", retention, retentionSize }: Store): string => {
  const duration = retention ?? (keeps === REMEMBERED ? routings[0]?.retention : undefined);
  return (
    [
      ...(duration === undefined ? [] : [prometheusDuration(duration)]),
      ...(retentionSize === undefined ? [] : [`at most ${humanBytes(retentionSize)}`]),
    ].join(", ") ||
    (UNTIL[keeps] ?? "what fits")
  );
};

const workloadOf = ({ workloads }: Model, { name }: Store): Workload | undefined =>
  workloads.find((each) => each.name === name);

/** What it all costs, as far as it can be told from here. */
export const costDrivers = (model: Model): readonly string[] => [
  volumesText(model),
  ...model.stores.flatMap((store) => growth(model, store)),
];

const volumesText = (model: Model): string => {
  const bytes = model.stores.reduce((sum, store) => {
    const replicas = workloadOf(model, store)?.replicas;
    return sum + (store.size === undefined || typeof replicas !== "number" ? 0 : store.size.bytes * replicas);
  }, 0);
  return `All volumes of the platform together are ${humanBytes({ kind: "bytes", bytes })}. What follows is per replica unless it says otherwise.`;
};

const growth = (model: Model, store: Store): readonly string[] => {
  switch (store.keeps) {
    case "samples":
      return model.evaluators.length === 0 ? [] : samples(model, store, model.evaluators[0] as RuleEvaluator);
    case "log chunks and their index":
      return logs(store);
    case "traces":
      return traces(store);
    case "lines of each node that wait":
      return waiting(store);
    default:
      return [];
  }
};

const samples = (model: Model, store: Store, { scrapeInterval, retention }: RuleEvaluator): readonly string[] => {
  const perSeries = inSeconds(retention) / inSeconds(scrapeInterval);
  const workload = workloadOf(model, store);
  const slos = slosOf(model);
  const recorded = slos.reduce((sum, { cost }) => sum + cost.series, 0);
  const memory = workload?.resources?.limits.memory;
  return [
    `### What samples cost`,
    [
      `- One series has a sample every ${prometheusDuration(scrapeInterval)} for ${prometheusDuration(retention)}: ${prometheusDuration(retention)} / ${prometheusDuration(scrapeInterval)} = ${perSeries} samples, at ${BYTES_PER_SAMPLE} bytes each ${humanBytes({ kind: "bytes", bytes: perSeries * BYTES_PER_SAMPLE })}.`,
      ...(store.retentionSize === undefined
        ? []
        : [
            `- ${humanBytes(store.retentionSize)} / ${humanBytes({ kind: "bytes", bytes: perSeries * BYTES_PER_SAMPLE })} = room for ${Math.floor(store.retentionSize.bytes / (perSeries * BYTES_PER_SAMPLE))} series over the whole retention; with more, the oldest samples go earlier.`,
          ]),
      ...(memory === undefined
        ? []
        : [
            `- ${humanBytes(memory)} of memory / ${humanBytes({ kind: "bytes", bytes: BYTES_PER_SERIES })} for each active series = about ${Math.floor(fraction(memory, 1).bytes / BYTES_PER_SERIES)} series, a rule of thumb; queries come on top.`,
          ]),
      `- ${counted(slos.length, "objective")} record ${recorded} series of these.`,
      "- Every replica keeps all of it. What grows: more targets, labels with more values, a shorter scrape interval, a longer retention.",
    ].join("\n"),
    "Series now, samples per second, bytes on disk:",
    promql(
      "sum by (pod) (prometheus_tsdb_head_series)\nsum by (pod) (rate(prometheus_tsdb_head_samples_appended_total[1h]))\nprometheus_tsdb_storage_blocks_bytes",
    ),
  ];
};

const logs = ({ external, medium, retention }: Store): readonly string[] => [
  "### What logs cost",
  [
    `- Bytes that come in each day, compressed, x ${retention === undefined ? "the days that are kept" : `${prometheusDuration(retention)} of retention`}. Nobody knows the first figure beforehand: measure it after a week. Loki's chunks are compressed, by how much depends on the lines.`,
    `- ${external === true ? `It is kept once, in ${prose(medium ?? "a store outside of the cluster")}; requests to it are paid as well where a cloud counts them` : "It is on the volume above, and stops to be taken in when that is full"}.`,
    "- What grows: debug lines, stack traces, labels with many values (each combination is a stream with chunks of its own).",
  ].join("\n"),
  "Bytes per day as they come in, and streams:",
  promql("sum(rate(loki_distributor_bytes_received_total[1d])) * 86400\nsum(loki_ingester_memory_streams)"),
];

const traces = ({ medium, retention }: Store): readonly string[] => [
  "### What traces cost",
  [
    `- Spans each day x ${retention === undefined ? "what fits" : prometheusDuration(retention)}, in ${prose(medium ?? "its store")}. At ${BYTES_PER_SPAN} bytes a span, a million of them is ${humanBytes({ kind: "bytes", bytes: 1_000_000 * BYTES_PER_SPAN })}; a store that keeps copies keeps each of them so many times.`,
    "- What grows: the share of traces that is kept (sampling), and the spans of each trace.",
  ].join("\n"),
  "Spans per day:",
  promql("sum(rate(otelcol_receiver_accepted_spans_total[1d])) * 86400"),
];

const waiting = ({ medium, size }: Store): readonly string[] => [
  "### What waiting lines cost",
  `Up to ${size === undefined ? "what fits" : humanBytes(size)} of disk on each node (${prose(medium ?? "volume")}), so nodes x ${size === undefined ? "that" : humanBytes(size)}. While all is well it is nearly nothing:`,
  promql("sum by (pod) (fluentd_output_status_buffer_total_bytes)"),
];
