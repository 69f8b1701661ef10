import { hours, minutes, seconds, type Route } from "../../../lib/model";
import { routesOf, type Labels } from "../../../lib/routing";
import { to, tree } from "./configuration";

const receivers = (routes: readonly Route[], labels: Labels): readonly string[] =>
  routesOf(tree(routes), labels).map(({ receiver }) => receiver);

describe("continue", () => {
  const cases: readonly (readonly [string, readonly Route[], Labels, readonly string[]])[] = [
    ["the root takes what no route takes", [to("a", ["team=a"])], {}, ["root"]],
    ["the first sibling that takes it ends the search", [to("a", []), to("b", [])], {}, ["a"]],
    ["with continue, the next sibling is asked too", [to("a", [], { continue: true }), to("b", [])], {}, ["a", "b"]],
    ["continue on the last sibling does not lead back to the root", [to("a", [], { continue: true })], {}, ["a"]],
    [
      "continue counts on the sibling, not on the node below it that takes the alert",
      [to("a", [], { routes: [to("below", [], { continue: true })] }), to("b", [])],
      {},
      ["below"],
    ],
    [
      "continue on the sibling counts when only a node below it takes the alert",
      [to("a", [], { continue: true, routes: [to("below", [])] }), to("b", [])],
      {},
      ["below", "b"],
    ],
    [
      "a node takes what none of its children takes",
      [to("a", ["team=a"], { routes: [to("page", ["severity=critical"])] })],
      { team: "a", severity: "info" },
      ["a"],
    ],
    [
      "a sibling that does not match is passed over, with or without continue",
      [to("a", ["team=a"]), to("b", ["team=b"], { continue: true }), to("c", [])],
      {},
      ["c"],
    ],
    ["the same receiver twice stands twice", [to("a", [], { continue: true }), to("a", [])], {}, ["a", "a"]],
    [
      "order is that of the tree: depth first",
      [
        to("a", [], { continue: true, routes: [to("a1", [], { continue: true }), to("a2", [])] }),
        to("b", [], { continue: true }),
        to("c", []),
      ],
      {},
      ["a1", "a2", "b", "c"],
    ],
  ];
  test.each(cases)("%s", (_, routes, labels, expected) => expect(receivers(routes, labels)).toEqual(expected));
});

describe("matchers", () => {
  test.each<[string, string, Labels, boolean]>([
    ["a regular expression holds for the whole value", "a=~db", { a: "db-1" }, false],
    ["a regular expression holds for the whole value", "a=~db.*", { a: "db-1" }, true],
    ["alternatives are anchored as one", "a=~x|y", { a: "xy" }, false],
    ["a dot is no line break", "a=~x.y", { a: "x\ny" }, false],
    ["a dot is a sign, also one of two code units", "a=~.", { a: "😀" }, true],
    ["an end is the end of the value, not of a line", "a=~x", { a: "x\n" }, false],
    // Alertmanager puts ^(?: and )$ around it, whatever it is: ^(?:db)|(?:web)$.
    ["what closes the group around it is anchored at one end only", "a=~db)|(?:web", { a: "db-1" }, true],
    ["what closes the group around it is anchored at one end only", "a=~db)|(?:web", { a: "1-db" }, false],
    ["case counts", "a=~CRITICAL", { a: "critical" }, false],
    ["a missing label is empty", "a=", {}, true],
    ["an empty label is empty", "a=", { a: "" }, true],
    ["a missing label is not something", "a!=x", {}, true],
    ["a missing label is matched by what matches nothing", "a=~x?", {}, true],
    ["a missing label is not matched by something", "a=~.+", {}, false],
    ["a missing label is something other than .+", "a!~.+", {}, true],
    ["names that JavaScript gives a meaning to are missing", "constructor=", {}, true],
    [
      "names that JavaScript gives a meaning to are names",
      "__proto__=x",
      Object.fromEntries([["__proto__", "x"]]),
      true,
    ],
  ])("%s: %s", (_, condition, labels, taken) =>
    expect(receivers([to("taken", [condition])], labels)).toEqual([taken ? "taken" : "root"]),
  );

  test("all of a route's matchers must hold, two on one label too", () => {
    const routes = [to("taken", ["a=~db-.*", "a!=db-2"])];
    expect(["db-1", "db-2"].map((a) => receivers(routes, { a }))).toEqual([["taken"], ["root"]]);
  });
});

describe("inheritance", () => {
  const leaf = (routes: readonly Route[], root: Partial<Route> = {}) => routesOf(tree(routes, root), {})[0];

  test("without a word, Alertmanager's own defaults count", () => {
    expect(leaf([to(undefined, [])])).toMatchObject({
      receiver: "root",
      groupBy: [],
      groupWait: seconds(30),
      groupInterval: minutes(5),
      repeatInterval: hours(4),
    });
  });

  test("what a node says counts for those below it, until one says otherwise", () => {
    const deep = to(undefined, [], { groupWait: seconds(0) });
    const middle = to("middle", [], { groupInterval: minutes(1), groupWait: seconds(10), routes: [deep] });
    expect(leaf([middle], { repeatInterval: hours(12), groupBy: ["team", "alertname"] })).toMatchObject({
      receiver: "middle",
      groupBy: ["alertname", "team"],
      groupWait: seconds(0),
      groupInterval: minutes(1),
      repeatInterval: hours(12),
    });
  });

  test.each<[string, Route["groupBy"], Route["groupBy"], readonly string[] | "all"]>([
    ["a list replaces a list", ["a"], ["b"], ["b"]],
    ["an empty list replaces a list", ["a"], [], []],
    ["no list leaves it", ["a"], undefined, ["a"]],
    ["all labels replace a list", ["a"], ["..."], "all"],
    ["a list replaces all labels", ["..."], ["a"], ["a"]],
    ["an empty list replaces all labels", ["..."], [], []],
    ["no list leaves all labels", ["..."], undefined, "all"],
  ])("groupBy: %s", (_, above, own, expected) =>
    expect(leaf([to("a", [], { groupBy: own })], { groupBy: above })?.groupBy).toEqual(expected),
  );

  test("the nodes above are known, the root first", () => {
    const middle = to("middle", [], { routes: [to("leaf", [])] });
    expect(leaf([middle])?.ancestors.map(({ receiver }) => receiver)).toEqual(["root", "middle"]);
  });
});
