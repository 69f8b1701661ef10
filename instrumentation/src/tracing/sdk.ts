/** OpenTelemetry's SDK, put together from settings. It takes half a second to load, so only a setup that starts loads this file. */
import { type MeterProvider, metrics } from "@opentelemetry/api";
import { OTLPTraceExporter as OtlpGrpcExporter } from "@opentelemetry/exporter-trace-otlp-grpc";
import { NodeSDK, resources } from "@opentelemetry/sdk-node";
import {
  ConsoleSpanExporter,
  ParentBasedSampler,
  SimpleSpanProcessor,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace";
import { BatchProcessor } from "./batch-processor";
import { changeBuiltIns, hookEsModules, mayBeEsModules } from "./esm-hook";
import { instrumentationsFor, modulesOf } from "./instrumentations";
import { OtlpHttpExporter } from "./otlp-http-exporter";
import { RedactingProcessor } from "./redacting-processor";
import type { TracingSettings } from "./settings";

export interface RunningSdk {
  /** What has ended so far has left, or failed to, when the promise resolves. */
  readonly flush: () => Promise<void>;
  readonly shutdown: () => Promise<void>;
  /** The modules that are instrumented when they are loaded from now on. */
  readonly modules: readonly string[];
}

/** @param report hears of spans that did not arrive */
export function startSdk(settings: TracingSettings, report: (problem: string) => void): RunningSdk {
  const instrumentations = instrumentationsFor({
    chosen: settings.instrumentations,
    enabledByVariable: settings.enabledByVariable,
    ignorePaths: settings.ignorePaths,
    metrics: settings.metrics,
  });
  const modules = modulesOf(instrumentations);
  if (settings.esModules ?? mayBeEsModules()) hookEsModules(modules);

  const exporting = settings.exporters.flatMap((name): readonly SpanProcessor[] => {
    if (name === "none") return [];
    if (name === "console") return [new SimpleSpanProcessor({ exporter: new ConsoleSpanExporter() })];
    return [new BatchProcessor({ exporter: otlpExporter(settings, report), batches: settings.batches, report })];
  });
  const sdk = new NodeSDK({
    instrumentations,
    resource: resources
      .defaultResource()
      .merge(resources.resourceFromAttributes({ ...processAttributes(), ...settings.resource })),
    // Not the one of processes: it would export the command line, and with it whatever secrets are written there.
    resourceDetectors: settings.detectorsAreSet ? undefined : [resources.hostDetector],
    sampler: samplerOf(settings),
    spanProcessors: exporting.length > 0 ? [new RedactingProcessor(), ...exporting] : [],
    spanLimits:
      settings.longestAttribute === undefined ? undefined : { attributeValueLengthLimit: settings.longestAttribute },
    // Left out, these would export metrics and logs to a receiver that is asked for traces.
    metricReaders: settings.metrics ? undefined : [],
    logRecordProcessors: [],
  });
  sdk.start();
  changeBuiltIns(modules);
  return {
    modules,
    flush: async () => {
      await Promise.all([...exporting.map((each) => each.forceFlush()), flushMetrics()]);
    },
    shutdown: () => sdk.shutdown(),
  };
}

/** Those of the SDK, where they are exported. */
async function flushMetrics(): Promise<void> {
  const meters = metrics.getMeterProvider() as MeterProvider & { readonly forceFlush?: () => Promise<void> };
  await meters.forceFlush?.();
}

function samplerOf({ sampleRatio }: TracingSettings): ParentBasedSampler | undefined {
  return sampleRatio === undefined
    ? undefined
    : new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampleRatio) });
}

function otlpExporter(
  { protocol, endpoint }: TracingSettings,
  report: (problem: string) => void,
): OtlpHttpExporter | OtlpGrpcExporter {
  return protocol === "grpc"
    ? new OtlpGrpcExporter({ url: endpoint })
    : new OtlpHttpExporter({ protocol, endpoint, report });
}

function processAttributes(): Readonly<Record<string, string | number>> {
  return {
    "process.pid": process.pid,
    "process.runtime.name": "nodejs",
    "process.runtime.version": process.versions.node,
  };
}
