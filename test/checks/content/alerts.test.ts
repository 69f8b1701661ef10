/** What the examples of the checks of alerts do not show: the edges. */
import { checks } from "../../../lib/checks";
import { exampleAlert, modelWith, modelWithAlert, shop, type ExampleAlert } from "../../../lib/checks/content/example";
import { pack, seconds, minutes, type Model } from "../../../lib/model";

const found = (id: string, model: Model): readonly string[] =>
  [...(checks.find((check) => check.id === id)?.find(model) ?? [])].map(({ problem, mend }) => `${problem} -> ${mend}`);

const alerting = (given: Partial<ExampleAlert>): Model => modelWithAlert({ expr: "shop_queue_length > 100", ...given });

describe("names", () => {
  test.each([
    "HttpHighErrorRatio",
    "PodOOMKilled",
    "NodeDown",
    "KubeAPIServerDown",
    "Http2StreamsReset",
    "AlertmanagerPeerMissing",
  ])("%s is one", (name) => expect(found("alert/name", alerting({ name }))).toEqual([]));
  test.each([
    ["httpHighErrorRatio", "not CamelCase"],
    ["Http High Error Ratio", "not CamelCase"],
    ["Http_HighErrorRatio", "not CamelCase"],
    ["HighErrorRatio", 'begins with "high"'],
    ["TooManyErrors", 'begins with "too"'],
    ["Loki", "names a component and not what ails it"],
    ["ShopOrdersOfCustomersInAllCountriesWaitLongerThanCustomersDo", "characters long"],
  ])("%s is none", (name, words) =>
    expect(found("alert/name", alerting({ name }))).toEqual([expect.stringContaining(words)]),
  );
  test("60 characters in kebab-case fit, 61 do not", () => {
    expect(found("alert/name", alerting({ name: `ShopQueueA${"b".repeat(48)}` }))).toEqual([]);
    expect(found("alert/name", alerting({ name: `ShopQueueA${"b".repeat(49)}` }))).toHaveLength(1);
  });
  test("the one alert that is for machines may be one word", () =>
    expect(found("alert/name", alerting({ name: "Watchdog", severity: "none" }))).toEqual([]));
});

describe("the wait", () => {
  test.each([
    [seconds(20), "lasts 30s"],
    [seconds(31), "lasts 1m"],
    [seconds(100), "lasts 2m"],
  ])("of %j", (wait, words) =>
    expect(found("alert/for-below-interval", alerting({ for: wait }))).toEqual([expect.stringContaining(words)]),
  );
  test("is judged by the interval of the pack, where it has one", () => {
    const evaluated = (interval: ReturnType<typeof seconds>) =>
      modelWith([
        pack("shop", {
          metrics: shop,
          interval,
          alerts: [exampleAlert({ expr: "shop_queue_length > 1", for: minutes(1) })],
        }),
      ]);
    expect(found("alert/for-below-interval", evaluated(minutes(2)))).toEqual([expect.stringContaining("lasts 2m")]);
    expect(found("alert/for-below-interval", evaluated(seconds(15)))).toEqual([]);
  });
});

describe("a summary that never changes", () => {
  test.each([
    ["sum(shop_queue_length) > 100"],
    ["absent(shop_queue_length)"],
    ['absent(shop_queue_length{service="shop"})'],
    ["vector(1)"],
    ['max by (job) (up{job="shop"}) == 0'],
    ["count(shop_queue_length > 5) > 3"],
    ["scalar(sum(shop_queue_length)) > bool 100 or vector(0)"],
  ])("is fine for one series: %s", (expr) =>
    expect(found("alert/constant-summary", alerting({ expr, summary: "Orders wait" }))).toEqual([]),
  );
  test.each([
    ["shop_queue_length > 100", "{{ $labels.service }}"],
    ["sum by (queue) (shop_queue_length) > 100", "{{ $labels.queue }}"],
  ])("is not for several: %s", (expr, words) =>
    expect(found("alert/constant-summary", alerting({ expr, summary: "Orders wait" }))).toEqual([
      expect.stringContaining(words),
    ]),
  );
  test.each([
    "{{ $labels.service }} waits",
    "{{ $value }} orders wait",
    '{{ printf "%.0f" $value }} orders wait',
    "{{ .Labels.service }} waits",
    '{{ with query "up" }}{{ . | first | value }}{{ end }} are up',
  ])("is not this one: %s", (summary) => expect(found("alert/constant-summary", alerting({ summary }))).toEqual([]));
});

describe("the team", () => {
  test("that each series names for itself is not judged", () =>
    expect(found("alert/team", alerting({ team: "{{ $labels.team }}" }))).toEqual([]));
  test("is not judged where nobody knows the teams, but must be there", () => {
    const nobody = (model: Model): Model => ({ ...model, routings: [] });
    expect(found("alert/team", nobody(alerting({ team: "anybody" })))).toEqual([]);
    expect(found("alert/team", nobody(alerting({ team: "" })))).toEqual(["is missing -> write the team that owns it"]);
  });
});

test("every link must be one", () => {
  const linked = (runbook_url: string) =>
    found("alert/annotations-missing", alerting({ annotations: { runbook_url } }));
  expect(linked("https://wiki.example/shop")).toEqual([]);
  expect(linked("${TfToken[TOKEN.7]}/d/runbook-shop")).toEqual([]);
  expect(linked("wiki.example/shop")).toEqual([expect.stringContaining("no browser opens")]);
});

test("words are counted, not signs", () => {
  const runbook = (meaning: string) => {
    const steps = ["See which queue grows.", "Read the log of the shop."];
    return alerting({
      runbook: { meaning, impact: "Customers wait for their orders.", diagnosis: steps, mitigation: steps },
    });
  };
  expect(found("alert/runbook-empty", runbook("One two three four five six seven eight."))).toEqual([]);
  expect(found("alert/runbook-empty", runbook("One two three four five six seven - - -"))).toEqual([
    expect.stringContaining("has 7 words"),
  ]);
});
