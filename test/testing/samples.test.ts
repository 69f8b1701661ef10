/** Stretches of time become promtool's notation, without the dust of floating point. */
import { bucketLabel, contract, counter, histogram, hours, minutes, seconds, type InputSeries } from "../../lib/model";
import { observations, series, silent, type Given } from "../../lib/testing";

const shop = contract(
  { targetLabels: ["job"], source: "a test" },
  {
    orders: counter("orders_total", { help: "Orders." }),
    duration: histogram("duration_seconds", { help: "How long.", buckets: [0.5, 1, 2.5] }),
    native: histogram("native_seconds", { help: "How long.", buckets: "native" }),
  },
);

const written = (...given: readonly Given[]): readonly InputSeries[] => silent("", { given, for: hours(1) }).given;
const up = series("up", { job: "a" });

test.each([
  ["a counter begins at 0", up.ratePerSecond(10, minutes(2)), "0+300x3"],
  ["goes on from where it was", up.ratePerSecond(10, minutes(1)).ratePerSecond(1, minutes(1)), "0+300x1 330+30x1"],
  ["stands still", up.ratePerSecond(10, minutes(1)).ratePerSecond(0, minutes(1)), "0+300x1 300+0x1"],
  ["and begins anew", up.ratePerSecond(10, minutes(1)).reset().ratePerSecond(1, minutes(1)), "0+300x1 0+30x1"],
  ["a gauge stays", up.constant(1, minutes(2)), "1x3"],
  ["falls evenly, both ends included", up.line(10, 4, minutes(2)), "10-2x3"],
  ["is not scraped", up.constant(1, minutes(1)).gap(minutes(1)).constant(1, seconds(30)), "1x1 _x2 1x0"],
  [
    "goes on after a gap",
    up.ratePerSecond(1, minutes(1)).gap(minutes(1)).ratePerSecond(1, minutes(1)),
    "0+30x1 _x2 60+30x1",
  ],
  ["is gone", up.constant(1, minutes(1)).stale(), "1x1 stale"],
  [
    "no time is no sample",
    up.constant(1, minutes(0)).line(1, 2, minutes(0)).gap(minutes(0)).constant(2, minutes(1)),
    "2x1",
  ],
  ["less than an interval is one sample", up.constant(1, seconds(1)), "1x0"],
  ["no dust in the growth", up.ratePerSecond(0.95, minutes(1)), "0+28.5x1"],
  ["no dust in the first value", up.constant(28.499999999999996, minutes(1)), "28.5x1"],
  ["where steps add up to something else, the end is written out", up.ratePerSecond(0.01, minutes(2)), "0+0.3x2 0.9"],
  ["large and small numbers", up.constant(1e21, seconds(30)).constant(1e-7, seconds(30)), "1e+21x0 1e-7x0"],
  ["Prometheus's spelling of infinity", up.constant(Infinity, minutes(1)), "+Infx1"],
])("%s", (_, given, values) => {
  expect(written(given)).toEqual([{ series: 'up{job="a"}', values }]);
});

test("a counter that stands still is where its last sample was", () => {
  const [{ values } = { values: "" }] = written(
    series(shop.orders).ratePerSecond(0.01, minutes(2)).ratePerSecond(0, minutes(1)),
  );
  expect(values).toBe("0+0.3x2 0.9 0.9+0x1");
});

test("a counter never falls where thirds were added up: it would look like a process that starts anew", () => {
  const [{ values } = { values: "" }] = written(
    series(shop.orders)
      .constant(1000, seconds(30))
      .ratePerSecond(1 / 54, minutes(32.5))
      .ratePerSecond(0, minutes(1)),
  );
  expect(values).toBe("1000x0 1000.55555556+0.555555555556x63 1036.11111112 1036.11111112+0x1");
});

test("promtool's own notation is left as it is", () => {
  expect(written({ series: "up", values: "1 _ stale" })).toEqual([{ series: "up", values: "1 _ stale" }]);
});

test.each([
  ['quotes "and" more', 'up{job="quotes \\"and\\" more"}'],
  ["a\nline", 'up{job="a\\nline"}'],
])("a label of %j is escaped", (job, text) => {
  expect(written(series("up", { job }).constant(1, minutes(1)))[0]?.series).toBe(text);
});

test("names that PromQL cannot spell bare stand in quotes", () => {
  expect(written(series("odd.name", { "a.b": "c" }).constant(1, minutes(1)))[0]?.series).toBe('{"odd.name","a.b"="c"}');
});

test("a classic histogram has a series for each bucket of its contract, the sum and the count", () => {
  const given = observations(shop.duration, { job: "a" }).perSecond(
    [
      { rate: 8, at: 0.5 },
      { rate: 2, at: 3 },
    ],
    minutes(1),
  );
  expect(written(given)).toEqual([
    { series: 'duration_seconds_bucket{job="a",le="0.5"}', values: "0+240x1" },
    { series: 'duration_seconds_bucket{job="a",le="1.0"}', values: "0+240x1" },
    { series: 'duration_seconds_bucket{job="a",le="2.5"}', values: "0+240x1" },
    { series: 'duration_seconds_bucket{job="a",le="+Inf"}', values: "0+300x1" },
    { series: 'duration_seconds_sum{job="a"}', values: "0+300x1" },
    { series: 'duration_seconds_count{job="a"}', values: "0+300x1" },
  ]);
});

test("a native histogram is one series", () => {
  const given = observations(shop.native).perSecond({ rate: 1, at: 1 }, minutes(1)).gap(seconds(30)).stale();
  expect(written(given)).toEqual([
    {
      series: "native_seconds",
      values: "{{schema:3 count:0 sum:0}}+{{schema:3 count:30 sum:30 offset:0 buckets:[30]}}x1 _x1 stale",
    },
  ]);
});

test("only a histogram has observations", () => {
  expect(() => observations(shop.orders)).toThrow("orders_total is a counter: only a histogram has observations");
});

test.each([
  [0, "0.0"],
  [1, "1.0"],
  [-1, "-1.0"],
  [0.5, "0.5"],
  [0.0001, "0.0001"],
  [0.00001, "1e-05"],
  [100_000, "100000.0"],
  [1_000_000, "1e+06"],
  [1_048_576, "1.048576e+06"],
  [Infinity, "+Inf"],
])("a bound of %d is spelled as Prometheus stores it", (bound, text) => {
  expect(bucketLabel(bound)).toBe(text);
});
