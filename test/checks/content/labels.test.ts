/** What the examples of the checks of labels and values do not show: the words, the edges, and what must not be found. */
import { labelChecks } from "../../../lib/checks/content/labels";
import { contentOf } from "../../../lib/checks/content/content";
import { exampleAlert, exampleRecording, modelWith, modelWithAlert, shop } from "../../../lib/checks/content/example";
import { contract, gauge, pack, type Model, type RecordingRule } from "../../../lib/model";

const found = (id: string, model: Model): readonly string[] =>
  [...(labelChecks.find((check) => check.id === id)?.find(model) ?? [])].map(
    ({ path, problem, mend }) => `${path.split(".").slice(5).join(".")}: ${problem} -> ${mend}`,
  );

const readable = (model: Model): Model => {
  for (const { text, problems } of contentOf(model).rules) expect([text, problems]).toEqual([text, []]);
  return model;
};

const recorded = (expr: string, more: Partial<RecordingRule> = {}): Model =>
  modelWith([
    pack("shop", {
      metrics: shop,
      recordingRules: [exampleRecording("service:shop:figure", expr, { readBy: "panels", ...more })],
    }),
  ]);

describe("messages say what is wrong and what to write", () => {
  test.each([
    [
      "promql/unknown-label",
      "sum by (servce) (shop_queue_length) > 100",
      'expr: by (servce) names a label that shop_queue_length never has (did you mean "service"?) -> write one of container, endpoint, instance, job, namespace, pod, queue, service',
    ],
    [
      "promql/unknown-label",
      'shop_queue_length{cluster="a"} > 100',
      'expr: cluster="a" names a label that shop_queue_length{cluster="a"} never has -> leave cluster out: Prometheus adds it to what it sends, not to what it queries',
    ],
    [
      "promql/impossible-value",
      'shop_orders_total{outcome="refuse"} > 100',
      'expr: outcome="refuse" in shop_orders_total{outcome="refuse"} finds nothing (did you mean "refused"?) -> outcome is "accepted" or "refused": write what is meant',
    ],
    [
      "promql/dropped-label",
      "max by (pod) (sum without (pod, instance) (shop_queue_length)) > 100",
      "expr: by (pod) needs pod, which sum without (pod, instance) (shop_queue_length) drops -> take pod out of without (…)",
    ],
    [
      "promql/never-matches",
      "shop_queue_length > vector(100)",
      "expr: shop_queue_length > vector(100) is always empty: only the left side has namespace, pod, container, service, endpoint, job, instance and queue, on each of its series -> compare with a number, or write on () group_left () to take the one value for all series",
    ],
    [
      "promql/never-matches",
      "shop_queue_length > 100 unless sum(shop_free_bytes) > 5",
      "expr: shop_queue_length > 100 unless sum(shop_free_bytes) > 5 takes nothing away: only the left side has namespace, pod, container, service, endpoint, job, instance and queue, on each of its series -> write on () to ask whether there is anything at all",
    ],
    [
      "promql/many-to-many",
      "shop_free_bytes > on (service, pod) shop_queue_length",
      "expr: in shop_free_bytes > on (service, pod) shop_queue_length the right side has several series that differ in queue only, which the matching does not compare -> compare queue in on (…), or aggregate the right side over queue, or write group_right (…)",
    ],
    [
      "alert/label-not-in-result",
      "sum by (namespace) (shop_queue_length) > 100",
      "annotations.summary: $labels.service prints nothing: sum by (namespace) (shop_queue_length) drops service -> keep it: sum by (namespace, service) (…)",
    ],
    [
      "promql/impossible",
      "count(shop_queue_length) < 1",
      "expr: count(shop_queue_length) < 1 is never true: count(shop_queue_length) is never below 1 -> count of nothing is nothing, not 0: ask absent(…), or write (count(…) or vector(0))",
    ],
  ])("%s: %s", (id, expr, message) => {
    expect(found(id, readable(modelWithAlert({ expr })))).toEqual([message]);
  });

  test("a label that another rule dropped is told with the name of that rule", () => {
    const model = modelWith([
      pack("shop", {
        metrics: shop,
        recordingRules: [exampleRecording("namespace:shop_queue_length:sum", "sum by (namespace) (shop_queue_length)")],
        alerts: [exampleAlert({ expr: "namespace:shop_queue_length:sum > 100" })],
      }),
    ]);
    expect(found("alert/label-not-in-result", model)).toEqual([
      "annotations.summary: $labels.service prints nothing: namespace:shop_queue_length:sum, computed by sum by (namespace) (shop_queue_length), drops service -> keep it in namespace:shop_queue_length:sum: sum by (namespace, service) (…)",
    ]);
  });

  test("a label of the alert itself is not to be had in its template", () => {
    const model = modelWithAlert({ expr: "shop_queue_length > 100", summary: "{{ $labels.team }}" });
    expect(found("alert/label-not-in-result", model)).toEqual([
      "annotations.summary: $labels.team prints nothing: the result never has team -> write its value itself: a template sees the labels of the series, not those of the alert",
    ]);
  });
});

