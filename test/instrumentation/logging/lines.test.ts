import { LOG_FIELDS, LOG_LEVELS } from "@cdktf-observability/contract";
import type { StructuredLogger } from "../../../instrumentation/src/logging";
import { doubleName, lineOf, written } from "./written";

describe("a line", () => {
  test("has the fields of the contract", () => {
    const { logger, line } = written();
    logger.info("order placed", { order: "o-1", items: 3, paid: true });
    expect(line()).toEqual({
      "@timestamp": expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      level: "info",
      message: "order placed",
      service: "shop",
      version: "1.2.3",
      environment: "test",
      order: "o-1",
      items: 3,
      paid: true,
    });
  });

  test("tells the time at which it was written", () => {
    jest.useFakeTimers({ now: new Date("2026-03-04T05:06:07.089Z") });
    const { logger, lines } = written();
    logger.info("first");
    jest.setSystemTime(new Date("2026-03-04T05:06:07.090Z"));
    logger.info("second");
    jest.useRealTimers();
    expect(lines().map((line) => line["@timestamp"])).toEqual(["2026-03-04T05:06:07.089Z", "2026-03-04T05:06:07.090Z"]);
  });

  test.each(LOG_LEVELS)("tells its level in a word: %s", (level) => {
    const { logger, line } = written();
    logger[level]("hello");
    expect(line()["level"]).toBe(level);
  });

  test("does not take percent signs for places to fill", () => {
    const { logger, line } = written();
    logger.info("100 % of %s and %d are %o", { a: 1 });
    expect(line().message).toBe("100 % of %s and %d are %o");
  });

  test("does not take fields for a request of HTTP, as pino would", () => {
    const { logger, line } = written();
    logger.info("call", { method: "GET", headers: { accept: "*/*" }, socket: "tcp", setHeader: 1 });
    expect(line()).toMatchObject({ method: "GET", headers: { accept: "*/*" }, socket: "tcp", setHeader: 1 });
  });

  test("has an empty message rather than none", () => {
    const { logger, lines } = written();
    const log = logger.info as (...args: readonly unknown[]) => void;
    log();
    log({ order: 1 });
    log(null);
    expect(lines().map(({ message }) => message)).toEqual(["", "", "null"]);
  });

  test("takes fields before the message from those who know pino", () => {
    const { logger, line } = written();
    logger.info({ order: 1 }, "order placed");
    expect(line()).toMatchObject({ message: "order placed", order: 1 });
    expect(line()).not.toHaveProperty("fields");
  });
});

describe("a field of the caller", () => {
  const OWN = [...Object.values(LOG_FIELDS), "audit", "fields", "sampled_out", "dropped_lines"].filter(
    (name) => name !== LOG_FIELDS.error && name !== LOG_FIELDS.requestId,
  );

  test.each(OWN)("cannot overwrite the line's own %s: it moves into fields", (name) => {
    const { logger, line } = written();
    logger.info("real", { [name]: "forged", other: 1 });
    expect(line()).toMatchObject({
      message: "real",
      level: "info",
      service: "shop",
      other: 1,
      fields: { [name]: "forged" },
    });
    if (!["message", "level", "service", "version", "environment", "@timestamp", "fields"].includes(name))
      expect(line()).not.toHaveProperty([name]);
  });

  test.each(OWN)("cannot overwrite %s as a field of a child, a logger or a context either", (name) => {
    const { logger, line } = written({ fields: { [name]: "of the logger" } });
    logger.child({ [name]: "of the child" }).info("real", { [name]: "of the line", other: 1 });
    expect(line()).toMatchObject({
      message: "real",
      level: "info",
      service: "shop",
      fields: { [name]: "of the line" },
    });
  });

  test("is there once, as the nearest gave it", () => {
    const { logger, line, raw } = written({ fields: { team: "a", tier: "logger" } });
    logger.child({ tier: "child", order: 1 }).child({ order: 2 }).info("hello", { order: 3 });
    expect(line()).toMatchObject({ team: "a", tier: "child", order: 3 });
    expect(raw[0]?.match(/"order"/g)).toHaveLength(1);
  });

  test.each([
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "toJSON",
    "serializers",
    "formatters",
    "customLevels",
    "err",
    "msg",
    "time",
    "pid",
    "",
  ])("may be called %j", (name) => {
    const { logger, line } = written();
    logger.child({ [name]: "child" }).info("hello", { nested: { [name]: "nested" } });
    const told = name === "__proto__" ? "[__proto__]" : name === "" ? "[empty]" : name;
    expect(Object.entries(line())).toContainEqual([told, "child"]);
    expect(Object.entries(line()["nested"] as object)).toEqual([[told, "nested"]]);
  });

  test("that is undefined is left out", () => {
    const { logger, raw } = written();
    logger.info("hello", { nothing: undefined, level: undefined, error: undefined, none: null });
    expect(raw[0]).toMatch(/"none":null,"message":"hello"}\n$/);
    expect(raw[0]).not.toContain("fields");
  });

  test.each([
    ["a list", [1, 2], { fields: { value: [1, 2] } }],
    ["a text", "bob", { fields: { value: "bob" } }],
    ["a number", 7, { fields: { value: 7 } }],
    ["a date", new Date(0), { fields: { value: "1970-01-01T00:00:00.000Z" } }],
    ["a map", new Map([["order", 7]]), { order: 7 }],
    [
      "an object of a class",
      new (class Order {
        id = 7;
      })(),
      { id: 7 },
    ],
  ])("%s in place of fields is told all the same", (_what, given, expected) => {
    const { logger, line } = written();
    (logger.info as (message: string, given: unknown) => void)("hello", given);
    expect(line()).toMatchObject({ message: "hello", ...expected });
  });
});

