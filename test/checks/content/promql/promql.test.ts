/** What the examples of the checks of queries do not show: the words of a finding, and the edges. */
import {
  modelWithAlert,
  modelWithRules,
  exampleAlert,
  exampleRecording,
  modelWith,
  shop,
} from "../../../../lib/checks/content/example";
import { promqlChecks } from "../../../../lib/checks/content/promql";
import { modelWithoutContract } from "../../../../lib/checks/content/promql/without-contract";
import { contract, counter, gauge, histogram, pack, promqlText, summary, type Model } from "../../../../lib/model";

const found = (id: string, model: Model): readonly string[] =>
  [...(promqlChecks.find((check) => check.id === id)?.find(model) ?? [])].map(
    ({ problem, mend }) => `${problem} -> ${mend}`,
  );

test.each<[id: string, expr: string, finding: string]>([
  ["promql/syntax", "sum(rate(shop_orders_total[5m])", ") is missing at the end -> close what is open: )"],
  [
    "promql/unknown-metric",
    "shop_queue_lenght > 1",
    'nothing exports or records shop_queue_lenght (did you mean "shop_queue_length"?) -> write the name as its contract has it, or add the metric to the contract of the pack',
  ],
  [
    "promql/unknown-metric",
    "shop_checkout_duration_seconds > 1",
    "nothing exports or records shop_checkout_duration_seconds, but there is shop_checkout_duration_seconds_bucket -> write shop_checkout_duration_seconds_bucket, or add shop_checkout_duration_seconds to a contract",
  ],
  [
    "promql/counter-raw",
    'shop_orders_total{outcome="refused"} > 100',
    'shop_orders_total{outcome="refused"} > 100 computes > with its running total: shop_orders_total is a counter -> write rate(shop_orders_total{outcome="refused"}[5m]) for its speed, or increase(shop_orders_total{outcome="refused"}[1h]) for what came in that time',
  ],
  [
    "promql/counter-raw",
    "delta(shop_orders_total[10m]) > 100",
    "delta(shop_orders_total[10m]) hands its running total to delta(): shop_orders_total is a counter -> write increase(shop_orders_total[5m]), which knows of restarts",
  ],
  [
    "promql/rate-on-gauge",
    "rate(shop_queue_length[5m]) > 1",
    "rate(shop_queue_length[5m]) takes shop_queue_length[5m] for a counter, which it is not -> write delta(shop_queue_length[5m]) for the change, or deriv(shop_queue_length[5m]) for the slope",
  ],
  [
    "promql/rate-of-sum",
    "rate(sum(shop_orders_total)[1h:1m]) > 1",
    "rate(sum(shop_orders_total)[1h:1m]) adds up shop_orders_total first -> take rate first: sum by (…) (rate(shop_orders_total[5m]))",
  ],
  [
    "promql/short-range",
    "rate(shop_orders_total[1m]) > 1",
    "rate(shop_orders_total[1m]) looks at 1m, less than 4 scrapes of 30s -> write [2m] or more",
  ],
  [
    "promql/beyond-retention",
    "rate(shop_orders_total[1h] offset 30d) > 1",
    "shop_orders_total[1h] offset 30d looks back 30d1h, but example.prometheus keeps 30d -> shorten the range and the offset, or keep the data longer",
  ],
  [
    "promql/needless-anchor",
    'shop_queue_length{queue=~"^ca.+$"} > 1',
    'queue=~"^ca.+$" anchors what is anchored anyway -> write queue=~"ca.+"',
  ],
  [
    "promql/needless-regex",
    'shop_queue_length{queue!~"shop\\\\.card"} > 1',
    'queue!~"shop\\\\.card" is a regular expression for one text -> write queue!="shop.card"',
  ],
  [
    "promql/no-bucket",
    'rate(shop_checkout_duration_seconds_bucket{le="1"}[5m]) > 1',
    'le="1" matches no series: Prometheus writes that bound as 1.0 -> write le="1.0"',
  ],
  [
    "promql/no-bucket",
    'rate(shop_checkout_duration_seconds_bucket{le="0.3"}[5m]) > 1',
    'le="0.3" is the bound of no bucket of shop_checkout_duration_seconds -> write one of 0.1, 0.5, 1.0, 5.0, +Inf, or add the bucket',
  ],
  [
    "promql/quantile-without-le",
    "histogram_quantile(0.9, sum(rate(shop_checkout_duration_seconds_bucket[5m]))) > 1",
    "histogram_quantile(0.9, sum(rate(shop_checkout_duration_seconds_bucket[5m]))) has no buckets left: sum(rate(shop_checkout_duration_seconds_bucket[5m])) drops le -> keep le: sum by (le, …) (rate(…))",
  ],
  [
    "promql/quantile-without-buckets",
    "histogram_quantile(0.9, rate(shop_checkout_duration_seconds_sum[5m])) > 1",
    "histogram_quantile(0.9, rate(shop_checkout_duration_seconds_sum[5m])) has no buckets to compute from: shop_checkout_duration_seconds_sum has none -> write shop_checkout_duration_seconds_bucket",
  ],
])("%s: %s", (id, expr, finding) => {
  expect(found(id, modelWithAlert({ expr }))).toEqual([finding]);
});

