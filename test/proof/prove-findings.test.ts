/** What the prover says of packs whose rules or tests are wrong: which rule, which line, which test, what was expected and what came. */
import {
  alert,
  contract,
  gauge,
  hours,
  minutes,
  pack,
  promqlText,
  record,
  type AlertTest,
  type Duration,
  type MonitoringPack,
  type RecordTest,
} from "../../lib/model";
import {
  fires,
  formatProofFindings,
  prove,
  records,
  series,
  silent,
  type ProofFinding,
  type ProveOptions,
} from "../../lib/testing";
import { describeWith, tool } from "./tool";

const shop = contract(
  { targetLabels: ["job", "pod"], source: "a test" },
  { queue: gauge("shop_queue_length", { help: "Orders that wait.", labels: { queue: "any" } }) },
);
const LABELS = { queue: "paid" };
const queue = (value: number, labels: Readonly<Record<string, string>> = LABELS) =>
  series(shop.queue, labels).constant(value, hours(1));

interface Parts {
  readonly name?: string;
  readonly expr?: string;
  readonly tests?: readonly AlertTest[];
  readonly onMissingData?: "silent" | "fires";
  readonly keepFiringFor?: Duration;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const said = { labels: LABELS, summary: "paid is long", description: "120 orders wait." };
const above = fires("above", { given: [queue(120)], after: minutes(10), notBefore: minutes(4), expect: [said] });
const below = silent("below", { given: [queue(95)], for: minutes(20) });

const alertOf = ({
  name = "ShopQueueLong",
  expr = "shop_queue_length > 100",
  tests = [above, below],
  ...rest
}: Parts) =>
  alert(name, {
    for: minutes(5),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.queue }} is long",
    description: "{{ $value | humanize }} orders wait.",
    runbook: { meaning: "m", impact: "i", diagnosis: ["d"], mitigation: ["m"] },
    ...rest,
    expr: promqlText(expr),
    tests,
  });

const packOf = (...alerts: readonly Parts[]): MonitoringPack =>
  pack("shop", { metrics: shop, alerts: alerts.map(alertOf) });

const total = (tests: readonly RecordTest[], expr = "sum by (queue) (shop_queue_length)"): MonitoringPack =>
  pack("shop", {
    metrics: shop,
    recordingRules: [
      record("queue:shop_queue_length:sum", { help: "Orders that wait.", expr: promqlText(expr), tests }),
    ],
  });

const found = async (
  packs: MonitoringPack | readonly MonitoringPack[],
  options: ProveOptions = {},
): Promise<readonly ProofFinding[]> => (await prove(packs, { promtool: tool("promtool"), ...options })).findings;

