/** Alertmanager's decisions, made in process: who is told of alerts, when, and what keeps them from being told (exact to version 0.34). */
import type { RoutingConfiguration } from "../../model";
import type { Labels } from "../matchers";
import type { ActiveAlert, Decision, Delivery, ResolvedRoute } from "./decision";
import { inhibitionBy } from "./inhibition";
import { groupLabelsOf } from "./labels";
import { routesBelow } from "./resolved-tree";
import { intervalsOf, mutingOf, type Muting } from "./muting";
import { toldAt } from "./timing";

/** The nodes that take an alert of these labels, in the order of the tree; never none, because the root takes everything. */
export const routesOf = (configuration: RoutingConfiguration, labels: Labels): readonly ResolvedRoute[] =>
  routesBelow(configuration.route, labels);

/** Alerts that are told together by one node of the tree. */
interface Group {
  /** When its first alert came. */
  began: number;
  /** What it tells when, by when an alert came. */
  readonly told: Map<number, Date | undefined>;
}

interface Place {
  readonly resolved: ResolvedRoute;
  readonly groupLabels: Labels;
  readonly group: Group;
}

/**
 * What becomes of each of the alerts while all of them fire. One whose `since` is still to come inhibits nothing yet. Alerts arrive when they begin to
 * fire; groups begin with the first of the alerts given.
 */
export const decide = (
  configuration: RoutingConfiguration,
  alerts: readonly ActiveAlert[],
  at: Date,
): readonly Decision[] => {
  const now = at.getTime();
  const began = ({ since = at }: ActiveAlert): number => since.getTime();
  const intervals = intervalsOf(configuration);
  const inhibition = inhibitionBy(
    configuration.inhibitRules,
    alerts.filter((alert) => began(alert) <= now),
  );

  const groups = new Map<ResolvedRoute, Map<string, Group>>();
  const groupOf = (resolved: ResolvedRoute, groupLabels: Labels): Group => {
    const ofNode = groups.get(resolved) ?? new Map<string, Group>();
    groups.set(resolved, ofNode);
    const key = JSON.stringify(Object.entries(groupLabels));
    const group = ofNode.get(key) ?? { began: Infinity, told: new Map<number, Date | undefined>() };
    ofNode.set(key, group);
    return group;
  };

  const places = alerts.map((alert): readonly Place[] =>
    routesOf(configuration, alert.labels).map((resolved) => {
      const groupLabels = groupLabelsOf(resolved, alert.labels);
      const group = groupOf(resolved, groupLabels);
      group.began = Math.min(group.began, began(alert));
      return { resolved, groupLabels, group };
    }),
  );

  const told = ({ resolved, group }: Place, since: number): Date | undefined => {
    if (!group.told.has(since)) group.told.set(since, toldAt(resolved, intervals, group.began, since));
    return group.told.get(since);
  };

  const silences = new Map<ResolvedRoute, Muting>();
  const silence = (resolved: ResolvedRoute): Muting => {
    const known = silences.get(resolved) ?? mutingOf(resolved.route, intervals, now);
    silences.set(resolved, known);
    return known;
  };

  const delivery = (place: Place, alert: ActiveAlert): Delivery => {
    const { mutedBy, outside } = silence(place.resolved);
    const { groupLabels, resolved } = place;
    return { ...resolved, groupLabels, mutedBy, outside, toldAt: told(place, began(alert)) };
  };

  return alerts.map((alert, index) => ({
    alert,
    deliveries: (places[index] ?? []).map((place) => delivery(place, alert)),
    inhibitedBy: inhibition(alert),
  }));
};
