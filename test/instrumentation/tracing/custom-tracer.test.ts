import { propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { CustomTracer } from "../../../instrumentation/src/tracing";
import { recording } from "./recording";

const { span, spans } = recording();
const tracer = new CustomTracer({ name: "test", version: "1" });

const later = <Value>(value: Value): Promise<Value> => new Promise((resolve) => setTimeout(resolve, 1, value));

/** What is thrown at a caller, if anything. */
async function thrownBy(act: () => unknown): Promise<unknown> {
  try {
    await act();
  } catch (thrown) {
    return thrown;
  }
  throw new Error("nothing was thrown");
}

describe("an operation", () => {
  test("gives back what its function returns, at once where that is no promise", () => {
    const result = { a: 1 };
    expect(tracer.traceOperation("checkout", () => result)).toBe(result);
    expect(span("checkout")).toMatchObject({ kind: SpanKind.INTERNAL, status: { code: SpanStatusCode.UNSET } });
  });

  test("that is asynchronous ends its span when its promise settles", async () => {
    const promise = tracer.traceOperation("checkout", () => later(5));
    expect(promise).toBeInstanceOf(Promise);
    expect(spans()).toHaveLength(0);
    expect(await promise).toBe(5);
    expect(span("checkout").ended).toBe(true);
  });

  test("has the attributes that it is given, and those that its function sets", () => {
    tracer.traceOperation("checkout", (active) => void active.setAttribute("b", 2), { a: 1 });
    expect(span("checkout").attributes).toEqual({ a: 1, b: 2 });
  });

  test("is the parent of what happens within, also after a pause", async () => {
    await tracer.traceOperation("outer", async () => {
      await later(0);
      tracer.traceOperation("inner", () => undefined);
    });
    expect(span("inner").parentSpanContext?.spanId).toBe(span("outer").spanContext().spanId);
    expect(trace.getActiveSpan()).toBeUndefined();
  });

  test("that throws has the error with its stack, its causes, and the status of an error", async () => {
    const cause = new RangeError("stock is -1");
    const error = new TypeError("no such cart", { cause });
    const thrown = await thrownBy(() =>
      tracer.traceOperation("checkout", () => {
        throw error;
      }),
    );
    expect(thrown).toBe(error);
    const { status, attributes, events } = span("checkout");
    expect(status).toEqual({ code: SpanStatusCode.ERROR, message: "no such cart" });
    expect(attributes["error.type"]).toBe("TypeError");
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      name: "exception",
      attributes: { "exception.type": "TypeError", "exception.message": "no such cart" },
    });
    const stack = String(events[0]?.attributes?.["exception.stacktrace"]);
    expect(stack).toContain(__filename);
    expect(stack).toContain("Caused by: RangeError: stock is -1");
  });

  test("whose promise rejects is an error as well, and rejects with it", async () => {
    const error = new Error("late");
    expect(await thrownBy(() => tracer.traceOperation("checkout", () => Promise.reject(error)))).toBe(error);
    expect(span("checkout").status).toEqual({ code: SpanStatusCode.ERROR, message: "late" });
  });

  test.each<[string, unknown, string, string]>([
    ["a text", "no", "string", "no"],
    ["nothing", undefined, "undefined", "undefined"],
    ["null", null, "null", "null"],
    ["a symbol", Symbol("s"), "symbol", "Symbol(s)"],
    ["an object", { a: 1 }, "object", `{"a":1}`],
    [
      "an object that cannot be shown",
      Object.create(null, {
        toJSON: {
          value: () => {
            throw new Error();
          },
        },
      }),
      "object",
      "",
    ],
    [
      "an error whose message throws",
      Object.defineProperty(new Error(), "message", {
        get: () => {
          throw new Error();
        },
      }),
      "Error",
      "{}",
    ],
    ["an error of a system", Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), "ECONNREFUSED", "connect"],
    [
      "an error without a message",
      Object.assign(new AggregateError([]), { code: "ECONNREFUSED" }),
      "ECONNREFUSED",
      "ECONNREFUSED",
    ],
    ["an error of another realm", { name: "E", message: "m", stack: "s" }, "E", "m"],
  ])("that throws %s throws just that", async (_, thrown, type, message) => {
    const caught = await thrownBy(() =>
      tracer.traceOperation("checkout", () => {
        throw thrown;
      }),
    );
    expect(caught).toBe(thrown);
    expect(span("checkout").attributes["error.type"]).toBe(type);
    expect(span("checkout").status).toEqual({ code: SpanStatusCode.ERROR, message });
  });

  test("starts the query of a builder once, as its caller would have", () => {
    let started = 0;
    const builder = {
      then: (resolve: (value: number) => void): void => {
        started++;
        resolve(7);
      },
    };
    const thenable = builder as unknown as PromiseLike<number>;
    const result = tracer.traceOperation("query", () => thenable);
    expect(started).toBe(1);
    expect(result).toBeUndefined();
    expect(span("query").ended).toBe(true);
  });

  test("runs its function once, and returns its result, whatever is wrong with attributes and name", () => {
    let runs = 0;
    const run = (): number => ++runs;
    const hostile = {
      get a(): string {
        throw new Error("getter");
      },
    };
    const noText = {
      toString: (): string => {
        throw new Error("no text");
      },
    } as unknown as string;
    expect(tracer.traceOperation("a", run, hostile)).toBe(1);
    expect(tracer.traceOperation(noText, run)).toBe(2);
    expect(tracer.traceQuery("postgresql", noText, run)).toBe(3);
    expect(tracer.traceHttpRequest("GET", noText, run)).toBe(4);
    expect(tracer.traceHttpRequest(noText, "http://a", run)).toBe(5);
    expect(tracer.traceQuery("postgresql", undefined as unknown as string, run)).toBe(6);
  });

  test("has a type as narrow as its function's", async () => {
    const number: number = tracer.traceOperation("a", () => 1);
    const promise: Promise<string> = tracer.traceOperation("a", () => later("a"));
    const either: number | Promise<number> = tracer.traceOperation("a", (): number | Promise<number> => 1);
    const generic = <T>(fn: () => T): T => tracer.traceOperation("a", fn);
    const nothing: void = tracer.traceOperation("a", () => undefined);
    expect([number, await promise, await either, generic(() => true), nothing]).toEqual([1, "a", 1, true, undefined]);
  });
});

