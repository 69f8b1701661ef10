/** Tracing within the tests' own process: spans end up in a list. */
import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { core } from "@opentelemetry/sdk-node";
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  type SpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";

export interface Recording {
  /** Those that have ended, in the order of their ends. */
  readonly spans: () => readonly ReadableSpan[];
  /** The only one of that name that has ended. */
  readonly span: (name: string) => ReadableSpan;
}

/** Records the spans of each test of the file. */
export function recording(...processors: readonly SpanProcessor[]): Recording {
  const exporter = new InMemorySpanExporter();
  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(
      new core.CompositePropagator({
        propagators: [new core.W3CTraceContextPropagator(), new core.W3CBaggagePropagator()],
      }),
    );
    trace.setGlobalTracerProvider(
      new TracerProvider({ spanProcessors: [...processors, new SimpleSpanProcessor({ exporter })] }),
    );
  });
  beforeEach(() => exporter.reset());
  afterAll(() => {
    trace.disable();
    context.disable();
    propagation.disable();
  });
  const spans = (): readonly ReadableSpan[] => exporter.getFinishedSpans();
  return {
    spans,
    span: (name) => {
      const found = spans().filter((each) => each.name === name);
      const [first, ...rest] = found;
      if (!first || rest.length > 0)
        throw new Error(
          `${found.length} spans "${name}" among ${spans()
            .map((each) => each.name)
            .join(", ")}`,
        );
      return first;
    },
  };
}
