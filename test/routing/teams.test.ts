/** Who is told what, as the tree says it that teams give; amtool answers where it is there. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import {
  check,
  days,
  existingSecret,
  minutes,
  parse,
  prometheusDuration,
  secretVariable,
  type TimePeriod,
} from "../../lib/model";
import { matches } from "../../lib/query";
import {
  configurationOf,
  decide,
  opsgenie,
  ownerOf,
  renderConfiguration,
  routing,
  routingSecrets,
  type RoutingInput,
} from "../../lib/routing";
import { describeWith, run } from "../proof/tool";

type TeamInput = Extract<RoutingInput, { readonly slackWebhook?: unknown }>;
type Given = Partial<TeamInput>;

const full: TeamInput = {
  teams: {
    platform: { slack: "#alerts", pager: existingSecret("pager") },
    dba: { slack: "#dba" },
    night: { pager: existingSecret("night") },
  },
  slackWebhook: existingSecret("slack", { url: "webhook" }),
};
const smtp = { smarthost: "smtp.acme.example:587", from: "alerts@acme.example" };
const settings = (given: Given = {}) => parse(routing, { ...full, ...given }, "alerting");
const configuration = (given?: Given) => configurationOf(settings(given), "alerting");
const config = (given?: Given) =>
  renderConfiguration(configuration(given)) as {
    readonly receivers: readonly Readonly<Record<string, unknown>>[];
  };

/** Monday noon, unless another time is meant. */
const NOON = "2027-01-04T12:00:00Z";

/** Receivers that are told at that time. */
const told = (given: Given, labels: Readonly<Record<string, string>>, at = NOON): readonly string[] =>
  (decide(configuration(given), [{ labels: { alertname: "Any", ...labels } }], new Date(at))[0]?.deliveries ?? [])
    .filter(({ mutedBy, outside }) => mutedBy.length === 0 && outside.length === 0)
    .map(({ receiver }) => receiver);

