import fc from "fast-check";
import { type StructuredLogger, withContext } from "../../../instrumentation/src/logging";
import { HOSTILE } from "./hostile-values";
import { type Line, lineOf, written } from "./written";

type Log = (logger: StructuredLogger, value: unknown) => void;
const info = (logger: StructuredLogger): ((...given: readonly unknown[]) => void) => logger.info as never;

/** The places where an application puts what it was sent. */
const PLACES: Readonly<Record<string, Log>> = {
  "the message": (logger, value) => info(logger)(value),
  "the fields": (logger, value) => info(logger)("hello", value),
  "a field": (logger, value) => info(logger)("hello", { value, after: "x" }),
  "the error": (logger, value) => logger.error("failed", { error: value }),
  "the depth": (logger, value) => info(logger)("hello", { a: { b: [{ c: value }] } }),
  "the context": (logger, value) => withContext(value as object, () => logger.info("hello")),
  "a child": (logger, value) => logger.child(value as object).info("hello", { a: 1 }),
  "the audit log": (logger, value) => void logger.audit(value as string, value as string, value as object),
};

const LONGEST = 300_000;

function expectWhole(line: Line): void {
  expect(line["@timestamp"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(["info", "error"]).toContain(line["level"]);
  expect(typeof line.message).toBe("string");
  expect(line).toMatchObject({ service: "shop", version: "1.2.3", environment: "test" });
}

const cases = Object.keys(PLACES).flatMap((place) => Object.keys(HOSTILE).map((what) => [what, place] as const));

test("there are five hundred of them and more", () => {
  expect(cases.length).toBeGreaterThan(500);
});

describe.each(Object.entries(PLACES))("in %s", (_place, log) => {
  test.each(Object.entries(HOSTILE))("%s makes one line of JSON, whole and bounded, in time", (_what, value) => {
    const { logger, line, raw } = written();
    const hostile = value();
    const began = performance.now();
    expect(() => log(logger, hostile)).not.toThrow();
    expect(performance.now() - began).toBeLessThan(1000);
    expectWhole(line());
    expect(raw[0]?.length).toBeLessThan(LONGEST);
    expect(raw[0]).not.toContain("could not be written");
  });
});

describe("what fast-check makes up", () => {
  const text = fc.oneof(fc.string({ unit: "binary", maxLength: 50 }), fc.string({ unit: "grapheme", maxLength: 50 }));
  const halves = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((codes) => String.fromCharCode(...codes));
  const anything = fc.anything({
    key: fc.oneof(
      text,
      halves,
      fc.constantFrom("level", "message", "fields", "error", "trace_id", "__proto__", "token"),
    ),
    values: [text, halves, fc.double(), fc.boolean(), fc.bigInt(), fc.date({ noInvalidDate: false })],
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  });

  test("makes one whole line each", () => {
    fc.assert(
      fc.property(fc.oneof(text, halves, anything), anything, anything, (message, fields, context) => {
        const { logger, line } = written();
        withContext(context as object, () => info(logger.child(fields as object))(message, fields));
        expectWhole(line());
      }),
      { numRuns: 2000 },
    );
  });

  test("comes back from the line as it was, where it is ordinary", () => {
    const name = fc
      .stringMatching(/^[a-z]{1,10}$/)
      .filter(
        (each) =>
          !/auth|otp|pin|cvv|cvc|ssn|sid|dsn|jwt|pwd|error|err|level|fields|audit|message|version|service/.test(each),
      );
    const plain = fc.dictionary(
      name,
      fc.oneof(
        fc.stringMatching(/^[\w ä€😀\t\n"\\<>&'/]{0,40}$/u),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(fc.integer(), { maxLength: 5 }),
      ),
      { noNullPrototype: true, maxKeys: 20 },
    );
    fc.assert(
      fc.property(plain, (fields) => {
        const { logger, line } = written();
        logger.info("hello", fields);
        expect(line()).toMatchObject(fields);
      }),
    );
  });
});

describe("what is cut says so", () => {
  const limits = { text: 10, message: 12, entries: 3, depth: 2 } as const;

  test.each<[string, unknown, unknown]>([
    ["a text", "0123456789abc", "0123456789… [cut: 13 characters]"],
    ["a text of just that length", "0123456789", "0123456789"],
    ["a pair of surrogates in the middle", "012345678😀😀", "012345678\ufffd… [cut: 13 characters]"],
    ["a list", [1, 2, 3, 4, 5], [1, 2, 3, "[cut: 2 more]"]],
    ["an object", { a: 1, b: 2, c: 3, d: 4 }, { a: 1, b: 2, c: 3, "[cut]": "1 more" }],
    ["depth", { a: { b: { c: 1 }, d: [1] } }, { a: { b: "[cut: an object]", d: "[cut: a list]" } }],
  ])("%s", (_what, value, expected) => {
    const { logger, line } = written({ limits });
    logger.info("hello", { value });
    expect(line()["value"]).toEqual(expected);
  });

  test("the message", () => {
    const { logger, line } = written({ limits });
    logger.info("hello dear world");
    expect(line().message).toBe("hello dear w… [cut: 16 characters]");
  });

  test("fields beyond the limit", () => {
    const { logger, line } = written({ limits });
    logger.info("hello", { a: 1, b: 2, c: 3, d: 4, e: 5 });
    expect(line()).toMatchObject({ a: 1, c: 3, fields: { "[cut]": "2 more" } });
    expect(line()).not.toHaveProperty("d");
  });

  test("all texts of a line together", () => {
    const { logger, line, raw } = written({ limits: { lineText: 100 } });
    logger.info("hello", { texts: Array.from({ length: 50 }, () => "x".repeat(30)) });
    expect(line()["texts"]).toContain("[cut]");
    expect(raw[0]?.length).toBeLessThan(1000);
  });

  test("all entries of a line together", () => {
    const { logger, raw } = written({ limits: { lineEntries: 20 } });
    logger.info("hello", { lists: Array.from({ length: 50 }, () => [1, 2, 3, 4]) });
    expect(raw[0]).toContain("[cut: ");
    expect(raw[0]?.length).toBeLessThan(1500);
  });
});

describe("a line of many long parts", () => {
  const long = (): readonly string[] => Array.from({ length: 4 }, () => "\u0001".repeat(8000));

  test("arrives: it keeps what it is about, and says that it was cut", () => {
    const { logger, line, raw } = written();
    const child = logger.child({ a: long() });
    withContext({ request_id: "r-1", b: long() }, () =>
      child.error("\u0001".repeat(8000), { error: new Error("why"), c: long() }),
    );
    expect(Buffer.byteLength(raw[0] ?? "")).toBeLessThan(256 * 1024);
    expect(line()).toMatchObject({
      level: "error",
      service: "shop",
      request_id: "r-1",
      error: { message: "why" },
      fields: { "[cut]": expect.stringMatching(/^the line had more than \d+ bytes$/) as string },
    });
  });

  test("of a child of a child of a child arrives, too, and the next one is whole", () => {
    const { logger, lines, raw } = written();
    let child = logger;
    for (let index = 0; index < 20; index += 1) child = child.child({ [`part${index}`]: "x".repeat(30_000) });
    for (let index = 20; index < 60; index += 1) child = child.child({ [`part${index}`]: "x".repeat(30_000) });
    child.info("long");
    logger.info("short", { order: 1 });
    for (const each of raw) expect(Buffer.byteLength(each)).toBeLessThan(256 * 1024);
    expect(lines()).toMatchObject([{ message: "long" }, { message: "short", order: 1 }]);
  });
});

describe("values that JSON has no word for are told in words", () => {
  test.each<[string, unknown, unknown]>([
    ["a bigint", 12345678901234567890n, "0xab54a98ceb1f0ad2"],
    ["a small bigint", 42n, "42"],
    ["not a number", Number.NaN, "NaN"],
    ["infinity", -Infinity, "-Infinity"],
    ["an invalid date", new Date(Number.NaN), "[invalid date]"],
    ["a date", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["bytes", Buffer.from("abc"), "[bytes: 3]"],
    ["a set", new Set([1, 2]), [1, 2]],
    ["a map", new Map([["a", 1]]), { a: 1 }],
    ["a symbol", Symbol("s"), "[Symbol(s)]"],
    ["a function", () => 1, "[function]"],
    ["an expression", /a/g, "/a/g"],
    ["what wants to be taken for something else", { toJSON: () => "7.50" }, "7.50"],
    [
      "a cycle",
      (() => {
        const self: Record<string, unknown> = {};
        self["self"] = self;
        return self;
      })(),
      { self: "[circular]" },
    ],
    [
      "the same thing twice, which is no cycle",
      (() => {
        const shared = { a: 1 };
        return [shared, shared];
      })(),
      [{ a: 1 }, { a: 1 }],
    ],
    [
      "a getter that throws",
      {
        get a(): never {
          throw new Error("no");
        },
      },
      { a: "[unreadable: no]" },
    ],
    ["nothing in a list", [undefined, null], [null, null]],
    ["separators of lines", "a\u2028b\u2029c\u0085d", "a\nb\nc\nd"],
    ["half a pair", "a\ud800b", "a\ufffdb"],
  ])("%s", (_what, value, expected) => {
    const { logger, line } = written();
    logger.info("hello", { value });
    expect(line()["value"]).toEqual(expected);
  });
});

test("a value that logs while it is being logged makes two whole lines", () => {
  const { logger, raw } = written();
  logger.info("outer", {
    first: 1,
    get noisy() {
      logger.warn("inner", { deep: true });
      return "noise";
    },
    last: 2,
  });
  const [inner, outer] = raw.map(lineOf);
  expect(inner).toMatchObject({ message: "inner", level: "warn", deep: true });
  expect(inner).not.toHaveProperty("first");
  expect(outer).toMatchObject({ message: "outer", level: "info", first: 1, noisy: "noise", last: 2 });
  expect(outer).not.toHaveProperty("deep");
});

test("what has changed since is not what was logged", () => {
  const { logger, line } = written();
  const order = { state: "new", items: [1] };
  const child = logger.child({ order });
  order.state = "paid";
  order.items.push(2);
  child.info("hello");
  expect(line()["order"]).toEqual({ state: "new", items: [1] });
});
