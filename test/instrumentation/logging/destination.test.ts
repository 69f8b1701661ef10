import { closeSync, openSync } from "node:fs";
import { writes } from "./program";

const indexes = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const indexesOf = (lines: readonly { readonly [name: string]: unknown }[]): readonly unknown[] =>
  lines.filter(({ message }) => message === "hello").map(({ index }) => index);

describe("a standard output that fails does not take the application with it", () => {
  test("when its reader has gone", async () => {
    const { child, ended } = writes(["steadily"]);
    child.stdout?.once("data", () => child.stdout?.destroy());
    const { code, errors } = await ended;
    expect(errors).toBe(`${JSON.stringify({ audit: false, flush: false })}\n`);
    expect(code).toBe(0);
  });

  test("when the disk is full, where pino's own would try for ever", async () => {
    const full = openSync("/dev/full", "w");
    const { code, errors, seconds } = await writes(["steadily"], { stdout: full }).ended;
    closeSync(full);
    expect(errors).toBe(`${JSON.stringify({ audit: false, flush: false })}\n`);
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(5);
  });

  test("when its reader is slow: nobody waits for it, and no line is lost or torn", async () => {
    const { child, ended } = writes(["much", 10_000, "nonblocking", 3000], { reads: false });
    const told = await new Promise<string>((resolve) =>
      child.stderr?.once("data", (data: Buffer) => resolve(data.toString())),
    );
    expect((JSON.parse(told) as { longest: number }).longest).toBeLessThan(500);
    child.stdout?.resume();
    const { code, lines } = await ended;
    expect(indexesOf(lines)).toEqual(indexes(10_000));
    expect(lines.at(-1)?.message).toBe("last");
    expect(code).toBe(0);
  });

  test("when its reader stands still: what waits is bounded, and what was lost is counted", async () => {
    const { child, ended } = writes(["much", 40_000, "nonblocking", 3000], { reads: false });
    await new Promise((resolve) => child.stderr?.once("data", resolve));
    child.stdout?.resume();
    const { lines } = await ended;
    const dropped = lines.reduce((sum, line) => sum + ((line["dropped_lines"] as number | undefined) ?? 0), 0);
    expect(dropped).toBeGreaterThan(1000);
    expect(indexesOf(lines).length + dropped).toBe(40_000);
    expect(lines.find((line) => "dropped_lines" in line)).toMatchObject({
      level: "warn",
      message: "lines were lost: their destination took none",
    });
    expect(lines.at(-1)?.message).toBe("last");
  });

  test("when its reader stands still for ever: the end of the process waits a second", async () => {
    const { child, ended } = writes(["much", 10_000, "nonblocking"], { reads: false });
    await new Promise((resolve) => child.stderr?.once("data", resolve));
    const began = performance.now();
    await new Promise((resolve) => child.once("exit", resolve));
    expect(performance.now() - began).toBeLessThan(2500);
    child.stdout?.destroy();
    await ended;
  });
});

describe("no line is lost at the end of the process", () => {
  test.each([
    ["natural", 0],
    ["exit", 3],
    ["throw", 1],
    ["reject", 1],
  ])("(%s)", async (way, expected) => {
    const { code, lines, seconds } = await writes(["ends", way]).ended;
    expect(indexesOf(lines)).toEqual(indexes(1000));
    expect(lines.at(-1)?.message).toBe("in the listener of the end");
    expect(code).toBe(expected);
    expect(seconds).toBeLessThan(5);
  });

  test("after fatal, not even when it is killed", async () => {
    const { lines, signal } = await writes(["ends", "fatal"]).ended;
    expect(signal).toBe("SIGKILL");
    expect(lines).toHaveLength(1001);
    expect(lines.at(-1)).toMatchObject({ level: "fatal", message: "last" });
  });
});

test("lines of several loggers keep their order", async () => {
  expect(indexesOf((await writes(["together"]).ended).lines)).toEqual(indexes(10));
});

test("lines of a thread arrive", async () => {
  expect((await writes(["thread"]).ended).lines).toMatchObject([{ message: "in a thread" }]);
});

test("streams that fail, end or stand still are left alone", async () => {
  const { code, errors } = await writes(["streams"]).ended;
  const [waiting = "", alive] = errors.trim().split("\n");
  expect((JSON.parse(waiting) as { waiting: number }).waiting).toBeLessThan(9 * 1024 * 1024);
  expect(alive).toBe('"alive"');
  expect(code).toBe(0);
});

test("a destination that cannot be opened, and options that are none, give a logger on standard output that says so", async () => {
  const { code, lines, errors } = await writes(["nowhere"]).ended;
  expect(errors).toBe("");
  expect(code).toBe(0);
  expect(lines.filter(({ message }) => message === "hello")).toHaveLength(8);
  expect(lines.filter(({ level }) => level === "warn").map(({ message }) => message.split("\n")[1]?.trim())).toEqual([
    expect.stringMatching(/^logger\.destination: ENOENT.*; write a file descriptor/),
    "logger.destination: it has no function write; write a file descriptor, a path that can be written, or a stream",
    expect.stringMatching(/^logger\.destination: /),
    ...Array<unknown>(5).fill(expect.stringMatching(/^logger: .* is no object; write an object$/)),
  ]);
});

test("OpenTelemetry's own instrumentation of pino does not write the ids a second time", async () => {
  const { lines, errors } = await writes(["instrumented"]).ended;
  expect(errors).toBe("");
  expect(lines).toHaveLength(2);
  for (const line of lines)
    expect(line).toMatchObject({ trace_id: "0af7651916cd43dd8448eb211c80319c", span_id: "b7ad6b7169203331" });
  expect(lines[1]).toMatchObject({ audit: true, action: "login" });
});
