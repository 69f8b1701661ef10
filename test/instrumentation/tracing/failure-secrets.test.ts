import { SpanStatusCode } from "@opentelemetry/api";
import { CustomTracer } from "../../../instrumentation/src/tracing";
import { recording } from "./recording";

const { span } = recording();
const tracer = new CustomTracer({ name: "test", version: "1" });

/** What is thrown at a caller, if anything. */
async function thrownBy(act: () => unknown): Promise<unknown> {
  try {
    await act();
  } catch (thrown) {
    return thrown;
  }
  throw new Error("nothing was thrown");
}

describe("the secrets of an error", () => {
  const SECRETS = /hunter2|abc123|bob@example|geheim/;
  const failing = (message: string) => (): never => {
    throw new Error(message);
  };

  test.each<[string, () => unknown]>([
    [
      "GET",
      () => {
        const url = "http://user:hunter2@127.0.0.1/x?token=abc123";
        return tracer.traceHttpRequest("GET", url, failing(`cannot fetch ${url}`));
      },
    ],
    ["work", () => tracer.traceOperation("work", failing("refused: Authorization: Bearer abc123abc123abc123"))],
    [
      "INSERT users",
      () => {
        const statement = "INSERT INTO users VALUES ('bob@example.com','geheim')";
        return tracer.traceQuery("postgresql", statement, failing(`INSERT … ('bob@example.com','geheim')`));
      },
    ],
  ])("are not in the span %s, and the error is thrown as it is", async (name, act) => {
    const thrown = (await thrownBy(act)) as Error;
    expect(thrown.message).toMatch(SECRETS);
    const { events, status, attributes } = span(name);
    expect(events[0]?.attributes?.["exception.stacktrace"]).toMatch(/\n {4}at /);
    expect(status.code).toBe(SpanStatusCode.ERROR);
    expect(JSON.stringify([events, status, attributes])).not.toMatch(SECRETS);
  });
});
