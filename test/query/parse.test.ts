/** How an expression is read, and what is said of one that cannot be. */
import { parsePromql, parseRule, typeOf, type Node } from "../../lib/query";

const tree = (text: string): Node => {
  const { node, problems } = parsePromql(text);
  if (node === undefined) throw new Error(problems.map(({ message }) => message).join("; "));
  return node;
};

describe("the tree", () => {
  test("an offset belongs to the selector right before it, not to the sum", () => {
    expect(tree("a - a offset 1d")).toMatchObject({
      kind: "binary",
      left: { kind: "selector", from: 0, to: 1 },
      right: { kind: "selector", offset: { text: "1d", milliseconds: 86_400_000 } },
    });
  });

  test("a power binds more than the sign before it", () => {
    expect(tree("-1 ^ 2")).toMatchObject({ kind: "unary", expr: { kind: "binary", operator: "^" } });
  });

  test.each([
    ["a + b * c", "(a + (b * c))"],
    ["a - b - c", "((a - b) - c)"],
    ["a ^ b ^ c", "(a ^ (b ^ c))"],
    ["-a + b", "((-a) + b)"],
    ["-a * b", "((-a) * b)"],
    ["-a ^ b", "(-(a ^ b))"],
    ["a ^ -b * c", "((a ^ (-b)) * c)"],
    ["a or b and c unless d", "(a or ((b and c) unless d))"],
    ["a > b + c == d", "((a > (b + c)) == d)"],
    ["a + b offset 5m * c", "(a + (b offset 5m * c))"],
    ["-a @ end() + b", "((-a @ end()) + b)"],
  ])("%s is read as %s", (text, grouped) => {
    const shown = (node: Node): string => {
      if (node.kind === "binary") return `(${shown(node.left)} ${node.operator} ${shown(node.right)})`;
      return node.kind === "unary" ? `(${node.operator}${shown(node.expr)})` : text.slice(node.from, node.to);
    };
    expect(shown(tree(text))).toBe(grouped);
  });

  test("keywords are read in any case and kept in lower case", () => {
    expect(tree("SUM By (a) (x) AND y")).toMatchObject({
      operator: "and",
      left: { kind: "aggregation", operator: "sum", grouping: { kind: "by", labels: ["a"] } },
    });
  });

  test("a selector in braces has its metric and its matchers unquoted", () => {
    expect(tree('{"metric.name", "label.name"=~`a\\d`, b!=\'"\'}')).toMatchObject({
      kind: "selector",
      metric: "metric.name",
      matchers: [
        { label: "label.name", operator: "=~", value: "a\\d" },
        { label: "b", operator: "!=", value: '"' },
      ],
    });
  });

  test("a matching keeps its labels and those that are taken over", () => {
    expect(tree("a * on (b, c) group_left (d) e")).toMatchObject({
      matching: { kind: "on", labels: ["b", "c"], group: { side: "left", labels: ["d"] } },
    });
  });

  test("positions are those of the text, comments or not", () => {
    const text = "# rate of all\nsum(\n  x # why\n)";
    const node = tree(text);
    expect(text.slice(node.from, node.to)).toBe("sum(\n  x # why\n)");
  });

  test.each([
    ["1_000", 1000],
    ["0x1F", 31],
    ["010", 8],
    ["5m", 300],
    ["1h30m", 5400],
    ["-.5e-1", -0.05],
    ["Inf", Infinity],
    ["1.", 1],
  ])("the number %s is %d", (text, value) => {
    expect(tree(text)).toMatchObject({ kind: "number", value, text });
  });

  test.each([
    ["x", "instant vector"],
    ["x[5m]", "range vector"],
    ["rate(x[5m])[1h:]", "range vector"],
    ["1 + 2", "scalar"],
    ["1 + x", "instant vector"],
    ["(scalar(x))", "scalar"],
    ['"a"', "string"],
  ])("%s is of the type %s", (text, type) => {
    expect(typeOf(tree(text))).toBe(type);
  });
});

