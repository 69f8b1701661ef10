/** Routes and explanations for machines. */
import { whoIsTold } from "../documents";
import { isDuration, prometheusDuration, type Model } from "../model";
import { matcherText, type DeliveryStep, type RouteStep } from "../routing";
import type { Answer } from "./routes-question";

export const routesJson = (models: readonly Model[]): string =>
  text(
    models.map((model) => {
      const told = whoIsTold(model);
      return {
        environment: model.name,
        routings: model.routings.map(({ path, configuration }, index) => ({
          path,
          route: configuration.route,
          receivers: configuration.receivers.map(({ name, team, channels }) => ({
            name,
            team,
            channels: channels.map(({ kind, pages, heartbeat }) => ({ kind, pages, heartbeat })),
          })),
          inhibitRules: configuration.inhibitRules,
          timeIntervals: configuration.timeIntervals,
          alerts: told[index]?.alerts.map(({ destinations, ...alert }) => ({
            ...alert,
            receivers: destinations.map(({ receiver, route }) => ({ name: receiver.name, path: route.path })),
          })),
        })),
      };
    }),
  );

export const answersJson = (answers: readonly Answer[]): string =>
  text(
    answers.map(({ environment, labels, at, routes, deliveries, inhibition, decision: { inhibitedBy } }) => ({
      environment,
      labels,
      at,
      routes: routes.map(routeFacts),
      deliveries: deliveries.map(deliveryFacts),
      inhibition,
      inhibitedBy: inhibitedBy && { path: inhibitedBy.rule.path, source: inhibitedBy.source.labels },
    })),
  );

const routeFacts = ({ route, depth, outcome, matchers, takenBy, values }: RouteStep) => ({
  path: route.path,
  depth,
  outcome,
  matchers: matchers.map(({ matcher, value, holds }) => ({ matcher: matcherText(matcher), value, holds })),
  takenBy: takenBy?.path,
  continue: route.continue,
  ...values,
});

const deliveryFacts = ({ delivery, toldAgainAfter, intervals }: DeliveryStep) => ({
  receiver: delivery.receiver,
  path: delivery.route.path,
  groupLabels: delivery.groupLabels,
  groupWait: delivery.groupWait,
  groupInterval: delivery.groupInterval,
  toldAt: delivery.toldAt,
  toldAgainAfter,
  mutedBy: delivery.mutedBy,
  outside: delivery.outside,
  intervals: intervals.map(({ interval, use, holds, local }) => ({ name: interval.name, use, holds, local })),
});

/** Lengths of time as Alertmanager writes them. */
const text = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (isDuration(each) ? prometheusDuration(each) : each), 2);
