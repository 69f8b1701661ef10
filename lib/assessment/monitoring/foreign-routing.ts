/** Reads a configuration of Alertmanager, or an AlertmanagerConfig object, into our own form; paths say the lines of the file. */
import type {
  Channel,
  ChannelKind,
  Duration,
  InhibitRule,
  LabelMatcher,
  Receiver,
  Route,
  RoutingConfiguration,
  TimeInterval,
  TimePeriod,
  Values,
} from "../../model";
import { milliseconds } from "../../model";
import { durationMilliseconds } from "../../query";
import type { Structured } from "../project";
import { labelsOf, listOf, mapOf, textOf, textsIn } from "./reading";

type Keys = readonly (string | number)[];

/** `matchers`, `group_by` of a file and `groupBy` of an object alike. */
const keyOf = (value: Values, name: string): string =>
  name in value ? name : name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const get = (value: Values, name: string): unknown => value[keyOf(value, name)];

export const foreignRouting = ({ file, value, lineOf }: Structured): RoutingConfiguration => {
  const whole = mapOf(value);
  const place = (keys: Keys): string => `${file.path}.${PARTS[keys[0] ?? ""] ?? "timeIntervals"}[${lineOf(keys)}]`;
  const intervalKeys = ["time_intervals", "mute_time_intervals", "timeIntervals", "muteTimeIntervals"];
  return {
    global: {},
    route: routeOf(mapOf(whole["route"]), ["route"], place),
    receivers: listOf(whole["receivers"]).map((receiver, index) =>
      receiverOf(mapOf(receiver), ["receivers", index], place),
    ),
    inhibitRules: inhibitRules(whole, place),
    timeIntervals: intervalKeys.flatMap((key) =>
      listOf(whole[key]).map((interval, index) => intervalOf(mapOf(interval), [key, index], place)),
    ),
    templates: [],
  };
};

/** Names of parts as checks know them from our own trees. */
const PARTS: Readonly<Record<string, string>> = {
  route: "route",
  receivers: "receivers",
  inhibit_rules: "inhibitRules",
  inhibitRules: "inhibitRules",
};

/** `alertmanager.yml.route[12]` is `alertmanager.yml:12`, wherever it stands in a text. */
export const withLines = (text: string, file: string): string =>
  text
    .split(`${file}.`)
    .map((part, index) => {
      if (index === 0) return part;
      const [whole = "", line] = /^(?:route|receivers|inhibitRules|timeIntervals)\[(\d+)\]/.exec(part) ?? [];
      return line === undefined ? `${file}.${part}` : `${file}:${line}${part.slice(whole.length)}`;
    })
    .join("");

const inhibitRules = (whole: Values, place: (keys: Keys) => string): readonly InhibitRule[] => {
  const key = keyOf(whole, "inhibit_rules");
  return listOf(whole[key]).map((rule, index) => {
    const each = mapOf(rule);
    const side = (name: string): readonly LabelMatcher[] => [
      ...matchersIn(get(each, `${name}_matchers`) ?? each[`${name}Match`]),
      ...matchMap(each[`${name}_match`], "="),
      ...matchMap(each[`${name}_match_re`], "=~"),
    ];
    return {
      path: place([key, index]),
      source: side("source"),
      target: side("target"),
      equal: textsIn(each["equal"]),
    };
  });
};

/** Routes deeper than this are left out: nobody writes them by hand. */
const DEEPEST = 50;

const routeOf = (route: Values, keys: Keys, place: (keys: Keys) => string): Route => {
  const groupBy = get(route, "group_by");
  const length = (name: string): Duration | undefined => {
    const time = durationMilliseconds(textOf(get(route, name)) ?? "");
    return time === undefined ? undefined : milliseconds(time);
  };
  return {
    path: place(keys),
    matchers: [
      ...matchersIn(route["matchers"]),
      ...matchMap(route["match"], "="),
      ...matchMap(get(route, "match_re"), "=~"),
    ],
    receiver: textOf(route["receiver"]),
    continue: route["continue"] === true,
    groupBy: groupBy === undefined ? undefined : textsIn(groupBy),
    groupWait: length("group_wait"),
    groupInterval: length("group_interval"),
    repeatInterval: length("repeat_interval"),
    muteTimeIntervals: textsIn(get(route, "mute_time_intervals")),
    activeTimeIntervals: textsIn(get(route, "active_time_intervals")),
    routes:
      keys.length > 2 * DEEPEST
        ? []
        : listOf(route["routes"]).map((each, index) => routeOf(mapOf(each), [...keys, "routes", index], place)),
  };
};

