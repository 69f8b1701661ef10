/** Recordings of one name that their static labels tell apart: a selector reads those that it can find. */
import { checks } from "../../../lib/checks";
import { exampleRecording, modelWithRules } from "../../../lib/checks/content/example";
import { minutes, type RecordingRule } from "../../../lib/model";

const found = (id: string, ...recordingRules: readonly RecordingRule[]): readonly string[] =>
  [...(checks.find((check) => check.id === id)?.find(modelWithRules({ recordingRules })) ?? [])].map(
    ({ path, problem }) => `${path.replace("example.packs.shop.recordingRules.", "")} ${problem}`,
  );

const NAME = "queue:shop_queue_length:sum";
const rule = (
  window: string,
  expr: string,
  more: Partial<Pick<RecordingRule, "interval" | "labels">> = {},
): RecordingRule => exampleRecording(NAME, expr, { readBy: "panels", labels: { window }, ...more });

const hour = rule("1h", "sum by (queue) (sum_over_time(shop_queue_length[1h]))");
const day = rule("1d", `sum_over_time(${NAME}{window="1h"}[1d:1h])`);

describe("one that is computed from another one of its name", () => {
  test.each(["rule/circular", "rule/evaluation-order", "rule/label-conflict", "promql/impossible-value"])(
    "is no finding of %s",
    (id) => expect(found(id, hour, day)).toEqual([]),
  );

  test("is computed from itself where nothing tells them apart", () => {
    const [first] = found("rule/circular", hour, rule("1d", `sum_over_time(${NAME}[1d:1h])`));
    expect(first).toBe(`${NAME}#2 is computed from itself: ${NAME} <- ${NAME}`);
  });

  test("is in a circle with it", () =>
    expect(found("rule/circular", rule("1h", `${NAME}{window="1d"} / 24`), day)).toEqual([
      `${NAME} is computed from itself: ${NAME} <- ${NAME} <- ${NAME}`,
    ]));

  test.each([
    ["not the other", 'window!="1d"'],
    ["by an expression", 'window=~"1h|2h"'],
  ])("is read by a matcher: %s", (_, matcher) =>
    expect(found("rule/circular", hour, rule("1d", `sum_over_time(${NAME}{${matcher}}[1d:1h])`))).toEqual([]),
  );

  test("is written after it", () =>
    expect(found("rule/evaluation-order", day, hour)).toEqual([
      `${NAME} reads ${NAME}, which its group records after it`,
    ]));

  test("has an interval of its own", () =>
    expect(
      found(
        "rule/evaluation-order",
        hour,
        rule("1d", `sum_over_time(${NAME}{window="1h"}[1d:1h])`, { interval: minutes(5) }),
      ),
    ).toEqual([]));
});

test("a matcher that no rule satisfies is told with the values that rules write", () =>
  expect(found("promql/impossible-value", hour, rule("1d", `sum_over_time(${NAME}{window="2h"}[1d:1h])`))).toEqual([
    expect.stringContaining('window="2h"'),
  ]));

describe("a static label", () => {
  const labels = { window: "1h" };
  test("may say what a matcher has asked for", () =>
    expect(
      found(
        "rule/label-conflict",
        rule("", 'sum by (queue) (shop_queue_length{queue="express"})', { labels: { queue: "express" } }),
      ),
    ).toEqual([]));

  test.each([
    ["another value than was asked for", 'sum by (queue) (shop_queue_length{queue="usual"})'],
    ["one of several values", 'sum by (queue) (shop_queue_length{queue=~"express|usual"})'],
    ["one of any values", "sum by (queue) (shop_queue_length)"],
  ])("writes over %s", (_, expr) =>
    expect(found("rule/label-conflict", rule("", expr, { labels: { queue: "express" } }))).toHaveLength(1),
  );

  test("does not make one of what several rules have written", () =>
    expect(found("rule/label-conflict", hour, day, rule("", `max_over_time(${NAME}[1h])`, { labels }))).toHaveLength(
      1,
    ));
});
