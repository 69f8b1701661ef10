import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { written } from "./written";

afterEach(() => jest.restoreAllMocks());

/** Math.random gives these, over and over. */
function dice(...values: readonly number[]): void {
  let thrown = 0;
  jest.spyOn(Math, "random").mockImplementation(() => values[thrown++ % values.length] ?? 0);
}

describe("sampling", () => {
  test("keeps the share that was asked for, of each level its own, and all of the urgent ones", () => {
    dice(0.05, 0.3, 0.6, 0.9);
    const { logger, lines } = written({ sampling: { debug: 0.1, info: 0.5 } });
    for (const level of ["debug", "info", "warn", "error"] as const)
      for (let index = 0; index < 4; index += 1) logger[level](`${level} ${index}`);
    const counts = (["debug", "info", "warn", "error"] as const).map(
      (level) => lines().filter((line) => line["level"] === level).length,
    );
    expect(counts).toEqual([1, 2, 4, 4]);
  });

  test("counts what it leaves out, on the next line of the level", () => {
    dice(0.9, 0.9, 0.1, 0.1);
    const { logger, lines } = written({ sampling: { info: 0.5 } });
    logger.info("out");
    logger.info("out");
    logger.warn("always");
    logger.info("in");
    logger.info("in");
    expect(lines().map(({ message, sampled_out: count }) => [message, count])).toEqual([
      ["always", undefined],
      ["in", 2],
      ["in", undefined],
    ]);
  });

  test("tells the last of the count when it is flushed", () => {
    dice(0.9);
    const { logger, line } = written({ sampling: { info: 0.5 } });
    logger.info("out");
    logger.flush();
    logger.flush();
    expect(line()).toMatchObject({ level: "info", message: "lines were left out by sampling", sampled_out: 1 });
  });

  test("keeps exactly what adds up", () => {
    const { logger, lines } = written({ sampling: { info: 0.3 } });
    for (let index = 0; index < 2000; index += 1) logger.info("hello");
    logger.flush();
    const kept = lines().filter(({ message }) => message === "hello").length;
    const left = lines().reduce((sum, line) => sum + ((line["sampled_out"] as number | undefined) ?? 0), 0);
    expect(kept + left).toBe(2000);
    expect(kept / 2000).toBeGreaterThan(0.25);
    expect(kept / 2000).toBeLessThan(0.35);
  });

  test("keeps all lines of a trace or none", () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const { logger, lines } = written({ sampling: { info: 0.5 } });
    const other = written({ sampling: { info: 0.5 } });
    for (const end of ["00000000", "7fffffff", "80000000", "ffffffff"]) {
      const span = trace.wrapSpanContext({
        traceId: `0af7651916cd43dd8448eb21${end}`,
        spanId: "b7ad6b7169203331",
        traceFlags: 1,
      });
      context.with(trace.setSpan(context.active(), span), () => {
        for (let index = 0; index < 5; index += 1) logger.info(end);
        other.logger.info(end);
      });
    }
    context.disable();
    expect(lines().map(({ message }) => message)).toEqual([
      ...Array<string>(5).fill("00000000"),
      ...Array<string>(5).fill("7fffffff"),
    ]);
    expect(other.lines().map(({ message }) => message)).toEqual(["00000000", "7fffffff"]);
  });

  test("adds nothing where all is kept", () => {
    const { logger, line } = written({ sampling: { info: 1 } });
    logger.info("hello");
    expect(line()).not.toHaveProperty("sampled_out");
  });
});
