import { readEnvironment } from "../../instrumentation/src/environment";

const pathsOf = (variables: Readonly<Record<string, string>>): readonly string[] =>
  readEnvironment(variables).findings.map(({ path }) => path);

test.each([
  ["OTEL_TRACES_SAMPLER", "nonsense"],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "nonsense"],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317"],
  ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "ftp://a"],
  ["OTEL_EXPORTER_OTLP_TIMEOUT", "abc"],
  ["OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "0"],
  ["OTEL_EXPORTER_OTLP_COMPRESSION", "zip"],
  ["OTEL_EXPORTER_OTLP_PROTOCOL", "udp"],
  ["OTEL_BSP_SCHEDULE_DELAY", "-1"],
  ["OTEL_BSP_EXPORT_TIMEOUT", "0"],
  ["OTEL_LOG_LEVEL", "loud"],
])("%s=%s is a finding", (name, value) => {
  expect(pathsOf({ [name]: value })).toEqual([name]);
});

test.each([
  ["OTEL_TRACES_SAMPLER", "parentbased_always_off"],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://jaeger:4318"],
  ["OTEL_EXPORTER_OTLP_TIMEOUT", "5000"],
  ["OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"],
  ["OTEL_BSP_SCHEDULE_DELAY", "0"],
  ["OTEL_LOG_LEVEL", "DEBUG"],
])("%s=%s fits", (name, value) => {
  expect(pathsOf({ [name]: value })).toEqual([]);
});

test("a delay of nothing is one", () => {
  expect(readEnvironment({ OTEL_BSP_SCHEDULE_DELAY: "0" }).batches.delay).toBe(0);
});

test("credentials of an endpoint that does not fit are in no finding", () => {
  const { findings } = readEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: "ftp://ann:s3cret@a" });
  expect(JSON.stringify(findings)).not.toContain("s3cret");
});

test.each([
  [{}, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://a/" }, "http://a/v1/traces"],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://a", OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://b/c" }, "http://b/c"],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://a", OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "b" }, "http://a/v1/traces"],
])("by %j spans go to %s", (variables, url) => {
  expect(readEnvironment(variables).url).toBe(url);
});

test.each([
  [{}, false],
  [{ OTEL_TRACES_SAMPLER: "always_on" }, true],
  [{ OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.5" }, true],
  [{ OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "half" }, false],
  [{ OTEL_TRACES_SAMPLER: "nonsense" }, false],
])("%j decides which traces are kept: %s", (variables, decides) => {
  expect(readEnvironment(variables).samplerIsSet).toBe(decides);
});