describe("a query", () => {
  test("is a client's span of few words, with its statement but without its values", async () => {
    await tracer.traceQuery("postgresql", "SELECT * FROM orders WHERE id = 4711 AND card = '4111'", () =>
      later({ rows: [1, 2] }),
    );
    expect(span("SELECT orders")).toMatchObject({
      kind: SpanKind.CLIENT,
      attributes: {
        "db.system.name": "postgresql",
        "db.query.text": "SELECT * FROM orders WHERE id = ? AND card = ?",
        "db.query.summary": "SELECT orders",
        "db.response.returned_rows": 2,
      },
    });
  });

  test.each<[string, string, unknown, number | undefined]>([
    ["pg", "postgresql", { rows: [{}, {}, {}], rowCount: 3 }, 3],
    ["pg after a change", "postgresql", { rows: [], rowCount: 3 }, 0],
    ["a list", "sqlite", [{}, {}], 2],
    ["mysql2", "mysql", [[{}, {}, {}], [{ name: "a" }]], 3],
    ["mysql2 after a change", "mysql", [{ affectedRows: 3 }, undefined], undefined],
    ["mssql", "microsoft.sql_server", { recordset: [{}] }, 1],
    ["a number", "redis", 5, undefined],
    ["nothing", "postgresql", undefined, undefined],
    [
      "a getter that throws",
      "postgresql",
      Object.defineProperty({}, "rows", {
        get: () => {
          throw new Error();
        },
      }),
      undefined,
    ],
  ])("counts the rows of %s", (_, system, result, rows) => {
    expect(tracer.traceQuery(system, "SELECT 1", () => result)).toBe(result);
    expect(spans()[0]?.attributes["db.response.returned_rows"]).toBe(rows);
  });

  test("that fails says what the database calls its error", async () => {
    const error = Object.assign(new Error("duplicate key"), { code: "23505" });
    expect(
      await thrownBy(() => tracer.traceQuery("postgresql", "INSERT INTO t VALUES (1)", () => Promise.reject(error))),
    ).toBe(error);
    expect(span("INSERT t").attributes).toMatchObject({ "db.response.status_code": "23505", "error.type": "23505" });
  });

  test("that cannot be read has the name of its system", () => {
    tracer.traceQuery("redis", "???", () => undefined);
    expect(span("redis").attributes["db.query.text"]).toBe("?");
  });
});

describe("a request", () => {
  test("is a client's span with the URL as it may be shown, the server, and the status", async () => {
    await tracer.traceHttpRequest("get", "https://ann:pw@shop.example/a?token=x", () => later({ status: 204 }));
    expect(span("GET")).toMatchObject({
      kind: SpanKind.CLIENT,
      attributes: {
        "http.request.method": "GET",
        "http.request.method_original": "get",
        "url.full": "https://REDACTED:REDACTED@shop.example/a?token=REDACTED",
        "server.address": "shop.example",
        "server.port": 443,
        "http.response.status_code": 204,
      },
      status: { code: SpanStatusCode.UNSET },
    });
  });

  test("hands its function the headers by which the server joins the trace, with the baggage", () => {
    tracer.traceOperation("outer", () => {
      const headers = tracer.traceHttpRequest("POST", new URL("http://a.example"), (given) => given);
      const { traceId, spanId } = span("POST").spanContext();
      expect(headers["traceparent"]).toBe(`00-${traceId}-${spanId}-01`);
      expect(propagation.fields()).toContain("baggage");
    });
  });

  test.each([
    [200, SpanStatusCode.UNSET, undefined],
    [304, SpanStatusCode.UNSET, undefined],
    [404, SpanStatusCode.ERROR, "404"],
    [503, SpanStatusCode.ERROR, "503"],
  ])("that is answered with %i has the status %i", (status, code, type) => {
    tracer.traceHttpRequest("GET", "http://a.example", () => ({ statusCode: status }));
    expect(span("GET").status.code).toBe(code);
    expect(span("GET").attributes["error.type"]).toBe(type);
  });

  test("that fails has the status of the answer that the error carries", async () => {
    const error = Object.assign(new Error("Request failed"), { response: { status: 502 } });
    expect(await thrownBy(() => tracer.traceHttpRequest("GET", "http://a", () => Promise.reject(error)))).toBe(error);
    expect(span("GET").attributes["http.response.status_code"]).toBe(502);
    expect(span("GET").status.code).toBe(SpanStatusCode.ERROR);
  });

  test("by a method that nobody knows does not name the span after it", () => {
    tracer.traceHttpRequest("BREW", "http://a", () => undefined);
    expect(span("HTTP").attributes).toMatchObject({
      "http.request.method": "_OTHER",
      "http.request.method_original": "BREW",
    });
  });
});
