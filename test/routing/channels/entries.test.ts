/** What Alertmanager reads of each channel: keys as its file has them, secrets as files, our defaults where nothing is said. */
import {
  existingSecret,
  externalSecret,
  parse,
  secretVariable,
  type ChannelKind,
  type Values,
} from "../../../lib/model";
import { channel, channelOf, slack, telegram, webhook, type ChannelInput } from "../../../lib/routing/channels";
import { secretsIn } from "../../../lib/routing/secrets-in";
import { entryOf } from "./configuration";
import { everyAuthentication, everyHttpSetting, everySetting, minimal } from "./every-setting";

const SECRETS = "/etc/alertmanager/secrets";
const TITLE = '{{ template "observability.title" . }}';
const TEXT = '{{ template "observability.text" . }}';
const RUNBOOK = '{{ template "observability.runbook_url" . }}';
const DASHBOARD = '{{ template "observability.dashboard_url" . }}';
const SILENCE = '{{ template "observability.silence_url" . }}';
const MARKDOWN = '{{ template "observability.markdown" . }}';
const ALERTS = '{{ template "observability.alerts_url" . }}';
const BUTTONS = [
  {
    type: "button",
    text: '{{ template "observability.slack.runbook" . }}',
    url: '{{ template "observability.slack.runbook_url" . }}',
  },
  {
    type: "button",
    text: '{{ template "observability.slack.dashboard" . }}',
    url: '{{ template "observability.slack.dashboard_url" . }}',
  },
  { type: "button", text: "Silence", url: SILENCE },
];

const expected: Readonly<Record<ChannelKind, Values>> = {
  discord: { webhook_url_file: `${SECRETS}/discord/url`, title: TITLE, message: MARKDOWN },
  email: {
    to: "dba@acme.example",
    smarthost: "smtp.acme.example:587",
    from: "alerts@acme.example",
    headers: { Subject: TITLE },
    html: '{{ template "observability.html" . }}',
    text: TEXT,
  },
  jira: {
    api_url: "https://acme.atlassian.net/rest/api/2",
    project: "OPS",
    issue_type: "Bug",
    summary: TITLE,
    description: TEXT,
  },
  msteamsv2: { webhook_url_file: `${SECRETS}/teams/url`, title: TITLE, text: MARKDOWN },
  opsgenie: {
    api_key_file: `${SECRETS}/opsgenie/apiKey`,
    message: TITLE,
    description: TEXT,
    source: ALERTS,
    details: { runbook: RUNBOOK, dashboard: DASHBOARD, silence: SILENCE },
    priority:
      '{{ if eq .CommonLabels.severity "warning" }}P3{{ else if eq .CommonLabels.severity "info" }}P5{{ else }}P1{{ end }}',
  },
  pagerduty: {
    routing_key_file: `${SECRETS}/pagerduty/routingKey`,
    client: "Alertmanager",
    client_url: ALERTS,
    description: TITLE,
    source: "{{ with .CommonLabels.cluster }}{{ . }}{{ else }}Alertmanager{{ end }}",
    severity: '{{ template "observability.pagerduty.severity" . }}',
    class: "{{ .CommonLabels.alertname }}",
    component: "{{ .CommonLabels.service }}",
    group: "{{ .CommonLabels.namespace }}",
    details: { description: TEXT },
    links: [
      { href: RUNBOOK, text: "Runbook" },
      { href: DASHBOARD, text: "Dashboard" },
      { href: SILENCE, text: "Silence" },
    ],
  },
  pushover: {
    user_key_file: `${SECRETS}/pushover-dba/userKey`,
    token_file: `${SECRETS}/pushover/token`,
    title: TITLE,
    message: TEXT,
    url_title: "Alertmanager",
    priority: '{{ if or (eq .Status "resolved") (eq .CommonLabels.severity "warning" "info") }}0{{ else }}2{{ end }}',
  },
  rocketchat: {
    token_id_file: `${SECRETS}/rocketchat/userId`,
    token_file: `${SECRETS}/rocketchat/token`,
    channel: "#alerts",
    title: TITLE,
    title_link: ALERTS,
    text: TEXT,
    actions: BUTTONS,
  },
  slack: {
    api_url_file: `${SECRETS}/slack/url`,
    channel: "#alerts",
    color: '{{ template "observability.slack.color" . }}',
    title: TITLE,
    title_link: ALERTS,
    text: '{{ template "observability.slack.text" . }}',
    fallback: TITLE,
    actions: BUTTONS,
  },
  sns: {
    topic_arn: "arn:aws:sns:eu-west-1:123456789012:alerts",
    subject: '{{ template "observability.subject" . }}',
    message: `${TITLE}\n${TEXT}`,
  },
  telegram: {
    bot_token_file: `${SECRETS}/telegram/token`,
    chat_id: -1001234567890,
    message: '{{ template "observability.telegram" . }}',
    parse_mode: "HTML",
  },
  victorops: {
    api_key_file: `${SECRETS}/victorops/apiKey`,
    routing_key: "dba",
    message_type:
      '{{ if eq .CommonLabels.severity "warning" }}WARNING{{ else if eq .CommonLabels.severity "info" }}INFO{{ else }}CRITICAL{{ end }}',
    state_message: TEXT,
    entity_display_name: TITLE,
    monitoring_tool: "Alertmanager",
    custom_fields: {
      "vo_annotate.u.Runbook": RUNBOOK,
      "vo_annotate.u.Dashboard": DASHBOARD,
      "vo_annotate.u.Silence": SILENCE,
    },
  },
  webex: {
    room_id: "room",
    message: `**${TITLE}**\n\n${MARKDOWN}`,
    http_config: { authorization: { credentials_file: `${SECRETS}/webex/token` } },
  },
  webhook: { url_file: `${SECRETS}/webhook/url` },
};
const kinds = Object.keys(expected) as readonly ChannelKind[];

