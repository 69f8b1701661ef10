/** What a Jaeger can be told. */
import * as z from "zod";
import {
  bytes,
  cores,
  count,
  disruptionBudget,
  duration,
  environmentFromSecrets,
  exposure,
  gibibytes,
  hours,
  join,
  mebibytes,
  milliseconds,
  neverDrains,
  nonEmpty,
  ratio,
  releaseName,
  replicaCount,
  resources,
  scheduling,
  values,
  workloadProps,
} from "../../model";
import { sampling, samplingConflict } from "./sampling";
import { isShared, storage } from "./storage";

const MEBIBYTE = mebibytes(1).bytes;

const batch = z.strictObject({
  /** Spans written at once. @default 8192, the collector's own */
  spans: count(1).default(8_192),
  /** How long a batch waits to be full. @default milliseconds(200), the collector's own */
  timeout: duration.default(milliseconds(200)),
});

const spanMetrics = z.strictObject({
  /** Attributes of spans that become labels, besides service, operation, kind and status. @default none */
  dimensions: z.array(nonEmpty).readonly().default([]),
  /** Upper bounds of the latency histogram. @default 2 ms to 15 s in 16 steps, the connector's own */
  buckets: z.array(duration).readonly().optional(),
  /** Combinations of labels counted for each service; what comes after is counted as one. @default 1000 */
  series: count(1).default(1_000),
  /** Series of operations that are seen no more end after this time. @default hours(1) */
  expiration: duration.default(hours(1)),
});

const linkPattern = z.strictObject({
  /** What the link stands beside. */
  type: z.enum(["process", "tags", "logs", "traces"]),
  /** Name of the tag whose value becomes a link. Not for `traces`. */
  key: nonEmpty.optional(),
  /** `#{name}` stands for the value of a tag. */
  url: nonEmpty,
  text: nonEmpty,
});

const ui = z.strictObject({
  /** Links from tags, logs and traces to other places, e.g. `{ type: "tags", key: "order.id", url: "https://shop.example/#{order.id}", text: "Order" }`. @default none */
  linkPatterns: z.array(linkPattern).readonly().default([]),
});

const shape = z.strictObject({
  ...workloadProps,
  /** The chart knows no priority class. @default nodes as the scheduler likes, replicas preferably on different ones */
  scheduling: scheduling
    .refine(({ priorityClass }) => priorityClass === undefined, {
      path: ["priorityClass"],
      error: "has no effect: the chart cannot set it",
      params: { mend: "leave it out; a PriorityClass with globalDefault reaches these pods, too" },
    })
    .prefault({}),
  /** Name of the Helm release, of the Deployment and of the Service. @default "jaeger" */
  releaseName: releaseName.default("jaeger"),
  /** @default 2 with storage that replicas can share; memory and badger allow for one */
  replicas: replicaCount.optional(),
  /** Where traces are kept: `inMemory`, `badger`, `elasticsearch`, `opensearch`, `cassandra` or `clickhouse`. */
  storage,
  /** What SDKs are told about which traces to keep, on ports 5778 (HTTP) and 5779 (gRPC). @default one trace in ten */
  sampling: z.union([sampling, z.literal("off")]).prefault({ kind: "strategies" }),
  /** Receivers for what does not speak OTLP: Jaeger's own protocols (14250, 14268, UDP 6831 and 6832), Zipkin (9411). @default none */
  legacyReceivers: z
    .array(z.enum(["jaeger", "zipkin"]))
    .readonly()
    .default([]),
  /** Largest OTLP message that is taken over gRPC, in whole MiB. @default mebibytes(4), gRPC's own */
  largestMessage: bytes
    .refine(({ bytes }) => bytes % MEBIBYTE === 0, {
      error: "is no whole number of MiB",
      params: { mend: "write e.g. mebibytes(16)" },
    })
    .default(mebibytes(4)),
  /** Share of the memory limit above which spans are refused instead of taken, so that senders slow down. @default 0.7 */
  memoryShare: ratio
    .refine((share) => share >= 0.3 && share <= 0.8, {
      error: "leaves no room, or uses hardly any",
      params: { mend: "write a share from 0.3 to 0.8" },
    })
    .default(0.7),
  batch: batch.prefault({}),
  /** Spans that wait while the storage is slow or away; at 1 kB each, 50 000 are 50 MB. @default 50000 */
  queuedSpans: count(1).default(50_000),
  /** Metrics computed from spans, once `exportMetricsTo` has named a Prometheus. */
  spanMetrics: spanMetrics.prefault({}),
  ui: ui.prefault({}),
  /** @default 250m CPU and 512 MiB requested, 1 GiB limit */
  resources: resources.default({
    requests: { cpu: cores(0.25), memory: mebibytes(512) },
    limits: { memory: gibibytes(1) },
  }),
  /** Variables of the container, from Secrets. @default none */
  environment: environmentFromSecrets,
  /** @default one replica may be away, when there are several */
  disruptionBudget: disruptionBudget.optional(),
  /** How people reach the user interface. @default from inside the cluster only */
  exposure: exposure.optional(),
  /** Have Prometheus scrape Jaeger's own metrics through a ServiceMonitor. @default true */
  serviceMonitor: z.boolean().default(true),
  /** Values of the chart, merged last. Checked like everything else. @default none */
  values: values.default({}),
});

/** One pod where the storage belongs to it. */
export const replicasOf = ({ replicas, storage }: Pick<z.output<typeof shape>, "replicas" | "storage">): number =>
  replicas ?? (isShared(storage) ? 2 : 1);

export const jaegerProps = shape.superRefine((input, context) => {
  const issue = (path: readonly PropertyKey[], message: string, mend: string): void =>
    context.addIssue({ code: "custom", path: [...path], input: join("", path), message, params: { mend } });
  const conflict = samplingConflict(input.sampling, input.storage);
  if (conflict !== undefined) issue(["sampling"], conflict.problem, conflict.mend);
  if (!isShared(input.storage) && (input.replicas ?? 1) > 1)
    issue(
      ["replicas"],
      `is ${input.replicas}, but ${input.storage.kind} storage belongs to one pod`,
      "write 1, or use elasticsearch({ … })",
    );
  if (neverDrains(replicasOf(input), input.disruptionBudget))
    issue(
      ["disruptionBudget", "minAvailable"],
      "keeps all replicas where they are, so that their nodes can never drain",
      "write less than replicas, or { maxUnavailable: 1 }",
    );
  input.ui.linkPatterns.forEach(({ type, key }, index) => {
    if ((type === "traces") === (key !== undefined))
      issue(
        ["ui", "linkPatterns", index, "key"],
        type === "traces" ? "has no effect on a link of a whole trace" : "is missing",
        type === "traces" ? "leave it out" : "write the name of the tag, e.g. order.id",
      );
  });
  const buckets = input.spanMetrics.buckets?.map(({ milliseconds }) => milliseconds) ?? [];
  if (buckets.some((bound, index) => index > 0 && bound <= (buckets[index - 1] ?? 0)))
    issue(["spanMetrics", "buckets"], "do not rise", "write each bound once, the smallest first");
});

export type JaegerProps = z.input<typeof jaegerProps>;
export type JaegerSettings = z.output<typeof jaegerProps>;
