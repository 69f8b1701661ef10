/** Observations with a known quantile: that promtool sees the same is shown by the packs that use them. */
import { contract, gauge, histogram } from "../../lib/model";
import { withQuantile } from "../../lib/testing";

const { duration, native, queue } = contract(
  { targetLabels: [], source: "an example" },
  {
    duration: histogram("shop_checkout_seconds", { help: "How long it takes.", buckets: [0.5, 1, 5] }),
    native: histogram("shop_native_seconds", { help: "How long it takes.", buckets: "native" }),
    queue: gauge("shop_queue_length", { help: "Orders that wait." }),
  },
);

test.each([
  [0.95, 0.7],
  [0.95, 4.9],
  [0.5, 0.6],
  [0.99, 1],
])("the quantile %d lies at %d s, where Prometheus interpolates it", (quantile, is) => {
  const rates = withQuantile(duration, { quantile, is, perSecond: 10 });
  const upTo = (bound: number): number => rates.reduce((sum, { rate, at }) => (at <= bound ? sum + rate : sum), 0);
  const [lower, upper] = is <= 1 ? [0.5, 1] : [1, 5];
  expect(upTo(Infinity)).toBeCloseTo(10, 9);
  expect(lower + ((upper - lower) * (10 * quantile - upTo(lower))) / (upTo(upper) - upTo(lower))).toBeCloseTo(is, 9);
});

test.each([0.3, 0.5, 6])("what Prometheus cannot tell apart is refused (%d s)", (is) =>
  expect(() => withQuantile(duration, { quantile: 0.95, is, perSecond: 1 })).toThrow("between two bounds"),
);

test.each([native, queue])("$name has no classic buckets", (metric) =>
  expect(() => withQuantile(metric, { quantile: 0.95, is: 1, perSecond: 1 })).toThrow("no classic buckets"),
);
