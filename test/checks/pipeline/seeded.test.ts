/** Mistakes in a pipeline with everything in it, each found at its place with its mend, and nothing else said of it. */
import { pipelineChecks, runChecks } from "../../../lib/checks";
import { findings } from "../../../lib/checks/check";
import { environmentVariable } from "../../../lib/model";
import { NODE } from "../../components/fluentd/real";
import { set, tree, withTree } from "./edit";
import { partRows } from "./part-rows";
import { quietRows } from "./quiet-rows";
import { rightWays } from "./right-ways";
import { settingRows } from "./setting-rows";
import { wayRows } from "./way-rows";

const rows = [...wayRows, ...partRows, ...settingRows, ...quietRows];

test("nothing is wrong with the pipeline", () => expect(runChecks([withTree(tree)])).toEqual([]));

test.each(rows.map((each) => [each.title, each] as const))(
  "%s",
  (_, { tree: broken, check, at, words, more, also = [] }) => {
    const found = findings(pipelineChecks, [withTree(broken, more)]);
    const own = found.filter((each) => each.check === check && each.path === at);
    expect({ found: found.map((each) => `${each.path}: ${each.check}`), own: own.length }).toMatchObject({ own: 1 });
    expect(`${own[0]?.problem ?? ""} -> ${own[0]?.mend ?? ""}`).toContain(words);
    const others = found.filter((each) => !own.includes(each) && each.check !== check).map((each) => each.check);
    expect([...new Set(others)].filter((id) => !also.includes(id))).toEqual([]);
  },
);

test.each(rightWays)("%s", (_, right) => expect(findings(pipelineChecks, [withTree(right)])).toEqual([]));

test("every check of pipelines has a mistake that it finds", () => {
  const found = new Set(rows.map(({ check }) => check));
  expect(pipelineChecks.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
});

test("there are more than ninety mistakes", () => expect(rows.length).toBeGreaterThan(90));

test("what only the start tells is not judged", () => {
  const fromVariable = set("out_loki", { url: environmentVariable("LOKI_URL") });
  const variables = [...Object.keys(NODE), "LOKI_URL"];
  expect(findings(pipelineChecks, [withTree(fromVariable, { variables })])).toEqual([]);
});
