/** Which labels an expression's series carry: one line for each way that PromQL adds, keeps and drops them. */
import { seriesOf } from "../../lib/model";
import { labelsOf, parsePromql, worldOf, type LabelSet, type Node } from "../../lib/query";
import { metrics } from "./random-series";

const parsed = (text: string): Node => {
  const { node, problems } = parsePromql(text);
  if (node === undefined) throw new Error(`${text}: ${problems.map(({ message }) => message).join(", ")}`);
  return node;
};

const rule = (name: string, expr: string, labels = {}) => ({ name, node: parsed(expr), labels });

const world = worldOf(Object.values(metrics).flatMap(seriesOf), [
  rule("service:requests:rate5m", "sum by (service, code) (rate(requests_total[5m]))", { origin: "rule" }),
  rule("service:share:ratio", "sum by (service, origin) (service:requests:rate5m)", { origin: "" }),
  rule("one:figure", "sum by (service) (limit)", { figure: "limit" }),
  rule("one:figure", "sum by (service, queue) (queue_length)", { figure: "queue" }),
  rule("round:about", "round:and:about"),
  rule("round:and:about", "sum without (pod) (round:about)"),
]);

/** `code method pod? …` with `?` for sometimes, `=` for the values, `-` for never in an open set, `…` for an open one. */
const shown = ({ always, sometimes, never, open, values }: LabelSet): string =>
  [
    ...[...always].map((label) => [label, ""] as const),
    ...[...sometimes].map((label) => [label, "?"] as const),
    ...[...never].map((label) => [label, "-"] as const),
  ]
    .map(([label, mark]) => (label === "__name__" ? `name${mark}` : `${label}${mark}${valuesText(values.get(label))}`))
    .sort()
    .concat(open ? ["…"] : [])
    .join(" ");

const valuesText = (values: readonly string[] | undefined): string =>
  values === undefined ? "" : `=${values.join("|")}`;

const REQUESTS = "code=200|500 method=GET|POST";

test.each([
  // Selectors
  ["requests_total", `${REQUESTS} name node? pod service`],
  ['requests_total{code="500"}', "code=500 method=GET|POST name node? pod service"],
  ['requests_total{code=~"5.."}', "code=500 method=GET|POST name node? pod service"],
  ['requests_total{node!=""}', `${REQUESTS} name node pod service`],
  ['requests_total{node=~".+"}', `${REQUESTS} name node pod service`],
  ['requests_total{node=""}', `${REQUESTS} name pod service`],
  ['requests_total{node=~"a|b"}', `${REQUESTS} name node=a|b pod service`],
  ['requests_total{node=~"(a|)"}', `${REQUESTS} name node?=a pod service`],
  ['requests_total{node=~"$node"}', `${REQUESTS} name node? pod service`],
  ["duration_seconds_bucket", "le=0.5|1.0|+Inf method=GET|POST name node? pod service"],
  ["duration_seconds_count", "method=GET|POST name node? pod service"],
  ["latency_seconds", "name node? pod quantile service"],
  ["unknown", "name …"],
  ['unknown{job="a", pod=""}', "job=a name pod- …"],
  ['{__name__=~"limit|latency_seconds_sum"}', "name node? pod? service"],
  ['ALERTS{alertstate="firing"}', "alertstate=firing name …"],
  // Functions
  ["rate(requests_total[5m])", `${REQUESTS} node? pod service`],
  ["last_over_time(limit[5m])", "name service"],
  ["sort(limit)", "name service"],
  ["abs(limit)", "service"],
  ["timestamp(limit)", "service"],
  ["-limit", "service"],
  ["+limit", "name service"],
  ["(limit)", "name service"],
  ["max_over_time(rate(limit[1m])[1h:])", "service"],
  ["histogram_quantile(0.9, duration_seconds_bucket)", "method=GET|POST node? pod service"],
  ['absent(requests_total{code="500", method=~"GET", pod="a"})', "code=500 pod=a"],
  ['absent(sum(requests_total{code="500"}))', ""],
  ["vector(1)", ""],
  ["hour()", ""],
  ["scalar(limit)", ""],
  ["time()", ""],
  ['label_replace(limit, "kind", "memory", "", "")', "kind=memory name service"],
  ['label_replace(limit, "kind", "memory", "service", "a.*")', "kind?=memory name service"],
  ['label_replace(limit, "name", "$1", "service", "(.*)")', "name name service"],
  // Go takes two groups of one name, which others refuse.
  ['label_replace(limit{service="a"}, "kind", "$n", "service", "(?P<n>a)|(?P<n>b)")', "kind? name service=a"],
  ['label_replace(limit, "service", "", "service", ".*")', "name"],
  [
    'label_replace(requests_total, "family", "${1}xx", "code", "(.)..")',
    "code=200|500 family=2xx|5xx method=GET|POST name node? pod service",
  ],
  ['label_replace(requests_total, "bad", "yes", "code", "5..")', `bad?=yes ${REQUESTS} name node? pod service`],
  ['label_join(limit, "where", "/", "service", "zone")', "name service where"],
  ['label_join(limit, "where", "", "zone")', "name service"],
  // Aggregations
  ["sum(requests_total)", ""],
  ["sum by (code, node, zone) (requests_total)", "code=200|500 node?"],
  ["sum without (method, pod) (requests_total)", "code=200|500 node? service"],
  ["sum by (code, zone) (unknown)", "code? zone?"],
  ["sum without (pod) (unknown)", "name- pod- …"],
  ["sum by (__name__) (limit)", "name"],
  ["topk by (service) (1, requests_total)", `${REQUESTS} name node? pod service`],
  ['count_values by (service) ("size", limit)', "service size"],
  ['count_values("size", limit)', "size"],
  // Operators
  ["limit * 2", "service"],
  ["2 < limit", "name service"],
  ["limit > bool 2", "service"],
  ["1 + 1", ""],
  ["limit / on (service) limit", "service"],
  ["limit > on (service) limit", "service"],
  ["limit > limit", "name service"],
  ['requests_total{code="500"} / ignoring (code) requests_total', "method=GET|POST node? pod service"],
  ['unknown{zone="a"} / on (zone) unknown', "zone=a"],
  ["unknown / limit", "service"],
  [
    "requests_total * on (service, pod) group_left (phase) pod_info",
    `${REQUESTS} node? phase=Running|Pending pod service`,
  ],
  [
    "requests_total * on (service, pod) group_left (node) sum by (service, pod) (requests_total)",
    `${REQUESTS} pod service`,
  ],
  ["pod_info * on (service, pod) group_right (ip) requests_total", "code=200|500 ip method=GET|POST node? pod service"],
  ["limit or queue_length", "name node? pod? queue? service shard?"],
  ['requests_total{code="500"} or requests_total{code="200"}', "code=500|200 method=GET|POST name node? pod service"],
  ["limit and on (service) queue_length", "name service"],
  ['requests_total and on (node) requests_total{node="a"}', `${REQUESTS} name node=a pod service`],
  ["requests_total unless limit", `${REQUESTS} name node? pod service`],
  // Recording rules
  ["service:requests:rate5m", "code=200|500 name origin=rule service"],
  ["service:share:ratio", "name service"],
  ["one:figure", "figure=limit|queue name queue? service"],
  ["round:about", "name pod- …"],
])("%s", (text, expected) => {
  expect(shown(labelsOf(parsed(text), world))).toBe(expected);
});

