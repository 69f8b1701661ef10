/**
 * Runs somebody's function within a span of its own. The function's result and errors are its caller's: they pass through as they are, and nothing
 * that goes wrong with the span ever shows in them.
 */
import {
  context,
  INVALID_SPAN_CONTEXT,
  type Context,
  type Span,
  type SpanOptions,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import { recordFailure, type Redaction } from "./failure";

export interface SpanPlan {
  readonly tracer: Tracer;
  /** How the span begins; a function, because even the look at a caller's arguments may throw. */
  readonly describe: () => { readonly name: string; readonly options: SpanOptions };
  /** What else the context shall carry while the function runs. @default nothing */
  readonly carrying?: (context: Context) => Context;
  /** What the result tells the span. @default nothing */
  readonly onResult?: (span: Span, result: unknown) => void;
  /** What may be shown of an error's texts. @default all but what looks like a secret */
  readonly redaction?: Redaction;
  /** What else an error tells the span. @default nothing */
  readonly onFailure?: (span: Span, thrown: unknown) => void;
}

/**
 * The span ends when the function returns or throws, or when the promise settles that it returns. Any other object with a `then` (a query builder) is started
 * by this, and a promise of its outcome returned.
 */
export function runInSpan<Result>(plan: SpanPlan, run: (span: Span) => Result): Result {
  const span = begun(plan);
  const within = attempted(() => {
    const inside = trace.setSpan(context.active(), span);
    return plan.carrying ? plan.carrying(inside) : inside;
  });
  let result: Result;
  try {
    result = context.with(within ?? context.active(), run, undefined, span);
  } catch (thrown) {
    fail(plan, span, thrown);
    throw thrown;
  }
  const then = thenOf(result);
  if (!then) {
    succeed(plan, span, result);
    return result;
  }
  return then.call(
    result,
    (value: unknown) => {
      succeed(plan, span, value);
      return value;
    },
    (thrown: unknown) => {
      fail(plan, span, thrown);
      throw thrown;
    },
  ) as Result;
}

function begun({ tracer, describe }: SpanPlan): Span {
  const span = attempted(() => {
    const { name, options } = describe();
    return tracer.startSpan(name, options);
  });
  return span ?? trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
}

function succeed({ onResult }: SpanPlan, span: Span, value: unknown): void {
  if (onResult && span.isRecording()) attempted(() => onResult(span, value));
  attempted(() => span.end());
}

function fail({ onFailure, redaction }: SpanPlan, span: Span, thrown: unknown): void {
  if (span.isRecording()) {
    attempted(() => recordFailure(span, thrown, redaction));
    if (onFailure) attempted(() => onFailure(span, thrown));
  }
  attempted(() => span.end());
}

type Then = (onValue: (value: unknown) => unknown, onError: (thrown: unknown) => unknown) => unknown;

function thenOf(result: unknown): Then | undefined {
  if ((typeof result !== "object" && typeof result !== "function") || result === null) return undefined;
  const then = attempted((): unknown => Reflect.get(result, "then"));
  return typeof then === "function" ? (then as Then) : undefined;
}

/** Telemetry that fails is telemetry that is missing, nothing more. */
function attempted<Value>(act: () => Value): Value | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
