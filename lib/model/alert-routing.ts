/** Who is told of which alert, as plain data: what Alertmanager is configured with, what checks judge and the evaluator walks through. */
import type { Duration } from "./duration";
import type { RoutingTest } from "./routing-test";
import type { Values } from "./values";

/** A condition on one label. A label that is missing counts as empty; regular expressions are RE2's, anchored at both ends. */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

/** A node of the tree. What it leaves undefined, it has from the node above. */
export interface Route {
  /** Where it stands in the input: `prod.alerting.route.routes[2]`, `prod.alerting.teams.dba`. */
  readonly path: string;
  /** All must hold. */
  readonly matchers: readonly LabelMatcher[];
  readonly receiver?: string;
  /** Ask the siblings after it as well, although it has taken the alert. */
  readonly continue: boolean;
  /** Alerts that agree in these labels are told together; `["..."]` stands for all labels. */
  readonly groupBy?: readonly string[];
  readonly groupWait?: Duration;
  readonly groupInterval?: Duration;
  readonly repeatInterval?: Duration;
  /** Names of time intervals in which it tells nobody. Not inherited. */
  readonly muteTimeIntervals: readonly string[];
  /** Names of time intervals outside of which it tells nobody. Not inherited. */
  readonly activeTimeIntervals: readonly string[];
  readonly routes: readonly Route[];
}

export type ChannelKind =
  | "discord"
  | "email"
  | "jira"
  | "msteamsv2"
  | "opsgenie"
  | "pagerduty"
  | "pushover"
  | "rocketchat"
  | "slack"
  | "sns"
  | "telegram"
  | "victorops"
  | "webex"
  | "webhook";

/** One way to tell somebody. */
export interface Channel {
  readonly kind: ChannelKind;
  /** `prod.alerting.receivers.dba[0]` */
  readonly path: string;
  /** It wakes people up. */
  readonly pages: boolean;
  /** It leads to a machine that notices silence: the far end of the dead man's switch. */
  readonly heartbeat?: boolean;
  /** The entry below `<kind>_configs`, as Alertmanager reads it. */
  readonly settings: Values;
}

export interface Receiver {
  readonly name: string;
  readonly path: string;
  /** Whose it is. @default nobody's in particular */
  readonly team?: string;
  /** None: what gets here is told to nobody. */
  readonly channels: readonly Channel[];
}

/** Alerts that keep others from being told. A label of `equal` that both lack counts as equal. */
export interface InhibitRule {
  readonly path: string;
  readonly source: readonly LabelMatcher[];
  readonly target: readonly LabelMatcher[];
  readonly equal: readonly string[];
}

type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
type Month =
  | "january"
  | "february"
  | "march"
  | "april"
  | "may"
  | "june"
  | "july"
  | "august"
  | "september"
  | "october"
  | "november"
  | "december";

/** A stretch of time that comes again and again: all that is stated must hold, each list by one of its entries. */
export interface TimePeriod {
  /** `24:00` ends the day; the end itself is outside. */
  readonly times?: readonly { readonly from: string; readonly to: string }[];
  /** The week begins with sunday: `monday:friday` is a range, `saturday:sunday` is none. */
  readonly weekdays?: readonly (Weekday | `${Weekday}:${Weekday}`)[];
  /** `1:7`, `-1` for the last day, `-3:-1` for the last three. */
  readonly daysOfMonth?: readonly string[];
  readonly months?: readonly (Month | `${Month}:${Month}`)[];
  /** `2027` or `2027:2029` */
  readonly years?: readonly string[];
  /** Name of a time zone (IANA), whose daylight saving counts. @default "UTC" */
  readonly zone?: string;
}

export interface TimeInterval {
  readonly name: string;
  readonly path: string;
  /** It holds when one of them does. */
  readonly periods: readonly TimePeriod[];
}

/** A file of named Go templates. */
export interface TemplateFile {
  /** `company.tmpl` */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

export interface RoutingConfiguration {
  /** The `global` section, as Alertmanager reads it. */
  readonly global: Values;
  readonly route: Route;
  readonly receivers: readonly Receiver[];
  readonly inhibitRules: readonly InhibitRule[];
  readonly timeIntervals: readonly TimeInterval[];
  readonly templates: readonly TemplateFile[];
}

/** What an environment registers about who is told. */
export interface AlertRouting {
  /** `prod.alerting` */
  readonly path: string;
  /** Names that the label `team` may have. */
  readonly teams: readonly string[];
  /** Labels that routes match, alerts are grouped and inhibited by. */
  readonly labels: readonly string[];
  readonly configuration: RoutingConfiguration;
  /** How long Alertmanager remembers what it has told. */
  readonly retention: Duration;
  /** Where people and links find Alertmanager. */
  readonly url: string;
  /** What must come out, as the environment says. */
  readonly tests: readonly RoutingTest[];
}
