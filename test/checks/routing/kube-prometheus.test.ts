/** Trees as kube-prometheus has them, beside alerts that are not its own: little is said of them, and nothing that stops the synthesis. */
import { EXAMPLE_DAY, runChecks } from "../../../lib/checks";
import { hours, minutes, seconds, existingSecret } from "../../../lib/model";
import { shippedPacks } from "../../../lib/packs";
import { matches } from "../../../lib/query";
import { pagerduty, webhook } from "../../../lib/routing";
import { post, production, type Routes, type Tree } from "./seeded/reference";

const WATCHDOG: Routes[number] = {
  matchers: { alertname: "Watchdog" },
  receiver: "Watchdog",
  groupInterval: minutes(1),
  repeatInterval: minutes(1),
};

const tree = (...routes: Routes): Tree => ({
  teams: { platform: {} },
  route: {
    receiver: "Default",
    groupBy: ["namespace"],
    groupWait: seconds(30),
    groupInterval: minutes(5),
    repeatInterval: hours(12),
    routes,
  },
  receivers: {
    Default: [post("#alerts")],
    Watchdog: [webhook({ url: existingSecret("heartbeat"), heartbeat: true, sendResolved: false })],
    Critical: [pagerduty({ routingKey: existingSecret("pagerduty") })],
    null: [],
  },
  inhibitRules: [
    {
      source: { severity: "critical" },
      target: { severity: matches("warning|info") },
      equal: ["namespace", "alertname"],
    },
    { source: { severity: "warning" }, target: { severity: "info" }, equal: ["namespace", "alertname"] },
    { source: { alertname: "InfoInhibitor" }, target: { severity: "info" }, equal: ["namespace"] },
    { source: {}, target: { alertname: "InfoInhibitor" } },
  ],
});

const CRITICAL = { matchers: { severity: "critical" }, receiver: "Critical" };

test.each<[string, Tree, readonly string[]]>([
  [
    "as it comes",
    tree(WATCHDOG, { matchers: { alertname: "InfoInhibitor" }, receiver: "null" }, CRITICAL),
    ["routing/only-default"],
  ],
  [
    "with both of its names in one expression behind the heartbeat",
    tree(WATCHDOG, CRITICAL, { matchers: { alertname: matches("InfoInhibitor|Watchdog") }, receiver: "null" }),
    ["routing/only-default"],
  ],
  [
    "with a route for labels of rules that are not here",
    tree(
      WATCHDOG,
      { matchers: { alertname: "InfoInhibitor" }, receiver: "null" },
      { matchers: { tier: "gold" }, receiver: "Critical" },
      CRITICAL,
    ),
    ["routing/only-default", "routing/absent-label"],
  ],
])("%s", (_, kubePrometheus, expected) => {
  const found = runChecks([production(kubePrometheus, {}, shippedPacks())], EXAMPLE_DAY);
  expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(found.map(({ check }) => check)).toEqual(expected);
  expect(found.length).toBeLessThanOrEqual(2);
});
