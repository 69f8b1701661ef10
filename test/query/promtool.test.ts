/** What we accept and refuse is what the real Prometheus accepts and refuses. */
import fc from "fast-check";
import { parsePromql, printPromql } from "../../lib/query";
import { describeWith } from "../proof/tool";
import { damaged } from "./damage";
import { promtoolVerdicts } from "./promtool-verdict";
import { EXOTIC, expressions, PLAIN } from "./random-expressions";
import { SPELLINGS } from "./spellings";

/** The same expressions in each run, so that a red test stays red until it is mended; another number asks for others. */
const SEED = Number(process.env["SEED"] ?? 1);
const texts = (vocabulary = EXOTIC) => expressions(vocabulary).map(printPromql);

const sentence = (expression: string, problem: string | undefined): string =>
  problem === undefined ? `${expression}  is accepted` : `${expression}  is refused: ${problem}`;

/** Where the two of us differ, with the reason of the one who refuses. */
const differences = (
  sources: readonly string[],
): { readonly refused: number; readonly differences: readonly string[] } => {
  const verdicts = promtoolVerdicts(sources);
  return {
    refused: verdicts.filter((verdict) => verdict !== undefined).length,
    differences: sources.flatMap((text, index) => {
      const [ours] = parsePromql(text).problems;
      const theirs = verdicts[index];
      return (ours === undefined) === (theirs === undefined)
        ? []
        : [`ours: ${sentence(text, ours?.message)}; Prometheus: ${theirs ?? "accepted"}`];
    }),
  };
};

describeWith(["promtool"], "our reading of PromQL", () => {
  test.each([
    ["random expressions", fc.sample(fc.oneof(texts(PLAIN), texts()), { numRuns: 1000, seed: SEED }), 0],
    ["damaged expressions", fc.sample(damaged(texts()), { numRuns: 2000, seed: SEED }), 1000],
    ["spellings at the edges", SPELLINGS, 100],
  ])("agrees with promtool on %s", (title, sources, leastRefused) => {
    const { refused, differences: found } = differences(sources);
    process.stdout.write(`${title}: ${sources.length} compared with promtool, ${refused} of them refused by both\n`);
    expect(found).toEqual([]);
    expect(refused).toBeGreaterThanOrEqual(leastRefused);
  });
});