/** How people write rules about metrics of which nobody here knows anything. */
const EVERYDAY = [
  "up == 0",
  'up{cluster="a", job=~"node|kubelet"} == 0',
  'absent(up{job="a"} == 1)',
  "sum by (job, namespace) (rate(errors_total[5m])) / sum by (job, namespace) (rate(requests_total[5m])) > 0.01",
  'sum by (cluster) (rate(requests_total{code=~"5.."}[5m])) / sum by (cluster) (rate(requests_total[5m])) > 0.01',
  "sum without (instance, pod) (rate(requests_total[5m])) > 1",
  'failures{reason="a"} * on (namespace, pod) group_left (node) pod_info > 0',
  'ready{condition="true"} == 0 and on (node) created < time() - 600',
  "(used / on (namespace, persistentvolumeclaim) capacity) > 0.9 unless on (namespace, persistentvolumeclaim) excluded == 1",
  "max by (instance) (limit) - max by (instance) (used) < 10",
  'label_replace(up, "host", "$1", "instance", "([^:]+):.*") * on (host) group_left (room) room_info == 0',
  'label_replace(vector(1), "source", "self", "", "") and on () absent(pings)',
  "histogram_quantile(0.99, sum by (le, job) (rate(duration_seconds_bucket[5m]))) > 1",
  "changes(restarts[1h]) > 3 and on (instance) last_reload_successful == 0",
  'count by (version) (count_values by (job) ("version", build_number)) > 1',
  "(sum by (tenant) (rate(in_total[1h])) or sum by (tenant) (0 * known_tenants)) < 1",
  "topk by (namespace) (1, used) > on (namespace) group_left () quota",
  'ALERTS{alertname="A", alertstate="firing"} == 1 unless on (cluster) ALERTS{alertname="B"}',
  "avg_over_time((sum by (job) (up) / count by (job) (up))[10m:1m]) < 0.9",
  "predict_linear(free[6h], 4 * 3600) < 0 and free / size < 0.2",
  "sum(rate(a_total[5m])) / sum(rate(b_total[5m])) > 0.5",
  "x > 5 < 10",
  "x - x offset 1d > 100",
  "time() - backup_timestamp_seconds > 86400 or absent(backup_timestamp_seconds)",
];

test.each(EVERYDAY)("nothing is wrong with %s, as far as anybody can know", (expr) => {
  const model = readable(
    modelWith([
      { ...pack("others", { metrics: {}, alerts: [exampleAlert({ expr, summary: "…" })] }), metrics: undefined },
    ]),
  );
  expect(labelChecks.flatMap(({ id }) => found(id, model).map((message) => [id, message]))).toEqual([]);
});

describe("comparisons that are never true", () => {
  test.each([
    "0 == count(shop_queue_length)",
    "sum(up) < 0",
    "avg(up) > 1",
    "max_over_time(up[1h]) == 2",
    "shop_checkout_duration_seconds_count < 0",
    "sum(shop_queue_length > bool 5) < 0",
    "-rate(shop_orders_total[5m]) > 0",
    "(shop_queue_length > 5) < 5",
    "5 < shop_queue_length < 5",
    "shop_queue_length > 5 and shop_queue_length <= 5",
    "clamp_max(vector(3), 2) > 1 and day_of_week() == 7",
    "sum by (service) (up == 0) > 0",
  ])("%s", (expr) => {
    expect(found("promql/impossible", readable(modelWithAlert({ expr })))).toHaveLength(1);
  });

  test.each([
    "count(shop_queue_length) == 1",
    "avg(up) == 0.5",
    "sum(up) > 5",
    "count(up == 0) > 0",
    "sum(up == bool 0) > 0",
    "rate(shop_orders_total[5m]) - rate(shop_orders_total[1h]) < 0",
    "shop_queue_length >= 5 and shop_queue_length <= 5",
    "shop_queue_length > 5 and shop_free_bytes < 5",
    "shop_queue_length > 5 and shop_queue_length offset 1h < 5",
    "delta(shop_queue_length[5m]) < 0",
    "vector(1) == 1",
  ])("but not %s", (expr) => {
    expect(found("promql/impossible", readable(modelWithAlert({ expr })))).toEqual([]);
  });

  test("a share above 1, of a metric and of a rule", () => {
    const disk = contract(
      { targetLabels: ["service"], source: "a test" },
      { full: gauge("disk_full_ratio", { unit: "ratio", help: "…" }) },
    );
    expect(found("promql/impossible", modelWithAlert({ expr: "disk_full_ratio > 90" }, disk))).toHaveLength(1);
    const rule = { ...exampleRecording("service:shop:ratio", "shop_queue_length"), unit: "ratio" as const };
    const model = modelWith([
      pack("shop", {
        metrics: shop,
        recordingRules: [rule],
        alerts: [exampleAlert({ expr: "service:shop:ratio >= 5" })],
      }),
    ]);
    expect(found("promql/impossible", model)).toHaveLength(1);
  });
});

