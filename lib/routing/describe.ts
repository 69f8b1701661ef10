/** Routes, receivers and channels in words, the same ones in the terminal and in documents. */
import {
  prometheusDuration,
  type ChannelKind,
  type Duration,
  type Receiver,
  type Route,
  type TimePeriod,
} from "../model";
import { DEFAULTS } from "./evaluate/resolved-tree";
import { toldAgainAfter } from "./evaluate/timing";
import { matcherText } from "./matchers";

/** As their makers write them. */
export const CHANNEL_NAMES: Readonly<Record<ChannelKind, string>> = {
  discord: "Discord",
  email: "e-mail",
  jira: "Jira",
  msteamsv2: "Microsoft Teams",
  opsgenie: "Opsgenie",
  pagerduty: "PagerDuty",
  pushover: "Pushover",
  rocketchat: "Rocket.Chat",
  slack: "Slack",
  sns: "Amazon SNS",
  telegram: "Telegram",
  victorops: "Splunk On-Call (VictorOps)",
  webex: "Webex",
  webhook: "webhook",
};

export const pages = ({ channels }: Pick<Receiver, "channels">): boolean => channels.some((channel) => channel.pages);

/** Told to a machine that notices silence, and to nobody else. */
export const isHeartbeat = ({ channels }: Pick<Receiver, "channels">): boolean =>
  channels.length > 0 && channels.every(({ heartbeat }) => heartbeat === true);

/** `PagerDuty, Slack` */
export const channelsText = ({ channels }: Pick<Receiver, "channels">): string => {
  const names = channels.map(
    ({ kind, heartbeat }) => `${heartbeat === true ? "heartbeat " : ""}${CHANNEL_NAMES[kind]}`,
  );
  return [...new Set(names)].join(", ") || "no channel";
};

/** `team = "dba", severity = "critical"` */
export const matchersText = ({ matchers }: Pick<Route, "matchers">): string =>
  matchers.map(matcherText).join(", ") || "everything";

const labelsText = (groupBy: readonly string[]): string => {
  if (groupBy.includes("...")) return "each alert alone";
  return groupBy.length === 0 ? "all alerts together" : `by ${groupBy.join(", ")}`;
};

/** What a node says of itself that the node above does not say, but for its receiver: `waits 10s`, `continues`, `only within office`. */
export const ownWords = (route: Route, above: Inherited): readonly string[] => {
  const timing = (word: string, own: Duration | undefined, inherited: Duration | undefined): readonly string[] =>
    own === undefined || own.milliseconds === inherited?.milliseconds ? [] : [`${word} ${prometheusDuration(own)}`];
  const { groupBy, muteTimeIntervals, activeTimeIntervals } = route;
  return [
    ...(route.continue ? ["continues"] : []),
    ...(groupBy === undefined || sameLabels(groupBy, above.groupBy) ? [] : [labelsText(groupBy)]),
    ...timing("waits", route.groupWait, above.groupWait),
    ...timing("news after", route.groupInterval, above.groupInterval),
    ...timing("again after", againAfter(route, above), againAfter(above)),
    ...intervalWords({ muteTimeIntervals, activeTimeIntervals }),
  ];
};

/**
 * How long after it has been told what has not changed is told again, as Alertmanager counts: 4 h in steps of 5 min are 4 h 5 min.
 * Undefined where a node and those above it state neither of both.
 */
export const againAfter = (route: Timing, above: Timing = {}): Duration | undefined => {
  const groupInterval = route.groupInterval ?? above.groupInterval;
  const repeatInterval = route.repeatInterval ?? above.repeatInterval;
  if (groupInterval === undefined && repeatInterval === undefined) return undefined;
  return toldAgainAfter({
    groupInterval: groupInterval ?? DEFAULTS.groupInterval,
    repeatInterval: repeatInterval ?? DEFAULTS.repeatInterval,
  });
};

type Timing = Pick<Route, "groupInterval" | "repeatInterval">;

/** `only within office`, `not within holidays` */
export const intervalWords = ({
  muteTimeIntervals,
  activeTimeIntervals,
}: Pick<Route, "muteTimeIntervals" | "activeTimeIntervals">): readonly string[] => [
  ...(activeTimeIntervals.length === 0 ? [] : [`only within ${activeTimeIntervals.join(" or ")}`]),
  ...(muteTimeIntervals.length === 0 ? [] : [`not within ${muteTimeIntervals.join(" or ")}`]),
];

/** What the nodes below have from one that leaves nothing undefined above it. */
export type Inherited = Pick<Route, "receiver" | "groupBy" | "groupWait" | "groupInterval" | "repeatInterval">;

/** What the nodes below a node start from. */
export const inherited = (route: Route, above: Inherited): Inherited => ({
  receiver: route.receiver ?? above.receiver,
  groupBy: route.groupBy ?? above.groupBy,
  groupWait: route.groupWait ?? above.groupWait,
  groupInterval: route.groupInterval ?? above.groupInterval,
  repeatInterval: route.repeatInterval ?? above.repeatInterval,
});

const sameLabels = (a: readonly string[], b: readonly string[] | undefined): boolean =>
  b !== undefined && [...a].sort().join() === [...b].sort().join();

/** `monday to friday, 09:00 to 17:00, Europe/Berlin`; "always" where nothing is stated. */
export const periodText = ({ times, weekdays, daysOfMonth, months, years, zone = "UTC" }: TimePeriod): string => {
  const range = (text: string): string => text.replace(":", " to ");
  const any = (texts: readonly string[] | undefined, word = ""): readonly string[] =>
    texts === undefined || texts.length === 0 ? [] : [`${word}${texts.join(" or ")}`];
  const parts = [
    ...any(weekdays?.map(range)),
    ...any(daysOfMonth?.map(range), "on day "),
    ...any(months?.map(range)),
    ...any(years?.map(range)),
    ...any(times?.map(({ from, to }) => `${from} to ${to}`)),
  ];
  return parts.length === 0 ? "always" : [...parts, zone].join(", ");
};