test("of an expression that cannot be read, only its syntax is spoken of", () => {
  const model = modelWithAlert({
    expr: 'shop_orders_total{le=~"^a$"} > rate(shop_queue_lenght',
    description: "{{ $value }}",
  });
  expect(promqlChecks.filter(({ find }) => [...find(model)].length > 0).map(({ id }) => id)).toEqual(["promql/syntax"]);
});

test("of metrics without a contract, only what is certain is said", () => {
  const model = modelWithoutContract({
    expr: 'rate(a_gauge[1m]) > 1 or b_total > 1 or rate(sum(c_total)[1h:]) > 1 or rate(d_bucket{le="1"}[1m]) > 1',
    description: "{{ $value | humanize }}",
  });
  expect(promqlChecks.flatMap(({ find }) => [...find(model)])).toEqual([]);
});

const kinds = contract(
  { targetLabels: ["job", "pod"], source: "a test" },
  {
    sent: counter("sent_total", { help: "Sent." }),
    acknowledged: counter("acknowledged_total", { help: "Acknowledged." }),
    startTime: gauge("start_time_seconds", { unit: "timestamp", help: "Start." }),
    took: histogram("took_seconds", { unit: "seconds", help: "Took.", buckets: "native" }),
    asked: summary("asked_seconds", { unit: "seconds", help: "Asked." }),
    size: histogram("size_bytes", { unit: "bytes", help: "Size.", buckets: [1e3, 2.5e6] }),
  },
);