describe("an error", () => {
  class PaymentError extends Error {
    readonly code = "DECLINED";
  }
  const declined = new PaymentError("card declined");

  test.each<[string, (logger: StructuredLogger) => void, string]>([
    ["alone", (logger) => logger.error(declined), "card declined"],
    ["alone with fields", (logger) => logger.error(declined, { order: 1 }), "card declined"],
    ["in place of the fields", (logger) => logger.error("payment failed", declined), "payment failed"],
    [
      "before the message",
      (logger) => (logger.error as (error: Error, message: string) => void)(declined, "payment failed"),
      "payment failed",
    ],
    ["as the field error", (logger) => logger.error("payment failed", { error: declined }), "payment failed"],
    ["as the field err", (logger) => logger.error("payment failed", { err: declined }), "payment failed"],
  ])("given %s is told by type, message and stack", (_how, log, message) => {
    const { logger, line } = written();
    log(logger);
    expect(line()).toMatchObject({
      message,
      error: {
        type: "PaymentError",
        message: "card declined",
        stack: expect.stringContaining("lines.test.ts") as string,
        code: "DECLINED",
      },
    });
    expect(line()).not.toHaveProperty("err");
  });

  test.each([
    ["a text", "no", { type: "string", message: "no" }],
    ["a number", 7, { type: "number", message: "7" }],
    ["an object", { code: 7 }, { type: "object", message: '{"code":7}' }],
    ["an object with a message", { message: "no", secret: 1 }, { type: "object", message: "no" }],
    ["a symbol", Symbol("no"), { type: "symbol", message: "[Symbol(no)]" }],
  ])("that is %s is an object all the same, as what indexes logs needs it", (_what, error, expected) => {
    const { logger, line } = written();
    logger.error("failed", { error });
    expect(line().error).toEqual(expected);
  });

  test("tells what caused it, and what caused that", () => {
    const { logger, line } = written();
    logger.error(new Error("outer", { cause: new TypeError("middle", { cause: "inner" }) }));
    expect(line().error).toMatchObject({
      message: "outer",
      cause: { type: "TypeError", message: "middle", cause: { type: "string", message: "inner" } },
    });
  });

  test("that is its own cause is told once", () => {
    const error = new Error("loop");
    error.cause = error;
    const { logger, line } = written();
    logger.error(error);
    expect(line().error).toMatchObject({ cause: { message: "[circular]" } });
  });

  test("with a hundred causes is cut", () => {
    const { logger, line, raw } = written({ limits: { depth: 3 } });
    logger.error(
      Array.from({ length: 100 }).reduce<Error>(
        (cause, _, index) => new Error(`e${index}`, { cause }),
        new Error("first"),
      ),
    );
    expect(line().error).toMatchObject({
      message: "e99",
      cause: { cause: { cause: { cause: { message: "[cut: more causes]" } } } },
    });
    expect(raw[0]?.length).toBeLessThan(10_000);
  });

  test("of many errors tells each", () => {
    const { logger, line } = written();
    logger.error(new AggregateError([new Error("a"), "b"], "both failed"));
    expect(line().error).toMatchObject({
      type: "AggregateError",
      errors: [{ message: "a" }, { type: "string", message: "b" }],
    });
  });

  test("does not tell the request that an HTTP client has put on it", () => {
    const { logger, raw } = written();
    logger.error(
      Object.assign(new Error("401"), {
        config: { headers: { "x-internal": "hush-hush" } },
        toJSON: () => ({ all: "hush-hush" }),
      }),
    );
    expect(raw[0]).not.toContain("hush-hush");
  });

  test("within other fields is told the same way", () => {
    const { logger, line } = written();
    logger.warn("retrying", { attempts: [{ failure: new RangeError("too far") }] });
    expect(line()).toMatchObject({ attempts: [{ failure: { type: "RangeError", message: "too far" } }] });
  });
});

describe("methods", () => {
  test("may be taken off the logger", () => {
    const { logger, lines } = written();
    const { info, child, audit, flush, isLevelEnabled } = logger;
    info("one");
    child({ a: 1 }).info("two");
    audit("three", "u-1");
    flush();
    expect(isLevelEnabled("trace")).toBe(true);
    expect(lines()).toHaveLength(3);
  });
});

test("the reader of these tests finds a name that comes twice", () => {
  expect(doubleName('{"a":1,"b":{"a":2},"c":[{"a":1},{"a":1}]}')).toBeUndefined();
  expect(doubleName('{"a":1,"b":{"c":2,"c":3}}')).toBe("c");
  expect(doubleName(String.raw`{"a\"":1,"x":"a","a\u0022" : 2}`)).toBe('a"');
  expect(() => lineOf('{"a":"\u2028"}\n')).toThrow(/more than one line/);
});
