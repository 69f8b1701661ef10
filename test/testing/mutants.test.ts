/** Mutants differ from their rule in one place, and are none of the differences that cannot matter. */
import { seconds } from "../../lib/model";
import { parseRule } from "../../lib/query";
import { mutantsOf, type MutationKind } from "../../lib/testing/mutants";
import { nearMutantsOf } from "../../lib/testing/near-threshold";

const mutants = (text: string, kind?: MutationKind): readonly string[] =>
  mutantsOf(text, seconds(30))
    .filter((each) => kind === undefined || each.kind === kind)
    .map(({ expr }) => expr);

test.each<[MutationKind, string, readonly string[]]>([
  ["comparison", "a > b", ["a < b"]],
  ["comparison", "a <= bool 5", ["a >= bool 5"]],
  ["comparison", "a == on (x) group_left (y) b", ["a != on (x) group_left (y) b"]],
  ["comparison", "a / (b > 0) # a comment", ["a / (b < 0) # a comment"]],
  ["threshold", "a > 0.05", ["a > 0.1", "a > 0.025"]],
  ["threshold", "5 < a", ["10 < a", "2.5 < a"]],
  ["threshold", "a < -3", ["a < -6", "a < -1.5"]],
  ["threshold", "a > 24 * 3600", ["a > 172800", "a > 43200"]],
  ["threshold", "a > 5m", ["a > 600", "a > 150"]],
  ["threshold", "a > 0", ["a > 1"]],
  ["threshold", "a > 0.8 * b", ["a > 2 * (0.8 * b)", "a > 0.5 * (0.8 * b)"]],
  ["threshold", "a > 0.3", ["a > 0.6", "a > 0.15"]],
  ["threshold", "a > b", []],
  ["threshold", "a > Inf", []],
  ["threshold", "a * 2", []],
  ["grouping", "sum by (x, y) (a)", ["sum by (y) (a)", "sum by (x) (a)"]],
  ["grouping", "sum(a) by (x)", ["sum by () (a)"]],
  ["grouping", "topk without (x) (3, a)", ["topk without () (3, a)"]],
  ["grouping", "sum(a)", []],
  ["matcher", 'a{x="1",y=~"2.+"}', ['a{x!="1",y=~"2.+"}', 'a{x="1",y!~"2.+"}']],
  ["matcher", 'rate(a{x!="1"}[5m] offset 1h @ 3)', ['rate(a{x="1"}[5m] offset 1h @ 3)']],
  ["matcher", '{"odd.name", "odd.label"="1"}', ['{"odd.name","odd.label"!="1"}']],
  ["matcher", '{__name__=~"a.+", x="1"}', ['{__name__=~"a.+",x!="1"}']],
  ["window", "rate(a[5m])", ["rate(a[2m30s])"]],
  ["window", "rate(a[1m])", []],
  [
    "window",
    "max_over_time(rate(a[5m])[1h:1m])",
    ["max_over_time(rate(a[5m])[30m:1m])", "max_over_time(rate(a[2m30s])[1h:1m])"],
  ],
  ["window", "a offset 1w", []],
])("%s: %s", (kind, text, expected) => {
  expect(mutants(text, kind)).toEqual(expected);
});

test("what Prometheus would refuse is no mutant", () => {
  // Negated, it selects everything.
  expect(mutants('{x="1"}')).toEqual([]);
});

test("what cannot be read has no mutants", () => {
  expect(mutants("sum(")).toEqual([]);
});

test("every mutant can be read, and is another", () => {
  const text = `
    histogram_quantile(0.95, sum by (le, service) (rate(d_bucket{code!~"4..", job="a"}[5m]))) > 0.5
      and on (service) sum without (pod) (rate(r[10m])) > 1
      unless on (service) absent(up{job="a"} == 1)`;
  const all = mutants(text);
  expect(all.length).toBeGreaterThan(12);
  expect(new Set([...all, text]).size).toBe(all.length + 1);
  expect(all.filter((each) => parseRule(each).node === undefined)).toEqual([]);
});

test.each([
  ["a > 10", ["a > 9"]],
  ["a < 10", ["a < 11"]],
  ["10 < a", ["9 < a"]],
  ["a > -10", ["a > -11"]],
  ["a > 0.8 * b", ["a > 0.9 * (0.8 * b)"]],
  ["a > 0", []],
  ["a == 10", []],
  ["a >= 2", []],
  ["a >= 20", ["a >= 18"]],
  ["a > 10 and b < 5", ["a > 9 and b < 5", "a > 10 and b < 5.5"]],
  ["a > 10 unless b > 5", ["a > 9 unless b > 5", "a > 10 unless b > 5.5"]],
  ["absent(a > 10)", ["absent(a > 11)"]],
  ["count(a > 10) > 3", ["count(a > 10) > 2.7", "count(a > 9) > 3"]],
  ["count(a > 10) < 3", ["count(a > 10) < 3.3", "count(a > 11) < 3"]],
  ["a / (b > 100) > 0.5", ["a / (b > 100) > 0.45", "a / (b > 90) > 0.5"]],
  [
    "sum(a > bool 10) / sum(b > bool 20) > 0.5",
    [
      "sum(a > bool 10) / sum(b > bool 20) > 0.45",
      "sum(a > bool 9) / sum(b > bool 20) > 0.5",
      "sum(a > bool 10) / sum(b > bool 22) > 0.5",
    ],
  ],
  // More series may make an average smaller: nobody can say.
  ["avg(a > 10) > 20", ["avg(a > 10) > 18"]],
])("towards firing by a tenth: %s", (text, expected) => {
  expect(nearMutantsOf(text).map(({ expr }) => expr)).toEqual(expected);
});
