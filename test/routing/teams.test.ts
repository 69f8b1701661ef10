/** Who is told what, as Alertmanager's configuration says it; amtool answers where it is there. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { check, existingSecret, minutes, parse, secretVariable, type Values } from "../../lib/model";
import { alertmanagerConfig, routing, routingSecrets, type RoutingInput } from "../../lib/routing";
import { describeWith, run } from "../proof/tool";

const full: RoutingInput = {
  teams: {
    platform: { slack: "#alerts", pager: existingSecret("pager") },
    dba: { slack: "#dba" },
    night: { pager: existingSecret("night") },
  },
  slackWebhook: existingSecret("slack", { url: "webhook" }),
};
const settings = (given: Partial<RoutingInput> = {}) => parse(routing, { ...full, ...given }, "alerting");
const config = (given?: Partial<RoutingInput>) =>
  alertmanagerConfig(settings(given)) as {
    readonly receivers: readonly Values[];
    readonly inhibit_rules: readonly { readonly equal: readonly string[] }[];
  };

describe("receivers", () => {
  const receiver = (name: string, given?: Partial<RoutingInput>) =>
    config(given).receivers.find((each) => each["name"] === name);

  test("a team is told through its channel", () =>
    expect(receiver("team/dba")).toMatchObject({ slack_configs: [{ channel: "#dba" }] }));
  test("only what is critical pages", () => {
    expect(receiver("team/platform")).not.toHaveProperty("pagerduty_configs");
    expect(receiver("team/platform/critical")).toMatchObject({
      slack_configs: [{ api_url_file: "/etc/alertmanager/secrets/slack/webhook" }],
      pagerduty_configs: [{ routing_key_file: "/etc/alertmanager/secrets/pager/routingKey" }],
    });
  });
  test("none but nobody is without a channel", () =>
    expect(
      config()
        .receivers.filter((each) => Object.keys(each).length === 1)
        .map(({ name }) => name),
    ).toEqual(["nobody"]));
  test("the heartbeat is called again and again, and never told that anything is over", () =>
    expect(receiver("heartbeat", { heartbeat: existingSecret("heartbeat") })).toMatchObject({
      webhook_configs: [{ url_file: "/etc/alertmanager/secrets/heartbeat/url", send_resolved: false }],
    }));
});

test("a critical alert mutes the warning about the same thing only", () =>
  expect(config().inhibit_rules).toMatchObject([
    { equal: ["alertname", "service", "cluster", "namespace", "pod", "instance", "node"] },
  ]));

test("every secret is known with its place", () =>
  expect(
    routingSecrets(settings({ heartbeat: existingSecret("beat") }), "alerting").map(
      ({ path, secret }) => `${path} ${secret.name}`,
    ),
  ).toEqual([
    "alerting.slackWebhook slack",
    "alerting.heartbeat beat",
    "alerting.teams.platform.pager pager",
    "alerting.teams.night.pager night",
  ]));

test("a name that a Grafana uid just holds is fine", () =>
  expect(check(routing, { ...full, teams: { ["t".repeat(35)]: { slack: "#a" } } }, "alerting")).toEqual([]));

describe("refused", () => {
  const pager = existingSecret("pager");
  test.each<[string, unknown, string, string, string]>([
    ["no team", { teams: {} }, "teams", "no alert reaches anybody", "write at least one"],
    ["no channel", { teams: { a: {} } }, "teams.a", "no channel", 'slack: "#channel" or pager'],
    [
      "no channel beside others",
      { teams: { ...full.teams, quiet: {} } },
      "teams.quiet",
      "no channel",
      'slack: "#channel" or pager',
    ],
    [
      "a pager alone, by default",
      { teams: { a: { pager } } },
      "teams.a.slack",
      "missing for the default team",
      'write slack: "#channel"',
    ],
    [
      "a pager alone, by name",
      { defaultTeam: "night" },
      "teams.night.slack",
      "missing for the default team",
      'or defaultTeam: "platform"',
    ],
    ["no Slack channel", { teams: { a: { slack: "alerts" } } }, "teams.a.slack", "no Slack channel", "#channel"],
    ["no name", { teams: { "A B": { slack: "#a" } } }, 'teams["A B"]', "no DNS-1123", "lower-case"],
    ["a name with a slash", { teams: { "a/critical": { slack: "#a" } } }, 'teams["a/critical"]', "no DNS-1123", "63"],
    [
      "a long name",
      { teams: { ["t".repeat(36)]: { slack: "#a" } } },
      `teams.${"t".repeat(36)}`,
      "more than 35 characters",
      "at most 35",
    ],
    ["no webhook", { slackWebhook: undefined }, "slackWebhook", "missing", "existingSecret"],
    ["a default team that is none", { defaultTeam: "dab" }, "defaultTeam", 'did you mean "dba"', "platform, dba"],
    ["a short repetition", { repeatInterval: minutes(1) }, "repeatInterval", "shorter than groupInterval", "5m"],
    [
      "a pager without its key",
      { teams: { a: { slack: "#a", pager: secretVariable("p", ["key"]) } } },
      "teams.a.pager.entries",
      "routingKey",
      "routingKey",
    ],
  ])("%s", (_, given, path, problem, mend) =>
    expect(check(routing, { ...full, ...(given as object) }, "alerting")).toEqual([
      expect.objectContaining({
        path: `alerting.${path}`,
        problem: expect.stringContaining(problem) as string,
        mend: expect.stringContaining(mend) as string,
      }),
    ]),
  );
});

describeWith(["amtool"], "amtool", () => {
  const folder = mkdtempSync(join(tmpdir(), "routing-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (given: Partial<RoutingInput>) => {
    const path = join(folder, "alertmanager.yml");
    writeFileSync(path, stringify(config(given)));
    return path;
  };
  const slack = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { slack: `#${name}` }]));

  test.each<[string, Partial<RoutingInput>]>([
    ["many teams", {}],
    [
      "teams called like receivers",
      { heartbeat: existingSecret("beat"), teams: slack("nobody", "heartbeat", "platform", "platform-critical") },
    ],
  ])("takes %s", (_, given) => {
    const { status, stdout, stderr } = run("amtool", [
      "check-config",
      file(given),
      "--enable-feature=utf8-strict-mode",
    ]);
    expect({ status, said: stdout + stderr }).toMatchObject({
      status: 0,
      said: expect.stringContaining("SUCCESS") as string,
    });
  });

  test.each<[Partial<RoutingInput>, string[], string]>([
    [{}, ["team=night", "severity=critical"], "team/night/critical"],
    [{}, ["team=night", "severity=warning"], "team/platform"],
    [{ defaultTeam: "dba" }, ["team=night", "severity=warning"], "team/dba"],
    [{ defaultTeam: "dba" }, ["severity=critical"], "team/dba/critical"],
    [{ defaultTeam: "dba" }, ["team=unheard-of"], "team/dba"],
    [{}, ["team=dba", "severity=critical"], "team/dba/critical"],
    [
      { teams: slack("platform", "platform-critical") },
      ["team=platform", "severity=critical"],
      "team/platform/critical",
    ],
    [{ teams: slack("platform", "nobody") }, ["team=nobody"], "team/nobody"],
    [{}, ["alertname=Watchdog", "severity=none"], "nobody"],
    [{ heartbeat: existingSecret("beat") }, ["alertname=Watchdog", "severity=none"], "heartbeat"],
  ])("%j: %j goes to %s", (given, labels, receiver) => {
    const { stdout } = run("amtool", ["config", "routes", "test", `--config.file=${file(given)}`, ...labels]);
    expect(stdout.trim()).toBe(receiver);
  });
});