const matchMap = (value: unknown, operator: LabelMatcher["operator"]): readonly LabelMatcher[] =>
  Object.entries(labelsOf(value)).map(([label, text]) => ({ label, operator, value: text }));

/** A list of `severity = "critical"`, of several within braces, or of `{ name, value, matchType }`. */
const matchersIn = (value: unknown): readonly LabelMatcher[] =>
  (typeof value === "string" ? [value] : listOf(value)).flatMap((each) => {
    if (typeof each === "string") return matchersInText(each);
    const { name, value: wanted, matchType, regex } = mapOf(each);
    const label = textOf(name);
    const operator = OPERATORS.find((known) => known === matchType) ?? (regex === true ? "=~" : "=");
    return label === undefined ? [] : [{ label, operator, value: textOf(wanted) ?? "" }];
  });

const OPERATORS = ["=~", "!~", "!=", "="] as const;
const MATCHER = /\s*"?([^\s"=!~,{}]{1,200})"?\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^,}"]*))\s*(?:,|$)/y;
const LONGEST = 10_000;

/** Nothing where it is no list of matchers. */
const matchersInText = (written: string): readonly LabelMatcher[] => {
  const text = written.trim().replace(/^\{|\}$/g, "");
  if (text.length > LONGEST) return [];
  const found: LabelMatcher[] = [];
  MATCHER.lastIndex = 0;
  while (MATCHER.lastIndex < text.length) {
    const [whole, label, operator, quoted, bare] = MATCHER.exec(text) ?? [];
    if (whole === undefined || label === undefined) return [];
    found.push({
      label,
      operator: OPERATORS.find((known) => known === operator) ?? "=",
      value: quoted === undefined ? (bare ?? "").trim() : quoted.replace(/\\(["\\])/g, "$1"),
    });
  }
  return found;
};

const KINDS: Readonly<Record<string, ChannelKind>> = {
  discord: "discord",
  email: "email",
  jira: "jira",
  msteams: "msteamsv2",
  msteamsv2: "msteamsv2",
  opsgenie: "opsgenie",
  pagerduty: "pagerduty",
  pushover: "pushover",
  rocketchat: "rocketchat",
  slack: "slack",
  sns: "sns",
  telegram: "telegram",
  victorops: "victorops",
  webex: "webex",
  webhook: "webhook",
};

const PAGING: ReadonlySet<ChannelKind> = new Set(["opsgenie", "pagerduty", "pushover", "victorops"]);

const receiverOf = (receiver: Values, keys: Keys, place: (keys: Keys) => string): Receiver => ({
  name: textOf(receiver["name"]) ?? "",
  path: place(keys),
  channels: Object.entries(receiver).flatMap(([key, entries]) => {
    const name = /^(\w{1,40}?)_?[cC]onfigs$/.exec(key)?.[1]?.toLowerCase();
    if (name === undefined) return [];
    return listOf(entries).map((_, index): Channel => {
      const kind = (Object.hasOwn(KINDS, name) ? KINDS[name] : undefined) ?? "webhook";
      return { kind, path: place([...keys, key, index]), pages: PAGING.has(kind), settings: {} };
    });
  }),
});

const intervalOf = (interval: Values, keys: Keys, place: (keys: Keys) => string): TimeInterval => ({
  name: textOf(interval["name"]) ?? "",
  path: place(keys),
  periods: listOf(get(interval, "time_intervals")).map((period) => periodOf(mapOf(period))),
});

/** Words of Alertmanager's format that are those of ours. */
const periodOf = (period: Values): TimePeriod => {
  const list = (name: string) => {
    const texts = textsIn(get(period, name)).map((each) => each.toLowerCase());
    return texts.length === 0 ? undefined : texts;
  };
  const times = listOf(period["times"]).map((each) => ({
    from: textOf(get(mapOf(each), "start_time")) ?? "00:00",
    to: textOf(get(mapOf(each), "end_time")) ?? "24:00",
  }));
  const zone = textOf(period["location"]);
  return {
    ...(times.length === 0 ? {} : { times }),
    ...present("weekdays", list("weekdays") as TimePeriod["weekdays"]),
    ...present("daysOfMonth", list("days_of_month")),
    ...present("months", list("months") as TimePeriod["months"]),
    ...present("years", list("years")),
    ...(zone === undefined ? {} : { zone }),
  };
};

const present = <Key extends keyof TimePeriod>(key: Key, value: TimePeriod[Key]): TimePeriod =>
  value === undefined ? {} : { [key]: value };
