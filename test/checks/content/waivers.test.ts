/** Waivers: what they take away, for how long, and what is said of those that are wrong. */
import { runChecks } from "../../../lib/checks";
import { EXAMPLE_DAY, exampleAlert, exampleRecording, modelWith, shop } from "../../../lib/checks/content/example";
import { model, pack, type Model, type Waiver, type WaiverFact } from "../../../lib/model";

const waiver = (given: Partial<Waiver> = {}): Waiver => ({
  check: "rule/nobody-reads",
  reason: "The dashboards come later.",
  until: "2027-06-30",
  ...given,
});

/** A pack with two recordings that nobody reads. */
const unread = (onPack: readonly Waiver[], onFirst: readonly Waiver[] = [], facts: readonly WaiverFact[] = []): Model =>
  modelWith(
    [
      pack("shop", {
        metrics: shop,
        waivers: onPack,
        recordingRules: [
          exampleRecording("service:shop_queue_length:sum", "sum by (service) (shop_queue_length)", {
            waivers: onFirst,
          }),
          exampleRecording("queue:shop_queue_length:sum", "sum by (queue) (shop_queue_length)"),
        ],
      }),
    ],
    { waivers: facts },
  );

const found = (models: Model | readonly Model[], today = EXAMPLE_DAY) =>
  runChecks(Array.isArray(models) ? (models as readonly Model[]) : [models as Model], today)
    .filter(({ check }) => /^waiver\/|^rule\/nobody-reads$/.test(check))
    .map(({ check, path }) => `${check} ${path}`);

const FIRST = "rule/nobody-reads example.packs.shop.recordingRules.service:shop_queue_length:sum";
const SECOND = "rule/nobody-reads example.packs.shop.recordingRules.queue:shop_queue_length:sum";

test("without waivers both are found", () => expect(found(unread([]))).toEqual([SECOND, FIRST]));

test("a waiver of a rule is for that rule", () => expect(found(unread([], [waiver()]))).toEqual([SECOND]));

test("a waiver of a pack is for all in it", () => expect(found(unread([waiver()]))).toEqual([]));

test.each([
  ["example.packs.shop", []],
  ["example.packs.shop.recordingRules", []],
  ["example.packs.shop.recordingRules.queue:shop_queue_length:sum", [FIRST]],
  ["example.packs.sho", ["waiver/unused example.waivers[0]", SECOND, FIRST]],
  ["example.packs.shop.alerts", ["waiver/unused example.waivers[0]", SECOND, FIRST]],
])("a waiver of the environment is for the path %s and what is below it", (path, left) =>
  expect([...found(unread([], [], [{ ...waiver(), path }]))].sort()).toEqual([...left].sort()),
);

test("a waiver of another check takes nothing away", () =>
  expect(found(unread([], [waiver({ check: "rule/recording-name" })]))).toEqual([
    SECOND,
    FIRST,
    `waiver/unused ${FIRST.split(" ")[1]}.waivers[0]`,
  ]));

test("a finding of the foundation can be waived", () => {
  const bare = { workloads: [{ path: "prod.loki", name: "loki", replicas: 1 }] };
  const waived = { ...waiver({ check: "production/resources-missing" }), path: "prod.loki" };
  const checks = (facts: object) =>
    runChecks([model("prod", "production", [facts])], EXAMPLE_DAY).map(({ check }) => check);
  expect(checks(bare)).toEqual(["production/resources-missing", "production/single-replica"]);
  expect(checks({ ...bare, waivers: [waived] })).toEqual(["production/single-replica"]);
});

test("a waiver that one environment needs is not unused in another", () => {
  const production = unread([waiver()]);
  const development: Model = {
    ...modelWith([pack("shop", { metrics: shop, waivers: [waiver()] })]),
    name: "dev",
    packs: [{ path: "dev.packs.shop", pack: { ...pack("shop", { metrics: shop, waivers: [waiver()] }), alerts: [] } }],
  };
  expect(found(development)).toEqual(["waiver/unused dev.packs.shop.waivers[0]"]);
  expect(found([production, development])).toEqual([]);
});

describe("the last day", () => {
  test.each(["2027-06-29", "2027-06-30"])("holds on %s", (today) =>
    expect(found(unread([waiver()]), today)).toEqual([]),
  );

  test("is over on the next one, and the finding is back", () =>
    expect(found(unread([waiver()]), "2027-07-01")).toEqual([
      SECOND,
      FIRST,
      "waiver/expired example.packs.shop.waivers[0]",
    ]));

  test("is told apart from a waiver that is unused", () =>
    expect(found(modelWith([pack("shop", { metrics: shop, waivers: [waiver()] })]), "2027-07-01")).toEqual([
      "waiver/expired example.packs.shop.waivers[0]",
    ]));
});

describe("what is said of a waiver that is wrong", () => {
  test.each([
    [{ reason: "  " }, "waiver/malformed", "gives no reason"],
    [{ until: "soon" }, "waiver/malformed", 'ends on "soon", which is no day'],
    [{ until: "2027-02-30" }, "waiver/malformed", "which is no day"],
    [{ until: "2027-6-1" }, "waiver/malformed", "which is no day"],
    [{ until: "2029-01-02" }, "waiver/malformed", "more than 2 years"],
    [{ check: "rule/nobody-read" }, "waiver/unknown-check", 'did you mean "rule/nobody-reads"?'],
    [{ check: "input/missing" }, "waiver/unknown-check", "cannot be waived"],
    [{ check: "waiver/expired" }, "waiver/unknown-check", "cannot be waived"],
    [{ until: "2026-12-31" }, "waiver/expired", "until 2026-12-31"],
    [{ check: "alert/name" }, "waiver/unused", "finds nothing at example.packs.shop"],
  ] satisfies readonly (readonly [Partial<Waiver>, string, string])[])("%j is %s", (given, check, words) => {
    const findings = runChecks([unread([waiver(given)])], EXAMPLE_DAY);
    expect(findings.find((finding) => finding.check.startsWith("waiver/"))).toMatchObject({
      check,
      path: "example.packs.shop.waivers[0]",
      problem: expect.stringContaining(words) as string,
    });
    expect(found(unread([waiver(given)]))).toEqual(expect.arrayContaining([FIRST, SECOND]));
  });

  test("two years from today are not too long", () =>
    expect(found(unread([waiver({ until: "2029-01-01" })]))).toEqual([]));
});

test("two alerts of one name are waived each for itself", () => {
  const alerts = (first: readonly Waiver[]) => [
    exampleAlert({ name: "HighQueue", expr: "shop_queue_length > 100", waivers: first }),
    exampleAlert({ name: "HighQueue", expr: "shop_queue_length > 900", severity: "critical" }),
  ];
  const names = (first: readonly Waiver[]) =>
    runChecks([modelWith([pack("shop", { metrics: shop, alerts: alerts(first) })])], EXAMPLE_DAY)
      .filter(({ check }) => check === "alert/name")
      .map(({ path }) => path);
  expect(names([])).toEqual(["example.packs.shop.alerts.HighQueue#2.name", "example.packs.shop.alerts.HighQueue.name"]);
  expect(names([waiver({ check: "alert/name" })])).toEqual(["example.packs.shop.alerts.HighQueue#2.name"]);
});
