/** What would make Alertmanager refuse its configuration, or a notification get lost, is told with its place and its mend. */
import { check, existingSecret, hours, minutes, seconds, secretVariable, type Finding } from "../../../lib/model";
import { channel } from "../../../lib/routing/channels";
import { globalSettings } from "../../../lib/routing/global";
import { configuration, judged } from "./configuration";
import { everySetting, minimal } from "./every-setting";
import { describeWith } from "../../proof/tool";

const found = (input: unknown): readonly Finding[] => check(channel, input, "channel");
const secret = existingSecret("secret");

/** In two places, so that to follow it would not end in any time. */
const insideItself = (): object => {
  const loop: Record<string, unknown> = {};
  return Object.assign(loop, { one: loop, two: [loop] });
};

const cases: readonly (readonly [input: unknown, path: string, problem: string, mend: string])[] = [
  // Whatever it is
  [{ kind: "slak" }, "channel.kind", 'is "slak"', "the kinds are discord, email, jira, msteamsv2"],
  ["#alerts", "channel", 'is "#alerts"', "use one of the functions that make it"],
  [{ ...minimal.discord, webhok: secret }, "channel.webhok", 'did you mean "webhook"?', "remove it"],
  [
    { ...minimal.discord, webhook: "https://discord.example/api" },
    "channel.webhook",
    "is no reference",
    "existingSecret",
  ],
  [
    { ...minimal.discord, webhook: secretVariable("discord", ["uri"]) },
    "channel.webhook.entries",
    'lacks the entry "url"',
    'add "url"',
  ],
  [{ ...minimal.discord, sendResolved: "yes" }, "channel.sendResolved", 'is "yes"', "write a boolean"],
  [{ ...minimal.discord, title: " " }, "channel.title", "is empty", "write a value"],
  // HTTP
  [
    { ...minimal.discord, http: { proxy: { url: "http://user:pass@proxy.example" } } },
    "channel.http.proxy.url",
    "is no address of a proxy",
    "without a user or password",
  ],
  [
    { ...minimal.discord, http: { tls: { minVersion: "TLS13", maxVersion: "TLS12" } } },
    "channel.http.tls.maxVersion",
    "is TLS12, below minVersion",
    "not below the lowest",
  ],
  [
    { ...minimal.discord, http: { tls: { ca: "serviceAccount" } } },
    "channel.http.tls.ca",
    "not mounted into Alertmanager",
    "ca.crt",
  ],
  [{ ...minimal.discord, http: { tls: { ca: "a.crt" } } }, "channel.http.tls.ca", "is no reference", "existingSecret"],
  [
    { ...minimal.discord, http: { headers: { "X-Api-Key": ["abc"] } } },
    "channel.http.headers.X-Api-Key",
    "would stand in clear text",
    "headerFromSecret",
  ],
  [
    { ...minimal.discord, http: { headers: { Authorization: ["abc"] } } },
    "channel.http.headers.Authorization",
    "is no header that can be added",
    "authentication",
  ],
  [
    { ...minimal.discord, http: { authentication: { kind: "bearerToken", secret, type: "Basic" } } },
    "channel.http.authentication.type",
    "is no authentication scheme",
    "userAndPassword",
  ],
  [
    {
      ...minimal.discord,
      http: {
        authentication: {
          kind: "oauth2",
          clientId: "a",
          secret,
          tokenUrl: "https://login.example",
          endpointParams: { password: "x" },
        },
      },
    },
    "channel.http.authentication.endpointParams.password",
    "would stand in clear text",
    "secrets are files",
  ],
  // Kind by kind
  [{ ...minimal.discord, username: "{{ .Status }}" }, "channel.username", "no templates here", "without {{ }}"],
  [{ kind: "email" }, "channel.to", "is missing", "write a string"],
  [{ ...minimal.email, to: "the DBAs" }, "channel.to", "is no list of mail addresses", "dba@acme.example"],
  [{ ...minimal.email, from: "a@b.example, c@d.example" }, "channel.from", "is no single mail address", "write e.g."],
  [{ ...minimal.email, smarthost: "smtp.acme.example" }, "channel.smarthost", "is no host with a port", ":587"],
  [{ ...minimal.email, login: { username: "alerts" } }, "channel.login.password", "is missing", "existingSecret"],
  [
    { ...minimal.email, headers: { "X-Team": "a", "x-team": "b" } },
    "channel.headers.x-team",
    "is the same header as X-Team",
    "leave one",
  ],
  [
    { ...minimal.email, headers: { References: "a" }, threads: "group" },
    "channel.headers.References",
    "threads are made of",
    "leave it or threads out",
  ],
  [{ ...minimal.email, headers: { Subject: "a" } }, "channel.headers.Subject", "is the subject", "as subject"],
  [{ ...minimal.jira, project: undefined }, "channel.project", "is missing", "write a string"],
  [{ ...minimal.jira, issueType: undefined }, "channel.issueType", "is missing", "write a string"],
  [{ ...minimal.jira, apiUrl: "https://acme.atlassian.net" }, "channel.apiUrl", "REST API", "/rest/api/2"],
  [
    { ...minimal.jira, apiUrl: "https://acme.atlassian.net/rest/api/3/" },
    "channel.description",
    "takes no plain text",
    "a document in JSON",
  ],
  [{ ...minimal.jira, apiType: "server" }, "channel.apiType", 'is "server"', '"datacenter"'],
  [{ ...minimal.jira, reopenDuration: hours(1) }, "channel.reopenTransition", "is missing", "To Do"],
  [{ ...minimal.jira, fields: { a: () => 1 } }, "channel.fields.a", "is no data", "an object of these"],
  [{ ...minimal.jira, fields: { a: insideItself() } }, "channel.fields.a.one", "is no data", "an object of these"],
  [{ kind: "msteamsv2" }, "channel.webhook", "is missing", "existingSecret"],
  [
    { ...minimal.opsgenie, responders: [{ type: "squad", name: "dba" }] },
    "channel.responders[0].type",
    "Opsgenie does not know",
    "team, teams, user, escalation, schedule",
  ],
  [
    { ...minimal.opsgenie, responders: [{ type: "team" }] },
    "channel.responders[0].name",
    "is missing",
    "id, name, username",
  ],
  [{ ...minimal.opsgenie, priority: "P0" }, "channel.priority", "is none of P1", '"P1" or "P2"'],
  [{ kind: "pagerduty" }, "channel.routingKey", "is missing", "existingSecret"],
  [
    { ...minimal.pagerduty, severity: "page" },
    "channel.severity",
    "is none of critical, error, warning, info",
    '"critical" or "error"',
  ],
  [
    { ...minimal.pagerduty, links: [{ href: "wiki", text: "Wiki" }] },
    "channel.links[0].href",
    "is no http(s)",
    "https://",
  ],
  [{ ...minimal.pagerduty, serviceKey: secret }, "channel.serviceKey", "is no property here", "routingKey"],
  [{ ...minimal.pushover, retry: seconds(10) }, "channel.retry", "is 10s", "seconds(30)"],
  [{ ...minimal.pushover, expire: hours(4) }, "channel.expire", "is 4h", "hours(3)"],
  [{ ...minimal.pushover, retry: minutes(2), expire: minutes(1) }, "channel.retry", "longer than expire", "shorter"],
  [{ ...minimal.pushover, html: true, monospace: true }, "channel.monospace", "stands beside html", "one of"],
  [{ ...minimal.pushover, priority: "3" }, "channel.priority", "is none of", '"-2"'],
  [{ ...minimal.rocketchat, channel: undefined }, "channel.channel", "is missing", "write a string"],
  [
    { ...minimal.rocketchat, actions: [{ text: "Seen", url: "https://a.example", msg: "seen" }] },
    "channel.actions[0].msg",
    "stands beside url",
    "url, msg",
  ],
  [{ ...minimal.slack, appToken: secret }, "channel.appToken", "stands beside webhook", "one of webhook, appToken"],
  [{ kind: "slack", appToken: secret }, "channel.channel", "is missing", "a token names none"],
  [{ ...minimal.slack, channel: "alerts" }, "channel.channel", "is no Slack channel", '"#channel"'],
  [
    { kind: "slack", channel: "#a", appToken: secret, http: { authentication: { kind: "bearerToken", secret } } },
    "channel.http.authentication",
    "stands beside appToken",
    "leave one",
  ],
  [{ ...minimal.slack, updateMessage: true }, "channel.updateMessage", "needs an app", "appToken"],
  [
    { kind: "slack", channel: "#a", appToken: secret, updateMessage: true, appUrl: "https://slack.example/api" },
    "channel.appUrl",
    "keeps messages from being updated",
    "leave it out",
  ],
  [
    { ...minimal.slack, actions: ["1", "2", "3", "4", "5", "6"].map((text) => ({ text, url: "https://a.example" })) },
    "channel.actions",
    "more than 5 buttons",
    "at most 5",
  ],
  [{ ...minimal.slack, actions: [{ text: "Open" }] }, "channel.actions[0].url", "is missing", "write what it opens"],
  [
    { ...minimal.slack, actions: [{ text: "Open", url: "https://a.example", value: "1" }] },
    "channel.actions[0].value",
    "stands beside url",
    "one of url, value",
  ],
  [{ ...minimal.slack, fields: [{ title: "Team" }] }, "channel.fields[0].value", "is missing", "write a string"],
  [{ kind: "sns" }, "channel.topicArn", "is missing", "topicArn, phoneNumber, targetArn"],
  [{ ...minimal.sns, phoneNumber: "+4930123456" }, "channel.phoneNumber", "stands beside topicArn", "one of topicArn"],
  [{ kind: "sns", topicArn: "alerts" }, "channel.topicArn", "is no ARN of SNS", "arn:aws:sns:"],
  [{ kind: "sns", phoneNumber: "030 123" }, "channel.phoneNumber", "is no phone number", "E.164"],
  [{ ...minimal.sns, sigv4: { externalId: "a" } }, "channel.sigv4.roleArn", "is missing", "the role"],
  [{ ...minimal.sns, sigv4: { accessKey: "a" } }, "channel.sigv4.accessKey", "is no property here", "roleArn"],
  [{ kind: "telegram", botToken: secret }, "channel.chatId", "is missing", "one of chatId, chat"],
  [{ ...minimal.telegram, chat: secret }, "channel.chat", "stands beside chatId", "one of chatId, chat"],
  [{ ...minimal.telegram, chatId: 0 }, "channel.chatId", "is no number of a chat", "other than 0"],
  [{ ...minimal.telegram, parseMode: "markdown" }, "channel.parseMode", 'is "markdown"', '"MarkdownV2"'],
  [{ ...minimal.telegram, parseMode: "MarkdownV2" }, "channel.message", "is missing for MarkdownV2", '"plain"'],
  [{ kind: "victorops", apiKey: secret }, "channel.routingKey", "is missing", "write a string"],
  [
    { ...minimal.victorops, customFields: { entity_id: "a" } },
    "channel.customFields.entity_id",
    "is no field that can be added",
    "other than routing_key",
  ],
  [{ ...minimal.victorops, messageType: "critical" }, "channel.messageType", "is none of CRITICAL", '"CRITICAL"'],
  [{ ...minimal.webex, roomId: undefined }, "channel.roomId", "is missing", "write a string"],
  [{ ...minimal.webex, token: undefined }, "channel.token", "is missing", "existingSecret"],
  [
    { ...minimal.webex, http: { authentication: { kind: "bearerToken", secret } } },
    "channel.http.authentication",
    "stands beside token",
    "leave it out",
  ],
  [{ kind: "webhook" }, "channel.url", "is missing", "one of url, service"],
  [{ ...minimal.webhook, service: "http://a.b.svc/" }, "channel.service", "stands beside url", "one of url, service"],
  [{ kind: "webhook", service: "https://hooks.example/T0/B0" }, "channel.service", "in the cluster", "entry url"],
  [{ ...minimal.webhook, heartbeat: true, pages: true }, "channel.pages", "is true for a heartbeat", "leave one"],
  [{ ...minimal.webhook, maxAlerts: 0 }, "channel.maxAlerts", "is 0", "from 1 up"],
  [{ ...minimal.webhook, timeout: 10 }, "channel.timeout", "is no duration", "seconds(15)"],
];

