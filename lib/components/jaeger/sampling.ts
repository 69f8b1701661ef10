/** Which traces are kept: what Jaeger answers when an application's SDK asks with what probability it shall begin a trace. */
import * as z from "zod";
import { count, nonEmpty, ratio, type Values } from "../../model";
import type { Storage } from "./storage";

/** Share by the name of an operation (span name), for what matters more or less than the rest of its service. */
const operations = z.record(nonEmpty, ratio).readonly().default({});

// No operations beside a rate: SDKs that are told of operations forget the rate.
const strategy = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ratio"), ratio, operations }),
  z.strictObject({ kind: z.literal("perSecond"), traces: count(1) }),
]);
type Strategy = z.output<typeof strategy>;
type StrategyInput = z.input<typeof strategy>;

/** A share of all traces; other shares for single operations: `sampleRatio(0.1, { "GET /healthz": 0 })`. */
export const sampleRatio = (ratio: number, operations: Readonly<Record<string, number>> = {}): StrategyInput => ({
  kind: "ratio",
  ratio,
  operations,
});
/** So many traces a second from each instance of a service: `samplePerSecond(5)`. */
export const samplePerSecond = (traces: number): StrategyInput => ({ kind: "perSecond", traces });

const operationsOf = (each: Strategy): Readonly<Record<string, number>> =>
  each.kind === "ratio" ? each.operations : {};

const strategies = z
  .strictObject({
    kind: z.literal("strategies"),
    /** For services that are not named; its operations count in all services. @default one trace in ten */
    default: strategy.default({ kind: "ratio", ratio: 0.1, operations: {} }),
    /** By the service's name. @default none */
    services: z.record(nonEmpty, strategy).readonly().default({}),
  })
  .superRefine((input, context) => {
    if (Object.keys(operationsOf(input.default)).length === 0) return;
    for (const [service, { kind }] of Object.entries(input.services))
      if (kind === "perSecond")
        context.addIssue({
          code: "custom",
          path: ["services", service],
          input: service,
          message: "is a rate, which the operations of the default strategy overrule",
          params: { mend: "write sampleRatio(…), or leave the default strategy's operations out" },
        });
  });

const adaptive = z.strictObject({
  kind: z.literal("adaptive"),
  /** Traces a second that each operation should end up with. @default 1, Jaeger's own */
  tracesPerSecond: z
    .number()
    .refine((value) => value > 0 && Number.isFinite(value), {
      error: "is no positive number",
      params: { mend: "write e.g. 1, or 0.1 for one trace in ten seconds" },
    })
    .default(1),
  /** For operations that are seen for the first time. @default 0.001, Jaeger's own */
  initialRatio: ratio.default(0.001),
  /** No operation gets less. @default 0.00001, Jaeger's own */
  leastRatio: ratio.default(0.000_01),
});

export const sampling = z.discriminatedUnion("kind", [strategies, adaptive]);
export type Sampling = z.output<typeof sampling>;
export type SamplingInput = z.input<typeof sampling>;
type Input<Kind> = Omit<Extract<SamplingInput, { kind: Kind }>, "kind">;

/** Fixed shares: `samplingStrategies({ default: sampleRatio(0.1), services: { checkout: sampleRatio(1) } })`. */
export const samplingStrategies = (props: Input<"strategies">): SamplingInput => ({ kind: "strategies", ...props });
/** Shares that Jaeger computes so that rare operations are seen, too: `adaptiveSampling({ tracesPerSecond: 1 })`. */
export const adaptiveSampling = (props: Input<"adaptive"> = {}): SamplingInput => ({ kind: "adaptive", ...props });

/** Of the storages of Jaeger 2.19, these implement what adaptive sampling asks for: a store of probabilities and a lock. */
const ADAPTIVE_STORAGES: readonly Storage["kind"][] = ["memory", "badger", "cassandra"];

/** What is wrong between a sampling and the storage it needs. */
export const samplingConflict = (
  sampling: Sampling | "off",
  storage: Storage,
): { problem: string; mend: string } | undefined =>
  sampling !== "off" && sampling.kind === "adaptive" && !ADAPTIVE_STORAGES.includes(storage.kind)
    ? {
        problem: `is adaptive, which ${storage.kind} cannot store`,
        mend: "write samplingStrategies({ … }), or use cassandra({ … })",
      }
    : undefined;

export const SAMPLING_PORTS = { http: 5778, grpc: 5779 } as const;
export const STRATEGIES_FOLDER = "/etc/jaeger-sampling";
export const STRATEGIES_FILE = "strategies.json";
/** Jaeger looks this often whether the file has changed; the kubelet updates it within two minutes. */
const RELOAD = "30s";

/** The extension `remote_sampling`. */
export const remoteSampling = (sampling: Sampling, store: string): Values => ({
  http: { endpoint: `0.0.0.0:${SAMPLING_PORTS.http}` },
  grpc: { endpoint: `0.0.0.0:${SAMPLING_PORTS.grpc}` },
  ...(sampling.kind === "adaptive"
    ? {
        adaptive: {
          sampling_store: store,
          target_samples_per_second: sampling.tracesPerSecond,
          initial_sampling_probability: sampling.initialRatio,
          min_sampling_probability: sampling.leastRatio,
        },
      }
    : {
        file: {
          path: `${STRATEGIES_FOLDER}/${STRATEGIES_FILE}`,
          reload_interval: RELOAD,
          ...(sampling.default.kind === "ratio" ? { default_sampling_probability: sampling.default.ratio } : {}),
        },
      }),
});

/** The file of strategies, in the notation of Jaeger's clients. */
export const strategiesFile = ({ default: fallback, services }: Extract<Sampling, { kind: "strategies" }>): Values => ({
  default_strategy: strategyEntry(fallback),
  service_strategies: Object.entries(services).map(([service, strategy]) => ({ service, ...strategyEntry(strategy) })),
});

const strategyEntry = (strategy: Strategy): Values => ({
  ...(strategy.kind === "ratio"
    ? { type: "probabilistic", param: strategy.ratio }
    : { type: "ratelimiting", param: strategy.traces }),
  ...(Object.keys(operationsOf(strategy)).length === 0
    ? {}
    : {
        operation_strategies: Object.entries(operationsOf(strategy)).map(([operation, param]) => ({
          operation,
          type: "probabilistic",
          param,
        })),
      }),
});
