/** A pack as an environment runs it: names become links, owners are filled in, overrides reach expression and tests alike. */
import {
  alert,
  deployed,
  grafanaLinks,
  kebabCase,
  runbookPage,
  minutes,
  overrideFindings,
  pack,
  promqlText,
  record,
  ruleGroups,
  runbookMarkdown,
  scrape,
  seconds,
  type AlertOverrides,
} from "../../lib/model";
import { promql } from "../../lib/query";
import { fires, series } from "../../lib/testing";

const runbook = {
  meaning: "Too few targets answer.",
  impact: "Nobody sees what they do.",
  diagnosis: [
    { text: "List them.", query: promql`${scrape.up} == 0` },
    { text: "Look at the pods.", command: "kubectl --namespace $namespace get pods" },
  ],
  mitigation: ["Start them."],
};

const down = alert("DemoTargetsDown", {
  parameters: { targets: 3 },
  expr: ({ targets }) => promql`sum by (job) (${scrape.up}) < ${targets}`,
  for: minutes(5),
  severity: "warning",
  onMissingData: "silent",
  summary: "{{ $labels.job }} has {{ $value }} targets",
  description: ({ targets }) => `At least ${targets} are expected.`,
  runbook,
  tests: ({ targets, for: pending }) => [
    fires("one is missing", {
      given: [series(scrape.up, { job: "a" }).constant(targets - 1, minutes(30))],
      after: pending,
      expect: [{ labels: { job: "a" }, summary: `a has ${targets - 1} targets` }],
    }),
  ],
});

const demo = pack("demo", {
  metrics: {},
  recordingRules: [
    record("job:up:sum", { help: "Targets that answer.", expr: promql`sum by (job) (${scrape.up})`, tests: [] }),
    record("job:up:slow", {
      help: "The same, seldom.",
      expr: promqlText("sum by (job) (up)"),
      interval: minutes(2),
      labels: { slow: "yes" },
      tests: [],
    }),
  ],
  alerts: [down],
});

const deploy = (overrides: AlertOverrides = {}) =>
  deployed(demo, { team: "platform", overrides, ...grafanaLinks("https://grafana.example/") });

test("every alert says who owns it and links to its runbook and dashboard", () => {
  const [only] = deploy().alerts;
  expect(only?.labels).toEqual({ severity: "warning", team: "platform" });
  expect(only?.annotations).toEqual({
    summary: "{{ $labels.job }} has {{ $value }} targets",
    description: "At least 3 are expected.",
    runbook_url: "https://grafana.example/d/runbook-demo-targets-down",
    dashboard_url: "https://grafana.example/d/home",
  });
});

test("links of an alert about one service open on that service; a wiki has no variables", () => {
  const own = { ...demo, alerts: [{ ...down, labels: { namespace: "shop", service: "a&b" } }] };
  const linksOf = (runbookBase: string) =>
    deployed(own, { team: "platform", ...grafanaLinks("https://grafana.example/"), runbookBase }).alerts[0]
      ?.annotations;
  expect(linksOf("https://grafana.example/d/runbook-")).toMatchObject({
    runbook_url: "https://grafana.example/d/runbook-demo-targets-down?var-namespace=shop&var-service=a%26b",
    dashboard_url: "https://grafana.example/d/home?var-namespace=shop&var-service=a%26b",
  });
  expect(linksOf("https://wiki.example/")).toMatchObject({ runbook_url: "https://wiki.example/demo-targets-down" });
});

test("a parameter that is set anew reaches expression, text and tests", () => {
  const [only] = deploy({ DemoTargetsDown: { parameters: { targets: 7 }, for: minutes(1) } }).alerts;
  expect(only?.expr).toEqual(promqlText("sum by (job) (up) < 7"));
  expect(only?.description).toBe("At least 7 are expected.");
  expect(only?.for).toEqual(minutes(1));
  expect(only?.tests[0]).toMatchObject({ at: minutes(1), given: [{ series: 'up{job="a"}', values: "6x59" }] });
  expect(only?.tests[0]).toMatchObject({ expect: [{ summary: "a has 6 targets" }] });
});

