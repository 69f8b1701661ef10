import { SpanStatusCode, trace } from "@opentelemetry/api";
import { RedactingProcessor } from "../../../instrumentation/src/tracing/redacting-processor";
import { recording } from "./recording";

const { span } = recording(new RedactingProcessor());

test.each([
  ["db.query.text", "SELECT 'x'", { "db.system.name": "postgresql" }, "SELECT ?"],
  ["db.statement", "SET a s3cret", { "db.system": "redis" }, "SET ?"],
  ["url.full", "http://a.example/?token=x", {}, "http://a.example/?token=REDACTED"],
  ["http.url", "http://u:p@a.example/", {}, "http://REDACTED:REDACTED@a.example/"],
  ["url.query", "token=x&a=1", {}, "token=REDACTED&a=1"],
  ["http.target", "/a?token=x", {}, "/a?token=REDACTED"],
  ["app.note", "token=x", {}, "token=x"],
])("of %s leaves the process what is no secret", (name, text, others, expected) => {
  trace
    .getTracer("an instrumentation")
    .startSpan("a", { attributes: { ...others, [name]: text } })
    .end();
  expect(span("a").attributes[name]).toBe(expected);
});

const SECRETS = /hunter2|abc123|s3cret-of-bob|bob@example/;

test.each([
  [{}, "connect http://ann:hunter2@127.0.0.1/x?token=abc123"],
  [{}, "refused with Authorization: Bearer abc123abc123abc123"],
  [
    { "db.system": "postgresql", "db.statement": "INSERT INTO t VALUES ('bob@example.com', 's3cret-of-bob')" },
    "Key (mail)=(bob@example.com) exists, s3cret-of-bob too",
  ],
])("an error that an instrumentation records as it is (%j) leaves without its secrets", (attributes, message) => {
  const failing = trace.getTracer("an instrumentation").startSpan("a", { attributes });
  failing.recordException(new Error(message));
  failing.setStatus({ code: SpanStatusCode.ERROR, message });
  failing.end();
  const { events, status } = span("a");
  expect(events[0]?.attributes).toMatchObject({ "exception.type": "Error" });
  expect(events[0]?.attributes?.["exception.stacktrace"]).toMatch(/\n {4}at /);
  expect(status).toMatchObject({ code: SpanStatusCode.ERROR, message: expect.any(String) as string });
  expect(JSON.stringify([events, status])).not.toMatch(SECRETS);
});
