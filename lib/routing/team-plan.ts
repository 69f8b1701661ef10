/** What becomes of one team's alerts: its receivers, and the routes below the one that knows the team. */
import { days, hours, milliseconds, type Route } from "../model";
import { channelOf, email, pagerduty, slack, type ChannelInput } from "./channels";
import type { Team, TeamRouting } from "./teams";
import { shortestStretch } from "./time/stretches";

/** No team's name has a slash, so that no team can be called like another receiver. */
export const NOBODY = "nobody";

/** What a receiver tells through, each channel with the place where it is written. */
export interface Planned {
  readonly name: string;
  readonly team?: string;
  readonly path: string;
  readonly channels: readonly { readonly path: string; readonly channel: ChannelInput }[];
}

const pagesOf = (each: ChannelInput): boolean => channelOf(each, "").pages;

interface Ways {
  readonly posts: Planned["channels"];
  readonly pages: Planned["channels"];
}

/** What a team is told of warnings through, and what wakes it. */
const waysOf = (
  { slackApp, slackWebhook }: TeamRouting,
  { slack: target, email: mail, pager, channels = [] }: Partial<Team>,
  path: string,
): Ways => {
  const further = channels.map((channel, index) => ({ path: `${path}.channels[${index}]`, channel }));
  return {
    posts: [
      ...(target === undefined || (slackApp ?? slackWebhook) === undefined
        ? []
        : [{ path: `${path}.slack`, channel: slack({ appToken: slackApp, webhook: slackWebhook, channel: target }) }]),
      ...(mail === undefined ? [] : [{ path: `${path}.email`, channel: email({ to: mail }) }]),
      ...further.filter(({ channel }) => !pagesOf(channel)),
    ],
    pages: [
      ...(pager === undefined ? [] : [{ path: `${path}.pager`, channel: pagerduty({ routingKey: pager }) }]),
      ...further.filter(({ channel }) => pagesOf(channel)),
    ],
  };
};

/**
 * Once a day is a summary. Alertmanager tells again one interval late, so what stands is told every three days; it forgets after five (its
 * own default).
 */
const DIGEST = { groupWait: hours(1), groupInterval: days(1), repeatInterval: days(2) };

export interface Plan {
  /** Receivers that only exist where a route leads to them. */
  readonly receivers: readonly Planned[];
  /** What is left of an alert once its team is known. */
  readonly severities: (path: string) => readonly Route[];
  /** Who is told of the rest. */
  readonly receiver: string;
}

export const route = (path: string, matchers: Route["matchers"], rest: Partial<Route> = {}): Route => ({
  path,
  matchers,
  continue: false,
  muteTimeIntervals: [],
  activeTimeIntervals: [],
  routes: [],
  ...rest,
});

export const severity = (value: string): Route["matchers"] => [{ label: "severity", operator: "=", value }];
export const hoursOf = (name: string): string => `hours/${name}`;

/** Who is told of what a team has no channel for. */
export interface Fallback {
  readonly receiver: string;
  readonly pages: Planned["channels"];
}

export const fallbackOf = (routing: TeamRouting, name: string, each: Team, path: string): Fallback => ({
  receiver: receiverOf(name),
  pages: waysOf(routing, each, path).pages,
});

const receiverOf = (name: string, suffix = ""): string => `team/${name}${suffix}`;

/** @param fallback undefined for the default team itself */
export const planOf = (
  routing: TeamRouting,
  name: string,
  each: Team,
  path: string,
  fallback: Fallback | undefined,
): Plan => {
  const own = waysOf(routing, each, path);
  const others = waysOf(routing, each.afterHours ?? {}, `${path}.afterHours`);
  const { posts } = own;
  // Whoever has no pager is not left alone with what is critical.
  const pages = own.pages.length > 0 ? own.pages : (fallback?.pages ?? []);
  const receiver = (suffix: string, channels: Planned["channels"]): Planned => ({
    name: receiverOf(name, suffix),
    team: name,
    path,
    channels,
  });
  const rest = posts.length === 0 ? (fallback?.receiver ?? NOBODY) : receiverOf(name);
  const critical = receiver("/critical", [...pages, ...posts]);
  const criticalAtNight = receiver("/critical/after-hours", [
    ...(others.pages.length > 0 ? others.pages : pages),
    ...(others.posts.length > 0 ? others.posts : posts),
  ]);
  const warningAtNight = receiver("/after-hours", others.posts);
  const mail = posts.filter(({ channel }) => channel.kind === "email");
  const digest = receiver("/digest", mail.length > 0 ? mail : posts);
  const within = hoursOf(name);
  const shifts = each.afterHours !== undefined;
  const byDay = withinShift(routing, each, false);
  const byNight = withinShift(routing, each, true);

  const severities = (at: string): readonly Route[] => [
    ...(shifts
      ? [
          route(at, severity("critical"), {
            receiver: critical.name,
            activeTimeIntervals: [within],
            continue: true,
            ...byDay,
          }),
          route(at, severity("critical"), { receiver: criticalAtNight.name, muteTimeIntervals: [within], ...byNight }),
        ]
      : [route(at, severity("critical"), { receiver: critical.name })]),
    ...(each.hours === undefined
      ? []
      : [
          route(at, severity("warning"), {
            receiver: rest,
            activeTimeIntervals: [within],
            continue: others.posts.length > 0,
            ...byDay,
          }),
          ...(others.posts.length === 0
            ? []
            : [
                route(at, severity("warning"), {
                  receiver: warningAtNight.name,
                  muteTimeIntervals: [within],
                  ...byNight,
                }),
              ]),
        ]),
    each.info === "nowhere"
      ? route(at, severity("info"), { receiver: NOBODY })
      : route(at, severity("info"), {
          receiver: posts.length === 0 ? rest : digest.name,
          groupBy: ["team", "cluster"],
          ...DIGEST,
        }),
  ];
  return {
    receiver: rest,
    severities,
    receivers: [receiver("", posts), critical, criticalAtNight, warningAtNight, digest].filter(
      ({ channels }) => channels.length > 0,
    ),
  };
};

/**
 * Alertmanager does not learn within a silent shift that an alert has ended: one that comes back is told only when the repetition is due. So it
 * must be due before the shift begins again, which is one interval later than it says.
 * @param holding whether the route is silent while the hours hold
 */
const withinShift = (routing: TeamRouting, { hours: periods = [], ...own }: Team, holding: boolean): Partial<Route> => {
  const silent = shortestStretch(periods, holding);
  const groupInterval = own.groupInterval ?? routing.groupInterval;
  const repeatInterval = own.repeatInterval ?? routing.repeatInterval;
  if (silent === undefined) return {};
  const longest = Math.max(silent.milliseconds - 2 * groupInterval.milliseconds, groupInterval.milliseconds);
  return repeatInterval.milliseconds <= longest ? {} : { repeatInterval: milliseconds(longest) };
};
