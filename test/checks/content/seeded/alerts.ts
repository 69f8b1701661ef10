/** Mistakes in what an alert tells people, whom it tells, and what its tests prove. */
import {
  alert,
  minutes,
  promqlText,
  seconds,
  type AlertSeverity,
  type AlertTest,
  type MonitoringPack,
  type OnMissingData,
  type Runbook,
} from "../../../../lib/model";
import { fires, series, silent } from "../../../../lib/testing";
import { exampleAlert, shop } from "../../../../lib/checks/content/example";
import { alertRow, recording, recordRow, shopPack, type Seeded } from "./row";

const LONG = "shop_queue_length > 100";

const RUNBOOK: Runbook = {
  meaning: "More orders wait in a queue than the alert allows.",
  impact: "Customers wait for what they have paid.",
  diagnosis: ["See which queue grows, and since when.", "Read the log of the shop for errors."],
  mitigation: ["Start more workers until the queue is short again."],
};

export const textRows: readonly Seeded[] = [
  alertRow(
    "a template is not closed",
    { expr: LONG, summary: "Orders of {{ $labels.service wait" },
    "alert/template-syntax",
    ".annotations.summary",
    "{{ is never closed with }}",
  ),
  alertRow(
    "a function that templates do not have",
    { expr: LONG, description: "{{ $value | humanise }} wait" },
    "alert/template-syntax",
    ".annotations.description",
    "there is no function humanise",
  ),
  alertRow(
    "a variable that templates do not have",
    { expr: LONG, summary: "{{ $label.service }} waits" },
    "alert/template-syntax",
    ".annotations.summary",
    "there is no variable $label",
  ),
  alertRow(
    "the summary names a label that was aggregated away",
    { expr: "sum by (service) (shop_queue_length) > 100", summary: "{{ $labels.queue }} is long" },
    "alert/label-not-in-result",
    ".annotations.summary",
    "keep it: sum by (service, queue) (…)",
  ),
  alertRow(
    "a label with a value that changes",
    { expr: LONG, labels: { length: "{{ $value }}" } },
    "alert/value-in-label",
    ".labels.length",
    "print the value in the summary",
  ),
  alertRow(
    "a ratio that is printed as it is",
    { expr: "shop_free_bytes < 100000000", description: "{{ $value }} are left." },
    "alert/value-without-unit",
    ".annotations.description",
    "write {{ $value | humanize }}",
  ),
  alertRow(
    "no summary",
    { expr: LONG, summary: "" },
    "alert/annotations-missing",
    ".annotations.summary",
    "say in one line what is wrong with what",
  ),
  alertRow(
    "no description",
    { expr: LONG, description: "  " },
    "alert/annotations-missing",
    ".annotations.description",
    "say what was seen, with figures",
  ),
  alertRow(
    "no runbook",
    { expr: LONG, annotations: { runbook_url: "" } },
    "alert/annotations-missing",
    ".annotations.runbook_url",
    "leave it to the platform",
  ),
  alertRow(
    "a dashboard that is no address",
    { expr: LONG, annotations: { dashboard_url: "d/shop" } },
    "alert/annotations-missing",
    ".annotations.dashboard_url",
    "write an address with http:// or https://",
  ),
  alertRow(
    "a summary that is the same for all queues",
    { expr: LONG, summary: "A queue is long" },
    "alert/constant-summary",
    ".annotations.summary",
    "say which one: {{ $labels.service }}",
  ),
];

