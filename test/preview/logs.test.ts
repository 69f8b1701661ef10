/** The sample store answers the LogQL that dashboards ask, and says so where it cannot. */
import { logStore, type Asked } from "../../preview/logs/store";

const shop = { namespace: "shop", service: "checkout", pod: "checkout-1", container: "checkout", node: "node-1" };
const loki = { namespace: "observability", service: "loki", pod: "loki-0", container: "loki", node: "node-2" };
const store = logStore([{ labels: shop }, { labels: loki }]);
const HOUR = 3_600_000;
const asked: Asked = { from: 100 * HOUR, to: 101 * HOUR, step: "10m", instant: false, limit: 1_000 };

const lines = (query: string) => {
  const answer = store.answer(query, asked);
  if (answer.kind !== "lines") throw new Error("no lines");
  return answer.lines;
};
const series = (query: string, more: Partial<Asked> = {}) => {
  const answer = store.answer(query, { ...asked, ...more });
  if (answer.kind !== "series") throw new Error("no series");
  return answer.series;
};

test("the same question has the same answer, newest first", () => {
  const first = lines('{namespace="shop"}');
  expect(first.length).toBeGreaterThan(100);
  expect(lines('{namespace="shop"}')).toEqual(first);
  expect(first.map(({ time }) => time)).toEqual(first.map(({ time }) => time).sort((a, b) => b - a));
});

test.each([
  ['{service=~"check.*"}', "checkout"],
  ['{service!="checkout", namespace=~".+"}', "loki"],
])("%s reads the streams of %s", (query, service) => {
  expect(new Set(lines(query).map(({ labels }) => labels["service"]))).toEqual(new Set([service]));
});

test.each([
  ['{namespace="shop"} |= "request finished"', (line: string) => line.includes("request finished")],
  ['{namespace="shop"} != "request finished"', (line: string) => !line.includes("request finished")],
  ['{namespace="shop"} |~ "(?i)ERROR"', (line: string) => /error/i.test(line)],
  ['{namespace="shop"} | json | status >= 500', (line: string) => /"status":5\d\d/.test(line)],
  ['{namespace="observability"} | logfmt | duration > 5s', (line: string) => /duration=[67]/.test(line)],
  ['{namespace="shop"} | detected_level=~"warn|error"', (line: string) => /"level":"(warn|error)"/.test(line)],
])("%s keeps what it says", (query, keeps) => {
  const kept = lines(query).map(({ line }) => line);
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.filter((line) => !keeps(line))).toEqual([]);
});

test("lines can be written anew", () => {
  const [first] = lines('{namespace="shop"} | json | line_format "{{.method | lower}} {{.route}}"');
  expect(first?.line).toMatch(/^[a-z]+ \//);
});

test("counts are those of the lines in each window", () => {
  const [only] = series('sum(count_over_time({namespace="shop"}[1h]))', { instant: true });
  expect(only?.values).toEqual([[(101 * HOUR) / 1_000, String(lines('{namespace="shop"}').length)]]);
});

test("counts are kept apart by the labels that are asked for", () => {
  const found = series('sum by (namespace) (rate({namespace=~".+"}[10m]))');
  expect(found.map(({ metric }) => metric)).toEqual([{ namespace: "shop" }, { namespace: "observability" }]);
  expect(found[0]?.values).toHaveLength(7);
});

test("the most frequent come first", () => {
  const found = series('topk(2, sum by (route) (count_over_time({namespace="shop"} | json [1h])))', { instant: true });
  const values = found.map((each) => Number(each.values[0]?.[1]));
  expect(values).toHaveLength(2);
  expect(values[0]).toBeGreaterThanOrEqual(values[1] ?? 0);
});

test("labels are made by templates", () => {
  const query =
    'sum by (short) (count_over_time({namespace="shop"} | json | label_format short=`{{ trunc 3 (or .nothing .msg) }}` [1h]))';
  expect(series(query).map(({ metric }) => metric["short"])).toEqual(expect.arrayContaining(["req"]));
});

test.each(['{namespace="shop"} | unpack', 'stddev_over_time({namespace="shop"} | unwrap x [5m])', "{namespace="])(
  "%s is not known",
  (query) => {
    expect(() => store.answer(query, asked)).toThrow(/sample store/);
  },
);

test("values of a label are those of the streams that fit", () => {
  expect(store.values("service", "", asked)).toEqual(["checkout", "loki"]);
  expect(store.values("service", '{namespace="shop"}', asked)).toEqual(["checkout"]);
});
