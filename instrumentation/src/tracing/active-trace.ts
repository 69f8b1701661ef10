/** The trace that the running code belongs to: the one place where exemplars and log lines learn their trace id, so that both always agree. */
import { isSpanContextValid, trace, TraceFlags } from "@opentelemetry/api";

/** The ids under which the running code's span is exported, as W3C trace context writes them. */
export interface ActiveTrace {
  /** 32 lower-case hexadecimal digits. */
  readonly traceId: string;
  /** 16 lower-case hexadecimal digits. */
  readonly spanId: string;
  /** Whether the span is exported: a trace that is not sampled cannot be looked up in Jaeger. */
  readonly sampled: boolean;
}

/** The active span's ids; undefined outside of a span and for contexts that are not valid. Never throws. */
export function activeTrace(): ActiveTrace | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  if (context === undefined || !isSpanContextValid(context)) return undefined;
  const { traceId, spanId, traceFlags } = context;
  return { traceId, spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 };
}