test.each(cases)("%j is refused at %s: %s", (input, path, problem, mend) => {
  const findings = found(input);
  const finding = findings.find((each) => each.path === path);
  expect(findings.map((each) => each.path)).toContain(path);
  expect(finding).toMatchObject({
    severity: "error",
    problem: expect.stringContaining(problem) as string,
    mend: expect.stringContaining(mend) as string,
  });
});

test.each(Object.values(minimal))("%j is fine", (input) => expect(found(input)).toEqual([]));
test.each(Object.values(everySetting).flat())("everything at once is fine (%#)", (input) =>
  expect(found(input)).toEqual([]),
);

test("a secret that somebody writes down is not shown", () => {
  const [finding] = found({ ...minimal.slack, webhook: "https://hooks.example/services/secret-path" });
  expect(JSON.stringify(finding)).not.toContain("secret-path");
});

test.each([
  [{ slack: { webhook: secret, appToken: secret } }, "global.slack.appToken", "one of webhook, appToken"],
  [{ smtp: { smarthost: "smtp" } }, "global.smtp.smarthost", "host:port"],
  [{ jira: { apiUrl: "https://jira.example" } }, "global.jira.apiUrl", "/rest/api/2"],
  [{ opsgenie: { apiKey: "abc" } }, "global.opsgenie.apiKey", "existingSecret"],
  [{ resolveTimeout: 300 }, "global.resolveTimeout", "seconds(15)"],
  [{ smtpFrom: "a@b.example" }, "global.smtpFrom", "smtp"],
])("%j is refused at %s", (input, path, mend) =>
  expect(check(globalSettings, input, "global")).toMatchObject([
    { path, mend: expect.stringContaining(mend) as string },
  ]),
);