test.each(kinds)("%s says what is shipped, and tells when it is over", (kind) =>
  expect(entryOf(minimal[kind])).toEqual({ send_resolved: true, ...expected[kind] }),
);

/**
 * Every key that Alertmanager 0.34.2 reads (config/notifiers.go, notify/<kind>/config.go), but for those that hold a secret inline, the API v1
 * of PagerDuty (`service_key_file`) and what is common to all.
 */
const KEYS: Readonly<Record<ChannelKind, string>> = {
  discord: "webhook_url_file content title message username avatar_url",
  email:
    "to from hello smarthost auth_username auth_password_file auth_secret_file auth_identity headers html text require_tls tls_config force_implicit_tls threading",
  jira: "api_url api_type project summary description labels priority issue_type reopen_transition resolve_transition wont_fix_resolution reopen_duration fields",
  msteamsv2: "webhook_url_file title text",
  opsgenie:
    "api_key_file api_url message description source details entity responders actions tags note priority update_alerts",
  pagerduty:
    "routing_key_file url client client_url description details images links source severity class component group timeout",
  pushover:
    "user_key_file token_file title message url url_title device sound priority retry expire ttl html monospace",
  rocketchat:
    "api_url token_id_file token_file channel color title title_link text fields short_fields emoji icon_url image_url thumb_url link_names actions",
  slack:
    "api_url api_url_file app_token_file app_url channel username color title title_link pretext text message_text fields short_fields footer fallback callback_id icon_emoji icon_url image_url thumb_url link_names mrkdwn_in actions update_message timeout",
  sns: "api_url sigv4 topic_arn phone_number target_arn subject message attributes use_aws_http_client",
  telegram: "api_url bot_token_file chat_id chat_id_file message_thread_id message disable_notifications parse_mode",
  victorops:
    "api_key_file api_url routing_key message_type state_message entity_display_name monitoring_tool custom_fields",
  webex: "api_url message room_id",
  webhook: "url url_file max_alerts timeout payload",
};

test.each(kinds)("%s can be told everything that Alertmanager reads", (kind) => {
  const written = new Set(everySetting[kind].flatMap((each) => Object.keys(entryOf(each))));
  expect([...written].sort()).toEqual(
    [...KEYS[kind].split(" "), "send_resolved", ...(kind === "email" ? [] : ["http_config"])].sort(),
  );
});

