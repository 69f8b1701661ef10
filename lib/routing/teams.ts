/** Who is told what: teams and their channels, turned into an Alertmanager configuration (Alertmanager 0.34, current spellings only). */
import * as z from "zod";
import {
  didYouMean,
  dnsLabel,
  duration,
  hours,
  minutes,
  nonEmpty,
  prometheusDuration,
  seconds,
  secretKey,
  secretRef,
  type SecretRef,
  type Values,
} from "../model";

const channel = nonEmpty.refine((value) => /^[#@]\S+$/.test(value), {
  error: "is no Slack channel",
  params: { mend: "write #channel or @person" },
});

/** A team and how it is reached. */
export const team = z.strictObject({
  /** Slack channel; its webhook is `slackWebhook` of the routing. @default none */
  slack: channel.optional(),
  /** Secret with the entry `routingKey` of a PagerDuty Events API v2 integration; critical alerts page. @default none */
  pager: secretRef("routingKey").optional(),
});

interface Contradiction {
  readonly path: readonly string[];
  readonly input: unknown;
  readonly problem: string;
  readonly mend: string;
}

/** What is fine by itself and wrong together. */
const contradictions = (settings: z.output<typeof shape>): readonly Contradiction[] => {
  const { teams, defaultTeam, slackWebhook, groupInterval, repeatInterval } = settings;
  const names = Object.keys(teams);
  const posting = names.filter((name) => teams[name]?.slack !== undefined);
  return [
    ...(defaultTeam === undefined || names.includes(defaultTeam)
      ? []
      : [
          {
            path: ["defaultTeam"],
            input: undefined,
            problem: `names the team "${defaultTeam}", which does not exist${didYouMean(defaultTeam, names)}`,
            mend: `write one of ${names.join(", ")}`,
          },
        ]),
    ...(posting.length === 0 || slackWebhook !== undefined
      ? []
      : [
          {
            path: ["slackWebhook"],
            input: undefined,
            problem: `is missing, though ${posting.join(", ")} is told through Slack`,
            mend: 'write existingSecret("slack-webhook"), a Secret with the entry url',
          },
        ]),
    ...(repeatInterval.milliseconds >= groupInterval.milliseconds
      ? []
      : [
          {
            path: ["repeatInterval"],
            input: repeatInterval,
            problem: "is shorter than groupInterval, in whose steps Alertmanager looks",
            mend: `write ${prometheusDuration(groupInterval)} or more`,
          },
        ]),
  ];
};

const shape = z.strictObject({
  /** Teams by the value of the label `team`. */
  teams: z
    .record(dnsLabel, team)
    .readonly()
    .refine((teams) => Object.keys(teams).length > 0, {
      error: "has no team, so that no alert reaches anybody",
      params: { mend: 'write at least one, e.g. { platform: { slack: "#alerts" } }' },
    }),
  /** Who gets what nobody owns. @default the first team */
  defaultTeam: z.string().optional(),
  /** Secret with the entry `url` of a Slack incoming webhook. Needed as soon as a team has a channel. @default none */
  slackWebhook: secretRef("url").optional(),
  /** Secret with the entry `url` that is called as long as all is well; who stops hearing from it knows that the path is dead. @default none */
  heartbeat: secretRef("url").optional(),
  /** How long to wait for more alerts of the same group. @default seconds(10) */
  groupWait: duration.default(seconds(10)),
  /** How long to wait before new alerts of a group are told. @default minutes(5) */
  groupInterval: duration.default(minutes(5)),
  /** How long until a standing alert is told again. @default hours(12) */
  repeatInterval: duration.default(hours(12)),
});

/** Who is told what, contradictions refused. */
export const routing = shape.superRefine((settings, context) => {
  for (const { path, input, problem, mend } of contradictions(settings))
    context.addIssue({ code: "custom", path: [...path], input, message: problem, params: { mend } });
});
export type Routing = z.output<typeof routing>;
export type RoutingInput = z.input<typeof routing>;

/** Where Alertmanager finds mounted secrets. */
export const SECRETS_FOLDER = "/etc/alertmanager/secrets";

const file = (secret: SecretRef, entry: string): string => {
  const { name, key } = secretKey(secret, entry);
  return `${SECRETS_FOLDER}/${name}/${key}`;
};

/** The secrets that the configuration reads from files, with the place of each. */
export const routingSecrets = (
  { slackWebhook, heartbeat, teams }: Routing,
  path: string,
): readonly { readonly path: string; readonly secret: SecretRef }[] => [
  ...(slackWebhook === undefined ? [] : [{ path: `${path}.slackWebhook`, secret: slackWebhook }]),
  ...(heartbeat === undefined ? [] : [{ path: `${path}.heartbeat`, secret: heartbeat }]),
  ...Object.entries(teams).flatMap(([name, { pager }]) =>
    pager === undefined ? [] : [{ path: `${path}.teams.${name}.pager`, secret: pager }],
  ),
];

/** Messages fit on a phone: what, how bad, where, and what to open. */
const slackConfig = (webhook: SecretRef, target: string): Values => ({
  api_url_file: file(webhook, "url"),
  channel: target,
  send_resolved: true,
  title: "[{{ .Status | toUpper }}] {{ .CommonLabels.alertname }} ({{ .CommonLabels.severity }})",
  text: "{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.runbook_url }}\n{{ end }}",
});

const receiver = (name: string, routing: Routing, teamName: string, paging: boolean): Values => {
  const { slack, pager } = routing.teams[teamName] ?? {};
  return {
    name,
    ...(slack === undefined || routing.slackWebhook === undefined
      ? {}
      : { slack_configs: [slackConfig(routing.slackWebhook, slack)] }),
    ...(paging && pager !== undefined
      ? { pagerduty_configs: [{ routing_key_file: file(pager, "routingKey"), send_resolved: true }] }
      : {}),
  };
};

const teamRoute = (name: string): Values => ({
  matchers: [`team = "${name}"`],
  receiver: name,
  routes: [{ matchers: ['severity = "critical"'], receiver: `${name}-critical` }],
});

/** The whole configuration. A team's own alerts come first, so that no broader route hides them. */
export const alertmanagerConfig = (routing: Routing): Values => {
  const names = Object.keys(routing.teams);
  const fallback = routing.defaultTeam ?? names[0] ?? "nobody";
  return {
    route: {
      receiver: fallback,
      group_by: ["alertname", "cluster", "service"],
      group_wait: prometheusDuration(routing.groupWait),
      group_interval: prometheusDuration(routing.groupInterval),
      repeat_interval: prometheusDuration(routing.repeatInterval),
      routes: [
        {
          matchers: ['alertname = "Watchdog"'],
          receiver: routing.heartbeat === undefined ? "nobody" : "heartbeat",
          group_wait: "0s",
          group_interval: "1m",
          repeat_interval: "1m",
        },
        ...names.map(teamRoute),
        { matchers: ['severity = "critical"'], receiver: `${fallback}-critical` },
      ],
    },
    inhibit_rules: [
      {
        source_matchers: ['severity = "critical"'],
        target_matchers: ['severity = "warning"'],
        equal: ["alertname", "service"],
      },
    ],
    receivers: [
      { name: "nobody" },
      ...(routing.heartbeat === undefined
        ? []
        : [
            {
              name: "heartbeat",
              webhook_configs: [{ url_file: file(routing.heartbeat, "url"), send_resolved: false }],
            },
          ]),
      ...names.flatMap((name) => [
        receiver(name, routing, name, false),
        receiver(`${name}-critical`, routing, name, true),
      ]),
    ],
  };
};
