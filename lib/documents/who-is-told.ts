/** Every alert of an environment with the receivers that it reaches, for each label set that it can carry: the table that people want to see. */
import { routedOf } from "../checks";
import { WORST_FIRST, type AlertSeverity, type Model, type Receiver, type Route } from "../model";
import { isHeartbeat, pages, type Labels } from "../routing";

export interface Destination {
  readonly receiver: Receiver;
  /** The node that leads to it. */
  readonly route: Route;
}

export interface ToldAlert {
  readonly name: string;
  readonly severity: AlertSeverity;
  /** Empty where it depends on the series. */
  readonly team: string;
  /** What tells these alerts from others of the same rule that are told to others. Nothing where all are told alike. */
  readonly where: Labels;
  /** In the order of the tree. Which of them tell at a time is up to their intervals. */
  readonly destinations: readonly Destination[];
}

/** The alerts of one Alertmanager by team, the worst first, then by name. */
export interface Told {
  /** Where its routing stands in the input. */
  readonly path: string;
  readonly alerts: readonly ToldAlert[];
}

export const whoIsTold = (model: Model): readonly Told[] =>
  routedOf(model).map(({ routing, alerts, receiver }) => ({
    path: routing.path,
    alerts: alerts
      .flatMap(({ name, severity, states, outcomes }): readonly ToldAlert[] => {
        const team = states[0]?.("team").values?.join() ?? "";
        const ways = new Map<string, ToldAlert>();
        for (const { labels, deliveries } of outcomes) {
          const destinations = deliveries.flatMap(({ route, receiver: to }) => {
            const found = receiver(to);
            return found === undefined ? [] : [{ receiver: found, route }];
          });
          const key = JSON.stringify(destinations.map((each) => destinationKey(each)));
          if (!ways.has(key)) ways.set(key, { name, severity, team, where: labels, destinations });
        }
        return alone([...ways.values()]);
      })
      .sort((a, b) => (order(a) < order(b) ? -1 : 1)),
  }));

const destinationKey = ({ receiver, route }: Destination): readonly unknown[] => [
  receiver.name,
  route.activeTimeIntervals,
  route.muteTimeIntervals,
];

/** Labels that all of them share tell nothing apart. */
const alone = (ways: readonly ToldAlert[]): readonly ToldAlert[] =>
  ways.map((way) => ({
    ...way,
    where: Object.fromEntries(
      Object.entries(way.where).filter(([label, value]) => ways.some(({ where }) => where[label] !== value)),
    ),
  }));

const order = ({ team, severity, name, where }: ToldAlert): string =>
  [team, WORST_FIRST.indexOf(severity), name, JSON.stringify(where)].join("\u0000");

/** Somebody is woken up. */
export const isPaged = ({ destinations }: Pick<ToldAlert, "destinations">): boolean =>
  destinations.some(({ receiver }) => pages(receiver));

/** A person is told. */
export const reachesPeople = ({ destinations }: Pick<ToldAlert, "destinations">): boolean =>
  destinations.some(({ receiver }) => receiver.channels.length > 0 && !isHeartbeat(receiver));

export const reachesHeartbeat = ({ destinations }: Pick<ToldAlert, "destinations">): boolean =>
  destinations.some(({ receiver }) => receiver.channels.some(({ heartbeat }) => heartbeat === true));
