import { setTimeout as pause } from "node:timers/promises";
import { context, trace } from "@opentelemetry/api";
import { currentContext, withContext } from "../../../instrumentation/src/logging";
import { recording } from "../tracing/recording";
import { written } from "./written";

const recorded = recording();

describe("withContext", () => {
  test("puts its fields on each line within, across await and callbacks, and on none outside", async () => {
    const { logger, lines } = written();
    logger.info("before");
    await withContext({ job: 1 }, async () => {
      logger.info("at once");
      await pause(1);
      await new Promise<void>((resolve) =>
        setTimeout(() => {
          logger.child({ a: 1 }).info("later");
          resolve();
        }, 1),
      );
    });
    logger.info("after");
    expect(lines().map(({ message, job }) => [message, job])).toEqual([
      ["before", undefined],
      ["at once", 1],
      ["later", 1],
      ["after", undefined],
    ]);
  });

  test("adds to the context around, and the nearest wins: context, logger, child, line", () => {
    const { logger, lines } = written();
    withContext({ a: "context", b: "context", c: "context", d: "context" }, () =>
      withContext({ b: "inner", c: "inner", d: "inner" }, () => {
        logger.child({ c: "child", d: "child" }).info("hello", { d: "line" });
        expect(currentContext()).toEqual({ a: "context", b: "inner", c: "inner", d: "inner" });
      }),
    );
    expect(lines()[0]).toMatchObject({ a: "context", b: "inner", c: "child", d: "line" });
    expect(currentContext()).toEqual({});
  });

  test("has each name once, also where only the logger and the context share one", () => {
    const { logger, line, raw } = written();
    withContext({ a: "context", b: 1 }, () => logger.child({ a: "child", c: 2 }).info("hello", { d: 3 }));
    expect(line()).toMatchObject({ a: "child", b: 1, c: 2, d: 3 });
    expect(raw[0]?.match(/"a":/g)).toHaveLength(1);
  });

  test("keeps the id of the request that it brought, whatever a body claims", () => {
    const { logger, line } = written();
    withContext({ request_id: "real" }, () =>
      logger.child({ request_id: "child" }).info("hello", { request_id: "body" }),
    );
    expect(line()).toMatchObject({ request_id: "real", fields: { request_id: "body" } });
  });

  test("leaves the id of a request to who takes up its work elsewhere", () => {
    const { logger, line } = written();
    logger.info("job taken", { request_id: "from the queue" });
    expect(line()["request_id"]).toBe("from the queue");
  });

  test("returns what the function returns, and throws what it throws", async () => {
    expect(withContext({}, () => 7)).toBe(7);
    await expect(withContext({}, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(() =>
      withContext({}, () => {
        throw new Error("no");
      }),
    ).toThrow("no");
  });

  test("shows the fields as they were", () => {
    const { logger, line } = written();
    const fields = { step: 1 };
    withContext(fields, () => {
      fields.step = 2;
      logger.info("hello");
    });
    expect(line()["step"]).toBe(1);
  });

  test("does not mix up two hundred that run at the same time", async () => {
    const { logger, lines } = written();
    await Promise.all(
      Array.from({ length: 200 }, (_, job) =>
        withContext({ job }, async () => {
          for (let step = 0; step < 5; step += 1) {
            await pause(Math.random() * 5);
            await withContext({ step }, async () => {
              await Promise.resolve();
              logger.info("step", { expected: `${job}.${step}` });
            });
          }
        }),
      ),
    );
    expect(lines()).toHaveLength(1000);
    for (const { job, step, expected } of lines()) expect(`${String(job)}.${String(step)}`).toBe(expected);
  });
});

describe("ids of the trace", () => {
  const tracer = trace.getTracer("test");

  test("are those of the active span, the innermost", () => {
    const { logger, lines } = written();
    tracer.startActiveSpan("outer", (outer) => {
      logger.info("outer");
      tracer.startActiveSpan("inner", (inner) => {
        logger.child({ a: 1 }).info("inner");
        inner.end();
      });
      outer.end();
    });
    for (const name of ["outer", "inner"]) {
      const { traceId, spanId } = recorded.span(name).spanContext();
      expect(lines().find(({ message }) => message === name)).toMatchObject({ trace_id: traceId, span_id: spanId });
    }
  });

  test("are absent without a span, and where its context is not valid", () => {
    const { logger, lines } = written();
    logger.info("none");
    const invalid = trace.wrapSpanContext({ traceId: "0".repeat(32), spanId: "0".repeat(16), traceFlags: 0 });
    context.with(trace.setSpan(context.active(), invalid), () => logger.info("invalid"));
    for (const line of lines()) {
      expect(line).not.toHaveProperty("trace_id");
      expect(line).not.toHaveProperty("span_id");
    }
  });

  test("stand before all that a caller has given, so that who looks for them finds these first", () => {
    const { logger, raw } = written();
    tracer.startActiveSpan("span", (span) => {
      withContext({ a: "trace_id=1" }, () =>
        logger.info("trace_id=2", { trace_id: "forged", b: { trace_id: "forged" } }),
      );
      span.end();
    });
    const { traceId } = recorded.span("span").spanContext();
    expect(/trace_id"?[:=]"?(\w+)/.exec(raw[0] ?? "")?.[1]).toBe(traceId);
  });

  test("are right for a hundred traces at the same time", async () => {
    const { logger, lines } = written();
    await Promise.all(
      Array.from({ length: 100 }, () =>
        tracer.startActiveSpan("work", async (span) => {
          await pause(Math.random() * 5);
          logger.info("work", { expected: span.spanContext().spanId });
          span.end();
        }),
      ),
    );
    expect(lines()).toHaveLength(100);
    for (const { span_id: id, expected } of lines()) expect(id).toBe(expected);
  });
});
