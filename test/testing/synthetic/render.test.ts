import { syntheticInput, openMetrics, type SyntheticSeries } from "../../../lib/testing";

const series = (
  name: string,
  labels: SyntheticSeries["labels"],
  samples: ReturnType<SyntheticSeries["samples"]>,
): SyntheticSeries => ({
  name,
  labels,
  family: name.replace(/_bucket$/, ""),
  type: "counter",
  help: "An example.",
  samples: () => samples,
});

const all = [
  series("up", { job: "a" }, [1, 1, 1, 0]),
  series("shop_orders_total", {}, [0.1, 2, undefined, undefined]),
  series("shop_seconds", {}, [{ count: 3, sum: 1.5, offset: -2, buckets: [1, 2] }]),
  series("shop_size_bucket", { le: "1.0" }, [4]),
];
const times = { from: 1_000, step: 30, count: 4 };

test("promtool's notation", () => {
  expect(syntheticInput(all, times).map((each) => `${each.series} ${each.values}`)).toEqual([
    'up{job="a"} 1x2 0',
    "shop_orders_total 0.1 2 _x2",
    "shop_seconds {{schema:3 count:3 sum:1.5 offset:-2 buckets:[1 2]}}",
    'shop_size_bucket{le="1.0"} 4',
  ]);
});

test("OpenMetrics, where native histograms have no notation", () => {
  expect(openMetrics(all, times)).toBe(`# TYPE up unknown
up{job="a"} 1 1000
up{job="a"} 1 1030
up{job="a"} 1 1060
up{job="a"} 0 1090
# TYPE shop_orders_total unknown
shop_orders_total 0.1 1000
shop_orders_total 2 1030
# TYPE shop_seconds unknown
# TYPE shop_size unknown
shop_size_bucket{le="1.0"} 4 1000
# EOF
`);
});
