import { trace } from "@opentelemetry/api";
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
