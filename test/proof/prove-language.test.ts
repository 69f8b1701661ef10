/** What the words of the testing language mean is what Prometheus makes of them. */
import {
  contract,
  counter,
  gauge,
  histogram,
  minutes,
  pack,
  promqlText,
  record,
  seconds,
  type Duration,
  type ExpectedSample,
} from "../../lib/model";
import { observations, prove, records, series, withQuantile, type Given } from "../../lib/testing";
import { describeWith, tool } from "./tool";

const shop = contract(
  { targetLabels: ["job"], source: "a test" },
  {
    orders: counter("orders_total", { help: "Orders." }),
    waiting: gauge("waiting", { help: "Orders that wait." }),
    duration: histogram("duration_seconds", { help: "How long.", buckets: [0.25, 0.5, 1, 2.5] }),
    native: histogram("native_seconds", { help: "How long.", buckets: "native" }),
  },
);

interface Case {
  readonly expr: string;
  readonly given: readonly Given[];
  readonly at: Duration;
  readonly expect: readonly ExpectedSample[];
}

const one = (value: number | string): readonly ExpectedSample[] => [{ labels: {}, value }];
const orders = series(shop.orders);
const waiting = series(shop.waiting);
const mixed = [
  { rate: 90, at: 0.3 },
  { rate: 10, at: 2 },
];

const CASES: Readonly<Record<string, Case>> = {
  "a rate is that rate": {
    expr: "rate(orders_total[5m])",
    given: [orders.ratePerSecond(7, minutes(10))],
    at: minutes(9),
    expect: one(7),
  },
  "also one that floating point cannot hold": {
    expr: "rate(orders_total[5m])",
    given: [orders.ratePerSecond(0.0103, minutes(10)).ratePerSecond(0, minutes(10))],
    at: minutes(19),
    expect: one(0),
  },
  "a counter that stands still does not start anew": {
    expr: "resets(orders_total[20m])",
    given: [orders.ratePerSecond(0.0103, minutes(10)).constant(6.1491, minutes(5)).ratePerSecond(0.7, minutes(5))],
    at: minutes(19),
    expect: one(0),
  },
  "a restart is one": {
    expr: "resets(orders_total[20m])",
    given: [orders.ratePerSecond(1, minutes(10)).reset().ratePerSecond(1, minutes(10))],
    at: minutes(19),
    expect: one(1),
  },
  "a gap has no samples": {
    expr: "count_over_time(waiting[10m])",
    given: [waiting.constant(1, minutes(2)).gap(minutes(3)).constant(1, minutes(5))],
    at: minutes(9.5),
    expect: one(14),
  },
  "what is stale is gone at once": {
    expr: "waiting",
    given: [waiting.constant(1, minutes(2)).stale()],
    at: minutes(2),
    expect: [],
  },
  "and there until then": {
    expr: "waiting",
    given: [waiting.constant(1, minutes(2)).stale()],
    at: minutes(1.5),
    expect: one(1),
  },
  "a line ends where it is said to end": {
    expr: "waiting",
    given: [waiting.line(0, 1, minutes(5))],
    at: minutes(4.5),
    expect: one(1),
  },
  "a quantile of a classic histogram lies in the bucket of its observations": {
    expr: "histogram_quantile(0.5, rate(duration_seconds_bucket[5m]))",
    given: [observations(shop.duration).perSecond(mixed, minutes(10))],
    at: minutes(9),
    // Half of all are 5/9 of the way through the 90 % between 0.25 and 0.5.
    expect: one(0.25 + (0.25 * 5) / 9),
  },
  "its bounds are spelled as queries find them": {
    expr: 'rate(duration_seconds_bucket{le="1.0"}[5m])',
    given: [observations(shop.duration).perSecond(mixed, minutes(10))],
    at: minutes(9),
    expect: [{ labels: { le: "1.0" }, value: 90 }],
  },
  "its sum and count give the mean": {
    expr: "rate(duration_seconds_sum[5m]) / rate(duration_seconds_count[5m])",
    given: [observations(shop.duration).perSecond(mixed, minutes(10))],
    at: minutes(9),
    expect: one(0.47),
  },
  "a known quantile is that quantile": {
    expr: "histogram_quantile(0.95, rate(duration_seconds_bucket[5m]))",
    given: [
      observations(shop.duration).perSecond(
        withQuantile(shop.duration, { quantile: 0.95, is: 1.2, perSecond: 10 }),
        minutes(10),
      ),
    ],
    at: minutes(9),
    expect: one(1.2),
  },
  "a native histogram counts": {
    expr: "histogram_count(rate(native_seconds[5m]))",
    given: [observations(shop.native).perSecond(mixed, minutes(10))],
    at: minutes(9),
    expect: one(100),
  },
  "and has its mean": {
    expr: "histogram_avg(rate(native_seconds[5m]))",
    given: [observations(shop.native).perSecond(mixed, minutes(5)).perSecond(mixed, minutes(5))],
    at: minutes(9),
    expect: one(0.47),
  },
  "its observations lie on the right side of a bound": {
    expr: "histogram_fraction(0, 1, rate(native_seconds[5m]))",
    given: [observations(shop.native).perSecond([...mixed, { rate: 25, at: 0 }], minutes(10))],
    at: minutes(9),
    expect: one(0.92),
  },
  "and in the bucket that is theirs": {
    expr: "histogram_fraction(0.297, 0.3243, rate(native_seconds[5m]))",
    given: [observations(shop.native).perSecond(mixed, minutes(10))],
    at: minutes(9),
    expect: one(0.9),
  },
  "it starts anew": {
    expr: "resets(native_seconds[20m])",
    given: [observations(shop.native).perSecond(mixed, minutes(10)).reset().perSecond(mixed, minutes(10))],
    at: minutes(19),
    expect: one(1),
  },
  "a native histogram can be expected": {
    expr: "native_seconds",
    given: [observations(shop.native).perSecond({ rate: 1, at: 1 }, minutes(2))],
    at: seconds(30),
    expect: one("{{schema:3 count:30 sum:30 buckets:[30]}}"),
  },
};

describeWith(["promtool"], "promtool", () => {
  test("finds in the series what their words say", async () => {
    const language = pack("language", {
      metrics: shop,
      recordingRules: Object.entries(CASES).map(([title, { expr, ...test }], index) =>
        record(`case:${index}:value`, { help: title, expr: promqlText(expr), tests: [records(title, test)] }),
      ),
    });
    const { findings, packs } = await prove(language, { promtool: tool("promtool"), mutants: false });
    const wrong = findings.filter(({ check }) => check !== "rule/untested").map(({ problem }) => problem);
    expect(wrong).toEqual([]);
    expect(packs[0]?.tests).toBe(Object.keys(CASES).length);
  });
});
