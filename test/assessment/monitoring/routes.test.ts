/** Alertmanager's own configuration, judged by the checks of our routes, at the lines of its file. */
import { routesOf } from "../../../lib/assessment/monitoring/routes";
import { projectOf } from "../project-of";

const RULES = `groups:
  - name: shop
    rules:
      - alert: ShopDown
        expr: up{job="shop"} == 0
        labels: { severity: critical }
`;

const CONFIGURATION = `route:
  receiver: default
  group_by: [alertname]
  routes:
    - matchers: [severity =~ "critical|warning"]
      receiver: chat
    - match:
        severity: critical
      receiver: pager
    - matchers: ['team="shop",severity!="info"']
      receiver: nowhere
receivers:
  - name: default
  - name: chat
    slack_configs:
      - channel: "#alerts"
  - name: pager
    pagerduty_configs:
      - routing_key_file: /etc/key
  - name: forgotten
    email_configs:
      - to: ops@acme.example
inhibit_rules:
  - source_matchers: [severity="fatal"]
    target_matchers: [severity="warning"]
    equal: [namespace]
`;

const judged = async (files: Readonly<Record<string, string>>) => routesOf(await projectOf(files));

test("what nobody gets to, what is missing and what hides nothing is told at its line", async () => {
  const { findings, receivers, tells } = await judged({ "alertmanager.yml": CONFIGURATION, "rules.yml": RULES });
  expect(findings.map(({ check, path }) => `${check} ${path}`).sort()).toEqual([
    "routing/inhibition-never alertmanager.yml:24",
    "routing/unknown-receiver alertmanager.yml:10 receiver",
    "routing/unreachable alertmanager.yml:7",
    "routing/unused-receiver alertmanager.yml:20",
  ]);
  expect(findings.find(({ check }) => check === "routing/unreachable")?.problem).toContain(
    "taken before by alertmanager.yml:5",
  );
  expect(receivers).toBe(4);
  expect(tells).toEqual([{ file: "alertmanager.yml", line: 16, sees: "receiver chat tells by slack" }]);
});

test("a critical alert that reaches a receiver without channels is told, in the words of the file", async () => {
  const text = "route:\n  receiver: nobody\n  group_wait: 10m\nreceivers:\n  - name: nobody\n";
  const { findings, tells } = await judged({ "alertmanager.yml": text, "rules.yml": RULES });
  expect(findings.map(({ check, path, mend }) => [check, path, mend])).toEqual([
    ["routing/empty-receiver", "alertmanager.yml:5", expect.stringContaining("slack_configs")],
    ["routing/timing", "alertmanager.yml:1 group_wait", expect.stringContaining("group_interval")],
  ]);
  expect(tells).toEqual([]);
});

test("an AlertmanagerConfig object is read in its own spelling", async () => {
  const { findings, tells } = await judged({
    "config.yaml": `apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata:
  name: shop
spec:
  route:
    receiver: chat
    groupBy: [job]
    routes:
      - receiver: gone
        matchers: [{ name: severity, value: critical, matchType: "=" }]
  receivers:
    - name: chat
      slackConfigs:
        - channel: "#shop"
`,
  });
  expect(findings.map(({ check, path }) => `${check} ${path}`)).toEqual([
    "routing/unknown-receiver config.yaml:10 receiver",
  ]);
  expect(tells.map(({ file, line }) => `${file}:${line}`)).toEqual(["config.yaml:15"]);
});
