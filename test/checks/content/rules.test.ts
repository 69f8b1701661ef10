/** What the examples of the checks of rules do not show: the edges. */
import { checks } from "../../../lib/checks";
import { exampleAlert, exampleRecording, modelWith, modelWithRules, shop } from "../../../lib/checks/content/example";
import {
  contract,
  gauge,
  minutes,
  pack,
  record,
  seconds,
  SERVICE_TARGET,
  type Model,
  type RecordingRule,
} from "../../../lib/model";
import { promql } from "../../../lib/query";

const found = (id: string, model: Model): readonly string[] =>
  [...(checks.find((check) => check.id === id)?.find(model) ?? [])].map(
    ({ path, problem, mend }) => `${path.replace(/^example\.(packs\.)?/, "")} ${problem} -> ${mend}`,
  );

const recording = (name: string, expr = "sum by (service) (shop_queue_length)", more: Partial<RecordingRule> = {}) =>
  exampleRecording(name, expr, { readBy: "panels", ...more });

describe("names of recording rules", () => {
  test.each([
    "service:shop_orders:rate5m",
    "namespace_service:shop_orders:ratio_rate5m",
    "service:shop_orders:p95_5m",
    "service:shop_orders:sum",
  ])("%s is one", (name) =>
    expect(
      found(
        "rule/recording-name",
        modelWithRules({ recordingRules: [recording(name, "sum(rate(shop_orders_total[5m]))")] }),
      ),
    ).toEqual([]),
  );

  test.each([
    ["shop_orders", "level:metric:operations"],
    [":shop_orders:sum", "level:metric:operations"],
    ["service:shop_orders:", "level:metric:operations"],
    ["a:b:c:d", "level:metric:operations"],
    ["Service:shop_orders:sum", "level:metric:operations"],
    ["service:shop_orders:rate1h", "says 1h, and its expression looks at 5m"],
    ["service:shop_orders:increase_1d", "says 1d, and its expression looks at 5m"],
    ["service:shop_orders:p95_30m", "says 30m, and its expression looks at 5m"],
  ])("%s is none", (name, words) =>
    expect(
      found(
        "rule/recording-name",
        modelWithRules({ recordingRules: [recording(name, "sum(rate(shop_orders_total[5m]))")] }),
      ),
    ).toEqual([expect.stringContaining(words)]),
  );

  test("an hour is an hour, however it is written", () =>
    expect(
      found(
        "rule/recording-name",
        modelWithRules({
          recordingRules: [recording("service:shop_orders:rate1h", "sum(rate(shop_orders_total[60m]))")],
        }),
      ),
    ).toEqual([]));

  test("what other recordings looked at is theirs", () =>
    expect(
      found(
        "rule/recording-name",
        modelWithRules({
          recordingRules: [
            recording(
              "service:shop_orders:ratio_rate5m",
              "service:shop_orders:rate5m / sum(rate(shop_orders_total[1h]))",
            ),
          ],
        }),
      ),
    ).toEqual([]));
});

describe("who reads", () => {
  const queue = exampleRecording("service:shop_queue_length:sum", "sum by (service) (shop_queue_length)");
  test.each([
    ["by name", "service:shop_queue_length:sum > 100"],
    ["by a matcher", '{__name__="service:shop_queue_length:sum"} > 100'],
    ["by a regular expression", '{__name__=~"service:.+:sum"} > 100'],
    ["in the depth of an expression", "max by (service) (max_over_time(service:shop_queue_length:sum[1h])) > 100"],
  ])("a rule that selects it %s", (_, expr) =>
    expect(
      found("rule/nobody-reads", modelWithRules({ recordingRules: [queue], alerts: [exampleAlert({ expr })] })),
    ).toEqual([]),
  );

  test("the runbook of an alert", () => {
    const runbook = {
      meaning: "",
      impact: "",
      diagnosis: [{ text: "Look.", query: promql`${queue}{service="$service"}` }],
      mitigation: [],
    };
    const alerts = [exampleAlert({ expr: "shop_queue_length > 100", runbook })];
    expect(found("rule/nobody-reads", modelWithRules({ recordingRules: [queue], alerts }))).toEqual([]);
  });

  test("nobody", () => {
    const alerts = [exampleAlert({ expr: "shop_queue_length > 100" })];
    expect(found("rule/nobody-reads", modelWithRules({ recordingRules: [queue], alerts }))).toHaveLength(1);
  });
});

test("a contract may have a name with colons: federated series do", () => {
  const federated = contract(
    { targetLabels: SERVICE_TARGET, source: "another Prometheus" },
    { queue: gauge("service:shop_queue_length:sum", { help: "Recorded elsewhere." }) },
  );
  const alerts = [exampleAlert({ expr: "service:shop_queue_length:sum > 100" })];
  expect(found("rule/missing-recording", modelWithRules({ alerts }, federated))).toEqual([]);
  expect(found("rule/missing-recording", modelWithRules({ alerts }))).toHaveLength(1);
});

