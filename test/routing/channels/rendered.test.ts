/** What the texts that are shipped become, filled in by amtool, whose template engine is Alertmanager's. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, type ChannelKind } from "../../../lib/model";
import { channel, channelOf, telegram, templateTextsOf, type ChannelInput } from "../../../lib/routing/channels";
import { shippedTemplates } from "../../../lib/routing/templates/shipped";
import { describeWith, run } from "../../proof/tool";
import { minimal } from "./every-setting";

interface Sample {
  readonly status: "firing" | "resolved";
  readonly labels: Readonly<Record<string, string>>;
}

/** One alert, as a notification has it. */
const notification = ({ status, labels }: Sample) => {
  const annotations = { summary: "Disk is full", runbook_url: "https://wiki.example/disk" };
  return {
    receiver: "dba",
    status,
    alerts: [
      {
        status,
        labels,
        annotations,
        startsAt: "2027-01-04T03:00:00Z",
        endsAt: "2027-01-04T04:00:00Z",
        generatorURL: "https://prometheus.example/graph",
        fingerprint: "1",
      },
    ],
    groupLabels: { alertname: labels["alertname"] ?? "" },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: "https://alerts.example",
  };
};

const firing = (severity: string): Sample => ({
  status: "firing",
  labels: { alertname: "DiskFull", service: "db", cluster: "prod", ...(severity === "" ? {} : { severity }) },
});

describeWith(["amtool"], "amtool fills in", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "rendered-"));
    mkdirSync(join(folder, "templates"));
    writeFileSync(join(folder, "templates", "shipped.tmpl"), shippedTemplates);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const filled = (text: string, sample: Sample, html = false): string => {
    const data = join(folder, "data.json");
    writeFileSync(data, JSON.stringify(notification(sample)));
    const { status, stdout, stderr } = run("amtool", [
      "template",
      "render",
      `--template.glob=${join(folder, "templates", "*.tmpl")}`,
      `--template.data=${data}`,
      `--template.text=${text}`,
      ...(html ? ["--template.type=html"] : []),
    ]);
    expect({ text, status, stderr }).toEqual({ text, status: 0, stderr: "" });
    return stdout.trim();
  };

  const textsOf = (input: ChannelInput) => templateTextsOf(channelOf(parse(channel, input, "channel"), "channel"));
  const textAt = (input: ChannelInput, path: string): string =>
    textsOf(input).find((each) => each.path === `channel.${path}`)?.text ?? "";

  test.each(Object.keys(minimal) as readonly ChannelKind[])("every text of %s, without a gap", (kind) => {
    for (const { text, html } of textsOf(minimal[kind]))
      for (const sample of [firing("critical"), { status: "resolved", labels: {} } as const])
        expect(filled(text, sample, html)).not.toContain("<no value>");
  });

  test.each([
    ["opsgenie", "priority", "critical", "P1"],
    ["opsgenie", "priority", "warning", "P3"],
    ["opsgenie", "priority", "info", "P5"],
    // Alerts of several severities share none: what pages must not become quiet by that.
    ["opsgenie", "priority", "", "P1"],
    ["victorops", "messageType", "critical", "CRITICAL"],
    ["victorops", "messageType", "warning", "WARNING"],
    ["victorops", "messageType", "info", "INFO"],
    ["victorops", "messageType", "", "CRITICAL"],
    ["pushover", "priority", "critical", "2"],
    ["pushover", "priority", "warning", "0"],
    ["pushover", "priority", "info", "0"],
    ["pushover", "priority", "", "2"],
    ["pagerduty", "severity", "critical", "critical"],
    ["pagerduty", "severity", "warning", "warning"],
    ["pagerduty", "source", "critical", "prod"],
    ["pagerduty", "component", "critical", "db"],
    ["slack", "actions[0].url", "critical", "https://wiki.example/disk"],
  ] as const)("%s: %s of severity %j is %s", (kind, path, severity, expected) =>
    expect(filled(textAt(minimal[kind], path), firing(severity))).toBe(expected),
  );

  test("what is over does not ring", () =>
    expect(filled(textAt(minimal.pushover, "priority"), { ...firing("critical"), status: "resolved" })).toBe("0"));

  test("an incident has a source where the cluster is unknown", () =>
    expect(filled(textAt(minimal.pagerduty, "source"), { status: "firing", labels: {} })).toBe("Alertmanager"));

  test("Telegram's message begins with the title in plain text too", () =>
    expect(filled(textAt(telegram({ chatId: 1, parseMode: "plain" }), "message"), firing("critical"))).toMatch(
      /^\[FIRING:1\] DiskFull/,
    ));
});
