import { context, type TraceFlags } from "@opentelemetry/api";
import { core } from "@opentelemetry/sdk-node";
import { type ReadableSpan } from "@opentelemetry/sdk-trace";
import { BatchProcessor, type HurryingExporter } from "../../../instrumentation/src/tracing/batch-processor";
import { recording } from "./recording";

recording();

type Done = (result: core.ExportResult) => void;

/** An exporter that waits to be told how its exports end. */
function exporting(): HurryingExporter & {
  readonly batches: (readonly ReadableSpan[])[];
  readonly pending: Done[];
  hurried: number;
} {
  const batches: (readonly ReadableSpan[])[] = [];
  const pending: Done[] = [];
  return {
    batches,
    pending,
    hurried: 0,
    export(spans, done) {
      expect(core.isTracingSuppressed(context.active())).toBe(true);
      batches.push(spans);
      pending.push(done);
    },
    hurry() {
      this.hurried++;
      return () => undefined;
    },
    shutdown: () => Promise.resolve(),
  };
}

const span = (traceFlags: TraceFlags = 1): ReadableSpan =>
  ({
    spanContext: () => ({ traceId: "a".repeat(32), spanId: "b".repeat(16), traceFlags }),
    resource: {},
  }) as unknown as ReadableSpan;

const success = { code: core.ExportResultCode.SUCCESS };
const turns = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

const batches = { queue: 10, size: 4, delay: 5, timeout: 30 };

function processing(more: Partial<typeof batches> = {}) {
  const exporter = exporting();
  const reports: string[] = [];
  const processor = new BatchProcessor({
    exporter,
    batches: { ...batches, ...more },
    report: (problem) => reports.push(problem),
  });
  const end = (count: number): void => {
    for (let i = 0; i < count; i++) processor.onEnd(span());
  };
  return { exporter, reports, processor, end };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("spans wait for others, but no longer than the delay", async () => {
  const { exporter, end } = processing();
  end(3);
  await jest.advanceTimersByTimeAsync(4900);
  expect(exporter.batches).toHaveLength(0);
  await jest.advanceTimersByTimeAsync(200);
  expect(exporter.batches.map((each) => each.length)).toEqual([3]);
});

test("a full batch leaves at once, and one at a time", async () => {
  const { exporter, end } = processing();
  end(9);
  await turns();
  expect(exporter.batches.map((each) => each.length)).toEqual([4]);
  exporter.pending[0]?.(success);
  await turns();
  expect(exporter.batches.map((each) => each.length)).toEqual([4, 4]);
  exporter.pending[1]?.(success);
  await jest.advanceTimersByTimeAsync(5100);
  expect(exporter.batches.map((each) => each.length)).toEqual([4, 4, 1]);
});

test("what waits leaves after the delay also where the time was up during an export", async () => {
  const { exporter, end } = processing();
  end(4);
  await turns();
  end(1);
  await jest.advanceTimersByTimeAsync(6000);
  exporter.pending[0]?.(success);
  await jest.advanceTimersByTimeAsync(5100);
  expect(exporter.batches.map((each) => each.length)).toEqual([4, 1]);
});

test("what finds no room is dropped, counted and told", async () => {
  const { exporter, reports, end } = processing();
  end(4);
  await turns();
  end(15);
  exporter.pending[0]?.(success);
  await turns();
  expect(reports).toEqual(["5 spans found no room among the 10 that may wait, and are lost"]);
});

test("an export that does not end is given up, and the next one begins", async () => {
  const { exporter, reports, end } = processing();
  end(8);
  await jest.advanceTimersByTimeAsync(30_100);
  expect(reports).toEqual(["a batch of spans is given up after 30 s"]);
  expect(exporter.batches).toHaveLength(2);
});

test("an export that fails or throws is told, and the next one begins", async () => {
  const { exporter, reports, end } = processing();
  end(8);
  await turns();
  exporter.pending[0]?.({ code: core.ExportResultCode.FAILED, error: new Error("refused") });
  await turns();
  expect(reports).toEqual(["refused"]);
  exporter.export = () => {
    throw new TypeError("broken");
  };
  exporter.pending[1]?.(success);
  end(4);
  await turns();
  expect(reports).toEqual(["refused", "TypeError: broken"]);
});

test("spans that are not sampled are not exported", async () => {
  const { exporter, processor } = processing({ size: 1 });
  processor.onEnd(span(0));
  await turns();
  expect(exporter.batches).toHaveLength(0);
});

test("a flush waits for the batch that is on its way and for all that wait, without pauses between attempts", async () => {
  const { exporter, processor, end } = processing();
  end(4);
  await turns();
  end(5);
  let isDone = false;
  const flushed = processor.forceFlush().then(() => (isDone = true));
  for (const index of [0, 1, 2]) {
    await turns();
    expect(isDone).toBe(false);
    exporter.pending[index]?.(success);
  }
  await flushed;
  expect(exporter.batches.map((each) => each.length)).toEqual([4, 4, 1]);
  expect(exporter.hurried).toBe(1);
});

test("a flush of nothing ends at once", async () => {
  await processing().processor.forceFlush();
});

test("after shutdown nothing is taken", async () => {
  const { exporter, processor, end } = processing();
  end(1);
  const down = processor.shutdown();
  await turns();
  exporter.pending[0]?.(success);
  await down;
  end(10);
  await jest.advanceTimersByTimeAsync(10_000);
  expect(exporter.batches.map((each) => each.length)).toEqual([1]);
});

test("an exporter that cannot shut down does not reject", async () => {
  const { exporter, processor } = processing();
  exporter.shutdown = () => Promise.reject(new Error("no"));
  await expect(processor.shutdown()).resolves.toBeUndefined();
});
