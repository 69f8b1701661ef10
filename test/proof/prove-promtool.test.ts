/** A promtool that is missing, broken or interrupted proves nothing, and the prover says so. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contract, gauge, minutes, pack, promqlText, record } from "../../lib/model";
import { prove, PromtoolError, records, series } from "../../lib/testing";

const shop = contract(
  { targetLabels: ["job"], source: "a test" },
  { queue: gauge("shop_queue_length", { help: "Orders that wait." }) },
);
const recorded = pack("shop", {
  metrics: shop,
  recordingRules: [
    record("queue:shop_queue_length:sum", {
      help: "Orders that wait.",
      expr: promqlText("sum(shop_queue_length)"),
      tests: [
        records("one", {
          given: [series(shop.queue).constant(1, minutes(5))],
          at: minutes(1),
          expect: [{ labels: {}, value: 1 }],
        }),
      ],
    }),
  ],
});

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "broken-promtool-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that does this instead of testing rules; whatever it is to check is fine. */
const promtool = (body: string): string => {
  const path = join(folder, `promtool-${readdirSync(folder).length}`);
  writeFileSync(
    path,
    `#!${process.execPath}
const report = (xml) => require("node:fs").writeFileSync(process.argv.find((each) => each.startsWith("--junit=")).slice(8), xml);
if (process.argv[2] === "check") process.exit(0);
${body}`,
  );
  chmodSync(path, 0o755);
  return path;
};

const PASSING = '<testcase name="p0r0.test0"></testcase>';
const suite = (cases: string): string =>
  JSON.stringify(`<testsuites><testsuite name="p0r0.every30000.test.yml" tests="1">${cases}</testsuite></testsuites>`);

test("one that reports success is believed", async () => {
  const { findings } = await prove(recorded, { promtool: promtool(`report(${suite(PASSING)})`), mutants: false });
  expect(findings).toEqual([]);
});

test("a missing one is named, and how to get it", async () => {
  const proof = prove(recorded, { promtool: join(folder, "none") });
  await expect(proof).rejects.toThrow(PromtoolError);
  await expect(proof).rejects.toThrow(/none cannot be run \(.*ENOENT\)\. It comes with Prometheus: put promtool 3\.15/);
});

test.each([
  ["no report", 'console.log("hello")', /its report cannot be read\. It printed:\nhello/],
  ["half a report", 'report("<testsuites><testsuite"); process.exit(1)', /exit code 1, but its report cannot be read/],
  ["a failure that is not in the report", `report(${suite(PASSING)}); process.exit(1)`, /its report says otherwise/],
  [
    "a failure that is in the report only",
    `report(${suite('<testcase name="p0r0.test0"><failure>no</failure></testcase>')})`,
    /exit code 0, but its report says otherwise/,
  ],
  ["a sudden end", 'process.kill(process.pid, "SIGKILL")', /cannot be run/],
])("%s is an error", async (_, body, message) => {
  const proof = prove(recorded, { promtool: promtool(body), mutants: false });
  await expect(proof).rejects.toThrow(PromtoolError);
  await expect(proof).rejects.toThrow(message);
});

test.each([
  ["without a word", "", "promtool did not run this test"],
  [
    "because it could not read the file",
    '<testcase name="unknown"><error>line 3: &lt;bad&gt;&#xA;yaml</error></testcase>',
    "promtool did not run this test: line 3: <bad>\nyaml",
  ],
])("a test that was left out %s has failed", async (_, cases, problem) => {
  const body = `report(${suite(cases)}); process.exit(${cases === "" ? 0 : 1})`;
  const { findings } = await prove(recorded, { promtool: promtool(body), mutants: false });
  expect(findings.map((each) => each.problem)).toEqual([`the test "one" fails: ${problem}`]);
});

test("nothing is left in the folder for temporary files", async () => {
  const before = process.env["TMPDIR"];
  const own = mkdtempSync(join(folder, "tmp-"));
  try {
    process.env["TMPDIR"] = own;
    await prove(recorded, { promtool: promtool(`report(${suite(PASSING)})`), mutants: false });
    await prove(recorded, { promtool: promtool("") }).catch(() => undefined);
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
  expect(readdirSync(own)).toEqual([]);
});