const keyOf = (text: string): string | undefined => {
  const { key } = labelsOf(parsed(text), world);
  return key && [...key].sort().join(" ");
};

test.each([
  ["requests_total", "code method node pod service"],
  ['requests_total{code="500"}', "method node pod service"],
  ["pod_info", "pod service"],
  ["duration_seconds_bucket", "le method node pod service"],
  ["unknown", undefined],
  ["sum by (service) (unknown)", "service"],
  ["sum(unknown)", ""],
  ["max by (service, pod, ip) (pod_info)", "pod service"],
  ["max by (pod, ip) (pod_info)", "ip pod"],
  ["sum without (code) (requests_total)", "method node pod service"],
  ["topk by (service) (1, requests_total)", "service"],
  ["topk(1, unknown)", ""],
  ["topk(2, unknown)", undefined],
  ["unknown / on (service) unknown", "service"],
  ["requests_total * on (service, pod) group_left (ip) pod_info", "code method node pod service"],
  ["sum by (service) (unknown) or sum by (pod) (unknown)", "pod service"],
  ['label_replace(pod_info, "pod", "x", "", "")', "__name__ ip node phase pod service"],
])("two series of %s never agree in all of: %s", (text, expected) => {
  expect(keyOf(text)).toBe(expected);
});

test("a node is judged once in each world", () => {
  const node = parsed("sum by (service) (requests_total)");
  expect(labelsOf(node, world)).toBe(labelsOf(node, world));
  expect(labelsOf(node, worldOf([], []))).not.toEqual(labelsOf(node, world));
});

test("a metric whose targets nobody knows may carry more than its contract says", () => {
  const open = worldOf(Object.values(metrics).flatMap(seriesOf), [], new Set(["limit"]));
  expect(shown(labelsOf(parsed("limit"), open))).toBe("name service …");
});

test("what is inferred of series does not depend on what was inferred of them before", () => {
  const texts = [
    'requests_total{code="500"}',
    'requests_total{code=~"500"}',
    'requests_total{code!="500"}',
    'requests_total{code="~500"}',
    'requests_total{code="500",node="a"}',
    'requests_total{node="a",code="500"}',
    'requests_total{node="=a"}',
    'requests_total{node!="a"}',
    "rate(requests_total[5m])",
    "rate(requests_total[5m]) + requests_total",
    "-requests_total",
    'up{job="a"}',
    "limit",
  ];
  // Other objects of the same contracts: nothing is known of their series yet.
  const alone = (text: string) => {
    const definitions = Object.values(metrics).flatMap((metric) => seriesOf({ ...metric }));
    return labelsOf(parsed(text), worldOf(definitions, [], new Set(["limit"])));
  };
  const definitions = Object.values(metrics).flatMap((metric) => seriesOf({ ...metric }));
  const together = worldOf(definitions, [], new Set(["limit"]));
  for (const text of [...texts, ...texts].reverse())
    expect({ text, ...labelsOf(parsed(text), together) }).toEqual({ text, ...alone(text) });
});
