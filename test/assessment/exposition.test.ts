/** Pages of metrics are read as Prometheus reads them, and what it would refuse is refused. */
import { allOf, readExposition } from "../../lib/assessment";

const series = (text: string) => readExposition(text, "page").series.map(({ name, labels }) => ({ name, labels }));

describe("a line is read", () => {
  test.each([
    ["without labels", "up 1", { name: "up", labels: {} }],
    ["with a time stamp", "up 1 1395066363000", { name: "up", labels: {} }],
    ["with labels", 'up{job="a",instance="b:80"} 0', { name: "up", labels: { job: "a", instance: "b:80" } }],
    ["with a comma at the end", 'up{job="a",} 0', { name: "up", labels: { job: "a" } }],
    ["with empty braces", "up{} 0", { name: "up", labels: {} }],
    ["with spaces", ' up\t{ job = "a" , b="c" }\t 0 '.trimStart(), { name: "up", labels: { job: "a", b: "c" } }],
    ["with escapes", String.raw`up{path="C:\\a\"b\n"} 0`, { name: "up", labels: { path: 'C:\\a"b\n' } }],
    ["with braces and commas in a value", 'up{path="{a,b}"} 0', { name: "up", labels: { path: "{a,b}" } }],
    ["with a value that is no number", "up NaN", { name: "up", labels: {} }],
    ["with an infinite value", 'up{job="a"} +Inf', { name: "up", labels: { job: "a" } }],
    ["with an exponent", "up 1.7e+09", { name: "up", labels: {} }],
    ["with an exemplar", 'up_total 1 # {trace_id="a"} 1 1.5', { name: "up_total", labels: {} }],
    ["with a quoted name", '{"my.metric","a.b"="c"} 1', { name: "my.metric", labels: { "a.b": "c" } }],
    ["that ends as on Windows", "up 1\r\n", { name: "up", labels: {} }],
  ])("%s", (_, line, expected) => expect(series(line)).toEqual([expected]));
});

test("comments, empty lines and the end of OpenMetrics say nothing", () =>
  expect(readExposition("# HELP up Whether it is up.\n\n# UNIT up seconds\n# a comment\n# EOF\n", "page")).toEqual({
    types: new Map(),
    series: [],
    findings: [],
  }));

test("types are known by the name that they are said of", () =>
  expect(readExposition('# TYPE up gauge\n# TYPE "my.metric" counter\n', "page").types).toEqual(
    new Map([
      ["up", "gauge"],
      ["my.metric", "counter"],
    ]),
  ));

test("a series knows where it stands", () =>
  expect(readExposition("# TYPE up gauge\nup 1\n", "metrics.txt").series[0]?.place).toBe("metrics.txt:2"));

describe("a line is refused", () => {
  test.each([
    ["without a value", "up"],
    ["with a word for a value", "up yes"],
    ["with two time stamps", "up 1 2 3"],
    ["with a brace that stays open", 'up{job="a" 1'],
    ["with a quote that stays open", 'up{job="a} 1'],
    ["with a value without quotes", "up{job=a} 1"],
    ["with two values and no comma", 'up{job="a" instance="b"} 1'],
    ["with two names", 'up{"down"} 1'],
    ["without a name", '{job="a"} 1'],
    ["with a name that begins with a digit", "1up 1"],
    ["with nothing between name and value", "up1.5"],
    ["of another language", "<html>"],
    ["with half of a type", "# TYPE up"],
  ])("%s", (_, line) => {
    const { series, findings } = readExposition(`before 1\n${line}\nafter 1`, "page");
    expect(findings).toMatchObject([{ check: "metrics/syntax", severity: "error", path: "page:2" }]);
    expect(series.map(({ name }) => name)).toEqual(["before"]);
  });
});

test("several pages are one", () => {
  const { types, series } = allOf([readExposition("# TYPE a gauge\na 1", "one"), readExposition("b 1", "two")]);
  expect([...types.keys(), ...series.map(({ place }) => place)]).toEqual(["a", "one:2", "two:1"]);
});
