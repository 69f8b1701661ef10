/** A test loads the rules that its rule reads, in the order in which they have to be evaluated, and no others. */
import {
  contract,
  deployed,
  gauge,
  grafanaLinks,
  minutes,
  pack,
  promqlText,
  record,
  type DeployedPack,
} from "../../lib/model";
import { ruleBook } from "../../lib/testing/needed-rules";

const metrics = contract({ targetLabels: [], source: "a test" }, { up: gauge("up", { help: "Up." }) });

const packOf = (
  name: string,
  rules: Readonly<Record<string, string>>,
  every: Readonly<Record<string, number>> = {},
): DeployedPack =>
  deployed(
    pack(name, {
      metrics,
      recordingRules: Object.entries(rules).map(([record_, expr]) =>
        record(record_, {
          help: "h",
          expr: promqlText(expr),
          tests: [],
          ...(every[record_] === undefined ? {} : { interval: minutes(every[record_]) }),
        }),
      ),
    }),
    { team: "t", ...grafanaLinks("https://grafana.example") },
  );

const needed = (packs: readonly DeployedPack[], expr: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    ruleBook(packs)
      .neededBy(expr)
      .map(({ name, rules }) => [name, rules.map((rule) => ("record" in rule ? rule.record : rule.alert))]),
  );

const far = packOf("far", { "a:up:sum": "sum(up)", "a:up:unused": "up" });
const near = packOf("near", { "b:up:max": "max(a:up:sum)", "c:up:max": "max(b:up:max)", "d:up:max": "max(up)" });

test("nothing for what reads metrics only", () => {
  expect(needed([far, near], "up > 0")).toEqual({});
});

test("what is read, and what that reads, and no more", () => {
  expect(needed([far, near], "c:up:max > 1")).toEqual({ far: ["a:up:sum"], near: ["b:up:max", "c:up:max"] });
});

test("the groups come in the order of reading, not of packs", () => {
  expect(Object.keys(needed([near, far], "c:up:max > 1"))).toEqual(["far", "near"]);
});

test("a group with an interval of its own is another group", () => {
  const slow = packOf("slow", { "x:up:day": "sum(up)", "y:up:now": "sum(x:up:day)" }, { "x:up:day": 5 });
  expect(needed([slow], "y:up:now")).toEqual({ "slow-every-5m": ["x:up:day"], slow: ["y:up:now"] });
});

test("a rule that reads itself is no endless loop", () => {
  const loop = packOf("loop", { "a:up:one": "b:up:two", "b:up:two": "a:up:one" });
  expect(needed([loop], "a:up:one")).toEqual({ loop: ["a:up:one", "b:up:two"] });
});

test("all there are, where the expression names none", () => {
  expect(needed([far], '{__name__=~"a:.+"}')).toEqual({ far: ["a:up:sum", "a:up:unused"] });
});
