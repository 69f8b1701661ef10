/** The page for other languages says names by hand: each of them, and each bound, must be what the contract says. */
import {
  applicationMetrics,
  DURATION_BUCKETS,
  ERROR_FIELDS,
  HTTP_METHODS,
  JOB_BUCKETS,
  LOG_FIELDS,
  LOG_LEVELS,
  OTHER,
  RESOURCE_ATTRIBUTES,
  UNMATCHED_ROUTE,
  type ApplicationMetric,
  type ApplicationMetrics,
} from "@cdktf-observability/contract";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { otelHttp } from "../../lib/packs";

const page = readFileSync(join(__dirname, "..", "..", "docs", "integration-languages.md"), "utf8");
const groups: Readonly<Record<string, ApplicationMetrics>> = applicationMetrics;
/** What only our instrumentation of Node exports is not for other languages. */
const metrics = Object.entries(groups).flatMap(([name, group]) =>
  name === "nodejs" || name === "instrumentation" ? [] : Object.values(group),
);

const blocks = (language: string): string =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(([, text = ""]) => text).join("\n");

/** The cells of a table, by its first heading. */
const table = (heading: string): readonly (readonly string[])[] =>
  (page.split(`| ${heading} `)[1] ?? "")
    .split("\n\n")[0]!
    .split("\n")
    .slice(2)
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const words = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);

test("the table has every metric of the contract, with its type and its labels", () => {
  const typeOf = ({ name, type }: ApplicationMetric): string =>
    type === "counter" && !name.endsWith("_total") ? "unknown" : type;
  expect(table("metric").map(([name = "", type, labels = ""]) => [words(name)[0], type, words(labels)])).toEqual(
    metrics.map((metric) => [metric.name, typeOf(metric), Object.keys(metric.labels)]),
  );
});

test("where a label has a list of values, they are told", () => {
  const texts = new Map(table("metric").map(([name = "", , , text = ""]) => [words(name)[0], words(text)]));
  const lists = metrics.flatMap(({ name, labels }) =>
    Object.values(labels).flatMap((values) => (values === "any" || values === HTTP_METHODS ? [] : [{ name, values }])),
  );
  expect(lists.length).toBeGreaterThan(2);
  expect(lists.map(({ name }) => ({ name, values: texts.get(name) }))).toEqual(lists);
});

test("the table of log fields is the contract's", () => {
  const rows = table("field");
  expect(new Set(rows.flatMap(([field = ""]) => words(field)))).toEqual(new Set(Object.values(LOG_FIELDS)));
  expect(words(rows.find(([field]) => field === "`error`")?.[1] ?? "")).toEqual(Object.values(ERROR_FIELDS));
  expect(words(rows.find(([field]) => field === "`level`")?.[1] ?? "")).toEqual(LOG_LEVELS);
});

test("OpenTelemetry's names are those of otelHttp", () => {
  const names = new Map(table("this contract").map(([ours = "", theirs = ""]) => [words(ours)[0], words(theirs)[0]]));
  expect([...names].slice(0, 6)).toEqual([
    ["http_requests_total", otelHttp.requests],
    ["http_request_duration_seconds", otelHttp.duration?.name],
    ["http_requests_in_flight", otelHttp.inFlight?.name],
    ["method", otelHttp.labels.method],
    ["route", otelHttp.labels.route],
    ["status_code", otelHttp.labels.status],
  ]);
});

test("nothing that looks like a metric is unknown", () => {
  const known = [
    ...metrics.map(({ name }) => name),
    ...[otelHttp.requests, otelHttp.duration?.name, otelHttp.inFlight?.name],
    "http_server_requests_seconds",
    // What libraries would make of it.
    "revenue_total_cents_total",
  ];
  const named = page.match(/\b[a-z]+(?:_[a-z]+)*_(?:total|seconds|bytes|cents|count|in_flight|requests)\b/g) ?? [];
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});

test("the bounds of histograms are told as they are", () => {
  const told = (of: string): string =>
    (new RegExp(`\`${of}\`: ([\\d.,\\s]+?)\\.(?:\\s|$)`).exec(page)?.[1] ?? "").replace(/\s+/g, " ");
  expect(told("http_request_duration_seconds")).toBe(DURATION_BUCKETS.join(", "));
  expect(told("job_duration_seconds")).toBe(JOB_BUCKETS.join(", "));
});

describe.each(["python", "go", "java"])("%s", (language) => {
  const code = blocks(language);
  test("has the metrics of HTTP, with the bounds and labels of the contract", () => {
    for (const { name } of Object.values(applicationMetrics.http)) expect(code).toContain(`"${name}"`);
    for (const label of Object.keys(applicationMetrics.http.requestsTotal.labels)) expect(code).toContain(`"${label}"`);
    expect(code).toContain(DURATION_BUCKETS.join(", "));
  });
  test("knows the methods, and what stands for others", () => {
    const list = HTTP_METHODS.filter((method) => method !== OTHER).map((method) => `"${method}"`);
    expect(code).toContain(list.join(", "));
    expect([code.includes(`"${OTHER}"`), code.includes(`"${UNMATCHED_ROUTE}"`)]).toEqual([true, true]);
  });
  test("exports the revenue under its name, and no counter of it", () => {
    expect(code).toMatch(/Unknown|UntypedValue/);
    expect(code).toContain(`"${applicationMetrics.business.revenueTotalCents.name}"`);
  });
  test("writes the fields of a line", () => {
    const lines = language === "java" ? blocks("xml") : code;
    const fields = Object.values(LOG_FIELDS).filter((field) => field !== LOG_FIELDS.requestId);
    expect(fields.filter((field) => !new RegExp(`["<>]${field}["<> ]`).test(lines))).toEqual([]);
    const ofErrors = Object.values(ERROR_FIELDS).filter((field) => language !== "go" || field !== "stack");
    expect(ofErrors.filter((field) => !new RegExp(`["<>]${field}["<> ]`).test(lines))).toEqual([]);
  });
});

test("in Go, no field of a caller's stands beside one of the line", () => {
  const reserved = /var reserved = \[\]string\{([^}]*)\}/.exec(blocks("go"))?.[1] ?? "";
  // These two are the caller's to give.
  const { error, requestId, ...own } = LOG_FIELDS;
  expect([reserved.includes(`"${error}"`), reserved.includes(`"${requestId}"`)]).toEqual([false, false]);
  for (const field of Object.values(own)) expect(reserved).toContain(`"${field}"`);
});

test("the resource is named by its attributes", () => {
  const { version, environment } = RESOURCE_ATTRIBUTES;
  expect(page).toContain(`OTEL_RESOURCE_ATTRIBUTES=${version}=1.4.0,${environment}=prod`);
});
