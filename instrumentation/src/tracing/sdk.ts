/** OpenTelemetry's SDK, put together from settings. It takes half a second to load, so only a setup that starts loads this file. */
import { diag, type MeterProvider, metrics } from "@opentelemetry/api";
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
import { OtlpExporter } from "./otlp-exporter";
import { RedactingProcessor } from "./redacting-processor";
import type { TracingSettings } from "./settings";

export interface RunningSdk {
  /** What has ended so far has left, or failed to, when the promise resolves. */
  readonly flush: () => Promise<void>;
  readonly shutdown: () => Promise<void>;
  /** The modules that are instrumented when they are loaded from now on. */
  readonly modules: readonly string[];
}

export interface Listeners {
  /** Hears of spans that did not arrive. */
  readonly report: (problem: string) => void;
  /** Makes OpenTelemetry say what it has to say where we hear it. */
  readonly listen: () => void;
}

export function startSdk(settings: TracingSettings, { report, listen }: Listeners): RunningSdk {
  const { protocol, url } = settings;
  listen();
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
    return [
      new BatchProcessor({ exporter: new OtlpExporter({ protocol, url, report }), batches: settings.batches, report }),
    ];
  });
  // With OTEL_LOG_LEVEL set, the SDK gives the place to a logger of its own, without a limit; it would complain of one that stands there.
  if (settings.logLevelIsSet) diag.disable();
  const sdk = new NodeSDK({
    instrumentations,
    resource: resources
      .defaultResource()
      .merge(resources.resourceFromAttributes({ ...processAttributes(), ...settings.resource })),
    // Not the one of processes: it would export the command line, and with it whatever secrets are written there.
    resourceDetectors: settings.detectorsAreSet ? undefined : [resources.hostDetector],
    sampler: samplerOf(settings),
    // Also where nothing is exported: spans give log lines and other services the ids of a trace.
    spanProcessors: [new RedactingProcessor(), ...exporting],
    spanLimits:
      settings.longestAttribute === undefined ? undefined : { attributeValueLengthLimit: settings.longestAttribute },
    // Left out, these would export metrics and logs to a receiver that is asked for traces.
    metricReaders: settings.metrics ? undefined : [],
    logRecordProcessors: [],
  });
  listen();
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

function processAttributes(): Readonly<Record<string, string | number>> {
  return {
    "process.pid": process.pid,
    "process.runtime.name": "nodejs",
    "process.runtime.version": process.versions.node,
  };
}