describeWith(["promtool"], "the prover", () => {
  test("has nothing to say where everything is right", async () => {
    const { findings, packs } = await prove(packOf({}), { promtool: tool("promtool") });
    expect(findings).toEqual([]);
    // Three tests: its own two, and the one without data.
    expect(packs).toEqual([
      { pack: "shop", alerts: 1, recordingRules: 0, tests: 3, covered: 1, mutants: 4, killed: 4 },
    ]);
  });

  test("names the alert, the line of its definition, the test and the check", async () => {
    const tests = [above, below, silent("never mind", { given: [queue(101)], for: minutes(20) })];
    const [finding, ...others] = await found(packOf({ tests }));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ check: "proof/test-failed", severity: "error", path: "shop.alerts.ShopQueueLong" });
    expect(finding?.place).toMatch(/prove-findings\.test\.ts:\d+$/);
    expect(finding?.problem).toBe(
      'the test "never mind" fails: it fires: first at 5m with {queue="paid", severity="warning", team="platform"}',
    );
  });

  test.each<[string, AlertTest, RegExp]>([
    [
      "an alert that does not fire",
      fires("t", { given: [queue(99)], after: minutes(10), expect: [said] }),
      /it does not fire at 10m; expected {queue="paid", severity="warning", team="platform"}$/,
    ],
    [
      "an alert that fires too early",
      fires("t", { given: [queue(120)], after: minutes(10), notBefore: minutes(6), expect: [said] }),
      /it fires at 6m, which is not yet: {queue="paid", severity="warning", team="platform"}$/,
    ],
    [
      "a burst in the middle of silence",
      silent("t", {
        given: [series(shop.queue, LABELS).constant(1, minutes(5)).constant(200, minutes(6)).constant(1, minutes(30))],
        for: minutes(40),
      }),
      /it fires: first at 10m with/,
    ],
    [
      "a text that reads otherwise",
      fires("t", { given: [queue(120)], after: minutes(10), expect: [{ ...said, description: "119 orders wait." }] }),
      /at 10m:\s+description\s+expected {2}119 orders wait\.\s+got {7}120 orders wait\.$/,
    ],
    [
      "other labels",
      fires("t", { given: [queue(120)], after: minutes(10), expect: [{ ...said, labels: { queue: "sent" } }] }),
      /no alert with {queue="sent", severity="warning", team="platform"}\s+not expected: {queue="paid", severity/,
    ],
    [
      "one alert too many",
      fires("t", { given: [queue(120), queue(130, { queue: "sent" })], after: minutes(10), expect: [said] }),
      /at 10m:\s+not expected: {queue="sent", severity="warning", team="platform"}$/,
    ],
    [
      "an annotation that the alert does not have",
      fires("t", {
        given: [queue(120)],
        after: minutes(10),
        expect: [{ ...said, annotations: { hint: "look" } }],
      }),
      /at 10m:\s+hint\s+expected {2}look\s+got {7}nothing$/,
    ],
    [
      "a series that promtool cannot read",
      silent("t", { given: [{ series: "up{", values: "1" }], for: minutes(10) }),
      /the test "t" fails: promtool cannot read "up{ 1": parse error: unexpected character inside braces: '1'$/,
    ],
  ])("says plainly what is wrong: %s", async (_, test, problem) => {
    const findings = await found(packOf({ tests: [above, below, test] }));
    expect(findings.map((each) => each.problem)).toEqual([expect.stringMatching(problem)]);
  });

  test("an alert that fires without data, and should not", async () => {
    const findings = await found(packOf({ expr: "shop_queue_length > 100 or vector(200)" }), { mutants: false });
    expect(findings.map(({ problem }) => problem)).toContainEqual(
      expect.stringMatching(/the test "without any series" fails: it fires: first at 5m/),
    );
  });

  test("a rule that cannot be evaluated", async () => {
    const tests = [
      above,
      below,
      silent("two pods", { given: [queue(1, { pod: "a" }), queue(1, { pod: "b" })], for: minutes(10) }),
    ];
    const findings = await found(
      packOf({ expr: "shop_queue_length > on (job) group_left () shop_queue_length", tests }),
    );
    expect(findings.map(({ problem }) => problem)).toContainEqual(
      expect.stringMatching(
        /the test "two pods" fails: Prometheus cannot evaluate ShopQueueLong at 0s: .*many-to-many/,
      ),
    );
  });

  test("an expression that Prometheus does not read is refused, with the rule's name", async () => {
    const findings = await found(packOf({ expr: "sum(shop_queue_length" }));
    expect(findings[0]).toMatchObject({ check: "proof/rules-refused", path: "shop" });
    expect(findings[0]?.problem).toMatch(/"ShopQueueLong": could not parse expression/);
  });

  test("two rules that are the same are refused", async () => {
    const findings = await found(packOf({}, {}));
    expect(findings.map(({ check }) => check)).toEqual(["proof/rules-refused"]);
    expect(findings[0]?.problem).toMatch(/duplicate rule.*ShopQueueLong/s);
  });

  test("recorded samples that are not the expected ones", async () => {
    const tests = [
      records("two", {
        given: [queue(1), queue(2, { ...LABELS, pod: "b" })],
        at: minutes(5),
        expect: [{ labels: LABELS, value: 4 }],
      }),
    ];
    const [finding] = await found(total(tests));
    expect(finding).toMatchObject({
      check: "proof/test-failed",
      path: "shop.recordingRules.queue:shop_queue_length:sum",
    });
    expect(finding?.problem).toMatch(
      /the test "two" fails: at 5m it records\s+expected {2}{queue="paid"} 4\s+got {7}{queue="paid"} 3$/,
    );
  });

  test("dust of floating point is no difference, a millionth is", async () => {
    const given = [queue(0.1), queue(0.2, { ...LABELS, pod: "b" })];
    const recorded = (value: number) => [
      records("two", { given, at: minutes(5), expect: [{ labels: LABELS, value }] }),
    ];
    expect(await found(total(recorded(0.3)), { mutants: false })).toEqual([]);
    expect(await found(total(recorded(0.3000003)), { mutants: false })).toHaveLength(1);
  });

  test("what is not a number can be expected", async () => {
    const tests = [
      records("nothing over nothing", { given: [queue(0)], at: minutes(5), expect: [{ labels: LABELS, value: NaN }] }),
      records("something over nothing", {
        given: [queue(0)],
        at: minutes(5),
        expect: [{ labels: LABELS, value: NaN }],
      }),
    ];
    expect(await found(total(tests, "sum by (queue) (shop_queue_length) / 0"), { mutants: false })).toEqual([]);
  });

  test.each<[string, Parts, readonly string[]]>([
    ["no test in which it fires", { tests: [below] }, ["alert/untested"]],
    ["no test of silence", { tests: [above] }, ["alert/no-silent-test"]],
    ["no test without data", { onMissingData: "fires" }, ["alert/missing-data-untested"]],
    [
      "no expected text",
      {
        tests: [
          fires("t", {
            given: [queue(120)],
            after: minutes(10),
            expect: [{ labels: LABELS, summary: "paid is long" }],
          }),
          below,
        ],
      },
      ["alert/expected-text-missing", "proof/test-failed"],
    ],
    [
      "a test of silence that is far from the threshold",
      { tests: [above, silent("far", { given: [queue(60)], for: minutes(20) })] },
      ["proof/far-from-threshold"],
    ],
  ])("asks for what is missing: %s", async (_, parts, checks) => {
    const findings = await found(packOf(parts));
    const missing = findings.filter(({ severity, check }) => severity === "error" && check !== "proof/mutation-score");
    expect(missing.map(({ check }) => check)).toEqual(checks);
  });

  test("a rule with a gap is not covered", async () => {
    const { packs } = await prove(packOf({}, { name: "ShopQueueLonger", tests: [below] }), {
      promtool: tool("promtool"),
    });
    expect(packs[0]).toMatchObject({ alerts: 2, covered: 1 });
  });

  test("a test that cannot fail is noticed: mutants survive it", async () => {
    const findings = await found(
      packOf({
        expr: 'sum by (queue, job) (shop_queue_length{queue!="test"}) > 100',
        tests: [above, silent("nothing happens", { given: [queue(95)], for: minutes(1) })],
      }),
    );
    const survivors = findings.filter(({ check }) => check === "proof/mutant-survived");
    expect(survivors.map(({ problem }) => problem)).toEqual([
      'no test notices that the threshold 100 became 50 in sum by (queue, job) (shop_queue_length{queue!="test"}) > 100',
      "no test notices that sum by (queue, job) became sum by (queue)",
    ]);
    expect(findings.find(({ check }) => check === "proof/mutation-score")).toMatchObject({
      severity: "error",
      path: "shop",
      problem: expect.stringMatching(/^its tests notice 5 of 7 mutants/) as unknown,
    });
  });

  test("mutants that cannot be evaluated are noticed, and hide no other one", async () => {
    // Without the label, several series have the same labels: Prometheus refuses to evaluate, and ends the test.
    const expr =
      "max by (queue, pod) (shop_queue_length) > on (queue, pod) 2 * min by (queue, pod) (shop_queue_length offset 10m)";
    const grown = (pod: string) =>
      series(shop.queue, { ...LABELS, pod })
        .constant(10, minutes(20))
        .constant(21, minutes(20));
    const still = (pod: string) =>
      series(shop.queue, { ...LABELS, pod })
        .constant(10, minutes(20))
        .constant(19, minutes(20));
    const { findings, packs } = await prove(
      packOf({
        expr,
        tests: [
          fires("it doubled", {
            given: [grown("a"), still("b")],
            after: minutes(28),
            notBefore: minutes(24),
            expect: [{ labels: { ...LABELS, pod: "a" }, summary: "paid is long", description: "21 orders wait." }],
          }),
          silent("it did not", { given: [still("a"), still("b")], for: minutes(40) }),
        ],
      }),
      { promtool: tool("promtool") },
    );
    expect(findings).toEqual([]);
    expect(packs[0]?.mutants).toBeGreaterThan(6);
  });

  test("what mutants do to a test that fails is not asked", async () => {
    const { packs } = await prove(
      packOf({ tests: [above, below, silent("no", { given: [queue(101)], for: hours(1) })] }),
      {
        promtool: tool("promtool"),
      },
    );
    expect(packs[0]).toMatchObject({ mutants: 0, killed: 0, covered: 0 });
  });

  test("odd characters in names, labels and texts arrive as they are", async () => {
    const odd = 'a, time: 5m, \n  exp: "<&>" {{ ü 🙂 \u0001';
    const findings = await found(
      packOf({
        name: 'Odd "name", <b>&amp;</b>: ünï',
        annotations: { note: 'exp:[ "quoted", \n got: \u007f' },
        tests: [
          fires("f", {
            given: [queue(120, { queue: odd })],
            after: minutes(10),
            notBefore: minutes(4),
            expect: [{ labels: { queue: odd }, summary: `${odd} is long`, description: "120 orders wait." }],
          }),
          silent("s", { given: [queue(101, { queue: odd })], for: minutes(10) }),
          silent("s", { given: [queue(95, { queue: odd })], for: minutes(10) }),
        ],
      }),
    );
    expect(findings.map(({ problem }) => problem)).toEqual([
      expect.stringContaining(`it fires: first at 5m with {queue=${JSON.stringify(odd)}`),
    ]);
  });

  test("labels that the rules add need not be written, and those with a template must be", async () => {
    const labelled = pack("labelled", {
      metrics: shop,
      recordingRules: [
        record("queue:shop_queue_length:sum", {
          help: "Orders that wait.",
          labels: { origin: "shop" },
          expr: promqlText("sum by (queue) (shop_queue_length)"),
          tests: [records("one", { given: [queue(1)], at: minutes(5), expect: [{ labels: LABELS, value: 1 }] })],
        }),
      ],
      alerts: [
        alertOf({
          labels: { tier: "one", of: "{{ $labels.queue }}" },
          tests: [
            fires("t", {
              given: [queue(120)],
              after: minutes(10),
              expect: [{ ...said, labels: { ...LABELS, of: "paid" } }],
            }),
            below,
          ],
        }),
      ],
    });
    expect(await found(labelled, { mutants: false })).toEqual([]);
  });

  test("only silence tells that a threshold is near", async () => {
    // The test in which it fires would notice a lower threshold by the second alert.
    const both = fires("above", {
      given: [queue(120), queue(95, { queue: "sent" })],
      after: minutes(10),
      notBefore: minutes(4),
      expect: [said],
    });
    const findings = await found(packOf({ tests: [both, silent("far", { given: [queue(60)], for: minutes(20) })] }));
    expect(findings.map(({ check }) => check)).toEqual(["proof/far-from-threshold"]);
  });

  test("how long it keeps firing is tested too", async () => {
    const over = fires("the queue is short again", {
      given: [series(shop.queue, LABELS).constant(120, minutes(10)).constant(80, hours(1))],
      after: minutes(18),
      expect: [said],
    });
    const kept = (...tests: readonly AlertTest[]) => found(packOf({ keepFiringFor: minutes(10), tests }));
    expect(await kept(above, below, over)).toEqual([]);
    expect((await kept(above, below)).map(({ problem }) => problem)).toContain(
      "no test notices that keep_firing_for: 10m was removed",
    );
  });

  test("rules of other packs that an alert reads are loaded, through as many packs as it takes", async () => {
    const first = total([
      records("t", {
        given: [queue(1), queue(2, { ...LABELS, pod: "b" })],
        at: minutes(5),
        expect: [{ labels: LABELS, value: 3 }],
      }),
    ]);
    const second = pack("second", {
      metrics: shop,
      recordingRules: [
        record("job:shop_queue_length:max", {
          help: "h",
          expr: promqlText("max(queue:shop_queue_length:sum)"),
          tests: [],
        }),
      ],
    });
    const reading = pack("third", {
      metrics: shop,
      alerts: [
        alertOf({
          expr: "job:shop_queue_length:max > 100",
          tests: [
            fires("t", {
              given: [queue(60), queue(60, { ...LABELS, pod: "b" })],
              after: minutes(10),
              expect: [{ labels: {}, summary: " is long", description: "120 orders wait." }],
            }),
          ],
        }),
      ],
    });
    const failed = (findings: readonly ProofFinding[]) => findings.filter(({ check }) => check === "proof/test-failed");
    expect(failed(await found(reading, { with: [first, second], mutants: false }))).toEqual([]);
    expect(failed(await found(reading, { mutants: false }))).toHaveLength(1);
  });

  test("one rule can be proven alone", async () => {
    const { packs } = await prove(packOf({}, { name: "Other", tests: [] }), {
      promtool: tool("promtool"),
      rule: "ShopQueueLong",
    });
    expect(packs[0]).toMatchObject({ alerts: 1, covered: 1 });
  });

  test("findings are printed with the line to open", async () => {
    const text = formatProofFindings(await found(packOf({ tests: [below] })));
    expect(text).toMatch(
      /^error {2}shop\.alerts\.ShopQueueLong {2}\[alert\/untested]\n {4}at .*prove-findings\.test\.ts:\d+\n {4}has no test in which it fires\n {4}-> add fires\(/m,
    );
  });
});
