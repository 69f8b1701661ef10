/** What is computed when somebody asks for it, and copies that do not ask. */
import { later, makerOfTests, once, withOwn } from "../../lib/model";

const counted = <Value>(value: Value) => {
  const compute = jest.fn(() => value);
  return { compute, asked: () => compute.mock.calls.length };
};

describe("what is computed later", () => {
  test("is a property like any other", () => {
    const rule = later({ name: "a" }, { tests: () => [1] });
    expect(Object.keys(rule)).toEqual(["name", "tests"]);
    expect({ ...rule }).toStrictEqual({ name: "a", tests: [1] });
    expect(JSON.stringify(rule)).toBe('{"name":"a","tests":[1]}');
  });

  test("is computed for each asker, or once", () => {
    const [each, known] = [counted(1), counted(2)];
    const rule = later({}, { each: each.compute, known: once(known.compute) });
    expect([rule.each, rule.each, rule.known, rule.known]).toEqual([1, 1, 2, 2]);
    expect([each.asked(), known.asked()]).toEqual([2, 1]);
  });

  test("belongs to its own object, although all have one getter", () => {
    const [a, b] = [later({}, { tests: () => "a" }), later({}, { tests: () => "b" })];
    expect([a.tests, b.tests]).toEqual(["a", "b"]);
    expect(Object.getOwnPropertyDescriptor(a, "tests")).toEqual(Object.getOwnPropertyDescriptor(b, "tests"));
  });

  test("is nothing of a prototype: constructor, toString", () => {
    const rule = later({ name: "a" }, { tests: () => [] });
    expect(withOwn(rule, { toString: 1 })).toStrictEqual({ name: "a", toString: 1, tests: [] });
    expect(withOwn(later({ constructor: 1 }, {}), {})).toEqual({ constructor: 1 });
  });
});

/** The base with its own way of computing, as `later` and as an object with getters of its own. */
const bases = (compute: () => string) =>
  [
    ["made by later", later({ kind: "x", name: "a", __proto__: null }, { tests: compute, place: () => "here" })],
    [
      "with getters of its own",
      {
        kind: "x",
        name: "a",
        get tests() {
          return compute();
        },
        get place() {
          return "here";
        },
      },
    ],
  ] as const;

describe.each([0, 1])("a copy of a base (%d)", (index) => {
  const baseOf = (compute: () => string = () => "tests") => bases(compute)[index === 0 ? 0 : 1][1];

  test("asks for nothing that is computed", () => {
    const { compute, asked } = counted("tests");
    const copy = withOwn(withOwn(baseOf(compute), { name: "b" }), { team: "shop" });
    expect(asked()).toBe(0);
    expect({ ...copy }).toStrictEqual({ kind: "x", name: "b", tests: "tests", place: "here", team: "shop" });
    expect(asked()).toBe(1);
  });

  test("says in place of what is computed what it is told", () =>
    expect({ ...withOwn(baseOf(), { tests: "others" }) }).toStrictEqual({
      kind: "x",
      name: "a",
      tests: "others",
      place: "here",
    }));

  test("computes in place of what is said, and of what is computed", () => {
    const copy = withOwn(baseOf(), { kind: "y" }, { name: () => "later", tests: () => "others" });
    expect({ ...copy }).toStrictEqual({ kind: "y", name: "later", tests: "others", place: "here" });
    expect({ ...withOwn(copy, {}) }).toStrictEqual({ ...copy });
  });

  test("leaves the base as it is", () => {
    const base = baseOf();
    withOwn(base, { name: "b" }, { tests: () => "others" });
    expect({ ...base }).toStrictEqual({ kind: "x", name: "a", tests: "tests", place: "here" });
  });

  test("may be of what is frozen", () => {
    const copy = withOwn(Object.freeze(baseOf()), { name: "b" }, { team: () => "shop" });
    expect({ ...copy }).toStrictEqual({ kind: "x", name: "b", tests: "tests", place: "here", team: "shop" });
  });
});

describe("who makes the tests of a rule", () => {
  const maker = {};
  const rule = later({ name: "a" }, { tests: () => [1] }, maker);

  test("is known of it, and of copies with the same tests", () => {
    expect(makerOfTests(rule)).toBe(maker);
    expect(makerOfTests(withOwn(rule, { name: "b" }))).toBe(maker);
    expect(makerOfTests(withOwn(rule, {}, { place: () => "here" }))).toBe(maker);
  });

  test.each([
    ["a copy with tests of its own", withOwn(rule, { tests: [] })],
    ["a copy that computes other tests", withOwn(rule, {}, { tests: () => [2] })],
    ["a copy by other means", { ...rule }],
    ["what nobody has made", {}],
  ])("is not known of %s", (_, copy) => expect(makerOfTests(copy)).toBeUndefined());

  test("is whom a copy names", () => {
    const other = {};
    expect(makerOfTests(withOwn(rule, {}, { tests: () => [2] }, other))).toBe(other);
  });
});
