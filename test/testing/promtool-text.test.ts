/** What is written for promtool is read back as it was meant, and so is what promtool prints. */
import * as fc from "fast-check";
import { parse } from "yaml";
import { parseFailure } from "../../lib/testing/failure";
import { labelsIn, printedSamples, seriesText, yamlText } from "../../lib/testing/promtool-text";

test("any data survives YAML", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      // JSON has no negative zero.
      expect(parse(yamlText(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("any text survives YAML", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
      expect(parse(yamlText([text]))).toEqual([text]);
    }),
  );
});

test.each([
  [NaN, ".nan"],
  [Infinity, ".inf"],
  [-Infinity, "-.inf"],
  [{ a: undefined, b: 1 }, '{"b":1}'],
])("%p is %s in YAML", (value, text) => {
  expect(yamlText(value)).toBe(text);
});

test("labels are read as they were written", () => {
  const labels = fc.dictionary(
    fc.string({ minLength: 1, unit: "grapheme" }).filter((name) => name !== "__proto__"),
    fc.string({ unit: "grapheme" }),
  );
  fc.assert(
    fc.property(labels, (each) => {
      expect(labelsIn(seriesText("up", each))).toEqual({ ...each });
    }),
  );
});

test.each([
  [
    '{__name__="up", job="a\\"b", "c.d"="\\x01\\u00fc\\U0001f642\\n"}',
    { __name__: "up", job: 'a"b', "c.d": "\u0001ü🙂\n" },
  ],
  ["{}", {}],
])("labels as Go prints them: %s", (text, labels) => {
  expect(labelsIn(text)).toEqual(labels);
});

test.each([
  ["nil", []],
  ["{} 1E+00", [{ labels: "{}", value: "1E+00" }]],
  [
    '{a="}, {"} NaN, {b="c"} {{schema:0 sum:1 buckets:[1 2]}}',
    [
      { labels: '{a="}, {"}', value: "NaN" },
      { labels: '{b="c"}', value: "{{schema:0 sum:1 buckets:[1 2]}}" },
    ],
  ],
  ["anything else", undefined],
])("samples as promtool prints them: %s", (text, samples) => {
  expect(printedSamples(text)).toEqual(samples);
});

const difference = (expected: string, got: string): string =>
  `    expr: "up \\"x\\"", time: 1h30m,\n        exp: ${expected}\n        got: ${got}`;

test.each([
  ["{} 1E-01", "{} 1.0000000000000002E-01"],
  ['{a="1"} 0E+00, {a="2"} NaN', '{a="1"} 1E-18, {a="2"} NaN'],
  ["{} +Inf", "{} +Inf"],
  [
    "{} {{schema:0 sum:0.3 buckets:[1]}}",
    "{} {{schema:0 sum:0.30000000000000004 counter_reset_hint:gauge buckets:[1]}}",
  ],
])("%s and %s differ by dust only", (expected, got) => {
  expect(parseFailure(difference(expected, got))).toBeUndefined();
});

test.each([
  ["{} 1E-01", "{} 1.0000001E-01"],
  ["{} 1E+00", "nil"],
  ["{} 1E+00", '{a="1"} 1E+00'],
  ["{} NaN", "{} 1E+00"],
  ["{} +Inf", "{} -Inf"],
  ["{} 1E+00", "{} +Inf"],
  ["{} {{schema:0 sum:1 buckets:[1]}}", "{} {{schema:0 sum:1 buckets:[1 1]}}"],
])("%s and %s differ", (expected, got) => {
  expect(parseFailure(difference(expected, got))).toEqual({
    kind: "expression",
    expr: '"up \\"x\\""',
    time: "1h30m",
    expected,
    got,
  });
});

test.each([
  [
    "    rule: A, b, time: 1m30s, err: vector contains metrics with the same labelset",
    { kind: "evaluation", rule: "A, b", time: "1m30s", message: "vector contains metrics with the same labelset" },
  ],
  ["something new", { kind: "other", message: "something new" }],
])("other failures: %s", (text, failure) => {
  expect(parseFailure(text)).toEqual(failure);
});
