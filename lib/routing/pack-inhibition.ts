/** What alerts say about each other, as rules of Alertmanager. */
import { scrape, seriesOf, textOf, type DeployedAlert, type DeployedPack, type InhibitRule } from "../model";
import { allLabels, labelsOf, NAME, parseRule, worldOf, type World } from "../query";

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

/**
 * A rule for each alert that makes others superfluous: they are not told while it fires about the same thing, which is where both agree in
 * every label that both can have. Where the labels of one are not known, nothing is kept from being told.
 */
export const packInhibition = (pack: DeployedPack, path: string): readonly InhibitRule[] => {
  const inhibiting = pack.alerts.filter(({ inhibits }) => inhibits.length > 0);
  if (inhibiting.length === 0) return [];
  const world = worldOfPack(pack);
  return inhibiting.flatMap((alert) =>
    alert.inhibits.flatMap((name): readonly InhibitRule[] => {
      const other = pack.alerts.find((each) => each.name === name);
      const own = identityOf(alert, world);
      const its = other && identityOf(other, world);
      if (own === undefined || its === undefined) return [];
      return [
        {
          path: `${path}.${pack.name}.alerts.${alert.name}.inhibits`,
          source: [{ label: "alertname", operator: "=", value: alert.name }],
          target: [{ label: "alertname", operator: "=", value: name }],
          equal: [...own].filter((label) => its.has(label) && label !== NAME).concat(CLUSTER),
        },
      ];
    }),
  );
};
