/** The tagged template: what is interpolated arrives as it was meant. */
import fc from "fast-check";
import { contract, counter, hours, minutes, seconds } from "../../lib/model";
import {
  logql,
  matchers,
  matches,
  not,
  notMatches,
  parsePromql,
  promql,
  regexLiteral,
  regexMatches,
} from "../../lib/query";

const shop = contract(
  { targetLabels: ["job"], source: "a test" },
  { orders: counter("shop_orders_total", { help: "Orders." }) },
);

/** The matchers of a selector, as Prometheus reads them. */
const matchersOf = (text: string) => {
  const { node, problems } = parsePromql(text);
  if (node?.kind !== "selector") throw new Error(`${text}: ${problems.map(({ message }) => message).join("; ")}`);
  return node.matchers;
};

/** Any text that can be written down: half of a surrogate pair cannot. */
const text = fc.string({ unit: "binary", maxLength: 12 });

describe("a text between quotes arrives exactly", () => {
  test.each([
    ["double", (value: string) => promql`x{a="${value}", b="c"}`],
    ["single", (value: string) => promql`x{a='${value}', b="c"}`],
  ])("in %s quotes", (_, expression) => {
    fc.assert(
      fc.property(text, (value) => {
        expect(matchersOf(expression(value).text)).toEqual([
          { label: "a", operator: "=", value },
          { label: "b", operator: "=", value: "c" },
        ]);
      }),
      { numRuns: 500 },
    );
  });

  test("in backquotes, or it is refused", () => {
    fc.assert(
      fc.property(text, (value) => {
        const expression = () => promql`x{a=\`${value}\`, b="c"}`;
        if (value.includes("`")) expect(expression).toThrow("cannot stand in backquotes");
        else expect(matchersOf(expression().text)[0]).toEqual({ label: "a", operator: "=", value });
      }),
    );
  });

  test.each(["\n\t", "\n  two\n    four", "  ", "\n"])("with line breaks and blanks of its own: %j", (value) => {
    const expression = promql`
      x{
        a=\`${value}\`,
        b="c"
      }
    `;
    expect(expression.text).toBe(`x{\n  a=\`${value}\`,\n  b="c"\n}`);
  });

  test("and so does a raw text of the query itself", () => {
    expect(
      promql`
      x{a=\`one
        two\`}
    `.text,
    ).toBe("x{a=`one\n        two`}");
  });

  test("as the value of an object of matchers", () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(matchersOf(promql`x{${matchers({ a: value, b: not(value) })}}`.text)).toEqual([
          { label: "a", operator: "=", value },
          { label: "b", operator: "!=", value },
        ]);
      }),
    );
  });

  test("as a regular expression that means itself", () => {
    fc.assert(
      fc.property(text, text, (value, other) => {
        const [matcher] = matchersOf(promql`x{a=~"${regexLiteral(value)}", b="c"}`.text);
        expect(regexMatches(matcher?.value ?? "", value)).toBe(true);
        expect(regexMatches(matcher?.value ?? "", other)).toBe(other === value);
      }),
    );
  });
});

test.each([
  ["a metric", promql`rate(${shop.orders}[5m])`, "rate(shop_orders_total[5m])"],
  ["lengths of time", promql`x[${minutes(5)}] offset ${hours(1)}`, "x[5m] offset 1h"],
  ["a subquery", promql`max_over_time(x[${hours(1)}:${seconds(30)}])`, "max_over_time(x[1h:30s])"],
  ["numbers", promql`x > ${0.05} < ${1e21} + ${-Infinity}`, "x > 0.05 < 1e+21 + -Inf"],
  ["labels", promql`sum by (${["a", "b"]}) (x)`, "sum by (a, b) (x)"],
  ["a name", promql`sum by (${"a"}) (x)`, "sum by (a) (x)"],
  ["another expression", promql`${promql`a + b`} > 1`, "a + b > 1"],
  ["a number between quotes", promql`x{le="${0.5}"}`, 'x{le="0.5"}'],
  [
    "matchers",
    promql`x{${matchers({ a: "b", c: matches("5.."), d: notMatches("e|f") })}}`,
    'x{a="b",c=~"5..",d!~"e|f"}',
  ],
  ["a backslash of PromQL's own", promql`x{a=~"\\d"}`, 'x{a=~"\\\\d"}'],
  [
    "a quote in a comment",
    promql`x # ${"a b"} isn't ${minutes(5)}
    + ${"y"}`,
    "x # a b isn't 5m\n+ y",
  ],
  ["a variable of Grafana", promql`x{job="\${job}"}[\$__range]`, 'x{job="${job}"}[$__range]'],
  ["a regular expression that ends in $", promql`x{a=~"a\\$"}`, 'x{a=~"a\\\\$"}'],
  ["a log query", logql`{job="${'a"b'}"} |= "${"c"}"`, '{job="a\\"b"} |= "c"'],
])("%s can be interpolated", (_, expression, expected) => {
  expect(expression.text).toBe(expected);
});

test("lines keep their shape, not the indentation of the program", () => {
  expect(
    promql`
    sum(
      x
    )
  `.text,
  ).toBe("sum(\n  x\n)");
});

test.each([
  ["a value outside of quotes", () => promql`x == ${"a b"}`, /"a b" is no name of a metric or label/],
  ["an expression between quotes", () => promql`x{a="${promql`y`}"}`, /Only a text or a number/],
])("%s is refused", (_, expression, message) => {
  expect(expression).toThrow(message);
});