describe("divisions whose result is recorded", () => {
  const ALL = "sum by (service) (rate(shop_orders_total[5m]))";
  test.each([
    `1 / ${ALL}`,
    `1 / (${ALL} + ${ALL})`,
    `1 / (${ALL} >= 0)`,
    `1 / (${ALL} or vector(0))`,
    `1 / scalar(sum(${ALL}))`,
    `1 / avg_over_time(up[5m])`,
    `1 / sum(shop_queue_length > bool 5)`,
    `1 / (${ALL} < 5)`,
    `avg(1 / ${ALL})`,
    `1 / 0`,
  ])("%s can be divided by zero", (expr) => {
    expect(found("promql/division-by-zero", readable(recorded(expr)))).toHaveLength(1);
  });

  test.each([
    `1 / (${ALL} > 0)`,
    `1 / (0 < ${ALL})`,
    `1 / (${ALL} != 0)`,
    `1 / (${ALL} + 1)`,
    `1 / count(shop_queue_length)`,
    `1 / (${ALL} and ${ALL} > 0)`,
    `1 / (${ALL} unless ${ALL} == 0)`,
    `1 / ${ALL} and on (service) (${ALL}) > 0`,
    `1 / shop_free_bytes`,
    `1 / size_of_another_shop`,
    `1 / 100`,
    `(1 / ${ALL}) < 5`,
  ])("%s cannot, as far as anybody knows", (expr) => {
    expect(found("promql/division-by-zero", readable(recorded(expr)))).toEqual([]);
  });
});

test("a rule that divides through another is judged by what that one is computed from", () => {
  const model = modelWith([
    pack("shop", {
      metrics: shop,
      recordingRules: [
        exampleRecording("service:shop_orders:rate5m", "sum by (service) (rate(shop_orders_total[5m]))"),
        exampleRecording(
          "service:shop_share:ratio",
          "sum by (service) (shop_queue_length) / service:shop_orders:rate5m",
        ),
      ],
    }),
  ]);
  expect(found("promql/division-by-zero", model)).toHaveLength(1);
});

describe("labels in the steps of a runbook", () => {
  const step = (command: string): Model =>
    modelWithAlert({
      expr: "sum by (namespace, service) (shop_queue_length) > 100",
      runbook: { meaning: "…", impact: "…", diagnosis: [{ text: "Look.", command }], mitigation: ["Act."] },
    });

  test.each([
    "kubectl -n $namespace get pods -l app=${service}",
    "for pod in $(kubectl -n $namespace get pods -o name); do kubectl logs $pod; done",
    "id=$(date +%s); echo $id",
    "awk '{ print $1 }' | HOME=$HOME sort",
    "echo $team $severity $alertname",
  ])("%s shows what the alert carries", (command) => {
    expect(found("alert/label-not-in-result", step(command))).toEqual([]);
  });

  test("what it does not carry is found at its step", () => {
    expect(found("alert/label-not-in-result", step("kubectl -n $namespace logs $pod"))).toEqual([
      "runbook.diagnosis[0]: $pod prints nothing: sum by (namespace, service) (shop_queue_length) drops pod -> keep it: sum by (namespace, service, pod) (…)",
    ]);
  });
});

test("a label of any characters is looked for as it is written", () =>
  expect(
    found(
      "alert/label-not-in-result",
      modelWithAlert({ expr: "shop_queue_length > 100", summary: '{{ index $labels "shop(" }}{{ $labels.service }}' }),
    ),
  ).toHaveLength(1));