export const ownerRows: readonly Seeded[] = [
  alertRow(
    "a name that does not say what it is about",
    { expr: LONG, name: "HighQueueLength" },
    "alert/name",
    ".name",
    "put the component first",
  ),
  alertRow(
    "a name that is not CamelCase",
    { expr: LONG, name: "shop_queue_long" },
    "alert/name",
    ".name",
    "write it like HttpHighErrorRatio",
  ),
  alertRow(
    "a name that is too long for a phone",
    { expr: LONG, name: "ShopQueueOfOrdersThatWaitForPaymentByAllCustomersIsMuchTooLong" },
    "alert/name",
    ".name",
    "shorten it to 60 characters",
  ),
  alertRow(
    "a severity of another company",
    { expr: LONG, severity: "page" as AlertSeverity },
    "alert/severity",
    ".severity",
    "write critical (act now)",
  ),
  alertRow(
    "no severity, but for people",
    { expr: LONG, severity: "none" },
    "alert/severity",
    ".severity",
    "which is for the Watchdog only",
  ),
  alertRow(
    "a team that does not exist",
    { expr: LONG, team: "plattform" },
    "alert/team",
    ".team",
    'did you mean "platform"?',
  ),
  alertRow("no team", { expr: LONG, team: "" }, "alert/team", ".team", "is missing -> write"),
  alertRow(
    "a wait shorter than an evaluation",
    { expr: LONG, for: seconds(7) },
    "alert/for-below-interval",
    ".for",
    "is 7s and lasts",
  ),
  alertRow(
    "a runbook without a way out",
    { expr: LONG, runbook: { ...RUNBOOK, mitigation: [] } },
    "alert/runbook-empty",
    ".runbook.mitigation",
    "write the steps that end the harm",
  ),
  alertRow(
    "a runbook that repeats the name",
    { expr: LONG, runbook: { ...RUNBOOK, meaning: "The queue is long." } },
    "alert/runbook-empty",
    ".runbook.meaning",
    "say what was seen and how the alert computes it",
  ),
  {
    title: "two runbooks for one name",
    packs: [
      shopPack({ alerts: [exampleAlert({ expr: LONG, labels: { part: "shop" } })] }),
      shopPack(
        { alerts: [exampleAlert({ expr: "shop_queue_length > 50", labels: { part: "post" }, runbook: RUNBOOK })] },
        "post",
      ),
    ],
    check: "alert/two-runbooks",
    at: "packs.post.alerts.ShopQueueLong.runbook",
    words: "give the alerts different names, or one runbook",
  },
];

const tested = (tests: readonly AlertTest[], onMissingData: OnMissingData = "silent") =>
  shopPack({
    alerts: [
      alert("ShopQueueLong", {
        expr: promqlText(LONG),
        for: minutes(5),
        severity: "warning",
        onMissingData,
        summary: "Orders of {{ $labels.service }} wait",
        description: "{{ $value | humanize }} orders wait.",
        runbook: RUNBOOK,
        tests,
      }),
    ],
  });
const waiting = (orders: number) => [
  series(shop.queueLength, { service: "cart", queue: "post" }).constant(orders, minutes(20)),
];
const above = (texts: object) =>
  fires("above", {
    given: waiting(120),
    after: minutes(10),
    expect: [{ labels: { service: "cart", queue: "post" }, ...texts }],
  });
const ABOVE = above({ summary: "Orders of cart wait", description: "120 orders wait." });
const BELOW = silent("below", { given: waiting(95), for: minutes(20) });

const testRow = (title: string, untested: MonitoringPack, check: string, words: string): Seeded => ({
  title,
  packs: [untested],
  check,
  at: "packs.shop.alerts.ShopQueueLong.tests",
  words,
});

export const testRows: readonly Seeded[] = [
  testRow("an alert that nobody has seen fire", tested([BELOW]), "alert/untested", "add fires("),
  testRow("an alert that nobody has seen silent", tested([ABOVE]), "alert/no-silent-test", "add silent("),
  testRow(
    "what happens without data is claimed, not shown",
    tested([ABOVE, BELOW], "fires"),
    "alert/missing-data-untested",
    'or say onMissingData: "silent"',
  ),
  testRow(
    "a rendered text that nobody has looked at",
    tested([above({ summary: "Orders of cart wait" }), BELOW]),
    "alert/expected-text-missing",
    "add the description as rendered",
  ),
  recordRow(
    "a recording without a test",
    recording(undefined, undefined, { tests: [] }),
    "rule/untested",
    ".tests",
    "add records(",
  ),
];
