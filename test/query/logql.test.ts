/** How log queries are read, and what is said of one that Loki would refuse. */
import { parseLogql } from "../../lib/query";

test.each<[string, "log" | "metric"]>([
  ['{namespace="a"}', "log"],
  ['{namespace="a"} |= "b" != `c` |~ "(?i)d" | json | status >= 500 and duration > 1.5s', "log"],
  ['{a="b"} | logfmt | line_format "{{ .msg }}" | label_format x=y # why', "log"],
  ['sum by (pod) (rate({a=~"b|c", d!=""} | json [5m])) > 10', "metric"],
  ['quantile_over_time(0.99, {a="b"} | json | unwrap duration(took) | __error__="" [5m] offset 1h) by (pod)', "metric"],
  ['topk(5, count_over_time({a="b"}[1h] offset 1d)) or vector(0)', "metric"],
  ['sum(rate({a="$a", b=~"${b:regex}"}[$__auto])) by ($c) / $__range_s', "metric"],
  ['max_over_time(({a="é"} | json | unwrap b)[5m] offset 1h)', "metric"],
  ['count_over_time({$label=~"$value"} | c="d" e="f" [$__interval])', "metric"],
  ['label_replace(rate({a="b"}[5m]), "c", "$1", "d", "(.*)")', "metric"],
])("%s is a %s query", (text, kind) => {
  expect(parseLogql(text)).toMatchObject({ kind, problems: [] });
});

test("the matchers of each stream selector are known", () => {
  const { streams } = parseLogql('rate({a="b", c=~`\\d+`}[5m]) / rate({d="e\\"f"} | g="h" [5m])');
  expect(streams).toEqual([
    [
      { label: "a", operator: "=", value: "b" },
      { label: "c", operator: "=~", value: "\\d+" },
    ],
    [{ label: "d", operator: "=", value: 'e"f' }],
  ]);
});

test.each([
  ["", "there is no expression"],
  ['{a="b"', "} is missing at the end"],
  ['{a="b', 'the quoted text that begins with "b is never closed'],
  ["{a='b'}", "'b' stands in single quotes: Loki knows double quotes and backquotes"],
  ['{a=""}', "a stream selector needs at least one matcher that an empty label does not match"],
  ['{a=~".*"} |= "b"', "a stream selector needs at least one matcher that an empty label does not match"],
  ['{a=~"("}', '"(": missing closing ): `(`'],
  ['{a="b"} |~ "[a"', '"[a": missing closing ]: `[a`'],
  ['{a="b"} |= "\\d"', "\\d means nothing in a quoted text"],
  ['rate({a="b"}[5x])', "unexpected 5x"],
  ['sum(rate({a="b"}[5m])', ") is missing at the end"],
  ['topk(rate({a="b"}[5m]))', "topk takes a whole number above 0 first"],
  ['sum(2, rate({a="b"}[5m]))', "sum takes no number"],
  ['sum_over_time({a="b"}[5m])', "sum_over_time takes numbers: add | unwrap <label> before the range"],
  ['count_over_time({a="b"} | unwrap c [5m])', "count_over_time counts lines: leave unwrap out"],
  ['count_over_time({a="b"}[5m]) by (c)', "count_over_time cannot have by or without: put sum by (…) around it"],
  ['quantile_over_time({a="b"} | unwrap c [5m])', "quantile_over_time takes a number from 0 to 1 first"],
  ['{a="b"} / {a="c"}', "an operator combines numbers, not lines: count them first"],
  ['rate({a="b"}[5m]) or 1', "or combines series, not numbers"],
  ['{a="b"} | regexp "a(b)"', "regexp needs a named group: (?P<name>…)"],
])("%s: %s", (text, message) => {
  expect(parseLogql(text)).toMatchObject({ problems: [{ message }] });
});
