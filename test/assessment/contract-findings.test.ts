/** What a program exposes is held against the contract of a pack: nothing to say where they agree, one finding for each difference. */
import { contractFindings, metricsFound, readExposition } from "../../lib/assessment";
import { contract, counter, gauge, histogram, pack, summary, SERVICE_TARGET } from "../../lib/model";

const shop = pack("shop", {
  metrics: contract(
    { targetLabels: SERVICE_TARGET, source: "an example" },
    {
      orders: counter("shop_orders_total", {
        help: "Orders.",
        labels: { product: "any", outcome: ["accepted", "refused"], reason: "any" },
        optionalLabels: ["reason"],
      }),
      queue: gauge("shop_queue_length", { help: "Orders that wait." }),
      duration: histogram("shop_checkout_seconds", { help: "How long it takes.", buckets: [0.5, 1, 5] }),
      size: summary("shop_order_bytes", { help: "Size of orders." }),
    },
  ),
});

const PAGE = `
# TYPE shop_orders_total counter
shop_orders_total{product="book",outcome="accepted"} 3
shop_orders_total{product="book",outcome="refused",reason="price"} 1
# TYPE shop_queue_length gauge
shop_queue_length{pod="shop-1"} 7
# TYPE shop_checkout_seconds histogram
shop_checkout_seconds_bucket{le="0.5"} 1
shop_checkout_seconds_bucket{le="1.0"} 2
shop_checkout_seconds_bucket{le="5"} 2
shop_checkout_seconds_bucket{le="+Inf"} 3
shop_checkout_seconds_sum 9
shop_checkout_seconds_count 3
# TYPE shop_order_bytes summary
shop_order_bytes{quantile="0.9"} 200
shop_order_bytes_sum 700
shop_order_bytes_count 4
`;

const findings = (page: string, watched: Parameters<typeof contractFindings>[0] = shop) =>
  contractFindings(watched, readExposition(page, "page"));

test("there is nothing to say where they agree", () => expect(findings(PAGE)).toEqual([]));

test.each([
  [
    "a metric that the page lacks",
    PAGE.replaceAll("shop_queue_length", "shop_queue_size"),
    "metrics/missing",
    "shop.metrics.queue",
    "shop_queue_length",
  ],
  [
    "a name that is written otherwise",
    PAGE.replaceAll("shop_queue_length", "shop_queue_lenght"),
    "metrics/missing",
    "shop.metrics.queue",
    'did you mean "shop_queue_lenght"',
  ],
  [
    "another type",
    PAGE.replace("shop_queue_length gauge", "shop_queue_length counter"),
    "metrics/type",
    "shop.metrics.queue",
    "it is exposed as counter",
  ],
  [
    "no type",
    PAGE.replace("# TYPE shop_queue_length gauge\n", ""),
    "metrics/type",
    "shop.metrics.queue",
    "without a type",
  ],
  [
    "a label that the contract does not know",
    PAGE.replace('outcome="accepted"', 'outcome="accepted",tenant="a"'),
    "metrics/unknown-label",
    "shop.metrics.orders",
    '"tenant" of shop_orders_total (page:3)',
  ],
  [
    "a label of a histogram that the contract does not know",
    PAGE.replace("shop_checkout_seconds_sum 9", 'shop_checkout_seconds_sum{tenant="a"} 9'),
    "metrics/unknown-label",
    "shop.metrics.duration",
    '"tenant" of shop_checkout_seconds (page:12)',
  ],
  [
    "a label that no series has",
    PAGE.replaceAll('product="book",', ""),
    "metrics/missing-label",
    "shop.metrics.orders",
    '"product" on shop_orders_total, which no series has',
  ],
  [
    "a label that one series lacks",
    PAGE.replace('product="book",outcome="refused"', 'product="",outcome="refused"'),
    "metrics/missing-label",
    "shop.metrics.orders",
    "which 1 of 2 series lack (page:4)",
  ],
  [
    "a value that the contract does not know",
    PAGE.replace('"accepted"', '"taken"'),
    "metrics/unknown-value",
    "shop.metrics.orders",
    '"outcome" of shop_orders_total, and the page has "taken"',
  ],
  [
    "other buckets",
    PAGE.replace('le="5"', 'le="10"'),
    "metrics/buckets",
    "shop.metrics.duration",
    "0.5 1 5 for shop_checkout_seconds, and the page has 0.5 1 10 (page:8)",
  ],
  [
    "a bucket fewer",
    PAGE.replace('shop_checkout_seconds_bucket{le="1.0"} 2\n', ""),
    "metrics/buckets",
    "shop.metrics.duration",
    "the page has 0.5 5",
  ],
])("%s is found", (_, page, check, path, problem) => {
  const found = findings(page);
  expect(found).toMatchObject([{ check, path, severity: "error" }]);
  expect(found[0]?.problem).toContain(problem);
});

test("a label that the scrape adds may be there already", () =>
  expect(findings(PAGE.replace('pod="shop-1"', 'pod="shop-1",namespace="shop"'))).toEqual([]));

test("a metric that has only been announced is there", () =>
  expect(findings(PAGE.replace(/^shop_orders_total.*$/gm, ""))).toEqual([]));

test("OpenMetrics says the type of a counter of its name without the ending", () =>
  expect(findings(PAGE.replace("# TYPE shop_orders_total", "# TYPE shop_orders"))).toEqual([]));

describe("a counter whose name OpenMetrics does not let a counter have", () => {
  const revenue = (name: string) =>
    pack("revenue", {
      metrics: contract({ targetLabels: [], source: "an example" }, { revenue: counter(name, { help: "Money." }) }),
    });
  test.each([["unknown"], ["untyped"]])("may be exposed as %s", (type) =>
    expect(
      findings(`# TYPE revenue_total_cents ${type}\nrevenue_total_cents 7\n`, revenue("revenue_total_cents")),
    ).toEqual([]),
  );
  test("any other counter may not", () =>
    expect(findings("# TYPE revenue_total untyped\nrevenue_total 7\n", revenue("revenue_total"))).toMatchObject([
      { check: "metrics/type" },
    ]));
  test("nor as something else", () =>
    expect(findings("# TYPE revenue_cents gauge\nrevenue_cents 7\n", revenue("revenue_cents"))).toHaveLength(1));
});

test("of a native histogram only its type can be seen", () => {
  const native = pack("native", {
    metrics: contract(
      { targetLabels: [], source: "an example" },
      { duration: histogram("shop_checkout_seconds", { help: "How long.", buckets: "native" }) },
    ),
  });
  expect(findings(PAGE, native)).toEqual([]);
  expect(findings(PAGE.replace("seconds histogram", "seconds gauge"), native)).toHaveLength(1);
});

test("a missing metric can be taken for one that has not happened yet", () => {
  const [finding] = contractFindings(shop, readExposition("", "page"), { missing: "warning" });
  expect(finding).toMatchObject({ check: "metrics/missing", severity: "warning" });
});

test("the metrics that were found are counted", () =>
  expect(metricsFound(shop, readExposition(PAGE.replaceAll("shop_queue_length", "other"), "page"))).toBe(3));