describeWith(["amtool"], "amtool agrees", () => {
  const refused = (key: string, settings: object) =>
    judged({ ...configuration([]), receivers: [{ name: "all", [key]: [settings] }] });

  test.each([
    [
      "email_configs",
      { to: "a@b.example", headers: { "X-A": "1", "x-a": "2" }, smarthost: "a:25", from: "a@b.example" },
    ],
    ["jira_configs", { api_url: "https://a.example", project: "OPS" }],
    ["msteamsv2_configs", {}],
    ["opsgenie_configs", { api_key_file: "/a", responders: [{ type: "squad", name: "dba" }] }],
    ["opsgenie_configs", { api_key_file: "/a", responders: [{ type: "team" }] }],
    ["pagerduty_configs", {}],
    ["pushover_configs", { user_key_file: "/a", token_file: "/b", html: true, monospace: true }],
    ["slack_configs", { api_url_file: "/a", app_token_file: "/b" }],
    ["slack_configs", { app_token_file: "/a", http_config: { authorization: { credentials_file: "/b" } } }],
    ["slack_configs", { api_url_file: "/a", actions: [{ type: "button", text: "Open" }] }],
    ["sns_configs", { sigv4: {} }],
    ["sns_configs", { sigv4: { external_id: "a" }, topic_arn: "a" }],
    ["telegram_configs", { bot_token_file: "/a" }],
    ["telegram_configs", { bot_token_file: "/a", chat_id: 1, parse_mode: "markdown" }],
    ["victorops_configs", { api_key_file: "/a", routing_key: "a", custom_fields: { entity_id: "a" } }],
    ["webex_configs", { room_id: "a" }],
    ["webhook_configs", { url: "http://a", url_file: "/a" }],
  ])("that it cannot stand: %s %j", (key, settings) => expect(refused(key, settings)).toContain("FAILED"));
});
