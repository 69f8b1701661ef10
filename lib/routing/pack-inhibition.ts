/** What alerts say about each other, as rules of Alertmanager. */
import { once, scrape, seriesOf, textOf, type DeployedAlert, type DeployedPack, type InhibitRule } from "../model";
import { allLabels, labelsOf, NAME, parseRule, worldOf, type World } from "../query";
import { alikePacks } from "./alike-packs";

/** Prometheus adds it to all that leaves it. */
const CLUSTER = "cluster";

const worldOfPack = ({ metrics, recordingRules }: DeployedPack): World =>
  worldOf(
    [...Object.values(metrics ?? {}), ...Object.values(scrape)].flatMap(seriesOf),
    recordingRules.flatMap(({ name, expr, labels }) => {
      const { node } = parseRule(textOf(expr));
      return node === undefined ? [] : [{ name, node, labels }];
    }),
  );

/** Labels that tell the alerts of one rule apart; undefined where nobody knows them. */
const identityOf = (alert: DeployedAlert, world: World): ReadonlySet<string> | undefined => {
  const { node } = parseRule(textOf(alert.expr));
  return node === undefined ? undefined : allLabels(labelsOf(node, world));
};

/** Alerts by name, which the levels of an objective share. */
const namedAlike = (alerts: readonly DeployedAlert[]): ReadonlyMap<string, readonly DeployedAlert[]> => {
  const named = new Map<string, DeployedAlert[]>();
  for (const alert of alerts) {
    const known = named.get(alert.name);
    if (known === undefined) named.set(alert.name, [alert]);
    else known.push(alert);
  }
  return named;
};

/** Whether the rules themselves set the label to different values: it says which rule has fired, not about what. What a template gives is up to the series. */
const tellsRulesApart = (label: string, alerts: readonly DeployedAlert[]): boolean =>
  new Set(
    alerts.flatMap(({ labels }) =>
      Object.entries(labels).flatMap(([name, value]) => (name === label && !value.includes("{{") ? [value] : [])),
    ),
  ).size > 1;

/** The labels in which alerts agree that are about the same thing; undefined where those of one of them are not known. */
const sameThing = (alerts: readonly DeployedAlert[], world: World): readonly string[] | undefined => {
  const identities = alerts.flatMap((alert) => identityOf(alert, world) ?? []);
  const [first] = identities;
  if (first === undefined || identities.length < alerts.length) return undefined;
  return [...first].filter(
    (label) => label !== NAME && identities.every((each) => each.has(label)) && !tellsRulesApart(label, alerts),
  );
};

/** The labels in which alerts of a pack agree, by the positions of these; undefined where they are not known. */
export type Agreed = readonly string[] | undefined;

/**
 * A rule for each name of alerts that make those of another superfluous: they are not told while one of the former fires about the same thing,
 * which is where both agree in every label that all of them can have, but for labels by which the rules themselves differ. Where the labels of
 * one are not known, nothing is kept from being told.
 * @param answersFor what is known of packs like it, where many are asked about: `alikePacks()`
 */
export const packInhibition = (
  pack: DeployedPack,
  path: string,
  answersFor = alikePacks<Agreed>(),
): readonly InhibitRule[] => {
  if (pack.alerts.every(({ inhibits }) => inhibits.length === 0)) return [];
  const world = once(() => worldOfPack(pack));
  const known = answersFor(pack);
  const agreed = (alerts: readonly DeployedAlert[]): Agreed => {
    const key = alerts.map((alert) => pack.alerts.indexOf(alert)).join(" ");
    if (!known.has(key)) known.set(key, sameThing(alerts, world()));
    return known.get(key);
  };
  const named = namedAlike(pack.alerts);
  return [...named].flatMap(([name, sources]) =>
    [...new Set(sources.flatMap(({ inhibits }) => inhibits))].flatMap((other): readonly InhibitRule[] => {
      const targets = named.get(other);
      const equal = targets && agreed([...sources, ...targets]);
      if (equal === undefined) return [];
      return [
        {
          path: `${path}.${pack.name}.alerts.${name}.inhibits`,
          source: [{ label: "alertname", operator: "=", value: name }],
          target: [{ label: "alertname", operator: "=", value: other }],
          equal: [...equal, CLUSTER],
        },
      ];
    }),
  );
};
