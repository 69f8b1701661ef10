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

/** A team and how it is reached: through one channel at least. */
export const team = z
  .strictObject({
    /** Slack channel; its webhook is `slackWebhook` of the routing. @default none: what does not page goes to the default team */
    slack: channel.optional(),
    /** Secret with the entry `routingKey` of a PagerDuty Events API v2 integration; critical alerts page. @default none */
    pager: secretRef("routingKey").optional(),
  })
  .refine(({ slack, pager }) => slack !== undefined || pager !== undefined, {
    error: "has no channel, so that its alerts reach nobody",
    params: { mend: 'write slack: "#channel" or pager: existingSecret("…")' },
  });

/** Grafana's uids have at most 40 characters, and the one of a team's folder begins with `team-`. */
const LONGEST_TEAM = 35;

const teamName = dnsLabel.refine((name) => name.length <= LONGEST_TEAM, {
  error: `has more than ${LONGEST_TEAM} characters, which is too long for the name of a team`,
  params: { mend: `use at most ${LONGEST_TEAM}` },
});

interface Contradiction {
  readonly path: readonly string[];
  readonly input: unknown;
  readonly problem: string;
  readonly mend: string;
}

/** Who gets what nobody else does; undefined where the name is of no team. */
export const defaultTeamOf = ({
  teams,
  defaultTeam,
}: Pick<z.output<typeof shape>, "teams" | "defaultTeam">): string | undefined =>
  Object.keys(teams).find((name) => defaultTeam === undefined || name === defaultTeam);

/** What is fine by itself and wrong together. */
const contradictions = (settings: z.output<typeof shape>): readonly Contradiction[] => {
  const { teams, defaultTeam, slackWebhook, groupInterval, repeatInterval } = settings;
  const names = Object.keys(teams);
  const posting = names.filter((name) => teams[name]?.slack !== undefined);
  const fallback = defaultTeamOf(settings);
  return [
    ...(fallback === undefined || teams[fallback]?.slack !== undefined || teams[fallback]?.pager === undefined
      ? []
      : [
          {
            path: ["teams", fallback, "slack"],
            input: undefined,
            problem:
              "is missing for the default team, so that alerts that neither page nor have another channel reach nobody",
            mend: `write slack: "#channel"${posting.length === 0 ? "" : `, or defaultTeam: "${posting[0]}"`}`,
          },
        ]),
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
    .record(teamName, team)
    .readonly()
    .refine((teams) => Object.keys(teams).length > 0, {
      error: "has no team, so that no alert reaches anybody",
      params: { mend: 'write at least one, e.g. { platform: { slack: "#alerts" } }' },
    }),
  /** Who gets what nobody owns, and what its owner has no channel for. Needs a Slack channel. @default the first team */
  defaultTeam: z.string().optional(),
  /** Secret with the entry `url` of a Slack incoming webhook. Needed as soon as a team has a channel. @default none */
  slackWebhook: secretRef("url").optional(),
  /**
   * Secret with the entry `url` that is called as long as all is well; who stops hearing from it knows that the path is dead. The alert that
   * fires always comes with `watchdogPack()`, which every platform has. @default none
   */
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

/** The alert that fires always and is told to the heartbeat alone. */
export const HEARTBEAT_ALERT = "Watchdog";

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

/** No team's name has a slash, so that no team can be called like another receiver. */
const NOBODY = "nobody";
const HEARTBEAT = "heartbeat";
const receiverOf = (name: string): string => `team/${name}`;
const criticalReceiverOf = (name: string): string => `team/${name}/critical`;

const receiver = (routing: Routing, team: string, paging: boolean): Values => {
  const { slack, pager } = routing.teams[team] ?? {};
  return {
    name: paging ? criticalReceiverOf(team) : receiverOf(team),
    ...(slack === undefined || routing.slackWebhook === undefined
      ? {}
      : { slack_configs: [slackConfig(routing.slackWebhook, slack)] }),
    ...(paging && pager !== undefined
      ? { pagerduty_configs: [{ routing_key_file: file(pager, "routingKey"), send_resolved: true }] }
      : {}),
  };
};

/** A warning belongs to a critical alert if it is about the same thing; a label that both lack counts as the same. */
const SAME_THING = ["alertname", "service", "cluster", "namespace", "pod", "instance", "node"];

/** Labels that decide who is told, what is told together, and what hides what. */
export const ROUTED_BY: readonly string[] = ["severity", "team", ...SAME_THING];

/** The whole configuration. A team's own alerts come first, so that no broader route hides them. */
export const alertmanagerConfig = (routing: Routing): Values => {
  const { teams } = routing;
  const names = Object.keys(teams);
  const posting = names.filter((name) => teams[name]?.slack !== undefined);
  const fallback = defaultTeamOf(routing);
  const fallbackReceiver = fallback === undefined ? NOBODY : receiverOf(fallback);
  return {
    route: {
      receiver: fallbackReceiver,
      group_by: ["alertname", "cluster", "service"],
      group_wait: prometheusDuration(routing.groupWait),
      group_interval: prometheusDuration(routing.groupInterval),
      repeat_interval: prometheusDuration(routing.repeatInterval),
      routes: [
        {
          matchers: [`alertname = "${HEARTBEAT_ALERT}"`],
          receiver: routing.heartbeat === undefined ? NOBODY : HEARTBEAT,
          group_wait: "0s",
          group_interval: "1m",
          repeat_interval: "1m",
        },
        ...names.map((name) => ({
          matchers: [`team = "${name}"`],
          receiver: posting.includes(name) ? receiverOf(name) : fallbackReceiver,
          routes: [{ matchers: ['severity = "critical"'], receiver: criticalReceiverOf(name) }],
        })),
        ...(fallback === undefined
          ? []
          : [{ matchers: ['severity = "critical"'], receiver: criticalReceiverOf(fallback) }]),
      ],
    },
    inhibit_rules: [
      {
        source_matchers: ['severity = "critical"'],
        target_matchers: ['severity = "warning"'],
        equal: SAME_THING,
      },
    ],
    receivers: [
      { name: NOBODY },
      ...(routing.heartbeat === undefined
        ? []
        : [
            {
              name: HEARTBEAT,
              webhook_configs: [{ url_file: file(routing.heartbeat, "url"), send_resolved: false }],
            },
          ]),
      ...posting.map((name) => receiver(routing, name, false)),
      ...names.map((name) => receiver(routing, name, true)),
    ],
  };
};