describe("receivers", () => {
  const receiver = (name: string, given?: Given) => config(given).receivers.find((each) => each["name"] === name);

  test("a team is told through its channel", () =>
    expect(receiver("team/dba")).toMatchObject({ slack_configs: [{ channel: "#dba" }] }));
  test("only what is critical pages", () => {
    expect(receiver("team/platform")).not.toHaveProperty("pagerduty_configs");
    expect(receiver("team/platform/critical")).toMatchObject({
      slack_configs: [{ api_url_file: "/etc/alertmanager/secrets/slack/webhook" }],
      pagerduty_configs: [{ routing_key_file: "/etc/alertmanager/secrets/pager/routingKey" }],
    });
  });
  test("mail is told of warnings and of what is critical", () => {
    const given: Given = { global: { smtp }, teams: { ...full.teams, web: { email: "web@acme.example" } } };
    for (const name of ["team/web", "team/web/critical", "team/web/digest"])
      expect(receiver(name, given)).toMatchObject({ email_configs: [{ to: "web@acme.example" }] });
  });
  test("there is none that no route leads to", () => {
    const names = config().receivers.map((each) => each["name"]);
    expect(names).toEqual([
      "nobody",
      "team/platform",
      "team/platform/critical",
      "team/platform/digest",
      "team/dba",
      "team/dba/critical",
      "team/dba/digest",
      "team/night/critical",
    ]);
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

test("a critical alert mutes the warning about the same thing only", () => {
  const alerts = (pod: string) => [
    { labels: { alertname: "Full", severity: "critical", team: "dba", pod: "a" } },
    { labels: { alertname: "Full", severity: "warning", team: "dba", pod } },
  ];
  const inhibited = (pod: string) => decide(configuration(), alerts(pod), new Date(NOON))[1]?.inhibitedBy !== undefined;
  expect([inhibited("a"), inhibited("b")]).toEqual([true, false]);
});

describe("hours", () => {
  const office: readonly TimePeriod[] = [
    { weekdays: ["monday:friday"], times: [{ from: "09:00", to: "17:00" }], zone: "Europe/Berlin" },
  ];
  const MIDNIGHT = "2027-01-04T23:00:00Z";
  const given = (team: TeamInput["teams"][string]): Given => ({
    teams: { ...full.teams, dba: { ...full.teams["dba"], ...team } },
  });
  const warning = { team: "dba", severity: "warning" };
  const critical = { team: "dba", severity: "critical" };

  test("warnings wait for them, what is critical does not", () => {
    expect(told(given({ hours: office }), warning)).toEqual(["team/dba"]);
    expect(told(given({ hours: office }), warning, MIDNIGHT)).toEqual([]);
    expect(told(given({ hours: office }), critical, MIDNIGHT)).toEqual(["team/dba/critical"]);
  });
  test("somebody else is told outside of them", () => {
    const outside = given({ hours: office, afterHours: { slack: "#night" } });
    expect(told(outside, warning)).toEqual(["team/dba"]);
    expect(told(outside, warning, MIDNIGHT)).toEqual(["team/dba/after-hours"]);
    expect(told(outside, critical)).toEqual(["team/dba/critical"]);
    expect(told(outside, critical, MIDNIGHT)).toEqual(["team/dba/critical/after-hours"]);
  });
  test("what stands is told again before the other shift is over, so that an alert that comes back is told", () => {
    const outside = given({ hours: office, afterHours: { slack: "#night" } });
    const decisions = decide(configuration(outside), [{ labels: critical }], new Date(NOON));
    expect(
      decisions[0]?.deliveries.map(({ receiver, repeatInterval }) => [receiver, prometheusDuration(repeatInterval)]),
    ).toEqual([
      ["team/dba/critical", "12h"],
      ["team/dba/critical/after-hours", "7h50m"],
    ]);
  });
  test("another pager leaves the channel of the team in place", () => {
    const outside = given({ hours: office, afterHours: { pager: existingSecret("watch") } });
    expect(told(outside, warning, MIDNIGHT)).toEqual([]);
    const receiver = config(outside).receivers.find((each) => each["name"] === "team/dba/critical/after-hours");
    expect(receiver).toMatchObject({
      slack_configs: [{ channel: "#dba" }],
      pagerduty_configs: [{ routing_key_file: "/etc/alertmanager/secrets/watch/routingKey" }],
    });
  });
});

describe("what is critical", () => {
  const critical = { severity: "critical" };
  const receiver = (name: string, given: Given) => config(given).receivers.find((each) => each["name"] === name);

  test("wakes the default team where its own has no pager", () =>
    expect(receiver("team/dba/critical", {})).toMatchObject({
      slack_configs: [{ channel: "#dba" }],
      pagerduty_configs: [{ routing_key_file: "/etc/alertmanager/secrets/pager/routingKey" }],
    }));
  test("pages through any channel that pages", () => {
    const given: Given = {
      teams: { shop: { slack: "#shop", channels: [opsgenie({ apiKey: existingSecret("genie") })] } },
    };
    expect(told(given, { ...critical, team: "shop" })).toEqual(["team/shop/critical"]);
    expect(receiver("team/shop/critical", given)).toHaveProperty("opsgenie_configs");
    expect(receiver("team/shop", given)).not.toHaveProperty("opsgenie_configs");
  });
});

test("an app of Slack posts to the channel of each team", () => {
  const given: Given = { slackWebhook: undefined, slackApp: existingSecret("slack-app") };
  expect(config(given).receivers).toContainEqual(
    expect.objectContaining({
      name: "team/dba",
      slack_configs: [
        expect.objectContaining({ app_token_file: "/etc/alertmanager/secrets/slack-app/token", channel: "#dba" }),
      ],
    }),
  );
});

describe("info", () => {
  const info = { team: "dba", severity: "info" };

  test("is told once a day", () => {
    expect(told({}, info)).toEqual(["team/dba/digest"]);
    const [decision] = decide(configuration(), [{ labels: info }], new Date(NOON));
    expect(decision?.deliveries.map(({ groupInterval }) => prometheusDuration(groupInterval))).toEqual(["1d"]);
  });
  test("or never", () =>
    expect(told({ teams: { ...full.teams, dba: { slack: "#dba", info: "nowhere" } } }, info)).toEqual(["nobody"]));
});

describe("a team owns", () => {
  const owning: Given = {
    teams: { ...full.teams, dba: { slack: "#dba", packs: ["postgres"], alerts: [{ service: matches("mysql.*") }] } },
  };

  test("packs", () => {
    expect(ownerOf(settings(owning), "postgres")).toBe("dba");
    expect(ownerOf(settings(owning), "loki")).toBe("platform");
  });
  test("alerts that say no team", () => {
    expect(told(owning, { service: "mysql-orders", severity: "critical" })).toEqual(["team/dba/critical"]);
    expect(told(owning, { service: "mysql-orders", severity: "critical", team: "night" })).toEqual([
      "team/night/critical",
    ]);
    expect(told(owning, { service: "web", severity: "critical" })).toEqual(["team/platform/critical"]);
  });
});

test("a team groups and repeats in its own way", () => {
  const given: Given = {
    teams: {
      ...full.teams,
      dba: { slack: "#dba", groupBy: ["instance"], groupWait: minutes(1), repeatInterval: days(1) },
    },
  };
  const [decision] = decide(configuration(given), [{ labels: { team: "dba", severity: "critical" } }], new Date(NOON));
  expect(decision?.deliveries).toMatchObject([
    { groupBy: ["instance"], groupWait: minutes(1), groupInterval: minutes(5), repeatInterval: days(1) },
  ]);
});

test("every secret is known with its place", () =>
  expect(
    routingSecrets(settings({ heartbeat: existingSecret("beat") }), "alerting").map(
      ({ path, secret }) => `${path} ${secret.name}`,
    ),
  ).toEqual([
    "alerting.teams.platform.pager pager",
    "alerting.teams.night.pager night",
    "alerting.slackWebhook slack",
    "alerting.heartbeat beat",
  ]));

test("a name that a Grafana uid just holds is fine", () =>
  expect(check(routing, { ...full, teams: { ["t".repeat(35)]: { slack: "#a" } } }, "alerting")).toEqual([]));

describe("refused", () => {
  const pager = existingSecret("pager");
  test.each<[string, unknown, string, string, string]>([
    ["no team", { teams: {} }, "teams", "no alert reaches anybody", "write at least one"],
    ["no channel", { teams: { a: {} } }, "teams.a", "no channel", 'slack: "#channel", pager'],
    [
      "no channel beside others",
      { teams: { ...full.teams, quiet: {} } },
      "teams.quiet",
      "no channel",
      'slack: "#channel", pager',
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
      "nothing but pages for the default team",
      { teams: { a: { channels: [opsgenie({ apiKey: existingSecret("genie") })] }, b: { slack: "#b" } } },
      "teams.a.slack",
      "missing for the default team",
      "pages: false",
    ],
    [
      "an app beside a webhook",
      { slackApp: existingSecret("slack-app") },
      "slackWebhook",
      "stands beside slackApp",
      "leave one of them out",
    ],
    [
      "hours of a team that is only paged",
      {
        teams: {
          ...full.teams,
          night: { pager, hours: [{ times: [{ from: "09:00", to: "17:00" }] }] },
        },
      },
      "teams.night.hours",
      "never told of warnings",
      "leave them out",
    ],
    [
      "nobody after hours",
      { teams: { a: { slack: "#a", hours: [{ times: [{ from: "09:00", to: "17:00" }] }], afterHours: {} } } },
      "teams.a.afterHours",
      "names nobody",
      "leave it out",
    ],
    [
      "mail without a server",
      { teams: { a: { email: "a@acme.example" } } },
      "global.smtp",
      "missing, though a is told by mail",
      "smarthost",
    ],
    [
      "no mail address",
      { global: { smtp }, teams: { a: { email: "somebody" } } },
      "teams.a.email",
      "no mail address",
      "oncall@",
    ],
    [
      "an end of hours that never begin",
      { teams: { a: { slack: "#a", afterHours: { slack: "#b" } } } },
      "teams.a.afterHours",
      "no hours that could end",
      "officeHours",
    ],
    [
      "two owners of a pack",
      { teams: { a: { slack: "#a", packs: ["redis"] }, b: { slack: "#b", packs: ["loki", "redis"] } } },
      "teams.b.packs[1]",
      'owned by the team "a" already',
      "leave it with one team",
    ],
    [
      "a pack twice",
      { teams: { a: { slack: "#a", packs: ["redis", "redis"] } } },
      "teams.a.packs[1]",
      'names "redis" twice',
      "leave it",
    ],
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
  const file = (given: Given) => {
    const path = join(folder, "alertmanager.yml");
    writeFileSync(path, stringify(config(given)));
    return path;
  };
  const slack = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { slack: `#${name}` }]));

  test.each<[string, Given]>([
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

  test.each<[Given, string[], string]>([
    [{}, ["team=night", "severity=critical"], "team/night/critical"],
    [{}, ["team=night", "severity=warning"], "team/platform"],
    [{}, ["team=night", "severity=info"], "team/platform"],
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
