/** The smallest case that still shows a disagreement. */
import type { Route, RoutingConfiguration } from "../../../lib/model";
import { sharesItsKey, type Case } from "./cases";

/** Takes things away one after the other as long as it keeps failing, and time lasts; tries several at once. */
export const smallest = async (
  failing: Case,
  fails: (each: Case) => Promise<boolean>,
  deadline: Date,
  atOnce: number,
): Promise<Case> => {
  const candidates = smallerCases(failing).filter(({ configuration }) => !sharesItsKey(configuration.route));
  for (let start = 0; start < candidates.length && Date.now() < deadline.getTime(); start += atOnce) {
    const some = candidates.slice(start, start + atOnce);
    const failures = await Promise.all(some.map(fails));
    const found = some[failures.indexOf(true)];
    if (found !== undefined) return smallest(found, fails, deadline, atOnce);
  }
  return failing;
};

/** Each with one thing less, the bigger things first. */
const smallerCases = ({ configuration, alerts }: Case): readonly Case[] => [
  ...(alerts.length > 1 ? eachLess(alerts).map((fewer) => ({ configuration, alerts: fewer })) : []),
  ...configurationsWithLess(configuration).map((less) => ({ configuration: less, alerts })),
];

const eachLess = <T>(values: readonly T[]): readonly (readonly T[])[] =>
  values.map((_, index) => values.filter((_, other) => other !== index));

const configurationsWithLess = (configuration: RoutingConfiguration): readonly RoutingConfiguration[] => [
  ...routesWithLess(configuration.route).map((route) => ({ ...configuration, route })),
  ...eachLess(configuration.inhibitRules).map((inhibitRules) => ({ ...configuration, inhibitRules })),
  ...configuration.inhibitRules.flatMap((rule, index) =>
    [
      ...eachLess(rule.source).map((source) => ({ ...rule, source })),
      ...eachLess(rule.target).map((target) => ({ ...rule, target })),
      ...eachLess(rule.equal).map((equal) => ({ ...rule, equal })),
    ].map((less) => ({ ...configuration, inhibitRules: configuration.inhibitRules.with(index, less) })),
  ),
  ...eachLess(configuration.timeIntervals)
    .filter((left) => namesIn(configuration.route).every((name) => left.some((each) => each.name === name)))
    .map((timeIntervals) => ({ ...configuration, timeIntervals })),
];

/** Of the intervals that are asked. */
const namesIn = (route: Route): readonly string[] => [
  ...route.muteTimeIntervals,
  ...route.activeTimeIntervals,
  ...route.routes.flatMap(namesIn),
];

const routesWithLess = (route: Route): readonly Route[] => [
  ...eachLess(route.routes).map((routes) => ({ ...route, routes })),
  ...eachLess(route.muteTimeIntervals).map((muteTimeIntervals) => ({ ...route, muteTimeIntervals })),
  ...eachLess(route.activeTimeIntervals).map((activeTimeIntervals) => ({ ...route, activeTimeIntervals })),
  ...eachLess(route.matchers).map((matchers) => ({ ...route, matchers })),
  ...(route.groupBy === undefined ? [] : [{ ...route, groupBy: undefined }]),
  ...(route.groupWait === undefined || route.path === "route" ? [] : [{ ...route, groupWait: undefined }]),
  ...(route.receiver === undefined || route.path === "route" ? [] : [{ ...route, receiver: undefined }]),
  ...(route.continue ? [{ ...route, continue: false }] : []),
  ...route.routes.flatMap((each, index) =>
    routesWithLess(each).map((less) => ({ ...route, routes: route.routes.with(index, less) })),
  ),
];
