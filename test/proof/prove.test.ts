/** Every rule that is shipped, proven by promtool. */
import { report } from "../../lib/cli/prove";
import { provenPacks } from "../../lib/cli/proven-packs";
import { prove } from "../../lib/testing";
import { describeWith, tool } from "./tool";

/** For the author of a pack: PROVE_PACK=loki,jaeger and PROVE_RULE=LokiRequestErrors prove these only. */
const { PROVE_PACK: wanted, PROVE_RULE: rule } = process.env;

// Promtool lives for seconds: it need not collect its garbage so often.
process.env["GOGC"] ??= "400";

describeWith(["promtool"], "promtool", () => {
  test("proves everything that is shipped", async () => {
    const all = provenPacks();
    const packs = all.filter(({ name }) => wanted === undefined || wanted.split(",").includes(name));
    expect(packs).not.toEqual([]);
    const proof = await prove(packs, { promtool: tool("promtool"), with: all, rule });
    process.stdout.write(`${report(proof)}\n`);
    // A mutant may survive where it changes nothing that a test could see; how many may is among the findings.
    expect(proof.findings.filter(({ severity }) => severity === "error").map(({ problem }) => problem)).toEqual([]);
  }, 600_000);
});