test.each(kinds)("what is said of %s takes the place of what is shipped", (kind) => {
  const [first] = everySetting[kind];
  if (first === undefined) throw new Error(kind);
  expect({ ...entryOf(first), http_config: undefined }).toMatchSnapshot();
});

test.each(kinds)("every secret of %s is known with its place", (kind) => {
  for (const each of everySetting[kind]) {
    const settings = parse(channel, each, "channel");
    const files = [...JSON.stringify(channelOf(settings, "channel").settings).matchAll(/secrets\/([^/]+)\//g)];
    const secrets = secretsIn(settings, "prod.receivers.all[0]");
    expect([...new Set(files.map(([, name]) => name))].sort()).toEqual(
      [...new Set(secrets.map(({ secret }) => secret.name))].sort(),
    );
    expect(secrets.every(({ path }) => path.startsWith("prod.receivers.all[0]."))).toBe(true);
  }
});

test("a secret that is hidden deep is told with its place", () =>
  expect(
    secretsIn(parse(channel, everySetting.discord[0], "channel"), "channel").map(
      ({ path, secret }) => `${path} ${secret.name}`,
    ),
  ).toEqual([
    "channel.http.authentication.secret http-user",
    "channel.http.tls.ca http-ca",
    "channel.http.tls.clientCertificate http-certificate",
    "channel.http.headers.X-Api-Key.secret http-header",
    "channel.webhook discord",
  ]));

test("the key of a secret may have another name than the entry", () =>
  expect(entryOf(slack({ webhook: existingSecret("slack", { url: "hook" }), channel: "#a" }))).toMatchObject({
    api_url_file: `${SECRETS}/slack/hook`,
  }));

test.each([everyHttpSetting, ...everyAuthentication.map((authentication) => ({ authentication }))])(
  "talks HTTP as it is told (%#)",
  (http) => expect(entryOf(webhook({ url: existingSecret("webhook"), http }))["http_config"]).toMatchSnapshot(),
);

test("a heartbeat does not page and is never told that all is well", () => {
  const heartbeat = channelOf(webhook({ url: secretVariable("heartbeat", ["url"]), heartbeat: true }), "channel");
  expect(heartbeat).toMatchObject({ heartbeat: true, pages: false, settings: { send_resolved: false } });
});

test("those page that are there to wake people up", () =>
  expect(kinds.filter((kind) => channelOf(parse(channel, minimal[kind], "channel"), "channel").pages)).toEqual([
    "opsgenie",
    "pagerduty",
    "pushover",
    "victorops",
  ]));

test.each([true, false])("a channel can say that it pages: %j", (pages) =>
  expect(channelOf(parse(channel, { ...minimal.webhook, pages }, "channel"), "channel").pages).toBe(pages),
);

test("an app that updates its messages is said in the one way that Alertmanager takes", () =>
  expect(entryOf(slack({ appToken: existingSecret("app"), channel: "#a", updateMessage: true }))).toMatchObject({
    api_url: "https://slack.com/api/chat.postMessage",
    update_message: true,
    http_config: { authorization: { credentials_file: `${SECRETS}/app/token` } },
  }));

test("Telegram is told plain text in the one way that Alertmanager takes", () =>
  expect(entryOf(telegram({ chatId: 1, parseMode: "plain" }))).toMatchObject({
    message: `${TITLE}\n${TEXT}`,
    parse_mode: "",
  }));

test.each([
  ["actions", { ...minimal.slack, actions: [] }],
  ["actions", { ...minimal.rocketchat, actions: [] }],
  ["links", { ...minimal.pagerduty, links: [] }],
] as readonly (readonly [string, ChannelInput])[])("none of its %s is no empty list", (key, input) =>
  expect(entryOf(input)).not.toHaveProperty(key),
);

test.each([
  existingSecret("hook"),
  secretVariable("hook", ["url"]),
  externalSecret("hook", { store: "vault", entries: { url: { key: "hook" } } }),
])("a secret is known in whatever way it comes: $kind", (secret) =>
  expect(secretsIn(parse(channel, slack({ webhook: secret }), "channel"), "channel")).toEqual([
    { path: "channel.webhook", secret },
  ]),
);
