/** The test kit of teams on labels that have too many values. */
import { MetricsCollector } from "../../../instrumentation/src/metrics";
import { problemsOf } from "./problems-of";

describe("ids in labels", () => {
  const withPlan = (plan: string): MetricsCollector => {
    const metrics = new MetricsCollector({ defaultMetrics: false });
    metrics.recordUserRegistration("web", plan);
    return metrics;
  };
  const options = { subjects: ["http", "business", "queue", "worker", "cache", "instrumentation"] } as const;

  test.each([
    "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    "ada@example.org",
    "0af7651916cd43dd8448eb211c80319c",
    "user:0af7651916cd43dd",
  ])("%s is one", async (plan) => {
    expect(await problemsOf(withPlan(plan), options)).toEqual([
      `user_registrations_total has ids in plan: ${plan}: leave out what names a single thing`,
    ]);
  });

  test.each(["free", "pro-2024", "v1.2.3", "12345", "defaced-facade-decade", "@home"])("%s is none", async (plan) => {
    expect(await problemsOf(withPlan(plan), options)).toEqual([]);
  });
});

test("many combinations are told with the label that makes them", async () => {
  const metrics = new MetricsCollector({ defaultMetrics: false });
  for (let plan = 0; plan < 101; plan += 1) metrics.recordUserRegistration(plan % 2 ? "web" : "app", `plan-${plan}`);
  const subjects = ["http", "business", "queue", "worker", "cache", "instrumentation"] as const;
  expect(await problemsOf(metrics, { subjects })).toEqual([
    "user_registrations_total has 101 combinations of labels, 101 values of plan alone: plan-0, plan-1, plan-2 and 98 more: " +
      "give that label few values, known beforehand, or raise `seriesLimit`",
  ]);
  expect(await problemsOf(metrics, { subjects, seriesLimit: 101 })).toEqual([]);
});