test("severity, owner, texts and links can be set anew as well", () => {
  const [only] = deploy({
    DemoTargetsDown: {
      severity: "critical",
      team: "dba",
      dashboard: "demo",
      annotations: { summary: "Look!", runbook_url: "https://wiki.example/x" },
    },
  }).alerts;
  expect(only?.labels).toEqual({ severity: "critical", team: "dba" });
  expect(only?.annotations).toMatchObject({
    summary: "Look!",
    runbook_url: "https://wiki.example/x",
    dashboard_url: "https://grafana.example/d/demo",
  });
});

test("overrides add up, the later one on top", () => {
  const twice = down.with({ parameters: { targets: 4 }, for: seconds(30) }).with({ severity: "info" });
  expect([twice.parameters, twice.for, twice.severity]).toEqual([{ targets: 4 }, seconds(30), "info"]);
});

test("recordings come before the alerts that read them; those with an interval of their own are a group of their own", () => {
  expect(ruleGroups(deploy())).toEqual([
    {
      name: "demo-every-2m",
      interval: "2m",
      rules: [{ record: "job:up:slow", expr: "sum by (job) (up)", labels: { slow: "yes" } }],
    },
    {
      name: "demo",
      rules: [
        { record: "job:up:sum", expr: "sum by (job) (up)" },
        expect.objectContaining({ alert: "DemoTargetsDown", for: "5m" }),
      ],
    },
  ]);
});

test.each([
  ["HttpHighErrorRatio", "http-high-error-ratio"],
  ["PodOOMKilled", "pod-oom-killed"],
  ["PrometheusTSDBReloadsFailing", "prometheus-tsdb-reloads-failing"],
  ["S3Down", "s3-down"],
  ["Watchdog", "watchdog"],
])("the runbook of %s is %s", (name, uid) => {
  expect(kebabCase(name)).toBe(uid);
});

test("an alert knows where it is written", () => {
  expect(down.place).toMatch(/deployed\.test\.ts:\d+$/);
});

test.each<[AlertOverrides, string, string]>([
  [{ DemoTargetsDown: { parameters: { target: 3 } } }, "alerts.DemoTargetsDown.parameters.target", "targets"],
  [{ DemoTargetsDown: { parameters: { targets: "3" } } }, "alerts.DemoTargetsDown.parameters.targets", "a number"],
  [
    { DemoTargetsDown: { parameters: { targets: Number.NaN } } },
    "alerts.DemoTargetsDown.parameters.targets",
    "a number",
  ],
  [
    { DemoTargetsDown: { parameters: { targets: minutes(1) } } },
    "alerts.DemoTargetsDown.parameters.targets",
    "a number",
  ],
  [{ DemoTargetsDown: { for: minutes(-1) } }, "alerts.DemoTargetsDown.for", "minutes(5)"],
])("%j is refused", (overrides, path, words) => {
  const findings = overrideFindings(demo.alerts, overrides, "alerts");
  expect(findings).toEqual([expect.objectContaining({ path, severity: "error" })]);
  expect(`${findings[0]?.problem} -> ${findings[0]?.mend}`).toContain(words);
});

test("a parameter that is undefined is left as it was", () =>
  expect(down.with({ parameters: { targets: undefined } })).toMatchObject({
    parameters: down.parameters,
    expr: down.expr,
  }));

test("a runbook reads as one page", () => {
  expect(runbookMarkdown(down)).toMatchSnapshot();
});

test("a long name is cut in the address of its runbook, and told apart from what begins alike", () => {
  expect(runbookPage("HttpHighErrorRatio")).toBe("http-high-error-ratio");
  const [first, second] = [
    runbookPage("NotificationServiceAvailabilityBurnsFast"),
    runbookPage("NotificationServiceAvailabilityBurnsSlowly"),
  ];
  expect(first).toMatch(/^notification-service-avai-[0-9a-f]{6}$/);
  expect(first).toHaveLength(32);
  expect(second).not.toBe(first);
});
