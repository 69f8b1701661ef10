/** Mistakes in what is hidden, in texts, in tests, and in the sign of life. */
import { existingSecret, hours, minutes } from "../../../../lib/model";
import { matches } from "../../../../lib/query";
import { firing, given, webhook } from "../../../../lib/routing";
import { post, reference, withInhibition, withReceivers, withRoutes, withTitle, type Tree } from "./reference";
import type { Seeded } from "./row";

export const hidingRows: readonly Seeded[] = [
  {
    title: "an inhibition without a label in common",
    tree: withInhibition({ source: { alertname: "NodeDown" }, target: { severity: "critical" } }),
    check: "routing/inhibition-hides-page",
    at: ".inhibitRules[1].equal",
    words: ["names no label", "wherever it is"],
  },
  {
    title: "an inhibition by a label that both lack",
    tree: withInhibition({
      source: { severity: "warning" },
      target: { severity: "critical" },
      equal: ["cluster", "node"],
    }),
    check: "routing/inhibition-hides-page",
    at: ".inhibitRules[1].equal",
    words: ["wherever it is: both lack node", 'node: matches(".+")'],
  },
  {
    title: "an inhibition by an alert that has another name",
    tree: withInhibition({ source: { alertname: "NodeIsDown" }, target: { severity: "critical" }, equal: ["node"] }),
    check: "routing/inhibition-never",
    at: ".inhibitRules[1]",
    words: ["no alert of this environment matches its source"],
  },
  {
    title: "an inhibition by a label that is misspelt",
    tree: withInhibition({
      source: { severity: "critical" },
      target: { severity: "info" },
      equal: ["namespace", "servise"],
    }),
    check: "routing/unknown-label",
    at: ".inhibitRules[1].equal[1]",
    words: ["all of them agree in it", 'did you mean "service"?'],
  },
  {
    title: "an inhibition with both sides the same",
    tree: withInhibition({ source: { severity: "critical" }, target: { severity: "critical" }, equal: ["namespace"] }),
    check: "routing/inhibition-never",
    at: ".inhibitRules[1]",
    words: ["alerts that match both of its sides do not hide each other"],
  },
  {
    title: "a title that is not closed",
    tree: withTitle("{{ .CommonLabels.alertname"),
    check: "routing/template",
    at: ".receivers.platform.channels[0].title",
    words: ["{{ is never closed with }}"],
  },
  {
    title: "a field that a notification does not have",
    tree: withTitle("{{ .CommonLabel.alertname }}"),
    check: "routing/template",
    at: ".receivers.platform.channels[0].title",
    words: ['did you mean "CommonLabels"?'],
  },
  {
    title: "a function that does not exist",
    tree: withTitle("{{ .Status | upper }}"),
    check: "routing/template",
    at: ".receivers.platform.channels[0].title",
    words: ['did you mean "toUpper"?'],
  },
  {
    title: "a template that nobody defines",
    tree: withTitle('{{ template "company.title" . }}'),
    check: "routing/template",
    at: ".receivers.platform.channels[0].title",
    words: ["no template is called company.title"],
  },
  {
    title: "a file with a field that does not exist",
    tree: {
      ...reference,
      templates: { "company.tmpl": '{{ define "company.title" }}{{ .Alerts.Fired | len }}{{ end }}' },
    },
    check: "routing/template",
    at: '.templates["company.tmpl"]',
    words: ["has no .Fired"],
  },
  {
    title: "a test that expects somebody else",
    tree: {
      ...reference,
      tests: [
        given("a database dies", firing("PostgresDown", { service: "postgres" }))
          .at("2027-01-04T03:00:00+01:00")
          .expect({ PostgresDown: { receivers: ["platform-oncall"] } }),
      ],
    },
    check: "routing/test-failed",
    at: ".tests[0]",
    words: ["PostgresDown reaches dba-oncall instead of platform-oncall"],
  },
];

const without = (name: string): Tree["receivers"] =>
  Object.fromEntries(Object.entries(reference.receivers).filter(([each]) => each !== name));

export const lifeRows: readonly Seeded[] = [
  {
    title: "no heartbeat behind the sign of life",
    tree: withReceivers({ heartbeat: [] }),
    check: "routing/dead-mans-switch",
    at: ".route.routes[0]",
    words: ["Watchdog ends in nothing"],
  },
  {
    title: "a heartbeat that is a webhook like any other",
    tree: withReceivers({ heartbeat: [webhook({ url: existingSecret("heartbeat") })] }),
    check: "routing/dead-mans-switch",
    at: ".route.routes[0]",
    words: ["leads to no machine that would notice", "heartbeat: true"],
  },
  {
    title: "no route for the sign of life",
    tree: { ...withRoutes({ watchdog: undefined }), receivers: without("heartbeat") },
    check: "routing/dead-mans-switch",
    at: ".route",
    words: ["Watchdog is told to people: platform has slack"],
  },
  {
    title: "people who read the sign of life",
    tree: withReceivers({
      heartbeat: [webhook({ url: existingSecret("heartbeat"), heartbeat: true, sendResolved: false }), post("#alive")],
    }),
    check: "routing/dead-mans-switch",
    at: ".route.routes[0]",
    words: ["told to people: heartbeat has slack"],
  },
  {
    title: "a sign of life twice a day",
    tree: withRoutes({ watchdog: { repeatInterval: hours(12) } }),
    check: "routing/dead-mans-switch",
    at: ".route.routes[0].repeatInterval",
    words: ["is told every 12h1m only", "minutes(1)"],
  },
  {
    title: "a sign of life that is repeated as often as it is looked for",
    tree: withRoutes({ watchdog: { groupInterval: minutes(5), repeatInterval: minutes(5) } }),
    check: "routing/dead-mans-switch",
    at: ".route.routes[0].repeatInterval",
    words: ["is told every 10m only"],
  },
  {
    title: "a sign of life that sleeps at night",
    tree: withRoutes({ watchdog: { activeTimeIntervals: ["office"] } }),
    check: "routing/dead-mans-switch",
    at: ".route.routes[0].activeTimeIntervals",
    words: ["silences Watchdog at times"],
  },
  {
    title: "an inhibition of all that has no service",
    tree: withInhibition({
      source: { severity: "critical" },
      target: { service: "", severity: matches("none|info") },
      equal: ["cluster"],
    }),
    check: "routing/dead-mans-switch",
    at: ".inhibitRules[1]",
    words: ["keeps Watchdog from being told"],
  },
];