describe("counters", () => {
  test.each([
    "sent_total - acknowledged_total > 10",
    "sum(sent_total) - sum(acknowledged_total) > 10",
    "rate(sent_total[5m]) > 1",
    "increase(took_seconds[5m]) > 1",
    "changes(sent_total[1h]) == 0",
    "time() - start_time_seconds < 60",
    "asked_seconds > 1",
    "rate(asked_seconds_sum[5m]) / rate(asked_seconds_count[5m]) > 1",
    "histogram_avg(rate(took_seconds[5m])) > 1",
    "up == 1 unless on (pod) sent_total",
    "count by (job) (sent_total) > 5",
    "group(sent_total) * on () group_right () up > 0",
    "absent_over_time(sent_total[1h])",
    "timestamp(sent_total) < time() - 60",
  ])("%s uses them as they are meant", (expr) => {
    expect(found("promql/counter-raw", modelWithAlert({ expr }, kinds))).toEqual([]);
    expect(found("promql/rate-on-gauge", modelWithAlert({ expr }, kinds))).toEqual([]);
  });

  test.each([
    "sent_total > 10",
    "max(sent_total) > 10",
    "asked_seconds_count > 10",
    "asked_seconds_sum / asked_seconds_count > 1",
    "histogram_quantile(0.9, took_seconds) > 1",
    "last_over_time(sent_total[1h]) > 10",
    "sent_total and up == 1",
    "sent_total - sent_total offset 5m > 10",
    "predict_linear(sent_total[1h], 3600) > 10",
    "topk(3, sent_total) > 5",
    "stddev(sent_total) > 5",
  ])("%s uses one raw", (expr) => {
    expect(found("promql/counter-raw", modelWithAlert({ expr }, kinds))).not.toEqual([]);
  });

  test.each(["rate(start_time_seconds[5m]) > 1", "irate(asked_seconds[5m]) > 1", "increase(up[5m]) > 1"])(
    "%s takes a gauge for one",
    (expr) => {
      expect(found("promql/rate-on-gauge", modelWithAlert({ expr }, kinds))).toHaveLength(1);
    },
  );

  test("a recorded sum of counters is followed to its source", () => {
    const model = modelWithRules({
      recordingRules: [
        exampleRecording("pod:shop_orders:sum", "sum by (pod) (shop_orders_total)"),
        exampleRecording("job:shop_orders:max", "max by (job) (pod:shop_orders:sum)"),
      ],
      alerts: [exampleAlert({ expr: "rate(job:shop_orders:max[5m]) > 1" })],
    });
    expect(found("promql/rate-of-sum", model)).toEqual([
      "rate(job:shop_orders:max[5m]) adds up shop_orders_total first: job:shop_orders:max is max by (job) (pod:shop_orders:sum) -> take rate first: sum by (…) (rate(shop_orders_total[5m]))",
    ]);
  });
});

describe("histograms", () => {
  test("bounds of a thousand and more are written as floats are", () => {
    const rate = (le: string) => modelWithAlert({ expr: `rate(size_bytes_bucket{le="${le}"}[5m]) > 1` }, kinds);
    expect(found("promql/no-bucket", rate("1000.0"))).toEqual([]);
    expect(found("promql/no-bucket", rate("2.5e+06"))).toEqual([]);
    expect(found("promql/no-bucket", rate("1000"))).toEqual([expect.stringContaining('write le="1000.0"')]);
    expect(found("promql/no-bucket", rate("2500000"))).toEqual([expect.stringContaining('write le="2.5e+06"')]);
  });

  test("a native histogram needs no le", () => {
    const model = modelWithAlert({ expr: "histogram_quantile(0.9, sum(rate(took_seconds[5m]))) > 1" }, kinds);
    expect(found("promql/quantile-without-le", model)).toEqual([]);
    expect(found("promql/quantile-without-buckets", model)).toEqual([]);
  });

  test("the quantile of a summary is one already", () => {
    expect(
      found(
        "promql/quantile-without-buckets",
        modelWithAlert({ expr: "histogram_quantile(0.9, asked_seconds) > 1" }, kinds),
      ),
    ).toEqual([expect.stringContaining('or asked_seconds{quantile="…"} as it is')]);
  });
});

describe("regular expressions", () => {
  test.each([
    ['a=~"^b|c$"', []],
    ['a=~"(^b|c$)"', []],
    ['a=~"b\\\\$"', []],
    ['a=~"$b.*"', []],
    ['a=~"[$]"', []],
    ['a=~"^(b|c)$"', ['write a=~"(b|c)"']],
    ['a!~"^b\\\\\\\\$"', ['write a!~"b\\\\\\\\"']],
  ])("the anchors of %s", (matcher, mends) => {
    const model = modelWithAlert({ expr: `shop_queue_length{${matcher}} > 1` });
    expect(found("promql/needless-anchor", model).map((each) => each.split(" -> ")[1])).toEqual(mends);
  });

  test.each([
    ['a=~".+"', []],
    ['a=~"b.c"', []],
    ['a=~"$b"', []],
    ['a=~"b|c"', []],
    ['a=~""', ['write a=""']],
    ['a!~"b-c/d"', ['write a!="b-c/d"']],
    ['a=~"b\\\\+c"', ['write a="b+c"']],
    ['a=~"(.*)"', ["leave the matcher out"]],
  ])("the need of %s", (matcher, mends) => {
    const model = modelWithAlert({ expr: `shop_queue_length{${matcher}} > 1` });
    expect(found("promql/needless-regex", model).map((each) => each.split(" -> ")[1])).toEqual(mends);
  });
});

