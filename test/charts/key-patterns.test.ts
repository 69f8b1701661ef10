import { keySegments, matchesKeys } from "../../lib/charts";

test("a pattern is written like the path of a finding", () => {
  expect(keySegments('a-b["grafana.ini"].*.c.**')).toEqual(["a-b", "grafana.ini", "*", "c", "**"]);
  expect(keySegments('a["say \\"x\\""]')).toEqual(["a", 'say "x"']);
  expect(keySegments("claims[0].name")).toEqual(["claims", "0", "name"]);
});

test.each([
  ["a.b", ["a", "b"], true],
  ["a.b", ["a"], false],
  ["a.b", ["a", "b", "c"], false],
  ["a.*", ["a", "b"], true],
  ["a.*", ["a", 0], true],
  ["a.*", ["a"], false],
  ["a.*", ["a", "b", "c"], false],
  ["a.**", ["a"], true],
  ["a.**", ["a", "b", 0, "c"], true],
  ["a.**", ["b"], false],
  ["a.**.z", ["a", "z"], true],
  ["a.**.z", ["a", "b", 1, "z"], true],
  ["a.**.z", ["a", "b"], false],
  ['["grafana.ini"].*', ["grafana.ini", "server"], true],
  ['["grafana.ini"].*', ["grafana", "ini", "server"], false],
] as const)("%s leads to %j: %s", (pattern, keys, leads) => {
  expect(matchesKeys(pattern, keys)).toBe(leads);
});
