/** Routes that no alert can get to, whatever its labels are. */
import * as fc from "fast-check";
import type { LabelMatcher, Route } from "../../../lib/model";
import { allHold } from "../../../lib/routing";
import { routesIn, unreachableRoutes } from "../../../lib/routing/reach";

/** `severity=critical`, `service=~db-.*` */
const matcher = (text: string): LabelMatcher => {
  const [, label = "", operator = "", value = ""] = /^(\w+)(=~|!~|!=|=)(.*)$/.exec(text) ?? [];
  return { label, operator: operator as LabelMatcher["operator"], value };
};

interface Short {
  readonly m?: readonly string[];
  readonly c?: boolean;
  readonly r?: readonly Short[];
}

const route = ({ m = [], c = false, r = [] }: Short, path = "route"): Route => ({
  path,
  matchers: m.map(matcher),
  continue: c,
  muteTimeIntervals: [],
  activeTimeIntervals: [],
  routes: r.map((each, index) => route(each, `${path}.${index}`)),
});

const found = (...routes: readonly Short[]) =>
  unreachableRoutes({ route: route({ r: routes }) }).map((each) =>
    each.because === "shadowed"
      ? `${each.route.path} behind ${each.by.map(({ path }) => path).join(" and ")}`
      : `${each.route.path}: ${each.matchers.map(({ operator, value }) => operator + value).join(" ")}`,
  );

test.each<[string, readonly Short[], readonly string[]]>([
  ["routes apart", [{ m: ["a=1"] }, { m: ["a=2"] }], []],
  ["a route twice", [{ m: ["a=1"] }, { m: ["a=1"] }], ["route.1 behind route.0"]],
  ["a route twice, the first continues", [{ m: ["a=1"], c: true }, { m: ["a=1"] }], []],
  ["the narrow behind the broad", [{ m: ["a=~x|y"] }, { m: ["a=x", "b=1"] }], ["route.1 behind route.0"]],
  ["the broad behind the narrow", [{ m: ["a=x", "b=1"] }, { m: ["a=~x|y"] }], []],
  ["everything behind a route without matchers", [{}, { m: ["a=1"] }], ["route.1 behind route.0"]],
  [
    "a sibling that asks for another label",
    [{ m: ["severity=~critical|warning"] }, { m: ["service=~mysql|redis"] }],
    [],
  ],
  [
    "two that together leave nothing",
    [{ m: ["a=1"] }, { m: ["a!=1"] }, { m: ["b=1"] }],
    ["route.2 behind route.0 and route.1"],
  ],
  ["a value and not that value", [{ m: ["a=1", "a!=1"] }], ["route.0: =1 !=1"]],
  ["a value that the expression excludes", [{ m: ["a=~db-.*", "a=web"] }], ["route.0: =~db-.* =web"]],
  ["a contradiction to the route above", [{ m: ["a=1"], r: [{ m: ["a=2"] }] }], ["route.0.0: =1 =2"]],
  ["only the topmost is told", [{ m: ["a=1", "a=2"], r: [{ m: ["b=1"] }] }], ["route.0: =1 =2"]],
  ["a label that is missing is empty", [{ m: ["a="] }, { m: ["a!="] }, {}], ["route.2 behind route.0 and route.1"]],
  ["a child that its uncle leaves nothing", [{ m: ["a=1"] }, { r: [{ m: ["a=1"] }] }], ["route.1.0 behind route.0"]],
  ["what cannot be read is let be", [{ m: ["a=~\\bx\\b"] }, { m: ["a=~\\bx\\b"] }], []],
])("%s", (_, routes, expected) => expect(found(...routes)).toEqual(expected));

const VALUES = ["", "x", "y", "z", "xx", "xy"];
const anyMatcher = fc
  .tuple(
    fc.constantFrom("a", "b"),
    fc.constantFrom("=", "!=", "=~", "!~"),
    fc.constantFrom("", "x", "y", "x|y", "x.*", ".+"),
  )
  .map(
    ([label, operator, value]) => `${label}${operator}${operator.endsWith("~") ? value : value.replace(/[|.*+]/g, "")}`,
  );
const anyRoute = (levels: number): fc.Arbitrary<Short> =>
  fc.record({
    m: fc.array(anyMatcher, { maxLength: 2 }),
    c: fc.boolean(),
    r: levels === 0 ? fc.constant([]) : fc.array(anyRoute(levels - 1), { maxLength: 3 }),
  });

/** All routes that an alert gets to. */
const visited = (node: Route, labels: Readonly<Record<string, string>>): readonly Route[] => {
  if (!allHold(node.matchers, labels)) return [];
  const result: Route[] = [node];
  for (const child of node.routes) {
    const inner = visited(child, labels);
    result.push(...inner);
    if (inner.length > 0 && !child.continue) break;
  }
  return result;
};

test("exactly the routes that no label set gets to are found", () => {
  fc.assert(
    fc.property(fc.array(anyRoute(2), { maxLength: 4 }), (routes) => {
      const root = route({ r: routes });
      const reached = new Set(
        VALUES.flatMap((a) => VALUES.flatMap((b) => visited(root, { a, b }).map(({ path }) => path))),
      );
      const dead = unreachableRoutes({ route: root }).map((each) => each.route.path);
      const expected = routesIn(root)
        .map(({ path }) => path)
        .filter((path) => !reached.has(path) && reached.has(path.slice(0, path.lastIndexOf("."))));
      expect(dead).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
