/** What is printed is read back as the same tree. */
import fc from "fast-check";
import { parsePromql, printPromql, unwrapped, type Node } from "../../lib/query";
import { EXOTIC, expressions } from "./random-expressions";

/** A tree without positions, without the parentheses that the printer may add, and with numbers as they are written. */
const shape = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== "object" || value === null) return value;
  const node = "kind" in value && value.kind === "parentheses" ? unwrapped(value as Node) : value;
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, inner]) =>
      ["from", "to", "milliseconds", "value"].includes(key) && "text" in node
        ? []
        : key === "from" || key === "to" || inner === undefined
          ? []
          : [[key, shape(inner)]],
    ),
  );
};

const read = (text: string): Node => {
  const { node, problems } = parsePromql(text);
  if (node === undefined) throw new Error(`${text}: ${problems.map(({ message }) => message).join("; ")}`);
  return node;
};

test("a random tree is printed, read back as the same tree, and printed the same again", () => {
  fc.assert(
    fc.property(expressions({ ...EXOTIC, depth: 4 }), (tree) => {
      const text = printPromql(tree);
      expect(shape(read(text))).toEqual(shape(tree));
      expect(printPromql(read(text))).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["sum(x)by(a)", "sum by (a) (x)"],
  ["a+on(b)group_left c", "a + on (b) group_left () c"],
  ["((a))", "((a))"],
  ["-1^2", "-1 ^ 2"],
  ["sum by () (rate(x{a='b',}[5m:] offset -1h))", 'sum by () (rate(x{a="b"}[5m:] offset -1h))'],
  ["x[5m] offset 1w @ end()", "x[5m] @ end() offset 1w"],
  ['{"metric.name"}', '{"metric.name"}'],
  ['{"sum", "a.b"=~`\\d`}', '{"sum", "a.b"=~"\\\\d"}'],
  ["a # why\n > 5m", "a > 5m"],
])("%s is printed as %s", (text, printed) => {
  expect(printPromql(read(text))).toBe(printed);
});

test("a tree that somebody has changed gets the parentheses that it needs", () => {
  const sum = read("a + b");
  const product = read("x * y");
  if (product.kind !== "binary") throw new Error("A product is binary.");
  expect(printPromql({ ...product, left: sum })).toBe("(a + b) * y");
  expect(printPromql({ ...product, right: read("a * b") })).toBe("x * (a * b)");
  expect(printPromql({ ...product, operator: "^", left: read("-1") })).toBe("(-1) ^ y");
  expect(printPromql({ ...product, operator: "^", right: read("a ^ b") })).toBe("x ^ a ^ b");
});