describe("problems", () => {
  test.each([
    ["", "there is no expression", "write one"],
    ["sum(rate(x[5m])", ") is missing at the end", "close what is open: )"],
    ["rate(x[5m", "]) is missing at the end", "close what is open: ])"],
    ["sum(x) +", "the expression ends too early", "write what is missing at its end"],
    ["sum(x))", "unexpected )", "mend what stands after sum(x)"],
    ["a b", "unexpected b", "mend what stands after a"],
    ['x{a="b}', 'the quoted text that begins with "b} is never closed', 'close it with "'],
    ["x{a='b\n'}", "the quoted text that begins with 'b is never closed", "close it with '"],
    ['x{a="\\d"}', "\\d means nothing in a quoted text", "write \\\\d for a backslash, or put the text in backquotes"],
    ['x{a=~"("}', '"(": missing closing ): `(`', "write a regular expression of RE2"],
    ["rate(x)", "rate() takes a range vector, but x is an instant vector", "add a range: x[5m]"],
    ["rate(sum(x))", "rate() takes a range vector, but sum(x) is an instant vector", "write a subquery: (sum(x))[5m:]"],
    [
      "sum(x[5m])",
      "sum() takes an instant vector, but x[5m] is a range vector",
      "compute something from the range: rate(x[5m]), max_over_time(x[5m])",
    ],
    ["sum(1)", "sum() takes an instant vector, but 1 is a number", "write vector(1)"],
    ["clamp_max(x, y)", "clamp_max() takes a number, but y is an instant vector", "write a number, or scalar(y)"],
    [
      "rate(x[5m]) + y[5m]",
      "+ takes numbers and instant vectors, but y[5m] is a range vector",
      "compute something from the range: rate(y[5m]), max_over_time(y[5m])",
    ],
    ["topk(x)", "topk() takes two arguments, not 1", "write topk(…, x)"],
    ["clamp(x, 1)", "clamp() takes 3 arguments, not 2", "write clamp(<instant vector>, <number>, <number>)"],
    ["round(x, 1, 2)", "round() takes 1 to 2 arguments, not 3", "write round(<instant vector>, <number>)"],
    [
      "increse(x[5m])",
      'there is no function increse (did you mean "increase"?)',
      "write one of Prometheus's functions or aggregations; a metric has no parentheses behind it",
    ],
    [
      "Rate(x[5m])",
      'there is no function Rate (did you mean "rate"?)',
      "write one of Prometheus's functions or aggregations; a metric has no parentheses behind it",
    ],
    ["1 > 2", "a comparison of two numbers keeps or drops nothing", "write > bool"],
    ["a + bool b", "bool can only follow a comparison, not +", "leave bool out"],
    ["a and 1", "and combines instant vectors, not numbers", "write vector(…) around the number"],
    [
      "a and on (b) group_left () c",
      "and cannot have group_left: it always matches many to many",
      "leave group_left out",
    ],
    ["a + on (b) group_left (b) c", "the label b stands both in on() and in group_left()", "name it in on() only"],
    ["1 + on (a) b", "on(a) can only match two instant vectors", "leave it out"],
    ['-"a"', 'a sign can stand before numbers and instant vectors, but "a" is a text', "take the sign away"],
    [
      "sum(x) offset 5m",
      "offset 5m can only follow a selector or a subquery",
      "write offset 5m behind the selector within",
    ],
    ["sum(x)[5m]", "a range like [5m] can only follow a selector", "write a subquery, with a colon: [5m:]"],
    ["x offset 5m offset 5m", "offset is given twice", "write one offset, the sum of both"],
    ["x offset 5m [5m]", "the range [5m] stands after offset or @", "write [5m] right behind the selector"],
    ["x[0s]", "[0s] is no length of time", "write one that is more than 0"],
    [
      "x[1d1y]",
      "1d1y is no number and no length of time",
      "write a number like 0.05 or 1e9, or a length of time like 30s, 5m, 1h30m, 7d",
    ],
    ["{}", "a selector needs a metric, or at least one matcher that an empty label does not match", "name the metric"],
    ['x{__name__="y"}', "the metric is named twice: x and y", "name it once"],
    [
      "limitk(1, x)",
      "limitk() is experimental: Prometheus needs a feature flag for it",
      "write it with what needs no flag",
    ],
    [
      "mad_over_time(x[5m])",
      "mad_over_time() is experimental: Prometheus needs a feature flag for it",
      "write it with what needs no flag",
    ],
    ["rate(x[5m] smoothed)", "smoothed is experimental: Prometheus needs a feature flag for it", "leave smoothed out"],
    [
      "a + fill(0) b",
      "fill(0) is experimental: Prometheus needs a feature flag for it",
      "write it with what needs no flag",
    ],
  ])("%s: %s, so %s", (text, message, mend) => {
    expect(parsePromql(text).node).toBeUndefined();
    expect(parsePromql(text).problems).toMatchObject([{ message, mend }]);
  });

  test("a problem says where it stands", () => {
    const text = "rate(x[5m]) + y[5m]";
    const [problem] = parsePromql(text).problems;
    expect(text.slice(problem?.from, problem?.to)).toBe("y[5m]");
  });
});

describe("variables of Grafana", () => {
  test.each([
    ["rate(x[$__rate_interval])"],
    ["increase(x[${__range}]) / $__range_s"],
    ["rate(x[$window] offset $shift)"],
    ['x{job="$job", pod=~"${pod:regex}", node=~"[[node]]"}'],
    ["topk($k, sum by ($group, pod) (x)) > ${threshold:raw}"],
    ['${metric}{a="b"} + $prefix_total + rate($metric[5m])'],
    ["x[5m:$__interval]"],
    ["sum(x) $operator on (a) y"],
    ['x{$label=~"$value"}'],
  ])("%s is understood", (text) => {
    expect(parsePromql(text).problems).toEqual([]);
  });

  test("a length of time that Grafana fills in is not known", () => {
    expect(tree("x[$__rate_interval]")).toHaveProperty("range", { text: "$__rate_interval" });
  });

  test("a rule cannot have them outside of quotes, because Prometheus does not fill them in", () => {
    expect(parseRule("rate(x[$__rate_interval])").problems).toEqual([
      {
        from: 7,
        to: 23,
        message: "$__rate_interval is a variable of Grafana, which Prometheus does not know",
        mend: "write its value",
      },
    ]);
    expect(parseRule('x{job="$job"}').problems).toEqual([]);
  });
});

describe("rules", () => {
  test.each([
    ["x[5m]", "range vector"],
    ['"a"', "string"],
  ])("%s gives no rule, because its result is a %s", (text, type) => {
    expect(parsePromql(text).problems).toEqual([]);
    expect(parseRule(text).problems).toMatchObject([
      { message: `a rule gives a number or an instant vector, but this is a ${type}` },
    ]);
  });
});
