/** The one regex that finds a trace id in a log line: Grafana reads it as JavaScript does, Loki and promtail as RE2 does. */
import { EXEMPLAR_LABEL, LOG_FIELDS, TRACE_ID, TRACE_ID_PATTERN } from "@cdktf-observability/contract";
import { RE2JS } from "re2js";

const id = "4bf92f3577b34da6a3ce929d0e0e4736";
const short = "a3ce929d0e0e4736";

const javascript = (line: string): string | undefined => new RegExp(TRACE_ID_PATTERN).exec(line)?.[1];
const re2 = (line: string): string | undefined => {
  const matcher = RE2JS.compile(TRACE_ID_PATTERN).matcher(line);
  return matcher.find() ? (matcher.group(1) ?? undefined) : undefined;
};

const json = JSON.stringify({ level: "info", message: "paid", [TRACE_ID]: id, span_id: short });

test.each([
  ["a JSON line", json],
  ["the first field", JSON.stringify({ [TRACE_ID]: id, level: "info" })],
  ["the last field", JSON.stringify({ level: "info", [TRACE_ID]: id })],
  ["indented JSON", JSON.stringify({ level: "info", [TRACE_ID]: id }, undefined, 2)],
  ["a JSON line as a text in JSON", JSON.stringify({ log: json, stream: "stdout" })],
  ["that once more", JSON.stringify({ record: JSON.stringify({ log: json }) })],
  ["logfmt", `level=info ${TRACE_ID}=${id} msg=paid`],
  ["logfmt at the start", `${TRACE_ID}=${id} msg=paid`],
  ["logfmt with quotes", `level=info ${TRACE_ID}="${id}"`],
  ["prose", `INFO [${TRACE_ID}: ${id}] paid`],
  ["behind the id of another trace", `{"parent_${TRACE_ID}":"${"0".repeat(32)}","${TRACE_ID}":"${id}"}`],
])("is found in %s", (_, line) => {
  expect([javascript(line), re2(line)]).toEqual([id, id]);
});

test("an id of 16 digits, as older tracers have it, is found", () => {
  const line = JSON.stringify({ [TRACE_ID]: short });
  expect([javascript(line), re2(line)]).toEqual([short, short]);
});

test.each([
  ["another field", `{"parent_${TRACE_ID}":"${id}"}`],
  ["another path", `{"http.request.${TRACE_ID}":"${id}"}`],
  ["no id", `{"${TRACE_ID}":"unknown"}`],
  ["an empty id", `{"${TRACE_ID}":""}`],
  ["an id that goes on", `{"${TRACE_ID}":"${id}00"}`],
  ["an id that is too short", `{"${TRACE_ID}":"${id.slice(1)}"}`],
  ["another spelling", `{"${TRACE_ID}":"${id.toUpperCase()}"}`],
  ["an id without its name", `{"message":"${id}"}`],
])("%s is none", (_, line) => {
  expect([javascript(line), re2(line)]).toEqual([undefined, undefined]);
});

test("exemplars, log lines and Grafana's destinations say it alike", () => {
  expect([EXEMPLAR_LABEL, LOG_FIELDS.traceId]).toEqual([TRACE_ID, TRACE_ID]);
});