describe("runbooks", () => {
  const withQuery = (query: string) =>
    modelWithAlert({
      expr: "shop_queue_length > 1",
      runbook: {
        meaning: "…",
        impact: "…",
        diagnosis: ["Look.", { text: "See.", query: promqlText(query) }],
        mitigation: [],
      },
    });

  test("their queries are held against the contracts too, names with colons included", () => {
    expect(found("promql/unknown-metric", withQuery('service:shop_orders:rate5m{service="$service"}'))).toHaveLength(1);
    expect(found("promql/unknown-metric", withQuery('rate(shop_orders_total{service="$service"}[5m])'))).toEqual([]);
  });

  test("a finding says which step", () => {
    const check = promqlChecks.find(({ id }) => id === "promql/syntax");
    expect([...(check?.find(withQuery("sum(")) ?? [])].map(({ path }) => path)).toEqual([
      "example.packs.shop.alerts.ShopQueueLong.runbook.diagnosis[1].query",
    ]);
  });
});

describe("values in texts", () => {
  const printing = (expr: string, description = "{{ $value }} of them", metrics = shop) =>
    found("alert/value-without-unit", modelWithAlert({ expr, description }, metrics));

  test.each([
    "count(shop_queue_length) > 1",
    "sum by (service) (shop_queue_length) > 1",
    "max_over_time(shop_queue_length[1h]) - min(shop_queue_length) > 1",
    "round(rate(shop_orders_total[5m])) > 1",
    "(rate(shop_orders_total[5m]) > bool 1) + 1 > 1",
    "up == 0",
    "count_over_time(shop_free_bytes[1h]) > 1",
  ])("that can only be whole may be printed as they are: %s", (expr) => {
    expect(printing(expr)).toEqual([]);
  });

  test.each([
    "shop_free_bytes > 1",
    "avg(shop_queue_length) > 1",
    "shop_queue_length / 2 > 1",
    "0.5 * shop_queue_length > 1",
    "increase(shop_orders_total[1h]) > 1",
    "round(rate(shop_orders_total[5m]), 0.1) > 1",
    "quantile(0.5, shop_queue_length) > 1",
  ])("that can have a fraction may not: %s", (expr) => {
    expect(printing(expr)).toHaveLength(1);
  });

  test("a recorded value is what its rule computes", () => {
    const recorded = (expr: string) =>
      modelWithRules({
        recordingRules: [exampleRecording("service:shop_queue:sum", expr)],
        alerts: [exampleAlert({ expr: "service:shop_queue:sum > 1", description: "{{ $value }}" })],
      });
    expect(found("alert/value-without-unit", recorded("sum by (service) (shop_queue_length)"))).toEqual([]);
    expect(found("alert/value-without-unit", recorded("avg by (service) (shop_queue_length)"))).toHaveLength(1);
  });

  test.each([
    ["{{ $value }}%", "humanizePercentage"],
    ["{{ $value }} seconds", "humanizeDuration"],
    ["{{ $value }} bytes", "humanize1024"],
    ["{{ $value }} orders", "humanize"],
  ])("%s is mended by %s", (description, mend) => {
    expect(printing("avg(shop_queue_length) > 1", description)).toEqual([expect.stringContaining(mend)]);
  });
});

test("150 rules are checked in far less than a second", () => {
  const alerts = Array.from({ length: 150 }, (_, index) =>
    exampleAlert({
      name: `ShopAlert${index}`,
      expr: `histogram_quantile(0.9, sum by (le, service) (rate(shop_checkout_duration_seconds_bucket{product=~"a|${index}"}[5m]))) > ${index} and on (service) sum by (service) (rate(shop_orders_total[5m])) > 0`,
    }),
  );
  const model = modelWith([pack("shop", { metrics: shop, alerts })]);
  // What the processor has worked: other programs on the machine do not count.
  const before = process.cpuUsage();
  for (const { find } of promqlChecks) expect([...find(model)]).toEqual([]);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(1);
});