test("a misspelt recording is told with the one that was meant", () =>
  expect(
    found(
      "rule/missing-recording",
      modelWithRules({
        recordingRules: [recording("service:shop_queue_length:sum")],
        alerts: [exampleAlert({ expr: "service:shop_queue_length:sun > 100" })],
      }),
    ),
  ).toEqual([expect.stringContaining('did you mean "service:shop_queue_length:sum"?')]));

describe("evaluation order", () => {
  const first = recording("service:shop_queue_length:sum");
  const second = recording("namespace:shop_queue_length:max", "max by (namespace) (service:shop_queue_length:sum)");

  test("a recording that comes later in its group", () =>
    expect(found("rule/evaluation-order", modelWithRules({ recordingRules: [second, first] }))).toEqual([
      expect.stringContaining("reads service:shop_queue_length:sum, which its group records after it"),
    ]));

  test("a recording of another pack", () =>
    expect(
      found(
        "rule/evaluation-order",
        modelWith([
          pack("shop", { metrics: shop, recordingRules: [first] }),
          pack("map", { metrics: shop, recordingRules: [second] }),
        ]),
      ),
    ).toEqual([expect.stringContaining("which another group records (shop)")]));

  test.each([
    ["reads", [{ ...second, interval: minutes(5) }, first]],
    ["is read", [{ ...first, interval: minutes(5) }, second]],
  ])("a recording with an interval of its own %s what may be older", (_, recordingRules) =>
    expect(found("rule/evaluation-order", modelWithRules({ recordingRules }))).toEqual([]),
  );

  test("one of several that record a name is enough", () =>
    expect(
      found(
        "rule/evaluation-order",
        modelWith([
          pack("shop", { metrics: shop, recordingRules: [first, second] }),
          pack("warehouse", {
            metrics: shop,
            recordingRules: [recording(first.name, undefined, { labels: { at: "w" } })],
          }),
        ]),
      ),
    ).toEqual([]));
});

test("a circle of three is told once, with its way", () => {
  const [a, b, c] = ["service:a:sum", "service:b:sum", "service:c:sum"];
  const recordingRules = [recording(a, `${b} + 1`), recording(b, `${c} + 1`), recording(c, `${a} + 1`)];
  expect(found("rule/circular", modelWithRules({ recordingRules }))).toEqual([
    expect.stringContaining(`${a} <- ${b} <- ${c} <- ${a}`),
  ]);
});

test.each([
  [minutes(5), 0],
  [seconds(301), 1],
])("an interval of %j", (interval, count) => {
  expect(found("group/interval", modelWithRules({ interval }))).toHaveLength(count);
  expect(
    found(
      "group/interval",
      modelWithRules({ recordingRules: [recording("service:shop_queue_length:sum", undefined, { interval })] }),
    ),
  ).toHaveLength(count);
});

test("an evaluator that asks too seldom is told at the evaluator", () => {
  const [evaluator] = modelWith([]).evaluators;
  const model = { ...modelWith([]), evaluators: evaluator ? [{ ...evaluator, evaluationInterval: minutes(10) }] : [] };
  expect(found("group/interval", model)).toEqual([expect.stringMatching(/^prometheus\.evaluationInterval is 10m/)]);
});

test("one contract in two packs is no conflict, a second description is told with what differs", () => {
  const other = { ...shop.queueLength, unit: "bytes", labels: {} } as const;
  const conflicts = (queue: typeof shop.queueLength) =>
    found("pack/metric-conflict", modelWith([pack("shop", { metrics: shop }), pack("queue", { metrics: { queue } })]));
  expect(conflicts({ ...shop.queueLength, source: "elsewhere" })).toEqual([]);
  expect(conflicts(other)).toEqual([
    "queue.metrics.queue describes shop_queue_length otherwise than example.packs.shop.metrics.queueLength does: unit, labels -> " +
      "describe it once and use that contract in both packs",
  ]);
});

test("a counter of the name of a histogram's part", () =>
  expect(
    found(
      "pack/metric-conflict",
      modelWith([
        pack("shop", { metrics: shop }),
        pack("checkout", {
          metrics: contract(
            { targetLabels: SERVICE_TARGET, source: "…" },
            { count: gauge("shop_checkout_duration_seconds_count", { help: "Checkouts." }) },
          ),
        }),
      ]),
    ),
  ).toEqual([expect.stringContaining("name and parts")]));

test("labels in another order are the same labels", () => {
  const twice = (labels: readonly Readonly<Record<string, string>>[]) =>
    modelWithRules({
      recordingRules: labels.map((each) =>
        record("service:shop_queue_length:sum", { help: "", expr: "shop_queue_length", labels: each, tests: [] }),
      ),
    });
  expect(
    found(
      "rule/duplicate",
      twice([
        { a: "1", b: "2" },
        { b: "2", a: "1" },
      ]),
    ),
  ).toHaveLength(1);
  expect(
    found(
      "rule/duplicate",
      twice([
        { a: "1", b: "2" },
        { b: "1", a: "2" },
      ]),
    ),
  ).toEqual([]);
});
