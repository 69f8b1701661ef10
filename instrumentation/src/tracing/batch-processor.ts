/**
 * Collects spans and hands them over in batches. OpenTelemetry's own would keep a process alive that has nothing else to do, for as long as its collector
 * does not answer, and its flush does not wait for what is already on its way.
 */
import { context, TraceFlags } from "@opentelemetry/api";
import { core } from "@opentelemetry/sdk-node";
import type { ReadableSpan, SpanExporter, SpanProcessor } from "@opentelemetry/sdk-trace";
import type { SpanBatches } from "../environment";

/** An exporter that can be told that somebody waits: no more pauses between its attempts. */
export interface HurryingExporter extends SpanExporter {
  /** Gives back what ends the hurry. */
  hurry?(): () => void;
}

export interface BatchProcessorOptions {
  readonly exporter: HurryingExporter;
  readonly batches: SpanBatches;
  /** Hears of batches that did not arrive and of spans that found no room. */
  readonly report: (problem: string) => void;
}

export class BatchProcessor implements SpanProcessor {
  readonly #options: BatchProcessorOptions;
  #waiting: ReadableSpan[] = [];
  #sending: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #dropped = 0;
  #closed = false;

  constructor(options: BatchProcessorOptions) {
    this.#options = options;
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    if (this.#closed || (span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return;
    const { queue, size } = this.#options.batches;
    if (this.#waiting.length >= queue) {
      this.#dropped++;
      return;
    }
    this.#waiting.push(span);
    if (this.#waiting.length >= size) void this.#send();
    else this.#sendLater();
  }

  /** What ended before this call has left, or failed to, when the promise resolves. Never rejects. */
  async forceFlush(): Promise<void> {
    const { exporter, batches } = this.#options;
    const calm = exporter.hurry?.();
    try {
      // The batch that is on its way, and those that what waits now makes; what ends meanwhile is for others to wait for.
      const batchesNow = Math.ceil(this.#waiting.length / batches.size) + (this.#sending ? 1 : 0);
      for (let i = 0; i < batchesNow; i++) await this.#send();
    } finally {
      calm?.();
    }
  }

  async shutdown(): Promise<void> {
    this.#closed = true;
    await this.forceFlush();
    clearTimeout(this.#timer);
    await this.#options.exporter.shutdown().catch(() => undefined);
  }

  #sendLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#send();
    }, this.#options.batches.delay * 1000).unref();
  }

  /** One batch at a time: a collector that is slow is not helped by more of them. */
  #send(): Promise<void> {
    this.#sending ??= this.#sendBatch().then(() => {
      this.#sending = undefined;
      if (this.#waiting.length >= this.#options.batches.size) void this.#send();
      else if (this.#waiting.length > 0) this.#sendLater();
    });
    return this.#sending;
  }

  async #sendBatch(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const spans = this.#waiting.splice(0, this.#options.batches.size);
    if (spans.length === 0) return;
    const problem = await this.#exported(spans);
    const { report } = this.#options;
    if (problem !== undefined) report(problem);
    if (this.#dropped === 0) return;
    report(`${this.#dropped} spans found no room among the ${this.#options.batches.queue} that may wait, and are lost`);
    this.#dropped = 0;
  }

  /** What went wrong; never rejects. */
  async #exported(spans: ReadableSpan[]): Promise<string | undefined> {
    const { exporter, batches } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      const problem = `a batch of spans is given up after ${batches.timeout} s`;
      timer = setTimeout(resolve, batches.timeout * 1000, problem).unref();
    });
    try {
      return await Promise.race([late, handedOver(exporter, spans)]);
    } catch (error) {
      return String(error);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function handedOver(exporter: SpanExporter, spans: ReadableSpan[]): Promise<string | undefined> {
  // Attributes of the resource that take time to find out are the same object for all spans.
  await spans[0]?.resource.waitForAsyncAttributes?.();
  return new Promise((resolve) => {
    // Whatever the exporter does to deliver spans must not make more of them.
    context.with(core.suppressTracing(context.active()), () => {
      exporter.export(spans, ({ code, error }) => {
        resolve(
          code === core.ExportResultCode.SUCCESS ? undefined : (error?.message ?? "the exporter does not say why"),
        );
      });
    });
  });
}
