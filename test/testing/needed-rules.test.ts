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
import { ruleBook, withoutGiven } from "../../lib/testing/needed-rules";

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

/** `name{labels}`: recordings of one name that differ in their labels. */
const labelled = (
  name: string,
  rules: readonly {
    readonly record: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly expr: string;
  }[],
): DeployedPack =>
  deployed(
    pack(name, {
      metrics,
      recordingRules: rules.map(({ record: name_, labels, expr }) =>
        record(name_, { help: "h", expr: promqlText(expr), labels, tests: [] }),
      ),
    }),
    { team: "t", ...grafanaLinks("https://grafana.example") },
  );

const objectives = labelled(
  "objectives",
  ["a", "b"].flatMap((slo) => [
    { record: "slo:events:rate", labels: { slo }, expr: "sum(up)" },
    ...["5m", "1h"].map((window) => ({
      record: "slo:events:ratio",
      labels: { slo, window },
      expr: `slo:events:rate{slo="${slo}"}`,
    })),
  ]),
);

const neededLabels = (packs: readonly DeployedPack[], expr: string): readonly string[] =>
  ruleBook(packs)
    .neededBy(expr)
    .flatMap(({ rules }) => rules.map(({ labels = {} }) => Object.values(labels).join(" ")));

test.each<[selector: string, needed: readonly string[]]>([
  ['slo:events:ratio{slo="a", window="1h"}', ["a", "a 1h"]],
  ['slo:events:ratio{slo="a", window!="1h"}', ["a", "a 5m"]],
  ['slo:events:ratio{slo=~"a|c"}', ["a", "a 5m", "a 1h"]],
  ['slo:events:ratio{slo!~"a.*", window="5m"}', ["b", "b 5m"]],
  ['slo:events:ratio{slo="c"}', []],
  // Any series may have a label that the rule does not set.
  ['slo:events:ratio{slo="b", window="1h", route="/pay"}', ["b", "b 1h"]],
  ['slo:events:ratio{slo="b", window=""}', []],
  ["slo:events:ratio", ["a", "a 5m", "a 1h", "b", "b 5m", "b 1h"]],
  ['{__name__=~"slo:.+:ratio", slo="b"}', ["b", "b 5m", "b 1h"]],
])("rules of one name are told apart by their labels: %s", (selector, expected) => {
  expect(neededLabels([objectives], `sum(${selector})`)).toEqual(expected);
});

test("a rule that sets no labels may record any", () => {
  const open = labelled("open", [
    { record: "slo:events:rate", labels: {}, expr: "sum by (slo) (up)" },
    { record: "slo:events:rate", labels: { slo: "b" }, expr: "sum(up)" },
  ]);
  expect(neededLabels([open], 'slo:events:rate{slo="a"}')).toEqual([""]);
  expect(neededLabels([open], 'slo:events:rate{slo="b"}')).toEqual(["", "b"]);
});

test("groups with rules of one name all come before what reads them", () => {
  const reader = packOf("reader", { "z:up:sum": 'sum(slo:events:rate{slo="a"}) + sum(slo:events:rate{slo="c"})' });
  const other = labelled("other", [{ record: "slo:events:rate", labels: { slo: "c" }, expr: "sum(up)" }]);
  expect(Object.keys(needed([reader, objectives, other], "z:up:sum"))).toEqual(["objectives", "other", "reader"]);
});

test("a thousand objectives are looked up in time", () => {
  const many = labelled(
    "many",
    Array.from({ length: 1_000 }, (_, slo) => [
      { record: "slo:events:rate", labels: { slo: `s${slo}` }, expr: "sum(up)" },
      ...Array.from({ length: 24 }, (_each, window) => ({
        record: "slo:events:ratio",
        labels: { slo: `s${slo}`, window: `${window}m` },
        expr: `slo:events:rate{slo="s${slo}"}`,
      })),
    ]).flat(),
  );
  const book = ruleBook([many]);
  const started = performance.now();
  for (let slo = 0; slo < 1_000; slo += 1) book.neededBy(`slo:events:ratio{slo="s${slo}", window="7m"}`);
  // A search among all takes minutes.
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("what a test gives is not computed", () => {
  const left = (series: string): readonly string[] =>
    withoutGiven(ruleBook([objectives]).neededBy('slo:events:ratio{slo="a"}'), [{ series, values: "1x9" }]).flatMap(
      ({ rules }) => rules.map(({ labels = {} }) => Object.values(labels).join(" ")),
    );
  expect(left('slo:events:rate{slo="a", route="/pay"}')).toEqual(["a 5m", "a 1h"]);
  expect(left('slo:events:ratio{slo="a", window="5m"}')).toEqual(["a", "a 1h"]);
  expect(left('slo:events:rate{slo="b"}')).toEqual(["a", "a 5m", "a 1h"]);
  expect(left("up")).toEqual(["a", "a 5m", "a 1h"]);
});
