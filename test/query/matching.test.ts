/** What is certain about two sides that have to find each other. */
import { seriesOf } from "../../lib/model";
import { matchingOf, parsePromql, worldOf, type MatchingVerdict } from "../../lib/query";
import { metrics } from "./random-series";

const world = worldOf(Object.values(metrics).flatMap(seriesOf), []);

const verdict = (text: string): MatchingVerdict => {
  const { node } = parsePromql(text);
  if (node?.kind !== "binary") throw new Error(`${text} is no operation`);
  return matchingOf(node, world);
};

const CLEAN = { never: undefined, many: undefined, missing: [] };

test.each([
  "limit / limit",
  "requests_total / on (service) group_left () limit",
  "limit / on (service) group_right () requests_total",
  'requests_total{code="500"} / ignoring (code) requests_total{code="200"}',
  "sum by (service, code) (requests_total) / on (service) group_left () sum by (service) (requests_total)",
  "requests_total * on (service, pod) group_left (ip) pod_info",
  "requests_total and on (pod) errors_total",
  "topk by (service) (1, requests_total) / on (service) limit",
  "unknown / other_unknown",
  "unknown / on (pod) group_left (node) other_unknown",
  "limit / unknown",
  "limit * 2",
])("nothing is certain of %s", (text) => {
  expect(verdict(text)).toEqual(CLEAN);
});

test.each([
  ["requests_total / limit", ["pod", "code", "method"], "left"],
  ["limit / sum(limit)", ["service"], "left"],
  ["vector(1) / limit", ["service"], "right"],
  ["limit / on (service, pod) requests_total", ["pod"], "right"],
  ['sum by (service) (unknown) / sum by (pod) (unknown{pod="a"})', ["pod"], "right"],
  ['unknown{a="1"} and sum without (a) (unknown)', ["a"], "left"],
])("%s never matches: one side only has %s", (text, labels, side) => {
  expect(verdict(text).never).toEqual({ labels, because: { kind: "one side only", side } });
});

test.each([
  ['requests_total{code="500"} / requests_total{code="200"}', "code", ["500"], ["200"]],
  ['errors_total{code="503"} and on (code) requests_total', "code", ["503"], ["200", "500"]],
  ['unknown{a=~"x|y"} / on (a) unknown{a="z"}', "a", ["x", "y"], ["z"]],
])("%s never matches: the values differ", (text, label, left, right) => {
  expect(verdict(text).never).toEqual({ labels: [label], because: { kind: "values", left, right } });
});

test("what has no value at all is empty by itself, not for lack of a partner", () => {
  expect(verdict('unknown{a="x", a="y"} / unknown{a="z"}').never).toBeUndefined();
});

test.each([
  ["limit * on (service) requests_total", "right", ["code", "method"], false],
  ["requests_total * on (service) limit", "left", ["code", "method"], false],
  ["requests_total * on (service) group_left () requests_total", "right", ["code", "method"], true],
  ["requests_total * ignoring (code) group_right () requests_total", "left", ["code"], true],
  ['limit * on (service) requests_total{method="GET"}', "right", ["code"], false],
  ["limit * on (service) sum by (service, code) (rate(requests_total[5m]))", "right", ["code"], false],
  ["limit * on (service) pod_info", "right", ["pod"], false],
])("%s is many-to-many on the %s", (text, side, labels, grouped) => {
  expect(verdict(text).many).toEqual({ side, labels, grouped });
});

test.each([
  // A filter may leave one series, whatever the contract says.
  "limit * on (service) (requests_total > 5)",
  "limit * on (service) topk(1, requests_total)",
  'limit * on (service) errors_total{reason=~"t.*", code="500"}',
  // A pod is one target; a node follows from the pod.
  "limit * on (service) latency_seconds_sum",
  "limit * on (service, ip) pod_info",
  "unknown * on (ip) (pod_info * on (pod) group_left (service) sum by (pod, service) (unknown))",
  "unknown * on (ip) (pod_info or pod_info)",
  'limit * on (service) group_left () label_replace(requests_total, "code", "x", "", "")',
])("nobody can be certain that %s is many-to-many", (text) => {
  expect(verdict(text).many).toBeUndefined();
});

test.each([
  ["requests_total * on (service) group_left (pod) limit", ["pod"]],
  ["requests_total * on (pod) group_left (node) sum by (pod) (unknown)", ["node"]],
  ["limit * on (service) group_right (zone) requests_total", ["zone"]],
])("%s takes over a label that is not there", (text, missing) => {
  expect(verdict(text).missing).toEqual(missing);
});
