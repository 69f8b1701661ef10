/** The configuration as Alertmanager's file has it (0.34, current spellings only). */
import {
  prometheusDuration,
  type Channel,
  type Duration,
  type InhibitRule,
  type Receiver,
  type Route,
  type RoutingConfiguration,
  type TimeInterval,
  type TimePeriod,
  type Values,
} from "../model";
import { matcherText } from "./matchers";

/** Where the templates of the configuration are mounted; the chart puts them beside its own file. */
const TEMPLATES_FOLDER = "/etc/alertmanager";

export const renderConfiguration = (configuration: RoutingConfiguration): Values => ({
  ...(Object.keys(configuration.global).length === 0 ? {} : { global: configuration.global }),
  route: renderRoute(configuration.route),
  ...list("inhibit_rules", configuration.inhibitRules.map(renderInhibitRule)),
  ...list("time_intervals", configuration.timeIntervals.map(renderTimeInterval)),
  receivers: configuration.receivers.map(renderReceiver),
  ...list(
    "templates",
    configuration.templates.map(({ name }) => `${TEMPLATES_FOLDER}/${name}`),
  ),
});

const list = (key: string, values: readonly unknown[] | undefined): Values =>
  values === undefined || values.length === 0 ? {} : { [key]: values };

const time = (key: string, value: Duration | undefined): Values =>
  value === undefined ? {} : { [key]: prometheusDuration(value) };

const renderRoute = (route: Route): Values => ({
  ...list("matchers", route.matchers.map(matcherText)),
  ...(route.receiver === undefined ? {} : { receiver: route.receiver }),
  // An empty list groups everything together; without the key, the labels of the node above count.
  ...(route.groupBy === undefined ? {} : { group_by: route.groupBy }),
  ...time("group_wait", route.groupWait),
  ...time("group_interval", route.groupInterval),
  ...time("repeat_interval", route.repeatInterval),
  ...list("mute_time_intervals", route.muteTimeIntervals),
  ...list("active_time_intervals", route.activeTimeIntervals),
  ...(route.continue ? { continue: true } : {}),
  ...list("routes", route.routes.map(renderRoute)),
});

const renderInhibitRule = ({ source, target, equal }: InhibitRule): Values => ({
  source_matchers: source.map(matcherText),
  target_matchers: target.map(matcherText),
  ...list("equal", equal),
});

const renderTimeInterval = ({ name, periods }: TimeInterval): Values => ({
  name,
  time_intervals: periods.map(renderPeriod),
});

const renderPeriod = ({ times, weekdays, daysOfMonth, months, years, zone }: TimePeriod): Values => ({
  ...list(
    "times",
    times?.map(({ from, to }) => ({ start_time: from, end_time: to })),
  ),
  ...list("weekdays", weekdays),
  ...list("days_of_month", daysOfMonth),
  ...list("months", months),
  ...list("years", years),
  ...(zone === undefined ? {} : { location: zone }),
});

const renderReceiver = ({ name, channels }: Receiver): Values => {
  const byKind = new Map<Channel["kind"], readonly Values[]>();
  for (const { kind, settings } of channels) byKind.set(kind, [...(byKind.get(kind) ?? []), settings]);
  return { name, ...Object.fromEntries([...byKind].map(([kind, settings]) => [`${kind}_configs`, settings])) };
};
